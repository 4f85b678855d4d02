/** Who meets whom. A *contact* is a one-to-one of two people, or a seat of a guest in a session of a host. */
import type { Event, Lock } from '../model/event.js';

/** One number for a one-to-one of two of `count` people. Exact up to 60 million people, as is `seatKey`. O(1). */
export function pairKey(a: number, b: number, count: number): number {
  return a < b ? a * count + b : b * count + a;
}

/** One number for a seat of a guest in a session of a host; none is a `pairKey`. O(1). */
export function seatKey(host: number, guest: number, count: number): number {
  return count * count + host * count + guest;
}

/** Key of the one-to-one of two ids, -1 if one is unknown or both are the same. O(1). */
export function keyOfIds(a: string, b: string, peopleIndex: ReadonlyMap<string, number>): number {
  const first = peopleIndex.get(a);
  const second = peopleIndex.get(b);
  if (first === undefined || second === undefined || first === second) return -1;
  return pairKey(first, second, peopleIndex.size);
}

/** Key of the seat of one id with another, -1 if one is unknown or both are the same. O(1). */
export function seatOfIds(host: string, guest: string, peopleIndex: ReadonlyMap<string, number>): number {
  const first = peopleIndex.get(host);
  const second = peopleIndex.get(guest);
  if (first === undefined || second === undefined || first === second) return -1;
  return seatKey(first, second, peopleIndex.size);
}

/** Contacts, each with a number from 0 in the order of keys. A sorted list: 8 bytes a contact. */
export class PairList {
  private readonly keys: Float64Array;

  /** `keys`: of the contacts, in any order, each as often as it likes. O(n log n). */
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

  /** Number of a contact, -1 if it is not among them. O(log contacts). */
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

/** Whether a lock is of a group session. */
export function isGroupLock({ kind, participants }: Lock): boolean {
  return kind === undefined ? participants.length > 2 : kind === 'group';
}

/** Keys of the contacts of a lock, -1 for names that are unknown: one for a one-to-one, one a guest for a group. O(its people). */
export function keysOfLock(lock: Lock, peopleIndex: ReadonlyMap<string, number>): number[] {
  const [first, ...others] = lock.participants;
  const keyOf = isGroupLock(lock) ? seatOfIds : keyOfIds;
  return others.map(other => keyOf(first, other, peopleIndex));
}

/** Numbers of the contacts that locks.csv names. O(people in locks · log contacts). */
export function lockedContacts(
  event: Event,
  peopleIndex: ReadonlyMap<string, number>,
  contacts: PairList,
): Set<number> {
  const numbers = event.locks.flatMap(lock => keysOfLock(lock, peopleIndex).map(key => contacts.find(key)));
  return new Set(numbers.filter(number => number >= 0));
}
