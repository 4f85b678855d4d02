import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/model/event.js';
import type { Members } from '../../src/solve/members.js';
import { Random } from '../../src/solve/random.js';
import { State } from '../../src/solve/state.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { contentsOf, randomSlots, recount, sequenceFaultsOf } from './schedules.js';
import { arbSmall, problemOf } from './tiny.js';

const events = arbSmall({ parallel: 50, slotLimits: 50, oddRooms: 50 });

/** A state with some of the event's meetings in it. */
function filled(event: Event, seed: number) {
  const problem = problemOf(event);
  const dice = new Dice(seed);
  const state = new State(problem);
  state.adopt(randomSlots(problem, dice));
  return { problem, dice, state };
}

const inOrder = ({ list, size }: Members): number[] => [...list.subarray(0, size)].sort((x, y) => x - y);

describe('State', () => {
  it('keeps masks, loads, lists and figures as a recount has them, whatever is placed and removed', () => {
    fc.assert(
      fc.property(events, fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const dice = new Dice(seed);
        const state = new State(problem);
        expect(contentsOf(state)).toEqual(recount(problem, new Int32Array(problem.meetings).fill(-1)));
        for (let step = 0; step < 60 && problem.meetings > 0; step++) {
          const e = dice.below(problem.meetings);
          const from = state.slotOf[e];
          if (from >= 0) expect(state.remove(e)).toBe(from);
          const mask = state.candidates(e, 0);
          if (mask !== 0 && state.belowMaxima(e) && dice.chance(80)) state.place(e, 31 - Math.clz32(mask));
        }
        expect(contentsOf(state)).toEqual(recount(problem, state.slotOf));
      }),
      runs(100),
    );
  });

  it('knows who has fewer meetings than promised, and names all of them', () => {
    fc.assert(
      fc.property(events, fc.nat(), (event, seed) => {
        const { problem, state } = filled(event, seed);
        const { degree } = recount(problem, state.slotOf);
        const lacking = [...degree.keys()].filter(p => degree[p] < problem.minMeetings[p]);
        expect(state.lacking.size).toBe(lacking.length);
        const random = new Random(seed);
        const named = new Set(Array.from({ length: 40 * lacking.length }, () => state.lacking.any(random)));
        expect([...named].sort((x, y) => x - y)).toEqual(lacking);
      }),
      runs(60),
    );
  });

  it('says of each meeting by how much the schedule is worth more with it, promises and musts far beyond points', () => {
    let keeping = 0;
    fc.assert(
      fc.property(events, fc.nat(), (event, seed) => {
        const { problem, state } = filled(event, seed);
        fc.pre(problem.points.some(points => points > 0));
        for (const e of [...problem.points.keys()].filter(e => state.slotOf[e] >= 0)) {
          const [worth, ofMeeting] = [state.worth, state.worthOf(e)];
          const { promises } = state;
          const t = state.remove(e);
          expect(worth - state.worth).toBe(ofMeeting);
          expect(state.worthOf(e)).toBe(ofMeeting);
          if (state.promises < promises) keeping++;
          if (problem.must[e] === 0 && state.promises === promises) expect(ofMeeting).toBe(problem.points[e]);
          state.place(e, t);
        }
      }),
      runs(60),
    );
    expect(keeping).toBeGreaterThan(30);
  });

  it('lists exactly the watched places that are free, and the watched meetings that are not held', () => {
    fc.assert(
      fc.property(events, fc.nat(), (event, seed) => {
        const { problem, dice, state } = filled(event, seed);
        const watched = Uint8Array.from({ length: problem.participants * problem.slots }, () => dice.below(2));
        const slotsOf = Int32Array.from({ length: problem.meetings }, () => dice.below(2) * (1 + dice.below(7)));
        state.watch(watched, slotsOf);
        for (let step = 0; step < 40 && problem.meetings > 0; step++) {
          const e = dice.below(problem.meetings);
          if (state.slotOf[e] >= 0) state.remove(e);
          const mask = state.candidates(e, 0);
          if (mask !== 0 && state.belowMaxima(e)) state.place(e, 31 - Math.clz32(mask));
          const free = [...watched.keys()].filter(cell => {
            const p = Math.floor(cell / problem.slots);
            return watched[cell] === 1 && (state.free[p] >>> (cell - p * problem.slots)) % 2 === 1;
          });
          expect(inOrder(state.idle)).toEqual(free);
          const unheld = [...slotsOf.keys()].filter(one => slotsOf[one] !== 0 && state.slotOf[one] < 0);
          expect(inOrder(state.waiting)).toEqual(unheld);
        }
      }),
      runs(60),
    );
  });

  it('watches meetings beyond 32 slots', () => {
    const [event] = fc.sample(arbSmall({ slots: 70, wishes: 20 }), { seed: 3, numRuns: 1 });
    const problem = problemOf(event);
    const state = new State(problem);
    const slotsOf = new Int32Array(problem.meetings * problem.words);
    for (let e = 0; e < problem.meetings; e += 3) slotsOf[e * problem.words + (e % problem.words)] = 1;
    state.watch(new Uint8Array(problem.participants * problem.slots), slotsOf);
    expect(problem.words).toBeGreaterThan(1);
    expect(inOrder(state.waiting)).toEqual([...state.slotOf.keys()].filter(e => e % 3 === 0));
    state.watch(new Uint8Array(0));
    expect(inOrder(state.waiting)).toEqual([]);
  });

  it('offers exactly the slots in which a meeting fits', () => {
    fc.assert(
      fc.property(events, fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const state = new State(problem);
        state.adopt(randomSlots(problem, new Dice(seed)));
        const { count, load } = recount(problem, state.slotOf);
        const { a, b, slots: T, kind, kindLimits, capacity, parallel, domain } = problem;
        for (const e of state.inSlot[T]) {
          for (let t = 0; t < T; t++) {
            const fits =
              ((domain[e] >>> t) & 1) === 1 &&
              [a[e], b[e]].every(p => count[p * T + t] < parallel[p]) &&
              kindLimits[kind[e]].every(j => load[j * T + t] < capacity[j * T + t]) &&
              sequenceFaultsOf(problem, state.slotOf.with(e, t)).length === 0;
            expect(((state.candidates(e, 0) >>> t) & 1) === 1).toBe(fits);
          }
        }
      }),
      runs(60),
    );
  });

  it('adopts another schedule whole', () => {
    fc.assert(
      fc.property(events, fc.nat(), (event, seed) => {
        const { problem, dice, state } = filled(event, seed);
        const other = randomSlots(problem, dice);
        state.adopt(other);
        expect(contentsOf(state)).toEqual(recount(problem, other));
      }),
      runs(40),
    );
  });

  it('works beyond 32 slots', () => {
    fc.assert(
      fc.property(arbSmall({ slots: 70, windows: 50 }), fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const state = new State(problem);
        state.adopt(randomSlots(problem, new Dice(seed)));
        expect(contentsOf(state)).toEqual(recount(problem, state.slotOf));
      }),
      runs(10),
    );
  });
});
