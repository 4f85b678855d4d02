import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasBit } from '../../src/model/problem.js';
import { bestReduced, boundInPoints, evaluateBound, reducedValue, zeroDuals } from '../../src/solve/duals.js';
import { PriceSearch } from '../../src/solve/prices.js';
import { withEvent } from '../helpers/checked.js';
import { makeEvent } from '../helpers/event.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { randomDuals, spoilt } from './prices-by-dice.js';
import { arbTiny, everySchedule, mostPoints, problemOf, termsWith } from './tiny.js';

/** Promises above 1, limits, delegations and maxima more often than usual. */
const events = arbTiny({ parallel: 30, maxima: 50, slotLimits: 40, oddRooms: 40, minMeetings: 2 });

describe('evaluateBound', () => {
  it.each([
    ['any prices', events, 'random'],
    ['any prices, with musts', arbTiny({ musts: 3, locks: 1, maxima: 40 }), 'random'],
    ['good prices somewhat spoilt', events, 'spoilt'],
    ['good prices somewhat spoilt, with musts', arbTiny({ musts: 3, maxima: 40, slotLimits: 40 }), 'spoilt'],
  ] as const)('bounds the best schedule: %s', (_, arbitrary, how) => {
    const tally = { met: 0, fewer: 0 };
    fc.assert(
      fc.property(arbitrary, fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const dice = new Dice(seed);
        const all = everySchedule(event);
        for (let draw = 0; draw < 8; draw++) {
          const terms = termsWith(problem, dice.below(termsWith(problem).total + 1));
          const prices = new PriceSearch(problem, terms);
          if (how === 'spoilt') prices.run(120);
          const duals = how === 'random' ? randomDuals(problem, dice) : spoilt(problem, prices.best, dice);
          const bound = boundInPoints(evaluateBound(problem, duals, terms)!, duals.unit);
          const best = mostPoints(all, terms.target);
          if (bound < best) throw new Error(withEvent([`bound ${bound}, optimum ${best}`], event, { duals, terms }));
          if (bound === best) tally.met++;
          if (terms.target < terms.total && best > 0) tally.fewer++;
        }
      }),
      runs(250),
    );
    // The bound must not be so loose that nothing could break it.
    expect(tally.met).toBeGreaterThan(how === 'spoilt' ? 100 : 10);
    expect(tally.fewer).toBeGreaterThan(300);
  });

  it('is the sum of all points without prices', () => {
    fc.assert(
      fc.property(events, event => {
        const problem = problemOf(event);
        const total = problem.points.reduce((sum, one) => sum + one, 0);
        expect(evaluateBound(problem, zeroDuals(problem, 8), termsWith(problem))).toBe(8 * total);
      }),
      runs(30),
    );
  });

  it('is exact: a unit more in any price moves it by whole units', () => {
    const problem = problemOf(makeEvent({ wishes: [['A', 'B']], slots: 1, rooms: 1 }));
    const terms = termsWith(problem, 0);
    const duals = zeroDuals(problem, 2 ** 30);
    duals.pi[0] = 1;
    expect(evaluateBound(problem, duals, terms)).toBe(2 ** 30);
    duals.rho[0] = 2 ** 31;
    expect(evaluateBound(problem, duals, terms)).toBe(2 ** 31 + 1);
  });

  it('counts what a must costs, but not what a wish would', () => {
    const bound = (kind: 'must' | 'wish') => {
      const problem = problemOf(makeEvent({ wishes: [['A', 'B', kind]], slots: 1 }));
      const duals = zeroDuals(problem, 1);
      duals.pi.set([3, 4]);
      return evaluateBound(problem, duals, termsWith(problem, 0));
    };
    expect([bound('must'), bound('wish')]).toEqual([1, 7]);
  });

  it('gives none where the sum could leave the exact range', () => {
    const problem = problemOf(makeEvent({ wishes: [['A', 'B']], rooms: 1 }));
    const duals = zeroDuals(problem, 1);
    duals.rho.fill(2 ** 51);
    expect(evaluateBound(problem, duals, termsWith(problem))).toBeUndefined();
  });
});

describe('bestReduced', () => {
  it('is the best slot of the domain', () => {
    fc.assert(
      fc.property(events, fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const duals = randomDuals(problem, new Dice(seed));
        const best = bestReduced(problem, duals);
        for (let e = 0; e < problem.meetings; e++) {
          const slots = [...Array(problem.slots).keys()].filter(t => hasBit(problem.domain, e * problem.words, t));
          expect(best[e]).toBe(Math.max(...slots.map(t => reducedValue(problem, duals, e, t))));
        }
      }),
      runs(40),
    );
  });
});
