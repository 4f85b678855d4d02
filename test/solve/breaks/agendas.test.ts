import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareFigures } from '../../../src/model/objective.js';
import { AgendaState } from '../../../src/solve/breaks/agenda-state.js';
import { smoothAgendas } from '../../../src/solve/breaks/agendas.js';
import { leastOfEach, sharedFacts } from '../../../src/solve/breaks/bound.js';
import type { AgendaTarget } from '../../../src/solve/breaks/proof.js';
import { Budget } from '../../../src/solve/budget.js';
import { Random } from '../../../src/solve/random.js';
import { Reporter } from '../../../src/solve/reporter.js';
import { withEvent } from '../../helpers/checked.js';
import { makeEvent } from '../../helpers/event.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { randomSlots } from '../schedules.js';
import { arbSmall, checkSlots, problemOf, termsWith } from '../tiny.js';

type Problem = ReturnType<typeof problemOf>;

/** Without prices: only musts and domains are known. */
function targetOf(problem: Problem, slotOf: Int32Array): AgendaTarget {
  const { promises, points } = new AgendaState(problem, slotOf);
  const terms = termsWith(problem, promises);
  const facts = sharedFacts(problem, terms, undefined, points);
  return { worth: { problem, terms, duals: undefined, points, facts }, least: leastOfEach(problem, facts) };
}

function smooth(problem: Problem, start: Int32Array, signal?: AbortSignal) {
  const budget = new Budget({ effort: 'quick', signal });
  return smoothAgendas(
    problem,
    start,
    slotOf => targetOf(problem, slotOf),
    budget,
    new Random(1),
    new Reporter(problem, undefined),
  );
}

describe('smoothAgendas', () => {
  it('loses no must, promise or point, and says truly what came out', async () => {
    await fc.assert(
      fc.asyncProperty(arbSmall({ wishes: 15, maxBreaks: undefined, musts: 3 }), fc.nat(), async (event, seed) => {
        const problem = problemOf(event);
        const start = randomSlots(problem, new Dice(seed));
        const before = await checkSlots(problem, start);
        const { slotOf, breaks, idle, keepsRules } = await smooth(problem, start);
        const { violations, figures } = await checkSlots(problem, slotOf).catch(() => ({
          violations: [undefined],
          figures: undefined,
        }));
        expect(keepsRules, withEvent([JSON.stringify(violations)], event)).toBe(violations.length === 0);
        if (figures) expect({ breaks, idle }).toEqual({ breaks: figures.breaks, idle: figures.idle });
        expect(slotOf.every((t, e) => t >= 0 || problem.must[e] === 0)).toBe(true);
        if (before.violations.length === 0 && figures) {
          expect(keepsRules).toBe(true);
          expect(compareFigures({ ...figures, moves: 0 }, { ...before.figures, moves: 0 })).toBeLessThanOrEqual(0);
        }
      }),
      runs(25),
    );
  });

  it('keeps caps, at the price of meetings where it must', async () => {
    await fc.assert(
      fc.asyncProperty(arbSmall({ wishes: 15, maxBreaks: 0, musts: 0, locks: 0 }), fc.nat(), async (event, seed) => {
        const problem = problemOf(event);
        const { slotOf, keepsRules } = await smooth(problem, randomSlots(problem, new Dice(seed)));
        expect(keepsRules).toBe(true);
        expect((await checkSlots(problem, slotOf)).violations).toEqual([]);
      }),
      runs(20),
    );
  });

  it('puts musts in that were left out, and says so if they do not fit', async () => {
    const fits = problemOf(makeEvent({ wishes: [['A', 'B', 'must']] }));
    expect(await smooth(fits, Int32Array.of(-1))).toMatchObject({ slotOf: Int32Array.of(0), keepsRules: true });
    const wishes = [
      ['A', 'B', 'must'],
      ['A', 'C', 'must'],
    ] as const;
    const tight = problemOf(makeEvent({ wishes, slots: 1 }));
    expect((await smooth(tight, Int32Array.of(0, -1))).keepsRules).toBe(false);
    const most = problemOf(makeEvent({ wishes, participants: [{ id: 'A', maxMeetings: 1 }] }));
    expect((await smooth(most, Int32Array.of(0, -1))).keepsRules).toBe(false);
  });

  it('keeps every rule when it is stopped at once', async () => {
    const problem = problemOf(fc.sample(arbSmall({ maxBreaks: 1, slots: 6 }), { seed: 5, numRuns: 1 })[0]);
    const { slotOf, keepsRules } = await smooth(problem, randomSlots(problem, new Dice(1)), AbortSignal.abort());
    expect(keepsRules).toBe(true);
    expect((await checkSlots(problem, slotOf)).violations).toEqual([]);
  });
});
