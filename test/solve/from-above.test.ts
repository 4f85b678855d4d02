import { describe, expect, it } from 'vitest';
import type { Annealer } from '../../src/solve/anneal.js';
import { askFromAbove, fromAbove } from '../../src/solve/from-above.js';

describe('askFromAbove', () => {
  /** Asks about an event whose best schedule is worth `best`, from one of `points` on; the values asked about. */
  async function asked(best: number, points: number, open = Number.NEGATIVE_INFINITY): Promise<number[]> {
    const annealer = { done: false, standing: { promises: 3, points } };
    const values: number[] = [];
    const ask = async (value: number) => {
      values.push(value);
      if (value < open) return { slotOf: undefined, proved: false };
      if (value >= best) {
        annealer.done = value === annealer.standing.points;
        return { slotOf: undefined, proved: true };
      }
      annealer.standing.points = value + 1;
      return { slotOf: new Int32Array(0), proved: false };
    };
    const about = { bound: 100, step: 1, target: 3 };
    await askFromAbove(about, annealer as unknown as Annealer, ask, { stopped: false });
    return values;
  }

  it('asks for less and less, and for more once there is something', async () => {
    expect([...fromAbove(100, 1)]).toEqual([100, 99, 97, 93]);
    expect(await asked(95, 80)).toEqual([99, 98, 96, 92, 93, 94, 95]);
  });

  it('ends where what is found is not taken', async () => {
    const annealer = { done: false, standing: { promises: 3, points: 80 } } as unknown as Annealer;
    const values: number[] = [];
    const ask = async (value: number) => {
      values.push(value);
      return { slotOf: new Int32Array(0), proved: false };
    };
    await askFromAbove({ bound: 100, step: 1, target: 3 }, annealer, ask, { stopped: false });
    expect(values).toEqual([99]);
  });

  it('never asks for less than there is, and ends with a question that stays open', async () => {
    expect(await asked(98, 97)).toEqual([99, 98, 97, 98]);
    expect(await asked(95, 80, 97)).toEqual([99, 98, 96]);
  });
});
