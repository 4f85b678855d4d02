import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/model/problem.js';
import { AgendaSlots } from '../../../src/solve/breaks/agenda-slots.js';
import { AgendaState } from '../../../src/solve/breaks/agenda-state.js';
import { capsFirst, type PayingAim, pointsFrom } from '../../../src/solve/breaks/aim.js';
import { type SlotAgendas, SlotPaths } from '../../../src/solve/breaks/slot-paths.js';
import { WordState } from '../../../src/solve/breaks/word-state.js';
import { Random } from '../../../src/solve/random.js';
import { makeEvent } from '../../helpers/event.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { conflictsOf, randomSlots, recount, slotsOf } from '../schedules.js';
import { arbSmall, problemOf } from '../tiny.js';
import { WORDS } from '../words.js';
import { CAP_PRICES, CAP_WEIGHTS } from './cap-prices.js';

const TIGHT = {
  ...WORDS,
  ...{ people: 12, wishes: 45, minMeetings: 1, maxima: 40, rooms: 3, slots: 6, musts: 3, locks: 0, maxBreaks: 0 },
} as const;

/** A state of either kind that paths can change. */
interface Kept {
  readonly agendas: SlotAgendas;
  readonly cost: () => number;
  readonly promises: () => number;
}

function inWords(problem: Problem, slotOf: Int32Array): Kept {
  const state = new WordState(problem, slotOf, CAP_WEIGHTS);
  return { agendas: state, cost: () => state.cost, promises: () => state.promises };
}

function inAny(problem: Problem, slotOf: Int32Array, random: Random): Kept {
  const state = new AgendaState(problem, slotOf);
  state.weights = CAP_WEIGHTS;
  return { agendas: new AgendaSlots(state, random), cost: () => state.agendas, promises: () => state.promises };
}

const KINDS = [
  ['few rooms', TIGHT, inWords],
  ['rooms to spare', { ...TIGHT, rooms: undefined }, inWords],
  ['an order and rests', { ...TIGHT, orders: 25, maxConsecutive: 3 }, inWords],
  ['few rooms, in any state', TIGHT, inAny],
  ['rooms of several kinds and delegations', { ...TIGHT, oddRooms: 40, ownRooms: 40, parallel: 40, rooms: 4 }, inAny],
  ['an order and rests, in any state', { ...TIGHT, orders: 25, maxConsecutive: 3 }, inAny],
  ['40 slots', { ...TIGHT, slots: 40, days: 2, rooms: 2 }, inAny],
] as const;

/** Nearly everything may be paid. */
const FREELY = { name: 'paid', aimOf: (problem: Problem): PayingAim => capsFirst(problem, CAP_PRICES) };
/** Not below all points but those of one average meeting. */
const BARELY = {
  name: 'held by a floor',
  aimOf: (problem: Problem, points: number): PayingAim => {
    const average = problem.points.reduce((sum, value) => sum + value, 0) / Math.max(1, problem.meetings);
    return pointsFrom(points - Math.floor(average), problem);
  },
};

describe('SlotPaths', () => {
  it.each(KINDS.flatMap(kind => [FREELY, BARELY].map(aim => [kind[0], aim.name, kind, aim] as const)))(
    'keeps every rule and every must and costs no more than is allowed, or changes nothing: %s, points are %s',
    (_what, _name, [, features, keep], { aimOf }) => {
      const tally = { taken: 0, refused: 0, chains: 0, lost: 0, gained: 0 };
      fc.assert(
        fc.property(arbSmall(features), fc.nat(), (event, seed) => {
          const problem = problemOf(event);
          const dice = new Dice(seed);
          const start = randomSlots(problem, dice);
          const random = new Random(seed);
          const { agendas: state, cost, promises } = keep(problem, start, random);
          const aim = aimOf(problem, state.points);
          const paths = new SlotPaths(state, random, aim);
          for (let step = 0; step < 12; step++) {
            const limit = dice.below(300) - 50;
            const slotOf = state.slotOf.slice();
            const before = recount(problem, slotOf);
            const costBefore = cost();
            if (!paths.attempt(dice.below(problem.participants), limit)) {
              tally.refused++;
              expect(state.slotOf).toEqual(slotOf);
              continue;
            }
            const now = recount(problem, state.slotOf);
            const lost = aim.cost(before.promises - now.promises, before.points - now.points, now);
            expect(cost() - costBefore + lost).toBeLessThanOrEqual(limit + 1e-6);
            expect([state.points, promises()]).toEqual([now.points, now.promises]);
            expect(now.musts).toBe(before.musts);
            expect(conflictsOf(problem, state.slotOf)).toEqual([]);
            // Whatever went or came was in one slot.
            const changed = [...slotOf.keys()].filter(e => state.slotOf[e] !== slotOf[e]);
            expect(new Set(changed.map(e => Math.max(slotOf[e], state.slotOf[e]))).size).toBe(1);
            for (const e of changed) expect(Math.min(slotOf[e], state.slotOf[e])).toBe(-1);
            tally.taken++;
            tally.chains += changed.length > 2 ? 1 : 0;
            tally.lost += now.points < before.points ? 1 : 0;
            tally.gained += now.points > before.points ? 1 : 0;
          }
        }),
        runs(80),
      );
      // In many slots hardly anybody stands in the way.
      const { chains, ...others } = tally;
      for (const count of Object.values(others)) expect(count).toBeGreaterThan(5);
      if (features.slots < 32) expect(chains).toBeGreaterThan(5);
    },
  );

  it('takes a meeting from someone whose partner has no free slot to spare, where another one comes in for it', () => {
    // A's second run is its meeting with B, who would have a hole without it: C can come in for A.
    const homes = [
      ['A', 'X', '1'],
      ['A', 'B', '3'],
      ['B', 'Y', '2'],
      ['B', 'Z', '4'],
    ];
    const event = makeEvent({
      participants: ['A', 'B', 'C', 'X', 'Y', 'Z'].map(id => ({ id, maxBreaks: 0 })),
      wishes: [...homes, ['B', 'C']].map(([from, to]) => [from, to] as const),
      slots: 4,
      rooms: 2,
    });
    const problem = problemOf(event);
    const state = new WordState(problem, slotsOf(problem, homes), CAP_WEIGHTS);
    const paths = new SlotPaths(state, new Random(1), capsFirst(problem, CAP_PRICES));
    expect(state.overCap).toBe(1);
    const a = event.participants.findIndex(({ id }) => id === 'A');
    let attempts = 0;
    while (attempts < 100 && !paths.attempt(a, 0)) attempts++;
    expect(state.overCap).toBe(0);
    const moved = homes.map(row => (row[1] === 'B' ? ['B', 'C', '3'] : row));
    expect(state.slotOf).toEqual(slotsOf(problem, moved));
  });
});
