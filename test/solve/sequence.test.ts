import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasBit } from '../../src/model/problem.js';
import { Sequence } from '../../src/solve/sequence.js';
import { State } from '../../src/solve/state.js';
import { makeEvent } from '../helpers/event.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { isRested, randomSlots, sequenceFaultsOf } from './schedules.js';
import { arbSmall, problemOf } from './tiny.js';

const events = arbSmall({ orders: 8, maxConsecutive: 2, slots: 8, sides: 1, rooms: undefined, locks: 2 });

/** A random schedule, a meeting that is not held and a slot of its domain. */
function onSchedules(test: (state: State, sequence: Sequence, e: number, t: number) => void, numRuns = 100): void {
  fc.assert(
    fc.property(events, fc.nat(), (event, seed) => {
      const problem = problemOf(event);
      const dice = new Dice(seed);
      const state = new State(problem);
      state.adopt(randomSlots(problem, dice).map((t, e) => (dice.chance(80) || problem.must[e] === 1 ? t : -1)));
      const sequence = Sequence.of(problem);
      const unheld = state.inSlot[problem.slots];
      fc.pre(sequence !== undefined && unheld.length > 0);
      for (let draw = 0; draw < 8; draw++) {
        const e = dice.pick(state.inSlot[problem.slots]);
        const open = [...Array(problem.slots).keys()].filter(t => hasBit(problem.domain, e * problem.words, t));
        test(state, sequence!, e, dice.pick(open));
      }
    }),
    runs(numRuns),
  );
}

describe('Sequence', () => {
  it('is there only for problems that use it', () => {
    const wishes = [
      ['A', 'B'],
      ['A', 'C'],
    ] as const;
    const has = (spec: Parameters<typeof makeEvent>[0]): boolean =>
      Sequence.of(problemOf(makeEvent({ wishes, slots: 3, ...spec }))) !== undefined;
    expect(has({})).toBe(false);
    expect(has({ rules: { maxConsecutive: 3 } })).toBe(false);
    expect(has({ rules: { maxConsecutive: 2 } })).toBe(true);
    expect(has({ order: [[wishes[0], wishes[1]]] })).toBe(true);
    expect(has({ order: [[wishes[0], ['B', 'C']]] })).toBe(false);
  });

  it('fits a meeting exactly where no rule is broken', () => {
    const tally = { fits: 0, not: 0 };
    onSchedules((state, sequence, e, t) => {
      const { problem, slotOf, count } = state;
      const clashes = sequenceFaultsOf(problem, slotOf.with(e, t)).filter(fault => fault.startsWith('order'));
      expect(new Set(clashes).size > 0).toBe(sequence.clashes(e, t, slotOf) > 0);
      expect(hasBit(Int32Array.of(sequence.window(e, 0, slotOf)), 0, t)).toBe(clashes.length === 0);
      const fits = sequenceFaultsOf(problem, slotOf.with(e, t)).length === 0;
      expect(sequence.fits(e, t, state)).toBe(fits);
      tally[fits ? 'fits' : 'not']++;
      for (const p of [problem.a[e], problem.b[e]]) {
        const busy = (x: number): boolean => count[p * problem.slots + x] > 0;
        expect(hasBit(state.tired, p * problem.words, t)).toBe(!isRested(problem, p, t, busy));
      }
    });
    expect(Math.min(tally.fits, tally.not)).toBeGreaterThan(50);
  });

  it('clears the way at the least price of a run, or says that something stays', () => {
    const tally = { cleared: 0, stayed: 0 };
    onSchedules((state, sequence, e, t) => {
      const { problem } = state;
      const before = state.slotOf.slice();
      const stays = (f: number): boolean => problem.lockedSlot[f] >= 0;
      const out: number[] = [];
      const takeOut = (f: number): void => {
        state.remove(f);
        out.push(f);
      };
      if (sequence.clear(e, t, state, { stays, takeOut })) {
        expect(sequenceFaultsOf(problem, state.slotOf.with(e, t))).toEqual([]);
        expect(new Set(out).size).toBe(out.length);
        expect(out.filter(stays)).toEqual([]);
        if (out.length > 0) tally.cleared++;
        const needed = out.every(f => sequenceFaultsOf(problem, state.slotOf.with(e, t).with(f, before[f])).length > 0);
        if (problem.parallel.every(one => one === 1) && out.length === 1) expect(needed).toBe(true);
      } else tally.stayed++;
      for (const f of out) state.place(f, before[f]);
      expect(state.slotOf).toEqual(before);
    }, 200);
    expect(tally.cleared).toBeGreaterThan(50);
    expect(tally.stayed).toBeGreaterThan(5);
  });

  it('frees the cheapest slots of a run, one or two, musts last', () => {
    const wish = (to: string, score: number) => ({ from: 'A', to, score });
    /** Who goes out for A meeting X in a slot, with B, C … in the others from the first on. */
    const outFor = (slot: number, scores: readonly number[], most: number, must = ''): string[] => {
      const others = scores.map((score, i) => wish(String.fromCharCode(66 + i), score));
      const wishes = [...others, wish('X', 1)].map(one => ({
        ...one,
        kind: one.to === must ? ('must' as const) : ('wish' as const),
      }));
      const event = makeEvent({ wishes, slots: scores.length + 1, participants: [{ id: 'A', maxConsecutive: most }] });
      const problem = problemOf(event);
      const state = new State(problem);
      scores.forEach((score, i) => {
        if (score > 0) state.place(i, i < slot ? i : i + 1);
      });
      const out: number[] = [];
      const takeOut = (f: number): void => void out.push(f);
      expect(Sequence.of(problem)!.clear(scores.length, slot, state, { stays: () => false, takeOut })).toBe(true);
      return out.map(e => event.participants[problem.b[e]].id).sort();
    };
    expect(outFor(2, [5, 3], 2)).toEqual(['C']);
    expect(outFor(2, [3, 5], 2)).toEqual(['B']);
    expect(outFor(2, [3, 5, 9], 3, 'B')).toEqual(['C']);
    expect(outFor(2, [3, 5, 4, 9], 2)).toEqual(['B', 'D']);
    expect(outFor(2, [3, 9, 14, 5], 3)).toEqual(['B', 'E']);
    expect(outFor(2, [5, 9, 4, 9], 3)).toEqual(['D']);
    expect(outFor(1, [5, 9], 1)).toEqual(['B', 'C']);
  });
});
