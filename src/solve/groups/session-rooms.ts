/** Rooms that guests open, or sit in all day: which sessions find one depends on who sits in them. */
import { Calendar } from '../../model/calendar.js';
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import { placesOf } from '../../model/limits.js';
import type { Problem } from '../../model/problem.js';
import type { RoomSet } from '../../model/room-limits.js';
import { seatIn } from '../short-unions.js';
import { activitiesOfItems, type ItemActivities } from './activities.js';
import { AgendaLedger } from './agenda-ledger.js';
import type { GroupAgendas } from './agendas.js';
import { allDemands, demandsMet } from './demands-met.js';
import { GuestRooms } from './guest-rooms.js';
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
  problem: GroupProblem,
  activities: ItemActivities,
  isFirst: (meeting: number) => boolean = () => false,
): Roomed {
  const { pairs } = problem;
  const guestRooms = GuestRooms.of(problem);
  if (guestRooms === undefined) return { pairs, activities, roomless: [] };
  const { event, rooms, slots: T, roomsAsNeeded } = pairs;
  const kindRooms: RoomSet[] = [...pairs.kindRooms];
  const { slotOf, isGroup, start, people } = activities;
  // Where a kind has no rooms, any that is needed will do.
  const needsAny = (one: number): boolean => roomsAsNeeded && pairs.kindRooms[one]?.length === 0;
  const kind = activities.kind.map((before, i) => {
    if (isGroup[i] === 0) return before;
    const open = guestRooms.roomsOf(before, guestRooms.companyOf(people.subarray(start[i], start[i + 1])));
    return open ? kindRooms.push(open) - 1 : before;
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
  // Interpreters of sessions are no part of their kinds.
  const kindInterpreters = kindRooms.map((_, one) => pairs.kindInterpreters[one] ?? []);
  return { pairs: { ...pairs, kindRooms, kindInterpreters }, activities: { ...activities, kind }, roomless };
}

/** Places looked at for what others might do instead of what finds no room. */
const MOST_LOOKS = 400;

/**
 * The schedule without what finds no room; its people meet elsewhere, or others, the dearest first. What is demanded finds its
 * room before others; bounds of the agendas hold no more. O(looks · (items + meetings · rooms of a slot)) at worst.
 */
export function keepRoomed(problem: GroupProblem, { slots, serves }: GroupAgendas): GroupAgendas {
  const state = new GroupState(problem);
  state.adopt(slots, serves.length > 0 ? serves : undefined);
  const { items } = state;
  const isDemanded = (meeting: number): boolean =>
    itemsOfMeeting(problem, state.slotOf, meeting).some(i => items.must[i] === 1 || problem.someItems.includes(i));
  const look = () => roomed(problem, activitiesOfItems(problem, state.slotOf), isDemanded);
  const { activities, roomless } = look();
  for (const one of roomless)
    for (const i of itemsOfMeeting(problem, state.slotOf, activities.meeting[one])) state.remove(i);
  state.dropShort();
  const out = [...slots.keys()].filter(i => slots[i] >= 0 && state.slotOf[i] < 0);
  const left = new Set(out.flatMap(i => [items.a[i], items.b[i]]));
  const theirs = [...state.slotOf.keys()].filter(i => left.has(items.a[i]) || left.has(items.b[i]));
  let looks = 0;
  for (const i of theirs.sort((x, y) => items.points[y] - items.points[x] || x - y)) {
    for (let t = 0; t < problem.pairs.slots && state.slotOf[i] < 0 && looks < MOST_LOOKS; t++) {
      if (!state.fits(i, t)) continue;
      const mark = state.mark();
      state.place(i, t);
      looks++;
      if (state.short.size > 0 || look().roomless.length > 0) state.undo(mark);
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

/** Items of a meeting, as `ItemActivities` has them. O(seats of the host). */
function itemsOfMeeting({ pairs, hostStart, seatsOfHost }: GroupProblem, slots: ItemSlots, meeting: number): number[] {
  const { meetings: E, slots: T } = pairs;
  if (meeting < E) return [meeting];
  const [host, slot] = [Math.floor((meeting - E) / T), (meeting - E) % T];
  const seats = seatsOfHost.subarray(hostStart[host], hostStart[host + 1]);
  return Array.from(seats.filter(s => slots[E + s] === slot).sort(), s => E + s);
}
