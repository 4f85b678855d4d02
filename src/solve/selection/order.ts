/** The order in which the first schedule is filled. */
import type { Problem } from '../../model/problem.js';
import type { FillOrder } from '../anneal.js';
import type { Budget } from '../budget.js';
import { Pace } from './pace.js';

const DIGIT = 2 ** 12;

/**
 * Locked meetings first, then musts, then those selected, larger fractions first; equal ones by points, then by index.
 * A radix sort (Knuth, "Sorting and searching", 5.2.5), O(meetings) for each 12 bits of the largest points.
 * @param fraction of each meeting in the selection, 0 to 1
 */
export async function fillOrder(
  problem: Problem,
  fraction: Float64Array | undefined,
  budget: Budget,
): Promise<FillOrder> {
  const { points, must, lockedSlot, meetings: E } = problem;
  const pace = new Pace(budget);
  const rank = new Float64Array(E);
  let selected = 0;
  let most = 0;
  for (let e = 0; e < E; e++) {
    rank[e] = lockedSlot[e] >= 0 ? 3 : must[e] === 1 ? 2 : (fraction?.[e] ?? 0);
    if (rank[e] > 0) selected++;
    if (points[e] > most) most = points[e];
  }
  let order: Int32Array = Int32Array.from(points.keys());
  const digit = new Uint16Array(E);
  for (let unit = 1; unit <= most; unit *= DIGIT) {
    for (let e = 0; e < E; e++) digit[e] = Math.floor(points[e] / unit) % DIGIT;
    order = descending(order, digit);
    if (pace.spend(E)) await pace.rest();
  }
  // Few fractions are different, and there are many only where meetings are few.
  const ranks = [...new Set(rank)].sort((x, y) => x - y);
  for (let e = 0; e < E; e++) digit[e] = ranks.indexOf(rank[e]);
  return { order: descending(order, digit), selected };
}

/** Sorts by a digit, largest first; equal ones stay as they are. O(entries + digits). */
function descending(order: Int32Array, digit: Uint16Array): Int32Array {
  const end = new Int32Array(DIGIT);
  for (let e = 0; e < digit.length; e++) end[digit[e]]++;
  for (let d = DIGIT - 2; d >= 0; d--) end[d] += end[d + 1];
  const sorted = new Int32Array(order.length);
  for (let i = order.length - 1; i >= 0; i--) sorted[--end[digit[order[i]]]] = order[i];
  return sorted;
}
