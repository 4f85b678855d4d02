import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Budget } from '../../src/solve/budget.js';
import { type MipModel, MipSolver, RowBuilder } from '../../src/solve/mip.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { freshBudget } from './tiny.js';

const NODES = 1000;

function modelOf(cost: readonly number[], upper: readonly number[], rows: readonly Row[], mostNodes = NODES): MipModel {
  const builder = new RowBuilder();
  for (const { lower, most, weights } of rows) builder.add([...weights.keys()], lower, most, column => weights[column]);
  return { cost: Float64Array.from(cost), upper: Float64Array.from(upper), ...builder.build(), mostNodes };
}

interface Row {
  readonly lower: number;
  readonly most: number;
  readonly weights: readonly number[];
}

/** The best value over all whole points of the box; `undefined` if no point keeps the rows. */
function bruteValue(cost: readonly number[], upper: readonly number[], rows: readonly Row[]): number | undefined {
  const dot = (weights: readonly number[], x: readonly number[]): number =>
    weights.reduce((sum, weight, i) => sum + weight * x[i], 0);
  const points = upper.reduce<number[][]>(
    (all, most) => all.flatMap(x => Array.from({ length: most + 1 }, (_, value) => [...x, value])),
    [[]],
  );
  const kept = points.filter(x =>
    rows.every(({ lower, most, weights }) => lower <= dot(weights, x) && dot(weights, x) <= most),
  );
  return kept.length === 0 ? undefined : Math.max(...kept.map(x => dot(cost, x)));
}

/** The most of so many places of which no two neighbours are taken, in a graph by dice: it takes many branches. */
function independentSet(places: number, edges: number): MipModel {
  const dice = new Dice(5);
  const rows = Array.from({ length: edges }, () => {
    const [p, q] = [dice.below(places), dice.below(places - 1)];
    const weights = new Array<number>(places).fill(0);
    weights[p] = weights[q < p ? q : q + 1] = 1;
    return { lower: 0, most: 1, weights };
  });
  return modelOf(new Array<number>(places).fill(1), new Array<number>(places).fill(1), rows, 100_000);
}

describe('MipSolver', () => {
  const mips = new MipSolver();
  afterAll(() => mips.end());

  it('agrees with every whole point', async () => {
    const small = fc.integer({ min: -3, max: 6 });
    const row = fc
      .tuple(fc.array(small, { minLength: 4, maxLength: 4 }), fc.integer({ min: -4, max: 4 }), fc.nat(8))
      .map(([weights, lower, more]) => ({ weights, lower, most: lower + more }));
    const four = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 4, maxLength: 4 });
    const tally = { optimal: 0, infeasible: 0 };
    await fc.assert(
      fc.asyncProperty(
        four(small),
        four(fc.nat(2)),
        fc.array(row, { minLength: 1, maxLength: 4 }),
        async (cost, upper, rows) => {
          const answer = (await mips.solve(modelOf(cost, upper, rows), freshBudget()))!;
          const best = bruteValue(cost, upper, rows);
          if (best === undefined) {
            expect(answer.status).toBe('infeasible');
            tally.infeasible++;
            return;
          }
          expect(answer.status).toBe('optimal');
          const values = Array.from(answer.values!, Math.round);
          expect(cost.reduce((sum, one, i) => sum + one * values[i], 0)).toBe(best);
          expect(bruteValue(cost, upper, [...rows, { weights: cost, lower: best + 1, most: 1e9 }])).toBeUndefined();
          tally.optimal++;
        },
      ),
      runs(25),
    );
    expect(Math.min(tally.optimal, tally.infeasible)).toBeGreaterThan(2);
  });

  it('finds near the best fractions what keeps the rows, and never calls it the best', async () => {
    const tally = { best: 0, found: 0, split: 0, missing: 0 };
    const places = 12;
    await fc.assert(
      fc.asyncProperty(fc.nat(), async seed => {
        const dice = new Dice(seed);
        const rows = Array.from({ length: 14 }, () => {
          const weights = Array.from({ length: places }, () => (dice.below(4) === 0 ? 1 : 0));
          return { lower: 0, most: 1, weights: [...weights, 0] };
        });
        // Two of some places are promised; the last column takes up what is missing, at a price.
        const promised = Array.from({ length: places }, () => (dice.below(2) === 0 ? 1 : 0));
        rows.push({ lower: 0, most: places, weights: [...promised, -1] });
        const cost = [...Array.from({ length: places }, () => 1 + dice.below(9)), 20];
        const upper = [...new Array<number>(places).fill(1), 2];
        const builder = new RowBuilder();
        for (const { lower, most, weights } of rows) {
          const columns = [...weights.keys()].filter(column => weights[column] !== 0);
          builder.add(columns, lower, most, column => weights[column]);
        }
        const model: MipModel = {
          cost: Float64Array.from(cost),
          upper: Float64Array.from(upper),
          ...builder.build(),
          start: new Float64Array(places + 1),
          mostNodes: NODES,
          presolve: true,
          isNear: true,
        };
        const relaxed = (await mips.relax({ model }, freshBudget()))!;
        if (relaxed.values.some(value => Math.abs(value - Math.round(value)) > 1e-6)) tally.split++;
        const { status, values } = (await mips.solve(model, freshBudget()))!;
        expect(status).toBe('unknown');
        if (!values) return;
        tally.found++;
        const whole = Array.from(values, Math.round);
        for (const { weights, lower, most } of rows) {
          const sum = weights.reduce<number>((so, weight, i) => so + weight * whole[i], 0);
          expect(sum >= lower && sum <= most).toBe(true);
        }
        if (whole[places] < 2) tally.missing++;
        const worth = cost.reduce((sum, one, i) => sum + one * whole[i], 0);
        const best = bruteValue(cost, upper, rows)!;
        expect(worth).toBeLessThanOrEqual(best);
        if (worth === best) tally.best++;
      }),
      runs(60),
    );
    expect(Math.min(tally.split, tally.missing)).toBeGreaterThan(3);
    expect(tally.found).toBeGreaterThan(50);
    expect(tally.best).toBeGreaterThan(tally.found * 0.7);
  });

  it('ends with its budget', async () => {
    const stopped = new Budget({ effort: 'standard', timeLimitSeconds: 0 });
    const model = modelOf([1, 1], [1, 1], [{ lower: 0, most: 1, weights: [1, 1] }]);
    expect(await mips.solve(model, stopped)).toBeUndefined();
    // This one takes many branches.
    const late = new Budget({ effort: 'standard', timeLimitSeconds: 0.2 });
    expect(await mips.solve(independentSet(200, 800), late)).toBeUndefined();
    expect(late.stop).toBe('time-limit');
    // With the thread its linear program went.
    expect(await mips.relax({ bounds: { lower: new Float64Array(2), upper: model.upper } }, late)).toBeUndefined();
    expect((await mips.solve(model, freshBudget()))?.status).toBe('optimal');
  });

  it('takes no more iterations than it is allowed, to find, to refute and to relax', async () => {
    const model = independentSet(80, 240);
    const found = (await mips.solve(model, freshBudget()))!;
    const best = found.values!.reduce((sum, value) => sum + Math.round(value), 0);
    expect(found.status).toBe('optimal');
    expect(found.iterations).toBeGreaterThan(200);
    const proof = (await mips.refute(model, best + 1, freshBudget()))!;
    expect(proof).toMatchObject({ refuted: true });
    expect(proof.iterations).toBeGreaterThan(200);
    const relaxed = (await mips.relax({ model }, freshBudget()))!;
    expect(relaxed.solved).toBe(true);
    expect(relaxed.iterations).toBeGreaterThan(20);

    const few = new MipSolver();
    try {
      few.allow(proof.iterations - 1);
      const cut = (await few.refute(model, best + 1, freshBudget()))!;
      expect(cut.refuted).toBe(false);
      expect(cut.iterations).toBeLessThan(proof.iterations);
      few.allow(10);
      expect(await few.relax({ model }, freshBudget())).toMatchObject({ solved: false, iterations: 10 });
      expect(few.mayGoOn).toBe(false);
      expect(await few.relax({ model }, freshBudget())).toMatchObject({ solved: false, iterations: 0 });
      expect(await few.refute(model, best + 1, freshBudget())).toEqual({ refuted: false, iterations: 0 });
      expect(await few.solve(model, freshBudget())).toMatchObject({ status: 'unknown', values: undefined });
      few.allow(20);
      const sooner = (await few.solve(model, freshBudget()))!;
      expect(sooner.status).toBe('unknown');
      expect(sooner.iterations).toBeLessThan(found.iterations);
      // The next step begins where the last one was: with enough of them it comes to its end.
      few.allow(10 * relaxed.iterations);
      expect(await few.relax({ model }, freshBudget())).toMatchObject({ solved: true });
    } finally {
      await few.end();
    }
  });
});

describe('RowBuilder', () => {
  it('lays rows one after the other', () => {
    const rows = new RowBuilder();
    rows.add([2, 0], 1, 2);
    rows.add([], 0, 0);
    rows.add([1], -1, 5, column => column * 3);
    expect(rows.build()).toEqual({
      starts: Int32Array.of(0, 2, 2, 3),
      indices: Int32Array.of(2, 0, 1),
      values: Float64Array.of(1, 1, 3),
      rowLower: Float64Array.of(1, 0, -1),
      rowUpper: Float64Array.of(2, 0, 5),
    });
  });
});
