/** Musts and locks that were not all kept: a SAT solver finds a way to keep them, or names the rows that contradict. */
import type { ConflictRow, SolveOutcome } from '../model/outcome.js';
import { type BuildOutcome, hasBit, type Problem, UNBOUNDED } from '../model/problem.js';
import type { Budget } from './budget.js';
import { Cnf } from './cnf.js';
import { judgeDemands } from './demands.js';
import { addFullAgenda, countPeople, roomsAreTight, roomsForAll } from './full-agendas.js';
import { type MipModel, RowBuilder } from './mip.js';
import { addNeededDemands } from './needed-demands.js';
import { Random } from './random.js';
import { addOrder, addRests, breakEnds } from './rules-in-clauses.js';
import { askSat } from './sat.js';

const MOST_CONFLICTS = 200_000;
const SHRINK_CONFLICTS = 100_000;
/** Of so many demands that contradict each other it pays to look for those that are needed. */
const MANY = 12;
/** The same of those that counting refutes: a program for each of them takes longer. */
const MANY_IN_FRACTIONS = 40;
const SEED = 1;

/** What is said where neither a schedule was found nor a contradiction, and not every schedule was looked at. */
export const NOT_ALL_SEEN =
  'no schedule was found that keeps every must, lock and max_breaks; some that use a room of a guest, or a session of ' +
  'slots that only one of two wishes for the same people asks for, were not looked at';
const ENTANGLED = {
  rooms:
    'the restrictions of rooms (only, room) overlap in more ways than can be counted; reserve rooms for fewer groups',
  interpreters: 'the languages of interpreters overlap in more ways than can be counted; name fewer languages of each',
};

/** What is said where an event could not be put into integers. */
export function impossibleFrom(built: Exclude<BuildOutcome, { kind: 'built' }>): SolveOutcome {
  if (built.kind === 'too-entangled') return { kind: 'not-found', explanation: ENTANGLED[built.what] };
  if (built.kind === 'not-all-seen') return { kind: 'not-found', explanation: NOT_ALL_SEEN };
  const [first] = built.contradictions;
  return { kind: 'impossible', conflict: first.rows, explanation: first.explanation };
}

export type MustAnswer =
  /** Slots of meetings that keep every must, lock and cap; -1 for meetings not held. */
  { readonly kind: 'kept'; readonly slotOf: Int32Array } | { readonly kind: 'refused'; readonly outcome: SolveOutcome };

/** Every hard rule as clauses; one assumption a must, lock or order row. */
class Formula {
  readonly cnf = new Cnf();
  /** Assumption of each must, by meeting; 0 for others. */
  readonly assumption: Int32Array;
  /** Assumption of each row of `problem.order`; 0 where a meeting of it is not in the formula. */
  readonly orderAssumption: Int32Array;
  /** Variable of (meeting, slot), 0 outside the domain: at e * slots + t. */
  readonly variable: Int32Array;
  /** Literals of busy slots of those whose breaks or rests are limited, by participant; 0 where there can be no meeting. */
  private readonly busy: number[][] = [];

  constructor(private readonly problem: Problem) {
    // What order rows took from the domains is left in: a contradiction has to name these rows.
    const { meetings: E, slots: T, words: W, unorderedDomain: domain, must } = problem;
    const { cnf } = this;
    // Optional meetings can only help where they fill someone's breaks.
    const capped = problem.maxBreaks.some(cap => cap < UNBOUNDED);
    this.assumption = new Int32Array(E);
    this.variable = new Int32Array(E * T);
    for (let e = 0; e < E; e++) {
      if (must[e] === 0 && !capped) continue;
      const slots: number[] = [];
      for (let t = 0; t < T; t++) {
        if (!hasBit(domain, e * W, t)) continue;
        this.variable[e * T + t] = cnf.newVariable();
        slots.push(this.variable[e * T + t]);
      }
      cnf.atMost(slots, 1);
      if (must[e] === 0) continue;
      this.assumption[e] = cnf.newVariable();
      cnf.add(-this.assumption[e], ...slots);
    }
    this.addPeople();
    if (roomsAreTight(problem)) this.addPeopleOfSlots();
    this.addLimits();
    this.orderAssumption = problem.order.first.map((first, i) => this.addOrder(first, problem.order.second[i]));
  }

  private addOrder(first: number, second: number): number {
    const T = this.problem.slots;
    const slotsOf = (e: number) => Array.from(this.variable.subarray(e * T, (e + 1) * T));
    if ([first, second].some(e => slotsOf(e).every(literal => literal === 0))) return 0;
    const assumption = this.cnf.newVariable();
    addOrder(this.cnf, slotsOf(first), slotsOf(second), assumption);
    return assumption;
  }

  private addPeople(): void {
    const {
      participants: P,
      slots: T,
      incident,
      incidentStart,
      parallel,
      maxMeetings,
      maxBreaks,
      maxConsecutive,
    } = this.problem;
    for (let p = 0; p < P; p++) {
      const all: number[] = [];
      const bySlot: number[][] = Array.from({ length: T }, () => []);
      for (let i = incidentStart[p]; i < incidentStart[p + 1]; i++) {
        for (let t = 0; t < T; t++) {
          const variable = this.variable[incident[i] * T + t];
          if (variable === 0) continue;
          bySlot[t].push(variable);
          all.push(variable);
        }
      }
      for (const literals of bySlot) this.cnf.atMost(literals, parallel[p]);
      if (maxMeetings[p] < UNBOUNDED) this.cnf.atMost(all, maxMeetings[p]);
      if (maxBreaks[p] === UNBOUNDED && maxConsecutive[p] === UNBOUNDED) continue;
      const busy = bySlot.map(literals => (literals.length === 0 ? 0 : this.cnf.anyOf(literals)));
      this.busy[p] = busy;
      if (maxConsecutive[p] < UNBOUNDED) addRests(this.cnf, this.problem, busy, maxConsecutive[p]);
      if (maxBreaks[p] === UNBOUNDED) continue;
      const ends = breakEnds(this.cnf, this.problem, busy);
      this.cnf.atMost(ends, maxBreaks[p]);
      const demands = Array.from(incident.subarray(incidentStart[p], incidentStart[p + 1]), e => this.assumption[e]);
      if (parallel[p] === 1 && !demands.includes(0)) addFullAgenda(this.cnf, this.problem, busy, demands, ends);
    }
  }

  /** Where nobody's agenda is left out. */
  private addPeopleOfSlots(): void {
    const { participants: P, slots: T, parallel } = this.problem;
    if (this.busy.filter(Boolean).length < P || parallel.some(places => places > 1)) return;
    for (let t = 0; t < T; t++) {
      const people = this.busy.map(agenda => agenda[t]).filter(literal => literal !== 0);
      countPeople(this.cnf, people, roomsForAll(this.problem, t));
    }
  }

  private addLimits(): void {
    const { meetings: E, slots: T, kind, kindLimits, capacity } = this.problem;
    const inLimit: number[][] = Array.from({ length: capacity.length }, () => []);
    for (let e = 0; e < E; e++) {
      for (let t = 0; t < T; t++) {
        const variable = this.variable[e * T + t];
        if (variable !== 0) for (const limit of kindLimits[kind[e]]) inLimit[limit * T + t].push(variable);
      }
    }
    inLimit.forEach((literals, cell) => {
      this.cnf.atMost(literals, capacity[cell]);
    });
  }
}

/**
 * Decides whether all musts and locks can be kept: first in fractions, which refutes what counting refutes, then by SAT.
 * The search is exponential at worst and bounded by conflicts.
 * @param known slots of a schedule that may break rules, or lack musts
 */
export async function keepMusts(problem: Problem, known: Int32Array, budget: Budget): Promise<MustAnswer> {
  const formula = new Formula(problem);
  const random = new Random(SEED);
  const refuted = await refutedByCounting(problem, known, random, budget);
  const demanded = refuted ?? Int32Array.from(problem.must.keys()).filter(e => problem.must[e] === 1);
  // Counting needs no order to refute.
  const orders = refuted ? new Int32Array(0) : formula.orderAssumption.filter(literal => literal > 0);
  const assumptions = Int32Array.from([...demanded.map(e => formula.assumption[e]), ...orders]);
  const answer = await askSat(
    {
      clauses: formula.cnf.take(),
      assumptions,
      mostConflicts: budget.amount(MOST_CONFLICTS),
      shrinkConflicts: SHRINK_CONFLICTS,
      refuted: refuted !== undefined,
      addNeeded: (failing, needed, model) => {
        const slotOf = model ? readModel(problem, formula, model) : known;
        addNeeded(problem, formula, failing, needed, slotOf, random);
      },
    },
    budget,
  );
  if (answer?.status === 'satisfiable') return { kind: 'kept', slotOf: readModel(problem, formula, answer.model) };
  if (answer?.status === 'unsatisfiable') return { kind: 'refused', outcome: contradiction(problem, formula, answer) };
  const explanation =
    'no schedule was found that keeps every must, lock and max_breaks, nor a proof that there is none; try --effort thorough';
  return { kind: 'refused', outcome: { kind: 'not-found', explanation } };
}

/** Musts that contradict each other even if meetings could be split over slots; `undefined` if they do not. */
async function refutedByCounting(
  problem: Problem,
  known: Int32Array,
  random: Random,
  budget: Budget,
): Promise<Int32Array | undefined> {
  // Where some contradict, it is the fewer of them that a known schedule lacks.
  const musts = Array.from(problem.must.keys())
    .filter(e => problem.must[e] === 1)
    .sort((e, f) => Number(known[e] < 0) - Number(known[f] < 0) || e - f);
  const model = splitMeetings(problem, musts);
  const demands = Int32Array.from(musts.keys());
  const answer = await judgeDemands({ model, demands, many: MANY_IN_FRACTIONS }, budget);
  const core = answer?.core?.map(row => musts[row]);
  if (!core || answer?.isSmallest) return core;
  const needed = new Set<number>();
  addNeededDemands(problem, core, needed, known, random);
  if (needed.size === core.length) return core;
  const rowsOf = (meetings: Iterable<number>) => Int32Array.from(meetings, e => musts.indexOf(e));
  const again = await judgeDemands({ model, demands: rowsOf(core), needed: rowsOf(needed) }, budget);
  return again?.core?.map(row => musts[row]) ?? core;
}

/** The musts, one row each, whose meetings may be split over slots. O(meetings · slots). */
function splitMeetings(problem: Problem, musts: readonly number[]): MipModel {
  const { participants: P, slots: T, words: W, a, b, kind, kindLimits } = problem;
  const domain = problem.unorderedDomain;
  const rows = new RowBuilder();
  const atPlace: number[][] = Array.from({ length: P * T }, () => []);
  const ofPerson: number[][] = Array.from({ length: P }, () => []);
  const inLimit: number[][] = Array.from({ length: problem.capacity.length }, () => []);
  let columns = 0;
  for (const e of musts) {
    const own: number[] = [];
    for (let t = 0; t < T; t++) {
      if (!hasBit(domain, e * W, t)) continue;
      own.push(columns);
      for (const p of [a[e], b[e]]) {
        atPlace[p * T + t].push(columns);
        ofPerson[p].push(columns);
      }
      for (const limit of kindLimits[kind[e]]) inLimit[limit * T + t].push(columns);
      columns++;
    }
    rows.add(own, 0, 1);
  }
  atPlace.forEach((list, place) => {
    rows.add(list, 0, problem.parallel[Math.floor(place / T)]);
  });
  ofPerson.forEach((list, p) => {
    rows.add(list, 0, Math.min(list.length, problem.maxMeetings[p]));
  });
  inLimit.forEach((list, cell) => {
    rows.add(list, 0, problem.capacity[cell]);
  });
  return {
    cost: new Float64Array(columns),
    upper: new Float64Array(columns).fill(1),
    ...rows.build(),
    mostNodes: 0,
  };
}

/** Adds assumptions of meetings that are needed for a contradiction, as far as a walk from a schedule shows. */
function addNeeded(
  problem: Problem,
  formula: Formula,
  failing: Int32Array,
  known: Set<number>,
  slotOf: Int32Array,
  random: Random,
): void {
  if (failing.length < MANY) return;
  const meetingsOf = (literals: ReadonlySet<number>) =>
    Array.from(formula.assumption.keys()).filter(e => literals.has(formula.assumption[e]));
  const needed = new Set(meetingsOf(known));
  addNeededDemands(problem, meetingsOf(new Set(failing)), needed, slotOf, random);
  for (const e of needed) known.add(formula.assumption[e]);
}

function readModel(problem: Problem, formula: Formula, model: Uint8Array): Int32Array {
  const { meetings: E, slots: T } = problem;
  const slotOf = new Int32Array(E).fill(-1);
  for (let e = 0; e < E; e++) {
    for (let t = 0; t < T; t++) if (model[formula.variable[e * T + t]] === 1) slotOf[e] = t;
  }
  return slotOf;
}

function contradiction(
  problem: Problem,
  formula: Formula,
  answer: { readonly core: Int32Array; readonly smallest: boolean },
): SolveOutcome {
  const blamed = new Set(answer.core);
  const isBlamed = (assumption: number): boolean => assumption > 0 && blamed.has(assumption);
  const meetings = Array.from(formula.assumption.keys()).filter(e => isBlamed(formula.assumption[e]));
  const orders = [...problem.order.row].filter((_, i) => isBlamed(formula.orderAssumption[i]));
  const conflict = [...meetings.flatMap(e => rowsOf(problem, e)), ...orders.map(row => orderRow(problem, row))];
  const what = orders.length > 0 ? 'these meetings in this order' : 'these meetings';
  const explanation = answer.smallest
    ? `${what} cannot all be kept under the rules; leaving out any one of them ends this contradiction`
    : `${what} cannot all be kept under the rules (fewer of them may contradict too)`;
  return { kind: 'impossible', conflict, explanation };
}

/** Every row that demands the meeting: its lock, and the musts of both directions. O(wishes). */
function rowsOf({ event, a, b, lock }: Problem, e: number): ConflictRow[] {
  const pair = [event.participants[a[e]].id, event.participants[b[e]].id];
  const people = `${pair[0]} and ${pair[1]}`;
  const rows: ConflictRow[] = [];
  if (lock[e] >= 0) {
    const { line, slot } = event.locks[lock[e]];
    rows.push({ table: 'locks', line, text: `${people} are locked in slot ${slot}` });
  }
  for (const { from, to, kind, line } of event.wishes) {
    const demands = kind === 'must' || (kind === 'wish' && event.rules.allWishes);
    if (demands && pair.includes(from) && pair.includes(to))
      rows.push({ table: 'prefs', line, text: `${people} must meet` });
  }
  return rows;
}

function orderRow({ event }: Problem, row: number): ConflictRow {
  const { before, after, line } = event.order[row];
  return { table: 'order', line, text: `${before.join(' and ')} meet before ${after.join(' and ')}` };
}
