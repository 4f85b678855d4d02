import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partOf } from '../../../src/solve/groups/program-part.js';
import { runs } from '../../helpers/runs.js';
import { arbProgram, pointsOf, worth } from '../programs.js';

describe('partOf', () => {
  it('has just the points of the whole program with the columns that are decided', () => {
    const tally = { none: 0, some: 0 };
    fc.assert(
      fc.property(
        arbProgram,
        fc.array(fc.constantFrom(-1, -1, 0, 1), { minLength: 5, maxLength: 5 }),
        (whole, drawn) => {
          const decided = Float64Array.from(drawn, (value, at) =>
            value < 0 ? Number.NaN : Math.min(value, whole.upper[at]),
          );
          const fitting = pointsOf(whole).filter(point =>
            point.every((x, at) => Number.isNaN(decided[at]) || decided[at] === x),
          );
          const part = partOf(whole, decided);
          const found = part ? pointsOf(part.model) : [];
          const completed = found.map(point => {
            const values = decided.slice();
            part!.columns.forEach((column, at) => {
              values[column] = point[at];
            });
            return values;
          });
          expect(completed.map(String).sort()).toEqual(fitting.map(String).sort());
          const rest = decided.reduce((sum, x, at) => (Number.isNaN(x) ? sum : sum + x * whole.cost[at]), 0);
          found.forEach((point, k) => {
            expect(worth(part!.model, point) + rest).toBe(worth(whole, completed[k]));
          });
          tally[found.length > 0 ? 'some' : 'none']++;
        },
      ),
      runs(200),
    );
    expect(tally.some).toBeGreaterThan(20);
    expect(tally.none).toBeGreaterThan(5);
  });
});
