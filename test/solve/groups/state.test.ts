import { describe, expect, it } from 'vitest';
import { buildGroupProblem } from '../../../src/model/build-groups.js';
import type { GroupProblem } from '../../../src/model/group-problem.js';
import { GroupState } from '../../../src/solve/groups/state.js';
import { Dice } from '../../helpers/random.js';
import { hostsInBooths } from './booths.js';
import { faultsOf, meetingsIn, worthOf } from './rules.js';
import { tinyGroups } from './tiny-groups.js';

const SIZE = { people: 8, items: 14, slots: 5, musts: true };

/** All that a state keeps beside the slots, as plain lists. */
function contentsOf(state: GroupState) {
  const { people, limits, size, sessions, roomy, idle, interpreters, problem } = state;
  return {
    figures: [state.points, state.promises, state.musts, state.short.size],
    short: [...state.short.list.subarray(0, state.short.size)].sort((x, y) => x - y),
    tables: [
      people.degree,
      people.count,
      people.free,
      people.tired,
      limits.load,
      limits.open,
      size,
      sessions,
      roomy,
      idle,
    ].map(list => [...list]),
    guests: [...size.keys()].map(cell => [...state.guestsOf(cell)].sort((x, y) => x - y)),
    inSlot: state.inSlot.map(list => [...list].sort((x, y) => x - y)),
    ends: [...people.count.keys()].map(place => {
      const found: number[] = [];
      for (let end = state.ends.head[place]; end >= 0; end = state.ends.next[end]) found.push(end);
      return found.sort((x, y) => x - y);
    }),
    serves: interpreters ? [...interpreters.serves] : [],
    slots: [problem.pairs.slots, ...state.slotOf],
  };
}

/** If it breaks a rule, nothing changes. */
function moveSession(state: GroupState, h: number, from: number, to: number): void {
  const mark = state.mark();
  const guests = state.guestsOf(h * state.problem.pairs.slots + from).slice();
  for (const i of guests) state.remove(i);
  for (const i of guests) {
    if (!state.fits(i, to)) {
      state.undo(mark);
      return;
    }
    state.place(i, to);
  }
}

/** One random change that fits: in, out, or a session to another slot. */
function change(state: GroupState, dice: Dice): void {
  const { problem, slotOf } = state;
  const T = problem.pairs.slots;
  if (slotOf.length === 0) return;
  if (dice.chance(20) && problem.hosts > 0) {
    const [h, from, to] = [dice.below(problem.hosts), dice.below(T), dice.below(T)];
    if (state.size[h * T + from] > 0 && from !== to && state.size[h * T + to] === 0) moveSession(state, h, from, to);
    return;
  }
  const i = dice.below(slotOf.length);
  const t = dice.below(T);
  if (slotOf[i] >= 0) state.remove(i);
  else if (state.fits(i, t)) state.place(i, t);
}

const problems = (count: number, tiredInterpreters: boolean): [GroupProblem, Dice][] =>
  Array.from({ length: count }, (_, seed) => {
    const dice = new Dice(seed + 1);
    return [tinyGroups(dice, { ...SIZE, tiredInterpreters }), dice];
  });

describe('GroupState', () => {
  it('keeps every rule whatever is changed, and counts as a recount does', () => {
    for (const [problem, dice] of problems(400, true)) {
      const state = new GroupState(problem);
      for (let step = 0; step < 40; step++) change(state, dice);
      expect(faultsOf(problem, state.slotOf)).toEqual([]);
      const { musts, promises, points, short } = worthOf(problem, state.slotOf);
      expect([state.points, state.promises, state.musts, state.short.size]).toEqual([points, promises, musts, short]);
      const fresh = new GroupState(problem);
      fresh.adopt(state.slotOf, state.interpreters?.serves);
      expect(contentsOf(fresh)).toEqual(contentsOf(state));
    }
  });

  it('finds that an item fits exactly where no rule is broken', () => {
    for (const [problem, dice] of problems(400, false)) {
      const state = new GroupState(problem);
      for (let step = 0; step < 25; step++) change(state, dice);
      state.slotOf.forEach((at, i) => {
        for (let t = 0; t < problem.pairs.slots && at < 0; t++) {
          const fits = faultsOf(problem, state.slotOf.with(i, t)).length === 0;
          expect(state.fits(i, t)).toBe(fits);
          if (fits) expect((state.candidates(i, t >> 5) >>> (t & 31)) & 1).toBe(1);
        }
      });
    }
  });

  it('knows what an item brings beside the others, where points count once', () => {
    const tally = { held: 0, free: 0 };
    for (const [problem, dice] of problems(400, false)) {
      const { pairs, seatPoints } = problem;
      const points = [...pairs.points, ...seatPoints];
      const repeats = [1, 2].map(() => {
        const items = dice.shuffled([...points.keys()]).slice(0, 5);
        return { items, points: Math.min(...items.map(i => points[i])) };
      });
      const state = new GroupState({ ...problem, repeats });
      for (let step = 0; step < 25; step++) change(state, dice);
      for (const i of points.keys()) {
        const t = [...Array(pairs.slots).keys()].find(one => state.fits(i, one)) ?? -1;
        const isHeld = state.slotOf[i] >= 0;
        if (!isHeld && t < 0) continue;
        const mark = state.mark();
        const [before, worth] = [state.points, state.worthOf(i)];
        if (isHeld) state.remove(i);
        else state.place(i, t);
        expect(isHeld ? before - state.points : state.points - before).toBe(worth);
        if (worth < points[i]) tally[isHeld ? 'held' : 'free']++;
        state.undo(mark);
      }
    }
    expect(Math.min(tally.held, tally.free)).toBeGreaterThan(20);
  });

  it('leaves no slot out in which an item fits, where many kinds of meetings are under one limit', () => {
    const built = buildGroupProblem(hostsInBooths(new Dice(1)));
    if (built.kind !== 'built') throw new Error(built.kind);
    const { problem } = built;
    const classes = new Set(problem.pairs.kindLimits.map(limits => limits.join(',')));
    expect(classes.size).toBeLessThan(problem.pairs.kindLimits.length);
    const state = new GroupState(problem);
    const dice = new Dice(1);
    let found = 0;
    for (let step = 0; step < 60; step++) {
      change(state, dice);
      state.slotOf.forEach((at, i) => {
        for (let t = 0; t < problem.pairs.slots && at < 0; t++) {
          if (!state.fits(i, t)) continue;
          expect((state.candidates(i, 0) >>> t) & 1).toBe(1);
          found++;
        }
      });
    }
    expect(found).toBeGreaterThan(1000);
  });

  it('takes everything back to a mark, interpreters included', () => {
    for (const [problem, dice] of problems(300, true)) {
      const state = new GroupState(problem);
      for (let step = 0; step < 20; step++) change(state, dice);
      const before = contentsOf(state);
      const mark = state.mark();
      for (let step = 0; step < 20; step++) change(state, dice);
      state.undo(mark);
      expect(contentsOf(state)).toEqual(before);
    }
  });

  it('gives every meeting that needs one an interpreter of its own who is free', () => {
    let served = 0;
    for (const [problem, dice] of problems(1000, true)) {
      const { speech, pairs } = problem;
      if (!speech) continue;
      const state = new GroupState(problem);
      for (let step = 0; step < 30; step++) change(state, dice);
      for (const { host, slot, items } of meetingsIn(problem, state.slotOf)) {
        const ways = items.reduce((all, i) => all & speech.ofItem[i], -1);
        if ((ways & ((1 << speech.languages) - 1)) !== 0) continue;
        const j = state.interpreters!.of(host < 0 ? items[0] : pairs.meetings + host * pairs.slots + slot, slot);
        expect(j).toBeGreaterThanOrEqual(0);
        expect((ways >>> (speech.languages + j)) & 1).toBe(1);
        served++;
      }
    }
    expect(served).toBeGreaterThan(50);
  });
});
