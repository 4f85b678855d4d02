/**
 * Prices of one-to-ones (../prices.ts) for the event that these are a part of, or all of: what they prove of it is evaluated by
 * price-bound.ts, so that nothing rests on how they were found.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { hasBit, type Problem } from '../../model/problem.js';
import type { Duals } from '../duals.js';
import { priceAlone } from '../rests.js';
import type { Items } from './items.js';
import { type GroupPrices, type OtherPrices, pairWorths } from './prices.js';
import { priceSeats } from './seat-prices.js';

/** Items times slots up to which each of these has a price of its own: a number each. */
const MOST_PRICED = 10_000_000;

/**
 * Prices of one-to-ones in the words of events with groups, in which they prove as much of these; of seats and sessions they say
 * what the places and rooms are worth that these take. In the largest events those of rests, odd sets and sets of meetings are left
 * out: the others prove a bound too, which is as low where nothing asks for such. O(items · slots).
 * @param pairs one-to-ones alone, or beside sessions: what follows those of the event is left out
 */
export function groupPricesOf(problem: GroupProblem, pairs: Problem, duals: Duals): GroupPrices {
  const { participants: P, slots: T, meetings: E } = problem.pairs;
  const { unit, pi, rests, rho, mu, theta, sigma, odd, sets } = duals;
  const isPlain = !(rests || odd || sets) || (E + problem.seats) * T > MOST_PRICED;
  const alone = (isPlain ? pi : priceAlone(pairs, duals)).slice(0, P * T);
  return {
    unit,
    pi: alone,
    rho,
    mu: mu.slice(0, P),
    theta: theta.slice(0, P),
    sigma,
    lambda: new Float64Array(E + problem.seats),
    kappa: new Float64Array(Math.max(0, problem.onceStart.length - 1)),
    other: isPlain ? NO_OTHERS : othersOf(problem, duals, alone),
  };
}

const NO_OTHERS: OtherPrices = { constant: 0, size: 0, ofItem: undefined, ofSession: undefined };

interface Place {
  readonly person: number;
  readonly slot: number;
}

/** @param alone prices of places without those of windows that they lie in */
function othersOf(
  { pairs: { slots: T, parallel, meetings: E, a, b }, seats, seatGuest, hosts, host }: GroupProblem,
  { pi, rests, odd, sets }: Duals,
  alone: Float64Array,
): OtherPrices {
  const inWindows = alone.map((price, place) => pi[place] - price);
  const ofItem = new Float64Array((E + seats) * T);
  const ofSession = new Float64Array(hosts * T);
  let [constant, size] = [0, 0];
  const add = (cost: number): void => {
    constant += cost;
    size += Math.abs(cost);
  };
  // Of a window every place is paid for but one slot's.
  inWindows.forEach((price, place) => void add(price * parallel[Math.floor(place / T)]));
  rests?.subarray(0, alone.length).forEach((price, place) => void add(-price * parallel[Math.floor(place / T)]));
  odd?.sets.forEach(({ capacity }, k) => void add(odd.prices[k] * capacity));
  sets?.prices.forEach(add);
  const charge = (list: Float64Array, cell: number, cost: number): void => {
    list[cell] = cost;
    size += cost;
  };
  for (let e = 0; e < E; e++) {
    for (let t = 0; t < T; t++) {
      const cost = inWindows[a[e] * T + t] + inWindows[b[e] * T + t] + (sets?.ofMeeting[e] ?? 0);
      charge(ofItem, e * T + t, cost + (odd?.ofPair[e * T + t] ?? 0));
    }
  }
  for (let t = 0; t < T; t++) {
    for (let s = 0; s < seats; s++) charge(ofItem, (E + s) * T + t, inWindows[seatGuest[s] * T + t]);
    for (let h = 0; h < hosts; h++) charge(ofSession, h * T + t, inWindows[host[h] * T + t]);
  }
  return { constant, size, ofItem, ofSession };
}

/**
 * Prices of one-to-ones beside sessions for the event with any sessions: with what places are worth to one-to-ones that these took,
 * and what seats are worth. O(items · slots · steps of seat-prices.ts).
 * @param taken slot of each seat, -1 if not taken
 */
export function pricesBeside(
  problem: GroupProblem,
  items: Items,
  pairs: Problem,
  duals: Duals,
  taken: Int32Array,
): GroupPrices {
  const prices = groupPricesOf(problem, pairs, duals);
  lowerTaken(problem, items, prices, taken);
  priceSeats(problem, items, prices);
  return prices;
}

/**
 * Beside sessions nobody asks what the places are worth that these take, and prices of them stay where they happened to be: lowers
 * them to what a one-to-one would pay for each at most. O(meetings of those people · slots · limits).
 * @param prices changed in place
 * @param taken slot of each seat, -1 if not taken
 */
function lowerTaken(problem: GroupProblem, items: Items, prices: GroupPrices, taken: Int32Array): void {
  const { seatGuest, seatHost, host, pairs } = problem;
  const worths = new Float64Array(pairs.slots);
  const lower = (person: number, slot: number): void => {
    const at = person * pairs.slots + slot;
    const paid = prices.pi[at];
    prices.pi[at] = 0;
    prices.pi[at] = Math.min(paid, mostPaid(problem, items, prices, { person, slot }, worths));
  };
  taken.forEach((t, s) => {
    if (t < 0) return;
    lower(seatGuest[s], t);
    lower(host[seatHost[s]], t);
  });
}

/** What one-to-ones of p gain at most by slot t: over their other slots, and over not being held if they need not be. */
function mostPaid(
  problem: GroupProblem,
  items: Items,
  prices: GroupPrices,
  place: Place,
  worths: Float64Array,
): number {
  const { person, slot } = place;
  let most = 0;
  for (let x = items.ownStart[person]; x < items.ownStart[person + 1]; x++) {
    const e = items.own[x];
    if (e >= items.pairs || !hasBit(items.domain, e * problem.pairs.words, slot)) continue;
    pairWorths(problem, items, prices, e, worths);
    const here = worths[slot];
    worths[slot] = items.must[e] === 1 ? Number.NEGATIVE_INFINITY : 0;
    most = Math.max(most, here - worths.reduce((best, worth) => Math.max(best, worth)));
  }
  return most;
}
