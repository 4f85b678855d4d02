import { describe, expect, it } from 'vitest';
import { itemsOf } from '../../../src/solve/groups/items.js';
import { priceBound } from '../../../src/solve/groups/price-bound.js';
import { anySessions, groupPromiseTerms } from '../../../src/solve/groups/promise-terms.js';
import { Relaxation } from '../../../src/solve/groups/relaxation.js';
import { selectionBound } from '../../../src/solve/groups/selection-bound.js';
import { sessionBound } from '../../../src/solve/groups/session-bound.js';
import { SessionProgram } from '../../../src/solve/groups/session-program.js';
import { SHAPES, shapedGroups } from './shapes.js';
import { tinyTasks } from './tiny-tasks.js';

const forever = { stopped: false };

describe.each(['promises', 'points'] as const)('sessionBound on %s', goal => {
  it('is never below what trying everything finds, and mostly just that', async () => {
    const tally = { all: 0, tight: 0 };
    for (const { seed, problem, items, terms, best } of tinyTasks(goal, 1, 40)) {
      const found = await sessionBound(problem, items, terms, goal, forever);
      if (!found) continue;
      expect(found.bound, `seed ${seed}`).toBeGreaterThanOrEqual(best[goal]);
      tally.all++;
      if (found.bound === best[goal]) tally.tight++;
    }
    expect(tally.all).toBeGreaterThan(15);
    expect(tally.tight).toBeGreaterThan(tally.all * 0.6);
  });

  it('is not misled by any prices', () => {
    for (const { seed, dice, problem, items, terms, best } of tinyTasks(goal, 201, 230)) {
      const program = new SessionProgram(problem, items, terms, goal);
      program.crowdedRows(program.made.cost.map(() => dice.below(5) / 4));
      for (let tries = 0; tries < 20; tries++) {
        const prices = program.prices(program.made.rowLower.map(() => (dice.chance(40) ? dice.below(17) / 4 - 2 : 0)));
        const bound = priceBound(problem, items, terms, goal, prices, anySessions(problem));
        expect(bound, `seed ${seed}`).toBeGreaterThanOrEqual(best[goal]);
      }
    }
  });
});

describe('sessionBound', () => {
  it('is not above the selection without slots, and below it where time is short', async () => {
    let below = 0;
    for (const shape of ['S s3 hard', 'S s8 tight', 'S crunch', 'S mixed']) {
      const problem = shapedGroups(SHAPES[shape], 1);
      const items = itemsOf(problem);
      const found = await sessionBound(problem, items, groupPromiseTerms(problem, items), 'points', forever);
      const without = await selectionBound(problem, items, forever);
      expect(found?.bound, shape).toBeLessThanOrEqual(without);
      if (found && found.bound < without) below++;
    }
    expect(below).toBeGreaterThan(2);
  });

  it('comes lower by rows of slots that are too few for somebody', async () => {
    for (const seed of [1, 2, 3]) {
      const problem = shapedGroups(SHAPES['S crunch'], seed);
      const items = itemsOf(problem);
      const terms = groupPromiseTerms(problem, items);
      const program = new SessionProgram(problem, items, terms, 'points');
      const relaxation = new Relaxation({ model: program.made, columns: new Int32Array(0) });
      const none = { lower: new Float64Array(0), upper: new Float64Array(0) };
      const answer = await relaxation.solve(none, forever);
      await relaxation.end();
      if (answer?.kind !== 'solved') throw new Error('no answer');
      const prices = program.prices(answer.prices);
      const first = priceBound(problem, items, terms, 'points', prices, anySessions(problem));
      const found = await sessionBound(problem, items, terms, 'points', forever);
      expect(found!.bound, `seed ${seed}`).toBeLessThan(first);
    }
  });

  it('is none where nobody waits', async () => {
    const problem = shapedGroups(SHAPES['S s3 hard'], 1);
    const items = itemsOf(problem);
    const terms = groupPromiseTerms(problem, items);
    expect(await sessionBound(problem, items, terms, 'points', { stopped: true })).toBeUndefined();
  });
});
