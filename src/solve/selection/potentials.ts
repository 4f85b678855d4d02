/** Where the circulation begins, and what its prices mean to a schedule. */
import { largeFloat64 } from '../../model/large-lists.js';
import { hasBit, type Problem, usedSlots } from '../../model/problem.js';
import type { Duals, PromiseTerms } from '../duals.js';
import type { Circulation, Ends } from './circulation.js';
import { isSettled, type TwoSides } from './sides.js';
import { placesOf } from './small.js';

/** The limit that counts every meeting but those of `isSettled`, -1 if there is none. O(meetings). */
export function totalLimit(problem: Problem): number {
  const { kind, kindLimits, limits } = problem;
  const counts = new Uint8Array(kindLimits.length);
  kind.forEach((k, e) => {
    if (!isSettled(problem, e)) counts[k] = 1;
  });
  const counted = kindLimits.filter((_, k) => counts[k] === 1);
  for (let j = 0; j < limits; j++) if (counted.every(of => of.includes(j))) return j;
  return -1;
}

/** Places, promises and rooms of the circulation. O(people · slots + meetings · words). */
export function endsOf(problem: Problem, terms: PromiseTerms, graph: TwoSides): Ends {
  const { participants: P, slots: T, capacity, incidentStart } = problem;
  const places = new Int32Array(2 * P);
  const promised = new Int32Array(2 * P);
  for (let p = 0; p < P; p++) {
    const own = Math.min(placesOf(problem, p), incidentStart[p + 1] - incidentStart[p]);
    for (const x of nodesOf(graph, p)) {
      places[x] = own - graph.settled[p];
      promised[x] = Math.max(0, terms.possible[p] - graph.settled[p]);
    }
  }
  const limit = totalLimit(problem);
  if (limit < 0) return { places, promised, most: graph.head.length };
  const used = usedSlots(problem);
  const open = capacity.subarray(limit * T, (limit + 1) * T).filter((_, t) => hasBit(used, 0, t));
  const rooms = open.reduce((sum, one) => sum + one, 0);
  return { places, promised, most: Math.min(graph.head.length, graph.doubled ? 2 * rooms : rooms) };
}

/** Nodes of a participant: on its side, or on both where there are no sides. */
function nodesOf(graph: TwoSides, p: number): number[] {
  const people = graph.isLeft.length;
  if (graph.doubled) return [p, people + p];
  return [graph.isLeft[p] === 1 ? p : people + p];
}

/**
 * Prices of the circulation as prices of places, maxima and rooms and as rewards of promises, in halves of a point. They bound
 * every schedule at any moment, and exactly by the value of the selection once the circulation is optimal.
 * O(people · slots + meetings · words).
 */
export function toDuals(problem: Problem, terms: PromiseTerms, circulation: Circulation, scale: number): Duals {
  const { participants: P, slots: T, words: W, available, maxMeetings, incidentStart } = problem;
  const { graph, price, source, drain, ends } = circulation;
  const unit = 2;
  const pi = largeFloat64(P * T);
  const rho = new Float64Array(problem.limits * T);
  const mu = new Float64Array(P);
  const theta = new Float64Array(P);
  for (let p = 0; p < P; p++) {
    const nodes = nodesOf(graph, p);
    let worth = 0;
    for (const x of nodes) {
      const own = x < P ? price[x] - price[source] : price[drain] - price[x];
      // Who has a place for each of its meetings pays nothing for them.
      const spare = ends.places[x] === incidentStart[p + 1] - incidentStart[p] - graph.settled[p];
      worth += Math.min(circulation.bonus, spare ? Math.max(0, own) : own) * scale * (unit / nodes.length);
    }
    if (terms.possible[p] > 0) theta[p] = Math.max(0, worth);
    if (worth >= 0) continue;
    if (placesOf(problem, p) === maxMeetings[p]) mu[p] = -worth;
    else for (let t = 0; t < T; t++) if (hasBit(available, p * W, t)) pi[p * T + t] = -worth;
  }
  const limit = totalLimit(problem);
  const rent = Math.max(0, price[drain] - price[source]) * scale * unit;
  const used = usedSlots(problem);
  for (let t = 0; t < T && limit >= 0; t++) if (hasBit(used, 0, t)) rho[limit * T + t] = rent;
  return { unit, pi, rho, mu, theta, sigma: theta.reduce((most, reward) => Math.max(most, reward), 0) };
}
