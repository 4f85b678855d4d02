/**
 * Rooms allotted to meetings beforehand, each to one class of alike rooms, where limits cannot all be counted: what keeps the
 * limits of the classes finds its rooms, at the price of choices that are left out.
 */
import { Calendar } from '../model/calendar.js';
import { buildLimits, type Needs, placesOf } from '../model/limits.js';
import { hasBit, type Problem } from '../model/problem.js';
import { type RoomSet, roomLimits } from '../model/room-limits.js';
import { withInterpretersIn } from './interpreters.js';
import type { Random } from './random.js';
import { seatDearest } from './short-unions.js';

export interface Allotted {
  /** A schedule of it is one of the problem; its bounds are not. */
  readonly problem: Problem;
  /** The schedule, without meetings that are not seated. */
  readonly slotOf: Int32Array;
  /** Kinds of all that is beside the meetings, in the order in which they were given. */
  readonly beside: readonly Int32Array[];
}

/**
 * Meetings of the schedule keep the rooms and interpreters that a matching gives them; the others get those of which there are
 * most for the meetings that already share them. O(meetings · classes + kinds · rooms · slots).
 * @param open slots in which each interpreter may work: interpreters × words
 * @param beside kinds of what shares the rooms and needs no interpreter, in lists of which each gets one class of rooms that its
 *   last kind may use; -1 stays so
 */
export function allot(
  problem: Problem,
  slotOf: Int32Array,
  open: Int32Array,
  random: Random,
  beside: readonly Int32Array[] = [],
): Allotted {
  const { event, rooms, slots: T, words: W, kind, kindRooms, kindInterpreters } = problem;
  const calendar = new Calendar(event);
  const tables = placesOf(rooms, calendar, T);
  const working = Array.from(event.interpreters, (_, i) =>
    Int32Array.from({ length: T }, (_, t) => (hasBit(open, i * W, t) ? 1 : 0)),
  );
  const one = (sets: readonly RoomSet[], places: readonly Int32Array[], known: Int32Array): OneAllotted =>
    roomLimits(sets).isWhole ? asTheyAre(sets, kind, known) : allotOne(problem, known, sets, places, random);
  const ofRooms = one(kindRooms, tables, slotOf);
  const ofInterpreters = one(kindInterpreters, working, ofRooms.slotOf);
  const needs: Needs[] = [];
  const byKey = new Map<string, number>();
  const kindFor = (room: number, interpreter: number): number => {
    const key = `${room} ${interpreter}`;
    const known = byKey.get(key) ?? needs.length;
    if (known === needs.length) {
      byKey.set(key, known);
      needs.push({ rooms: ofRooms.classes[room] ?? [], interpreters: ofInterpreters.classes[interpreter] ?? [] });
    }
    return known;
  };
  const newKind = kind.map((_, e) => kindFor(ofRooms.classOf[e], ofInterpreters.classOf[e]));
  const newBeside = beside.map(list => {
    const room = ofRooms.next(list.findLast(one => one >= 0) ?? -1);
    return list.map(one => (one < 0 ? one : kindFor(room, -1)));
  });
  const limits = buildLimits(event, rooms, calendar, needs);
  const within = (domain: Int32Array): Int32Array =>
    domain.map((word, i) => word & limits.kindSlots[newKind[Math.floor(i / W)]][i % W]);
  const domain = within(problem.domain);
  const unorderedDomain = problem.domain === problem.unorderedDomain ? domain : within(problem.unorderedDomain);
  const allotted = { ...problem, ...limits, kind: newKind, domain, unorderedDomain };
  return { problem: withInterpretersIn(allotted, open), slotOf: ofInterpreters.slotOf, beside: newBeside };
}

interface OneAllotted {
  /** Sets of alike rooms. */
  readonly classes: readonly RoomSet[];
  /** By meeting; -1 where it needs none. */
  readonly classOf: Int32Array;
  readonly slotOf: Int32Array;
  /** The class that another of this kind gets. */
  next(kind: number): number;
}

/** Every meeting keeps all its rooms. */
function asTheyAre(sets: readonly RoomSet[], kind: Int32Array, slotOf: Int32Array): OneAllotted {
  const ordinal = new Map<string, number>();
  const classes: RoomSet[] = [];
  const classOfKind = sets.map(set => {
    const key = set.join(',');
    const known = ordinal.get(key) ?? classes.push(set) - 1;
    ordinal.set(key, known);
    return known;
  });
  return { classes, classOf: kind.map(one => classOfKind[one]), slotOf, next: one => classOfKind[one] ?? -1 };
}

function allotOne(
  problem: Problem,
  slotOf: Int32Array,
  sets: readonly RoomSet[],
  places: readonly Int32Array[],
  random: Random,
): OneAllotted {
  const { meetings: E, slots: T, words: W, kind, domain } = problem;
  const { classes, classIn } = alike(sets, places.length);
  const ofKind = sets.map(set => [...new Set(set.map(room => classIn[room]))]);
  const capacity = classes.map(rooms =>
    Int32Array.from({ length: T }, (_, t) => rooms.reduce((sum, room) => sum + places[room][t], 0)),
  );
  const total = capacity.map(bySlot => bySlot.reduce((sum, one) => sum + one, 0));
  const classOf = new Int32Array(E).fill(-1);
  const shared = new Float64Array(classes.length);
  const kept = slotOf.slice();
  for (let t = 0; t < T; t++) {
    // Who is seated stays so.
    const { held, roomOf } = seatDearest(problem, slotOf, sets, places, t);
    held.forEach((e, i) => {
      if (roomOf[i] < 0) kept[e] = -1;
      else {
        classOf[e] = classIn[roomOf[i]];
        shared[classOf[e]]++;
      }
    });
  }
  /** Of the classes of a kind that are open in one of the slots, if any is, one of which there is most for those that share it. */
  const next = (one: number, isOpen: (t: number) => boolean = () => true): number => {
    let [least, found] = [Number.POSITIVE_INFINITY, ofKind[one]?.[0] ?? -1];
    for (const candidate of ofKind[one] ?? []) {
      if (!capacity[candidate].some((places, t) => places > 0 && isOpen(t))) continue;
      // From half to one and a half times what it is.
      const load = ((shared[candidate] + 1) * (512 + random.below(1024))) / total[candidate];
      if (load < least) [least, found] = [load, candidate];
    }
    if (found >= 0) shared[found]++;
    return found;
  };
  for (let e = 0; e < E; e++) if (classOf[e] < 0) classOf[e] = next(kind[e], t => hasBit(domain, e * W, t));
  return { classes, classOf, slotOf: kept, next };
}

/** Rooms that the same kinds may use. O(rooms in sets). */
function alike(sets: readonly RoomSet[], rooms: number): { classes: RoomSet[]; classIn: Int32Array } {
  const users: number[][] = Array.from({ length: rooms }, () => []);
  sets.forEach((set, k) => {
    for (const room of set) users[room].push(k);
  });
  const byUsers = new Map<string, number>();
  const classes: number[][] = [];
  const classIn = users.map((list, room) => {
    if (list.length === 0) return -1;
    const key = list.join(',');
    const known = byUsers.get(key) ?? classes.length;
    byUsers.set(key, known);
    classes[known] ??= [];
    classes[known].push(room);
    return known;
  });
  return { classes, classIn: Int32Array.from(classIn) };
}
