/** Which events have the search on words (`word-state.ts`). */
import type { Problem } from '../../model/problem.js';

/** Whether `WordState` can stand for schedules of this event. */
export function fitsWords(problem: Problem): boolean {
  return problem.words === 1 && isSingle(problem);
}

/** Whether everyone has one meeting at a time. */
export function isSingle({ parallel }: Problem): boolean {
  return parallel.every(places => places === 1);
}

/** Whether all rooms are one pool. */
export function hasOnePool({ limits, kindLimits, uncounted }: Problem): boolean {
  return uncounted === undefined && kindLimits.every(list => list.length === limits);
}
