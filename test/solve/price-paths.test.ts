import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasBit } from '../../src/model/problem.js';
import { Annealer } from '../../src/solve/anneal.js';
import { Chains } from '../../src/solve/chains.js';
import { zeroDuals } from '../../src/solve/duals.js';
import { PricePaths } from '../../src/solve/price-paths.js';
import { PriceSearch } from '../../src/solve/prices.js';
import { Random } from '../../src/solve/random.js';
import { State } from '../../src/solve/state.js';
import { makeEvent } from '../helpers/event.js';
import { generate } from '../helpers/generate.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { conflictsOf, contentsOf, randomSlots, recount } from './schedules.js';
import { arbSmall, checkSlots, freshBudget, problemOf, termsWith } from './tiny.js';

/**
 * Follows the path from A in slot 0, without prices, when the meetings named are held.
 * @param points of each meeting, by its two people
 * @param held slot of each that is held
 * @param busy people who are available in slot 0 alone
 */
function followFromA(points: Record<string, number>, held: Record<string, number>, busy = '', rooms = 9) {
  const wishes = Object.entries(points).map(([pair, score]) => ({ from: pair[0], to: pair[1], score }));
  const participants = [...new Set(Object.keys(points).join(''))].map(id => ({
    id,
    available: busy.includes(id) ? ['1'] : ['1', '2'],
  }));
  const problem = problemOf(makeEvent({ participants, wishes, slots: 2, rooms, rules: { minMeetings: 0 } }));
  const { event, a, b } = problem;
  const nameOf = (e: number): string => event.participants[a[e]].id + event.participants[b[e]].id;
  const state = new State(problem);
  for (const e of problem.points.keys()) if (nameOf(e) in held) state.place(e, held[nameOf(e)]);
  const chains = new Chains(state, new Random(1));
  const follows = new PricePaths(chains, zeroDuals(problem, 1)).follow(
    event.participants.findIndex(({ id }) => id === 'A'),
    0,
  );
  const now = Object.fromEntries([...state.slotOf].flatMap((t, e) => (t >= 0 ? [[nameOf(e), t]] : [])));
  return { follows, now };
}

describe('PricePaths', () => {
  it('fill two free places at once where meetings between them come and go in turns', () => {
    const { follows, now } = followFromA({ AB: 2, BC: 3, CD: 2 }, { BC: 0 }, 'ABCD');
    expect(follows).toBe(true);
    expect(now).toEqual({ AB: 0, CD: 0 });
  });

  it('lose the least: of two meetings that may go the one that is worth less', () => {
    const points = { AB: 5, BC: 4, AD: 5, DE: 1 };
    expect(followFromA(points, { BC: 0, DE: 0 }, 'ABCDE').now).toEqual({ BC: 0, AD: 0 });
    expect(followFromA({ ...points, BC: 1, DE: 4 }, { BC: 0, DE: 0 }, 'ABCDE').now).toEqual({ AB: 0, DE: 0 });
  });

  it('let a meeting go that finds another slot, however much it is worth', () => {
    expect(followFromA({ AB: 1, BC: 9 }, { BC: 0 }).now).toEqual({ AB: 0, BC: 1 });
  });

  it('end with who is free only where there is a room', () => {
    const held = { CD: 0 };
    expect(followFromA({ AB: 5, CD: 1 }, held, 'ABCD', 2).now).toEqual({ AB: 0, CD: 0 });
    expect(followFromA({ AB: 5, CD: 1 }, held, 'ABCD', 1)).toEqual({ follows: false, now: held });
  });

  it('keep every rule, move no lock and are undone exactly', () => {
    const tally = { followed: 0, longer: 0, undone: 0 };
    const events = arbSmall({
      rooms: 3,
      slots: 4,
      people: 9,
      wishes: 25,
      parallel: 30,
      maxima: 40,
      slotLimits: 30,
      locks: 2,
    });
    fc.assert(
      fc.property(events, fc.nat(), fc.boolean(), (event, seed, stays) => {
        const problem = problemOf(event);
        fc.pre(problem.meetings > 0);
        const dice = new Dice(seed);
        const state = new State(problem);
        // Some are left out, so that places are free.
        state.adopt(
          randomSlots(problem, dice).map((t, e) => (problem.lockedSlot[e] < 0 && dice.below(3) === 0 ? -1 : t)),
        );
        const chains = new Chains(state, new Random(seed));
        const prices = new PriceSearch(problem, termsWith(problem));
        prices.run(240);
        const paths = new PricePaths(chains, prices.best);
        for (let p = 0; p < problem.participants; p++) {
          for (let t = 0; t < problem.slots; t++) {
            if (!hasBit(state.free, p * problem.words, t)) continue;
            const before = structuredClone(contentsOf(state));
            const follows = paths.follow(p, t);
            const moved = before.slotOf.filter((slot, e) => state.slotOf[e] !== slot).length;
            if (follows && stays) {
              chains.commit();
              tally.followed++;
              if (moved > 1) tally.longer++;
            } else {
              chains.undo(0);
              if (moved > 0) tally.undone++;
              expect(contentsOf(state)).toEqual(before);
            }
          }
        }
        expect(conflictsOf(problem, state.slotOf)).toEqual([]);
        expect(contentsOf(state)).toEqual(recount(problem, state.slotOf));
        problem.lockedSlot.forEach((t, e) => {
          if (t >= 0 && state.slotOf[e] >= 0) expect(state.slotOf[e]).toBe(t);
        });
      }),
      runs(100),
    );
    expect(tally.followed).toBeGreaterThan(100);
    expect(tally.longer).toBeGreaterThan(20);
    expect(tally.undone).toBeGreaterThan(20);
  });

  it('gain points where people have few slots in common, in as many moves', async () => {
    let gain = 0;
    for (const seed of [1, 2, 3]) {
      const event = generate({ seed, people: 80, wishes: 430, slots: 16, rooms: 40, availability: 40, minMeetings: 1 });
      const problem = problemOf(event);
      const prices = new PriceSearch(problem, termsWith(problem));
      prices.run(480);
      const [without, along] = await Promise.all(
        [false, true].map(async followsPaths => {
          const annealer = new Annealer(new State(problem), new Random(seed), () => false);
          const plan = { moves: 40_000, tightness: 0.05, first: 0.6, last: 0.05, followsPaths };
          await annealer.run(plan, prices.best, freshBudget());
          expect((await checkSlots(problem, annealer.best)).violations).toEqual([]);
          return annealer.standing.points;
        }),
      );
      expect(along).toBeLessThanOrEqual(prices.bound);
      gain += (along - without) / prices.bound;
    }
    expect(gain / 3).toBeGreaterThan(0.005);
  });
});
