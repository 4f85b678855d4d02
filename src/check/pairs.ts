/** Who meets whom, and which wishes that meets. */
import type { Event } from '../model/event.js';
import type { Row } from './facts.js';

/** Two people of whom at least one row says that they meet. */
export interface Pair {
  /** Row indexes, in the order of the schedule. */
  readonly rows: number[];
  /** Indexes into `event.wishes` of the rows of kind `wish` and `must` between the two, either way. */
  readonly wishes: number[];
  /** Whether one of the rows is a one-to-one. */
  hasOneToOne: boolean;
}

/** One number for an unordered pair of `count` people. Exact up to 90 million people. O(1). */
export function pairKey(a: number, b: number, count: number): number {
  return a < b ? a * count + b : b * count + a;
}

/** Key of a pair of ids, -1 if one is unknown or both are the same. O(1). */
export function keyOfIds(a: string, b: string, peopleIndex: ReadonlyMap<string, number>): number {
  const first = peopleIndex.get(a);
  const second = peopleIndex.get(b);
  if (first === undefined || second === undefined || first === second) return -1;
  return pairKey(first, second, peopleIndex.size);
}

/** The pairs that meet, without their wishes. O(people in meetings). */
export function pairsOf(rows: readonly Row[]): Map<number, Pair> {
  const pairs = new Map<number, Pair>();
  rows.forEach((row, index) => {
    for (const key of row.pairs) {
      const pair = pairs.get(key) ?? { rows: [], wishes: [], hasOneToOne: false };
      if (pair.rows.length === 0) pairs.set(key, pair);
      pair.rows.push(index);
      if (row.meeting.kind === 'pair') pair.hasOneToOne = true;
    }
  });
  return pairs;
}

/** Keys of all pairs that locks.csv names; in a group, the host with each attendee. O(people in locks). */
export function lockedPairs(event: Event, peopleIndex: ReadonlyMap<string, number>): Set<number> {
  const keys = event.locks.flatMap(({ participants }) =>
    participants.slice(1).map(other => keyOfIds(participants[0], other, peopleIndex)),
  );
  return new Set(keys.filter(key => key >= 0));
}

/** Whether both people of the pair wished the meeting. O(wishes of the pair). */
export function isMutual(event: Event, pair: Pair): boolean {
  const from = event.wishes[pair.wishes[0]]?.from;
  return pair.wishes.some(wish => event.wishes[wish].from !== from);
}
