/**
 * What rests of interpreters (`max_consecutive`) take off a bound on points. Prices of limits count who is there in each slot; what
 * an interpreter earns there from the prices of all sets that it belongs to is no more than the dearest slots in which it may
 * work one with another, so that Σ ρ·capacity of all sets is no less than the sum of these, which bounds the points as well.
 */
import { hasBit, type Problem } from '../model/problem.js';
import { interpreterSlots } from '../model/speech.js';
import { boundInPoints, type Duals, evaluateBound, type PromiseTerms } from './duals.js';
import type { MeetingBounds } from './meeting-bounds.js';

/**
 * As `evaluateBound`, and no more than that; exact too, as all it takes off is part of what is summed there.
 * O(meetings · slots + interpreters · slots · (sets + longest run)).
 */
export function evaluateWithRests(
  problem: Problem,
  duals: Duals,
  terms: PromiseTerms,
  best?: Float64Array,
): number | undefined {
  const exact = evaluateBound(problem, duals, terms, best);
  return exact === undefined ? undefined : exact - savedByRests(problem, duals);
}

/** What rests take off a bound, never below 0, in units of the prices. O(interpreters · slots · (sets + longest run)). */
export function savedByRests(problem: Problem, duals: Duals): number {
  const { event, slots: T, capacity, limitSets } = problem;
  // Beside sessions interpreters are no limit.
  if (limitSets.interpreters.length === 0 || !needsRests(problem)) return 0;
  const open = interpreterSlots(event);
  const wages = wagesOf(problem, duals.rho);
  let [plain, rested] = [0, 0];
  for (let cell = firstOfInterpreters(problem) * T; cell < capacity.length; cell++)
    plain += duals.rho[cell] * capacity[cell];
  event.interpreters.forEach((_, one) => {
    rested += dearestWork(problem, one, open, wages.subarray(one * T, (one + 1) * T)).earned;
  });
  return Math.max(0, plain - rested);
}

/** The first limit of interpreters: these are the last. */
export function firstOfInterpreters({ limits, limitSets }: Pick<Problem, 'limits' | 'limitSets'>): number {
  return limits - limitSets.interpreters.length;
}

/** What an interpreter who works in a slot earns from all sets that it belongs to: interpreters × slots. O(sets · interpreters · slots). */
function wagesOf(problem: Problem, rho: Float64Array): Float64Array {
  const { event, slots: T, limitSets } = problem;
  const wages = new Float64Array(event.interpreters.length * T);
  const first = firstOfInterpreters(problem);
  limitSets.interpreters.forEach((set, k) => {
    for (const one of set) for (let t = 0; t < T; t++) wages[one * T + t] += rho[(first + k) * T + t];
  });
  return wages;
}

/** Slots in which an interpreter works, and what it earns there. */
export interface Work {
  readonly earned: number;
  readonly slots: readonly number[];
}

/**
 * The dearest slots in which an interpreter may work: it is there, and never in more neighbouring ones than it may work in a row.
 * O(slots · longest run).
 * @param prices of slots, none below 0
 */
export function dearestWork(problem: Problem, interpreter: number, open: Int32Array, prices: Float64Array): Work {
  const { event, slots: T, words: W, stretch, day } = problem;
  const most = Math.min(event.interpreters[interpreter].maxConsecutive ?? T, T);
  const width = most + 1;
  /** By slots worked in a row up to now. */
  let earned = new Float64Array(width).fill(Number.NEGATIVE_INFINITY);
  earned[0] = 0;
  /** The run before each slot that is free in the best work which leaves it free. */
  const runBefore = new Int32Array(T);
  const endsPart = new Uint8Array(T);
  for (let t = 0; t < T; t++) {
    const longest = indexOfMost(earned);
    const before = earned[longest];
    runBefore[t] = longest;
    // No run goes on from one stretch or day to the next.
    if (t > 0 && (stretch[t] !== stretch[t - 1] || day[t] !== day[t - 1])) {
      earned.fill(Number.NEGATIVE_INFINITY)[0] = before;
      endsPart[t] = 1;
    }
    const next = new Float64Array(width).fill(Number.NEGATIVE_INFINITY);
    next[0] = before;
    if (hasBit(open, interpreter * W, t)) for (let run = 0; run < most; run++) next[run + 1] = earned[run] + prices[t];
    earned = next;
  }
  const slots: number[] = [];
  let run = indexOfMost(earned);
  const best = earned[run];
  for (let t = T - 1; t >= 0; t--) {
    const isFree = run === 0;
    if (!isFree) slots.push(t);
    run = isFree || (endsPart[t] === 1 && run === 1) ? runBefore[t] : run - 1;
  }
  return { earned: best, slots: slots.reverse() };
}

function indexOfMost(list: Float64Array): number {
  return list.indexOf(Math.max(...list));
}

/**
 * The same bounds, as low as prices and rests prove them.
 * @param rested what is proved of the event with its rests
 * @param planned bounds of the same event in which interpreters rest in given slots, where it was solved so: the prices tell how
 * scarce interpreters are
 */
export function withRests(
  problem: Problem,
  proved: MeetingBounds,
  rested: MeetingBounds | undefined,
  planned: MeetingBounds | undefined,
): MeetingBounds {
  if (!needsRests(problem)) return proved;
  let bounds = proved;
  const all = [proved, rested, planned].filter(one => one !== undefined);
  for (const { duals } of all) {
    const priced = boundBy(problem, duals, proved.terms);
    if (priced < bounds.pricedPoints)
      bounds = { ...bounds, pricedPoints: priced, points: Math.min(bounds.points, priced), duals };
  }
  if (rested && rested.terms.target <= proved.terms.target)
    bounds = { ...bounds, points: Math.min(bounds.points, rested.points) };
  const pointless = { ...problem, points: new Float64Array(problem.meetings) };
  for (const { promisePrices } of all) {
    if (!promisePrices) continue;
    const { duals } = promisePrices;
    const promises = boundBy(pointless, duals, { ...proved.terms, target: 0 });
    if (promises < (bounds.promisePrices?.bound ?? Number.POSITIVE_INFINITY))
      bounds = {
        ...bounds,
        promises: Math.min(bounds.promises, promises),
        promisePrices: { duals, bound: promises },
      };
  }
  return { ...bounds, promises: Math.min(bounds.promises, rested?.promises ?? bounds.promises) };
}

/** Points that no schedule exceeds, as far as these prices prove it. */
export function boundBy(problem: Problem, duals: Duals, terms: PromiseTerms): number {
  const exact = evaluateWithRests(problem, duals, terms);
  return exact === undefined ? Number.POSITIVE_INFINITY : boundInPoints(exact, duals.unit);
}

/** Whether any interpreter may not work in all slots in a row. */
export function needsRests({ event }: Problem): boolean {
  return event.interpreters.some(({ maxConsecutive }) => maxConsecutive !== undefined);
}
