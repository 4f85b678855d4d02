import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/model/problem.js';
import { Budget } from '../../src/solve/budget.js';
import { unionsOfRelaxation } from '../../src/solve/limit-rows.js';
import { countUnions } from '../../src/solve/short-unions.js';
import { makeEvent } from '../helpers/event.js';
import { Dice } from '../helpers/random.js';
import { conversations } from '../helpers/speech.js';
import { problemOf } from './tiny.js';

const TONGUES = ['de', 'en', 'es', 'fr', 'it', 'ja'];

/** Pairs of two languages each, and interpreters of three, who may work in a row or not. */
function spoken(dice: Dice, maxConsecutive: number | undefined): Problem {
  const pairs = Array.from({ length: 24 }, () => dice.shuffled(TONGUES).slice(0, 2));
  return problemOf(
    makeEvent({
      ...conversations(pairs),
      slots: 2,
      interpreters: Array.from({ length: 12 }, (_, i) => ({
        ...{ id: `I${i}`, languages: dice.shuffled(TONGUES).slice(0, 3), maxConsecutive },
      })),
    }),
  );
}

const isSubset = (some: readonly number[], all: readonly number[]): boolean => some.every(one => all.includes(one));

describe('unionsOfRelaxation', () => {
  it('names interpreters that are fewer than the meetings which need one of them', async () => {
    let named = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const problem = spoken(new Dice(seed), seed % 2 === 0 ? 1 : undefined);
      const { rooms, interpreters } = await unionsOfRelaxation(problem, new Budget({ effort: 'quick' }));
      expect(rooms).toEqual([]);
      if (problem.hasAllLimits) expect(interpreters).toEqual([]);
      const sets = Array.from(problem.kind, one => problem.kindInterpreters[one]).filter(set => set.length > 0);
      for (const union of interpreters) {
        named++;
        // Each serves one meeting a slot; with rests, of two slots one.
        expect(sets.filter(set => isSubset(set, union)).length).toBeGreaterThan(union.length / 2);
      }
    }
    expect(named).toBeGreaterThan(10);
  });

  it('names none where time is over', async () => {
    const budget = new Budget({ effort: 'standard', signal: AbortSignal.abort() });
    expect(countUnions(await unionsOfRelaxation(spoken(new Dice(2), 1), budget))).toBe(0);
  });
});
