/**
 * The last units of a gap: only what the prices leave open goes into a mixed-integer program. A schedule better than the one
 * at hand cannot use a pair (meeting, slot) whose reduced value is further from the meeting's best than the gap, must hold a
 * meeting whose best exceeds the gap, and must fill a place whose price, without those of windows (rests.ts), exceeds it
 * (reduced-cost fixing: Dantzig, Fulkerson & Johnson 1954, doi:10.1287/opre.2.4.393). The rest is HiGHS's where a better schedule
 * is looked for (`solveKernel`), or of our own branches where one question is decided (`decideKernel`). That there is none is
 * proved in exact integers in either (refute.js).
 */
import type { Problem } from '../model/problem.js';
import { bestReduced, boundInPoints, type Duals, evaluateBound, type PromiseTerms, reducedValue } from './duals.js';
import { evaluateWithRests } from './interpreter-rests.js';
import { InterpreterWork } from './interpreter-rows.js';
import { type MipModel, type MipSolver, RowBuilder } from './mip.js';
import { type OddSet, violatedSets } from './odd-sets.js';
import { priceAlone } from './rests.js';
import { addSequenceRows } from './sequence-rows.js';
import { addSetRows } from './set-rows.js';
import type { Patience } from './worker.js';

export interface KernelTask {
  readonly problem: Problem;
  /** `target` promises are demanded. */
  readonly terms: PromiseTerms;
  /** Worth of one promise in the objective: 0 in the points tier; 1, with points 0, in the promises tier. */
  readonly promiseValue: number;
  /** Each of them leaves pairs out. */
  readonly duals: readonly Duals[];
  /** Value of the schedule at hand, or any other; only better ones are looked for. */
  readonly value: number;
  /** What no schedule exceeds, as far as it is known better than from the prices. */
  readonly bound?: number;
  /** Whether interpreters have their rests: meetings are to have interpreters who work so, not only some who are there. */
  readonly isRested?: boolean;
  /** The whole program, however large: no pair is left out. */
  readonly whole?: boolean;
  /** Odd sets that are known to say something. */
  readonly oddSets?: readonly OddSet[];
  /** Branch-and-bound nodes for up to 1,000 pairs; a larger program, whose nodes take longer, gets fewer in proportion. */
  readonly nodes: number;
  /** Iterations of simplex that it may take, to find and to prove; default, and for the `whole` program: no limit. */
  readonly iterations?: number;
  /** Pairs up to which the program is tried. */
  readonly mostPairs?: number;
}

export interface KernelOutcome {
  /** A schedule of a greater value, if one was found: slot of each meeting. */
  readonly slotOf: Int32Array | undefined;
  /** No schedule is worth more than the one found (than the one at hand, without one): in exact integers. */
  readonly proved: boolean;
}

/** A kernel at work, for the best schedule when it was started. */
export interface KernelRun {
  readonly terms: PromiseTerms;
  readonly value: number;
  readonly answer: Promise<KernelOutcome | undefined>;
}

const MOST_PAIRS = 12_000;
/** Pairs from which it pays to simplify a program first. */
const PRESOLVE_FROM = 4000;

/** Refuting: so many rounds of odd sets. A branch is so much cheaper than one of HiGHS's own. */
const MOST_CUT_ROUNDS = 12;
const CHEAPER = 4;

/** What one set of prices says about every schedule that is worth more than the value at hand. */
class Verdict {
  private readonly places: Float64Array;

  constructor(
    private readonly problem: Problem,
    private readonly duals: Duals,
    private readonly best: Float64Array,
    /** Between the bound and the least value that is looked for; infinite where nothing is to be concluded. */
    private readonly gap: number,
  ) {
    this.places = priceAlone(problem, duals);
  }

  leavesOut(e: number, t: number): boolean {
    const top = this.problem.must[e] === 1 ? this.best[e] : Math.max(0, this.best[e]);
    return top - reducedValue(this.problem, this.duals, e, t) > this.gap;
  }

  holds(e: number): boolean {
    return this.best[e] > this.gap;
  }

  /** Whether a participant's slot, at p * slots + t, has no place left. */
  fillsPlace(place: number): boolean {
    return this.places[place] > this.gap;
  }

  /** Not asked of limits of interpreters whose rests the bound counts: a price there is not what a free place costs. */
  fillsLimit(cell: number): boolean {
    return this.duals.rho[cell] > this.gap;
  }
}

/** Pairs that a better schedule may use. Columns of the program are the pairs, then what counts promises where it is needed. */
export class Kernel {
  readonly meeting: number[] = [];
  readonly slot: number[] = [];
  readonly ofMeeting: number[][] = [];
  /**
   * Rows of places, windows (rests.ts), sets of meetings, limits, participants (maximum and, if all promises are kept, least),
   * counted promises, target; by their number.
   */
  readonly rowOf: Readonly<
    Record<'place' | 'rest' | 'set' | 'limit' | 'person' | 'counted' | 'target', Map<number, number>>
  > = {
    place: new Map(),
    rest: new Map(),
    set: new Map(),
    limit: new Map(),
    person: new Map(),
    counted: new Map(),
    target: new Map(),
  };
  private readonly rows = new RowBuilder();
  /** Everyone keeps every possible promise: rows for that, no columns. */
  private readonly forced: boolean;

  constructor(
    readonly task: KernelTask,
    private readonly verdicts: readonly Verdict[],
    mostPairs: number,
  ) {
    const { problem, terms, promiseValue } = task;
    const { meetings: E, slots: T, words: W, domain } = problem;
    this.forced = terms.target === terms.total && promiseValue === 0;
    // Too large already: the rest need not be looked at.
    for (let e = 0; e < E && this.meeting.length <= mostPairs; e++) {
      const columns: number[] = [];
      for (let t = 0; t < T; t++) {
        if (((domain[e * W + (t >> 5)] >>> (t & 31)) & 1) === 0) continue;
        if (verdicts.some(verdict => verdict.leavesOut(e, t))) continue;
        columns.push(this.meeting.length);
        this.meeting.push(e);
        this.slot.push(t);
      }
      this.ofMeeting.push(columns);
    }
  }

  /** The first column of interpreters at work, where these are columns. */
  get firstWork(): number {
    return this.meeting.length + (this.forced ? 0 : this.task.problem.participants);
  }

  /** The program, and the same with a row that only better schedules keep. */
  models(): { readonly all: MipModel; readonly better: MipModel } {
    const { problem, terms, promiseValue, value, nodes } = this.task;
    const pairs = this.meeting.length;
    const { firstWork } = this;
    const work = this.task.isRested ? new InterpreterWork(problem, firstWork) : undefined;
    const columns = firstWork + (work?.upper.length ?? 0);
    this.addPlaces(work);
    this.addPromises();
    work?.addRests(this.rows);
    const firstRepeat = columns + addSequenceRows(this.rows, problem, this, columns, this.rowOf.rest);
    const repeats = addSetRows(this.rows, problem.sets, e => this.ofMeeting[e], firstRepeat, this.rowOf.set);
    const cost = new Float64Array(firstRepeat + repeats.length);
    this.meeting.forEach((e, column) => {
      cost[column] = problem.points[e];
    });
    cost.fill(promiseValue, pairs, firstWork);
    const upper = new Float64Array(cost.length).fill(1);
    repeats.forEach(({ fine, meetings }, i) => {
      cost[firstRepeat + i] = -fine;
      upper[firstRepeat + i] = meetings.length;
    });
    if (!this.forced) upper.set(terms.possible, pairs);
    if (work) upper.set(work.upper, firstWork);
    const mostNodes = Math.ceil(nodes * Math.min(1, 1000 / pairs));
    const all = { cost, upper, ...this.rows.build(), mostNodes, presolve: pairs >= PRESOLVE_FROM };
    const worthy = Array.from(cost.keys()).filter(column => cost[column] !== 0);
    this.rows.add(worthy, value + 1, Number.POSITIVE_INFINITY, column => cost[column]);
    const better = { ...all, ...this.rows.build() };
    this.rows.removeLast();
    return { all, better };
  }

  /**
   * The program with these odd sets, and those added before, but those that say nothing of the pairs that are left.
   * @param all the program
   */
  withOddSets(all: MipModel, sets: readonly OddSet[]): MipModel {
    const telling = sets.filter(set => this.columnsInSet(set).length > set.capacity);
    this.addSets(this.rows, telling);
    return { ...all, ...this.rows.build() };
  }

  /** Odd sets that a solution in fractions violates, the worst first. */
  violatedSets(fractions: Float64Array): OddSet[] {
    return violatedSets(this.task.problem, (e, t) => fractions[this.columnOf(e, t)] ?? 0);
  }

  /** Adds a row for each of them to those of a program with these columns. */
  addSets(rows: RowBuilder, sets: readonly OddSet[]): void {
    for (const set of sets) rows.add(this.columnsInSet(set), 0, set.capacity);
  }

  private columnsInSet({ meetings, slot }: OddSet): number[] {
    return meetings.map(e => this.columnOf(e, slot)).filter(column => column >= 0);
  }

  /** Column of a pair; -1 if it is left out. A list of all pairs would be hundreds of megabytes in a huge event. O(slots). */
  private columnOf(e: number, t: number): number {
    return this.ofMeeting[e].find(column => this.slot[column] === t) ?? -1;
  }

  /** A schedule as pairs: 1 where a meeting is held, O(meetings · slots). Its other columns are 0. */
  columnsOf(slotOf: Int32Array, columns: number): Float64Array {
    const values = new Float64Array(columns);
    slotOf.forEach((t, e) => {
      const column = t < 0 ? -1 : this.columnOf(e, t);
      if (column >= 0) values[column] = 1;
    });
    return values;
  }

  /** Slot of each meeting in a solution, -1 if not held. */
  read(values: Float64Array): Int32Array {
    const slotOf = new Int32Array(this.task.problem.meetings).fill(-1);
    this.meeting.forEach((e, column) => {
      if (values[column] > 0.5) slotOf[e] = this.slot[column];
    });
    return slotOf;
  }

  /** Once a meeting, `parallel` a place, capacity a limit; what every better schedule holds or fills is demanded. */
  private addPlaces(work: InterpreterWork | undefined): void {
    const { verdicts, rows, rowOf } = this;
    const { participants: P, slots: T, a, b, kind, kindLimits, parallel, capacity, must } = this.task.problem;
    const atPlace: number[][] = Array.from({ length: P * T }, () => []);
    const inLimit: number[][] = Array.from({ length: capacity.length }, () => []);
    this.meeting.forEach((e, column) => {
      const t = this.slot[column];
      for (const p of [a[e], b[e]]) atPlace[p * T + t].push(column);
      for (const limit of kindLimits[kind[e]]) inLimit[limit * T + t].push(column);
    });
    this.ofMeeting.forEach((columns, e) => {
      const least = must[e] === 1 || verdicts.some(verdict => verdict.holds(e)) ? 1 : 0;
      if (columns.length > 1 || least > 0) rows.add(columns, least, 1);
    });
    atPlace.forEach((columns, place) => {
      const most = parallel[Math.floor(place / T)];
      const least = verdicts.some(verdict => verdict.fillsPlace(place)) ? most : 0;
      if (columns.length > most || least > 0) rowOf.place.set(place, rows.add(columns, least, most));
    });
    inLimit.forEach((columns, cell) => {
      const workers = work?.setOf(Math.floor(cell / T));
      if (work && workers) {
        if (columns.length > 0) rowOf.limit.set(cell, work.addRow(rows, columns, workers, cell % T));
        return;
      }
      const least = verdicts.some(verdict => verdict.fillsLimit(cell)) ? capacity[cell] : 0;
      if (columns.length > capacity[cell] || least > 0) rowOf.limit.set(cell, rows.add(columns, least, capacity[cell]));
    });
  }

  /** Maxima; where promises are counted, y_p ≤ meetings of p and Σ y ≥ target. */
  private addPromises(): void {
    const { rows, rowOf, forced } = this;
    const { problem, terms } = this.task;
    const pairs = this.meeting.length;
    const ofPerson: number[][] = Array.from({ length: problem.participants }, () => []);
    this.meeting.forEach((e, column) => {
      for (const p of [problem.a[e], problem.b[e]]) ofPerson[p].push(column);
    });
    ofPerson.forEach((columns, p) => {
      const least = forced ? terms.possible[p] : 0;
      const most = Math.min(columns.length, problem.maxMeetings[p]);
      if (columns.length > most || least > 0) rowOf.person.set(p, rows.add(columns, least, most));
      if (forced) return;
      const counted = [...columns, pairs + p];
      rowOf.counted.set(
        p,
        rows.add(counted, 0, Number.POSITIVE_INFINITY, column => (column < pairs ? 1 : -1)),
      );
    });
    if (forced) return;
    const all = ofPerson.map((_, p) => pairs + p);
    rowOf.target.set(0, rows.add(all, terms.target, Number.POSITIVE_INFINITY));
  }
}

/** Looks for a better schedule; `undefined` where the kernel is too large or it was no longer needed. */
export async function solveKernel(
  task: KernelTask,
  mips: MipSolver,
  patience: Patience,
): Promise<KernelOutcome | undefined> {
  const { value, whole = false, iterations = Number.POSITIVE_INFINITY } = task;
  const allowed = whole ? Number.POSITIVE_INFINITY : iterations;
  return inKernel(task, (kernel, most) => ask(kernel, mips, allowed, value, most, patience));
}

/**
 * Is there a better schedule? Any will do: by our own branches alone, which need no word of HiGHS's and are fewer the closer to
 * the bound what is asked for. `iterations` of the task is not looked at: questions share what `mips` is allowed.
 */
export async function decideKernel(
  task: KernelTask,
  mips: MipSolver,
  patience: Patience,
): Promise<KernelOutcome | undefined> {
  return inKernel(task, async (kernel, most) => {
    const { all } = kernel.models();
    const answer = await refute(kernel, all, mips, task.value + 1, patience);
    if (!answer?.values) return answer && { slotOf: undefined, proved: answer.refuted };
    return { slotOf: kernel.read(answer.values), proved: worthOf(answer.values, all) >= most };
  });
}

/**
 * What work on the kernel says, or what is known without it; `undefined` where it is too large.
 * @param work is also told what no schedule exceeds
 */
async function inKernel(
  task: KernelTask,
  work: (kernel: Kernel, most: number) => Promise<KernelOutcome | undefined>,
): Promise<KernelOutcome | undefined> {
  const { problem, terms, value, whole = false } = task;
  let most = task.bound ?? Number.POSITIVE_INFINITY;
  const verdicts: Verdict[] = [];
  for (const duals of task.duals) {
    const best = bestReduced(problem, duals);
    const exact = (task.isRested ? evaluateWithRests : evaluateBound)(problem, duals, terms, best);
    if (exact === undefined) continue;
    const gap = exact - (value + 1) * duals.unit;
    most = Math.min(most, boundInPoints(exact, duals.unit));
    if (gap < 0) return { slotOf: undefined, proved: true };
    verdicts.push(new Verdict(problem, duals, best, whole ? Number.POSITIVE_INFINITY : gap));
  }
  if (verdicts.length === 0) return undefined;
  const mostPairs = whole ? Number.POSITIVE_INFINITY : (task.mostPairs ?? MOST_PAIRS);
  const kernel = new Kernel(task, verdicts, mostPairs);
  if (kernel.meeting.length > mostPairs) return undefined;
  // Nothing can be held, and that is worth 0.
  if (kernel.meeting.length === 0 && value >= 0) return { slotOf: undefined, proved: true };
  return work(kernel, most);
}

/** Points of a whole solution. */
function worthOf(values: Float64Array, { cost }: MipModel): number {
  return values.reduce((sum, x, column) => sum + Math.round(x) * cost[column], 0);
}

/** HiGHS looks for the best schedule; that there is no better one is proved in exact integers, where `most` leaves room for it. */
async function ask(kernel: Kernel, mips: MipSolver, allowed: number, value: number, most: number, patience: Patience) {
  const { all, better } = kernel.models();
  mips.allow(allowed);
  if (all.presolve && Number.isFinite(allowed)) {
    // The first solution in fractions alone may take more iterations than there are, which HiGHS heeds only between such solutions.
    const first = await mips.relax({ model: all }, patience);
    if (!first || !mips.mayGoOn) return undefined;
    mips.allow(allowed);
  }
  const answer = await mips.solve(better, patience);
  if (!answer) return undefined;
  const { status, values } = answer;
  const slotOf = values && kernel.read(values);
  if (status === 'unknown') return { slotOf, proved: false };
  const found = values ? worthOf(values, all) : value;
  if (found >= most) return { slotOf, proved: true };
  const proof = await refute(kernel, all, mips, found + 1, patience);
  // Where HiGHS was wrong, there may be a better one.
  return { slotOf: proof?.values ? kernel.read(proof.values) : slotOf, proved: proof?.refuted ?? false };
}

/** Odd sets first, which often do better than branches. */
async function refute(kernel: Kernel, all: MipModel, mips: MipSolver, least: number, patience: Patience) {
  let model = kernel.withOddSets(all, kernel.task.oddSets ?? []);
  for (let round = 0; round < MOST_CUT_ROUNDS; round++) {
    const proof = await mips.refute({ ...model, mostNodes: 1 }, least, patience);
    if (!proof || proof.refuted || proof.values) return proof;
    const sets = proof.root && kernel.violatedSets(proof.root);
    if (!sets?.length) break;
    model = kernel.withOddSets(all, sets);
  }
  return mips.refute({ ...model, mostNodes: all.mostNodes * CHEAPER }, least, patience);
}
