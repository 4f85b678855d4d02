import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type MipModel, MipSolver, RowBuilder } from '../../src/solve/mip.js';
import { boxOf, exactBound, isEmpty, keeps } from '../../src/solve/refute.js';
import { runs } from '../helpers/runs.js';
import { freshBudget } from './tiny.js';

interface Row {
  readonly lower: number;
  readonly most: number;
  readonly weights: readonly number[];
}

function modelOf(cost: readonly number[], upper: readonly number[], rows: readonly Row[], mostNodes = 5000): MipModel {
  const builder = new RowBuilder();
  for (const { lower, most, weights } of rows) builder.add([...weights.keys()], lower, most, column => weights[column]);
  return { cost: Float64Array.from(cost), upper: Float64Array.from(upper), ...builder.build(), mostNodes };
}

/** Every whole point of the box that keeps the rows. */
function pointsOf(model: MipModel): Float64Array[] {
  const all = [...model.upper].reduce<number[][]>(
    (found, most) => found.flatMap(x => Array.from({ length: most + 1 }, (_, value) => [...x, value])),
    [[]],
  );
  return all.map(x => Float64Array.from(x)).filter(x => keeps(model, x));
}

const worth = ({ cost }: MipModel, x: Float64Array): number => x.reduce((sum, value, i) => sum + value * cost[i], 0);

const list = <T>(item: fc.Arbitrary<T>, length: number) => fc.array(item, { minLength: length, maxLength: length });
const arbModel = fc
  .tuple(
    list(fc.integer({ min: -3, max: 6 }), 5),
    list(fc.nat(2), 5),
    fc.array(
      fc
        .tuple(
          fc.oneof(list(fc.integer({ min: -3, max: 6 }), 5), list(fc.constantFrom(0, 1), 5)),
          fc.integer({ min: -4, max: 4 }),
          fc.oneof(fc.nat(5), fc.constant(Number.POSITIVE_INFINITY)),
        )
        .map(([weights, lower, more]) => ({ weights, lower, most: lower + more })),
      { minLength: 1, maxLength: 5 },
    ),
  )
  .map(([cost, upper, rows]) => modelOf(cost, upper, rows));

describe('exactBound', () => {
  it('is exceeded by no point, whatever the prices', () => {
    const price = fc.double({ min: -8, max: 8, noNaN: true });
    fc.assert(
      fc.property(arbModel, fc.array(price, { minLength: 5, maxLength: 5 }), (model, prices) => {
        const exact = exactBound(model, boxOf(model), Float64Array.from(prices).slice(0, model.rowLower.length), 1)!;
        for (const point of pointsOf(model)) expect(worth(model, point) * 2 ** 20).toBeLessThanOrEqual(exact.bound);
      }),
      runs(300),
    );
  });

  it('claims nothing beyond the exact range of doubles, nor from what is no number', () => {
    const model = modelOf([1], [1], [{ lower: 0, most: 1, weights: [1] }]);
    for (const price of [2 ** 40, Number.NaN])
      expect(exactBound(model, boxOf(model), Float64Array.of(price), 1)).toBeUndefined();
  });
});

describe('isEmpty', () => {
  it('believes no ray: it is right or not', () => {
    const ray = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 5, maxLength: 5 });
    let empty = 0;
    fc.assert(
      fc.property(arbModel, ray, (model, values) => {
        const said = isEmpty(model, boxOf(model), {
          values: Float64Array.from(values).slice(0, model.rowLower.length),
        });
        if (!said) return;
        empty++;
        expect(pointsOf(model)).toEqual([]);
      }),
      runs(500),
    );
    expect(empty).toBeGreaterThan(5);
    const two = { lower: 2, most: 2, weights: [1, 1] };
    const model = modelOf([1, 1], [1, 1], [two, { ...two, lower: 0, most: 1 }]);
    expect(isEmpty(model, boxOf(model), undefined)).toBe(false);
    expect(isEmpty(model, boxOf(model), { values: Float64Array.of(0, 0) })).toBe(false);
    expect(isEmpty(model, boxOf(model), { values: Float64Array.of(-1, 1) })).toBe(true);
    expect(isEmpty(model, boxOf(model), { values: Float64Array.of(1, -1) })).toBe(true);
  });
});

describe('MipSolver.refute', () => {
  const mips = new MipSolver();
  afterAll(() => mips.end());

  it('refutes what no whole point is worth, and finds a point where one is', async () => {
    const tally = { empty: 0, refuted: 0 };
    await fc.assert(
      fc.asyncProperty(arbModel, async model => {
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

  it('refutes nothing where numbers are not whole, columns need not be, or branches run out', async () => {
    const odd = { lower: 0, most: 1, weights: [1, 1, 0] };
    const triangle = [odd, { ...odd, weights: [1, 0, 1] }, { ...odd, weights: [0, 1, 1] }];
    const model = modelOf([1, 1, 1], [1, 1, 1], triangle);
    expect(await mips.refute(model, 2, freshBudget())).toMatchObject({ refuted: true });
    expect(await mips.refute({ ...model, upper: Float64Array.of(1, 1, 0.5) }, 2, freshBudget())).toMatchObject({
      refuted: false,
    });
    expect(await mips.refute({ ...model, integer: Uint8Array.of(1, 1, 0) }, 2, freshBudget())).toMatchObject({
      refuted: false,
    });
    // One and a half are possible in fractions: the first branch alone decides nothing about 1.
    expect(await mips.refute({ ...model, mostNodes: 0 }, 2, freshBudget())).toMatchObject({ refuted: false });
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
