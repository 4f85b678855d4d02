import { describe, expect, it } from 'vitest';
import { type Figures, statusOf, toObjective } from '../../src/model/objective.js';
import type { SolveOutcome } from '../../src/model/outcome.js';
import type { Schedule } from '../../src/model/schedule.js';
import { expectClean } from './checked.js';
import { makeEvent, makeSchedule } from './event.js';

const event = makeEvent({ wishes: [['A', 'B']], rooms: 1 });
const right: Figures = { promises: 2, points: 1, breaks: 0, idle: 0, moves: 0 };

function outcomeOf(schedule: Schedule, values: Figures, bounds: Parameters<typeof toObjective>[1]): SolveOutcome {
  const objective = toObjective(values, bounds);
  const certificate = { certificate: 1, bounds: [] } as const;
  return { kind: 'solved', schedule, objective, status: statusOf(objective), stopped: 'finished', certificate };
}

describe('expectClean', () => {
  const good = makeSchedule([['A;B', 1, 'R1']]);

  it('passes a right outcome', () => {
    expect(expectClean(event, outcomeOf(good, right, right)).counts.met).toBe(1);
    expectClean(event, outcomeOf(good, right, { ...right, points: 5, breaks: null }));
  });

  it.each([
    [
      'a broken rule',
      outcomeOf(makeSchedule([['A;B', 9, 'R1']]), { ...right, promises: 0, points: 0 }, right),
      'known-slot',
    ],
    [
      'a wrong value',
      outcomeOf(good, { ...right, points: 2 }, right),
      'points: the solver says 2, the checker counts 1',
    ],
    ['a bound below a largest value', outcomeOf(good, right, { ...right, points: 0 }), 'wrong side'],
    ['a bound above a smallest value', outcomeOf(good, right, { ...right, moves: 1 }), 'wrong side'],
    ['a wrong status', { ...outcomeOf(good, right, right), status: 'feasible' } as SolveOutcome, 'status'],
    ['no schedule', { kind: 'not-found', explanation: 'none' } as const, 'not-found'],
  ])('fails %s, and prints the event', (_, outcome, says) => {
    expect(() => expectClean(event, outcome)).toThrow(says);
    expect(() => expectClean(event, outcome)).toThrow('"wishes":[');
  });
});
