/** Musts and locks that were not all kept: a SAT solver finds a way to keep them, or names the rows that contradict. */
import { lockRow, orderRow, wishRow } from '../model/cited-rows.js';
import type { Event, Lock } from '../model/event.js';
import { demandsMeeting, inSession } from '../model/impossible.js';
import { countBits, hasBit, type Problem } from '../model/problem.js';
import type { Budget } from './budget.js';
import type { Cnf } from './cnf.js';
import { type DemandRow, fewestRows } from './demand-rows.js';
import { judgeDemands, MOST_COLUMNS } from './demands.js';
import { type MipModel, RowBuilder } from './mip.js';
import { MustFormula } from './must-formula.js';
import { addNeededDemands } from './needed-demands.js';
import { allMusts, type Overfull, overfullByMusts, overfullRooms } from './overfull.js';
import { Random } from './random.js';
import { NOT_KEPT, type Refusal } from './refusal.js';
import { askSat, type SatAnswer, SatSession } from './sat.js';

const MOST_CONFLICTS = 200_000;
const SHRINK_CONFLICTS = 100_000;
/** Of each look at what else takes part in a contradiction that is known. */
const JUDGE_CONFLICTS = 3000;
/** Of so many demands that contradict each other it pays to look for those that are needed. */
const MANY = 12;
/** The same of those that counting refutes: a program for each of them takes longer. */
const MANY_IN_FRACTIONS = 40;
const SEED = 1;

export type MustAnswer =
  /** Slots of meetings that keep every must, lock and cap; -1 for meetings not held. */
  { readonly kind: 'kept'; readonly slotOf: Int32Array } | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * Decides whether all musts and locks can be kept: first by counting what is demanded of each participant, then in fractions,
 * which refutes what counting refutes, then by SAT. The search is exponential at worst and bounded by conflicts.
 * @param known slots of a schedule that may break rules, or lack musts
 */
export async function keepMusts(problem: Problem, known: Int32Array, budget: Budget): Promise<MustAnswer> {
  const random = new Random(SEED);
  const overfull = overfullByMusts(problem);
  const start = overfull ? known.map((_, e) => overfull.slotOf.get(e) ?? -1) : known;
  const refuted = overfull?.demands ?? (await refutedByCounting(problem, known, random, budget));
  const formula = new MustFormula(problem, refuted ?? allMusts(problem));
  // Counting needs no order to refute.
  const orders = refuted ? [] : formula.orderAssumption.filter(literal => literal > 0);
  const assumptions = Int32Array.from([...formula.demanded.map(e => formula.assumption[e]), ...orders]);
  const answer = formula.cnf.isCut
    ? refuted && { status: 'unsatisfiable' as const, core: assumptions, smallest: false }
    : await askSat(
        {
          clauses: formula.cnf.take(),
          assumptions,
          mostConflicts: budget.amount(MOST_CONFLICTS),
          shrinkConflicts: SHRINK_CONFLICTS,
          refuted: refuted !== undefined,
          addNeeded: (failing, needed, model) => {
            addNeeded(problem, formula, failing, needed, model ? formula.read(model) : start, random);
          },
        },
        budget,
      );
  if (answer?.status === 'satisfiable') return { kind: 'kept', slotOf: formula.read(answer.model) };
  if (answer?.status === 'unsatisfiable')
    return { kind: 'refused', refusal: contradiction(problem, formula, answer, overfull) };
  return { kind: 'refused', refusal: { kind: 'not-found', explanation: NOT_KEPT } };
}

/** Whether all musts can be kept: as `keepMusts`, with less work, and without a word of how, or which cannot. `undefined`: not known. */
export async function canKeepMusts(problem: Problem, budget: Budget): Promise<boolean | undefined> {
  const musts = allMusts(problem);
  if (overfullByMusts(problem) || overfullRooms(problem, musts)) return false;
  const { cnf, assumption, orderAssumption } = new MustFormula(problem, musts);
  if (cnf.isCut) return undefined;
  const assumptions = [...assumption, ...orderAssumption].filter(literal => literal > 0);
  const isPossible = await hasModel(cnf, assumptions, budget);
  if (isPossible !== undefined || countPlaces(problem, musts) > MOST_COLUMNS) return isPossible;
  const question = { model: splitMeetings(problem, musts), demands: Int32Array.from(musts.keys()), many: 0 };
  return (await judgeDemands(question, budget))?.core ? false : undefined;
}

/**
 * Of locks that `problem` does without, those that are not needed for it that with all of them not all musts can be kept: one look
 * tells many apart. None where that is not seen before long. A lock of a meeting that the problem does not have may be needed.
 */
export async function innocentLocks(
  problem: Problem,
  locks: readonly Lock[],
  budget: Budget,
): Promise<readonly Lock[]> {
  const { event, a, b, meetings: E } = problem;
  const meetingOf = new Map<string, number>();
  for (let e = 0; e < E; e++) meetingOf.set(keyOf([event.participants[a[e]].id, event.participants[b[e]].id]), e);
  const locked = locks.flatMap(lock => {
    const e = meetingOf.get(keyOf(lock.participants));
    return e === undefined ? [] : [{ lock, e, t: event.slots.findIndex(({ id }) => id === lock.slot) }];
  });
  const musts = allMusts(problem);
  const formula = new MustFormula(problem, [...new Set([...musts, ...locked.map(({ e }) => e)])]);
  const { cnf, assumption, orderAssumption } = formula;
  if (cnf.isCut) return [];
  for (const literal of [...musts.map(e => assumption[e]), ...orderAssumption]) if (literal > 0) cnf.add(literal);
  const lockOf = new Map(locked.map(({ lock, e, t }) => [formula.literalOf(e, t), lock]));
  lockOf.delete(0);
  const answer = await soonAnswered(cnf, [...lockOf.keys()], budget);
  if (answer?.status !== 'unsatisfiable') return [];
  for (const literal of answer.core) lockOf.delete(literal);
  return [...lockOf.values()];
}

/** `undefined` where that is not seen before long. */
export async function hasModel(cnf: Cnf, assumptions: readonly number[], budget: Budget): Promise<boolean | undefined> {
  const { status = 'unknown' } = (await soonAnswered(cnf, assumptions, budget)) ?? {};
  return status === 'unknown' ? undefined : status === 'satisfiable';
}

async function soonAnswered(cnf: Cnf, assumptions: readonly number[], budget: Budget): Promise<SatAnswer | undefined> {
  const session = new SatSession(budget);
  try {
    const assumed = Int32Array.from(assumptions);
    const question = { fresh: {}, clauses: cnf.take(), assumptions: assumed, mostConflicts: JUDGE_CONFLICTS };
    return await session.ask(question);
  } finally {
    await session.close();
  }
}

/** Where some contradict, it is the fewer of them that a known schedule lacks. */
function heldFirst(musts: readonly number[], known: Int32Array): number[] {
  return [...musts].sort((e, f) => Number(known[e] < 0) - Number(known[f] < 0) || e - f);
}

/** Musts that contradict each other even if meetings could be split over slots; `undefined` if they do not. */
async function refutedByCounting(
  problem: Problem,
  known: Int32Array,
  random: Random,
  budget: Budget,
): Promise<readonly number[] | undefined> {
  const musts = heldFirst(allMusts(problem), known);
  if (countPlaces(problem, musts) > MOST_COLUMNS) return overfullRooms(problem, musts)?.demands;
  const model = splitMeetings(problem, musts);
  const demands = Int32Array.from(musts.keys());
  const answer = await judgeDemands({ model, demands, many: MANY_IN_FRACTIONS }, budget);
  const core = answer?.core && Array.from(answer.core, row => musts[row]);
  if (!core) return overfullRooms(problem, musts)?.demands;
  if (answer?.isSmallest) return core;
  const needed = new Set<number>();
  addNeededDemands(problem, core, needed, known, random);
  if (needed.size === core.length) return core;
  const rowsOf = (meetings: Iterable<number>) => Int32Array.from(meetings, e => musts.indexOf(e));
  const again = await judgeDemands({ model, demands: rowsOf(core), needed: rowsOf(needed) }, budget);
  return again?.core ? Array.from(again.core, row => musts[row]) : core;
}

/** Meetings, each times its slots. O(meetings · words). */
function countPlaces({ words: W, unorderedDomain }: Problem, meetings: readonly number[]): number {
  const slotsOf = (e: number) => countBits(unorderedDomain.subarray(e * W, (e + 1) * W));
  return meetings.reduce((sum, e) => sum + slotsOf(e), 0);
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
  formula: MustFormula,
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

function contradiction(
  problem: Problem,
  formula: MustFormula,
  { core, smallest }: { readonly core: Int32Array; readonly smallest: boolean },
  overfull: Overfull | undefined,
): Refusal {
  const blamed = new Set(core);
  const isBlamed = (assumption: number): boolean => assumption > 0 && blamed.has(assumption);
  const meetings = Array.from(formula.assumption.keys()).filter(e => isBlamed(formula.assumption[e]));
  const orders = [...problem.order.row].filter((_, i) => isBlamed(formula.orderAssumption[i]));
  const about = rowsAbout(problem, meetings);
  const ofMeetings = about.map(fewestRows);
  const demands = [...ofMeetings.map(([demand]) => demand), ...orders.map(row => orderRow(problem.event, row))];
  const others = ofMeetings.flatMap(([, ...kept]) => kept);
  const counted = overfull ?? overfullRooms(problem, meetings);
  const explanation = whyNot(problem.event, counted, meetings.length, {
    isOrdered: orders.length > 0,
    isSmallest: smallest && !needRests(problem, meetings),
    areAllAlone: others.length === 0 && about.every(rows => rows.filter(row => row.demands).length === 1),
  });
  return { kind: 'impossible', demands, others, explanation };
}

/** Whether an interpreter of one of these meetings needs rests, of which the clauses know nothing: fewer may contradict. */
function needRests({ event, kind, kindInterpreters }: Problem, meetings: readonly number[]): boolean {
  return meetings.some(e =>
    kindInterpreters[kind[e]].some(one => event.interpreters[one].maxConsecutive !== undefined),
  );
}

/** What there is to say of a contradiction. */
interface Traits {
  readonly isOrdered: boolean;
  /** Whether it ends without any one of its meetings or rows of order. */
  readonly isSmallest: boolean;
  /** Whether there is one row for each of these, and no other asks for it. */
  readonly areAllAlone: boolean;
}

/**
 * A contradiction in words.
 * @param counted what was counted of it: told where it is all of the contradiction
 * @param meetings of the contradiction
 */
export function whyNot(
  event: Event,
  counted: Overfull | undefined,
  meetings: number,
  { isOrdered, isSmallest, areAllAlone }: Traits,
): string {
  const all = isOrdered ? 'these meetings in this order cannot all' : 'these meetings cannot all';
  const why =
    counted?.demands.length === meetings
      ? overfullWords(event, counted)
      : `${meetings === 1 ? 'this meeting cannot' : all} be kept under the rules`;
  const one = meetings === 1 ? 'leaving it out' : 'leaving out any one of them';
  const perhapsFewer = meetings === 1 ? '' : ' (fewer of them may contradict too)';
  const spare = isSmallest
    ? `; ${one}${areAllAlone ? '' : ', with all rows that ask for it,'} ends this contradiction`
    : perhapsFewer;
  const { others = 0 } = counted ?? {};
  const people = others === 1 ? 'participant' : 'participants';
  return `${why}${spare}${others > 0 ? `; too many meetings are demanded of ${others} more ${people}` : ''}`;
}

/** Of whom, or of what, too much is demanded. */
function overfullWords({ participants, interpreters }: Event, { participant, demands, areSeats }: Overfull): string {
  if (participant === undefined) {
    const what = interpreters.length > 0 ? 'the rooms and interpreters' : 'the rooms';
    return `${what} they may use can take ${demands.length - 1} of these ${demands.length} meetings at most`;
  }
  const { id } = participants[participant];
  if (areSeats && demands.length === 1) return `${id} cannot seat this guest under the rules`;
  if (areSeats) return `${id} can seat ${demands.length - 1} of these ${demands.length} guests at most`;
  if (demands.length === 1) return `${id} cannot have this meeting under the rules`;
  return `${id} can have ${demands.length - 1} of these ${demands.length} meetings at most`;
}

/**
 * By meeting all rows that demand it or keep it in a session; a lock leaves nothing to say to other rows about its meeting.
 * O(meetings + wishes).
 */
function rowsAbout({ event, a, b, lock }: Problem, meetings: readonly number[]): DemandRow[][] {
  const rows = new Map<string, { readonly people: string; readonly list: DemandRow[] }>();
  for (const e of meetings) {
    const pair = [event.participants[a[e]].id, event.participants[b[e]].id];
    const people = `${pair[0]} and ${pair[1]}`;
    const list: DemandRow[] = [];
    if (lock[e] >= 0) {
      list.push({ ...lockRow(event, lock[e]), demands: true, isKept: true });
    }
    rows.set(keyOf(pair), { people, list });
  }
  event.wishes.forEach((asked, wish) => {
    const { from, to, kind, session } = asked;
    const demands = demandsMeeting(asked, event.rules);
    if (!demands && (kind !== 'wish' || session === undefined)) return;
    const own = rows.get(keyOf([from, to]));
    if (!own) return;
    const text = `${own.people} ${demands ? 'must meet' : 'are wished to meet'}${inSession(event, wish)}`;
    own.list.push({ ...wishRow(event, wish, text), demands, isKept: session !== undefined });
  });
  return [...rows.values()].map(({ list }) => list);
}

/** The same of two people, whoever is named first. */
function keyOf(people: readonly string[]): string {
  return JSON.stringify([...people].sort());
}
