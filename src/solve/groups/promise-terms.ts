/** How many promised meetings each participant could have at most, were it alone. */
import type { GroupProblem } from '../../model/group-problem.js';
import { popCount } from '../../model/problem.js';
import type { PromiseTerms } from '../duals.js';
import { placesOf } from '../selection/small.js';
import type { Items } from './items.js';
import type { SessionChoice } from './prices.js';

/** Sessions of host h at most, 0 where too few guests wish for one. O(words). */
export function mostSessionsOf(
  { pairs, hostDomain, mostSessions, hostStart, groupMin }: GroupProblem,
  h: number,
): number {
  let slots = 0;
  for (let k = 0; k < pairs.words; k++) slots += popCount(hostDomain[h * pairs.words + k]);
  // Every session has guests of its own.
  return Math.min(mostSessions[h], slots, Math.floor((hostStart[h + 1] - hostStart[h]) / groupMin[h]));
}

/** Nothing is decided of sessions. O(hosts · slots). */
export function anySessions(problem: GroupProblem): SessionChoice {
  const { hosts, pairs } = problem;
  return {
    least: new Int32Array(hosts),
    most: Int32Array.from({ length: hosts }, (_, h) => mostSessionsOf(problem, h)),
    held: new Int8Array(hosts * pairs.slots).fill(-1),
  };
}

/** min(promised, candidates, places) of each. O(people · words). */
export function groupPromiseTerms(problem: GroupProblem, items: Items): PromiseTerms {
  const { participants: P, minMeetings } = problem.pairs;
  const possible = new Int32Array(P);
  let total = 0;
  for (let p = 0; p < P; p++) {
    const h = items.hostIndex[p];
    const wished = items.ownStart[p + 1] - items.ownStart[p] + (h < 0 ? 0 : mostSessionsOf(problem, h));
    possible[p] = Math.min(minMeetings[p], wished, placesOf(problem.pairs, p));
    total += possible[p];
  }
  return { possible, total, target: total };
}
