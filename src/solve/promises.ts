/** The first tier: how many promised meetings can be held at most. */
import type { Problem } from '../model/problem.js';
import type { PromiseTerms } from './duals.js';
import { placesOf } from './selection/small.js';

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
