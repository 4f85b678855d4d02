import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillOrder } from '../../../src/solve/selection/order.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { arbSmall, freshBudget, problemOf } from '../tiny.js';
import { withScores } from './events.js';

describe('fillOrder', () => {
  it('is what sorting by lock, must, fraction, points and index gives', async () => {
    const scores = fc.constantFrom(0, 3, 4095, 4096, 2 ** 31);
    await fc.assert(
      fc.asyncProperty(arbSmall({ musts: 20, locks: 10 }), scores, fc.boolean(), async (event, most, selected) => {
        const problem = withScores(problemOf(event), most, most);
        const { points, lockedSlot, must } = problem;
        const dice = new Dice(most);
        const fraction = selected ? points.map(() => dice.below(5) / 4) : undefined;
        const rank = points.map((_, e) => (lockedSlot[e] >= 0 ? 3 : must[e] === 1 ? 2 : (fraction?.[e] ?? 0)));
        const sorted = [...points.keys()].sort((x, y) => rank[y] - rank[x] || points[y] - points[x] || x - y);
        const order = await fillOrder(problem, fraction, freshBudget());
        expect([...order.order]).toEqual(sorted);
        expect(order.selected).toBe(rank.filter(value => value > 0).length);
      }),
      runs(60),
    );
  });
});
