/** A first schedule along prices: the meetings that are worth most after everything they use is paid come first. */
import type { Problem } from '../model/problem.js';
import { type Annealer, tightPairs } from './anneal.js';
import type { Budget } from './budget.js';
import { bestReduced, type Duals } from './duals.js';
import { HUGE } from './prices.js';

/** In mean points: first only the best slots of each meeting, so that scarce ones are left to those that need them. */
const TIGHTNESS = [0.0025, 0.1] as const;
/** Sets locked meetings and musts before all others; prices are far below. */
const FIRST = 2 ** 40;

/** All meetings, the largest reduced value first; equal ones by index. O(meetings log meetings). */
function orderByPrices(problem: Problem, duals: Duals): Int32Array {
  const { meetings: E, must, lockedSlot } = problem;
  const best = bestReduced(problem, duals);
  const rank = best.map((value, e) => -value - FIRST * ((lockedSlot[e] >= 0 ? 1 : 0) + must[e]));
  const sorted = rank.slice().sort();
  // Equal ones are next to each other: each finds its place by halving, and the next one the place after it.
  const taken = new Int32Array(E);
  const order = new Int32Array(E);
  for (let e = 0; e < E; e++) {
    const at = firstOf(sorted, rank[e]);
    order[at + taken[at]++] = e;
  }
  return order;
}

/** Index of the first entry that is not less. O(log entries). */
function firstOf(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Fills an empty schedule along prices; the annealer keeps it if it is better than its best. What is left in the end is put in where
 * it fits: hundreds of thousands of meetings look in vain for one that would make room. O(meetings · slots).
 */
export async function refill(
  problem: Problem,
  annealer: Annealer,
  duals: Duals,
  depth: number,
  budget: Budget,
): Promise<void> {
  const order = { order: orderByPrices(problem, duals), selected: problem.meetings };
  annealer.clear();
  for (const tightness of TIGHTNESS) {
    const allowed = tightPairs(problem, duals, tightness * annealer.meanPoints);
    await annealer.fill(order, depth, budget, allowed);
    if (budget.stopped) return;
  }
  await annealer.fill(problem.meetings > HUGE ? { ...order, selected: 0 } : order, depth, budget);
}
