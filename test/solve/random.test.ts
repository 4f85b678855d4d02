import { describe, expect, it } from 'vitest';
import { cooling, Random } from '../../src/solve/random.js';

const draw = <T>(count: number, next: () => T): T[] => Array.from({ length: count }, next);
const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;

describe('Random', () => {
  it('gives the same first numbers for a seed for ever', () => {
    const first = (seed: number) => {
      const random = new Random(seed);
      return [...draw(4, () => random.next()), random.below(100), random.exponential()];
    };
    expect(first(0)).toEqual([3822136429, 4266283186, 3507801389, 1853695396, 64, 0.48873261435201254]);
    expect(first(1)).toEqual([52107484, 3520520, 3760476048, 677231255, 76, 0.4405586077488192]);
    expect(first(42)).toEqual([271658881, 2061353271, 1466074086, 3890777989, 98, 0.2904528345536344]);
  });

  it('is uniform: chi-square of 64 classes, and of pairs', () => {
    const random = new Random(5);
    const counts = new Float64Array(64);
    const pairs = new Float64Array(64);
    for (let i = 0; i < 64_000; i++) {
      counts[random.below(64)]++;
      pairs[8 * random.below(8) + random.below(8)]++;
    }
    // 63 degrees of freedom: beyond 120 once in 100,000.
    for (const list of [counts, pairs]) {
      expect(list.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(120);
    }
  });

  it('below reaches every number and no other', () => {
    const random = new Random(9);
    for (const n of [1, 2, 7]) expect(new Set(draw(300, () => random.below(n)))).toEqual(new Set(Array(n).keys()));
  });

  it('exponential has mean 1 and tail e^-x', () => {
    const random = new Random(3);
    const drawn = draw(40_000, () => random.exponential());
    expect(mean(drawn)).toBeCloseTo(1, 1);
    for (const x of [0.5, 1, 3])
      expect(drawn.filter(one => one > x).length / drawn.length).toBeCloseTo(Math.exp(-x), 1.5);
    expect(Math.min(...drawn)).toBeGreaterThan(0);
  });
});

describe('cooling', () => {
  it('goes from the first temperature to the last by equal ratios', () => {
    for (const [first, last, steps] of [
      [0.8, 0.2, 200],
      [1000, 0.5, 50],
      [1, 1, 3],
    ]) {
      const list = cooling(first, last, steps);
      expect(list).toHaveLength(steps);
      expect(list[0]).toBe(first);
      expect(list[steps - 1] / last).toBeCloseTo(1, 9);
      for (let i = 2; i < steps; i++) expect(list[i] / list[i - 1]).toBeCloseTo(list[1] / list[0], 9);
    }
  });

  it('has one temperature for one step', () => {
    expect([...cooling(2, 1, 1)]).toEqual([2]);
  });
});
