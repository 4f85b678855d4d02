/**
 * A first schedule along prices: the meetings that are worth most after everything they use is paid come first. The better the prices,
 * the more meetings are worth nothing beyond what they pay: then those come first that the linear program behind the prices holds.
 */
import type { Problem } from '../model/problem.js';
import { type Annealer, type FillOrder, tightPairs } from './anneal.js';
import type { Budget } from './budget.js';
import { bestReduced, type Duals } from './duals.js';
import { HUGE } from './prices.js';

/** In mean points: first only the best slots of each meeting, so that scarce ones are left to those that need them. */
const TIGHTNESS = [0.0025, 0.1] as const;
/**
 * Where prices tell which meetings the best selection holds, chains as deep as this find them places, first in the best slots of
 * each. Each step further in multiplies them: after so much work for one meeting, and for each of all, they are shallow.
 */
const DEPTHS_OF_HELD = [6, 3] as const;
const DEEP_WORK = { forOne: 20_000, forEach: 30 };
/** Of a meeting, from which it counts as held. */
const HELD = 0.5;

/**
 * Locked meetings and musts first, then those held, the dearest first, then the others, the largest reduced value first; equal ones
 * by index. O(meetings log meetings).
 * @param best reduced value of each, in its best slot; -Infinity without any
 */
function orderByPrices(problem: Problem, best: Float64Array, held: Float32Array | undefined): FillOrder {
  const { meetings: E, must, lockedSlot, points } = problem;
  // Without a slot a meeting is worth -Infinity, and comes last.
  const most = best.reduce((so, value) => (Number.isFinite(value) ? Math.max(so, Math.abs(value)) : so), 1);
  const dearest = points.reduce((so, value) => Math.max(so, value), 1);
  let selected = 0;
  const rank = best.map((value, e) => {
    const isHeld = held !== undefined && held[e] >= HELD;
    const demands = (lockedSlot[e] >= 0 ? 1 : 0) + must[e];
    if (isHeld || demands > 0) selected++;
    // Within each group from -1 to 1.
    return -(isHeld ? points[e] / dearest : value / most) - 3 * (demands > 0 ? 1 + demands : isHeld ? 1 : 0);
  });
  const sorted = rank.slice().sort();
  // Equal ones are next to each other: each finds its place by halving, and the next one the place after it.
  const taken = new Int32Array(E);
  const order = new Int32Array(E);
  for (let e = 0; e < E; e++) {
    const at = firstOf(sorted, rank[e]);
    order[at + taken[at]++] = e;
  }
  return { order, selected };
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
 * @param held how much of each meeting the best selection holds, as far as prices tell
 */
export async function refill(
  problem: Problem,
  annealer: Annealer,
  duals: Duals,
  held: Float32Array | undefined,
  depth: number,
  budget: Budget,
): Promise<void> {
  const best = bestReduced(problem, duals);
  const { order, selected } = orderByPrices(problem, best, held);
  const tight = TIGHTNESS.map(tightness => tightPairs(problem, duals, tightness * annealer.meanPoints, best));
  annealer.clear();
  const first = { order: order.subarray(0, selected), selected };
  const deep = { each: DEEP_WORK.forOne, all: DEEP_WORK.forEach * selected };
  for (const [i, allowed] of held ? tight.entries() : []) {
    await annealer.fill(first, DEPTHS_OF_HELD[i], budget, allowed, deep);
    if (budget.stopped) return;
  }
  const all = { order, selected: problem.meetings };
  for (const allowed of tight) {
    await annealer.fill(all, depth, budget, allowed);
    if (budget.stopped) return;
  }
  await annealer.fill(problem.meetings > HUGE ? { order, selected: 0 } : all, depth, budget);
}
