/**
 * The last units of a gap: only what the prices leave open goes into a mixed-integer program. A schedule better than the one
 * at hand cannot use a pair (meeting, slot) whose reduced value is further from the meeting's best than the gap, must hold a
 * meeting whose best exceeds the gap, and must fill a place whose price exceeds it (reduced-cost fixing: Dantzig, Fulkerson &
 * Johnson 1954, doi:10.1287/opre.2.4.393). The rest is HiGHS's.
 */
import type { Problem } from '../model/problem.js';
import { bestReduced, type Duals, evaluateBound, type PromiseTerms, reducedValue } from './duals.js';
import { RowBuilder, solveMip } from './mip.js';
import { addSequenceRows } from './sequence-rows.js';
import type { Patience } from './worker.js';

export interface KernelTask {
  readonly problem: Problem;
  /** `target` promises are demanded. */
  readonly terms: PromiseTerms;
  /** Worth of one promise in the objective: 0 in the points tier; 1, with points 0, in the promises tier. */
  readonly promiseValue: number;
  readonly duals: Duals;
  /** Value of the schedule at hand; only better ones are looked for. */
  readonly value: number;
  /** The whole program, however large: no pair is left out. */
  readonly whole?: boolean;
  /** Branch-and-bound nodes for up to 1,000 pairs; a larger program, whose nodes take longer, gets fewer in proportion. */
  readonly nodes: number;
}

export interface KernelOutcome {
  /** A schedule of a greater value, if one was found: slot of each meeting. */
  readonly slotOf: Int32Array | undefined;
  /** No schedule is worth more than the one found (than the one at hand, without one). */
  readonly proved: boolean;
}

const MOST_PAIRS = 12_000;

/** Pairs that a better schedule may use. Columns of the program are the pairs, then one column of promises a participant. */
class Kernel {
  readonly meeting: number[] = [];
  readonly slot: number[] = [];
  readonly ofMeeting: number[][] = [];
  private readonly rows = new RowBuilder();

  constructor(
    private readonly task: KernelTask,
    private readonly best: Float64Array,
    private readonly gap: number,
  ) {
    const { meetings: E, slots: T, words: W, domain, must } = task.problem;
    for (let e = 0; e < E; e++) {
      const top = must[e] === 1 ? best[e] : Math.max(0, best[e]);
      const columns: number[] = [];
      // Too large already: the rest need not be looked at.
      if (!task.whole && this.meeting.length > MOST_PAIRS) break;
      for (let t = 0; t < T; t++) {
        if (((domain[e * W + (t >> 5)] >>> (t & 31)) & 1) === 0) continue;
        if (top - reducedValue(task.problem, task.duals, e, t) > gap) continue;
        columns.push(this.meeting.length);
        this.meeting.push(e);
        this.slot.push(t);
      }
      this.ofMeeting.push(columns);
    }
  }

  model() {
    const { problem, terms, promiseValue, value } = this.task;
    const pairs = this.meeting.length;
    this.addPlaces();
    this.addPromises();
    const columns = pairs + problem.participants;
    const cost = new Float64Array(columns + addSequenceRows(this.rows, problem, this, columns));
    this.meeting.forEach((e, column) => {
      cost[column] = problem.points[e];
    });
    cost.fill(promiseValue, pairs, columns);
    const upper = new Float64Array(cost.length).fill(1);
    upper.set(terms.possible, pairs);
    const all = Array.from(cost.keys()).filter(column => cost[column] !== 0);
    this.rows.add(all, value + 1, Number.POSITIVE_INFINITY, column => cost[column]);
    return { cost, upper, ...this.rows.build(), mostNodes: Math.ceil(this.task.nodes * Math.min(1, 1000 / pairs)) };
  }

  /** Once a meeting, `parallel` a place, capacity a limit; what every better schedule holds or fills is demanded. */
  private addPlaces(): void {
    const { best, gap, rows } = this;
    const { problem, duals } = this.task;
    const { participants: P, slots: T, a, b, kind, kindLimits, parallel, capacity, must } = problem;
    const atPlace: number[][] = Array.from({ length: P * T }, () => []);
    const inLimit: number[][] = Array.from({ length: capacity.length }, () => []);
    this.meeting.forEach((e, column) => {
      const t = this.slot[column];
      for (const p of [a[e], b[e]]) atPlace[p * T + t].push(column);
      for (const limit of kindLimits[kind[e]]) inLimit[limit * T + t].push(column);
    });
    this.ofMeeting.forEach((columns, e) => {
      rows.add(columns, must[e] === 1 || best[e] > gap ? 1 : 0, 1);
    });
    atPlace.forEach((columns, place) => {
      const most = parallel[Math.floor(place / T)];
      const least = duals.pi[place] > gap ? most : 0;
      if (columns.length > most || least > 0) rows.add(columns, least, most);
    });
    inLimit.forEach((columns, cell) => {
      const least = duals.rho[cell] > gap ? capacity[cell] : 0;
      if (columns.length > capacity[cell] || least > 0) rows.add(columns, least, capacity[cell]);
    });
  }

  /** Maxima; y_p ≤ meetings of p; Σ y ≥ target. */
  private addPromises(): void {
    const { rows } = this;
    const { problem, terms } = this.task;
    const pairs = this.meeting.length;
    const ofPerson: number[][] = Array.from({ length: problem.participants }, () => []);
    this.meeting.forEach((e, column) => {
      for (const p of [problem.a[e], problem.b[e]]) ofPerson[p].push(column);
    });
    ofPerson.forEach((columns, p) => {
      if (columns.length > problem.maxMeetings[p]) rows.add(columns, 0, problem.maxMeetings[p]);
      const counted = [...columns, pairs + p];
      rows.add(counted, 0, Number.POSITIVE_INFINITY, column => (column < pairs ? 1 : -1));
    });
    rows.add(
      ofPerson.map((_, p) => pairs + p),
      terms.target,
      Number.POSITIVE_INFINITY,
    );
  }
}

/** Looks for a better schedule; `undefined` where the kernel is too large or it was no longer needed. */
export async function solveKernel(task: KernelTask, patience: Patience): Promise<KernelOutcome | undefined> {
  const { problem, terms, duals, value } = task;
  const best = bestReduced(problem, duals);
  const exact = evaluateBound(problem, duals, terms, best);
  if (exact === undefined) return undefined;
  const gap = exact - (value + 1) * duals.unit;
  if (gap < 0) return { slotOf: undefined, proved: true };
  const kernel = new Kernel(task, best, task.whole ? Number.POSITIVE_INFINITY : gap);
  if (!task.whole && kernel.meeting.length > MOST_PAIRS) return undefined;
  const answer = await solveMip(kernel.model(), patience);
  if (!answer) return undefined;
  if (answer.status === 'infeasible' || !answer.values)
    return { slotOf: undefined, proved: answer.status === 'infeasible' };
  const slotOf = new Int32Array(problem.meetings).fill(-1);
  kernel.meeting.forEach((e, column) => {
    if (answer.values![column] > 0.5) slotOf[e] = kernel.slot[column];
  });
  return { slotOf, proved: answer.status === 'optimal' };
}
