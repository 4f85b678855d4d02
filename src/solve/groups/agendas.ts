/** Breaks and idle slots of events with groups: promises and points stay, everything else moves until nothing is left to gain. */
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import { type AgendaBounds, type SharedFacts, sumOf } from '../breaks/bound.js';
import type { Budget } from '../budget.js';
import type { Random } from '../random.js';
import type { Reporter } from '../reporter.js';
import { AgendaAnnealer } from './agenda-anneal.js';
import { leastOfGroups, plainFacts } from './agenda-bounds.js';
import { keepGroupCaps } from './agenda-caps.js';
import { AgendaLedger } from './agenda-ledger.js';
import { allDemands, demandsMet } from './demands-met.js';
import { GroupState } from './state.js';

export interface GroupAgendas {
  readonly slots: ItemSlots;
  /** Meeting that each interpreter serves in each slot, as `Interpreters.serves`; empty without interpreters. */
  readonly serves: Int32Array;
  readonly promises: number;
  /** In the problem's integer points. */
  readonly points: number;
  readonly breaks: number;
  readonly idle: number;
  /** Every demand is met and no cap exceeded; the other rules are kept in any case. */
  readonly keepsRules: boolean;
  /** No schedule at least as good in promises and points has fewer breaks, nor any of them fewer idle slots. */
  readonly bounds: AgendaBounds;
}

/** What is known beside the schedule. */
export interface Known {
  /** Who interprets in it; left out: interpreters are sought anew. */
  readonly serves?: Int32Array;
  /** What every schedule as good in promises and points shares, items by their common numbering; left out: domains and musts. */
  readonly facts?: SharedFacts;
}

/** Moves of a standard run: so many a held item, and no more than a share that is the same for all with a little for each. */
const MOVES = { eachOfFew: 10_000, forAll: 1.6e6, each: 400, most: 8e6 } as const;
/** Moves of a quick run, which has a second. */
const QUICK_MOVES = 350_000;

/**
 * Shares of the moves, and temperatures in breaks. Points are paid only while someone is over its `max_breaks` and a cooling
 * without payment could not help it.
 */
const COOLINGS = [
  { share: 1, first: 0.8, last: 0.15, pays: false },
  { share: 0.5, first: 2, last: 0.2, pays: true },
  { share: 0.5, first: 0.5, last: 0.15, pays: false },
] as const;

/**
 * Fewer breaks, then fewer idle slots, at promises and points no worse than those of the start; less of both only where
 * someone's `max_breaks` cannot be kept otherwise.
 * @param start a schedule that keeps every rule but `max_breaks`, without sessions of too few guests
 * @returns the same for the same arguments, unless a time limit ends the budget
 */
export async function smoothGroupAgendas(
  problem: GroupProblem,
  start: ItemSlots,
  budget: Budget,
  random: Random,
  reporter: Reporter,
  known: Known = {},
): Promise<GroupAgendas> {
  const state = new GroupState(problem);
  state.adopt(start, known.serves);
  const facts = known.facts ?? plainFacts(problem);
  const boundsAt = (reached: { promises: number; points: number }): AgendaBounds =>
    sumOf(leastOfGroups(problem, facts, reached));
  const annealer = new AgendaAnnealer(state, random);
  const before = annealer.standing;
  const bounds = boundsAt(before);
  annealer.enough = ({ overCap, breaks, idle }) => overCap === 0 && breaks <= bounds.breaks && idle <= bounds.idle;
  const say = (): void => {
    const { breaks, idle } = annealer.standing;
    reporter.say('closing gaps in agendas', { breaks: [breaks, bounds.breaks], idle: [idle, bounds.idle] });
  };
  say();
  const moves = movesOf(state, budget);
  let isPaid = false;
  for (const { share, ...cooling } of COOLINGS) {
    if (annealer.done || budget.stopped) break;
    if (cooling.pays ? annealer.standing.overCap === 0 : isPaid === false && share < 1) continue;
    isPaid ||= cooling.pays;
    await annealer.run({ ...cooling, moves: moves * share }, budget, say);
  }
  state.adopt(annealer.best, state.interpreters && annealer.bestServes);
  const keepsCaps = annealer.standing.overCap === 0 || keepGroupCaps(state);
  const { promises, points, breaks, idle } = new AgendaLedger(state).standing;
  return {
    slots: state.slotOf.slice(),
    serves: (state.interpreters?.serves ?? new Int32Array(0)).slice(),
    promises,
    points,
    breaks,
    idle,
    keepsRules: keepsCaps && demandsMet(state) === allDemands(state),
    bounds: promises === before.promises && points === before.points ? bounds : boundsAt({ promises, points }),
  };
}

function movesOf({ slotOf }: GroupState, budget: Budget): number {
  const held = slotOf.reduce((count, t) => (t < 0 ? count : count + 1), 0);
  const { eachOfFew, forAll, each, most } = MOVES;
  return budget.amount(Math.min(eachOfFew * held, forAll + each * held, most), QUICK_MOVES);
}
