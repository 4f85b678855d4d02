import { describe, expect, it } from 'vitest';
import { buildGroupProblem } from '../../../src/model/build-groups.js';
import { keepGroupCaps } from '../../../src/solve/groups/agenda-caps.js';
import { GroupState } from '../../../src/solve/groups/state.js';
import { makeEvent } from '../../helpers/event.js';
import { Dice } from '../../helpers/random.js';
import { assemble } from './problems.js';
import { faultsOf, worthOf } from './rules.js';
import { agendasOf, demandsIn, someSchedule, tinyAgendas } from './tiny-agendas.js';

describe('keepGroupCaps', () => {
  it('keeps caps and all other rules, gives no demand up, and fails only where demands are in the way', () => {
    const tally = { kept: 0, paid: 0, failed: 0 };
    for (let seed = 1; seed <= 600; seed++) {
      const dice = new Dice(seed);
      const problem = tinyAgendas(dice, { people: 8, items: 14, slots: 5, musts: seed % 2 === 0, caps: true });
      const state = someSchedule(problem, dice);
      const demands = demandsIn(problem, state.slotOf);
      if (agendasOf(problem, state.slotOf).overCap === 0) continue;
      const { points } = state;
      const kept = keepGroupCaps(state);
      expect(faultsOf(problem, state.slotOf)).toEqual([]);
      expect(worthOf(problem, state.slotOf).short).toBe(0);
      expect(demandsIn(problem, state.slotOf)).toBeGreaterThanOrEqual(demands);
      expect(agendasOf(problem, state.slotOf).overCap === 0).toBe(kept);
      tally[kept ? 'kept' : 'failed']++;
      if (kept && state.points < points) tally.paid++;
      if (!kept) expect(problem.pairs.must.includes(1) || problem.seatMust.includes(1) || demands > 0).toBe(true);
    }
    expect(tally.kept).toBeGreaterThan(40);
    expect(tally.paid).toBeGreaterThan(10);
    expect(tally.failed).toBeGreaterThan(0);
  });

  it('goes back to whom an item given up leaves with a break', () => {
    // The second one has a break, and gives up what it has with the first, in the middle of the day of that one.
    const pairs = [
      { a: 0, b: 3, points: 9, slot: 0 },
      { a: 0, b: 1, points: 1, slot: 1 },
      { a: 0, b: 4, points: 9, slot: 2 },
      { a: 1, b: 2, points: 9, slot: 3 },
      { a: 2, b: 5, points: 9, slot: 2 },
      { a: 2, b: 6, points: 9, slot: 4 },
    ];
    const always = Array.from({ length: 5 }, () => true);
    const room = { seats: 2, slots: always };
    const people = Array.from({ length: 7 }, () => always);
    const free = assemble({ people, stretch: [0, 0, 0, 0, 0], rooms: [room, room], pairs, hosts: [], seats: [] });
    const problem = { ...free, pairs: { ...free.pairs, maxBreaks: new Int32Array(7) } };
    const state = new GroupState(problem);
    state.adopt(Int32Array.from(pairs, ({ slot }) => slot));
    expect(agendasOf(problem, state.slotOf).overCap).toBe(1);
    expect(keepGroupCaps(state)).toBe(true);
    expect(agendasOf(problem, state.slotOf).overCap).toBe(0);
  });

  it('gives up a whole session that has no room without the one over its cap', () => {
    const host = { id: 'H', role: 'host', group: { min: 1, max: 3, sessions: undefined } } as const;
    const built = buildGroupProblem(
      makeEvent({
        participants: [host, { id: 'A', maxBreaks: 0 }],
        wishes: [['A', 'C', 'must'], ...['A', 'B'].map(from => ({ from, to: 'H', as: 'seat' as const }))],
        slots: 3,
        rooms: [{ unavailable: ['2', '3'] }, { only: ['A'] }],
      }),
    );
    if (built.kind !== 'built') throw new Error(built.kind);
    const state = new GroupState(built.problem);
    state.adopt(Int32Array.of(0, 2, 2));
    expect([...state.slotOf]).toEqual([0, 2, 2]);
    expect(keepGroupCaps(state)).toBe(true);
    // Both come back where A has no break and there is a room.
    expect([...state.slotOf]).toEqual([0, 1, 0]);
  });
});
