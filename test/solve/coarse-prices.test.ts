import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAlike, unfold } from '../../src/solve/alike-slots.js';
import { CoarsePrices } from '../../src/solve/coarse-prices.js';
import { type Duals, evaluateBound } from '../../src/solve/duals.js';
import { PriceSearch } from '../../src/solve/prices.js';
import { selectByFlow } from '../../src/solve/selection/flow.js';
import { withEvent } from '../helpers/checked.js';
import { makeEvent } from '../helpers/event.js';
import { runs } from '../helpers/runs.js';
import { arbTiny, everySchedule, freshBudget, mostPoints, problemOf, termsWith } from './tiny.js';

const UNIT = 64;

/** Two dear meetings can take place in the first hour only, where there is one room; a cheap one in the second. */
const CROWDED = makeEvent({
  participants: [
    ...['A', 'B', 'C', 'D'].map(id => ({ id, available: ['1'] })),
    ...['E', 'F'].map(id => ({ id, available: ['2'] })),
  ],
  wishes: [
    { from: 'A', to: 'B', score: 9 },
    { from: 'C', to: 'D', score: 9 },
    { from: 'E', to: 'F', score: 1 },
  ],
  slots: 2,
  rooms: 1,
  rules: { minMeetings: 0 },
});

/** What prices come to where the steps begin anew the next time. */
function readAgain(coarse: CoarsePrices): Duals {
  while (!coarse.iterate());
  return coarse.read(UNIT);
}

describe('CoarsePrices', () => {
  it('proves no bound below the best schedule', async () => {
    let folded = 0;
    await fc.assert(
      fc.asyncProperty(arbTiny({ minMeetings: 1 }), fc.boolean(), async (event, folds) => {
        const problem = problemOf(event);
        const terms = termsWith(problem);
        const alike = folds ? findAlike(problem) : undefined;
        if (alike) folded++;
        const best = mostPoints(everySchedule(event), terms.target);
        if (best < 0) return;
        const { fraction, duals } = await selectByFlow(problem, terms, freshBudget());
        const coarse = CoarsePrices.of(problem, terms, { fraction, duals }, alike)!;
        for (let turn = 0; turn < 6; turn++) {
          // Every second time between two restarts, where steps may go below 0.
          for (let k = 0; turn % 2 === 1 && k < 7; k++) coarse.iterate();
          const found = turn % 2 === 1 ? coarse.read(UNIT) : readAgain(coarse);
          const { pi, rho, mu, theta, sigma, unit } = alike ? unfold(alike, problem, found) : found;
          for (const list of [pi, rho, mu, theta])
            expect(list.every(price => price >= 0 && price % 1 === 0)).toBe(true);
          expect(theta.every(price => price <= sigma)).toBe(true);
          const bound = evaluateBound(problem, { pi, rho, mu, theta, sigma, unit }, terms)! / unit;
          if (bound < best) throw new Error(withEvent([`bound ${bound}, optimum ${best}`], event));
        }
      }),
      runs(80),
    );
    expect(folded).toBeGreaterThan(4);
  });

  it('knows which hours are crowded, which the selection without slots does not', async () => {
    const problem = problemOf(CROWDED);
    const terms = termsWith(problem);
    const { fraction, duals } = await selectByFlow(problem, terms, freshBudget());
    const search = new PriceSearch(problem, terms);
    expect(search.consider(duals)).toBe(18);
    expect(await search.runCoarsely(fraction, freshBudget())).toBe(true);
    expect(search.bound).toBe(10);
  });

  it('is not to be had where slots differ from meeting to meeting, or not all promises are kept', () => {
    const people = Array.from({ length: 1100 }, (_, i) => `P${i}`);
    // The slots of pair i are the bits of i.
    const open = (i: number): string[] =>
      Array.from({ length: 10 }, (_, t) => t).flatMap(t => ((i >> t) & 1 ? [`${t + 1}`] : []));
    const event = makeEvent({
      participants: people.map((id, i) => ({ id, available: open((i >> 1) + 1) })),
      wishes: people.flatMap((id, i) => (i % 2 === 0 ? [[id, people[i + 1]] as const] : [])),
      slots: 10,
    });
    const problem = problemOf(event);
    const terms = termsWith(problem);
    const { duals } = { duals: new PriceSearch(problem, terms).best };
    const start = { fraction: new Float64Array(problem.meetings), duals };
    expect(CoarsePrices.of(problem, terms, start)).toBeUndefined();
    const crowded = problemOf(CROWDED);
    const fewer = { ...termsWith(crowded), total: 1 };
    expect(CoarsePrices.of(crowded, fewer, { ...start, duals: new PriceSearch(crowded, fewer).best })).toBeUndefined();
  });

  it('gives the same prices each time', async () => {
    const problem = problemOf(CROWDED);
    const terms = termsWith(problem);
    const start = await selectByFlow(problem, terms, freshBudget());
    const read = () => {
      const coarse = CoarsePrices.of(problem, terms, start)!;
      return [readAgain(coarse), readAgain(coarse), readAgain(coarse)];
    };
    expect(read()).toEqual(read());
  });
});
