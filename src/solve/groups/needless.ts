/** Meetings that nobody misses: others meet every wish that they could, and no promise, demand, session or agenda needs them. */
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import { AgendaFigures } from '../breaks/agenda-figures.js';
import { AgendaLedger } from './agenda-ledger.js';
import type { GroupAgendas } from './agendas.js';
import { demandsMet } from './demands-met.js';
import { GroupState } from './state.js';

/**
 * A schedule without them; `undefined` where points are brought once only, so that it has none. O(items + items held · days).
 * @param serves as `GroupAgendas.serves`
 * @param agendas whether nobody's breaks and idle slots may grow either
 */
export function withoutNeedless(
  problem: GroupProblem,
  slots: ItemSlots,
  serves: Int32Array | undefined,
  agendas: boolean,
): GroupState | undefined {
  if (problem.repeats.length === 0) return undefined;
  const state = new GroupState(problem);
  state.adopt(slots, serves);
  const { items, people } = state;
  const { words } = problem.pairs;
  const { cost } = new AgendaFigures(problem.pairs);
  const gapsOf = (p: number): { breaks: number; idle: number } => {
    cost.measure(people.busy, p * words);
    return { breaks: cost.breaks, idle: cost.idle };
  };
  for (let i = 0; i < items.count; i++) {
    if (state.slotOf[i] < 0 || items.points[i] === 0 || state.worthOf(i) > 0) continue;
    const both = [items.a[i], items.b[i]];
    const [gaps, promises, demands, short] = [both.map(gapsOf), state.promises, demandsMet(state), state.short.size];
    const mark = state.mark();
    state.remove(i);
    const isMissed = state.promises < promises || demandsMet(state) < demands || state.short.size > short;
    const grows = both.map(gapsOf).some(({ breaks, idle }, k) => breaks > gaps[k].breaks || idle > gaps[k].idle);
    if (isMissed || (agendas && grows)) state.undo(mark);
  }
  state.commit();
  return state;
}

/** Agendas without them. As `withoutNeedless`. */
export function spareNeedless(problem: GroupProblem, agendas: GroupAgendas): GroupAgendas {
  const state = withoutNeedless(problem, agendas.slots, agendas.serves, true);
  if (!state) return agendas;
  const { breaks, idle } = new AgendaLedger(state).standing;
  return { ...agendas, slots: state.slotOf, serves: state.interpreters?.serves ?? agendas.serves, breaks, idle };
}
