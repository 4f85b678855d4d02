import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasBit, type Problem } from '../../../src/model/problem.js';
import { BREAK, SMOOTH } from '../../../src/solve/breaks/agenda-figures.js';
import { AgendaState } from '../../../src/solve/breaks/agenda-state.js';
import { makeEvent } from '../../helpers/event.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { recount, sequenceFaultsOf } from '../schedules.js';
import { arbSmall, naiveAgenda, problemOf } from '../tiny.js';
import { CAP_WEIGHTS } from './cap-prices.js';

/** Any slot of a meeting's domain. */
export function anySlot({ slots, words, domain }: Problem, e: number, dice: Dice): number {
  return dice.pick([...Array(slots).keys()].filter(t => hasBit(domain, e * words, t)));
}

/** What the state should keep, from the slots alone. */
function figuresOf(problem: Problem, slotOf: Int32Array) {
  const { count, load, degree, points, promises, inSlot } = recount(problem, slotOf);
  const { slots: T, parallel, maxBreaks, capacity, day } = problem;
  const agendas = [...Array(problem.participants).keys()].map(p =>
    naiveAgenda([...day], [...count.subarray(p * T, (p + 1) * T)].map(Boolean)),
  );
  const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);
  const excess = [...Array(problem.participants).keys()].map(p => excessOf(problem, p, t => count[p * T + t] > 0));
  const over = (list: Int32Array, most: (at: number) => number) =>
    sum([...list].map((one, at) => Math.max(0, one - most(at))));
  return {
    ...{ count, load, degree, points, promises, inSlot },
    conflicts: over(count, cell => parallel[Math.floor(cell / T)]) + sum(excess) + orderClashes(problem, slotOf),
    excessOf: Int32Array.from(excess),
    overload: over(load, cell => capacity[cell]),
    breaks: sum(agendas.map(({ breaks }) => breaks)),
    idle: sum(agendas.map(({ idle }) => idle)),
    overCap: sum(agendas.map(({ breaks }, p) => Math.max(0, breaks - maxBreaks[p]))),
    breaksOf: Int32Array.from(agendas, ({ breaks }) => breaks),
    idleOf: Int32Array.from(agendas, ({ idle }) => idle),
    withBreaks: [...agendas.keys()].filter(p => agendas[p].breaks > 0),
  };
}

/** Busy slots beyond `max_consecutive`, each run read off a text. */
function excessOf({ event }: Problem, p: number, isBusy: (t: number) => boolean): number {
  const { maxConsecutive: most } = event.participants[p];
  if (most === undefined) return 0;
  const text = event.slots.map(({ session }, t) => {
    const opens = t > 0 && session !== event.slots[t - 1].session;
    return (opens ? '|' : '') + (isBusy(t) ? 'x' : '.');
  });
  const runs = text.join('').match(/x+/g) ?? [];
  return runs.reduce((sum, { length }) => sum + Math.max(0, length - most), 0);
}

/** Broken rows of order.csv. */
function orderClashes(problem: Problem, slotOf: Int32Array): number {
  return sequenceFaultsOf(problem, slotOf).filter(fault => fault.startsWith('order')).length;
}

function keptBy(state: AgendaState) {
  const { count, load, degree, points, promises, conflicts, overload, breaks, idle, overCap } = state;
  const { breaksOf, idleOf, excessOf } = state;
  return {
    ...{
      count,
      load,
      degree,
      points,
      promises,
      conflicts,
      overload,
      breaks,
      idle,
      overCap,
      breaksOf,
      idleOf,
      excessOf,
    },
    withBreaks: ascending(state.withBreaks),
    inSlot: state.inSlot.map(ascending),
  };
}

const ascending = (list: readonly number[]): number[] => list.toSorted((x, y) => x - y);

describe('AgendaState', () => {
  it.each([
    ['one day', arbSmall({ maxBreaks: 1, parallel: 30, oddRooms: 40 })],
    ['two days of more slots than a word has', arbSmall({ slots: 70, days: 2, maxBreaks: 1 })],
  ])('keeps its figures as a recount has them, conflicts or not: %s', (_, events) => {
    fc.assert(
      fc.property(events, fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const dice = new Dice(seed);
        const anywhere = (e: number): number => (dice.chance(30) ? -1 : anySlot(problem, e, dice));
        const state = new AgendaState(problem, Int32Array.from(problem.points.keys(), anywhere));
        for (let step = 0; step <= 40; step++) {
          if (step % 10 === 0) expect(keptBy(state)).toEqual(figuresOf(problem, state.slotOf));
          if (problem.meetings === 0) return;
          const e = dice.below(problem.meetings);
          state.move(e, anywhere(e));
          for (const end of [2 * e, 2 * e + 1]) state.refresh(state.personAt(end));
        }
      }),
      runs(40),
    );
  });

  it('knows who is at which end of a meeting, and where', () => {
    fc.assert(
      fc.property(arbSmall(), fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const dice = new Dice(seed);
        const state = new AgendaState(
          problem,
          Int32Array.from(problem.points.keys(), e => anySlot(problem, e, dice)),
        );
        const { slots: T } = problem;
        for (let cell = 0; cell < problem.participants * T; cell++) {
          let length = 0;
          for (let end = state.head[cell]; end >= 0; end = state.nextEnd[end]) {
            expect([state.personAt(end), state.slotOf[end >> 1]]).toEqual([Math.floor(cell / T), cell % T]);
            length++;
          }
          expect(length).toBe(state.count[cell]);
        }
      }),
      runs(30),
    );
  });

  it('prices breaks over a cap beside breaks and idle slots', () => {
    const problem = problemOf(makeEvent({ wishes: [['A', 'B']], slots: 12, rules: { maxBreaks: 1 } }));
    const state = new AgendaState(problem, new Int32Array(problem.meetings).fill(-1));
    const cost = (w: number): number => state.costOf(0, Int32Array.of(w), 0);
    expect(cost(0b1001)).toBe(BREAK + 2 * SMOOTH.idle);
    // Runs of 2, 1, 3 and 1 slots; the longest and one more may stay.
    expect(cost(0b100_1110_1011)).toBe(3 * BREAK + 4 * SMOOTH.idle + 2 * SMOOTH.overCap);
    state.weights = CAP_WEIGHTS;
    const { overCap, stray, idle } = CAP_WEIGHTS;
    expect(cost(0b100_1110_1011)).toBe(3 * CAP_WEIGHTS.break + 4 * idle + 2 * overCap + 2 * stray);
  });

  it('sums the cost of all agendas', () => {
    fc.assert(
      fc.property(arbSmall({ maxBreaks: 1 }), fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const dice = new Dice(seed);
        const state = new AgendaState(
          problem,
          Int32Array.from(problem.points.keys(), e => anySlot(problem, e, dice)),
        );
        for (const weights of [SMOOTH, CAP_WEIGHTS]) {
          state.weights = weights;
          const costs = [...state.breaksOf.keys()].map(p => state.costOf(p, state.busy, p * problem.words));
          expect([...state.breaksOf.keys()].map(p => state.keptCost(p))).toEqual(costs);
          expect(state.agendas).toBe(costs.reduce((sum, one) => sum + one, 0));
        }
      }),
      runs(30),
    );
  });
});
