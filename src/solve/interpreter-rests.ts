/**
 * What rests of interpreters (`max_consecutive`) take off a bound on points. Prices of limits count who is there in each slot; what
 * an interpreter earns from the prices of a set that it belongs to is no more than the dearest slots in which it may work one
 * with another, so that Σ ρ·capacity of the set is no less than the sum of these, which bounds the points as well.
 */
import { hasBit, type Problem } from '../model/problem.js';
import { interpreterSlots } from '../model/speech.js';
import { boundInPoints, type Duals, evaluateBound, type PromiseTerms } from './duals.js';
import type { MeetingBounds } from './meeting-bounds.js';

/**
 * As `evaluateBound`, and no more than that; exact too, as all it takes off is part of what is summed there.
 * O(meetings · slots + sets of interpreters · interpreters · slots · longest run).
 */
export function evaluateWithRests(problem: Problem, duals: Duals, terms: PromiseTerms): number | undefined {
  const exact = evaluateBound(problem, duals, terms);
  if (exact === undefined || !needsRests(problem)) return exact;
  const { slots: T, capacity, limits, limitSets, event } = problem;
  const open = interpreterSlots(event);
  const first = limits - limitSets.interpreters.length;
  let saved = 0;
  limitSets.interpreters.forEach((set, k) => {
    const start = (first + k) * T;
    const prices = duals.rho.subarray(start, start + T);
    const plain = prices.reduce((sum, price, t) => sum + price * capacity[start + t], 0);
    const rested = set.reduce((sum, one) => sum + dearestWork(problem, one, open, prices), 0);
    saved += Math.max(0, plain - rested);
  });
  return exact - saved;
}

/**
 * The most that an interpreter earns in slots in which it is there, never in more neighbouring ones than it may work in a row.
 * O(slots · longest run).
 * @param prices of slots, none below 0
 */
export function dearestWork(problem: Problem, interpreter: number, open: Int32Array, prices: Float64Array): number {
  const { event, slots: T, words: W, stretch, day } = problem;
  const most = Math.min(event.interpreters[interpreter].maxConsecutive ?? T, T);
  /** By slots worked in a row up to now. */
  let earned = new Float64Array(most + 1).fill(Number.NEGATIVE_INFINITY);
  earned[0] = 0;
  for (let t = 0; t < T; t++) {
    const before = Math.max(...earned);
    // No run goes on from one stretch or day to the next.
    if (t > 0 && (stretch[t] !== stretch[t - 1] || day[t] !== day[t - 1]))
      earned.fill(Number.NEGATIVE_INFINITY)[0] = before;
    const next = new Float64Array(most + 1).fill(Number.NEGATIVE_INFINITY);
    next[0] = before;
    if (hasBit(open, interpreter * W, t)) for (let run = 0; run < most; run++) next[run + 1] = earned[run] + prices[t];
    earned = next;
  }
  return Math.max(...earned);
}

/**
 * The same bounds, as low as prices and rests prove them.
 * @param planned those of the same event in which interpreters rest in given slots, where they were looked for: its prices tell
 * how scarce interpreters are
 */
export function withRests(problem: Problem, proved: MeetingBounds, planned: MeetingBounds | undefined): MeetingBounds {
  if (!needsRests(problem)) return proved;
  const all = planned ? [proved, planned] : [proved];
  let bounds = proved;
  for (const { duals } of all) {
    const points = boundBy(problem, duals, proved.terms);
    if (points < bounds.points) bounds = { ...bounds, points, pricedPoints: points, duals };
  }
  const pointless = { ...problem, points: new Float64Array(problem.meetings) };
  for (const { promisePrices } of all) {
    if (!promisePrices) continue;
    const { duals } = promisePrices;
    const promises = boundBy(pointless, duals, { ...proved.terms, target: 0 });
    if (promises < bounds.promises) bounds = { ...bounds, promises, promisePrices: { duals, bound: promises } };
  }
  return bounds;
}

function boundBy(problem: Problem, duals: Duals, terms: PromiseTerms): number {
  const exact = evaluateWithRests(problem, duals, terms);
  return exact === undefined ? Number.POSITIVE_INFINITY : boundInPoints(exact, duals.unit);
}

/** Whether any interpreter may not work in all slots in a row. */
export function needsRests({ event }: Problem): boolean {
  return event.interpreters.some(({ maxConsecutive }) => maxConsecutive !== undefined);
}
