import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addNeededDemands } from '../../src/solve/needed-demands.js';
import { Random } from '../../src/solve/random.js';
import { withEvent } from '../helpers/checked.js';
import { makeEvent } from '../helpers/event.js';
import { runs } from '../helpers/runs.js';
import { arbTiny, everySchedule, problemOf } from './tiny.js';

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

describe('addNeededDemands', () => {
  it.each([
    ['few slots', arbTiny({ musts: 0, locks: 0, sides: 1, slots: 2, rooms: 2 })],
    ['caps on breaks', arbTiny({ musts: 0, locks: 0, sides: 1, maxBreaks: 0, rooms: 1 })],
    ['an order', arbTiny({ musts: 0, locks: 0, orders: 4, slots: 2 })],
    ['rests', arbTiny({ musts: 0, locks: 0, maxConsecutive: 1, sides: 1 })],
    ['maxima and delegations', arbTiny({ musts: 0, locks: 0, maxima: 60, parallel: 40 })],
  ])('finds such that a schedule lacks alone, nearly all of them: %s', (_name, events) => {
    const tally = { found: 0, all: 0 };
    fc.assert(
      fc.property(events, fc.boolean(), (event, isKnown) => {
        const problem = problemOf(event);
        const schedules = everySchedule(event).filter(({ overCap }) => overCap === 0);
        const lacks = schedules.map(({ slotOf }) => range(problem.meetings).filter(e => slotOf[e] < 0));
        fc.pre(problem.meetings > 0 && lacks.every(list => list.length > 0));
        const truth = new Set(lacks.filter(list => list.length === 1).flat());
        const start = isKnown ? schedules[0].slotOf : new Int32Array(problem.meetings).fill(-1);
        const needed = new Set<number>();
        addNeededDemands(problem, range(problem.meetings), needed, start, new Random(1));
        expect(
          [...needed].filter(e => !truth.has(e)),
          withEvent([...needed].map(String), event),
        ).toEqual([]);
        tally.found += needed.size;
        tally.all += truth.size;
      }),
      runs(60),
    );
    expect(tally.found).toBeGreaterThan(0.8 * tally.all);
    expect(tally.all).toBeGreaterThan(0);
  });

  it('adds nothing where more than one has to be left out, or where all are kept', () => {
    const stars = ['AB', 'AC', 'AD'].map(pair => [pair[0], pair[1]] as const);
    const neededOf = (slots: number): number[] => {
      const problem = problemOf(makeEvent({ wishes: stars, slots }));
      const needed = new Set<number>();
      addNeededDemands(
        problem,
        range(3),
        needed,
        Int32Array.from(range(3).map(e => (e < slots ? e : -1))),
        new Random(1),
      );
      return [...needed].sort();
    };
    expect([1, 2, 3].map(neededOf)).toEqual([[], [0, 1, 2], []]);
  });

  it('takes someone over its cap as having one too many', () => {
    const event = makeEvent({
      wishes: ['AB', 'AC', 'DE'].map(pair => [pair[0], pair[1]] as const),
      participants: [
        { id: 'B', available: ['1'] },
        { id: 'C', available: ['3'] },
      ],
      slots: 3,
      rules: { maxBreaks: 0 },
    });
    const needed = new Set<number>();
    addNeededDemands(problemOf(event), range(3), needed, Int32Array.of(0, 2, 0), new Random(1));
    expect([...needed].sort()).toEqual([0, 1]);
    // In a single room the third one may make way for either, which keeps nobody's cap.
    const problem = problemOf({ ...event, rooms: makeEvent({ rooms: 1 }).rooms });
    for (let seed = 1; seed <= 40; seed++) {
      const known = new Set<number>();
      addNeededDemands(problem, range(3), known, Int32Array.of(0, 2, 1), new Random(seed));
      expect([...known].sort()).toEqual([0, 1]);
    }
  });
});
