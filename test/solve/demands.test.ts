import { describe, expect, it } from 'vitest';
import { judgeDemands } from '../../src/solve/demands.js';
import { RowBuilder } from '../../src/solve/mip.js';
import { freshBudget } from './tiny.js';

/** Demands of one column each; `shared` lists columns of which at most so many are met. */
async function coreOf(demands: number, shared: readonly (readonly [columns: readonly number[], most: number])[]) {
  const rows = new RowBuilder();
  for (let column = 0; column < demands; column++) rows.add([column], 1, 1);
  for (const [columns, most] of shared) rows.add(columns, 0, most);
  const model = {
    cost: new Float64Array(demands),
    upper: new Float64Array(demands).fill(1),
    ...rows.build(),
    mostNodes: 0,
  };
  const answer = await judgeDemands({ model, demands: Int32Array.from(Array(demands).keys()) }, freshBudget());
  return answer?.core && [...answer.core];
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
});
