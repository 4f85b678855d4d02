import { describe, expect, it } from 'vitest';
import { buildGroupProblem } from '../../../src/model/build-groups.js';
import { capsFirst, NOTHING_LOST, pointsFrom } from '../../../src/solve/breaks/aim.js';
import { keepGroupCaps } from '../../../src/solve/groups/agenda-caps.js';
import { AgendaLedger } from '../../../src/solve/groups/agenda-ledger.js';
import { AgendaMoves } from '../../../src/solve/groups/agenda-moves.js';
import { GroupState } from '../../../src/solve/groups/state.js';
import { Random } from '../../../src/solve/random.js';
import { makeEvent } from '../../helpers/event.js';
import { Dice } from '../../helpers/random.js';
import { CAP_PRICES } from '../breaks/cap-prices.js';
import { faultsOf, worthOf } from './rules.js';
import { SHAPES, shapedGroups } from './shapes.js';
import { agendasOf, someSchedule, tinyAgendas } from './tiny-agendas.js';

const KINDS = ['attempt', 'shift', 'moveSession', 'bringIn', 'takeOut'] as const;
type Kind = (typeof KINDS)[number];

const WORTH = { meetings: 1, points: Float64Array.of(1) };
const PAYING = [pointsFrom(0, WORTH), capsFirst(WORTH, CAP_PRICES)];

/** One move of a kind with random arguments; false if it cannot be made. */
function make(kind: Kind, moves: AgendaMoves, state: GroupState, dice: Dice): boolean {
  const T = state.problem.pairs.slots;
  if (kind === 'attempt') return moves.attempt();
  const i = dice.below(state.items.count);
  const at = state.slotOf[i];
  const t = dice.below(T);
  if (kind === 'bringIn') return at < 0 && moves.bringIn(i, t);
  if (at < 0) return false;
  if (kind === 'takeOut') return moves.takeOut(i);
  if (kind === 'shift') return moves.shift(i, t);
  return i >= state.items.pairs && moves.moveSession(state.problem.seatHost[i - state.items.pairs], at, t);
}

function expectSound(state: GroupState, ledger: AgendaLedger): void {
  const { problem, slotOf } = state;
  expect(faultsOf(problem, slotOf)).toEqual([]);
  const { musts, promises, points, short } = worthOf(problem, slotOf);
  expect([state.musts, state.promises, state.points, state.short.size]).toEqual([musts, promises, points, short]);
  const { breaks, idle, overCap, conflicts } = ledger.standing;
  expect({ breaks, idle, overCap }).toEqual(agendasOf(problem, slotOf));
  expect(conflicts).toBe(0);
}

describe('AgendaMoves', () => {
  it('keep every rule and every figure, kept or taken back, move by move', () => {
    const made = new Map<Kind, number>();
    for (let seed = 1; seed <= 250; seed++) {
      const dice = new Dice(seed);
      const problem = tinyAgendas(dice, {
        people: 8,
        items: 14,
        slots: 5,
        musts: true,
        caps: true,
        tiredInterpreters: true,
      });
      if (problem.pairs.meetings + problem.seats === 0) continue;
      const state = someSchedule(problem, dice);
      const ledger = new AgendaLedger(state);
      const moves = new AgendaMoves(state, ledger, new Random(seed));
      for (let step = 0; step < 60; step++) {
        const kind = dice.pick(KINDS);
        moves.follow(dice.chance(60) ? dice.pick(PAYING) : NOTHING_LOST, kind === 'attempt' && dice.chance(50));
        const before = [...state.slotOf];
        const cost = ledger.figures.agendas;
        const mark = state.mark();
        if (make(kind, moves, state, dice)) {
          made.set(kind, (made.get(kind) ?? 0) + 1);
          const delta = ledger.delta(mark);
          if (dice.chance(50)) {
            ledger.keep();
            state.commit();
            expect(ledger.figures.agendas).toBe(cost + delta);
            expectSound(state, ledger);
            continue;
          }
        }
        state.undo(mark);
        expect([...state.slotOf]).toEqual(before);
        expectSound(state, ledger);
      }
    }
    for (const kind of KINDS) expect(made.get(kind) ?? 0).toBeGreaterThan(50);
  });

  it('end within the caps, where they began, if what they leave over them is given up', () => {
    const tally = { made: 0, within: 0, unrepaired: 0, gained: 0 };
    for (let seed = 1; seed <= 4; seed++) {
      const free = shapedGroups(SHAPES[seed % 2 === 0 ? 'S mixed' : 'S s3 easy'], seed);
      const problem = { ...free, pairs: { ...free.pairs, maxBreaks: free.pairs.maxBreaks.map(() => 0) } };
      const state = someSchedule(problem, new Dice(seed));
      expect(keepGroupCaps(state)).toBe(true);
      state.commit();
      const ledger = new AgendaLedger(state);
      const moves = new AgendaMoves(state, ledger, new Random(seed));
      for (let step = 0; step < 3000; step++) {
        const repairs = step % 2 === 0;
        moves.follow(capsFirst({ meetings: state.items.count, points: state.items.points }, CAP_PRICES), repairs);
        const { points } = state;
        const mark = state.mark();
        const isMade = moves.attempt();
        const isOver = isMade && ledger.overCapChange(mark) > 0;
        if (isOver && !repairs) tally.unrepaired++;
        if (isMade && repairs) {
          tally.made++;
          if (!isOver) tally.within++;
          if (state.points > points) tally.gained++;
        }
        if (!isMade || isOver || step % 20 !== 0) {
          state.undo(mark);
          continue;
        }
        // So that there is something else to try.
        ledger.keep();
        state.commit();
        expectSound(state, ledger);
        expect(ledger.standing.overCap).toBe(0);
      }
    }
    expect(tally.within).toBeGreaterThan(0.99 * tally.made);
    expect(tally.unrepaired).toBeGreaterThan(100);
    expect(tally.gained).toBeGreaterThan(50);
  });

  it('change what is held, at equal points, by exchanges in an event with few places', () => {
    const state = someSchedule(shapedGroups(SHAPES['S s8 tight'], 3), new Dice(3));
    const ledger = new AgendaLedger(state);
    const moves = new AgendaMoves(state, ledger, new Random(3));
    const dice = new Dice(4);
    let exchanged = 0;
    for (let step = 0; step < 4000; step++) {
      const { points, promises } = state;
      const held = state.slotOf.map(t => Math.min(t, 0));
      const mark = state.mark();
      const isMade = make(dice.pick(['bringIn', 'takeOut'] as const), moves, state, dice);
      const isEqual = isMade && state.points === points && state.promises === promises;
      if (isEqual && held.some((was, i) => was !== Math.min(state.slotOf[i], 0))) exchanged++;
      state.undo(mark);
    }
    expect(exchanged).toBeGreaterThan(10);
  });

  it('bring a guest who opens the room of a session that another left', () => {
    const host = { id: 'H', role: 'host', group: { min: 1, max: 4, sessions: undefined } } as const;
    const built = buildGroupProblem(
      makeEvent({
        participants: [host],
        wishes: ['A', 'B', 'C', 'D'].map((from, k) => ({ from, to: 'H', as: 'seat', score: [2, 9, 1, 1][k] })),
        slots: 2,
        rooms: [{ only: ['A', 'B'], tables: 2 }],
      }),
    );
    if (built.kind !== 'built') throw new Error(built.kind);
    const state = new GroupState(built.problem);
    state.adopt(Int32Array.of(0, 1, 0, 1));
    const moves = new AgendaMoves(state, new AgendaLedger(state), new Random(1));
    moves.follow(NOTHING_LOST);
    expect(moves.shift(0, 1)).toBe(true);
    expect([...state.slotOf]).toEqual([1, 0, 0, 1]);
    expect(state.short.size).toBe(0);
  });
});
