import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AgendaState } from '../../../src/solve/breaks/agenda-state.js';
import { keepCaps } from '../../../src/solve/breaks/caps.js';
import { withEvent } from '../../helpers/checked.js';
import { makeEvent } from '../../helpers/event.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { randomSlots, slotsOf } from '../schedules.js';
import { arbSmall, checkSlots, problemOf } from '../tiny.js';

describe('keepCaps', () => {
  it('gives meetings up until every cap is kept, musts and locks never', async () => {
    const tally = { over: 0, failed: 0 };
    await fc.assert(
      fc.asyncProperty(arbSmall({ maxBreaks: 0, slots: 8, musts: 2, days: 1 }), fc.nat(), async (event, seed) => {
        const problem = problemOf(event);
        const start = randomSlots(problem, new Dice(seed));
        const { violations } = await checkSlots(problem, start);
        if (violations.some(({ rule }) => rule === 'max-breaks')) tally.over++;
        const { slotOf: kept, isKept } = keepCaps(problem, start);
        if (!isKept) {
          tally.failed++;
          return;
        }
        const left = (await checkSlots(problem, kept)).violations.filter(({ rule }) => rule !== 'must');
        if (left.length > 0) throw new Error(withEvent([JSON.stringify(left)], event, [...start]));
        start.forEach((t, e) => {
          if (t >= 0 && problem.must[e] === 1) expect(kept[e]).toBe(t);
        });
      }),
      runs(60),
    );
    expect(tally.over).toBeGreaterThan(20);
    expect(tally.failed).toBeLessThan(tally.over / 2);
  });

  const participants = [
    { id: 'B', available: ['1'] },
    { id: 'C', available: ['3'] },
  ];
  const spec = { participants, rules: { maxBreaks: 0 } };

  it('gives up the cheaper meeting', () => {
    const problem = problemOf(
      makeEvent({
        ...spec,
        wishes: [
          ['A', 'B', 1],
          ['A', 'C', 2],
        ],
      }),
    );
    expect(keepCaps(problem, Int32Array.of(0, 2))).toEqual({ slotOf: Int32Array.of(0, -1), isKept: true });
  });

  it('puts something else in where it helps', () => {
    const wishes = [
      ['A', 'B', 1],
      ['A', 'C', 2],
      ['A', 'D', 3],
    ] as const;
    const problem = problemOf(makeEvent({ ...spec, wishes }));
    expect(keepCaps(problem, Int32Array.of(0, 2, -1))).toEqual({ slotOf: Int32Array.of(0, -1, 1), isKept: true });
  });

  it('goes back to whom a meeting given up leaves with a break', () => {
    // B has a break, and gives up what it has with A, in the middle of A's day.
    const rows = [
      ['A', 'X', '1'],
      ['A', 'B', '2'],
      ['A', 'Y', '3'],
      ['B', 'C', '4'],
      ['C', 'U', '3'],
      ['C', 'V', '5'],
    ];
    const event = makeEvent({
      participants: [...'ABCUVXY'],
      wishes: rows.map(([from, to]) => [from, to, to === 'B' ? 9 : 1] as const),
      slots: 5,
      rules: { maxBreaks: 0 },
    });
    const problem = problemOf(event);
    const { slotOf, isKept } = keepCaps(problem, slotsOf(problem, rows));
    expect(isKept).toBe(true);
    expect(new AgendaState(problem, slotOf).overCap).toBe(0);
  });

  it('leaves alone what keeps its caps', () => {
    const problem = problemOf(
      makeEvent({
        wishes: [
          ['A', 'B'],
          ['A', 'C'],
        ],
        rules: { maxBreaks: 1 },
      }),
    );
    expect(keepCaps(problem, Int32Array.of(0, 2))).toEqual({ slotOf: Int32Array.of(0, 2), isKept: true });
  });

  it('says so where only musts are left, which does not keep it from helping others', () => {
    const problem = problemOf(
      makeEvent({
        ...spec,
        wishes: [
          ['A', 'B', 'must'],
          ['A', 'C', 'must'],
          ['D', 'E', 1],
          ['D', 'F', 2],
        ],
      }),
    );
    const kept = { slotOf: Int32Array.of(0, 2, 0, 1), isKept: false };
    expect(keepCaps(problem, Int32Array.of(0, 2, 0, 2))).toEqual(kept);
  });
});
