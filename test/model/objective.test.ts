import { describe, expect, it } from 'vitest';
import { compareFigures, type Figures, statusOf, TIERS, type Tier, toObjective } from '../../src/model/objective.js';

const FIGURES: Figures = { promises: 5, points: 19, breaks: 1, idle: 2, moves: 1 };
const tiers = TIERS.map(({ tier }) => tier);

describe('compareFigures', () => {
  it('is 0 for the same figures', () => {
    expect(compareFigures(FIGURES, { ...FIGURES })).toBe(0);
  });

  it.each(TIERS)('says which is better in $tier', ({ tier, sense }) => {
    const better = { ...FIGURES, [tier]: FIGURES[tier] + (sense === 'max' ? 1 : -1) };
    expect(compareFigures(better, FIGURES)).toBeLessThan(0);
    expect(compareFigures(FIGURES, better)).toBeGreaterThan(0);
  });

  it('lets an earlier tier outweigh everything after it', () => {
    const better: Figures = { promises: 6, points: 0, breaks: 99, idle: 99, moves: 99 };
    expect(compareFigures(better, FIGURES)).toBeLessThan(0);
    expect(compareFigures({ ...FIGURES, breaks: 0, idle: 9, moves: 9 }, FIGURES)).toBeLessThan(0);
  });
});

describe('toObjective', () => {
  it('proves a tier only if its bound is met and all before it are proved', () => {
    const objective = toObjective(FIGURES, { ...FIGURES, points: 20 });
    expect(tiers.map(tier => objective[tier].proved)).toEqual([true, false, false, false, false]);
    expect(objective.points).toEqual({ value: 19, bound: 20, proved: false });
  });

  it('proves nothing without a bound', () => {
    const objective = toObjective(FIGURES, { ...FIGURES, breaks: null });
    expect(tiers.map(tier => objective[tier].proved)).toEqual([true, true, false, false, false]);
  });

  it('proves everything where every bound is met', () => {
    expect(Object.values(toObjective(FIGURES, FIGURES)).every(({ proved }) => proved)).toBe(true);
  });
});

describe('statusOf', () => {
  it.each<readonly [Tier, 'optimal' | 'feasible']>([
    ['promises', 'feasible'],
    ['points', 'feasible'],
    ['breaks', 'feasible'],
    ['idle', 'optimal'],
    ['moves', 'optimal'],
  ])('without a bound on %s is %s', (tier, status) => {
    expect(statusOf(toObjective(FIGURES, { ...FIGURES, [tier]: null }))).toBe(status);
  });
});
