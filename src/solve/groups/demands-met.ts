/** Demands that a schedule meets: items that have to take place, and sets of which at least one item has to. */
import type { GroupState } from './state.js';

/** O(items of such sets). */
export function demandsMet({ problem, musts, slotOf }: GroupState): number {
  const { someStart, someItems } = problem;
  let met = musts;
  for (let k = 0; k + 1 < someStart.length; k++) {
    for (let x = someStart[k]; x < someStart[k + 1]; x++) {
      if (slotOf[someItems[x]] < 0) continue;
      met++;
      break;
    }
  }
  return met;
}

/** All demands of the problem. */
export function allDemands({ problem, items }: GroupState): number {
  return items.musts + problem.someStart.length - 1;
}
