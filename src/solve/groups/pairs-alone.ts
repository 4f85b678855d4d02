/**
 * Events without sessions, whose wishes for organisations leave a choice of one-to-ones: these are chosen as all one-to-ones are
 * (../meetings.ts), with sets of meetings that bring the points of one wish.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { listsOf } from '../../model/lists.js';
import type { Problem } from '../../model/problem.js';
import type { Duals } from '../duals.js';
import type { GroupPrices } from './prices.js';

/** The event as one of one-to-ones; `undefined` where it has more. O(meetings + entries of sets). */
export function pairsAlone(problem: GroupProblem): Problem | undefined {
  const { pairs, seats, speech, someStart, onceStart, onceItems, repeats } = problem;
  if (seats > 0 || speech || someStart.length > 1) return undefined;
  const strict = Array.from({ length: onceStart.length - 1 }, (_, k) =>
    onceItems.subarray(onceStart[k], onceStart[k + 1]),
  );
  const all = [...strict, ...repeats.map(({ items }) => Int32Array.from(items))];
  const own = listsOf(pairs.meetings, Array.from(all.keys()), s => Array.from(all[s]));
  const start = new Int32Array(all.length + 1);
  all.forEach((set, s) => {
    start[s + 1] = start[s] + set.length;
  });
  return {
    ...pairs,
    sets: {
      start,
      meetings: Int32Array.from(all.flatMap(set => Array.from(set))),
      setStart: own.start,
      sets: own.list,
      fine: Float64Array.from(all, (_, s) => repeats[s - strict.length]?.points ?? Number.POSITIVE_INFINITY),
    },
  };
}

/** The same prices in the words of events with groups: they prove the same. O(meetings · slots). */
export function groupPricesOf(problem: GroupProblem, pairs: Problem, duals: Duals): GroupPrices {
  const { slots: T, participants: P, parallel, meetings: E } = pairs;
  const { unit, pi, rests, rho, mu, theta, sigma, odd, sets } = duals;
  const ofItem = new Float64Array(E * T);
  const other = { constant: 0, size: 0, ofItem, ofSession: new Float64Array(0) };
  const add = (cost: number): void => {
    other.constant += cost;
    other.size += Math.abs(cost);
  };
  for (let p = 0; rests && p < P; p++) for (let t = 0; t < T; t++) add(-rests[p * T + t] * parallel[p]);
  odd?.sets.forEach(({ capacity }, k) => {
    add(odd.prices[k] * capacity);
  });
  sets?.prices.forEach(add);
  for (let e = 0; e < E; e++)
    for (let t = 0; t < T; t++) ofItem[e * T + t] = (odd?.ofPair[e * T + t] ?? 0) + (sets?.ofMeeting[e] ?? 0);
  for (const cost of ofItem) other.size += cost;
  return {
    unit,
    pi,
    rho,
    mu,
    theta,
    sigma,
    lambda: new Float64Array(E),
    kappa: new Float64Array(Math.max(0, problem.onceStart.length - 1)),
    other,
  };
}
