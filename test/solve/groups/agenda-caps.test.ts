import { describe, expect, it } from 'vitest';
import { keepGroupCaps } from '../../../src/solve/groups/agenda-caps.js';
import { Dice } from '../../helpers/random.js';
import { faultsOf, worthOf } from './rules.js';
import { agendasOf, demandsIn, someSchedule, tinyAgendas } from './tiny-agendas.js';

describe('keepGroupCaps', () => {
  it('keeps caps and all other rules, gives no demand up, and fails only where demands are in the way', () => {
    const tally = { kept: 0, paid: 0, failed: 0 };
    for (let seed = 1; seed <= 600; seed++) {
      const dice = new Dice(seed);
      const problem = tinyAgendas(dice, { people: 8, items: 14, slots: 5, musts: seed % 2 === 0, caps: true });
      const state = someSchedule(problem, dice);
      const demands = demandsIn(problem, state.slotOf);
      if (agendasOf(problem, state.slotOf).overCap === 0) continue;
      const { points } = state;
      const kept = keepGroupCaps(state);
      expect(faultsOf(problem, state.slotOf)).toEqual([]);
      expect(worthOf(problem, state.slotOf).short).toBe(0);
      expect(demandsIn(problem, state.slotOf)).toBeGreaterThanOrEqual(demands);
      expect(agendasOf(problem, state.slotOf).overCap === 0).toBe(kept);
      tally[kept ? 'kept' : 'failed']++;
      if (kept && state.points < points) tally.paid++;
      if (!kept) expect(problem.pairs.must.includes(1) || problem.seatMust.includes(1) || demands > 0).toBe(true);
    }
    expect(tally.kept).toBeGreaterThan(40);
    expect(tally.paid).toBeGreaterThan(10);
    expect(tally.failed).toBeGreaterThan(0);
  });
});
