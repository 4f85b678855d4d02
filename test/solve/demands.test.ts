import { describe, expect, it } from 'vitest';
import { type DemandQuestion, judgeDemands } from '../../src/solve/demands.js';
import { RowBuilder } from '../../src/solve/mip.js';
import { freshBudget } from './tiny.js';

type Shared = readonly (readonly [columns: readonly number[], most: number])[];

/** Demands of one column each; `shared` lists columns of which at most so many are met. */
async function coreOf(demands: number, shared: Shared, asked: Partial<DemandQuestion> = {}) {
  const answer = await answerTo(demands, shared, asked);
  if (answer?.core && asked.many === undefined) expect(answer.isSmallest).toBe(true);
  return answer?.core && [...answer.core];
}

function answerTo(demands: number, shared: Shared, asked: Partial<DemandQuestion>) {
  const rows = new RowBuilder();
  for (let column = 0; column < demands; column++) rows.add([column], 0, 1);
  for (const [columns, most] of shared) rows.add(columns, 0, most);
  const model = {
    cost: new Float64Array(demands),
    upper: new Float64Array(demands).fill(1),
    ...rows.build(),
    mostNodes: 0,
  };
  const question = { model, demands: Int32Array.from(Array(demands).keys()), ...asked };
  return judgeDemands(question, freshBudget());
}

describe('judgeDemands', () => {
  it('has nothing to say where all can be met', async () => {
    expect(await coreOf(3, [[[0, 1, 2], 3]])).toBeUndefined();
    expect(await coreOf(3, [])).toBeUndefined();
  });

  it('names demands of which none is to spare', async () => {
    expect(
      await coreOf(5, [
        [[1, 3, 4], 2],
        [[0, 1], 2],
      ]),
    ).toEqual([1, 3, 4]);
    expect(await coreOf(3, [[[2], 0]])).toEqual([2]);
  });

  it('names one contradiction of several', async () => {
    const core = await coreOf(6, [
      [[0, 5], 1],
      [[1, 2, 3], 2],
    ]);
    expect([
      [0, 5],
      [1, 2, 3],
    ]).toContainEqual(core);
  });

  it('demands nothing beside the demands', async () => {
    const shared: Shared = [
      [[0, 1], 1],
      [[2, 3, 4], 2],
    ];
    expect(await coreOf(5, shared, { demands: Int32Array.of(0, 2, 3) })).toBeUndefined();
    expect(await coreOf(5, shared, { demands: Int32Array.of(0, 1, 3) })).toEqual([0, 1]);
  });

  it('names one of earlier rows rather than of later ones', async () => {
    expect(await coreOf(60, [[Array.from(Array(60).keys()), 40]])).toEqual(Array.from(Array(41).keys()));
  });

  it('tries none of many by itself, and none that is known to be needed', async () => {
    const shared: Shared = [
      [[0, 1, 2, 3], 3],
      [[4, 5, 6], 2],
    ];
    const many = await coreOf(7, shared, { many: 3 });
    expect(await answerTo(7, shared, { many: 3 })).toMatchObject({ isSmallest: false });
    expect(await answerTo(7, shared, { many: 8 })).toMatchObject({ isSmallest: true });
    expect([
      [0, 1, 2, 3],
      [4, 5, 6],
      [0, 1, 2, 3, 4, 5, 6],
    ]).toContainEqual(many);
    expect(await coreOf(7, shared, { needed: Int32Array.of(4, 5, 6) })).toEqual([4, 5, 6]);
    const one = shared.slice(1);
    expect(await answerTo(7, one, { many: 2 })).toMatchObject({ isSmallest: false });
    expect(await answerTo(7, one, { many: 2, needed: Int32Array.of(4, 5) })).toMatchObject({ isSmallest: true });
    // On no word but its own: a row that is not needed stays in.
    expect(await coreOf(7, shared.slice(0, 1), { needed: Int32Array.of(5) })).toEqual([0, 1, 2, 3]);
  });
});
