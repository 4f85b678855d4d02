import { describe, expect, it } from 'vitest';
import { Budget } from '../../../src/solve/budget.js';
import { Pace } from '../../../src/solve/selection/pace.js';
import { freshBudget } from '../tiny.js';

describe('Pace', () => {
  it('is due after the same work every time', async () => {
    const pace = new Pace(freshBudget());
    for (let turn = 0; turn < 2; turn++) {
      expect([pace.spend(999_999), pace.spend(1)]).toEqual([false, true]);
      expect(await pace.rest()).toBe(true);
    }
  });

  it('tells that the budget ran out', async () => {
    expect(await new Pace(new Budget({ effort: 'standard', timeLimitSeconds: 0 })).rest()).toBe(false);
  });
});
