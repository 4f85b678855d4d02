/**
 * Promises and points of events with groups: which one-to-ones and seats take place, in slots without conflict, with the best
 * bounds found. Value and bounds are sought side by side in rounds: the search anneals here, a worker solves the fractional
 * programs of a proof, and they hear of each other only when both are done with the round, so that the faster machine gives the
 * same schedule.
 */
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import type { Problem } from '../../model/problem.js';
import { isBetter, type Standing } from '../anneal.js';
import type { Budget } from '../budget.js';
import { MeetingChooser } from '../meetings.js';
import { MipSolver } from '../mip.js';
import type { Random } from '../random.js';
import type { Reporter } from '../reporter.js';
import type { Patience } from '../worker.js';
import { GroupAnnealer, type GroupPlan } from './anneal.js';
import { BoundKeeper, type GroupBounds } from './bounds.js';
import type { BranchAndBound } from './branch.js';
import { type Items, itemsOf, overfullItems } from './items.js';
import { narrowed, narrowedBesideMusts } from './narrow.js';
import type { ChosenPairs } from './pair-agendas.js';
import { groupPricesOf, pricesBeside } from './pair-prices.js';
import { pairsAlone } from './pairs-alone.js';
import { pairsBeside, withDemandedSeats } from './pairs-beside.js';
import { GroupWindows, type WindowPlace } from './windows.js';
import { COOL, GroupWork, HOT, TIGHTNESS, WARM } from './work.js';

/** Of a large event, the part of the bound that is worth more rounds than so many. */
const WORTH = 0.003;
const LEAST_ROUNDS = 2;
/** A proof that goes on beside a search; what it makes known when both are done. */
type Prove = (patience: Patience) => Promise<() => void>;

export class GroupChooser {
  private readonly items: Items;
  private readonly bounds: BoundKeeper;
  private readonly best: ItemSlots;
  /** Interpreters of the best schedule, as `Interpreters.serves` has them; empty without a table of interpreters. */
  bestServes = new Int32Array(0);
  private standing: Standing = { musts: 0, promises: 0, points: 0 };
  private readonly work: GroupWork;
  /** Of an item. */
  private readonly meanPoints: number;
  /** What the last step of a proof looked like, as far as it can be kept. */
  private rounded: ItemSlots | undefined;
  private readonly mips = new MipSolver();
  /** What chose the one-to-ones; where there are sessions, beside those of these seats (a slot each, -1 if not taken). */
  ofPairs: (ChosenPairs & { readonly seats: Int32Array }) | undefined;

  constructor(
    private readonly problem: GroupProblem,
    private readonly budget: Budget,
    private readonly random: Random,
    private readonly reporter: Reporter,
  ) {
    this.items = itemsOf(problem);
    this.work = new GroupWork(problem, this.items, budget);
    this.bounds = new BoundKeeper(problem, this.items, this.work.limits);
    this.best = new Int32Array(this.items.count).fill(-1);
    this.meanPoints = this.items.points.reduce((sum, points) => sum + points, 0) / Math.max(1, this.items.count);
  }

  /** Promises that the schedule chosen keeps. */
  get promises(): number {
    return this.standing.promises;
  }

  /** Whether the schedule chosen keeps every must and lock. */
  get keepsMusts(): boolean {
    return this.standing.musts === this.demands;
  }

  /**
   * Slot of each item, -1 if not held; keeps every hard rule but `max_breaks`. Musts that found no slot are missing: whether
   * they can have one is for a solver of clauses to say.
   * @param from a schedule that keeps every rule, to go on from
   */
  async choose(from?: ItemSlots): Promise<ItemSlots> {
    try {
      if (this.items.count > 0 && !this.isHopeless) await this.search(from);
    } finally {
      await this.end();
    }
    return this.best.slice();
  }

  /** The same from a schedule of which a little does not fit, and without bounds: another chooser has them. */
  async mend(from: ItemSlots): Promise<ItemSlots> {
    const annealer = new GroupAnnealer(this.problem, this.random, () => true);
    annealer.take(from);
    this.consider(annealer);
    const pairs = pairsAlone(this.problem);
    if (pairs) await this.choosePairs(pairs, this.best);
    else {
      const plan = { moves: this.work.moves, ...WARM };
      await this.round(plan, this.best, undefined);
      await this.round(plan, this.best, undefined);
      const beside =
        this.work.hasPairsBeside && !this.budget.stopped ? pairsBeside(this.problem, this.best) : undefined;
      if (beside) await this.choosePairs(beside, this.best, this.budget, this.reporter.ofPart());
    }
    return this.best.slice();
  }

  /** Ends the workers, if there are any. */
  async end(): Promise<void> {
    await this.bounds.end();
    await this.mips.end();
  }

  /** What is proved about schedules that keep at least so many promises. */
  boundsFor(promises: number): GroupBounds {
    this.bounds.retarget(promises);
    return this.bounds;
  }

  /** Whether more is demanded of somebody than fits into one agenda. */
  private get isHopeless(): boolean {
    const { problem, items } = this;
    return overfullItems(problem, items, i => items.must[i] === 1, items.domain) !== undefined;
  }

  private get demands(): number {
    return this.items.musts + this.problem.someStart.length - 1;
  }

  private get done(): boolean {
    return this.isBest(this.standing);
  }

  private isBest({ musts, promises, points }: Standing): boolean {
    return musts === this.demands && promises >= this.bounds.promises && points >= this.bounds.points;
  }

  private async search(from: ItemSlots | undefined): Promise<void> {
    const { budget, work } = this;
    this.ofPairs = undefined;
    const pairs = pairsAlone(this.problem);
    if (pairs) return this.hearOf(pairs, await this.choosePairs(pairs, from));
    if (work.hasPairsBeside) {
      await this.chooseInTurns(from);
      if (!budget.isThorough || this.done || budget.stopped) return;
    } else await this.begin(from);
    for (let round = 0; round < work.rounds && !this.isEnough(round) && !budget.stopped; round++)
      await this.closeGap(round);
    if (budget.isThorough && work.canPrice) await this.finishProof();
  }

  /** All items at once, beside a first bound. */
  private async begin(from: ItemSlots | undefined): Promise<void> {
    const { bounds, work } = this;
    const prove = work.isSmall ? this.stepsOf(bounds.provePoints()) : this.firstBound;
    await this.round({ moves: work.firstMoves, ...HOT }, from, prove);
    await this.settlePromises(this.firstBound);
  }

  /**
   * Of a large event: one-to-ones beside demanded sessions alone, then seats by what they drive out at the prices of these, then
   * one-to-ones beside all sessions at length.
   */
  private async chooseInTurns(from: ItemSlots | undefined): Promise<void> {
    const { budget, work, problem } = this;
    const demanded = from ? problem : withDemandedSeats(problem);
    if (demanded) await this.round({ moves: work.seatMoves, ...HOT, seatsOnly: true }, from, undefined, demanded);
    await this.beside(work.hasTimeBound ? this.wholeBound : undefined, this.isDone, async () => {
      await this.hearPairsBeside(budget.quick(), from);
      if (!budget.stopped) await this.placeSeats();
      // Seats leave them in some disorder, from which little work leads to a better start for the long one.
      if (work.hasTimeBound && !budget.stopped) await this.hearPairsBeside(budget.quick(), this.best);
      // Even where nothing is left to gain agendas are smoothed by what chose the one-to-ones beside these sessions.
      if (!budget.stopped) await this.hearPairsBeside(this.done ? budget.quick() : budget, this.best);
    });
    const { standing } = this;
    await this.settlePromises(work.hasTimeBound ? this.firstBound : undefined);
    if (this.standing !== standing && !budget.stopped) await this.hearPairsBeside(budget, this.best);
  }

  /** Seats where they are worth it, at prices of the one-to-ones, which are only put aside. */
  private async placeSeats(): Promise<void> {
    const { problem, items, work, meanPoints } = this;
    const { prices } = this.bounds;
    const slack = prices && this.isComparable ? prices.bound - this.standing.points : -1;
    const most = Math.min(slack, TIGHTNESS[0] * meanPoints);
    const event = prices && slack >= 0 ? narrowedBesideMusts(problem, items, prices.prices, most) : undefined;
    await this.round({ moves: work.seatMoves, ...COOL, seatsOnly: true }, this.best, undefined, event);
  }

  private readonly isDone = (): boolean => this.done;
  private readonly firstBound: Prove = patience => this.bounds.boundPoints(patience, slots => this.takeFrom(slots));
  private readonly sharperBound: Prove = patience => this.bounds.sharpen(patience);
  private readonly wholeBound: Prove = async patience => {
    const answers = [await this.firstBound(patience), await this.sharperBound(patience)];
    return () => answers.forEach(hear => void hear());
  };

  /** One-to-ones beside the sessions of the best schedule; hears what their prices prove of schedules with any sessions. */
  private async hearPairsBeside(budget: Budget, from: ItemSlots | undefined): Promise<void> {
    const { problem, items } = this;
    const pairs = pairsBeside(problem, this.best);
    if (!pairs) return;
    const chooser = await this.choosePairs(pairs, from, budget, this.reporter.ofPart());
    // As they are, however few promises are kept.
    const { duals } = await chooser.boundsFor(Number.POSITIVE_INFINITY);
    this.bounds.hear(pricesBeside(problem, items, pairs, duals, this.ofPairs!.seats));
    this.say();
  }

  /** One-to-ones as in events that have no others, sessions as they are. @param from where the search goes on */
  private async choosePairs(
    pairs: Problem,
    from?: ItemSlots,
    budget = this.budget,
    reporter = this.reporter,
  ): Promise<MeetingChooser> {
    const chooser = new MeetingChooser(pairs, budget, this.random, reporter);
    const count = this.items.pairs;
    const slots = (from ?? this.best).slice();
    const start = from && pairs.lockedSlot.map((t, e) => (e < count ? from[e] : t));
    slots.set((await chooser.choose(start)).subarray(0, count));
    const annealer = new GroupAnnealer(this.problem, this.random, () => true);
    annealer.take(slots);
    this.consider(annealer);
    this.ofPairs = { pairs, chooser, seats: slots.subarray(count) };
    return chooser;
  }

  /** What is proved of an event without sessions. */
  private async hearOf(pairs: Problem, chooser: MeetingChooser): Promise<void> {
    if (!this.keepsMusts) return;
    const { promises, points, duals, terms } = await chooser.boundsFor(this.standing.promises);
    const prices = groupPricesOf(this.problem, pairs, duals);
    this.bounds.take({ promises, points, terms, prices });
  }

  /** Goes through the branches of what prices leave to better schedules, and finds them too. */
  private async finishProof(): Promise<void> {
    const { bounds } = this;
    const isOpen = (): boolean => !this.done && !bounds.provePoints().isExhausted && !this.budget.stopped;
    for (let turn = 0; turn < this.work.lastTurns && isOpen(); turn++) {
      if (this.isComparable) await bounds.narrow(this.standing.points);
      const prove = this.stepsOf(bounds.provePoints());
      const isDone = () => this.done;
      await this.beside(prove, isDone, async () => undefined);
    }
  }

  /** Whether nothing better can exist; of large events also whether little can. */
  private isEnough(round: number): boolean {
    const { bounds, done, standing, work } = this;
    if (done || !work.isLarge || round < LEAST_ROUNDS) return done;
    return this.isComparable && bounds.points - standing.points <= WORTH * bounds.points;
  }

  /** Whether what is proved of points is proved of schedules like the one at hand. */
  private get isComparable(): boolean {
    return this.keepsMusts && this.standing.promises >= this.bounds.terms.target;
  }

  /** Anneals beside a proof, and opens windows of the best if asked to. */
  private async round(
    plan: GroupPlan,
    from: ItemSlots | undefined,
    prove: Prove | undefined,
    event = this.problem,
    place?: WindowPlace,
  ): Promise<void> {
    const annealer = new GroupAnnealer(event, this.random, standing => this.isBest(standing));
    const isDone = () => annealer.done || this.done;
    await this.beside(prove, isDone, async patience => {
      if (from) annealer.take(from);
      await annealer.run(plan, this.budget);
      this.consider(annealer);
      if (place && !patience.stopped) await this.openWindows(place, patience);
    });
  }

  /** Seeks better schedules while a proof goes on; hears of it after both. */
  private async beside(
    prove: Prove | undefined,
    isDone: () => boolean,
    seek: (patience: Patience) => Promise<void>,
  ): Promise<void> {
    const { budget } = this;
    const patience = {
      get stopped() {
        return isDone() || budget.stopped;
      },
    };
    const answer = prove?.(patience);
    // A failure is thrown where the answer is heard, not before.
    answer?.catch(() => undefined);
    await seek(patience);
    this.say();
    const hear = await answer;
    // How far a proof came that was stopped here depends on the machine: nothing is heard of it, and nothing is missing.
    if (this.done) return;
    hear?.();
    this.bounds.update(this.keepsMusts ? this.standing.promises : 0, this.standing.points);
    this.say();
  }

  /** So many steps of a proof at most, of a new one the first, and a dive; then the solutions on the way are looked at. */
  private stepsOf(proof: BranchAndBound): Prove {
    const { steps, usesPrograms } = this.work;
    return async patience => {
      const found: ItemSlots[] = [];
      const hear = (slots: ItemSlots) => found.push(slots);
      const isFirst = !proof.root;
      await proof.run(isFirst ? 1 : steps, this.worthFor(proof), patience, hear);
      if (proof.root && usesPrograms && !patience.stopped) await proof.dive(patience, hear);
      return () => {
        for (const slots of found) this.takeFrom(slots);
      };
    };
  }

  /** What a proof need not go below: branches that hold nothing better are of no interest. */
  private worthFor(proof: BranchAndBound): number {
    if (!this.keepsMusts) return Number.NEGATIVE_INFINITY;
    if (proof.goal === 'promises') return this.standing.promises;
    return this.isComparable ? this.standing.points : Number.NEGATIVE_INFINITY;
  }

  private consider({ best, standing, bestServes }: GroupAnnealer): void {
    if (!isBetter(standing, this.standing)) return;
    this.standing = standing;
    this.best.set(best);
    this.bestServes = bestServes.slice();
  }

  /** A schedule read from a program: placed one by one, so that nothing rests on its rounding. */
  private takeFrom(slots: ItemSlots): void {
    const annealer = new GroupAnnealer(this.problem, this.random, () => true);
    annealer.take(slots);
    this.consider(annealer);
    this.rounded = slots;
  }

  /**
   * Not every promise was kept: finds out how many can be, and asks for points of schedules that keep as many as are.
   * @param anew a first bound on these
   */
  private async settlePromises(anew?: Prove): Promise<void> {
    const { bounds, budget, work } = this;
    const plan = { moves: Math.ceil(work.moves / 2), ...WARM };
    if (this.lacksPromises) await this.round(plan, this.best, patience => bounds.boundPromises(patience));
    for (let turn = 0; turn < 2 && this.lacksPromises; turn++)
      await this.round(plan, this.best, work.takesSteps ? this.stepsOf(bounds.provePromises()) : undefined);
    if (this.standing.promises >= bounds.terms.target || !this.keepsMusts) return;
    bounds.retarget(this.standing.promises);
    if (!budget.stopped) await this.round(plan, this.best, anew);
  }

  private get lacksPromises(): boolean {
    const { standing, bounds, budget } = this;
    return standing.promises < Math.min(bounds.terms.target, bounds.promises) && !budget.stopped;
  }

  /** One round on what prices leave of the event: from nothing, from what a proof looked like, and from the best in turn. */
  private async closeGap(round: number): Promise<void> {
    const { bounds, problem, items, work } = this;
    const turn = work.isSmall ? round + 1 : round;
    const from = turn === 0 ? undefined : [this.rounded, this.rounded, undefined, this.best][(turn - 1) % 4];
    const plan = { moves: work.moves, ...(from ? WARM : HOT) };
    const { prices } = bounds;
    const slack = prices ? prices.bound - this.standing.points : -1;
    const isGap = prices && this.isComparable && slack >= 0;
    const tight = TIGHTNESS[work.isLarge && round < LEAST_ROUNDS ? 0 : turn % TIGHTNESS.length] * this.meanPoints;
    const event = isGap ? narrowed(problem, items, prices.prices, Math.min(slack, tight)) : undefined;
    if (isGap && work.usesPrograms) await bounds.narrow(this.standing.points);
    const proof = work.takesSteps ? bounds.provePoints() : undefined;
    // The proof adds rows to its program meanwhile: windows are opened in the program as it is now.
    const opensWindows = isGap && proof?.root && work.usesPrograms;
    const place = opensWindows ? { program: proof.program, model: proof.program.made, ...prices } : undefined;
    const prove = proof ? this.stepsOf(proof) : this.sharpensAt(round) ? this.sharperBound : undefined;
    await this.round(plan, from, prove, event, place);
  }

  /** Of a large event; elsewhere the first bound is sharpened beside the choice of one-to-ones. */
  private sharpensAt(round: number): boolean {
    return this.work.isLarge && !this.work.hasPairsBeside && round === 0;
  }

  private async openWindows(place: WindowPlace, patience: Patience): Promise<void> {
    const { problem, items, mips, random } = this;
    const windows = new GroupWindows(problem, items, mips, random);
    await windows.improve(place, this.best, this.work.windows, patience, better => {
      this.consider(better);
      this.say();
    });
  }

  private say(): void {
    const { standing, bounds } = this;
    this.reporter.say('choosing meetings and groups', {
      promises: [standing.promises, bounds.promises],
      points: [standing.points, bounds.points],
    });
  }
}
