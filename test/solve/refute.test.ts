import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { keeps } from '../../src/solve/exact.js';
import { MipSolver, RowBuilder } from '../../src/solve/mip.js';
import { runs } from '../helpers/runs.js';
import { arbProgram, pointsOf, programOf, worth } from './programs.js';
import { freshBudget } from './tiny.js';

describe('MipSolver.refute', () => {
  const mips = new MipSolver();
  afterAll(() => mips.end());

  it('refutes what no whole point is worth, and finds a point where one is', async () => {
    const tally = { empty: 0, refuted: 0 };
    await fc.assert(
      fc.asyncProperty(arbProgram, async model => {
        const values = pointsOf(model).map(point => worth(model, point));
        const best = values.length === 0 ? -100 : Math.max(...values);
        expect(await mips.refute(model, best + 1, freshBudget())).toMatchObject({ refuted: true });
        tally.refuted++;
        if (values.length === 0) {
          tally.empty++;
          return;
        }
        const { refuted, values: point } = (await mips.refute(model, best, freshBudget()))!;
        expect(refuted).toBe(false);
        expect(keeps(model, point!) && worth(model, point!)).toBe(best);
      }),
      runs(300),
    );
    expect(tally.empty).toBeGreaterThan(5);
    expect(tally.refuted - tally.empty).toBeGreaterThan(5);
  });

  it('refutes nothing where numbers are not whole, or branches run out', async () => {
    const odd = { lower: 0, most: 1, weights: [1, 1, 0] };
    const triangle = [odd, { ...odd, weights: [1, 0, 1] }, { ...odd, weights: [0, 1, 1] }];
    const model = programOf([1, 1, 1], [1, 1, 1], triangle);
    expect(await mips.refute(model, 2, freshBudget())).toMatchObject({ refuted: true });
    expect(await mips.refute({ ...model, upper: Float64Array.of(1, 1, 0.5) }, 2, freshBudget())).toMatchObject({
      refuted: false,
    });
    // One and a half are possible in fractions: the first branch alone decides nothing about 1.
    expect(await mips.refute({ ...model, mostNodes: 0 }, 2, freshBudget())).toMatchObject({ refuted: false });
  });

  it('says what nothing is worth more than by the first solution in fractions', async () => {
    let tight = 0;
    await fc.assert(
      fc.asyncProperty(arbProgram, async model => {
        const values = pointsOf(model).map(point => worth(model, point));
        fc.pre(values.length > 0);
        const best = Math.max(...values);
        const answer = await mips.refute({ ...model, mostNodes: 1 }, -1000, freshBudget());
        if (answer?.most === undefined) return;
        expect(answer.most).toBeGreaterThanOrEqual(best);
        if (answer.most === best) tight++;
      }),
      runs(100),
    );
    expect(tight).toBeGreaterThan(5);
  });

  it('refutes as surely where points are large', async () => {
    await fc.assert(
      fc.asyncProperty(arbProgram, async model => {
        const large = { ...model, cost: model.cost.map(value => value * 2 ** 34 + Math.sign(value)) };
        const values = pointsOf(large).map(point => worth(large, point));
        fc.pre(values.length > 0);
        const best = Math.max(...values);
        expect(await mips.refute(large, best + 2 ** 33, freshBudget())).toMatchObject({ refuted: true });
        expect((await mips.refute(large, best, freshBudget()))?.refuted).toBe(false);
      }),
      runs(60),
    );
  });

  it('does not refute a value that HiGHS denies and that is attained', async () => {
    // HiGHS 1.15 calls this program infeasible with a row that asks for 294, and HiGHS 1.10 finds a solution of that value.
    interface Stored {
      readonly cost: number[];
      readonly upper: number[];
      readonly rows: [lower: number | null, upper: number | null, terms: number[]][];
    }
    const file = new URL('./programs/called-infeasible.json', import.meta.url);
    const { cost, upper, rows } = JSON.parse(readFileSync(file, 'utf8')) as Stored;
    const builder = new RowBuilder();
    for (const [lower, most, terms] of rows) {
      const weights = new Map<number, number>();
      for (let k = 0; k < terms.length; k += 2) weights.set(terms[k], terms[k + 1]);
      builder.add(
        [...weights.keys()],
        lower ?? Number.NEGATIVE_INFINITY,
        most ?? Number.POSITIVE_INFINITY,
        column => weights.get(column)!,
      );
    }
    const all = { cost: Float64Array.from(cost), upper: Float64Array.from(upper), ...builder.build(), mostNodes: 40 };
    expect((await mips.refute(all, 294, freshBudget()))?.refuted).toBe(false);
    expect((await mips.refute(all, 297, freshBudget()))?.refuted).toBe(true);
  });
});
