/** What bounds of tiny events are asked, beside the best that trying everything finds. */
import type { GroupProblem } from '../../../src/model/group-problem.js';
import type { PromiseTerms } from '../../../src/solve/duals.js';
import { type Items, itemsOf } from '../../../src/solve/groups/items.js';
import type { Goal } from '../../../src/solve/groups/promise-rows.js';
import { groupPromiseTerms } from '../../../src/solve/groups/promise-terms.js';
import { Dice } from '../../helpers/random.js';
import { bestOfAll, type Worth } from './rules.js';
import { tinyGroups } from './tiny-groups.js';

interface TinyTask {
  readonly seed: number;
  readonly dice: Dice;
  readonly problem: GroupProblem;
  readonly items: Items;
  readonly terms: PromiseTerms;
  readonly best: Worth;
}

/** One for each seed whose musts can all be kept. */
export function* tinyTasks(goal: Goal, first: number, last: number): Generator<TinyTask> {
  for (let seed = first; seed <= last; seed++) {
    const dice = new Dice(seed);
    const problem = tinyGroups(dice, { people: 6, items: 6, slots: 3, musts: true });
    const all = itemsOf(problem);
    const best = bestOfAll(problem);
    if (best.musts < all.musts) continue;
    const items = goal === 'points' ? all : { ...all, points: new Float64Array(all.count) };
    const terms = { ...groupPromiseTerms(problem, all), target: goal === 'points' ? best.promises : 0 };
    yield { seed, dice, problem, items, terms, best };
  }
}
