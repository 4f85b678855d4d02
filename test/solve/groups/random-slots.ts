/** A schedule by dice that keeps every rule, without sessions of too few guests. */
import type { GroupProblem, ItemSlots } from '../../../src/model/group-problem.js';
import { GroupState } from '../../../src/solve/groups/state.js';
import type { Dice } from '../../helpers/random.js';

export function randomItemSlots(problem: GroupProblem, dice: Dice): ItemSlots {
  const state = new GroupState(problem);
  for (const i of dice.shuffled([...state.slotOf.keys()])) {
    const t = dice.below(problem.pairs.slots);
    if (state.fits(i, t)) state.place(i, t);
  }
  state.dropShort();
  return state.slotOf.slice();
}
