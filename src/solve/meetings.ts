/**
 * Promises and points: which meetings take place, in slots without conflict, with the best bounds found.
 * Selection → first schedule → prices and annealing in turns → kernel for what is left.
 */
import type { Problem } from '../model/problem.js';
import { Annealer, type AnnealPlan, type FillOrder, type Standing } from './anneal.js';
import type { Budget } from './budget.js';
import type { Duals, PromiseTerms } from './duals.js';
import { solveKernel } from './kernel.js';
import { PriceSearch } from './prices.js';
import { promiseTerms } from './promises.js';
import type { Random } from './random.js';
import type { Reporter } from './reporter.js';
import { selectByFlow } from './selection/flow.js';
import { MOST_SMALL_MEETINGS, selectSmall } from './selection/small.js';
import { State } from './state.js';

/** Bounds over all schedules with at least `terms.target` promises, in integers. */
export interface MeetingBounds {
  readonly promises: number;
  /** Infinite where none is proved yet. */
  readonly points: number;
  /** What the prices alone prove; `points` is lower where a kernel closed the last units. */
  readonly pricedPoints: number;
  /** Prices behind the bound on points, for what all best schedules share. */
  readonly duals: Duals;
  /** Prices behind the bound on promises and what they prove; `undefined` where each participant was only taken alone. */
  readonly promisePrices: PricedBound | undefined;
  readonly terms: PromiseTerms;
}

interface PricedBound {
  readonly duals: Duals;
  readonly bound: number;
}

/** Turns of prices and annealing; tightness and temperatures in mean points. */
const PLANS: readonly Omit<AnnealPlan, 'moves'>[] = [
  { tightness: 0.0025, first: 0.22, last: 0.045 },
  { tightness: 0.025, first: 0.22, last: 0.045 },
  { tightness: 0.25, first: 0.45, last: 0.07 },
  { tightness: 0.5, first: 0.9, last: 0.1 },
];
/** From this many meetings the first schedule is filled with shallow chains, and one long cooling has to do. */
const LARGE = 5000;
/** From this many meetings a gap of so small a part of the points is left alone by the prices. */
const VERY_LARGE = 20_000;
const CLOSE_ENOUGH = 2e-5;
/** Moves a meeting, and in all at most so many. */
const MOVES_PER_MEETING = 300;
const MOST_MOVES = 8e6;
const PRICE_ITERATIONS = 240;
const MOST_PRICE_TURNS = 10;
const KERNEL_NODES = 2000;

export class MeetingChooser {
  private terms: PromiseTerms;
  private readonly annealer: Annealer;
  private prices: PriceSearch;
  private promiseBound: number;
  private promisePrices: PricedBound | undefined;
  private provedPoints = Number.POSITIVE_INFINITY;
  private readonly mustCount: number;

  constructor(
    private readonly problem: Problem,
    private readonly budget: Budget,
    random: Random,
    private readonly reporter: Reporter,
  ) {
    this.mustCount = problem.must.reduce((sum, must) => sum + must, 0);
    this.terms = promiseTerms(problem);
    this.promiseBound = this.terms.total;
    this.prices = new PriceSearch(problem, this.terms);
    this.annealer = new Annealer(new State(problem), random, standing => this.isBest(standing));
  }

  /** Slot of each meeting, -1 if not held; never in conflict. */
  async choose(): Promise<Int32Array> {
    if (this.problem.meetings === 0) return this.annealer.best;
    await this.annealer.fill(await this.firstOrder(), this.problem.meetings > LARGE ? 1 : 3, this.budget);
    this.say('choosing meetings');
    if (!this.annealer.done)
      await this.annealer.run({ ...PLANS[0], moves: this.moves / 10 }, this.prices.best, this.budget);
    this.say('improving points');
    await this.priceInTurns();
    const plans = this.problem.meetings > LARGE ? PLANS.slice(0, 1) : PLANS;
    for (const [turn, plan] of plans.entries()) {
      if (this.annealer.done || this.budget.stopped) break;
      const say = (): void => this.say('improving points');
      say();
      await this.annealer.run({ ...plan, moves: this.moves }, this.prices.best, this.budget, say);
      if (this.annealer.standing.promises < this.terms.target) await this.settlePromises();
      if (turn === 0 || turn === plans.length - 1) await this.closeWithKernel();
    }
    this.say('improving points');
    return this.annealer.best;
  }

  private get moves(): number {
    const moves = Math.min(MOST_MOVES, MOVES_PER_MEETING * Math.max(200, this.problem.meetings));
    return Math.ceil(moves * this.budget.factor);
  }

  private get nodes(): number {
    return Math.ceil(KERNEL_NODES * this.budget.factor);
  }

  private get pointsBound(): number {
    return Math.min(this.prices.bound, this.provedPoints);
  }

  private isBest(standing: Standing): boolean {
    return this.keepsMusts(standing) && standing.promises >= this.promiseBound && standing.points >= this.pointsBound;
  }

  private keepsMusts(standing: Standing): boolean {
    return standing.musts === this.mustCount;
  }

  /**
   * Selected meetings first, then by points. The flow's potentials are the first prices; small selections are made by the
   * readable engine.
   */
  private async firstOrder(): Promise<FillOrder> {
    const { meetings: E, points, must, lockedSlot } = this.problem;
    const flow = selectByFlow(this.problem, this.terms);
    if (flow) this.prices.consider(flow.duals);
    const small = E <= MOST_SMALL_MEETINGS ? await selectSmall(this.problem, this.terms) : undefined;
    const fraction = small ?? flow?.fraction;
    const rank = points.map((_, e) => (lockedSlot[e] >= 0 ? 3 : must[e] === 1 ? 2 : (fraction?.[e] ?? 0)));
    const order = Int32Array.from(points.keys()).sort((x, y) => rank[y] - rank[x] || points[y] - points[x] || x - y);
    return { order, selected: rank.reduce((count, value) => count + (value > 0 ? 1 : 0), 0) };
  }

  private isCloseEnough(): boolean {
    const { points } = this.annealer.standing;
    return this.problem.meetings > VERY_LARGE && this.prices.exactBound - points < CLOSE_ENOUGH * points;
  }

  /** Runs the prices until a turn gains next to nothing, or nothing is left to gain. */
  private async priceInTurns(): Promise<void> {
    for (let turn = 0; turn < MOST_PRICE_TURNS && !this.annealer.done; turn++) {
      if (this.isCloseEnough()) return;
      const before = this.prices.exactBound;
      this.prices.run(PRICE_ITERATIONS);
      this.say('proving bounds');
      if (!(await this.budget.breathe())) return;
      const gap = this.prices.exactBound - this.annealer.standing.points;
      if (before - this.prices.exactBound < 0.002 * Math.max(1, gap)) return;
    }
  }

  /**
   * Not every promise was kept: finds out how many can be, and asks the points tier for as many as are. A promise is worth
   * one and points nothing, under the same prices, bound and kernel.
   */
  private async settlePromises(): Promise<void> {
    const { annealer, budget } = this;
    const problem = { ...this.problem, points: new Float64Array(this.problem.meetings) };
    const terms = { ...this.terms, target: 0 };
    const prices = new PriceSearch(problem, terms, 1);
    for (let turn = 0; turn < MOST_PRICE_TURNS; turn++) {
      prices.run(PRICE_ITERATIONS);
      this.promiseBound = Math.min(this.promiseBound, prices.bound);
      this.say('counting promises');
      if (annealer.standing.promises >= this.promiseBound || !(await budget.breathe())) break;
    }
    if (prices.bound <= (this.promisePrices?.bound ?? Number.POSITIVE_INFINITY))
      this.promisePrices = { duals: prices.best, bound: prices.bound };
    if (annealer.standing.promises < this.promiseBound && !budget.stopped && this.keepsMusts(annealer.standing)) {
      const value = annealer.standing.promises;
      const outcome = await solveKernel(
        { problem, terms, promiseValue: 1, duals: prices.best, value, nodes: this.nodes },
        budget,
      );
      if (outcome?.slotOf) annealer.take(outcome.slotOf);
      if (outcome?.proved) this.promiseBound = annealer.standing.promises;
    }
    if (annealer.standing.promises < this.terms.target) this.retarget(annealer.standing.promises);
  }

  private async closeWithKernel(): Promise<void> {
    const { annealer, problem, budget, terms } = this;
    const { standing } = annealer;
    if (annealer.done || budget.stopped || !this.keepsMusts(standing) || standing.promises < terms.target) return;
    this.say('closing the gap');
    const task = {
      problem,
      terms,
      promiseValue: 0,
      duals: this.prices.best,
      value: standing.points,
      nodes: this.nodes,
    };
    const outcome = await solveKernel(task, budget);
    if (outcome?.slotOf) annealer.take(outcome.slotOf);
    // What the kernel proves is about its own schedule, which is not kept where it holds fewer promises.
    if (outcome?.proved) this.provedPoints = outcome.slotOf ? this.pointsOf(outcome.slotOf) : standing.points;
    this.say('closing the gap');
  }

  /** Goes on from a schedule that keeps every must: other meetings join where they fit, then points improve. */
  async continueFrom(slotOf: Int32Array): Promise<Int32Array> {
    this.annealer.restartFrom(slotOf);
    await this.annealer.fill({ ...(await this.firstOrder()), selected: 0 }, 0, this.budget);
    if (!this.annealer.done) await this.annealer.run({ ...PLANS[0], moves: this.moves }, this.prices.best, this.budget);
    return this.annealer.best;
  }

  /** What is proved about schedules that keep as many promises as the one given. */
  boundsFor(promises: number): MeetingBounds {
    if (promises < this.terms.target) this.retarget(promises);
    return {
      promises: this.promiseBound,
      points: this.pointsBound,
      pricedPoints: this.prices.bound,
      duals: this.prices.best,
      promisePrices: this.promisePrices,
      terms: this.terms,
    };
  }

  /** Fewer promises asked for: dearer schedules become possible, so that bounds start anew. */
  private retarget(promises: number): void {
    this.terms = { ...this.terms, target: promises };
    this.provedPoints = Number.POSITIVE_INFINITY;
    this.prices = new PriceSearch(this.problem, this.terms);
    for (let turn = 0; turn < MOST_PRICE_TURNS && !this.budget.stopped; turn++) this.prices.run(PRICE_ITERATIONS);
  }

  private pointsOf(slotOf: Int32Array): number {
    return slotOf.reduce((sum, t, e) => (t < 0 ? sum : sum + this.problem.points[e]), 0);
  }

  private say(phase: string): void {
    const { standing } = this.annealer;
    this.reporter.say(phase, {
      promises: [standing.promises, this.promiseBound],
      points: [standing.points, this.pointsBound],
    });
  }
}
