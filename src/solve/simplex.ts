/**
 * Prices by simplex, and schedules by dives and near them, for events of up to some ten thousand meetings: their linear relaxation
 * with a few odd sets nearly always tells the best points, and a vertex of it is often a schedule, or becomes one after few branches.
 * Nothing is claimed on HiGHS's word: prices are evaluated in exact integers by whoever takes them, and a schedule is one.
 */
import type { Problem } from '../model/problem.js';
import type { Standing } from './anneal.js';
import type { Budget } from './budget.js';
import type { Duals, PromiseTerms } from './duals.js';
import { mostSplit, withRows } from './exact.js';
import { fromAbove } from './from-above.js';
import { Kernel, type KernelTask } from './kernel.js';
import { pointsOf, pricesOfSets } from './meeting-sets.js';
import {
  type ColumnBounds,
  type MipModel,
  type MipSolver,
  NO_SOLUTION,
  type RelaxationAnswer,
  type RelaxationStep,
  RowBuilder,
} from './mip.js';
import { restOf, undecided } from './near.js';
import { nameOf, type OddSet, oddPrices } from './odd-sets.js';
import { Rests } from './rests.js';

/** Branches of a dive for up to so many pairs: with more there are fewer, as each takes longer too. */
const MOST_NODES = 40;
const PAIRS = 5000;
/** Of simplex, in all: some seconds; and of a quick run. Most events of some hundred people take a thousand. */
const ITERATIONS = { some: 20_000, eachMeeting: 1.5 } as const;
const QUICK_ITERATIONS = 2000;
/** Of what is near a solution in fractions: branches, and iterations. */
const NEAR = { branches: 10, stepIterations: 2000, nodes: 50, iterations: 10_000 } as const;
/** Rounds of odd sets in one branch. */
const MOST_ROUNDS = 15;
/** Simplex is right to about so many points. */
const ERROR = 1e-6;

export class SimplexSearch {
  private readonly known = new Set<string>();
  /** Odd sets that some solution in fractions would have violated. */
  readonly sets: OddSet[] = [];
  private readonly rests: Rests | undefined;
  /** Of the whole program with its odd sets. */
  private root: RelaxationAnswer = NO_SOLUTION;

  private constructor(
    private readonly problem: Problem,
    private readonly terms: PromiseTerms,
    private readonly kernel: Kernel,
    private readonly model: MipModel,
    private readonly mips: MipSolver,
    private readonly budget: Budget,
  ) {
    this.rests = Rests.of(problem);
  }

  /**
   * Solves the relaxation; orders of meetings and rests of delegations are in it, but have no price. `undefined` where there is
   * no solution, as some promises exclude others, or no time, or no pair at all.
   * @param how worth of a promise, default: none, `target` of them are demanded; whether interpreters have their rests
   */
  static async begin(
    problem: Problem,
    terms: PromiseTerms,
    mips: MipSolver,
    budget: Budget,
    how: Partial<Pick<KernelTask, 'promiseValue' | 'isRested'>> = {},
  ): Promise<SimplexSearch | undefined> {
    const task = { problem, terms, promiseValue: 0, duals: [], value: 0, nodes: 0, ...how };
    const kernel = new Kernel(task, [], Number.POSITIVE_INFINITY);
    const model = kernel.models().all;
    const search = new SimplexSearch(problem, terms, kernel, model, mips, budget);
    mips.allow(budget.amount(Math.max(ITERATIONS.some, ITERATIONS.eachMeeting * problem.meetings), QUICK_ITERATIONS));
    const root = budget.stopped ? undefined : await search.solve({ model });
    if (!root) return undefined;
    search.root = root;
    return search;
  }

  /** Prices of the relaxation, rounded to multiples of 1 / unit. O(meetings · slots). */
  prices(unit: number, { prices } = this.root): Duals {
    const { kernel, problem, rests, sets } = this;
    const firstSet = this.model.rowLower.length;
    const { participants: P, slots: T, limits } = problem;
    const { rowOf } = kernel;
    const priceOf = (row: number | undefined): number => Math.round((prices[row ?? -1] ?? 0) * unit);
    const list = (length: number, rows: Map<number, number>, sign: 1 | -1): Float64Array =>
      Float64Array.from({ length }, (_, i) => Math.max(0, sign * priceOf(rows.get(i))));
    const isForced = rowOf.target.size === 0;
    const theta = list(P, isForced ? rowOf.person : rowOf.counted, -1);
    // All promises kept: any σ above every θ gives the same bound. Else θ must not exceed σ.
    const worth = unit * kernel.task.promiseValue;
    const sigma = isForced
      ? theta.reduce((a, b) => Math.max(a, b), 0)
      : worth + Math.max(0, -priceOf(rowOf.target.get(0)));
    const pi = list(P * T, rowOf.place, 1);
    const windows = rests && list(P * T, rowOf.rest, 1);
    if (windows) rests.spread(windows, pi);
    const ofSets = problem.sets && pricesOfSets(problem, list(problem.sets.fine.length, rowOf.set, 1), unit);
    return {
      unit,
      pi,
      rests: windows,
      sets: ofSets,
      rho: list(limits * T, rowOf.limit, 1),
      mu: list(P, rowOf.person, 1),
      theta: theta.map(price => Math.min(price, sigma)),
      sigma,
      odd: oddPrices(
        problem,
        sets,
        Float64Array.from(sets, (_, i) => Math.max(0, priceOf(firstSet + i))),
      ),
    };
  }

  /**
   * Best prices that are not at an end of the set of them, as an interior point finds them: they tell more of what all best
   * schedules share. `undefined` if there was no time.
   */
  async innerPrices(unit: number): Promise<Duals | undefined> {
    const { mips, budget } = this;
    // The worker may be another by now.
    const model = this.withSets();
    mips.allow(Number.POSITIVE_INFINITY);
    const answer = budget.stopped ? undefined : await mips.relax({ model, isInner: true }, budget);
    return answer?.solved ? this.prices(unit, answer) : undefined;
  }

  /**
   * Is there a schedule worth the bound? If not, one worth a step less, two more, four more?
   * @param standing of the schedule at hand: only better ones are looked for
   */
  async diveFromAbove(bound: number, step: number, standing: Standing): Promise<Int32Array | undefined> {
    const known = standing.promises < this.terms.target ? Number.NEGATIVE_INFINITY : standing.points;
    for (const least of fromAbove(bound, step)) {
      if (least <= known) break;
      const slotOf = await this.dive(least);
      if (slotOf) return slotOf;
    }
    return undefined;
  }

  /**
   * Good schedules near solutions in fractions that are worth the bound, where these leave little to decide (Berthold 2014, "RENS:
   * the optimal rounding", doi:10.1007/s12532-013-0060-9): the best of them, as soon as one is worth the bound itself.
   * @param bound what no schedule exceeds
   * @param slotOf the schedule at hand, which may be near too
   */
  async nearFromAbove(bound: number, slotOf: Int32Array): Promise<Int32Array | undefined> {
    let best: Int32Array | undefined;
    let worth = Number.NEGATIVE_INFINITY;
    const most = this.budget.isQuick ? 1 : NEAR.branches;
    for await (const answer of this.branches(bound, most, NEAR.stepIterations)) {
      this.mips.allow(this.budget.amount(NEAR.iterations, QUICK_ITERATIONS));
      const found = await this.near(answer, best ?? slotOf);
      const points = found ? pointsOf(this.problem, found) : worth;
      if (points > worth) [best, worth] = [found, points];
      if (worth >= bound) break;
    }
    return best;
  }

  private async near({ values, reduced }: RelaxationAnswer, slotOf: Int32Array): Promise<Int32Array | undefined> {
    const { kernel, mips, budget } = this;
    const start = kernel.columnsOf(slotOf, values.length);
    const model = { ...this.withSets(), start, mostNodes: NEAR.nodes };
    const isOpen = undecided(model, values, reduced);
    if (!isOpen) return kernel.read(values);
    const rest = restOf(model, isOpen, values.map(Math.round));
    const answer = budget.stopped ? undefined : await mips.solve(rest.model, budget);
    const whole = rest.joined(answer?.values);
    return whole && kernel.read(whole);
  }

  /** A schedule that is worth `least`, if a few branches lead to one: slot of each meeting. */
  private async dive(least: number): Promise<Int32Array | undefined> {
    const pairs = this.kernel.meeting;
    const mostNodes = Math.ceil(MOST_NODES * Math.min(1, (PAIRS / pairs.length) ** 2));
    for await (const { values } of this.branches(least, mostNodes))
      if (this.splitOf(values) < 0) return this.kernel.read(values);
    return undefined;
  }

  /** Solutions in fractions that are worth `least`: depth first; the pair that is nearest to a half is held first. */
  private async *branches(
    least: number,
    mostNodes: number,
    mostIterations = Number.POSITIVE_INFINITY,
  ): AsyncGenerator<RelaxationAnswer> {
    const { upper } = this.model;
    const open: ColumnBounds[] = [{ lower: new Float64Array(upper.length), upper }];
    let answer: RelaxationAnswer | undefined = this.root;
    for (let nodes = 0; nodes < mostNodes; nodes++) {
      const bounds = open.pop();
      if (!bounds || this.budget.stopped) return;
      if (nodes > 0) answer = await this.solve({ bounds, mostIterations });
      const gap = answer ? this.worth(answer) - least + ERROR : -1;
      if (!answer || gap < 0) continue;
      yield answer;
      const { values, reduced } = answer;
      const split = this.splitOf(values);
      if (split < 0) continue;
      const narrowed = narrow(bounds, values, reduced, gap);
      open.push({ ...narrowed, upper: narrowed.upper.with(split, 0) });
      open.push({ ...narrowed, lower: narrowed.lower.with(split, 1) });
    }
  }

  /** The program with the odd sets found so far. O(entries). */
  private withSets(): MipModel {
    const rows = new RowBuilder();
    this.kernel.addSets(rows, this.sets);
    return withRows(this.model, rows.build());
  }

  private splitOf(values: Float64Array): number {
    return mostSplit(this.kernel.meeting.keys(), column => values[column]);
  }

  /** What interpreters do in the best solution in fractions: interpreters × slots, 1 where one works. */
  get work(): Float64Array {
    return this.workIn(this.root);
  }

  /**
   * The same where some interpreters are free in given slots; `undefined` where nothing is left, or no time.
   * @param open 1 where one may work, interpreters × slots
   */
  async workWithin(open: Float64Array): Promise<Float64Array | undefined> {
    const upper = this.model.upper.slice();
    upper.set(open, this.kernel.firstWork);
    const answer = await this.mips.relax({ bounds: { lower: new Float64Array(upper.length), upper } }, this.budget);
    return answer?.solved ? this.workIn(answer) : undefined;
  }

  private workIn({ values }: RelaxationAnswer): Float64Array {
    const { event, slots } = this.problem;
    const { firstWork } = this.kernel;
    return values.slice(firstWork, firstWork + event.interpreters.length * slots);
  }

  private worth({ values }: RelaxationAnswer): number {
    return values.reduce((sum, value, column) => sum + value * this.model.cost[column], 0);
  }

  /** With the odd sets that the solution would violate. */
  private async solve(step: RelaxationStep): Promise<RelaxationAnswer | undefined> {
    const { mips, budget, known, kernel, sets } = this;
    let answer = await mips.relax(step, budget);
    for (let round = 0; round < MOST_ROUNDS && answer?.solved; round++) {
      const violated = kernel.violatedSets(answer.values).filter(set => !known.has(nameOf(set)));
      if (violated.length === 0) break;
      const rows = new RowBuilder();
      kernel.addSets(rows, violated);
      for (const set of violated) known.add(nameOf(set));
      sets.push(...violated);
      answer = await mips.relax({ more: rows.build() }, budget);
    }
    return answer?.solved ? answer : undefined;
  }
}

/** Columns that lose more than the gap by leaving their end stay there. */
function narrow(bounds: ColumnBounds, values: Float64Array, reduced: Float64Array, gap: number): ColumnBounds {
  const lower = bounds.lower.slice();
  const upper = bounds.upper.slice();
  reduced.forEach((value, column) => {
    if (Math.abs(value) <= gap) return;
    if (values[column] > (lower[column] + upper[column]) / 2) lower[column] = upper[column];
    else upper[column] = lower[column];
  });
  return { lower, upper };
}
