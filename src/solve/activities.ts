/** What takes place and when: one-to-ones and group sessions alike, for all that comes after the slots are known. */
import type { Problem } from '../model/problem.js';

export interface Activities {
  /** Slot of each activity. */
  readonly slotOf: Int32Array;
  /** Its kind in the problem: which rooms, and in a one-to-one which interpreters, it may use. */
  readonly kind: Int32Array;
  /** Its people: people[start[i] .. start[i + 1]); the host first. */
  readonly start: Int32Array;
  readonly people: Int32Array;
  /** 1 for group sessions. */
  readonly isGroup: Uint8Array;
  /** 1 where a lock asks for it. */
  readonly isLocked: Uint8Array;
}

/** @param held meetings of the problem, @param slotOf their slots, in the same order. O(meetings). */
export function activitiesOfPairs(problem: Problem, held: Int32Array, slotOf: Int32Array): Activities {
  const { a, b, kind, lock } = problem;
  const people = new Int32Array(2 * held.length);
  held.forEach((e, i) => {
    people[2 * i] = a[e];
    people[2 * i + 1] = b[e];
  });
  return {
    slotOf,
    kind: held.map(e => kind[e]),
    start: Int32Array.from({ length: held.length + 1 }, (_, i) => 2 * i),
    people,
    isGroup: new Uint8Array(held.length),
    isLocked: Uint8Array.from(held, e => (lock[e] >= 0 ? 1 : 0)),
  };
}

/** The same of a schedule: slot of each meeting, -1 if not held. O(meetings). */
export function activitiesHeld(problem: Problem, slotOf: Int32Array): Activities {
  const held = heldIn(slotOf);
  return activitiesOfPairs(
    problem,
    held,
    held.map(e => slotOf[e]),
  );
}

export function heldIn(slotOf: Int32Array): Int32Array {
  return Int32Array.from(slotOf.keys()).filter(e => slotOf[e] >= 0);
}

/** Calls back with every two activities of one participant with `parallel` 1 that follow each other on a day. O(people in activities + slots). */
export function forEachNeighbours(
  problem: Problem,
  { slotOf, start, people }: Activities,
  use: (before: number, after: number) => void,
): void {
  const { participants: P, slots: T, parallel, day } = problem;
  const last = new Int32Array(P).fill(-1);
  const inSlot: number[][] = Array.from({ length: T }, () => []);
  slotOf.forEach((t, i) => {
    inSlot[t].push(i);
  });
  for (const list of inSlot) {
    for (const i of list) {
      for (let k = start[i]; k < start[i + 1]; k++) {
        const before = last[people[k]];
        if (parallel[people[k]] === 1 && before >= 0 && day[slotOf[before]] === day[slotOf[i]]) use(before, i);
        last[people[k]] = i;
      }
    }
  }
}

/** The sessions of each host with `parallel` 1 on one day, in the order of slots; only where there are several. O(activities log activities). */
export function sessionsByHost(
  { day, slots, parallel }: Problem,
  { slotOf, start, people, isGroup }: Activities,
): readonly (readonly number[])[] {
  const sessions = Array.from(slotOf.keys()).filter(i => isGroup[i] === 1 && parallel[people[start[i]]] === 1);
  const byHost = new Map<number, number[]>();
  for (const i of sessions.sort((i, j) => slotOf[i] - slotOf[j])) {
    const key = people[start[i]] * slots + day[slotOf[i]];
    const own = byHost.get(key);
    if (own) own.push(i);
    else byHost.set(key, [i]);
  }
  return [...byHost.values()].filter(all => all.length > 1);
}

/** Slots of the longest day. */
export function longestDay({ day }: Problem): number {
  const slots = new Map<number, number>();
  for (const d of day) slots.set(d, (slots.get(d) ?? 0) + 1);
  return Math.max(1, ...slots.values());
}
