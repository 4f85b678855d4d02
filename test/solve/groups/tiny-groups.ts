/** Tiny mixed events by dice, with any of the rules. */
import type { GroupProblem, Speech } from '../../../src/model/group-problem.js';
import { UNBOUNDED } from '../../../src/model/problem.js';
import type { Dice } from '../../helpers/random.js';
import { assemble, type RawHost, type RawPair, type RawSeat } from './problems.js';

export interface TinyOptions {
  readonly people: number;
  readonly items: number;
  readonly slots: number;
  /** Whether musts, and seats locked to a slot, may be there; then some event may be impossible. */
  readonly musts?: boolean;
  /** Whether interpreters may need rests, which a state under change keeps on the safe side only. */
  readonly tiredInterpreters?: boolean;
}

const list = <T>(length: number, of: (index: number) => T): T[] => Array.from({ length }, (_, index) => of(index));

/** Each rule is in about a third of the events. */
export function tinyGroups(dice: Dice, options: TinyOptions): GroupProblem {
  const P = 3 + dice.below(options.people - 2);
  const T = 1 + dice.below(options.slots);
  const uses = () => dice.chance(33);
  const availability = dice.pick([60, 85, 100]);
  const slots = () => list(T, () => dice.chance(availability));
  const rooms = list(1 + dice.below(3), () => ({ seats: 2 + dice.below(4), slots: list(T, () => dice.chance(90)) }));
  const hosts: RawHost[] = list(1 + dice.below(2), h => {
    const min = 1 + dice.below(2);
    const own = uses() ? [...rooms.keys()].filter(() => dice.chance(70)) : undefined;
    const usable = own?.some(r => rooms[r].seats >= 2) ? { rooms: own } : {};
    return { person: h, min, max: min + dice.below(3), sessions: 1 + dice.below(T), ...usable };
  });
  const pairs: RawPair[] = [];
  const seats: RawSeat[] = [];
  const demand = () => {
    if (!options.musts || !dice.chance(20)) return {};
    return { must: true, ...(dice.chance(50) ? { lockedSlot: dice.below(T) } : {}) };
  };
  for (let tries = 0; tries < 30 && pairs.length + seats.length < options.items; tries++) {
    const [x, y] = [dice.below(P), dice.below(P)];
    const points = 1 + dice.below(dice.pick([1, 3, 9]));
    if (dice.chance(65)) {
      const host = dice.below(hosts.length);
      if (x !== host && !seats.some(seat => seat.host === host && seat.guest === x))
        seats.push({ host, guest: x, points, ...demand() });
    } else if (x < y && !pairs.some(({ a, b }) => a === x && b === y)) pairs.push({ a: x, b: y, points, ...demand() });
  }
  const count = pairs.length + seats.length;
  const guests = list(P, p => p);
  const someItems = () => dice.shuffled(list(count, i => i)).slice(0, 2 + dice.below(2));
  const perPerson = (of: () => number) => list(P, of);
  return assemble({
    people: list(P, slots),
    stretch: uses() ? list(T, t => (t < 2 ? 0 : 1)) : list(T, () => 0),
    rooms,
    pairs,
    hosts,
    seats,
    ...(uses() ? { parallel: perPerson(() => 1 + dice.below(2)) } : {}),
    minMeetings: perPerson(() => dice.below(3)),
    ...(uses() ? { maxMeetings: perPerson(() => 1 + dice.below(3)) } : {}),
    ...(uses() ? { maxConsecutive: perPerson(() => dice.pick([1, 2, UNBOUNDED])) } : {}),
    ...(uses() && count > 2 ? { once: list(1 + dice.below(2), someItems) } : {}),
    ...(uses() && count > 1 ? { order: [someItems().slice(0, 2) as [number, number]] } : {}),
    ...(uses() ? { apart: [dice.shuffled(guests).slice(0, 2) as [number, number]] } : {}),
    ...(uses() && options.musts ? { lockedRooms: [lockedRoom(dice, T, rooms.length)] } : {}),
    ...(uses() ? { speech: speech(dice, count, T, options.tiredInterpreters === true) } : {}),
  });
}

/** Of the first host, in some slot. */
function lockedRoom(dice: Dice, slots: number, rooms: number): [number, number, number] {
  return [0, dice.below(slots), dice.below(rooms)];
}

/** One or two interpreters; half of the items need one. */
function speech(dice: Dice, items: number, slots: number, tired: boolean): Speech {
  const [languages, interpreters] = [2, 1 + dice.below(2)];
  const all = (1 << (languages + interpreters)) - 1;
  return {
    languages,
    interpreters,
    ways: 1,
    ofItem: Int32Array.from({ length: items }, () =>
      dice.chance(30) ? -1 : dice.below(1 << interpreters) * (1 << languages) + (dice.chance(50) ? dice.below(4) : 0),
    ).map(ways => (ways === -1 ? -1 : ways & all)),
    available: Int32Array.from({ length: interpreters }, () => dice.below(1 << slots) | 1),
    maxConsecutive: Int32Array.from({ length: interpreters }, () => (tired ? dice.pick([1, UNBOUNDED]) : UNBOUNDED)),
  };
}
