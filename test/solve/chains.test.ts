import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasBit } from '../../src/model/problem.js';
import { isBetter } from '../../src/solve/anneal.js';
import { Chains } from '../../src/solve/chains.js';
import { Random } from '../../src/solve/random.js';
import { State } from '../../src/solve/state.js';
import { makeEvent } from '../helpers/event.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { conflictsOf, contentsOf, randomSlots, recount } from './schedules.js';
import { arbSmall, problemOf } from './tiny.js';

/** Tight, so that chains are needed. */
const events = arbSmall({ rooms: 2, slots: 4, people: 9, wishes: 25, parallel: 30, maxima: 40, slotLimits: 30 });

interface Bench {
  readonly chains: Chains;
  readonly state: State;
  readonly dice: Dice;
}

/** Runs `test` on many random schedules, those with no meeting left out. */
function onSchedules(numRuns: number, test: (bench: Bench) => void): void {
  fc.assert(
    fc.property(events, fc.nat(), (event, seed) => {
      const problem = problemOf(event);
      fc.pre(problem.meetings > 0);
      const dice = new Dice(seed);
      const state = new State(problem);
      state.adopt(randomSlots(problem, dice));
      test({ state, dice, chains: new Chains(state, new Random(seed)) });
      expect(conflictsOf(problem, state.slotOf)).toEqual([]);
      expect(contentsOf(state)).toEqual(recount(problem, state.slotOf));
    }),
    runs(numRuns),
  );
}

const heldIn = (slotOf: Int32Array): number[] => [...slotOf.keys()].filter(e => slotOf[e] >= 0);

/** A random pair (e, t) of the domain. */
function randomPair({ state, dice }: Bench): [e: number, t: number] {
  const { meetings, slots, words, domain } = state.problem;
  const e = dice.below(meetings);
  const open = [...Array(slots).keys()].filter(t => hasBit(domain, e * words, t));
  return [e, dice.pick(open)];
}

describe('Chains', () => {
  it('undo goes back exactly to a mark', () => {
    onSchedules(60, bench => {
      const { chains, state } = bench;
      const snapshots: { mark: number; contents: ReturnType<typeof contentsOf> }[] = [];
      for (let step = 0; step < 6; step++) {
        snapshots.push({ mark: chains.mark, contents: structuredClone(contentsOf(state)) });
        const [e, t] = randomPair(bench);
        if (step % 2 === 0) chains.force(e, t, []);
        else if (state.slotOf[e] < 0) chains.insert(e, 2);
      }
      for (const { mark, contents } of snapshots.reverse()) {
        chains.undo(mark);
        expect(contentsOf(state)).toEqual(contents);
      }
    });
  });

  it('commit forgets the way back', () => {
    onSchedules(20, bench => {
      const { chains, state } = bench;
      const [e, t] = randomPair(bench);
      chains.force(e, t, []);
      const after = state.slotOf.slice();
      chains.commit();
      chains.undo(0);
      expect(state.slotOf).toEqual(after);
    });
  });

  it('insert adds the meeting and loses none, or changes nothing', () => {
    let moved = 0;
    onSchedules(150, ({ chains, state, dice }) => {
      for (const e of heldIn(state.slotOf)) {
        if (state.problem.lockedSlot[e] < 0 && dice.chance(30)) state.remove(e);
      }
      const before = state.slotOf.slice();
      const unheld = [...state.inSlot[state.problem.slots]];
      if (unheld.length === 0) return;
      const e = dice.pick(unheld);
      if (chains.insert(e, 3)) {
        expect(heldIn(state.slotOf)).toEqual([...heldIn(before), e].sort((x, y) => x - y));
        if (before.some((t, f) => t >= 0 && state.slotOf[f] !== t)) moved++;
      } else expect(state.slotOf).toEqual(before);
    });
    expect(moved).toBeGreaterThan(3);
  });

  it('insertAlongPath adds the meeting and keeps the others held, or changes nothing', () => {
    onSchedules(100, ({ chains, state, dice }) => {
      for (const f of heldIn(state.slotOf)) if (state.problem.lockedSlot[f] < 0 && dice.chance(20)) state.remove(f);
      const before = state.slotOf.slice();
      const unheld = [...state.inSlot[state.problem.slots]];
      if (unheld.length === 0) return;
      const e = dice.pick(unheld);
      if (chains.insertAlongPath(e)) {
        expect(heldIn(state.slotOf)).toEqual([...heldIn(before), e].sort((x, y) => x - y));
      } else expect(state.slotOf).toEqual(before);
    });
  });

  it('insertAlongPath exchanges two slots along a path of any length', () => {
    const wishes = ['AB', 'AX', 'BC', 'CD', 'DE', 'EF'].map(pair => [pair[0], pair[1]] as const);
    const problem = problemOf(makeEvent({ wishes, slots: 2 }));
    const state = new State(problem);
    for (const [e, t] of [1, 0, 1, 0, 1].entries()) state.place(e + 1, t);
    expect(new Chains(state, new Random(1)).insertAlongPath(0)).toBe(true);
    expect(state.held).toBe(6);
    expect(conflictsOf(problem, state.slotOf)).toEqual([]);
  });

  it('force puts the meeting there and says whom it drove out', () => {
    let drove = 0;
    onSchedules(150, bench => {
      const { chains, state } = bench;
      const before = heldIn(state.slotOf);
      const [e, t] = randomPair(bench);
      const driven: number[] = [];
      if (chains.force(e, t, driven)) {
        const after = new Set(heldIn(state.slotOf));
        expect(state.slotOf[e]).toBe(t);
        expect(driven.toSorted((x, y) => x - y)).toEqual(before.filter(f => f !== e && !after.has(f)));
        expect(after.size).toBe(before.filter(f => f !== e).length - driven.length + 1);
        drove += driven.length;
      } else chains.undo(0);
    });
    expect(drove).toBeGreaterThan(30);
  });

  it('force never moves a locked meeting', () => {
    fc.assert(
      fc.property(arbSmall({ locks: 3, rooms: 2, slots: 3 }), fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        fc.pre(problem.meetings > 0);
        const state = new State(problem);
        const dice = new Dice(seed);
        state.adopt(randomSlots(problem, dice));
        const chains = new Chains(state, new Random(seed));
        const bench = { state, dice, chains };
        for (let step = 0; step < 5; step++) {
          const [e, t] = randomPair(bench);
          const driven: number[] = [];
          const done = chains.force(e, t, driven);
          expect(driven.filter(f => problem.lockedSlot[f] >= 0)).toEqual([]);
          if (!done) chains.undo(0);
        }
      }),
      runs(60),
    );
  });

  it('drives out who keeps a promise otherwise, however dear that meeting is', () => {
    // A and B meet each other in one slot and others in the next; C and D have only each other.
    const wishes = [
      ['A', 'B', 9],
      ['A', 'X', 2],
      ['B', 'Y', 2],
      ['C', 'D', 1],
      ['E', 'F', 5],
    ] as const;
    const problem = problemOf(makeEvent({ wishes, slots: 2, rooms: 2, rules: { minMeetings: 1 } }));
    for (let seed = 0; seed < 20; seed++) {
      const state = new State(problem);
      state.place(1, 1);
      state.place(2, 1);
      state.place(0, 0);
      state.place(3, 0);
      const driven: number[] = [];
      expect(new Chains(state, new Random(seed)).force(4, 0, driven)).toBe(true);
      expect(driven).toEqual([0]);
    }
  });

  it('replaceCheaper only ever gains: points, or promises beyond them', () => {
    let [gained, keeping] = [0, 0];
    onSchedules(150, ({ chains, state, dice }) => {
      const unheld = [...state.inSlot[state.problem.slots]];
      if (unheld.length === 0) return;
      const e = dice.pick(unheld);
      const before = state.slotOf.slice();
      const { points, promises, musts } = state;
      chains.replaceCheaper(e);
      if (state.slotOf[e] < 0) expect(state.slotOf).toEqual(before);
      else {
        expect(isBetter(state, { points, promises, musts })).toBe(true);
        if (state.promises > promises) keeping++;
        gained++;
      }
    });
    expect(gained).toBeGreaterThan(3);
    expect(keeping).toBeGreaterThan(0);
  });

  it('replaceCheaper gives no must up for points', () => {
    const wishes = [
      ['A', 'B', 1],
      ['A', 'C', 'must'],
    ] as const;
    const ranked = makeEvent({ wishes: [...wishes, ['D', 'E', 9]], slots: 1 });
    const problem = problemOf(ranked);
    const state = new State(problem);
    state.place(1, 0);
    new Chains(state, new Random(1)).replaceCheaper(0);
    expect(state.musts).toBe(1);
  });

  it('uses only the slots that the caller allows', () => {
    let paths = 0;
    onSchedules(60, ({ chains, state, dice }) => {
      const { problem } = state;
      for (const f of heldIn(state.slotOf)) if (problem.lockedSlot[f] < 0 && dice.chance(30)) state.remove(f);
      const before = state.slotOf.slice();
      chains.allowed = problem.domain.map(word => word & 0b0101);
      for (const e of dice.shuffled([...state.inSlot[problem.slots]])) {
        const along = chains.insertAlongPath(e);
        if (along) paths++;
        if (!along && !chains.insert(e, 2)) chains.replaceCheaper(e);
      }
      state.slotOf.forEach((t, e) => {
        if (t >= 0 && t !== before[e]) expect(t % 2).toBe(0);
      });
    });
    expect(paths).toBeGreaterThan(3);
  });
});
