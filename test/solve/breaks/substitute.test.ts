import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AgendaState } from '../../../src/solve/breaks/agenda-state.js';
import { Substitution } from '../../../src/solve/breaks/substitute.js';
import { Random } from '../../../src/solve/random.js';
import { makeEvent } from '../../helpers/event.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { conflictsOf, randomSlots, recount } from '../schedules.js';
import { arbSmall, problemOf } from '../tiny.js';

const tight = arbSmall({
  slots: 4,
  people: 9,
  wishes: 22,
  values: 'none',
  minMeetings: 1,
  sides: 1,
  rooms: 2,
  maxima: 40,
  parallel: 30,
  slotLimits: 30,
  musts: 3,
  locks: 1,
});

describe('Substitution', () => {
  it('keeps every rule and every must, or changes nothing', () => {
    const tally = { done: 0, undone: 0 };
    fc.assert(
      fc.property(tight, fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const dice = new Dice(seed);
        const start = randomSlots(problem, dice);
        const state = new AgendaState(problem, start);
        const substitution = new Substitution(state, new Random(seed));
        for (let step = 0; step < 8; step++) {
          const dropped = state.inSlot[problem.slots].filter(e => problem.must[e] === 0);
          if (dropped.length === 0) return;
          const before = { slotOf: state.slotOf.slice(), promises: state.promises, points: state.points };
          const { agendas } = state;
          const e = dice.pick(dropped);
          if (substitution.attempt(e, dice.below(problem.slots), 40)) {
            tally.done++;
            expect(state.slotOf[e]).toBeGreaterThanOrEqual(0);
            expect(state.agendas - agendas).toBeLessThanOrEqual(40);
            expect(state.promises).toBeGreaterThanOrEqual(before.promises);
            if (state.promises === before.promises) expect(state.points).toBeGreaterThanOrEqual(before.points);
          } else {
            tally.undone++;
            expect(state.slotOf).toEqual(before.slotOf);
            expect(state.agendas).toBe(agendas);
          }
          expect(conflictsOf(problem, state.slotOf)).toEqual([]);
          const { points, promises, musts } = recount(problem, state.slotOf);
          expect([state.points, state.promises]).toEqual([points, promises]);
          expect(musts).toBe(recount(problem, start).musts);
          problem.lockedSlot.forEach((t, locked) => {
            if (start[locked] >= 0 && t >= 0) expect(state.slotOf[locked]).toBe(t);
          });
        }
      }),
      runs(100),
    );
    expect(Math.min(tally.done, tally.undone)).toBeGreaterThan(20);
  });

  it('exchanges a meeting for another of the same worth', () => {
    const wishes = [
      ['A', 'B'],
      ['A', 'C'],
    ] as const;
    const event = makeEvent({ wishes, slots: 1, rules: { minMeetings: 0 } });
    const state = new AgendaState(problemOf(event), Int32Array.of(0, -1));
    expect(new Substitution(state, new Random(1)).attempt(1, 0, 0)).toBe(true);
    expect([...state.slotOf]).toEqual([-1, 0]);
  });

  it('gives no dearer meeting up', () => {
    const wishes = [
      ['A', 'B', 1],
      ['A', 'C', 2],
    ] as const;
    const dearer = new AgendaState(problemOf(makeEvent({ wishes, slots: 1 })), Int32Array.of(0, -1));
    expect(new Substitution(dearer, new Random(1)).attempt(1, 0, 1e6)).toBe(false);
  });
});
