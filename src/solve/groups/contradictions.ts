/** Musts and locks of events with groups that were not all kept: a SAT solver finds a way to keep them, or the rows that contradict. */
import { type CitedRow, isSameRow } from '../../model/cited-rows.js';
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import type { Budget } from '../budget.js';
import { hasModel, whyNot } from '../contradictions.js';
import type { Overfull } from '../overfull.js';
import { NOT_ALL_SEEN, NOT_KEPT, type Refusal } from '../refusal.js';
import { askSat } from '../sat.js';
import { Asked } from './asked.js';
import { refutedByCounting } from './counting.js';
import { allDemands, demandsMet } from './demands-met.js';
import { GroupFormula } from './formula.js';
import { itemsOf, overfullItems } from './items.js';
import { GroupState } from './state.js';

const MOST_CONFLICTS = 200_000;
const SHRINK_CONFLICTS = 100_000;

export type GroupMustAnswer =
  /** A schedule that keeps every rule. */
  { readonly kind: 'kept'; readonly slots: ItemSlots } | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * Decides whether all musts, locks, rows of the order and caps can be kept: first in fractions, which refutes what counting
 * refutes, then by SAT. Exponential at worst, bounded by conflicts.
 */
export async function keepGroupMusts(problem: GroupProblem, budget: Budget): Promise<GroupMustAnswer> {
  const items = itemsOf(problem);
  const asked = new Asked(problem, items);
  const formula = new GroupFormula(problem, items, asked);
  const { mustLiteral, assumptions, cnf } = formula;
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
  return { kind: 'refused', refusal: contradiction(problem, formula, answer, overfull) };
}

/** Whether they can all be kept: as `keepGroupMusts`, with less work, and without a word of how, or which cannot. `undefined`: not known. */
export async function canKeepGroupMusts(problem: GroupProblem, budget: Budget): Promise<boolean | undefined> {
  const items = itemsOf(problem);
  const asked = new Asked(problem, items);
  const { mustLiteral, assumptions, cnf } = new GroupFormula(problem, items, asked);
  if (overfullItems(problem, items, i => mustLiteral.has(i), asked.domain)) return false;
  if (cnf.isCut) return undefined;
  const literals = assumptions.map(({ literal }) => literal);
  const isPossible = await hasModel(cnf, literals, budget);
  if (isPossible !== undefined) return isPossible;
  const refuted = await refutedByCounting(problem, items, [...mustLiteral.keys()], asked.domain, budget, 0);
  return refuted ? false : undefined;
}

function notFound(explanation: string): GroupMustAnswer {
  return { kind: 'refused', refusal: { kind: 'not-found', explanation } };
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
): Refusal {
  const blamed = assumptions.filter(({ literal }) => core.includes(literal));
  const demands = eachOnce(blamed.map(({ rows: [demand] }) => demand));
  const others = eachOnce(blamed.flatMap(({ rows: [, ...kept] }) => kept)).filter(row => !demands.some(isSameRow(row)));
  const isOrdered = demands.some(({ table }) => table === 'order');
  const explanation = whyNot(event, overfull, blamed.length, {
    isOrdered,
    isSmallest: smallest && !roomsAreLoose,
    areAllAlone: others.length === 0 && blamed.every(({ isAlone }) => isAlone),
  });
  return { kind: 'impossible', demands, others, explanation };
}

function eachOnce(rows: readonly CitedRow[]): CitedRow[] {
  return rows.filter((row, k) => rows.findIndex(isSameRow(row)) === k);
}
