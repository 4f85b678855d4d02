import { describe, expect, it } from 'vitest';
import { itemsOf } from '../../../src/solve/groups/items.js';
import { groupPromiseTerms } from '../../../src/solve/groups/promise-terms.js';
import { sessionBound } from '../../../src/solve/groups/session-bound.js';
import { TimeBound } from '../../../src/solve/groups/time-bound.js';
import { SHAPES, shapedGroups } from './shapes.js';
import { tinyTasks } from './tiny-tasks.js';

const forever = { stopped: false };

describe.each(['promises', 'points'] as const)('TimeBound on %s', goal => {
  it('is never below what trying everything finds, and mostly just that', async () => {
    const tally = { all: 0, tight: 0 };
    for (const { seed, problem, items, terms, best } of tinyTasks(goal, 1, 40)) {
      const timeBound = new TimeBound(problem, items, terms, goal);
      const { best: found } = await timeBound.run(timeBound.left, forever);
      await timeBound.end();
      expect(found!.bound, `seed ${seed}`).toBeGreaterThanOrEqual(best[goal]);
      tally.all++;
      if (found!.bound === best[goal]) tally.tight++;
    }
    expect(tally.all).toBeGreaterThan(15);
    expect(tally.tight).toBeGreaterThan(tally.all * 0.6);
  });
});

describe('TimeBound', () => {
  it('comes below seats without slots, turn by turn, and ends where no row is broken', async () => {
    const below = { turns: 0, sessions: 0 };
    for (const shape of ['S s3 hard', 'S s8 tight', 'S crunch', 'S mixed', 'M s3 hard', 'M rich']) {
      const problem = shapedGroups(SHAPES[shape], 1);
      const items = itemsOf(problem);
      const terms = groupPromiseTerms(problem, items);
      const timeBound = new TimeBound(problem, items, terms, 'points');
      const first = await timeBound.run(1, forever);
      const left = timeBound.left;
      const more = await timeBound.run(left, forever);
      if (left > 0 && more.best!.bound < first.best!.bound) below.turns++;
      expect(first.rounded, shape).toHaveLength(items.count);
      expect((await timeBound.run(0, forever)).best, shape).toBe(undefined);
      const sessions = await sessionBound(problem, items, terms, 'points', forever);
      expect((more.best ?? first.best)!.bound, shape).toBeLessThan(1.002 * sessions!.bound);
      if ((more.best ?? first.best)!.bound < sessions!.bound) below.sessions++;
      await timeBound.end();
    }
    expect(below.turns).toBeGreaterThan(1);
    expect(below.sessions).toBeGreaterThan(1);
  });

  it('is none where nobody waits', async () => {
    const problem = shapedGroups(SHAPES['S s3 hard'], 1);
    const items = itemsOf(problem);
    const timeBound = new TimeBound(problem, items, groupPromiseTerms(problem, items), 'points');
    expect(await timeBound.run(1, { stopped: true })).toEqual({ best: undefined, rounded: undefined });
    await timeBound.end();
  });
});
