import { describe, expect, it } from 'vitest';
import { buildGroupProblem } from '../../../src/model/build-groups.js';
import type { GroupProblem } from '../../../src/model/group-problem.js';
import { GroupState } from '../../../src/solve/groups/state.js';
import { Dice } from '../../helpers/random.js';
import { hostsInBooths } from './booths.js';
import { reservedForGuests } from './reserved.js';
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

/** Problems of tiny events in which guests say in which rooms sessions are. */
const reserved = (count: number): [GroupProblem, Dice][] =>
  Array.from({ length: count }, (_, seed): [GroupProblem, Dice][] => {
    const dice = new Dice(seed + 1);
    const event = reservedForGuests(dice);
    const built = event && buildGroupProblem(event);
    return built?.kind === 'built' ? [[built.problem, dice]] : [];
  }).flat();

/** Rooms that a session with these people may use, straight from FORMATS. */
function roomsFor({ pairs: { event, rooms } }: GroupProblem, people: readonly number[]): number[] {
  const there = people.map(p => event.participants[p]);
  const isOpen = ({ only }: { readonly only: readonly string[] }) =>
    only.length === 0 ||
    only.includes('group') ||
    there.some(({ id, side }) => only.includes(id) || only.includes(side));
  return [...rooms.keys()].filter(
    room => isOpen(rooms[room]) && there.every(({ room: own }) => own === undefined || own === rooms[room].id),
  );
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

  it('counts a session in the rooms that those open who are there, and as short where that leaves it none', () => {
    const tally = { roomed: 0, roomless: 0, opened: 0, adopted: 0 };
    for (const [problem, dice] of reserved(300)) {
      const { pairs, host, seatGuest, groupMin } = problem;
      const { slots: T, meetings: E, limitSets, capacity } = pairs;
      const state = new GroupState(problem);
      for (let step = 0; step < 60; step++) {
        change(state, dice);
        const load = new Int32Array(state.limits.load.length);
        for (let e = 0; e < E; e++)
          if (state.slotOf[e] >= 0)
            for (const limit of pairs.kindLimits[pairs.kind[e]]) load[limit * T + state.slotOf[e]]++;
        state.size.forEach((size, cell) => {
          if (size === 0) return;
          const [h, t] = [Math.floor(cell / T), cell % T];
          const guests = Array.from(state.guestsOf(cell), i => seatGuest[i - E]);
          const rooms = roomsFor(problem, [host[h], ...guests]);
          const limits = limitSets.rooms.flatMap((set, limit) =>
            rooms.every(room => set.includes(room)) ? [limit] : [],
          );
          const isCounted = state.counted[cell] >= 0;
          expect(state.short.has(cell)).toBe(!isCounted || size < groupMin[h]);
          tally[isCounted ? 'roomed' : 'roomless']++;
          if (!isCounted) return;
          expect(rooms.length).toBeGreaterThan(0);
          if (roomsFor(problem, [host[h]]).length < rooms.length) tally.opened++;
          for (const limit of limits) load[limit * T + t]++;
        });
        expect([...state.limits.load]).toEqual([...load]);
        expect(load.every((count, cell) => count <= capacity[cell])).toBe(true);
      }
      if (state.size.some((size, cell) => size > 0 && state.counted[cell] < 0)) continue;
      const fresh = new GroupState(problem);
      fresh.adopt(state.slotOf);
      expect(contentsOf(fresh)).toEqual(contentsOf(state));
      tally.adopted++;
    }
    for (const count of Object.values(tally)) expect(count).toBeGreaterThan(100);
  });

  it('finds that a seat fits exactly where those who are there then open a room', () => {
    let refused = 0;
    for (const [problem, dice] of reserved(300)) {
      const { slots: T, meetings: E, limitSets, capacity } = problem.pairs;
      const state = new GroupState(problem);
      for (let step = 0; step < 20; step++) change(state, dice);
      for (let s = 0; s < problem.seats; s++) {
        const h = problem.seatHost[s];
        for (let t = 0; t < T && state.slotOf[E + s] < 0; t++) {
          const cell = h * T + t;
          const guests = Array.from(state.guestsOf(cell), i => problem.seatGuest[i - E]);
          const rooms = roomsFor(problem, [problem.host[h], ...guests, problem.seatGuest[s]]);
          // The same session without a say of its guests in rooms.
          const wide = new GroupState({ ...problem, byHosts: undefined });
          wide.adopt(state.slotOf);
          if (!wide.slotOf.every((at, i) => at === state.slotOf[i])) continue;
          const fitsElse = wide.fits(E + s, t);
          const held = state.counted[cell];
          const before = held < 0 ? [] : roomsFor(problem, [problem.host[h], ...guests]);
          const within = limitSets.rooms.every((set, limit) => {
            const isIn = (own: readonly number[]) => own.length > 0 && own.every(room => set.includes(room));
            return !isIn(rooms) || isIn(before) || state.limits.load[limit * T + t] < capacity[limit * T + t];
          });
          const fits = fitsElse && rooms.length > 0 && within;
          expect(state.fits(E + s, t)).toBe(fits);
          if (fitsElse && !fits) refused++;
        }
      }
    }
    expect(refused).toBeGreaterThan(100);
  });

  it('takes everything back to a mark, interpreters and rooms included', () => {
    for (const [problem, dice] of [...problems(300, true), ...reserved(300)]) {
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
