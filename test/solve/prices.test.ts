import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrganisersPoints } from '../../src/model/problem.js';
import { boundInPoints, evaluateBound, zeroDuals } from '../../src/solve/duals.js';
import { firstSelection } from '../../src/solve/first-selection.js';
import { MeetingWork } from '../../src/solve/meeting-work.js';
import { SIFT_FROM } from '../../src/solve/price-space.js';
import { PriceSearch } from '../../src/solve/prices.js';
import { withEvent } from '../helpers/checked.js';
import { makeEvent } from '../helpers/event.js';
import { generate } from '../helpers/generate.js';
import { mipOptimum } from '../helpers/mip.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { arbSmall, arbTiny, everySchedule, freshBudget, mostPoints, problemOf, termsWith } from './tiny.js';

describe('PriceSearch', () => {
  it('tells how much of each meeting the best selection holds', () => {
    const wishes = [
      { from: 'A', to: 'B', score: 3 },
      { from: 'A', to: 'C', score: 2 },
      { from: 'B', to: 'D', score: 2 },
    ];
    const problem = problemOf(makeEvent({ wishes, slots: 1, rules: { minMeetings: 0 } }));
    const search = new PriceSearch(problem, termsWith(problem));
    expect(search.rest()).toBeUndefined();
    search.run(480);
    const held = search.rest()!;
    problem.points.forEach((points, e) => {
      expect(held[e]).toBeCloseTo(points > 2 ? 0 : 1, 2);
    });
    expect(search.rest()).toBeUndefined();
  });

  it('gives a bound that never rises and that its prices prove', () => {
    fc.assert(
      fc.property(arbSmall({ minMeetings: 2 }), fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const terms = termsWith(problem, new Dice(seed).below(30));
        const search = new PriceSearch(problem, terms);
        for (let turn = 0; turn < 4; turn++) {
          const { bound, exactBound } = search;
          search.run(120);
          expect(search.exactBound).toBeLessThanOrEqual(exactBound);
          const reached = search.exactBound;
          search.consider(zeroDuals(problem, 1));
          expect(search.exactBound).toBe(reached);
          expect(search.bound).toBeLessThanOrEqual(bound);
          const exact = evaluateBound(problem, search.best, terms)!;
          expect([boundInPoints(exact, search.best.unit), exact / search.best.unit]).toEqual([
            search.bound,
            search.exactBound,
          ]);
        }
        const { pi, rho, mu, theta, sigma } = search.best;
        for (const list of [pi, rho, mu, theta]) expect(list.every(price => price >= 0 && price % 1 === 0)).toBe(true);
        expect(theta.every(price => price <= sigma)).toBe(true);
      }),
      runs(40),
    );
  });

  it('is never below the best schedule, and mostly meets it', () => {
    const tally = { met: 0, all: 0 };
    fc.assert(
      fc.property(arbTiny({ minMeetings: 2 }), fc.nat(6), (event, target) => {
        const problem = problemOf(event);
        const terms = termsWith(problem, target);
        const best = mostPoints(everySchedule(event), terms.target);
        if (best < 0) return;
        const search = new PriceSearch(problem, terms);
        search.run(960);
        if (search.bound < best) throw new Error(withEvent([`bound ${search.bound}, optimum ${best}`], event));
        tally.all++;
        if (search.bound === best) tally.met++;
      }),
      runs(120),
    );
    expect(tally.met).toBeGreaterThan(tally.all * 0.8);
  });

  it('bounds the promises that can be kept when these are all that counts', () => {
    const tally = { met: 0, all: 0 };
    fc.assert(
      fc.property(arbTiny({ minMeetings: 3, maxima: 30 }), event => {
        const problem = problemOf(event);
        const search = new PriceSearch(
          { ...problem, points: new Float64Array(problem.meetings) },
          termsWith(problem, 0),
          1,
        );
        search.run(480);
        const most = Math.max(...everySchedule(event).map(({ promises }) => promises));
        if (search.bound < most) throw new Error(withEvent([`bound ${search.bound}, optimum ${most}`], event));
        tally.all++;
        if (search.bound === most) tally.met++;
      }),
      runs(100),
    );
    expect(tally.met).toBeGreaterThan(tally.all * 0.7);
  });

  it('is close to the optimum of the full model at a larger size', async () => {
    const event = generate({
      seed: 3,
      people: 30,
      wishes: 150,
      slots: 6,
      rooms: 8,
      availability: 80,
      values: 'scores',
    });
    const { points } = (await mipOptimum(event))!;
    const problem = problemOf(event);
    const search = new PriceSearch(problem, termsWith(problem));
    search.run(2400);
    const bound = inOrganisersPoints(problem, search.bound);
    expect(bound).toBeGreaterThanOrEqual(points);
    expect(bound).toBeLessThan(1.002 * points);
  });

  it('calls back pairs that coarse prices left out', async () => {
    const event = generate({
      seed: 5,
      people: 3000,
      wishes: 30_000,
      slots: 30,
      rooms: 400,
      availability: 100,
      windows: 100,
      values: 'ranks',
    });
    const problem = problemOf(event);
    expect(problem.meetings).toBeGreaterThan(SIFT_FROM);
    const terms = termsWith(problem);
    const work = new MeetingWork(problem, freshBudget());
    const { flow } = await firstSelection(problem, terms, 'auto', freshBudget(), work);
    const [plain, coarse] = [1, 2].map(() => new PriceSearch(problem, terms, undefined, work.alike));
    coarse.consider(flow!.duals);
    await coarse.runCoarsely(flow!.fraction, freshBudget());
    coarse.startFromBest();
    for (let turn = 0; turn < 4; turn++) coarse.run(120);
    for (let turn = 0; turn < 4; turn++) plain.run(120);
    expect(coarse.bound).toBeLessThan(1.003 * plain.bound);
  });
});
