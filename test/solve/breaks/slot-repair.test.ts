import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/model/problem.js';
import { AgendaState } from '../../../src/solve/breaks/agenda-state.js';
import { SlotRepair } from '../../../src/solve/breaks/slot-repair.js';
import { State } from '../../../src/solve/state.js';
import { makeEvent } from '../../helpers/event.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { conflictsOf, randomSlots, slotsOf } from '../schedules.js';
import { arbSmall, problemOf } from '../tiny.js';

/** Breaks of p over its cap, counted anew. */
function excessOf(problem: Problem, state: State, p: number, other = -1): number {
  const { breaksOf, busy, cost } = new AgendaState(problem, state.slotOf);
  if (other < 0) return Math.max(0, breaksOf[p] - problem.maxBreaks[p]);
  const W = problem.words;
  const mask = busy.slice(p * W, (p + 1) * W);
  mask[other >> 5] ^= 1 << (other & 31);
  cost.measure(mask, 0);
  return Math.max(0, cost.breaks - problem.maxBreaks[p]);
}

function repairOf(problem: Problem, slotOf: Int32Array) {
  const state = new State(problem);
  state.adopt(slotOf);
  return { state, repair: new SlotRepair(state, (p, t) => excessOf(problem, state, p, t)) };
}

describe('SlotRepair', () => {
  it.each([
    ['few rooms', { rooms: 2 }],
    ['delegations, rooms of several kinds', { parallel: 30, oddRooms: 40, rooms: 4 }],
    ['maxima, musts, an order and rests', { maxima: 20, musts: 2, orders: 3, maxConsecutive: 3, wishes: 40 }],
  ] as const)('takes a meeting out, makes no conflict and takes nobody further over its cap: %s', (_, features) => {
    const tally = { done: 0, refused: 0, others: 0 };
    fc.assert(
      fc.property(arbSmall({ maxBreaks: 0, slots: 7, wishes: 25, ...features }), fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const dice = new Dice(seed);
        const { state, repair } = repairOf(problem, randomSlots(problem, dice));
        for (let k = 0; k < 4; k++) {
          const held = [...state.slotOf.keys()].filter(e => state.slotOf[e] >= 0);
          if (held.length === 0) return;
          const f = dice.pick(held);
          const p = dice.pick([problem.a[f], problem.b[f]]);
          const before = state.slotOf.slice();
          const excess = Array.from({ length: problem.participants }, (_, q) => excessOf(problem, state, q));
          if (!repair.replace(f, p)) {
            tally.refused++;
            expect(state.slotOf).toEqual(before);
            continue;
          }
          tally.done++;
          expect(state.slotOf[f]).toBe(-1);
          expect(conflictsOf(problem, state.slotOf)).toEqual([]);
          excess.forEach((most, q) => {
            expect(excessOf(problem, state, q)).toBeLessThanOrEqual(most);
          });
          // All that changes is of one slot.
          state.slotOf.forEach((t, e) => {
            if (t !== before[e]) expect(Math.max(t, before[e])).toBe(before[f]);
            if (t >= 0 && before[e] < 0) tally.others++;
            if (problem.must[e] === 1 && before[e] >= 0) expect(t).toBe(before[e]);
          });
        }
      }),
      runs(60),
    );
    expect(Math.min(tally.done, tally.others)).toBeGreaterThan(5);
    expect(tally.refused).toBeGreaterThan(0);
  });

  // A's first meeting is not to be; B, between two others then, has no other but X, whose Y ends its day with it.
  const homes = [
    ['A', 'B', '2'],
    ['B', 'C', '1'],
    ['B', 'D', '3'],
    ['X', 'Y', '2'],
    ['X', 'E', '1'],
    ['X', 'F', '3'],
    ['Y', 'G', '1'],
  ];
  const chain = (more: readonly (readonly [string, string, number])[]) => {
    const event = makeEvent({
      wishes: [...homes.map(([from, to]) => [from, to, 5] as const), ...more],
      participants: [...'ABCDEFGXYZ'].map(id => ({ id, maxBreaks: 0 })),
      slots: 3,
    });
    const problem = problemOf(event);
    const { state, repair } = repairOf(problem, slotsOf(problem, homes));
    const idOf = (q: number): string => event.participants[q].id;
    const rows = (): string[] =>
      [...state.slotOf.entries()]
        .filter(([, t]) => t === 1)
        .map(([e]) => [idOf(problem.a[e]), idOf(problem.b[e])].sort().join(''));
    const f = [...state.slotOf.keys()].find(e => [problem.a[e], problem.b[e]].map(idOf).sort().join('') === 'AB')!;
    const a = event.participants.findIndex(({ id }) => id === 'A');
    return { isDone: repair.replace(f, a), rows: rows() };
  };

  it('brings others in one after the other until someone can do without', () => {
    expect(chain([['B', 'X', 1]])).toEqual({ isDone: true, rows: ['BX'] });
  });

  it('takes the way that costs least', () => {
    const both: [string, string, number][] = [
      ['B', 'X', 1],
      ['B', 'Z', 3],
    ];
    expect(chain(both)).toEqual({ isDone: true, rows: ['XY', 'BZ'] });
    expect(chain([both[0], ['B', 'Z', 1], ['Y', 'Z', 4]])).toEqual({ isDone: true, rows: ['BX', 'YZ'] });
  });

  it('changes nothing where there is no way', () => {
    expect(chain([])).toEqual({ isDone: false, rows: ['AB', 'XY'] });
  });
});
