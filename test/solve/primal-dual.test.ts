import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxOf, exactBound, withRows } from '../../src/solve/exact.js';
import { Relaxation } from '../../src/solve/groups/relaxation.js';
import { type MipModel, RowBuilder } from '../../src/solve/mip.js';
import { PrimalDual } from '../../src/solve/primal-dual.js';
import { runs } from '../helpers/runs.js';
import { arbProgram, worth } from './programs.js';

const forever = { stopped: false };
const NONE = { lower: new Float64Array(0), upper: new Float64Array(0) };
const STEPS = 5000;

/** What HiGHS says the best fractions are worth; `undefined` where there are none. */
async function bestOf(model: MipModel): Promise<number | undefined> {
  const relaxation = new Relaxation({ model, columns: new Int32Array(0) });
  try {
    const answer = await relaxation.solve(NONE, forever);
    return answer?.kind === 'solved' ? worth(model, answer.values) : undefined;
  } finally {
    await relaxation.end();
  }
}

/** By how much the worst row is exceeded. */
function beyond(model: MipModel, x: Float64Array): number {
  let most = 0;
  for (let row = 0; row < model.rowLower.length; row++) {
    let sum = 0;
    for (let k = model.starts[row]; k < model.starts[row + 1]; k++) sum += model.values[k] * x[model.indices[k]];
    most = Math.max(most, model.rowLower[row] - sum, sum - model.rowUpper[row]);
  }
  return most;
}

/** Meetings of people in slots: nobody twice in one, and so many in each. */
function timetable(people: number, slots: number, most: number): MipModel {
  const columns: { readonly a: number; readonly b: number; readonly t: number; readonly points: number }[] = [];
  for (let a = 0; a < people; a++)
    for (let b = a + 1; b < people; b++)
      if ((7 * a + 3 * b) % 5 < 3)
        for (let t = 0; t < slots; t++) columns.push({ a, b, t, points: 1 + ((5 * a + 11 * b) % 13) });
  const rows = new RowBuilder();
  const where = (test: (one: (typeof columns)[number]) => boolean): number[] =>
    [...columns.keys()].filter(k => test(columns[k]));
  for (let p = 0; p < people; p++)
    for (let t = 0; t < slots; t++)
      rows.add(
        where(one => one.t === t && (one.a === p || one.b === p)),
        Number.NEGATIVE_INFINITY,
        1,
      );
  for (let t = 0; t < slots; t++)
    rows.add(
      where(one => one.t === t),
      Number.NEGATIVE_INFINITY,
      most,
    );
  for (let a = 0; a < people; a++)
    for (let b = a + 1; b < people; b++) {
      const own = where(one => one.a === a && one.b === b);
      if (own.length > 0) rows.add(own, 0, 1);
    }
  const cost = Float64Array.from(columns, ({ points }) => points);
  return { cost, upper: new Float64Array(columns.length).fill(1), ...rows.build(), mostNodes: 0 };
}

describe('PrimalDual', () => {
  it('comes to the values and prices of small programs, whose rows bind from either side', async () => {
    const tally = { solved: 0, bounded: 0 };
    await fc.assert(
      fc.asyncProperty(arbProgram, async model => {
        const best = await bestOf(model);
        if (best === undefined) return;
        tally.solved++;
        const solver = new PrimalDual(model);
        solver.run(STEPS);
        expect(beyond(model, solver.values)).toBeLessThan(0.02);
        expect(Math.abs(worth(model, solver.values) - best)).toBeLessThan(0.02 * (1 + Math.abs(best)));
        const bound = exactBound(model, boxOf(model), solver.prices, 0);
        expect(bound!.gap).toBeGreaterThan(best - 1e-6);
        if (bound!.gap < best + 0.02 * (1 + Math.abs(best))) tally.bounded++;
      }),
      runs(60),
    );
    expect(tally.solved).toBeGreaterThan(20);
    expect(tally.bounded).toBe(tally.solved);
  });

  it('says by its prices what fractions of a timetable are worth at most, and goes on from there with more rows', async () => {
    const model = timetable(24, 5, 7);
    const solver = new PrimalDual(model);
    const steps = solver.run(STEPS);
    expect(steps).toBeLessThan(STEPS);
    const best = (await bestOf(model))!;
    const gapOf = (program: MipModel): number => exactBound(program, boxOf(program), solver.prices, 0)!.gap;
    expect(gapOf(model)).toBeGreaterThanOrEqual(best - 1e-6);
    expect(gapOf(model)).toBeLessThan(best * 1.001);
    const rows = new RowBuilder();
    rows.add([...model.cost.keys()], Number.NEGATIVE_INFINITY, 20);
    const more = withRows(model, rows.build());
    solver.take(more);
    solver.run(STEPS);
    const less = (await bestOf(more))!;
    expect(less).toBeLessThan(best * 0.9);
    expect(gapOf(more)).toBeGreaterThanOrEqual(less - 1e-6);
    expect(gapOf(more)).toBeLessThan(less * 1.001);
    // A row that takes little away is paid for in a part of the steps that a beginning from nothing takes.
    const bit = new RowBuilder();
    bit.add([...model.cost.keys()], Number.NEGATIVE_INFINITY, 19.9);
    const narrower = withRows(more, bit.build());
    const anew = new PrimalDual(narrower).run(STEPS);
    solver.take(narrower);
    const on = solver.run(STEPS);
    expect(on).toBeLessThan(anew);
  });

  it('takes ends that no row can reach for none', () => {
    const model = timetable(16, 4, 5);
    const rows = new RowBuilder();
    rows.add([...model.cost.keys()], -(2 ** 30), 2 ** 30);
    const [ended, open] = [withRows(model, rows.build()), model].map(program => {
      const solver = new PrimalDual(program);
      return [solver.run(STEPS), exactBound(program, boxOf(program), solver.prices, 0)!.gap];
    });
    expect(ended[1]).toBeLessThan(open[1] * 1.001);
    expect(ended[0]).toBeLessThan(2 * open[0]);
  });

  it('keeps within other bounds of some columns', () => {
    const model = timetable(12, 3, 4);
    const solver = new PrimalDual(model);
    const columns = Int32Array.from({ length: 6 }, (_, k) => 5 * k);
    const lower = Float64Array.from(columns, (_, k) => (k === 2 ? 1 : 0));
    const upper = Float64Array.from(columns, (_, k) => (k === 2 ? 1 : 0));
    solver.bound(columns, lower, upper);
    solver.run(STEPS);
    expect(Array.from(columns, column => Math.round(1e6 * solver.values[column]) / 1e6)).toEqual([0, 0, 1, 0, 0, 0]);
    expect(beyond(model, solver.values)).toBeLessThan(0.02);
  });

  it.each([
    ['has nothing to gain', 0],
    ['may have everything', 5],
  ])('ends where one %s', (_, points) => {
    const rows = new RowBuilder();
    rows.add([0, 1, 2], 0, points === 0 ? 1 : 3);
    const model = {
      cost: new Float64Array(3).fill(points),
      upper: new Float64Array(3).fill(1),
      ...rows.build(),
      mostNodes: 0,
    };
    const solver = new PrimalDual(model);
    expect(solver.run(STEPS)).toBeLessThan(STEPS);
    expect(worth(model, solver.values)).toBeCloseTo(3 * points, 3);
    expect(exactBound(model, boxOf(model), solver.prices, 0)!.gap).toBeCloseTo(3 * points, 3);
  });

  it('has values open rows', () => {
    const none = new RowBuilder().build();
    const model = { cost: Float64Array.of(2, -1), upper: Float64Array.of(3, 3), ...none, mostNodes: 0 };
    const solver = new PrimalDual(model);
    solver.run(STEPS);
    expect(Array.from(solver.values)).toEqual([3, 0]);
  });

  it('gives the same numbers each time', () => {
    const [one, two] = [1, 2].map(() => {
      const solver = new PrimalDual(timetable(16, 4, 5));
      solver.run(300);
      return [Array.from(solver.values), Array.from(solver.prices)];
    });
    expect(one).toEqual(two);
  });
});
