import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign } from '../../src/solve/assignment.js';
import { runs } from '../helpers/runs.js';

/** Least cost over all ways to give rows from `row` on different columns. */
function leastCost(cost: readonly number[], n: number, m: number, row = 0, taken: readonly number[] = []): number {
  if (row === n) return 0;
  const columns = [...Array(m).keys()].filter(column => !taken.includes(column));
  return Math.min(
    ...columns.map(column => cost[row * m + column] + leastCost(cost, n, m, row + 1, [...taken, column])),
  );
}

describe('assign', () => {
  it('costs what the best of all permutations costs', () => {
    const size = fc.tuple(fc.nat(5), fc.nat(2)).map(([n, more]) => [n, n + more] as const);
    const table = size.chain(([n, m]) =>
      fc.tuple(fc.constant(n), fc.constant(m), fc.array(fc.nat(9), { minLength: n * m, maxLength: n * m })),
    );
    fc.assert(
      fc.property(table, ([n, m, cost]) => {
        const columns = assign(Float64Array.from(cost), n, m);
        expect(columns).toHaveLength(n);
        expect(new Set(columns).size).toBe(n);
        expect(columns.every(column => column >= 0 && column < m)).toBe(true);
        expect(columns.reduce((sum, column, row) => sum + cost[row * m + column], 0)).toBe(leastCost(cost, n, m));
      }),
      runs(200),
    );
  });

  it('uses no forbidden pair where it need not', () => {
    const X = 1e7;
    expect([...assign(Float64Array.of(0, 9, X, 0, X, X, X, 0, 3), 3, 3)]).toEqual([1, 0, 2]);
  });
});
