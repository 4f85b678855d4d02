/** Musts and locks of events with groups that were not all kept: a SAT solver finds a way to keep them, or the rows that contradict. */
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import type { ConflictRow, SolveOutcome } from '../../model/outcome.js';
import type { Budget } from '../budget.js';
import { NOT_ALL_SEEN, NOT_KEPT, whyNot } from '../contradictions.js';
import type { Overfull } from '../overfull.js';
import { askSat } from '../sat.js';
import { refutedByCounting } from './counting.js';
import { allDemands, demandsMet } from './demands-met.js';
import { GroupFormula } from './formula.js';
import { overfullItems } from './items.js';
import { GroupState } from './state.js';

const MOST_CONFLICTS = 200_000;
const SHRINK_CONFLICTS = 100_000;

export type GroupMustAnswer =
  /** A schedule that keeps every rule. */
  { readonly kind: 'kept'; readonly slots: ItemSlots } | { readonly kind: 'refused'; readonly outcome: SolveOutcome };

/**
 * Decides whether all musts, locks, rows of the order and caps can be kept: first in fractions, which refutes what counting
 * refutes, then by SAT. Exponential at worst, bounded by conflicts.
 */
export async function keepGroupMusts(problem: GroupProblem, budget: Budget): Promise<GroupMustAnswer> {
  const formula = new GroupFormula(problem);
  const { items, asked, mustLiteral, assumptions, cnf } = formula;
  const overfull = overfullItems(problem, items, i => mustLiteral.has(i), asked.domain);
  const refuted =
    overfull?.demands ?? (await refutedByCounting(problem, items, [...mustLiteral.keys()], asked.domain, budget));
  const assumed = Int32Array.from(
    refuted ? refuted.map(i => mustLiteral.get(i)!) : assumptions.map(one => one.literal),
  );
  const answer = cnf.isCut
    ? refuted && { status: 'unsatisfiable' as const, core: assumed, smallest: false }
    : await askSat(
        {
          clauses: cnf.take(),
          assumptions: assumed,
          mostConflicts: budget.amount(MOST_CONFLICTS),
          shrinkConflicts: SHRINK_CONFLICTS,
          refuted: refuted !== undefined,
        },
        budget,
      );
  if (answer?.status === 'satisfiable') {
    const slots = formula.read(answer.model);
    return isKept(problem, slots) ? { kind: 'kept', slots } : notFound(NOT_KEPT);
  }
  if (answer?.status !== 'unsatisfiable') return notFound(NOT_KEPT);
  // What the problem leaves out may be what keeps the rules.
  if (problem.isNarrower) return notFound(NOT_ALL_SEEN);
  return { kind: 'refused', outcome: contradiction(problem, formula, answer, overfull) };
}

function notFound(explanation: string): GroupMustAnswer {
  return { kind: 'refused', outcome: { kind: 'not-found', explanation } };
}

/** Whether the schedule can be placed item by item: a state finds interpreters who need rests on the safe side only. */
function isKept(problem: GroupProblem, slots: ItemSlots): boolean {
  const state = new GroupState(problem);
  state.adopt(slots);
  const isWhole = slots.every((t, i) => state.slotOf[i] === t);
  return isWhole && state.short.size === 0 && demandsMet(state) === allDemands(state);
}

function contradiction(
  { pairs: { event } }: GroupProblem,
  { assumptions, roomsAreLoose }: GroupFormula,
  { core, smallest }: { readonly core: Int32Array; readonly smallest: boolean },
  overfull: Overfull | undefined,
): SolveOutcome {
  const blamed = assumptions.filter(({ literal }) => core.includes(literal));
  const conflict = eachOnce(blamed.flatMap(({ rows }) => rows));
  const isOrdered = conflict.some(({ table }) => table === 'order');
  const explanation = whyNot(event, overfull, blamed.length, {
    isOrdered,
    isSmallest: smallest && !roomsAreLoose,
    areAllAlone: conflict.length === blamed.length && blamed.every(({ isAlone }) => isAlone),
  });
  return { kind: 'impossible', conflict, explanation };
}

/** Rows that several demands have in common once, in the words of what demands something. */
function eachOnce(rows: readonly ConflictRow[]): ConflictRow[] {
  const once = new Map<string, ConflictRow>();
  for (const row of rows) {
    const key = `${row.table} ${row.line}`;
    if (!once.has(key) || row.text.includes(' must ')) once.set(key, row);
  }
  return [...once.values()];
}
