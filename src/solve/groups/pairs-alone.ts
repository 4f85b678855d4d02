/**
 * Events without sessions, whose wishes for organisations leave a choice of one-to-ones: these are chosen as all one-to-ones are
 * (../meetings.ts), with sets of meetings that bring the points of one wish.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { listsOf, listsOfLists } from '../../model/lists.js';
import type { MeetingSets, Problem } from '../../model/problem.js';
import type { Duals } from '../duals.js';
import { priceAlone } from '../rests.js';
import type { GroupPrices } from './prices.js';

/** The event as one of one-to-ones; `undefined` where it has more. O(meetings + entries of sets). */
export function pairsAlone(problem: GroupProblem): Problem | undefined {
  const { pairs, seats, speech, someStart } = problem;
  if (seats > 0 || speech || someStart.length > 1) return undefined;
  return { ...pairs, sets: setsOfPairs(problem, pairs.meetings) };
}

/**
 * Wishes that several one-to-ones could meet. O(meetings + entries of sets).
 * @param count of meetings that there are sets for
 * @param isMetBy whether an item that is no one-to-one meets them; default: none does
 * @param onMet hears of each one-to-one of a wish that is met so, and of what such a set costs (see `MeetingSets`)
 */
export function setsOfPairs(
  { pairs, onceStart, onceItems, repeats }: GroupProblem,
  count: number,
  isMetBy: (item: number) => boolean = () => false,
  onMet: (e: number, fine: number) => void = () => undefined,
): MeetingSets {
  const meetings: number[][] = [];
  const fine: number[] = [];
  const add = (items: readonly number[], cost: number): void => {
    const own = items.filter(i => i < pairs.meetings);
    if (items.some(isMetBy)) for (const e of own) onMet(e, cost);
    else if (own.length > 1) {
      meetings.push(own);
      fine.push(cost);
    }
  };
  for (let k = 0; k + 1 < onceStart.length; k++)
    add(Array.from(onceItems.subarray(onceStart[k], onceStart[k + 1])), Number.POSITIVE_INFINITY);
  for (const { items, points } of repeats) add(items, points);
  const ofSet = listsOfLists(meetings);
  const ofMeeting = listsOf(count, Array.from(meetings.keys()), s => meetings[s]);
  return {
    start: ofSet.start,
    meetings: ofSet.list,
    setStart: ofMeeting.start,
    sets: ofMeeting.list,
    fine: Float64Array.from(fine),
  };
}

/** The same prices in the words of events with groups: they prove the same. O(meetings · slots). */
export function groupPricesOf(problem: GroupProblem, pairs: Problem, duals: Duals): GroupPrices {
  const { slots: T, parallel, meetings: E, a, b } = pairs;
  const { unit, pi, rests, rho, mu, theta, sigma, odd, sets } = duals;
  const alone = priceAlone(pairs, duals);
  const inWindows = pi.map((price, place) => price - alone[place]);
  const other = { constant: 0, size: 0, ofItem: new Float64Array(E * T), ofSession: new Float64Array(0) };
  const add = (cost: number): void => {
    other.constant += cost;
    other.size += Math.abs(cost);
  };
  // Of a window every place is paid for but one slot's.
  inWindows.forEach((price, place) => void add(price * parallel[Math.floor(place / T)]));
  rests?.forEach((price, place) => void add(-price * parallel[Math.floor(place / T)]));
  odd?.sets.forEach(({ capacity }, k) => void add(odd.prices[k] * capacity));
  sets?.prices.forEach(add);
  for (let e = 0; e < E; e++) {
    for (let t = 0; t < T; t++) {
      const cost = inWindows[a[e] * T + t] + inWindows[b[e] * T + t] + (sets?.ofMeeting[e] ?? 0);
      other.ofItem[e * T + t] = cost + (odd?.ofPair[e * T + t] ?? 0);
      other.size += other.ofItem[e * T + t];
    }
  }
  return {
    unit,
    pi: alone,
    rho,
    mu,
    theta,
    sigma,
    lambda: new Float64Array(E),
    kappa: new Float64Array(Math.max(0, problem.onceStart.length - 1)),
    other,
  };
}
