/** Which rooms or interpreters a schedule is short of: Hall's theorem (1935) names them where a matching fails. */
import { Calendar } from '../model/calendar.js';
import { NO_UNIONS, placesOf, type Unions } from '../model/limits.js';
import { hasBit, type Problem } from '../model/problem.js';
import { distinct, type RoomSet, unionOf } from '../model/room-limits.js';
import type { Activities } from './activities.js';

/**
 * Unions of rooms, and of interpreters, that have more meetings confined to them in some slot than places; none where all
 * meetings find their rooms and, rests aside, their interpreters. O(meetings · rooms in sets of a slot) at worst.
 * @param open slots in which each interpreter may work: interpreters × words
 */
export function shortUnions(problem: Problem, { slotOf, kind }: Activities, open: Int32Array): Unions {
  if (problem.hasAllLimits) return NO_UNIONS;
  const { event, rooms, slots: T, words: W, kindRooms, kindInterpreters } = problem;
  const inSlot: number[][] = Array.from({ length: T }, () => []);
  slotOf.forEach((t, i) => {
    inSlot[t].push(kind[i]);
  });
  const tables = placesOf(rooms, new Calendar(event), T);
  const shortOf = (sets: readonly RoomSet[], placesIn: (one: number, t: number) => number): RoomSet[] =>
    inSlot.flatMap(
      (kinds, t) =>
        seatIn(
          kinds.map(one => sets[one]),
          one => placesIn(one, t),
        ).short,
    );
  return {
    rooms: shortOf(kindRooms, (room, t) => tables[room][t]),
    interpreters: shortOf(kindInterpreters, (one, t) => (hasBit(open, one * W, t) ? 1 : 0)),
  };
}

/** Both, each union once. */
export function joinUnions(some: Unions, more: Unions): Unions {
  return {
    rooms: distinct([...some.rooms, ...more.rooms]),
    interpreters: distinct([...some.interpreters, ...more.interpreters]),
  };
}

export function countUnions({ rooms, interpreters }: Unions): number {
  return rooms.length + interpreters.length;
}

/**
 * The meetings of slot t that need one of some sort of places, musts first, then the dearest, and where each finds one, -1 for none:
 * of what is too many the cheapest are left. As `seatIn`.
 * @param sets places of each kind
 * @param places of each, by slot
 */
export function seatDearest(
  { kind, must, points }: Problem,
  slotOf: Int32Array,
  sets: readonly RoomSet[],
  places: readonly Int32Array[],
  t: number,
): { readonly held: readonly number[]; readonly roomOf: Int32Array } {
  const held = Array.from(slotOf.keys())
    .filter(e => slotOf[e] === t && sets[kind[e]].length > 0)
    .sort((e, f) => must[f] - must[e] || points[f] - points[e] || e - f);
  const { roomOf } = seatIn(
    held.map(e => sets[kind[e]]),
    one => places[one][t],
  );
  return { held, roomOf };
}

interface Seating {
  /** The room of each meeting, -1 for none. */
  readonly roomOf: Int32Array;
  /** Rooms that are too few, for each meeting that found none. */
  readonly short: readonly RoomSet[];
}

/**
 * Seats one meeting after the other along shortest augmenting paths (Kuhn 1955, doi:10.1002/nav.3800020109). Where there is
 * none, all rooms looked at are full of meetings that may use no others. O(meetings · rooms in sets) at worst.
 * @param sets rooms of each meeting; an empty set: it needs none of these
 * @param placesIn places of each room
 */
export function seatIn(sets: readonly RoomSet[], placesIn: (room: number) => number): Seating {
  const roomOf = new Int32Array(sets.length).fill(-1);
  const sitting = new Map<number, number[]>();
  const sittersOf = (room: number): readonly number[] => sitting.get(room) ?? [];
  const hasPlace = (room: number): boolean => sittersOf(room).length < placesIn(room);
  const seat = (meeting: number, room: number): void => {
    const left = roomOf[meeting];
    if (left >= 0)
      sitting.set(
        left,
        sittersOf(left).filter(one => one !== meeting),
      );
    sitting.set(room, [...sittersOf(room), meeting]);
    roomOf[meeting] = room;
  };
  const short: RoomSet[] = [];
  /** What is short for a set, once it was: nobody leaves those rooms any more. */
  const shortOf = new Map<RoomSet, RoomSet>();
  sets.forEach((own, meeting) => {
    if (own.length === 0) return;
    const open = own.find(hasPlace);
    if (open !== undefined) {
      seat(meeting, open);
      return;
    }
    const known = shortOf.get(own);
    if (known) {
      short.push(known);
      return;
    }
    /** Who would come to a room; rooms that are added while they are gone through are gone through as well. */
    const comes = new Map(own.map(room => [room, meeting]));
    for (const full of comes.keys()) {
      for (const sitter of sittersOf(full)) {
        for (const next of sets[sitter]) {
          if (comes.has(next)) continue;
          comes.set(next, sitter);
          if (!hasPlace(next)) continue;
          // Each moves on to the room that the next one leaves.
          for (let room = next, guest = sitter; ; ) {
            const left = roomOf[guest];
            seat(guest, room);
            if (guest === meeting) return;
            [room, guest] = [left, comes.get(left)!];
          }
        }
      }
    }
    const union = unionOf([[...comes.keys()]]);
    shortOf.set(own, union);
    short.push(union);
  });
  return { roomOf, short };
}

/** Amounts below this are rounding. */
const ROUNDING = 1e-6;

/**
 * Unions of rooms that have more confined to them than places, where parts of meetings are seated: one for each amount that finds no
 * place along shortest augmenting paths, without those found twice. O(sets · paths · rooms in sets).
 * @param sets rooms of each amount; an empty set: it needs none of these
 * @param placesIn places of each room, perhaps fractions
 */
export function shortInFractions(
  sets: readonly RoomSet[],
  amounts: Float64Array,
  placesIn: (room: number) => number,
): RoomSet[] {
  const spare = new Map<number, number>();
  /** What sits in each room, by index of its amount. */
  const sitting = new Map<number, Map<number, number>>();
  const short: RoomSet[] = [];
  sets.forEach((own, i) => {
    for (const room of own) {
      if (!sitting.has(room)) sitting.set(room, new Map());
      if (!spare.has(room)) spare.set(room, placesIn(room));
    }
    let left = own.length === 0 ? 0 : amounts[i];
    while (left > ROUNDING) {
      /** Who comes to a room; rooms that are added while they are gone through are gone through as well. */
      const comes = new Map(own.map(room => [room, { who: i, from: -1 }]));
      let end = -1;
      for (const room of comes.keys()) {
        if (spare.get(room)! > ROUNDING) {
          end = room;
          break;
        }
        for (const [who, amount] of sitting.get(room)!)
          if (amount > ROUNDING)
            for (const next of sets[who]) if (!comes.has(next)) comes.set(next, { who, from: room });
      }
      if (end < 0) {
        short.push(unionOf([[...comes.keys()]]));
        break;
      }
      let moved = Math.min(left, spare.get(end)!);
      for (let room = end, step = comes.get(room)!; step.from >= 0; room = step.from, step = comes.get(room)!)
        moved = Math.min(moved, sitting.get(step.from)!.get(step.who)!);
      spare.set(end, spare.get(end)! - moved);
      for (let room = end; room >= 0; ) {
        const { who, from } = comes.get(room)!;
        const here = sitting.get(room)!;
        here.set(who, (here.get(who) ?? 0) + moved);
        if (from >= 0) sitting.get(from)!.set(who, sitting.get(from)!.get(who)! - moved);
        room = from;
      }
      left -= moved;
    }
  });
  return [...distinct(short)];
}
