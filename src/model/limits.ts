/** Rooms, interpreters and slots' own limits as counting rows, each with its capacity in every slot. */
import { Calendar } from './calendar.js';
import type { Event, Interpreter, Room } from './event.js';
import { hasBit, type Problem, setBit, UNBOUNDED } from './problem.js';
import { type RoomLimits, type RoomSet, roomLimits } from './room-limits.js';

/** Sets of rooms, and of interpreters, as index lists. */
export interface Unions {
  readonly rooms: readonly RoomSet[];
  readonly interpreters: readonly RoomSet[];
}

export const NO_UNIONS: Unions = { rooms: [], interpreters: [] };

/** Limits on meetings, as a problem has them: those of rooms, then the slots' own if there is any, then those of interpreters. */
export type Limits = Pick<
  Problem,
  | 'kindRooms'
  | 'kindInterpreters'
  | 'kindLimits'
  | 'limits'
  | 'limitSets'
  | 'hasAllLimits'
  | 'uncounted'
  | 'kindSlots'
  | 'capacity'
>;

/** What a meeting of one kind takes: one of these rooms, and one of these interpreters if any. */
export interface Needs {
  readonly rooms: RoomSet;
  /** Empty: none is needed. */
  readonly interpreters: RoomSet;
}

/** Limits of one sort. */
interface Part {
  readonly ofKind: readonly Int32Array[];
  readonly capacity: Int32Array;
  readonly count: number;
}

/**
 * The limits of all kinds. Interpreters are counted as rooms are: each can be in one meeting of a slot.
 * O(kinds · (limits + words) · rooms + limits · rooms · slots).
 * @param known unions that count where there are too many
 */
export function buildLimits(
  event: Event,
  rooms: readonly Room[],
  calendar: Calendar,
  kinds: readonly Needs[],
  known = NO_UNIONS,
): Limits {
  const slots = event.slots.length;
  const places = {
    rooms: placesOf(rooms, calendar, slots),
    interpreters: placesOf(event.interpreters, calendar, slots),
  };
  const roomSets = kinds.map(kind => kind.rooms);
  const interpreterSets = kinds.map(kind => kind.interpreters);
  const ofRooms = roomLimits(roomSets, known.rooms);
  const ofInterpreters = roomLimits(interpreterSets, known.interpreters);
  const ofSlots = slotRows(event, kinds.length);
  const parts = [
    counted(ofRooms, set => sumOf(places.rooms, set, slots)),
    ofSlots,
    counted(ofInterpreters, set => sumOf(places.interpreters, set, slots)),
  ];
  const masks = { rooms: masksOf(places.rooms, calendar), interpreters: masksOf(places.interpreters, calendar) };
  const slotMask = ofSlots.count > 0 ? masksOf([ofSlots.capacity], calendar)[0] : undefined;
  const openTo = (kind: Needs): Int32Array => {
    const open = slotMask?.slice() ?? new Int32Array(calendar.words).fill(-1);
    narrow(open, masks.rooms, kind.rooms);
    narrow(open, masks.interpreters, kind.interpreters);
    return open;
  };
  const { ofKind, capacity, count } = joined(parts, slots);
  const hasAllLimits = ofRooms.isWhole && ofInterpreters.isWhole;
  return {
    kindRooms: roomSets,
    kindInterpreters: interpreterSets,
    kindLimits: ofKind,
    limits: count,
    limitSets: { rooms: ofRooms.sets, interpreters: ofInterpreters.sets },
    hasAllLimits,
    uncounted: hasAllLimits
      ? undefined
      : {
          ...(!ofRooms.isWhole && { rooms: places.rooms }),
          ...(!ofInterpreters.isWhole && { interpreters: places.interpreters }),
        },
    kindSlots: kinds.map(openTo),
    capacity,
  };
}

/** The problem under limits of these unions too. Slots of meetings stay: no union is shut where a part of it is open. As `buildLimits`. */
export function withUnions(problem: Problem, unions: Unions): Problem {
  const { event, rooms, kindRooms, kindInterpreters } = problem;
  const needs = kindRooms.map((set, kind) => ({ rooms: set, interpreters: kindInterpreters[kind] }));
  return { ...problem, ...buildLimits(event, rooms, new Calendar(event), needs, unions) };
}

function joined(parts: readonly Part[], slots: number): Part {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const capacity = new Int32Array(count * slots);
  const firsts: number[] = [];
  let first = 0;
  for (const part of parts) {
    capacity.set(part.capacity, first * slots);
    firsts.push(first);
    first += part.count;
  }
  const ofKind = parts[0].ofKind.map((_, kind) =>
    Int32Array.from(parts.flatMap((part, k) => [...part.ofKind[kind]].map(limit => limit + firsts[k]))),
  );
  return { ofKind, capacity, count };
}

/** Tables of each room, or meetings that each interpreter can serve, by slot. O(rooms · slots). */
export function placesOf(
  all: readonly (Room | Interpreter)[],
  calendar: Calendar,
  slots: number,
): readonly Int32Array[] {
  const mask = new Int32Array(calendar.words);
  return all.map(one => {
    mask.fill(0);
    calendar.write(mask, 0, one);
    return Int32Array.from({ length: slots }, (_, t) => (hasBit(mask, 0, t) ? ('tables' in one ? one.tables : 1) : 0));
  });
}

/** Slots in which there is a place, of each. O(rooms · slots). */
function masksOf(places: readonly Int32Array[], calendar: Calendar): Int32Array[] {
  return places.map(bySlot => {
    const mask = new Int32Array(calendar.words);
    for (let t = 0; t < bySlot.length; t++) if (bySlot[t] > 0) setBit(mask, 0, t);
    return mask;
  });
}

/** Leaves the slots in which one of the set has a place; an empty set needs none. */
function narrow(open: Int32Array, masks: readonly Int32Array[], set: RoomSet): void {
  if (set.length === 0) return;
  for (let k = 0; k < open.length; k++) {
    let any = 0;
    for (const one of set) any |= masks[one][k];
    open[k] &= any;
  }
}

/** Places of a set by slot, no more than `UNBOUNDED`: so many rooms of a million tables each are more than 32 bits count. */
function sumOf(places: readonly Int32Array[], set: RoomSet, slots: number): Int32Array {
  const sum = new Int32Array(slots);
  for (const one of set) for (let t = 0; t < slots; t++) sum[t] = Math.min(UNBOUNDED, sum[t] + places[one][t]);
  return sum;
}

function counted({ sets, ofKind }: RoomLimits, capacityOf: (set: RoomSet) => Int32Array): Part {
  return { ofKind, capacity: Int32Array.from(sets.flatMap(set => [...capacityOf(set)])), count: sets.length };
}

/** `meetings` of the slots, if any slot has it. */
function slotRows({ slots }: Event, kinds: number): Part {
  const bound = slots.some(slot => slot.meetings !== undefined);
  const capacity = Int32Array.from(bound ? slots : [], slot => slot.meetings ?? UNBOUNDED);
  return {
    ofKind: Array.from({ length: kinds }, () => Int32Array.of(...(bound ? [0] : []))),
    capacity,
    count: bound ? 1 : 0,
  };
}
