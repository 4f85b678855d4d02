/** Prices of events with groups at random: any are valid. */
import type { GroupProblem } from '../../../src/model/group-problem.js';
import { itemsOf } from '../../../src/solve/groups/items.js';
import type { GroupPrices } from '../../../src/solve/groups/prices.js';
import type { Dice } from '../../helpers/random.js';

/** Most are 0. */
export function randomPrices(problem: GroupProblem, dice: Dice): GroupPrices {
  const items = itemsOf(problem);
  const { participants: P, slots: T, limits } = problem.pairs;
  const some = (length: number) => Float64Array.from({ length }, () => (dice.chance(30) ? dice.below(20) : 0));
  const sigma = dice.below(10);
  return {
    unit: 4,
    pi: some(P * T),
    rho: some(limits * T),
    mu: some(P).map((price, p) => (problem.pairs.maxMeetings[p] < 100 ? price : 0)),
    theta: some(P).map(price => Math.min(price, sigma)),
    sigma,
    lambda: some(items.count),
    kappa: some(problem.onceStart.length - 1),
    other: {
      constant: 0,
      ofItem: new Float64Array(items.count * T),
      ofSession: new Float64Array(problem.hosts * T),
      size: 0,
    },
  };
}
