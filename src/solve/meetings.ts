/**
 * Promises and points: which meetings take place, in slots without conflict, with the best bounds found.
 * Selection → first schedule → promises, if not all are kept → prices, in smaller events by simplex and with dives → kernels from
 * the bound downwards → annealing in turns and windows → kernel for what is left, in small events before the annealing.
 */
import type { Engine } from '../model/outcome.js';
import type { Problem } from '../model/problem.js';
import { Annealer, type AnnealPlan, type Standing } from './anneal.js';
import type { Budget } from './budget.js';
import { cutInTurns } from './cuts.js';
import type { Duals, PromiseTerms } from './duals.js';
import { firstSelection } from './first-selection.js';
import { askFromAbove } from './from-above.js';
import { decideKernel, type KernelOutcome, type KernelRun, type KernelTask, solveKernel } from './kernel.js';
import type { MeetingBounds } from './meeting-bounds.js';
import { pointsOf } from './meeting-sets.js';
import { FAR, GUIDES, MeetingWork, PLANS, REACHES } from './meeting-work.js';
import { MipSolver } from './mip.js';
import { isOverfull } from './overfull.js';
import { PriceSearch } from './prices.js';
import { PromiseSearch } from './promise-search.js';
import { promiseTerms } from './promises.js';
import type { Random } from './random.js';
import { refill } from './refill.js';
import type { Reporter } from './reporter.js';
import { SimplexSearch } from './simplex.js';
import { SlotBySlot } from './slot-by-slot.js';
import { State } from './state.js';
import { Windows } from './windows.js';
import { endUnusedThreads } from './worker.js';

export class MeetingChooser {
  private terms: PromiseTerms;
  private made: Annealer | undefined;
  /** The flow's selection. */
  private fraction: Float64Array | undefined;
  private prices: PriceSearch;
  private simplex: SimplexSearch | undefined;
  /** Prices along which a schedule was made anew last. */
  private refilled: Duals | undefined;
  /** Whether promises were gained where points were not looked at. */
  private hasLostPoints = false;
  private provedPoints = Number.POSITIVE_INFINITY;
  private readonly mips = new MipSolver();
  private work: MeetingWork;
  private readonly promises: PromiseSearch;
  private readonly sayBetter = (): void => this.say('improving points');

  constructor(
    private readonly problem: Problem,
    private readonly budget: Budget,
    private readonly random: Random,
    private readonly reporter: Reporter,
    private readonly engine: Engine = 'auto',
  ) {
    this.work = new MeetingWork(problem, budget);
    this.terms = promiseTerms(problem);
    const say = (): void => this.say('counting promises');
    this.promises = new PromiseSearch(problem, this.work, this.terms, budget, random, this.mips, engine === 'mip', say);
    this.prices = new PriceSearch(problem, this.terms, undefined, this.work.alike);
  }

  private get annealer(): Annealer {
    this.made ??= new Annealer(new State(this.problem), this.random, standing => this.isBest(standing));
    return this.made;
  }

  /**
   * Slot of each meeting, -1 if not held; never in conflict. Ends early where a must has found no slot, and at once where too
   * much is demanded of someone: whether it can be is better asked of `keepMusts`.
   * @param musts a schedule that keeps them, to go on from
   */
  async choose(musts?: Int32Array): Promise<Int32Array> {
    try {
      return await this.search(musts);
    } finally {
      // What follows needs the memory.
      this.made = undefined;
      this.prices.rest();
      await this.mips.end();
      if (this.work.isLarge && !this.budget.isQuick) await endUnusedThreads();
    }
  }

  private async search(musts: Int32Array | undefined): Promise<Int32Array> {
    if (this.problem.meetings === 0 || isOverfull(this.problem, this.work.isLarge)) return this.annealer.best;
    const { isSmall: small, isLarge, opensWindows } = this.work;
    if (opensWindows) this.mips.prepare();
    const { order, flow } = await firstSelection(this.problem, this.terms, this.engine, this.budget, this.work);
    if (flow) this.prices.consider(flow.duals);
    this.fraction = flow?.fraction;
    if (musts) this.annealer.restartFrom(musts);
    await this.annealer.fill(musts ? { ...order, selected: 0 } : order, musts ? 0 : isLarge ? 1 : 3, this.budget);
    if (!this.work.isVeryLarge) await this.annealer.keepPromises(this.terms, this.budget);
    this.say('choosing meetings');
    if (this.engine === 'mip') return this.chooseByMip();
    if (this.work.isVeryLarge && this.fraction && !(await this.startFromPrices(this.fraction)))
      return this.annealer.best;
    const lacksMusts = (): boolean => !this.work.isLargeAnyway && !this.promises.keepsMusts(this.annealer.standing);
    if (this.isWithin(small ? 1 : REACHES.some) || lacksMusts())
      await this.annealer.run({ ...PLANS[0], moves: this.work.moves / 10 }, this.prices.best, this.budget);
    if (lacksMusts()) return this.annealer.best;
    // What follows is in vain where more promises are asked for than can be kept.
    if (!this.annealer.done) await (this.work.isLarge ? this.aimAtPromises() : this.settlePromises());
    this.say('improving points');
    // In two-sided events the first prices often meet the schedule at hand; elsewhere simplex finds both sooner.
    const isFirst = !small && !isLarge && !this.work.isTwoSided;
    if (isFirst) await this.solveBySimplex();
    if (this.work.isLarge && !this.work.isVeryLarge && this.isCloser(GUIDES.best)) await this.refillLarge();
    if (!this.simplex) await this.priceInTurns();
    await this.refillLarge(this.work.isLarge ? this.prices.rest() : undefined);
    if (small && !this.annealer.done) this.mips.prepare();
    if (!isFirst) await this.solveBySimplex();
    if (await this.chooseSlotBySlot()) return this.annealer.best;
    if (!this.simplex && this.isWithin(REACHES.turn)) await this.anneal(PLANS[0]);
    // Odd sets are soon found in a small event, and each unit they take off the bound is a program less.
    if (small && !this.simplex) await this.cutInTurns();
    if (!this.work.isLarge) await this.closeFromAbove();
    // A small kernel takes less time than a turn.
    if (small) await this.hearKernel(this.startKernel());
    await this.annealInTurns();
    this.say('improving points');
    await this.sharpenPrices();
    return this.annealer.best;
  }

  /** Prices by simplex, and a schedule from their bound downwards; nothing where not all promises can be kept together. */
  private async solveBySimplex(): Promise<void> {
    const { annealer, budget, prices, problem, terms, work } = this;
    if (annealer.done || (work.isLarge && !work.usesSimplex)) return;
    if (work.usesSimplex) this.simplex = await SimplexSearch.begin(problem, terms, this.mips, budget);
    // Where simplex takes longer than a quick run, so do programs and windows.
    if (!this.simplex && budget.isQuick && !work.isSmall) this.work = new MeetingWork(problem, budget, true);
    if (!this.simplex) return;
    prices.consider(this.simplex.prices(prices.unit), false);
    this.say('proving bounds');
    let slotOf = await this.simplex.diveFromAbove(this.pointsBound, work.step, annealer.standing);
    if (!annealer.done) slotOf ??= await this.simplex.nearFromAbove(this.pointsBound, annealer.best);
    if (slotOf) annealer.take(slotOf);
    this.say('improving points');
    // Nothing that a quick run does afterwards is worth the time they take; of a large event there are such prices.
    const inner = budget.isQuick || work.isLarge ? undefined : await this.simplex.innerPrices(prices.unit);
    if (inner) prices.consider(inner);
  }

  /**
   * After a kernel's proof, and without simplex: prices that prove the same go into the certificate, as a kernel has none, and the
   * closer they come to the points, the more they tell of the breaks.
   */
  private async sharpenPrices(): Promise<void> {
    const { annealer, prices, budget } = this;
    if (this.simplex || !Number.isFinite(this.provedPoints)) return;
    if (this.work.isLargeAnyway || !(await prices.runWithin(2 * this.work.iterations, budget))) return;
    await this.cutInTurns(() => prices.exactBound <= annealer.standing.points);
  }

  /** A schedule along the flow's prices, or coarse ones, from which finer ones go on. Resolves to whether work may go on. */
  private async startFromPrices(fraction: Float64Array): Promise<boolean> {
    const { annealer, prices, budget, work } = this;
    this.fraction = undefined;
    const before = prices.best;
    const isNear = this.isCloser(GUIDES.best);
    // Where people are short of slots rather than rooms, coarse prices say as little as the flow's: nothing is to follow them.
    if (!this.isCloser(GUIDES.some) || (isNear && !work.isHuge)) this.refilled = before;
    if (annealer.done || this.refilled === before || this.isCloser(work.closeEnough)) return true;
    const goesOn = isNear || (await prices.runCoarsely(fraction, budget));
    if (!isNear && prices.best === before) return goesOn;
    await this.refillLarge();
    prices.startFromBest(work.isHuge ? annealer.best : undefined);
    return goesOn;
  }

  /** Fills a large event's schedule anew along the best prices, with what they hold first. */
  private async refillLarge(held?: Float32Array): Promise<void> {
    const { annealer, prices, budget, work } = this;
    if (!work.isLarge || this.isSettledWithin(work.closeEnough) || budget.stopped || prices.best === this.refilled)
      return;
    this.refilled = prices.best;
    await refill(this.problem, annealer, prices.best, held, work.refillDepth, budget);
    await annealer.keepPromises(this.terms, budget);
    this.say('improving points');
  }

  /** Whether a small event's bound is no further than this part of it. */
  private isWithin(part: number): boolean {
    return !this.annealer.done && !this.work.isLarge && this.isCloser(part);
  }

  /** Little is missing, and no promise, for which points may have to go; in huge events nobody knows yet whether it can be kept. */
  private isSettledWithin(part: number): boolean {
    return this.annealer.done || (this.isCloser(part) && (this.work.isHuge || !this.lacksPromises));
  }

  private get isFar(): boolean {
    return this.work.opensWindows && !this.isCloser(FAR);
  }

  private isCloser(part: number): boolean {
    return this.pointsBound - this.annealer.standing.points < part * this.pointsBound;
  }

  /** Questions from the bound downwards, on each of which prices leave little open. */
  private async closeFromAbove(): Promise<void> {
    const { annealer, budget, mips, terms, work } = this;
    mips.allow(work.deciding.iterations);
    const ask = async (value: number): Promise<KernelOutcome | undefined> => {
      const outcome = await decideKernel({ ...this.kernelTask(value), ...work.deciding }, mips, budget);
      if (outcome) this.heed(outcome, value);
      return outcome;
    };
    await askFromAbove({ bound: this.pointsBound, step: work.step, target: terms.target }, annealer, ask, budget);
  }

  private kernelTask(value: number): KernelTask {
    const { problem, terms, prices, provedPoints: bound } = this;
    const duals = [...new Set([prices.best, prices.fine])];
    const oddSets = this.simplex?.sets ?? [];
    return { problem, terms, promiseValue: 0, duals, value, bound, oddSets, ...this.work.kernel };
  }

  /** All by HiGHS, without prices: promises, then points at as many promises. Prices come after, for what follows. */
  private async chooseByMip(): Promise<Int32Array> {
    await this.settlePromises();
    await this.hearKernel(this.startKernel());
    await this.sharpenPrices();
    return this.annealer.best;
  }

  /** From the second turn on the kernel's program runs beside; its answer is heard after the last one, however fast it was. */
  private async annealInTurns(): Promise<void> {
    let kernel: KernelRun | undefined;
    const { turns, plans, farPlan, isLarge } = this.work;
    for (let turn = 0; turn < turns && !this.isEnough && !this.budget.stopped; turn++) {
      const leavesLittle = isLarge && this.simplex && this.isCloser(GUIDES.best);
      if (!leavesLittle) await this.anneal(this.isFar ? farPlan : plans[turn % plans.length]);
      if (await this.settlePromises()) await this.priceInTurns();
      for (const plan of this.hasLostPoints && !this.isEnough ? this.work.regaining : []) await this.anneal(plan);
      if (!kernel) {
        await this.openWindows();
        await this.cutInTurns();
      }
      kernel ??= this.startKernel();
    }
    await this.hearKernel(kernel);
  }

  private anneal(plan: Omit<AnnealPlan, 'moves'>): Promise<void> {
    const { annealer, budget, work, prices, lacksPromises: seeksPromises } = this;
    return annealer.run({ ...plan, moves: work.moves, seeksPromises }, prices.best, budget, this.sayBetter);
  }

  /** What annealing leaves to gain, and a large event's solution in fractions where that is close. */
  private async openWindows(isEnough = () => this.isSettledWithin(this.work.closeEnough)): Promise<void> {
    const { annealer, budget, work } = this;
    if (!work.opensWindows || isEnough() || budget.stopped || !this.promises.keepsMusts(annealer.standing)) return;
    const windows = new Windows(this.problem, this.mips, this.random, this.isFar ? work.farWindows : work.windows);
    await windows.improve(annealer, this.prices.best, budget, this.sayBetter, isEnough, this.lacksPromises);
  }

  /** Far from the bound, but for large events with prices by simplex; annealing gains little after it. Whether it was tried. */
  private async chooseSlotBySlot(): Promise<boolean> {
    const { annealer, budget, mips, prices, problem, random, terms, work } = this;
    if (!work.goesSlotBySlot || (work.isLarge && this.simplex) || !this.isFar || budget.stopped) return false;
    if (this.lacksPromises || !this.promises.keepsMusts(annealer.standing)) return false;
    await new SlotBySlot(problem, terms, prices.best, mips, random, budget).improve(annealer, this.sayBetter);
    if (!work.isLarge) await this.openWindows();
    await this.cutInTurns();
    return true;
  }

  private get pointsBound(): number {
    return Math.min(this.prices.bound, this.provedPoints);
  }

  /** In a quick run also where the points are proved for promises of which there may be more. */
  private get isEnough(): boolean {
    const { standing, done } = this.annealer;
    if (done || !this.budget.isQuick || !this.promises.keepsMusts(standing)) return done;
    return standing.promises >= this.terms.target && standing.points >= this.pointsBound;
  }

  private isBest(standing: Standing): boolean {
    return this.promises.isBest(standing) && standing.points >= this.pointsBound;
  }

  /** Runs the prices until a turn, in large events two, gain next to nothing, or nothing is left to gain. */
  private async priceInTurns(): Promise<void> {
    const { isVeryLarge: veryLarge, patience } = this.work;
    const negligible = this.work.negligible * this.annealer.standing.points;
    let idle = 0;
    for (let turn = 0; turn < this.work.priceTurns && idle < patience; turn++) {
      const before = this.prices.exactBound;
      if (this.isSettledWithin(this.work.pricedEnough)) return;
      const goesOn = await this.prices.runWithin(this.work.iterations, this.budget);
      this.say('proving bounds');
      if (!goesOn) return;
      // Prices may take all the time there is: what they tell by now is put to use, unless this was the only turn.
      if (turn === 0 && !veryLarge && this.work.priceTurns > 1) await this.refillLarge();
      idle = before - this.prices.exactBound <= negligible ? idle + 1 : 0;
    }
  }

  /** Odd sets, of events that are not large. */
  private async cutInTurns(isEnough = (): boolean => this.annealer.done): Promise<void> {
    if (!this.work.isLarge) await cutInTurns(this.prices, this.budget, isEnough, () => this.say('proving bounds'));
  }

  /** Finds out how many promises can be kept, and asks points for as many. Resolves to whether these still have no prices. */
  private async settlePromises(): Promise<boolean> {
    const { annealer, promises } = this;
    if (annealer.standing.promises < this.terms.target) {
      await promises.count(annealer);
      if (this.engine !== 'mip') await this.seekPromises();
      if (await promises.settle(annealer)) this.hasLostPoints = true;
    }
    const { promises: kept } = annealer.standing;
    // It may also be more than was once settled for.
    if (kept === this.terms.target) return false;
    this.retarget(kept);
    return true;
  }

  /** Asks the points tier for no more promises than may be kept. Counting them takes too long in huge events. */
  private async aimAtPromises(): Promise<void> {
    if (!this.lacksPromises || this.work.isHuge) return;
    await this.promises.count(this.annealer);
    if (this.promises.bound < this.terms.target) this.retarget(this.promises.bound);
  }

  /** A few promises are sooner kept so than by settling, and with more points. */
  private async seekPromises(): Promise<void> {
    if (this.lacksPromises && !this.budget.stopped) await this.promises.walk(this.annealer);
    if (this.work.isLarge) await this.openWindows(() => !this.lacksPromises);
  }

  private get lacksPromises(): boolean {
    return this.annealer.standing.promises < Math.min(this.terms.target, this.promises.bound);
  }

  private startKernel(): KernelRun | undefined {
    const { annealer, budget, terms } = this;
    const { standing } = annealer;
    const whole = this.engine === 'mip';
    const needless = annealer.done || budget.stopped || !(whole || this.work.usesPrograms);
    if (needless || !this.promises.keepsMusts(standing) || standing.promises < terms.target) return undefined;
    const value = standing.points;
    const answer = solveKernel({ ...this.kernelTask(value), whole }, this.mips, {
      get stopped() {
        return annealer.done || budget.stopped;
      },
    });
    // A failure is thrown where the answer is heard, not before.
    answer.catch(() => undefined);
    return { terms, value, answer };
  }

  private async hearKernel(kernel: KernelRun | undefined): Promise<void> {
    if (!kernel) return;
    this.say('closing the gap');
    const outcome = await kernel.answer;
    if (outcome && !this.annealer.done && this.terms === kernel.terms) this.heed(outcome, kernel.value);
  }

  private heed({ slotOf, proved }: KernelOutcome, value: number): void {
    if (slotOf) this.annealer.take(slotOf);
    // What the kernel proves is about its own schedule, which is not kept where it holds fewer promises.
    if (proved) this.provedPoints = slotOf ? pointsOf(this.problem, slotOf) : value;
    this.say('closing the gap');
  }

  /** What is proved about schedules that keep as many promises as the one given. */
  async boundsFor(promises: number): Promise<MeetingBounds> {
    if (promises < this.terms.target) {
      this.retarget(promises);
      const { priceTurns: turns, patience, iterations } = this.work;
      await this.prices.runInTurns({ turns, iterations, patience, negligible: REACHES.negligible }, this.budget);
    }
    return {
      promises: this.promises.bound,
      points: this.pointsBound,
      pricedPoints: this.prices.bound,
      duals: this.prices.best,
      fineDuals: this.prices.fine,
      promisePrices: this.promises.priced,
      terms: this.terms,
    };
  }

  /** Fewer promises asked for: dearer schedules become possible, so that bounds start anew. */
  private retarget(promises: number): void {
    this.terms = { ...this.terms, target: promises };
    this.provedPoints = Number.POSITIVE_INFINITY;
    this.prices = new PriceSearch(this.problem, this.terms, undefined, this.work.alike);
  }

  private say(phase: string): void {
    const { promises, points } = this.annealer.standing;
    this.reporter.say(phase, { promises: [promises, this.promises.bound], points: [points, this.pointsBound] });
  }
}
