import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Annealer } from '../../src/solve/anneal.js';
import { Random } from '../../src/solve/random.js';
import { haveAllPlaces, placedPart } from '../../src/solve/slot-matching.js';
import { State } from '../../src/solve/state.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { conflictsOf, randomSlots, recount } from './schedules.js';
import { arbSmall, freshBudget, problemOf } from './tiny.js';
import { uncounted } from './uncounted.js';

const EVENTS = [
  ['5 slots', arbSmall({ oddRooms: 60, ownRooms: 30, rooms: 3, wishes: 35, slots: 5, slotLimits: 40, locks: 2 })],
  ['40 slots', arbSmall({ oddRooms: 60, ownRooms: 30, rooms: 2, wishes: 50, slots: 40, parallel: 50 })],
] as const;

describe('places, where no limit on rooms is counted', () => {
  it.each(EVENTS)('are left in the slots in which limits leave some, whoever comes and goes: %s', (_, events) => {
    const tally = { open: 0, shut: 0, makesRoom: 0, makesNone: 0 };
    fc.assert(
      fc.property(events, fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const dice = new Dice(seed);
        const [counted, seated] = [new State(problem), new State(uncounted(problem, true))];
        fc.pre(problem.meetings > 0);
        const isOpen = (state: State, e: number, t: number): boolean =>
          ((state.open[state.classOf[e] * problem.words + (t >> 5)] >>> (t & 31)) & 1) === 1;
        for (const slotOf of [randomSlots(problem, dice), undefined]) {
          if (slotOf) for (const state of [counted, seated]) state.adopt(slotOf);
          // Some go again, and some others come.
          for (let step = 0; step < 20 && !slotOf; step++) {
            const e = dice.below(problem.meetings);
            const mask = counted.candidates(e, 0);
            for (const state of [counted, seated]) {
              if (state.slotOf[e] >= 0) state.remove(e);
              else if (mask !== 0 && state.belowMaxima(e)) state.place(e, 31 - Math.clz32(mask));
            }
          }
          for (let e = 0; e < problem.meetings; e++) {
            for (let t = 0; t < problem.slots; t++) {
              if (counted.slotOf[e] === t) continue;
              const fits = isOpen(counted, e, t);
              tally[fits ? 'open' : 'shut']++;
              expect(isOpen(seated, e, t)).toBe(fits);
              const limit = seated.fullLimit(e, t);
              expect(limit < 0).toBe(fits);
              // Beyond the slots' own limits, who counts in what is short is who makes room by going.
              if (limit < seated.problem.limits) continue;
              for (const f of counted.inSlot[t].slice()) {
                const counts = seated.countsIn(f, limit);
                counted.remove(f);
                expect(counts).toBe(isOpen(counted, e, t));
                counted.place(f, t);
                tally[counts ? 'makesRoom' : 'makesNone']++;
              }
            }
          }
        }
      }),
      runs(30),
    );
    expect(Math.min(...Object.values(tally)), JSON.stringify(tally)).toBeGreaterThan(20);
  });

  it.each(EVENTS)(
    'are found for all that annealing chooses, and for all that it takes from elsewhere: %s',
    async (_, events) => {
      const tally = { taken: 0, left: 0 };
      await fc.assert(
        fc.asyncProperty(events, fc.nat(), async (event, seed) => {
          const problem = problemOf(event);
          const seen = uncounted(problem, true);
          const annealer = new Annealer(new State(seen), new Random(seed), () => false);
          await annealer.fill(
            { order: Int32Array.from(seen.points.keys()), selected: seen.meetings },
            2,
            freshBudget(),
          );
          await annealer.run({ moves: 1000, tightness: 0.5, first: 1, last: 0.1 }, undefined, freshBudget());
          expect(conflictsOf(problem, annealer.best)).toEqual([]);
          const { points, promises, musts } = recount(problem, annealer.best);
          expect(annealer.standing).toEqual({ points, promises, musts });

          // What keeps no limit on rooms.
          const other = randomSlots({ ...seen, uncounted: undefined }, new Dice(seed));
          const isSeated = conflictsOf(problem, other).length === 0;
          expect(haveAllPlaces(seen, other)).toBe(isSeated);
          const before = annealer.best.slice();
          expect(annealer.take(other)).toBe(isSeated);
          if (!isSeated) expect(annealer.best).toEqual(before);
          tally[isSeated ? 'taken' : 'left']++;

          const part = placedPart(seen, other);
          expect(conflictsOf(problem, part)).toEqual([]);
          for (let e = 0; e < other.length; e++) {
            if (part[e] === other[e]) continue;
            expect(part[e]).toBe(-1);
            // Each that is left out is one too many.
            expect(
              haveAllPlaces(
                seen,
                part.map((t, f) => (f === e ? other[f] : t)),
              ),
            ).toBe(false);
          }
        }),
        runs(30),
      );
      expect(Math.min(tally.taken, tally.left), JSON.stringify(tally)).toBeGreaterThan(3);
    },
  );
});
