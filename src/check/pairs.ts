/** Who meets whom. */
import type { Event } from '../model/event.js';

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

/** Pairs, each with a number from 0 in the order of keys. A sorted list: 8 bytes a pair. */
export class PairList {
  private readonly keys: Float64Array;

  /** `keys`: of the pairs, in any order, each as often as it likes. O(n log n). */
  constructor(keys: Float64Array) {
    this.keys = keys
      .slice()
      .sort()
      .filter((key, at, all) => key !== all[at - 1]);
  }

  get count(): number {
    return this.keys.length;
  }

  keyOf(number: number): number {
    return this.keys[number];
  }

  /** Number of a pair, -1 if it is not among them. O(log pairs). */
  find(key: number): number {
    const { keys } = this;
    let [low, high] = [0, keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (keys[middle] < key) low = middle + 1;
      else high = middle;
    }
    return keys[low] === key ? low : -1;
  }
}

/** Numbers of the meeting pairs that locks.csv names; in a group, the host with each attendee. O(people in locks). */
export function lockedPairs(event: Event, peopleIndex: ReadonlyMap<string, number>, pairs: PairList): Set<number> {
  const numbers = event.locks.flatMap(({ participants }) =>
    participants.slice(1).map(other => pairs.find(keyOfIds(participants[0], other, peopleIndex))),
  );
  return new Set(numbers.filter(number => number >= 0));
}
