/** Which events have the search on words (`word-state.ts`). */
import type { Problem } from '../../model/problem.js';

/** Whether `WordState` can stand for schedules of this event. */
export function fitsWords(problem: Problem): boolean {
  return problem.words === 1 && isPlain(problem);
}

/** Whether everyone has one meeting at a time, and all rooms are one pool. */
export function isPlain({ limits, kindLimits, parallel }: Problem): boolean {
  return kindLimits.every(list => list.length === limits) && parallel.every(places => places === 1);
}
