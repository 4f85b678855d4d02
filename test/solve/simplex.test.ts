import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Budget } from '../../src/solve/budget.js';
import { boundInPoints, evaluateBound } from '../../src/solve/duals.js';
import { MipSolver } from '../../src/solve/mip.js';
import { SimplexSearch } from '../../src/solve/simplex.js';
import { withEvent } from '../helpers/checked.js';
import { makeEvent } from '../helpers/event.js';
import { generate } from '../helpers/generate.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { recount } from './schedules.js';
import { arbTiny, checkSlots, everySchedule, freshBudget, mostPoints, problemOf, termsWith } from './tiny.js';

const events = arbTiny({
  maxBreaks: undefined,
  parallel: 30,
  maxima: 40,
  slotLimits: 40,
  oddRooms: 40,
  minMeetings: 2,
});
const UNIT = 4096;

describe('SimplexSearch', () => {
  const mips = new MipSolver();
  afterAll(() => mips.end());

  it('finds prices that are never below the best schedule and mostly meet it, and schedules that are worth what was asked', async () => {
    const tally = { all: 0, met: 0, metWithin: 0, found: 0, near: 0, none: 0 };
    await fc.assert(
      fc.asyncProperty(events, fc.nat(), async (event, seed) => {
        const problem = problemOf(event);
        const dice = new Dice(seed);
        const terms = termsWith(problem, dice.below(termsWith(problem).total + 1));
        const best = mostPoints(everySchedule(event), terms.target);
        const search = await SimplexSearch.begin(problem, terms, mips, freshBudget());
        if (!search) {
          // Not all promises can be kept together, or nothing can be held.
          expect(best).toBeLessThanOrEqual(0);
          tally.none++;
          return;
        }
        if (best < 0) return;
        const boundOf = (duals = search.prices(UNIT)) => boundInPoints(evaluateBound(problem, duals, terms)!, UNIT);
        const [bound, within] = [boundOf(), boundOf(await search.innerPrices(UNIT))];
        for (const one of [bound, within])
          expect(one, withEvent([`optimum ${best}`], event)).toBeGreaterThanOrEqual(best);
        tally.all++;
        if (bound === best) tally.met++;
        if (within === best) tally.metWithin++;
        const least = best + dice.pick([1, 0, 0, -1]);
        const nothing = { musts: 0, promises: 0, points: 0 };
        const again = (await SimplexSearch.begin(problem, terms, mips, freshBudget()))!;
        const atHand = { musts: 0, promises: terms.target, points: best };
        expect(await again.diveFromAbove(best + 1, 1, atHand), withEvent([], event)).toBeUndefined();
        const dived = await again.diveFromAbove(least, 1, nothing);
        const close = await again.nearFromAbove(bound, new Int32Array(problem.meetings).fill(-1));
        for (const slotOf of [dived, close]) {
          if (!slotOf) continue;
          const { points, promises } = recount(problem, slotOf);
          expect(points, withEvent([`asked for ${least}`], event)).toBeLessThanOrEqual(best);
          expect(promises).toBeGreaterThanOrEqual(terms.target);
          expect((await checkSlots(problem, slotOf)).violations).toEqual([]);
          if (points === best) tally[slotOf === dived ? 'found' : 'near']++;
        }
      }),
      runs(60),
    );
    expect(Math.min(tally.met, tally.metWithin)).toBeGreaterThan(tally.all * 0.9);
    expect(tally.found).toBeGreaterThan(tally.all * 0.8);
    expect(tally.near).toBeGreaterThan(tally.all * 0.8);
  });

  it('has no answer where promises exclude each other, nor without time', async () => {
    const wishes = [
      ['P1', 'P2', 1],
      ['P3', 'P4', 1],
    ] as const;
    const problem = problemOf(makeEvent({ wishes, slots: 1, rooms: 1 }));
    const terms = termsWith(problem);
    expect(terms.target).toBe(4);
    expect(await SimplexSearch.begin(problem, terms, mips, freshBudget())).toBeUndefined();
    const fewer = { ...terms, target: 2 };
    const search = await SimplexSearch.begin(problem, fewer, mips, freshBudget());
    expect(boundInPoints(evaluateBound(problem, search!.prices(UNIT), fewer)!, UNIT)).toBe(1);
    const late = new Budget({ effort: 'standard', timeLimitSeconds: 0 });
    expect(await SimplexSearch.begin(problem, fewer, mips, late)).toBeUndefined();
  });

  it('tells prices that stay as they are while dives find more odd sets', async () => {
    const size = { people: 20, wishes: 110, slots: 6, rooms: 20 };
    const problem = problemOf(generate({ ...size, availability: 80, sides: 1, values: 'scores', seed: 17 }));
    const terms = termsWith(problem);
    const search = (await SimplexSearch.begin(problem, terms, mips, freshBudget()))!;
    const prices = search.prices(UNIT);
    const before = evaluateBound(problem, prices, terms)!;
    await search.diveFromAbove(boundInPoints(before, UNIT), 1, { musts: 0, promises: 0, points: 0 });
    expect(prices.odd!.sets.length).toBe(prices.odd!.prices.length);
    expect(evaluateBound(problem, prices, terms)).toBe(before);
  });

  it('goes on when the worker is another one', async () => {
    const wishes = [
      ['P1', 'P2', 2],
      ['P2', 'P3', 3],
      ['P3', 'P1', 2],
    ] as const;
    const problem = problemOf(makeEvent({ wishes, slots: 1, rooms: 3 }));
    const terms = { ...termsWith(problem), target: 0 };
    const own = new MipSolver();
    const search = (await SimplexSearch.begin(problem, terms, own, freshBudget()))!;
    await own.end();
    try {
      // Halves of the meetings are worth 2.5: the odd set of all three is in the program.
      for (const duals of [search.prices(UNIT), (await search.innerPrices(UNIT))!])
        expect(boundInPoints(evaluateBound(problem, duals, terms)!, UNIT)).toBe(2);
      expect(search.prices(UNIT).odd?.sets.map(({ people }) => people)).toEqual([[0, 1, 2]]);
    } finally {
      await own.end();
    }
  });
});
