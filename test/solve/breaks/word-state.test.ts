import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasBit, type Problem } from '../../../src/model/problem.js';
import { BREAK, SMOOTH } from '../../../src/solve/breaks/agenda-figures.js';
import { AgendaState, HARD } from '../../../src/solve/breaks/agenda-state.js';
import { fitsWords } from '../../../src/solve/breaks/fits-words.js';
import { randomSlot } from '../../../src/solve/breaks/random-slot.js';
import { WordState } from '../../../src/solve/breaks/word-state.js';
import { Random } from '../../../src/solve/random.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { isRested, randomSlots, sequenceFaultsOf } from '../schedules.js';
import { arbSmall, problemOf } from '../tiny.js';
import { WORDS } from '../words.js';
import { CAP_WEIGHTS } from './cap-prices.js';

/** All that is kept, counted anew. */
function expectTrue(problem: Problem, state: WordState, weights = SMOOTH): void {
  const { participants: P, slots: T, a, b, day, words: W } = problem;
  const counted = new AgendaState(problem, state.slotOf);
  counted.weights = weights;
  const { conflicts, overCap, promises, points, breaks, idle } = counted;
  expect(state.standing()).toEqual({ conflicts, overCap, promises, points, breaks, idle });
  expect(state.cost).toBe(counted.agendas);
  expect([...state.withBreaks.subarray(0, state.broken)].sort()).toEqual([...counted.withBreaks].sort());
  for (let p = 0; p < P; p++) {
    const isBusy = (t: number): boolean => hasBit(counted.busy, p * W, t);
    const busyBeside = (t: number): number =>
      [t - 1, t + 1].filter(u => u >= 0 && u < T && day[u] === day[t] && isBusy(u)).length;
    const slots = [...Array(T).keys()];
    expect(state.busy[p]).toBe(maskOf(slots.filter(isBusy)));
    expect(state.ends[p]).toBe(maskOf(slots.filter(t => isBusy(t) && busyBeside(t) < 2)));
    expect(state.beside[p]).toBe(maskOf(slots.filter(t => !isBusy(t) && busyBeside(t) > 0)));
    expect(state.degree[p]).toBe(counted.degree[p]);
    for (const t of slots) {
      const e = [...state.slotOf.keys()].find(x => state.slotOf[x] === t && (a[x] === p || b[x] === p)) ?? -1;
      expect(state.at[p * 32 + t]).toBe(e);
    }
  }
  state.inSlot.forEach((list, t) => {
    expect(list.toSorted()).toEqual([...state.slotOf.keys()].filter(e => state.slotOf[e] === t).sort());
    expect(state.load[t]).toBe(list.length);
  });
  state.classOf.forEach((kind, e) => {
    expect(state.held[kind].includes(e)).toBe(state.slotOf[e] >= 0);
    expect(state.unheld[kind].includes(e)).toBe(state.slotOf[e] < 0);
  });
}

function maskOf(slots: readonly number[]): number {
  return slots.reduce((mask, t) => mask | (1 << t), 0);
}

describe('fitsWords', () => {
  it.each([
    ['delegations', { parallel: 100 }],
    ['more than 32 slots', { slots: 40 }],
  ])('is false with %s', (_, feature) => {
    fc.assert(
      fc.property(arbSmall({ ...WORDS, locks: 0 }), arbSmall({ ...WORDS, ...feature }), (plain, other) => {
        expect(fitsWords(problemOf(plain))).toBe(true);
        expect(fitsWords(problemOf(other))).toBe(false);
      }),
      runs(10),
    );
  });
});

describe('randomSlot', () => {
  it('draws every slot of a mask and no other', () => {
    const random = new Random(1);
    const drawn = new Set(Array.from({ length: 400 }, () => randomSlot(maskOf([0, 5, 30, 31]), random)));
    expect([...drawn].sort((x, y) => x - y)).toEqual([0, 5, 30, 31]);
  });
});

describe('WordState', () => {
  it.each([
    [1, undefined],
    [2, undefined],
    [3, undefined],
    [1, 0],
    [2, 1],
  ])('keeps what a recount finds, and foretells what a change costs; %i days, caps %s', (days, maxBreaks) => {
    const tally = { overCap: 0 };
    fc.assert(
      fc.property(arbSmall({ ...WORDS, locks: 0, days, maxBreaks }), fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const dice = new Dice(seed);
        for (const weights of [SMOOTH, CAP_WEIGHTS]) {
          const state = new WordState(problem, randomSlots(problem, dice), weights);
          expectTrue(problem, state, weights);
          for (let step = 0; step < 10; step++) change(problem, state, dice);
          expectTrue(problem, state, weights);
          const other = randomSlots(problem, dice);
          state.goTo(other);
          expect(state.slotOf).toEqual(other);
          expectTrue(problem, state, weights);
          tally.overCap += state.overCap;
        }
      }),
      runs(25),
    );
    expect(tally.overCap > 0).toBe(maxBreaks !== undefined);
  });

  it('lets no agenda without its rests be worth anything', () => {
    const tally = { rested: 0, tired: 0 };
    fc.assert(
      fc.property(arbSmall({ ...WORDS, locks: 0, maxConsecutive: 2 }), fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const state = new WordState(problem, randomSlots(problem, new Dice(seed)));
        expectTrue(problem, state);
        for (let p = 0; p < problem.participants; p++) {
          const isBusy = (t: number): boolean => ((state.busy[p] >>> t) & 1) === 1;
          for (let t = 0; t < problem.slots; t++) {
            if (isBusy(t)) continue;
            const rested = isRested(problem, p, t, isBusy);
            tally[rested ? 'rested' : 'tired']++;
            expect(state.addDelta(p, t) < HARD.conflict / 2).toBe(rested);
          }
        }
      }),
      runs(25),
    );
    expect(Math.min(tally.rested, tally.tired)).toBeGreaterThan(50);
  });

  it('knows where the order of meetings leaves one, and whether a path may exchange its slots', () => {
    const tally = { in: 0, out: 0, stays: 0, breaks: 0 };
    fc.assert(
      fc.property(arbSmall({ ...WORDS, locks: 0, orders: 6, maxConsecutive: undefined }), fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const dice = new Dice(seed);
        const state = new WordState(problem, randomSlots(problem, dice));
        const isKept = (moved: ReadonlyMap<number, number>): boolean =>
          sequenceFaultsOf(
            problem,
            state.slotOf.map((t, e) => moved.get(e) ?? t),
          ).length === 0;
        for (let e = 0; e < problem.meetings; e++) {
          if (state.hasNoOrder(e)) expect([...problem.order.first, ...problem.order.second]).not.toContain(e);
          for (let t = 0; t < problem.slots; t++) {
            const kept = isKept(new Map([[e, t]]));
            tally[kept ? 'in' : 'out']++;
            expect(state.isInOrder(e, t)).toBe(kept);
          }
        }
        for (let k = 0; k < 20; k++) {
          const [s, t] = dice.shuffled([...Array(problem.slots).keys()]);
          const path = Int32Array.from([...state.inSlot[s], ...state.inSlot[t]].filter(() => dice.below(2) === 0));
          const kept = isKept(new Map(Array.from(path, e => [e, state.slotOf[e] === s ? t : s])));
          tally[kept ? 'stays' : 'breaks']++;
          // Beyond its length there is what an earlier path left.
          expect(state.staysInOrder(Int32Array.from([...path, 0, 1, 2]), path.length, s, t)).toBe(kept);
        }
      }),
      runs(25),
    );
    expect(Math.min(...Object.values(tally))).toBeGreaterThan(50);
  });

  it('takes a slot of 32 for one like the others', () => {
    fc.assert(
      fc.property(arbSmall({ ...WORDS, locks: 0, days: 1, slots: 32 }), fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        expectTrue(problem, new WordState(problem, randomSlots(problem, new Dice(seed))));
      }),
      runs(10),
    );
  });

  it('counts a break and an idle slot like other searches', () => {
    fc.assert(
      fc.property(arbSmall({ ...WORDS, locks: 0, days: 1, slots: 6 }), event => {
        const problem = problemOf(event);
        const state = new WordState(problem, new Int32Array(problem.meetings).fill(-1));
        expect(state.agenda(0, 0b101101, 4)).toBe(2 * BREAK + 2 * SMOOTH.idle);
      }),
      runs(3),
    );
  });
});

/** A meeting out, in, or to another slot with all that hangs on it; the cost must be what was foretold. */
function change(problem: Problem, state: WordState, dice: Dice): void {
  const { a, b } = problem;
  const e = dice.below(problem.meetings);
  const from = state.slotOf[e];
  const t = dice.below(problem.slots);
  const before = state.cost;
  const people = [a[e], b[e]];
  const areFree = people.every(p => ((state.busy[p] >>> t) & 1) === 0);
  const sum = (of: (p: number) => number): number => people.reduce((all, p) => all + of(p), 0);
  if (from < 0 && areFree) {
    const delta = sum(p => state.addDelta(p, t));
    state.putIn(e, t);
    expect(state.cost - before).toBe(delta);
  } else if (from >= 0 && areFree) {
    const delta = sum(p => state.swapDelta(p, from, t));
    state.exchange(Int32Array.of(e), 1, from, t, a[e], b[e]);
    expect(state.cost - before).toBe(delta);
  } else if (from >= 0) {
    const delta = sum(p => state.dropDelta(p, from));
    state.takeOut(e);
    expect(state.cost - before).toBe(delta);
  }
}
