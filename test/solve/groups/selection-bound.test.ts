import { describe, expect, it } from 'vitest';
import { itemsOf } from '../../../src/solve/groups/items.js';
import { selectionBound } from '../../../src/solve/groups/selection-bound.js';
import { Dice } from '../../helpers/random.js';
import { bestOfAll } from './rules.js';
import { SHAPES, shapedGroups } from './shapes.js';
import { tinyGroups } from './tiny-groups.js';

const forever = { stopped: false };

describe('selectionBound', () => {
  it('is never below what trying everything finds, and often just that', async () => {
    let [tight, all] = [0, 0];
    for (let seed = 1; seed <= 25; seed++) {
      const problem = { ...tinyGroups(new Dice(seed), { people: 6, items: 6, slots: 3 }) };
      const { points } = bestOfAll({ ...problem, pairs: { ...problem.pairs, minMeetings: new Int32Array(6) } });
      const bound = await selectionBound(problem, itemsOf(problem), forever);
      expect(bound, `seed ${seed}`).toBeGreaterThanOrEqual(points);
      all++;
      if (bound === points) tight++;
    }
    expect(tight).toBeGreaterThan(all / 5);
  });

  it('is a number for every shape, and none where nobody waits', async () => {
    const problem = shapedGroups(SHAPES['S s3 hard'], 1);
    const items = itemsOf(problem);
    const bound = await selectionBound(problem, items, forever);
    expect(Number.isInteger(bound)).toBe(true);
    expect(bound).toBeLessThan(items.points.reduce((sum, points) => sum + points, 0));
    expect(await selectionBound(problem, items, { stopped: true })).toBe(Number.POSITIVE_INFINITY);
  });
});
