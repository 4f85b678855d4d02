/** Rooms, interpreters and slots' own limits as counting rows, each with its capacity in every slot. */
import type { Calendar } from './calendar.js';
import type { Event, Interpreter, Room } from './event.js';
import { type Entangled, hasBit, UNBOUNDED } from './problem.js';
import { type RoomSet, roomLimits } from './room-limits.js';

/** Limits on meetings, as a problem has them: those of rooms, then the slots' own if there is any, then those of interpreters. */
export interface Limits {
  /** The limits that a meeting of each kind counts in. */
  readonly ofKind: readonly Int32Array[];
  /** Most meetings that count in a limit, by slot: limits × slots. */
  readonly capacity: Int32Array;
  readonly count: number;
}

/** What a meeting of one kind takes: one of these rooms, and one of these interpreters if any. */
export interface Needs {
  readonly rooms: RoomSet;
  /** Empty: none is needed. */
  readonly interpreters: RoomSet;
}

/**
 * The limits of all kinds, or which of rooms and interpreters are too entangled to count. Interpreters are counted as
 * rooms are: each can be in one meeting of a slot. O(limits² · rooms + limits · rooms · slots).
 */
export function buildLimits(
  event: Event,
  rooms: readonly Room[],
  calendar: Calendar,
  kinds: readonly Needs[],
): Limits | Entangled {
  const slots = event.slots.length;
  const roomSets = kinds.map(kind => kind.rooms);
  const ofRooms = countedRows(roomSets, rooms, calendar, slots, room => room.tables);
  if (!ofRooms) return 'rooms';
  const interpreterSets = kinds.map(kind => kind.interpreters);
  const ofInterpreters = countedRows(interpreterSets, event.interpreters, calendar, slots, () => 1);
  if (!ofInterpreters) return 'interpreters';
  return joined([ofRooms, slotRows(event, kinds.length), ofInterpreters], slots);
}

function joined(parts: readonly Limits[], slots: number): Limits {
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

function countedRows<One extends Room | Interpreter>(
  sets: readonly RoomSet[],
  all: readonly One[],
  calendar: Calendar,
  slots: number,
  placesOf: (one: One) => number,
): Limits | undefined {
  const limits = roomLimits(sets);
  if (!limits) return undefined;
  const masks = all.map(one => {
    const mask = new Int32Array(calendar.words);
    calendar.write(mask, 0, one);
    return mask;
  });
  const capacity = new Int32Array(limits.sets.length * slots);
  limits.sets.forEach((set, limit) => {
    for (const one of set) {
      for (let t = 0; t < slots; t++) if (hasBit(masks[one], 0, t)) capacity[limit * slots + t] += placesOf(all[one]);
    }
  });
  return { ofKind: limits.ofKind, capacity, count: limits.sets.length };
}

/** `meetings` of the slots, if any slot has it. */
function slotRows({ slots }: Event, kinds: number): Limits {
  const bound = slots.some(slot => slot.meetings !== undefined);
  const capacity = Int32Array.from(bound ? slots : [], slot => slot.meetings ?? UNBOUNDED);
  return {
    ofKind: Array.from({ length: kinds }, () => Int32Array.of(...(bound ? [0] : []))),
    capacity,
    count: bound ? 1 : 0,
  };
}
