/**
 * How many promises can be kept, where the schedule at hand does not keep them all: a promise is worth one and points nothing,
 * under prices, bound, annealing and kernel as points have. Before that a walk, which looks at points, seeks the last of them.
 */
import type { Problem } from '../model/problem.js';
import { Annealer, type Standing } from './anneal.js';
import type { Budget } from './budget.js';
import { type Duals, type PromiseTerms, zeroDuals } from './duals.js';
import { type KernelTask, solveKernel } from './kernel.js';
import type { PricedBound } from './meeting-bounds.js';
import { withoutPoints } from './meeting-sets.js';
import { type MeetingWork, PLANS } from './meeting-work.js';
import type { MipSolver } from './mip.js';
import { PriceSearch } from './prices.js';
import type { Random } from './random.js';
import { State } from './state.js';

/** Turns of prices in a row that may each gain so little of a promise: at the bound they gain nothing any more. */
const PATIENCE = 4;
const NEGLIGIBLE = 0.01;
/** Of annealing without points, times those of a turn: they take less time. */
const MOVES_ALONE = 4;
/** Without prices, and so to any slot. */
const WALK = { first: 0.1, last: 0.5, tightness: 0 } as const;
/** For each move of a turn, and in all. */
const WALK_MOVES = { each: 3, most: 250_000 } as const;

/** Promises under prices. Points would tell schedules apart that are as good here. */
interface Counted {
  readonly problem: Problem;
  readonly terms: PromiseTerms;
  readonly duals: Duals;
}

export class PromiseSearch {
  /** No schedule keeps more. */
  bound: number;
  /** What prices prove of it; `undefined` where each participant was only taken alone. */
  priced: PricedBound | undefined;
  private readonly mustCount: number;
  private counted: Counted | undefined;

  /** @param terms of all promises; @param whole whether a program of everything is asked, and no prices */
  constructor(
    private readonly problem: Problem,
    private readonly work: MeetingWork,
    private readonly terms: PromiseTerms,
    private readonly budget: Budget,
    private readonly random: Random,
    private readonly mips: MipSolver,
    private readonly whole: boolean,
    private readonly say: () => void,
  ) {
    this.bound = terms.total;
    this.mustCount = problem.must.reduce((sum, must) => sum + must, 0);
  }

  keepsMusts({ musts }: Standing): boolean {
    return musts === this.mustCount;
  }

  /** Whether no schedule that keeps the musts keeps more promises. */
  isBest(standing: Standing): boolean {
    return this.keepsMusts(standing) && standing.promises >= this.bound;
  }

  /**
   * Brings the bound down by prices as far as the effort allows; once is enough.
   * @param annealer has the schedule at hand
   */
  async count(annealer: Annealer): Promise<Counted> {
    this.counted ??= await this.countOnce(annealer);
    return this.counted;
  }

  private async countOnce(annealer: Annealer): Promise<Counted> {
    const { budget, work } = this;
    const problem = withoutPoints(this.problem);
    const terms = { ...this.terms, target: 0 };
    const prices = new PriceSearch(problem, terms, 1, work.alike);
    prices.consider(pricesOfRooms(problem, prices.unit), false);
    this.bound = Math.min(this.bound, prices.bound);
    let idle = 0;
    const isOpen = (): boolean => annealer.standing.promises < this.bound && !this.whole;
    for (let turn = 0; turn < work.priceTurns && idle < PATIENCE && isOpen(); turn++) {
      const before = prices.exactBound;
      const goesOn = await prices.runWithin(work.iterations, budget);
      idle = before - prices.exactBound < NEGLIGIBLE ? idle + 1 : 0;
      this.bound = Math.min(this.bound, prices.bound);
      this.say();
      if (!goesOn) break;
    }
    this.priced = { duals: prices.best, bound: prices.bound };
    return { problem, terms, duals: prices.best };
  }

  /**
   * Walks from one who lacks a promised meeting to the next, warmer on the way: so each promise is paid with as few points as will do,
   * where little is amiss but the last of them. Only what makes room moves (Papadimitriou 1991, doi:10.1109/SFCS.1991.185365).
   * @param annealer has the schedule at hand, and takes better ones
   */
  async walk(annealer: Annealer): Promise<void> {
    const moves = Math.min(WALK_MOVES.most, WALK_MOVES.each * this.work.moves);
    await annealer.run({ ...WALK, moves, untilPromises: this.bound }, undefined, this.budget);
  }

  /**
   * Brings schedule and bound together as far as the effort allows.
   * @param annealer has the schedule at hand, and takes better ones
   * @returns whether promises were gained where points were not looked at
   */
  async settle(annealer: Annealer): Promise<boolean> {
    const { budget, work } = this;
    const { problem, terms, duals } = await this.count(annealer);
    const isOpen = (): boolean =>
      this.keepsMusts(annealer.standing) && !this.isBest(annealer.standing) && !budget.stopped;
    const { promises } = annealer.standing;
    if (isOpen() && !this.whole && !work.isHuge) await this.anneal(problem, annealer, duals);
    if (isOpen()) await this.askKernel({ problem, terms, duals: [duals] }, annealer);
    return annealer.standing.promises > promises;
  }

  private async askKernel(task: Pick<KernelTask, 'problem' | 'terms' | 'duals'>, annealer: Annealer): Promise<void> {
    const { work, whole, bound, mips } = this;
    const value = annealer.standing.promises;
    const outcome = await solveKernel(
      { ...task, promiseValue: 1, value, bound, ...work.kernel, whole },
      mips,
      this.budget,
    );
    // What finds no places may have kept more.
    const isTaken = !outcome?.slotOf || annealer.take(outcome.slotOf);
    if (outcome?.proved && isTaken) this.bound = annealer.standing.promises;
  }

  /** Where annealing for points too got stuck, annealing for promises alone seldom does. Not of huge events, for its memory. */
  private async anneal(problem: Problem, annealer: Annealer, prices: Duals): Promise<void> {
    const alone = new Annealer(new State(problem), this.random, standing => this.isBest(standing));
    alone.take(annealer.best);
    await alone.run({ ...PLANS[0], moves: MOVES_ALONE * this.work.moves, seeksPromises: true }, prices, this.budget);
    annealer.take(alone.best);
  }
}

/** Each place in a room is worth two promises, where all meetings share the rooms: prices seldom come to it by themselves. */
function pricesOfRooms(problem: Problem, unit: number): Duals {
  const { participants: P, slots: T, kindLimits } = problem;
  const duals = { ...zeroDuals(problem, unit), theta: new Float64Array(P).fill(unit), sigma: unit };
  const shared = kindLimits[0]?.find(limit => kindLimits.every(limits => limits.includes(limit)));
  if (shared !== undefined) duals.rho.fill(2 * unit, shared * T, (shared + 1) * T);
  return duals;
}
