/** Rooms that guests open, or sit in all day: which sessions find one depends on who sits in them. */
import { Calendar } from '../../model/calendar.js';
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import { placesOf } from '../../model/limits.js';
import type { Problem } from '../../model/problem.js';
import { isOpenToGroup, namesOf } from '../../model/room-kinds.js';
import type { RoomSet } from '../../model/room-limits.js';
import { seatIn } from '../short-unions.js';
import { activitiesOfItems, type ItemActivities } from './activities.js';
import { AgendaLedger } from './agenda-ledger.js';
import type { GroupAgendas } from './agendas.js';
import { allDemands, demandsMet } from './demands-met.js';
import { GroupState } from './state.js';

/** One-to-ones and sessions, and the problem with a kind for each session. */
export interface Roomed {
  readonly pairs: Problem;
  readonly activities: ItemActivities;
  /** Indexes of those that find no room. */
  readonly roomless: readonly number[];
}

/**
 * Activities with the rooms that their people open, where it is for guests to say; else as they are.
 * O(people in sessions · rooms + meetings · rooms of a slot) at worst.
 * @param isFirst which meetings (as `ItemActivities` has them) find a room before others
 */
export function roomed(
  { pairs, byHosts }: GroupProblem,
  activities: ItemActivities,
  isFirst: (meeting: number) => boolean = () => false,
): Roomed {
  if (byHosts === undefined) return { pairs, activities, roomless: [] };
  const { event, rooms, slots: T, roomsAsNeeded } = pairs;
  const kindRooms: RoomSet[] = [...pairs.kindRooms];
  const { slotOf, isGroup, start, people } = activities;
  // Where a kind has no rooms, any that is needed will do.
  const needsAny = (one: number): boolean => roomsAsNeeded && pairs.kindRooms[one]?.length === 0;
  const kind = activities.kind.map((before, i) => {
    if (isGroup[i] === 0) return before;
    const there = Array.from(people.subarray(start[i], start[i + 1]), p => event.participants[p]);
    const own = there.flatMap(({ room }) => (room === undefined ? [] : [room]));
    if (needsAny(before) && own.length === 0) return before;
    const names = namesOf(there);
    const allowed = needsAny(before) ? [...rooms.keys()] : pairs.kindRooms[before];
    const open = allowed.filter(room => isOpenToGroup(rooms[room], names) && own.every(id => id === rooms[room].id));
    return kindRooms.push(open) - 1;
  });
  const places = placesOf(rooms, new Calendar(event), T);
  const rank = Uint8Array.from(activities.meeting, one => (isFirst(one) ? 0 : 1));
  const order = [...kind.keys()].sort((i, j) => rank[i] - rank[j] || i - j);
  const roomless: number[] = [];
  for (let t = 0; t < T; t++) {
    const held = order.filter(i => slotOf[i] === t && !needsAny(kind[i]));
    const { roomOf } = seatIn(
      held.map(i => kindRooms[kind[i]]),
      room => places[room][t],
    );
    roomless.push(...held.filter((_, k) => roomOf[k] < 0));
  }
  return { pairs: { ...pairs, kindRooms }, activities: { ...activities, kind }, roomless };
}

/** Changes looked at, of guests who might open a room and of others in place of what finds none; half of them each. */
const MOST_LOOKS = 800;

/**
 * The schedule without what finds no room, not even with another guest; its people meet elsewhere, or others, the dearest first.
 * What is demanded finds its room before others; bounds of the agendas hold no more. O(looks · (items + meetings · rooms of a slot)) at worst.
 */
export function keepRoomed(problem: GroupProblem, { slots, serves }: GroupAgendas): GroupAgendas {
  const state = new GroupState(problem);
  state.adopt(slots, serves.length > 0 ? serves : undefined);
  const { items } = state;
  const look = () => roomed(problem, activitiesOfItems(problem, state.slotOf), isDemanded);
  const isDemanded = (meeting: number): boolean =>
    itemsOfMeeting(problem, state.slotOf, meeting).some(i => items.must[i] === 1 || problem.someItems.includes(i));
  const before = look();
  const lacking = before.roomless.map(one => before.activities.meeting[one]);
  let looks = 0;
  /** How many find no room; enough to change nothing more, once looks are used up. Each is at the rooms of the whole schedule. */
  const countRoomless = (most: number): number => (looks++ < most ? look().roomless.length : Number.POSITIVE_INFINITY);
  for (const meeting of lacking.toSorted((x, y) => Number(isDemanded(y)) - Number(isDemanded(x))))
    if (meeting >= items.pairs && looks < MOST_LOOKS / 2)
      bringOpener(state, meeting - items.pairs, () => countRoomless(MOST_LOOKS / 2));
  const { activities, roomless } = look();
  const out = roomless.flatMap(one => itemsOfMeeting(problem, state.slotOf, activities.meeting[one]));
  for (const i of out) state.remove(i);
  const left = new Set(out.flatMap(i => [items.a[i], items.b[i]]));
  const theirs = [...state.slotOf.keys()].filter(i => left.has(items.a[i]) || left.has(items.b[i]));
  for (const i of theirs.sort((x, y) => items.points[y] - items.points[x] || x - y)) {
    for (let t = 0; t < problem.pairs.slots && state.slotOf[i] < 0 && looks < MOST_LOOKS; t++) {
      if (!state.fits(i, t)) continue;
      const mark = state.mark();
      state.place(i, t);
      if (state.short.size > 0 || countRoomless(MOST_LOOKS) > 0) state.undo(mark);
    }
  }
  state.commit();
  const { promises, points, breaks, idle, overCap, conflicts } = new AgendaLedger(state).standing;
  return {
    promises,
    points,
    breaks,
    idle,
    slots: state.slotOf,
    serves: state.interpreters?.serves ?? serves,
    keepsRules: overCap + conflicts === 0 && demandsMet(state) === allDemands(state),
    bounds: { breaks: 0, idle: 0 },
  };
}

/**
 * Some guest of the host comes to a session that has no room, from wherever it is, if more meetings find one then. Nothing that is
 * demanded goes for it. O(seats of the host · (guests + a look)).
 * @param cell host · slots + slot
 * @param roomless looks how many meetings find no room
 */
function bringOpener(state: GroupState, cell: number, roomless: () => number): void {
  const { problem, items } = state;
  const { slots: T } = problem.pairs;
  const [h, t] = [Math.floor(cell / T), cell % T];
  const before = roomless();
  for (const s of problem.seatsOfHost.subarray(problem.hostStart[h], problem.hostStart[h + 1])) {
    const i = items.pairs + s;
    if (state.slotOf[i] === t) continue;
    const mark = state.mark();
    const demands = demandsMet(state);
    if (state.slotOf[i] >= 0) state.remove(i);
    const guest = items.b[i];
    const theirs = state.inSlot[t].filter(other => items.a[other] === guest || items.b[other] === guest);
    const isFull = state.size[cell] >= problem.groupMax[h];
    // Who brings the fewest points makes place.
    const least = isFull
      ? state
          .guestsOf(cell)
          .toSorted((x, y) => items.points[x] - items.points[y])
          .slice(0, 1)
      : [];
    for (const other of [...theirs, ...least]) if (state.slotOf[other] >= 0) state.remove(other);
    const isThere = state.fits(i, t);
    if (isThere) state.place(i, t);
    if (isThere && demandsMet(state) >= demands && state.short.size === 0 && roomless() < before) return;
    state.undo(mark);
  }
}

/** Items of a meeting, as `ItemActivities` has them. O(seats of the host). */
function itemsOfMeeting({ pairs, hostStart, seatsOfHost }: GroupProblem, slots: ItemSlots, meeting: number): number[] {
  const { meetings: E, slots: T } = pairs;
  if (meeting < E) return [meeting];
  const [host, slot] = [Math.floor((meeting - E) / T), (meeting - E) % T];
  const seats = seatsOfHost.subarray(hostStart[host], hostStart[host + 1]);
  return Array.from(seats.filter(s => slots[E + s] === slot).sort(), s => E + s);
}
