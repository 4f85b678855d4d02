/**
 * Sets of meetings that bring the points of one wish together: of most at most one is held (a *strict* set), of some the points
 * of all but one are paid back, as other wishes ask for these meetings too.
 */
import type { Problem } from '../model/problem.js';
import type { SetPrices } from './duals.js';

/** How many of some meetings a schedule holds. O(meetings). */
export function heldOf(meetings: Int32Array, slotOf: Int32Array): number {
  return meetings.reduce((held, e) => (slotOf[e] < 0 ? held : held + 1), 0);
}

/** The points of a schedule, less what its meetings pay back; -∞ where it has two of a strict set. O(meetings + entries of sets). */
export function pointsOf({ points, sets }: Problem, slotOf: Int32Array): number {
  let sum = 0;
  for (let e = 0; e < slotOf.length; e++) if (slotOf[e] >= 0) sum += points[e];
  for (let s = 0; sets && s < sets.fine.length; s++) {
    const held = heldOf(sets.meetings.subarray(sets.start[s], sets.start[s + 1]), slotOf);
    if (held > 1) sum -= sets.fine[s] * (held - 1);
  }
  return sum;
}

/** The same where points count for nothing, and so do those that are paid back. O(meetings). */
export function withoutPoints(problem: Problem): Problem {
  const { meetings, sets } = problem;
  const strict = sets && { ...sets, fine: sets.fine.map(fine => (fine < Number.POSITIVE_INFINITY ? 0 : fine)) };
  return { ...problem, points: new Float64Array(meetings), sets: strict };
}

/** Prices of sets, none above its fine. O(entries of sets). @param whole in units of 1/unit, one for each set */
export function pricesOfSets({ meetings: E, sets }: Problem, whole: Float64Array, unit: number): SetPrices {
  const prices = whole.map((price, s) => Math.min(price, Math.floor(sets!.fine[s] * unit)));
  const ofMeeting = new Float64Array(E);
  prices.forEach((price, s) => {
    for (let i = sets!.start[s]; i < sets!.start[s + 1]; i++) ofMeeting[sets!.meetings[i]] += price;
  });
  return { prices, ofMeeting };
}
