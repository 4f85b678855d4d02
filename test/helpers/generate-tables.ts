/** Slots, rooms and people of a random event. */
import type { Participant, Room, Slot } from '../../src/model/event.js';
import type { GenerateOptions } from './generate.js';
import type { Dice } from './random.js';

/** Slots of twenty minutes from 08:00 on each day, named `S1`, `S2` …; a session is half a day. */
export function makeSlots({ slots, days, slotLimits }: GenerateOptions, dice: Dice): Partial<Slot>[] {
  const perDay = Math.ceil(slots / days);
  return Array.from({ length: slots }, (_, index) => {
    const day = Math.floor(index / perDay);
    const hour = 8 + Math.floor((index % perDay) / 3);
    const minute = 20 * ((index % perDay) % 3);
    const half = (index % perDay) * 2 < perDay ? 'morning' : 'afternoon';
    return {
      id: `S${index + 1}`,
      date: `2021-05-${18 + day}`,
      start: clock(hour * 60 + minute),
      end: clock(hour * 60 + minute + 20),
      session: `${half} ${day + 1}`,
      meetings: dice.chance(slotLimits) ? 1 + dice.below(3) : undefined,
    };
  });
}

function clock(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map(part => String(part).padStart(2, '0')).join(':');
}

/** Rooms `R1`, `R2` …. */
export function makeRooms({ rooms, oddRooms, slots, sides }: GenerateOptions, dice: Dice): Partial<Room>[] | undefined {
  if (rooms === undefined) return undefined;
  return Array.from({ length: rooms }, (_, index) => ({
    id: `R${index + 1}`,
    tables: dice.chance(oddRooms) ? 2 : 1,
    seats: dice.chance(oddRooms) ? dice.pick([1, 2, 4]) : undefined,
    unavailable: dice.chance(oddRooms) ? someSlots(dice, slots, 30) : [],
    only: dice.chance(oddRooms) ? [dice.pick(['pair', 'group', 'P1', 'P2', ...(sides === 2 ? ['A', 'B'] : [])])] : [],
  }));
}

/** Slot ids, each with the given chance. */
function someSlots(dice: Dice, slots: number, percent: number): string[] {
  return Array.from({ length: slots }, (_, index) => `S${index + 1}`).filter(() => dice.chance(percent));
}

export type Person = Partial<Participant> & Pick<Participant, 'id'>;

/** People `P1`, `P2` …, by turns of side `A` and `B`. */
export function makePeople(
  options: GenerateOptions,
  dice: Dice,
  rooms: readonly Partial<Room>[] | undefined,
): Person[] {
  return Array.from({ length: options.people }, (_, index) => {
    const room = rooms && rooms.length > 0 && dice.chance(options.ownRooms) ? dice.pick(rooms).id : undefined;
    return {
      id: `P${index + 1}`,
      side: options.sides === 2 ? ['A', 'B'][index % 2] : '',
      available: dice.chance(options.windows) ? windowOf(dice, options.slots) : undefined,
      unavailable: someSlots(dice, options.slots, 100 - options.availability),
      weight: dice.chance(options.weights) ? (1 + dice.below(30)) / 10 : 1,
      parallel: dice.chance(options.parallel) ? 2 + dice.below(2) : 1,
      room,
      ...(dice.chance(options.maxima) ? { maxMeetings: 1 + dice.below(4) } : {}),
    };
  });
}

function windowOf(dice: Dice, slots: number): string[] {
  const length = Math.max(1, Math.ceil(slots / 4) + dice.below(Math.ceil(slots / 4) + 1));
  const first = dice.below(Math.max(1, slots - length + 1));
  return Array.from({ length: Math.min(length, slots) }, (_, index) => `S${first + index + 1}`);
}
