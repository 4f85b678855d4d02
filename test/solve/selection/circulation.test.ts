import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/model/problem.js';
import { Augmenter } from '../../../src/solve/selection/augment.js';
import { CARRIED, Circulation } from '../../../src/solve/selection/circulation.js';
import { Pace } from '../../../src/solve/selection/pace.js';
import { endsOf } from '../../../src/solve/selection/potentials.js';
import { Residual } from '../../../src/solve/selection/residual.js';
import { twoSides } from '../../../src/solve/selection/sides.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { arbSmall, freshBudget, problemOf, termsWith } from '../tiny.js';

const EVERY_ARC = Number.POSITIVE_INFINITY;
const pace = new Pace(freshBudget());

/** A circulation at prices of the dice's making. */
async function circulationOf(problem: Problem, dice: Dice): Promise<Circulation> {
  const graph = await twoSides(problem, pace);
  const circulation = new Circulation(graph, endsOf(problem, termsWith(problem), graph));
  circulation.bonus = 1000;
  circulation.price.forEach((_, node) => {
    circulation.price[node] = dice.below(8);
  });
  return circulation;
}

/** Gains of what is not carried and losses of what is, counted unit by unit. */
function mistakes(circulation: Circulation): number {
  const { graph, people: P, price, flags, source, drain, total, ends } = circulation;
  let found = 0;
  for (let p = 0; p < P; p++) {
    for (let arc = graph.outStart[p]; arc < graph.outStart[p + 1]; arc++) {
      const gain = graph.value[arc] + price[p] - price[P + graph.head[arc]];
      if ((flags[arc] & CARRIED) === 0 ? gain > 0 : gain < 0) found++;
    }
  }
  for (let node = 0; node < 2 * P; node++) {
    const level = node < P ? price[source] - price[node] : price[node] - price[drain];
    if (level + circulation.more(node) > 0 || level + circulation.last(node) < 0) found++;
  }
  const gain = price[drain] - price[source];
  if ((gain > 0 && total < ends.most) || (gain < 0 && total > 0)) found++;
  return found;
}

/** Excess of each node, counted from what is carried. */
function recount(circulation: Circulation): Int32Array {
  const { graph, people: P, flags, source, drain, used, total } = circulation;
  const excess = new Int32Array(drain + 1);
  const carry = (from: number, to: number, units: number): void => {
    excess[from] -= units;
    excess[to] += units;
  };
  for (let p = 0; p < P; p++) {
    for (let arc = graph.outStart[p]; arc < graph.outStart[p + 1]; arc++) {
      if ((flags[arc] & CARRIED) !== 0) carry(p, P + graph.head[arc], 1);
    }
    carry(source, p, used[p]);
    carry(P + p, drain, used[P + p]);
  }
  carry(drain, source, total);
  return excess;
}

describe('Circulation', () => {
  const options = { minMeetings: 2, maxima: 40 };

  it('is without mistakes once it is flipped, at any prices, and knows its excess', async () => {
    await fc.assert(
      fc.asyncProperty(arbSmall(options), fc.integer(), async (event, seed) => {
        const circulation = await circulationOf(problemOf(event), new Dice(seed));
        const before = mistakes(circulation);
        expect(circulation.flip(0, EVERY_ARC) > 0).toBe(before > 0);
        expect(mistakes(circulation)).toBe(0);
        expect(circulation.flip(0, EVERY_ARC)).toBe(0);
        expect(circulation.excess).toEqual(recount(circulation));
      }),
      runs(60),
    );
  });

  it('is led home without a mistake, step by step', async () => {
    await fc.assert(
      fc.asyncProperty(arbSmall(options), fc.integer(), async (event, seed) => {
        const circulation = await circulationOf(problemOf(event), new Dice(seed));
        circulation.flip(0, EVERY_ARC);
        const residual = new Residual(circulation);
        await residual.build(0, pace);
        const augmenter = new Augmenter(circulation, residual);
        const over = (): number => circulation.excess.reduce((sum, units) => sum + Math.max(0, units), 0);
        for (let left = over(); augmenter.step(); left = over()) {
          expect(over()).toBeLessThan(left);
          augmenter.writeBack();
          expect(mistakes(circulation)).toBe(0);
          expect(circulation.excess).toEqual(recount(circulation));
          await residual.build(0, pace);
        }
        expect(over()).toBe(0);
      }),
      runs(60),
    );
  });
});
