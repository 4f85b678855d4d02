/** Demands that a schedule meets: items that have to take place, and sets of which at least one item has to. */
import type { GroupState } from './state.js';

/** O(1). */
export function demandsMet({ musts, sets }: GroupState): number {
  return musts + sets.someMet;
}

/** All demands of the problem. O(1). */
export function allDemands({ sets, items }: GroupState): number {
  return items.musts + sets.demands;
}
