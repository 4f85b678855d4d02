import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundInPoints, evaluateBound } from '../../../src/solve/duals.js';
import { selectByFlow } from '../../../src/solve/selection/flow.js';
import { placesOf, selectSmall } from '../../../src/solve/selection/small.js';
import { withEvent } from '../../helpers/checked.js';
import { generate } from '../../helpers/generate.js';
import { runs } from '../../helpers/runs.js';
import { arbSmall, arbTiny, everySchedule, mostPoints, problemOf, termsWith } from '../tiny.js';

const sum = (list: Float64Array): number => list.reduce((total, one) => total + one, 0);

describe('selectByFlow', () => {
  it.each([1, 2] as const)('has prices that bound the best schedule: sides %i', sides => {
    const tally = { met: 0, all: 0 };
    fc.assert(
      fc.property(arbTiny({ sides, minMeetings: 2, maxima: 40, parallel: 30 }), event => {
        const problem = problemOf(event);
        const terms = termsWith(problem);
        const flow = selectByFlow(problem, terms);
        if (!flow) return;
        for (const list of [flow.duals.pi, flow.duals.rho, flow.duals.mu, flow.duals.theta])
          expect(list.every(price => price >= 0 && price % 1 === 0)).toBe(true);
        expect(flow.duals.theta.every(price => price <= flow.duals.sigma)).toBe(true);
        const bound = boundInPoints(evaluateBound(problem, flow.duals, terms)!, flow.duals.unit);
        const best = mostPoints(everySchedule(event), terms.target);
        if (bound < best) throw new Error(withEvent([`bound ${bound}, optimum ${best}`], event));
        if (best < 0) return;
        tally.all++;
        if (bound === best) tally.met++;
      }),
      runs(120),
    );
    expect(tally.met).toBeGreaterThan(tally.all * 0.3);
  });

  it('takes halves, no more than a participant can hold', () => {
    fc.assert(
      fc.property(arbSmall({ maxima: 40 }), event => {
        const problem = problemOf(event);
        const { a, b } = problem;
        const fraction = selectByFlow(problem, termsWith(problem))?.fraction;
        if (!fraction) return;
        expect(fraction.every(x => [0, 0.5, 1].includes(x))).toBe(true);
        for (let p = 0; p < problem.participants; p++) {
          expect(sum(fraction.filter((_, e) => a[e] === p || b[e] === p))).toBeLessThanOrEqual(placesOf(problem, p));
        }
      }),
      runs(50),
    );
  });

  it('is worth what the linear program without rooms is worth, and proves it', async () => {
    const plain = { rooms: undefined, oddRooms: 0, ownRooms: 0, slotLimits: 0, locks: 0, musts: 0, minMeetings: 0 };
    await fc.assert(
      fc.asyncProperty(arbSmall({ ...plain, maxima: 50 }), async event => {
        const problem = problemOf(event);
        const terms = termsWith(problem);
        const { fraction, duals } = selectByFlow(problem, terms)!;
        const worth = (taken: Float64Array): number => sum(taken.map((x, e) => x * problem.points[e]));
        expect(worth(fraction)).toBeCloseTo(worth((await selectSmall(problem, terms))!), 4);
        expect(evaluateBound(problem, duals, terms)! / duals.unit).toBeCloseTo(worth(fraction), 9);
      }),
      runs(40),
    );
  });

  it('is whole where there are two sides', () => {
    const problem = problemOf(generate({ seed: 4, people: 60, wishes: 400, slots: 6, rooms: 20, values: 'scores' }));
    const { fraction } = selectByFlow(problem, termsWith(problem))!;
    expect(fraction.every(x => x === 0 || x === 1)).toBe(true);
  });
});
