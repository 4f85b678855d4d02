/** Which meetings come before which, by index, and what that leaves of their slots. */
import type { Event } from './event.js';
import { PairTable } from './pairs.js';

/** Whom each meeting (or item) has to come before or after. */
export interface Partners {
  /** Partners of meeting e: partner[start[e] .. start[e + 1]). */
  readonly start: Int32Array;
  readonly partner: Int32Array;
  /** Beside each partner 1 if it is the later of the two. */
  readonly isLater: Uint8Array;
}

/** Rows of order.csv whose meetings may both take place. */
export interface OrderRows extends Partners {
  /** Index into `event.order`. */
  readonly row: Int32Array;
  /** The meeting that comes first, and the one after it. */
  readonly first: Int32Array;
  readonly second: Int32Array;
}

/** `a`, `b`: the two people of each meeting, a < b. O(meetings + rows). */
export function orderRows(event: Event, indexOf: ReadonlyMap<string, number>, a: Int32Array, b: Int32Array): OrderRows {
  const named = new PairTable(2 * event.order.length);
  const numberOf = ([x, y]: readonly [string, string]): number => {
    const [p, q] = [indexOf.get(x)!, indexOf.get(y)!];
    const known = named.add(Math.min(p, q), Math.max(p, q));
    return known < 0 ? named.size - 1 : known;
  };
  const numbers = event.order.map(({ before, after }) => [numberOf(before), numberOf(after)] as const);
  // A pair may be several meetings, of which one at most takes place.
  const meetingsOf: number[][] = Array.from({ length: named.size }, () => []);
  for (let e = 0; e < a.length && named.size > 0; e++) {
    const number = named.find(a[e], b[e]);
    if (number >= 0) meetingsOf[number].push(e);
  }
  const rows = numbers.flatMap(([before, after], row) =>
    meetingsOf[before].flatMap(first => meetingsOf[after].map(second => ({ row, first, second }))),
  );
  const column = (of: (one: (typeof rows)[number]) => number) => Int32Array.from(rows, of);
  const [row, first, second] = [column(one => one.row), column(one => one.first), column(one => one.second)];
  return { row, first, second, ...partners(a.length, first, second) };
}

/** `first`, `second`: the two of each row. O(meetings + rows). */
export function partners(meetings: number, first: Int32Array, second: Int32Array): Partners {
  const start = new Int32Array(meetings + 1);
  for (const list of [first, second]) for (const e of list) start[e + 1]++;
  for (let e = 0; e < meetings; e++) start[e + 1] += start[e];
  const next = start.slice();
  const partner = new Int32Array(2 * first.length);
  const isLater = new Uint8Array(2 * first.length);
  first.forEach((e, i) => {
    isLater[next[e]] = 1;
    partner[next[e]++] = second[i];
    partner[next[second[i]]++] = e;
  });
  return { start, partner, isLater };
}

/**
 * The slots that the order leaves, by the meetings that are sure to take place: what follows one is later than its first
 * slot, what precedes it earlier than its last. A meeting that would have no slot keeps those it had: the search finds that
 * it cannot be held. `must`: 1 for sure meetings. O(rows · words) a pass; each but the last takes a slot from somebody.
 * @returns `domain` itself where nothing changed
 */
export function orderedDomain(domain: Int32Array, order: OrderRows, must: Uint8Array, words: number): Int32Array {
  const narrowed = domain.slice();
  let changes = 0;
  for (let before = -1; before !== changes; ) {
    before = changes;
    order.first.forEach((first, i) => {
      const second = order.second[i];
      if (must[first] === 1 && keepRange(narrowed, second, words, firstSlot(narrowed, first, words) + 1, 32 * words))
        changes++;
      if (must[second] === 1 && keepRange(narrowed, first, words, 0, lastSlot(narrowed, second, words))) changes++;
    });
  }
  return changes > 0 ? narrowed : domain;
}

/** First slot of meeting e, -1 if it has none. O(words). */
export function firstSlot(domain: Int32Array, e: number, words: number): number {
  for (let k = 0; k < words; k++) {
    const word = domain[e * words + k];
    if (word !== 0) return 32 * k + 31 - Math.clz32(word & -word);
  }
  return -1;
}

function lastSlot(domain: Int32Array, e: number, words: number): number {
  for (let k = words - 1; k >= 0; k--)
    if (domain[e * words + k] !== 0) return 32 * k + 31 - Math.clz32(domain[e * words + k]);
  return 32 * words;
}

/** Leaves meeting e the slots from `from` to before `to`, if it has any there; whether that took one away. */
function keepRange(domain: Int32Array, e: number, words: number, from: number, to: number): boolean {
  let [left, lost] = [0, 0];
  for (let k = 0; k < words; k++) {
    const range = rangeWord(k, from, to);
    left |= domain[e * words + k] & range;
    lost |= domain[e * words + k] & ~range;
  }
  if (left === 0 || lost === 0) return false;
  for (let k = 0; k < words; k++) domain[e * words + k] &= rangeWord(k, from, to);
  return true;
}

/** Word k of the mask of the slots from `from` to before `to`. O(1). */
export function rangeWord(k: number, from: number, to: number): number {
  const low = Math.max(0, from - 32 * k);
  const high = Math.min(32, to - 32 * k);
  if (low >= high) return 0;
  return (high === 32 ? -1 : (1 << high) - 1) & (-1 << low);
}

/** Whether a meeting in slot t is in the wrong order with a partner, by the partner's slot (-1: not held). O(1). */
export function clash(t: number, partnerSlot: number, isLater: number): boolean {
  return partnerSlot >= 0 && (isLater === 1 ? partnerSlot <= t : partnerSlot >= t);
}

/** Word k of the slots that the held partners of meeting e leave it. O(partners). */
export function orderWindow(
  { start, partner, isLater }: Partners,
  slots: number,
  slotOf: Int32Array,
  e: number,
  k: number,
): number {
  let from = 0;
  let to = slots;
  for (let i = start[e]; i < start[e + 1]; i++) {
    const t = slotOf[partner[i]];
    if (t < 0) continue;
    if (isLater[i] === 1) to = Math.min(to, t);
    else from = Math.max(from, t + 1);
  }
  return rangeWord(k, from, to);
}

/** Order rows that meeting e in slot t breaks with held partners. O(partners). */
export function orderClashes({ start, partner, isLater }: Partners, slotOf: Int32Array, e: number, t: number): number {
  let clashes = 0;
  for (let i = start[e]; i < start[e + 1]; i++) if (clash(t, slotOf[partner[i]], isLater[i])) clashes++;
  return clashes;
}
