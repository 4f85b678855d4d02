/**
 * Prices of one-to-ones (../prices.ts) for the event that these are a part of, or all of: what they prove of it is evaluated by
 * prices.ts, so that nothing rests on how they were found.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { hasBit, type Problem } from '../../model/problem.js';
import type { Duals } from '../duals.js';
import { priceAlone } from '../rests.js';
import type { Items } from './items.js';
import { bestPairWorth, type GroupPrices, pairWorth } from './prices.js';

/** Items times slots up to which they are kept for what follows: a number each. */
const MOST_PRICED = 10_000_000;

/**
 * Prices of one-to-ones in the words of events with groups, in which they prove as much of these; of seats and sessions they say
 * what the places and rooms are worth that these take. `undefined` in the largest events. O(items · slots).
 * @param pairs one-to-ones alone, or beside sessions: what follows those of the event is left out
 */
export function groupPricesOf(problem: GroupProblem, pairs: Problem, duals: Duals): GroupPrices | undefined {
  const { participants: P, slots: T, parallel, meetings: E, a, b } = problem.pairs;
  const { seats, seatGuest, hosts, host } = problem;
  if ((E + seats) * T > MOST_PRICED) return undefined;
  const { unit, pi, rests, rho, mu, theta, sigma, odd, sets } = duals;
  const alone = priceAlone(pairs, duals).slice(0, P * T);
  const inWindows = alone.map((price, place) => pi[place] - price);
  const ofSession = new Float64Array(hosts * T);
  const other = { constant: 0, size: 0, ofItem: new Float64Array((E + seats) * T), ofSession };
  const add = (cost: number): void => {
    other.constant += cost;
    other.size += Math.abs(cost);
  };
  // Of a window every place is paid for but one slot's.
  inWindows.forEach((price, place) => void add(price * parallel[Math.floor(place / T)]));
  rests?.subarray(0, P * T).forEach((price, place) => void add(-price * parallel[Math.floor(place / T)]));
  odd?.sets.forEach(({ capacity }, k) => void add(odd.prices[k] * capacity));
  sets?.prices.forEach(add);
  const charge = (list: Float64Array, cell: number, cost: number): void => {
    list[cell] = cost;
    other.size += cost;
  };
  for (let e = 0; e < E; e++) {
    for (let t = 0; t < T; t++) {
      const cost = inWindows[a[e] * T + t] + inWindows[b[e] * T + t] + (sets?.ofMeeting[e] ?? 0);
      charge(other.ofItem, e * T + t, cost + (odd?.ofPair[e * T + t] ?? 0));
    }
  }
  for (let t = 0; t < T; t++) {
    for (let s = 0; s < seats; s++) charge(other.ofItem, (E + s) * T + t, inWindows[seatGuest[s] * T + t]);
    for (let h = 0; h < hosts; h++) charge(ofSession, h * T + t, inWindows[host[h] * T + t]);
  }
  return {
    unit,
    pi: alone,
    rho,
    mu: mu.slice(0, P),
    theta: theta.slice(0, P),
    sigma,
    lambda: new Float64Array(E + seats),
    kappa: new Float64Array(Math.max(0, problem.onceStart.length - 1)),
    other,
  };
}

/**
 * Beside sessions nobody asks what the places are worth that these take, and prices of them stay where they happened to be: lowers
 * them to what a one-to-one would pay for each at most. O(meetings of those people · slots · limits).
 * @param prices changed in place
 * @param taken slot of each seat, -1 if not taken
 */
export function lowerTaken(problem: GroupProblem, items: Items, prices: GroupPrices, taken: Int32Array): void {
  const { seatGuest, seatHost, host, pairs } = problem;
  const lower = (p: number, t: number): void => {
    const place = p * pairs.slots + t;
    const paid = prices.pi[place];
    prices.pi[place] = 0;
    prices.pi[place] = Math.min(paid, mostPaid(problem, items, prices, p, t));
  };
  taken.forEach((t, s) => {
    if (t < 0) return;
    lower(seatGuest[s], t);
    lower(host[seatHost[s]], t);
  });
}

/** What one-to-ones of p gain at most by slot t: over their other slots, and over not being held if they need not be. */
function mostPaid(problem: GroupProblem, items: Items, prices: GroupPrices, p: number, t: number): number {
  let most = 0;
  for (let x = items.ownStart[p]; x < items.ownStart[p + 1]; x++) {
    const e = items.own[x];
    if (e >= items.pairs || !hasBit(items.domain, e * problem.pairs.words, t)) continue;
    const elsewhere = bestPairWorth(problem, items, prices, e, t);
    most = Math.max(most, pairWorth(problem, items, prices, e, t) - elsewhere);
  }
  return most;
}
