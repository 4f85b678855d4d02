import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placesOf, selectSmall } from '../../../src/solve/selection/small.js';
import { makeEvent } from '../../helpers/event.js';
import { runs } from '../../helpers/runs.js';
import { arbSmall, arbTiny, everySchedule, mostPoints, problemOf, termsWith } from '../tiny.js';

const sum = (list: Float64Array): number => list.reduce((total, one) => total + one, 0);

describe('placesOf', () => {
  it('is slots times parallel, or the maximum', () => {
    const participants = [
      { id: 'A', unavailable: ['2'] },
      { id: 'B', parallel: 2 },
      { id: 'C', parallel: 2, maxMeetings: 50 },
    ];
    const problem = problemOf(makeEvent({ participants, slots: 40 }));
    expect([0, 1, 2].map(p => placesOf(problem, p))).toEqual([39, 80, 50]);
  });
});

describe('selectSmall', () => {
  it('takes fractions of meetings, no more than a participant or the rooms can hold', async () => {
    await fc.assert(
      fc.asyncProperty(arbSmall({ maxima: 40 }), async event => {
        const problem = problemOf(event);
        const terms = termsWith(problem);
        const taken = await selectSmall(problem, terms);
        if (!taken) return;
        const { a, b, participants: P, limits, slots: T, capacity, kind, kindLimits } = problem;
        const of = (test: (e: number) => boolean) => sum(taken.filter((_, e) => test(e)));
        expect(taken.every(x => x > -1e-6 && x < 1 + 1e-6)).toBe(true);
        for (let p = 0; p < P; p++) {
          const own = of(e => a[e] === p || b[e] === p);
          expect(own).toBeLessThan(placesOf(problem, p) + 1e-6);
          expect(own).toBeGreaterThan(terms.possible[p] - 1e-6);
        }
        for (let j = 0; j < limits; j++) {
          const total = capacity.subarray(j * T, (j + 1) * T).reduce((all, one) => all + one, 0);
          expect(of(e => kindLimits[kind[e]].includes(j))).toBeLessThan(total + 1e-6);
        }
      }),
      runs(40),
    );
  });

  it('is worth at least the best schedule', async () => {
    await fc.assert(
      fc.asyncProperty(arbTiny(), async event => {
        const problem = problemOf(event);
        const terms = termsWith(problem);
        const best = mostPoints(everySchedule(event), terms.target);
        if (best < 0) return;
        const taken = (await selectSmall(problem, terms))!;
        expect(sum(taken.map((x, e) => x * problem.points[e]))).toBeGreaterThan(best - 1e-6);
      }),
      runs(60),
    );
  });

  it('gives none where the promises cannot all be kept', async () => {
    const problem = problemOf(
      makeEvent({
        wishes: [
          ['A', 'B'],
          ['A', 'C'],
        ],
        slots: 1,
      }),
    );
    expect(await selectSmall(problem, termsWith(problem))).toBeUndefined();
  });
});
