/**
 * Breaks where there are many one-to-ones: their slots move, and those of equal points take each other's place, as in all events
 * of one-to-ones (../breaks/agendas.ts). Sessions stay where they are but for what someone's `max_breaks` costs in the end, and of
 * a wish that several could meet, whoever meets it does so to the end.
 */
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import type { Problem } from '../../model/problem.js';
import { smoothAgendas } from '../breaks/agendas.js';
import type { Budget } from '../budget.js';
import type { Duals } from '../duals.js';
import type { MeetingBounds } from '../meeting-bounds.js';
import type { MeetingChooser } from '../meetings.js';
import type { Random } from '../random.js';
import type { Reporter } from '../reporter.js';
import { AgendaTargets } from '../result.js';
import { keepGroupCaps } from './agenda-caps.js';
import { AgendaLedger } from './agenda-ledger.js';
import { boundsOfEqual, type GroupAgendas, type Proved } from './agendas.js';
import { allDemands, demandsMet } from './demands-met.js';
import { GroupState } from './state.js';

/** The event as one of one-to-ones (pairs-alone.ts, pairs-beside.ts), and what chose them: it has prices for it. */
export interface ChosenPairs {
  readonly pairs: Problem;
  readonly chooser: MeetingChooser;
}

/**
 * As `smoothGroupAgendas`.
 * @param start with the sessions that `pairs` was made for
 */
export async function smoothPairAgendas(
  problem: GroupProblem,
  { pairs, chooser }: ChosenPairs,
  start: ItemSlots,
  proved: Proved,
  budget: Budget,
  random: Random,
  reporter: Reporter,
): Promise<GroupAgendas> {
  const { meetings: E } = problem.pairs;
  // Beside sessions, what follows the one-to-ones is locked.
  const all = pairs.lockedSlot.map((t, e) => (e < E ? start[e] : t));
  const settled = withoutChoice(pairs, all);
  const targets = new AgendaTargets(settled, new PlainBounds(chooser));
  const { slotOf, keepsRules } = await smoothAgendas(
    settled,
    all,
    slots => targets.of(slots),
    budget,
    random,
    reporter.ofPart(),
    false,
  );
  const state = new GroupState(problem);
  const slots = start.slice();
  slots.set(slotOf.subarray(0, E));
  state.adopt(slots);
  const isWhole = slots.every((t, i) => t === state.slotOf[i]);
  // Sessions that stay may leave someone over its `max_breaks`, whatever the one-to-ones.
  const keepsCaps = keepsRules || (isWhole && keepGroupCaps(state));
  const { promises, points, breaks, idle } = new AgendaLedger(state).standing;
  const isComplete = isWhole && keepsCaps && demandsMet(state) === allDemands(state);
  const known = isComplete ? proved : { ...proved, prices: undefined };
  return {
    slots: state.slotOf.slice(),
    serves: new Int32Array(0),
    promises,
    points,
    breaks,
    idle,
    keepsRules: isComplete,
    // What the search proves is of the event without a choice.
    bounds: await boundsOfEqual(problem, { promises, points, breaks, idle }, known, budget),
  };
}

/**
 * Of each strict set one meeting is left, the held one or the dearest that others leave; what the meetings of another set bring
 * once, one of these brings. Schedules of this problem are schedules of the other, and worth no less there.
 * O(meetings · (words + log meetings) + entries of sets).
 */
export function withoutChoice(pairs: Problem, slotOf: Int32Array): Problem {
  const { sets, words: W, meetings: E } = pairs;
  if (!sets) return pairs;
  const domain = pairs.domain.slice();
  const points = pairs.points.slice();
  const isTaken = new Uint8Array(sets.fine.length);
  const rank = (e: number): number => (slotOf[e] >= 0 ? Number.POSITIVE_INFINITY : pairs.points[e]);
  const order = Array.from({ length: E }, (_, e) => e).filter(e => sets.setStart[e] < sets.setStart[e + 1]);
  for (const e of order.sort((x, y) => (rank(x) === rank(y) ? x - y : rank(y) - rank(x)))) {
    const own = sets.sets.subarray(sets.setStart[e], sets.setStart[e + 1]);
    if (own.some(s => isTaken[s] === 1 && sets.fine[s] === Number.POSITIVE_INFINITY)) {
      domain.fill(0, e * W, (e + 1) * W);
      continue;
    }
    for (const s of own) {
      if (isTaken[s] === 1) points[e] -= sets.fine[s];
      isTaken[s] = 1;
    }
  }
  return { ...pairs, domain, points, sets: undefined };
}

/** Bounds by the same prices without those of sets, as without a choice there are none: they prove as much. */
class PlainBounds {
  private last: { readonly from: Duals; readonly to: Duals }[] = [];

  constructor(private readonly chooser: MeetingChooser) {}

  async boundsFor(promises: number): Promise<MeetingBounds> {
    const bounds = await this.chooser.boundsFor(promises);
    const all = [...new Set([bounds.duals, bounds.fineDuals])];
    // Who asks tells prices apart by the object.
    this.last = all.map(from => this.last.find(one => one.from === from) ?? { from, to: { ...from, sets: undefined } });
    const plain = (duals: Duals): Duals => this.last.find(({ from }) => from === duals)!.to;
    return { ...bounds, duals: plain(bounds.duals), fineDuals: plain(bounds.fineDuals) };
  }
}
