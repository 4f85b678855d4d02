/** Held items as activities: one-to-ones, and each host's guests of a slot in one session. */
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import type { Activities } from '../activities.js';

/** Activities, and the meeting that each of them is: a one-to-one e, or pairs + host · slots + slot of a session. */
export interface ItemActivities extends Activities {
  readonly meeting: Int32Array;
}

interface Activity {
  readonly meeting: number;
  readonly slot: number;
  readonly kind: number;
  readonly people: readonly number[];
  readonly items: readonly number[];
  readonly isGroup: boolean;
}

/** One-to-ones first, then sessions by host and slot. O(items + people in activities). */
export function activitiesOfItems(problem: GroupProblem, slots: ItemSlots): ItemActivities {
  const list = [...heldPairs(problem, slots), ...heldSessions(problem, slots)];
  const start = new Int32Array(list.length + 1);
  list.forEach(({ people }, i) => {
    start[i + 1] = start[i] + people.length;
  });
  return {
    meeting: Int32Array.from(list, ({ meeting }) => meeting),
    slotOf: Int32Array.from(list, ({ slot }) => slot),
    kind: Int32Array.from(list, ({ kind }) => kind),
    start,
    people: Int32Array.from(list.flatMap(({ people }) => people)),
    isGroup: Uint8Array.from(list, ({ isGroup }) => (isGroup ? 1 : 0)),
    isLocked: Uint8Array.from(list, ({ items }) => (items.some(item => isLocked(problem, item)) ? 1 : 0)),
  };
}

function heldPairs({ pairs: { meetings, kind, a, b } }: GroupProblem, slots: ItemSlots): Activity[] {
  return Array.from(slots.subarray(0, meetings).keys())
    .filter(e => slots[e] >= 0)
    .map(e => ({ meeting: e, slot: slots[e], kind: kind[e], people: [a[e], b[e]], items: [e], isGroup: false }));
}

function heldSessions(problem: GroupProblem, slots: ItemSlots): Activity[] {
  const { pairs, seats, seatHost, seatGuest, host } = problem;
  const T = pairs.slots;
  const sessions = new Map<number, number[]>();
  for (let s = 0; s < seats; s++) {
    const slot = slots[pairs.meetings + s];
    if (slot < 0) continue;
    const cell = seatHost[s] * T + slot;
    sessions.set(cell, [...(sessions.get(cell) ?? []), s]);
  }
  return [...sessions]
    .sort(([x], [y]) => x - y)
    .map(([cell, list]) => {
      const [h, slot] = [Math.floor(cell / T), cell % T];
      const guests = list.map(s => seatGuest[s]).sort((x, y) => x - y);
      return {
        meeting: pairs.meetings + cell,
        slot,
        kind: kindOf(problem, h, slot, guests.length),
        people: [host[h], ...guests],
        items: list.map(s => pairs.meetings + s),
        isGroup: true,
      };
    });
}

function kindOf({ lockedRooms, sizeKind, sizes }: GroupProblem, host: number, slot: number, guests: number): number {
  const locked = lockedRooms.find(one => one.host === host && one.slot === slot);
  return locked?.kind ?? sizeKind[host * sizes + guests];
}

/** Who interprets each activity, -1 for nobody. `serves`: as `Interpreters.serves`; empty without interpreters. O(serves). */
export function interpretersOfItems(
  problem: GroupProblem,
  { meeting }: ItemActivities,
  serves: Int32Array,
): Int32Array {
  const slots = problem.pairs.slots;
  const interpreterOf = new Map<number, number>();
  serves.forEach((served, place) => {
    if (served >= 0) interpreterOf.set(served, Math.floor(place / slots));
  });
  return meeting.map(one => interpreterOf.get(one) ?? -1);
}

function isLocked({ pairs, seatLock }: GroupProblem, item: number): boolean {
  return (item < pairs.meetings ? pairs.lock[item] : seatLock[item - pairs.meetings]) >= 0;
}
