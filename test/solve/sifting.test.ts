import { expect, it, vi } from 'vitest';
import { firstSelection } from '../../src/solve/first-selection.js';
import { MeetingWork } from '../../src/solve/meeting-work.js';
import { SIFT_FROM } from '../../src/solve/price-space.js';
import { PriceSearch } from '../../src/solve/prices.js';
import { generate } from '../helpers/generate.js';
import { freshBudget, problemOf, termsWith } from './tiny.js';

/** Pairs are left out of small events too. */
vi.mock('../../src/solve/price-space.js', async original => ({
  ...(await original<typeof import('../../src/solve/price-space.js')>()),
  SIFT_FROM: 50,
}));

it.each([20, 40])(
  'calls pairs back from ever further away where prices swing between two choices: seed %i',
  async seed => {
    expect(SIFT_FROM).toBe(50);
    const size = { people: 60, wishes: seed === 20 ? 900 : 700, slots: 8, rooms: 8, availability: 80, windows: 100 };
    const problem = problemOf(generate({ ...size, seed, sides: 1, values: 'scores' }));
    const terms = termsWith(problem);
    const work = new MeetingWork(problem, freshBudget());
    const { flow } = await firstSelection(problem, terms, 'flow', freshBudget(), work);
    const [plain, coarse] = [1, 2].map(() => new PriceSearch(problem, terms));
    coarse.consider(flow!.duals);
    await coarse.runCoarsely(flow!.fraction, freshBudget());
    coarse.startFromBest();
    for (let turn = 0; turn < 8; turn++) coarse.run(120);
    for (let turn = 0; turn < 8; turn++) plain.run(120);
    expect(coarse.exactBound).toBeLessThan(1.001 * plain.exactBound);
  },
);
