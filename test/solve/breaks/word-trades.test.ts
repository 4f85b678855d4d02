import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WordState } from '../../../src/solve/breaks/word-state.js';
import { WordTrades } from '../../../src/solve/breaks/word-trades.js';
import { Random } from '../../../src/solve/random.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { conflictsOf, randomSlots, recount } from '../schedules.js';
import { arbSmall, problemOf } from '../tiny.js';
import { WORDS } from '../words.js';

const TIGHT = {
  ...WORDS,
  values: 'none',
  ...{ people: 12, wishes: 40, minMeetings: 1, rooms: 2, musts: 3, locks: 0 },
} as const;
const KINDS = [
  ['', arbSmall(TIGHT)],
  [', where an order and rests are kept', arbSmall({ ...TIGHT, orders: 25, maxConsecutive: 3 })],
] as const;

describe('WordTrades', () => {
  it.each((['fill', 'shed'] as const).flatMap(kind => KINDS.map(([which, events]) => [kind, which, events] as const)))(
    'keeps every rule, promise, point and must, or changes nothing: %s%s',
    (kind, _, events) => {
      const tally = { done: 0, undone: 0 };
      fc.assert(
        fc.property(events, fc.nat(), (event, seed) => {
          const problem = problemOf(event);
          const dice = new Dice(seed);
          const state = new WordState(problem, randomSlots(problem, dice));
          const trades = new WordTrades(state, new Random(seed));
          for (let step = 0; step < 8; step++) {
            const [p, t] = [dice.below(problem.participants), dice.below(problem.slots)];
            const isBusy = ((state.busy[p] >>> t) & 1) === 1;
            if (isBusy === (kind === 'fill')) continue;
            const limit = dice.below(60) - 20;
            const [slotOf, cost] = [state.slotOf.slice(), state.cost];
            const before = recount(problem, slotOf);
            if (trades[kind](p, t, limit)) {
              tally.done++;
              const now = recount(problem, state.slotOf);
              expect(state.cost - cost).toBeLessThanOrEqual(limit);
              expect([now.points, now.held, now.musts]).toEqual([before.points, before.held, before.musts]);
              expect(now.promises).toBeGreaterThanOrEqual(before.promises);
              if (kind === 'fill') expect((state.busy[p] >>> t) & 1).toBe(1);
              else expect(slotOf[state.at[p * 32 + t]]).not.toBe(t);
            } else {
              tally.undone++;
              expect(state.slotOf).toEqual(slotOf);
            }
            expect(conflictsOf(problem, state.slotOf)).toEqual([]);
          }
        }),
        runs(60),
      );
      expect(Math.min(tally.done, tally.undone)).toBeGreaterThan(0);
    },
  );

  it.each(KINDS)(
    'finds two whose trade gives a slot the room that another needs, and marked ones never%s',
    (_, events) => {
      const tally = { found: 0, none: 0 };
      fc.assert(
        fc.property(events, fc.nat(), (event, seed) => {
          const problem = problemOf(event);
          const dice = new Dice(seed);
          const start = randomSlots(problem, dice);
          const state = new WordState(problem, start);
          const trades = new WordTrades(state, new Random(seed));
          const before = recount(problem, start);
          for (let step = 0; step < 15; step++) {
            const [s, t] = dice.shuffled([...Array(problem.slots).keys()]);
            if (state.inSlot[t].length === 0) continue;
            const marks = Int32Array.from({ length: problem.meetings }, () => dice.below(2));
            const [load, other, cost] = [state.load[t], state.load[s], state.cost];
            if (!trades.forRoom(s, t, -1, marks, 1, 20)) {
              tally.none++;
              continue;
            }
            tally.found++;
            expect([marks[trades.out], state.slotOf[trades.out], state.slotOf[trades.in]]).toEqual([0, t, -1]);
            state.takeOut(trades.out);
            state.putIn(trades.in, s);
            expect(state.cost - cost).toBeLessThanOrEqual(20);
            expect([state.load[t], state.load[s]]).toEqual([load - 1, other + 1]);
            const now = recount(problem, state.slotOf);
            expect([now.points, now.held, now.musts]).toEqual([before.points, before.held, before.musts]);
            expect(now.promises).toBeGreaterThanOrEqual(before.promises);
            expect(conflictsOf(problem, state.slotOf).filter(fault => !fault.startsWith('limit'))).toEqual([]);
            state.goTo(start);
          }
        }),
        runs(60),
      );
      expect(Math.min(tally.found, tally.none)).toBeGreaterThan(10);
    },
  );
});
