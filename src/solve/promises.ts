/** The first tier: how many promised meetings can be held at most, and what one is worth beside points. */
import type { Problem } from '../model/problem.js';
import type { PromiseTerms } from './duals.js';
import { placesOf } from './selection/small.js';

/**
 * What a promise and a must are worth in points, where these are weighed against each other: a must more than what it may cost two
 * participants of promises. O(meetings).
 */
export function weightsOf({ points }: Pick<Problem, 'points'>): { promise: number; must: number } {
  const most = points.reduce((so, w) => Math.max(so, w), 1);
  return { promise: 4 * most + 1, must: 40 * most + 1 };
}

/** What each participant could be kept if it were alone: min(promised, candidates, places). O(people · slots). */
export function promiseTerms(problem: Problem): PromiseTerms {
  const { participants: P, incidentStart, minMeetings } = problem;
  const possible = new Int32Array(P);
  let total = 0;
  for (let p = 0; p < P; p++) {
    possible[p] = Math.min(minMeetings[p], incidentStart[p + 1] - incidentStart[p], placesOf(problem, p));
    total += possible[p];
  }
  return { possible, total, target: total };
}
