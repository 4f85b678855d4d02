import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Relaxation, type RelaxationAnswer } from '../../../src/solve/groups/relaxation.js';
import { type MipModel, RowBuilder } from '../../../src/solve/mip.js';
import { runs } from '../../helpers/runs.js';
import { arbProgram, pointsOf } from '../programs.js';

const forever = { stopped: false };

/** The answer where each column stays within these ends. */
async function answerOf(model: MipModel, lower: Float64Array, upper: Float64Array): Promise<RelaxationAnswer> {
  const relaxation = new Relaxation({ model, columns: Int32Array.from(model.cost.keys()) });
  try {
    return (await relaxation.solve({ lower, upper }, forever))!;
  } finally {
    await relaxation.end();
  }
}

describe('Relaxation', () => {
  it('says that nothing is left only where it is so, and nearly always then', async () => {
    const tally = { empty: 0, unknown: 0, solved: 0 };
    const arbFixed = fc.array(fc.constantFrom(-1, -1, 0, 1), { minLength: 5, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(arbProgram, arbFixed, async (model, fixed) => {
        const lower = Float64Array.from(fixed, (value, at) => Math.min(Math.max(0, value), model.upper[at]));
        const upper = Float64Array.from(fixed, (value, at) => (value < 0 ? model.upper[at] : lower[at]));
        const { kind } = await answerOf(model, lower, upper);
        tally[kind]++;
        if (kind !== 'empty') return;
        const left = pointsOf(model).filter(point => point.every((x, at) => lower[at] <= x && x <= upper[at]));
        expect(left).toEqual([]);
      }),
      runs(60),
    );
    expect(tally.empty).toBeGreaterThan(5);
    expect(tally.solved).toBeGreaterThan(5);
    expect(tally.unknown).toBeLessThanOrEqual(tally.empty / 5);
  });

  it('has no answer once its iterations are used up', async () => {
    const rows = new RowBuilder();
    const columns = 40;
    for (let at = 0; at < columns; at += 2) rows.add([at, at + 1], 0, 1);
    const ones = new Float64Array(columns).fill(1);
    const model = { cost: ones, upper: ones, ...rows.build(), mostNodes: 0 };
    const none = { lower: new Float64Array(0), upper: new Float64Array(0) };
    const kinds = await Promise.all(
      [0, 3, 1000].map(async iterations => {
        const relaxation = new Relaxation({ model, columns: new Int32Array(0) }, iterations);
        const answer = await relaxation.solve(none, forever);
        const again = await relaxation.solve(none, forever);
        await relaxation.end();
        return [answer?.kind, again?.kind];
      }),
    );
    expect(kinds).toEqual([
      ['unknown', 'unknown'],
      ['unknown', 'unknown'],
      ['solved', 'solved'],
    ]);
  });

  it.each([2, 6000])('prices what binds from above above 0, and from below below 0: %i columns', async columns => {
    const rows = new RowBuilder();
    const all = Array.from({ length: columns }, (_, at) => at);
    // The first column is worth 3, and one of it is enough; the last costs 2, and one of it is demanded.
    rows.add(all.slice(0, -1), 0, 1);
    rows.add(all.slice(-1), 1, Number.POSITIVE_INFINITY);
    const cost = Float64Array.from(all, at => (at === columns - 1 ? -2 : 3 - (at > 0 ? 1 : 0)));
    const model = { cost, upper: new Float64Array(columns).fill(5), ...rows.build(), mostNodes: 0 };
    const answer = await answerOf(model, new Float64Array(columns), model.upper);
    const prices = answer.kind === 'solved' ? Array.from(answer.prices, Math.round) : [];
    expect(prices).toEqual([3, -2]);
  });

  it('solves a very large program again with more rows, and then as it is', async () => {
    const columns = 15_000;
    const rows = new RowBuilder();
    for (let at = 0; at < columns; at += 2) rows.add([at, at + 1], 0, 1);
    const ones = new Float64Array(columns).fill(1);
    const none = { lower: new Float64Array(0), upper: new Float64Array(0) };
    const model = { cost: ones, upper: ones, ...rows.build(), mostNodes: 0 };
    const relaxation = new Relaxation({ model, columns: new Int32Array(0) });
    const solve = async (): Promise<readonly [number, number]> => {
      const answer = await relaxation.solve(none, forever);
      if (answer?.kind !== 'solved') throw new Error('no answer');
      return [Math.round(answer.values.reduce((sum, x) => sum + x, 0)), Math.round(answer.prices.at(-1)!)];
    };
    try {
      expect(await solve()).toEqual([columns / 2, 1]);
      const all = new RowBuilder();
      all.add([...ones.keys()], 0, 100);
      relaxation.add(all.build());
      expect(await solve()).toEqual([100, 1]);
      expect(await solve()).toEqual([100, 1]);
    } finally {
      await relaxation.end();
    }
  });
});
