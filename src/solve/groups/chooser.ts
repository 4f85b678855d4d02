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
import { type Items, itemsOf, overfullItems, placesOf } from './items.js';
import { narrowed } from './narrow.js';
import type { ChosenPairs } from './pair-agendas.js';
import { groupPricesOf, pairsAlone } from './pairs-alone.js';
import { pairsBeside } from './pairs-beside.js';
import { GroupWindows, type WindowPlace } from './windows.js';

/** Tries of a round: so many a place (an item in a slot), within limits; of the first look at most so many. */
const FIRST_MOVES = 40_000;
const MOVES_A_PLACE = 80;
const MOVES_A_PLACE_OF_FEW = 400;
const MOVES_OF_FEW = 150_000;
const MOST_MOVES = 600_000;
/**
 * What an item in a slot may cost to take part in a round, in mean points of an item: rounds on very little find soonest what
 * little holds, those on more what it does not. What no better schedule can hold takes part in none.
 */
const TIGHTNESS = [1 / 6, Number.POSITIVE_INFINITY, 2 / 3];
/** Of a large event, the part of the bound that is worth slots for seats too, after so many rounds without. */
const WORTH = 0.003;
const LEAST_ROUNDS = 2;
/** Up to so many places the larger program is solved at once. */
const SMALL = 1500;
/** Rounds on what is left of the gap, by places up to which there are so many. */
const ROUNDS = [
  [SMALL, 8],
  [Number.POSITIVE_INFINITY, 4],
] as const;
/** Places up to which prices by slot of seats are sought. */
const MOST_PRICED = 60_000;
/**
 * Of a quick run: the same, with so many iterations of simplex for each proof; places up to which there are prices by slot at
 * all; and the part of the moves, less of a large event: there the one-to-ones are chosen anew beside the sessions.
 */
const QUICK = { mostPriced: 3500, iterations: 1000, mostPlaces: 10_000, part: 4, partOfLarge: 8 } as const;
/** From so many places on, branches and windows take long and gain little: they are for thorough runs. */
const LARGE = 10_000;
/** Steps of a proof in a round: fewer where each takes longer. */
const MOST_STEPS = 60;
const PLACES_A_ROUND = 16_000;
/** Of a thorough run: times as many rounds, and steps of a proof after them. */
const THOROUGH_ROUNDS = 3;
const THOROUGH_STEPS = 1500;
const THOROUGH_PLACES = 5_000_000;
/** One-to-ones times slots up to which their prices are kept for what follows: a number each. */
const MOST_PRICED_IN_SLOTS = 10_000_000;
/** Windows of a round. */
const WINDOWS = 12;
/** Temperatures in mean points: from nothing, and from the best so far. */
const HOT = { first: 0.7, last: 0.05 };
const WARM = { first: 0.25, last: 0.04 };

/** A proof that goes on beside a search; what it makes known when both are done. */
type Prove = (patience: Patience) => Promise<() => void>;

export class GroupChooser {
  private readonly items: Items;
  private readonly bounds: BoundKeeper;
  private readonly best: ItemSlots;
  /** Interpreters of the best schedule, as `Interpreters.serves` has them; empty without a table of interpreters. */
  bestServes = new Int32Array(0);
  private standing: Standing = { musts: 0, promises: 0, points: 0 };
  private readonly places: number;
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
    this.bounds = budget.isQuick
      ? new BoundKeeper(problem, this.items, QUICK.mostPlaces, QUICK.iterations)
      : new BoundKeeper(problem, this.items);
    this.best = new Int32Array(this.items.count).fill(-1);
    this.meanPoints = this.items.points.reduce((sum, points) => sum + points, 0) / Math.max(1, this.items.count);
    this.places = placesOf(this.items);
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
    const { budget, bounds } = this;
    this.ofPairs = undefined;
    const pairs = pairsAlone(this.problem);
    if (pairs) return this.hearOf(pairs, await this.choosePairs(pairs, from));
    if (budget.isQuick && this.isLarge) return this.hurry(from);
    // A quick run waits for prices once: it does meanwhile what others do in a round after that.
    const first = budget.isQuick ? this.moves : budget.amount(Math.min(FIRST_MOVES, 40 * this.places));
    const prove = this.isSmall ? this.stepsOf(bounds.provePoints()) : this.firstBound;
    await this.round({ moves: first, ...HOT }, from, prove);
    await this.settlePromises();
    const standard = ROUNDS.find(([places]) => this.places <= places)![1];
    const rounds = budget.isQuick ? 1 : budget.isThorough ? THOROUGH_ROUNDS * standard : standard;
    for (let round = 0; round < rounds && !this.isEnough(round) && !budget.stopped; round++) await this.closeGap(round);
    if (this.places > LARGE) {
      const sharpen: Prove = patience => bounds.sharpen(patience);
      await this.beside(sharpen, () => this.done, () => this.choosePairsBeside());
    }
    if (budget.isThorough && this.canPrice) await this.finishProof();
  }

  /** A quick run of a large event: its bound, which holds for however few promises, is waited for at the end alone. */
  private async hurry(from: ItemSlots | undefined): Promise<void> {
    await this.beside(this.firstBound, () => this.done, async () => {
      await this.round({ moves: this.moves, ...HOT }, from, undefined);
      await this.settlePromises();
      await this.choosePairsBeside();
    });
  }

  private readonly firstBound: Prove = patience => this.bounds.boundPoints(patience, slots => this.takeFrom(slots));

  private async choosePairsBeside(): Promise<void> {
    if (this.items.pairs === 0 || this.done || this.budget.stopped) return;
    const left = pairsBeside(this.problem, this.best);
    if (left) await this.choosePairs(left, this.best);
  }

  /** One-to-ones as in events that have no others, sessions as they are. @param from where the search goes on */
  private async choosePairs(pairs: Problem, from?: ItemSlots): Promise<MeetingChooser> {
    const chooser = new MeetingChooser(pairs, this.budget, this.random, this.reporter);
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
  private hearOf(pairs: Problem, chooser: MeetingChooser): void {
    if (!this.keepsMusts) return;
    const { promises, points, duals, terms } = chooser.boundsFor(this.standing.promises);
    const isHuge = pairs.meetings * pairs.slots > MOST_PRICED_IN_SLOTS;
    const prices = isHuge ? undefined : groupPricesOf(this.problem, pairs, duals);
    this.bounds.take({ promises, points, terms, prices });
  }

  /** Goes through the branches of what prices leave to better schedules, and finds them too. */
  private async finishProof(): Promise<void> {
    const { bounds } = this;
    const steps = Math.min(THOROUGH_STEPS, Math.ceil(THOROUGH_PLACES / this.places));
    const turns = Math.ceil(steps / this.steps);
    const isOpen = (): boolean => !this.done && !bounds.provePoints().isExhausted && !this.budget.stopped;
    for (let turn = 0; turn < turns && isOpen(); turn++) {
      if (this.isComparable) await bounds.narrow(this.standing.points);
      const prove = this.stepsOf(bounds.provePoints());
      const isDone = () => this.done;
      await this.beside(prove, isDone, async () => undefined);
    }
  }

  /** Whether nothing better can exist; of large events also whether little can. */
  private isEnough(round: number): boolean {
    if (this.done) return true;
    return this.isLarge && round >= LEAST_ROUNDS && this.isComparable && this.gap <= WORTH * this.bounds.points;
  }

  /** Points that may be missing. */
  private get gap(): number {
    return this.bounds.points - this.standing.points;
  }

  /** Whether what is proved of points is proved of schedules like the one at hand. */
  private get isComparable(): boolean {
    return this.keepsMusts && this.standing.promises >= this.bounds.terms.target;
  }

  private get moves(): number {
    const { places } = this;
    const ofFew = Math.min(MOVES_OF_FEW, places * MOVES_A_PLACE_OF_FEW);
    const wanted = Math.max(ofFew, Math.min(MOST_MOVES, places * MOVES_A_PLACE));
    if (this.budget.isQuick) return Math.ceil(wanted / (this.isLarge ? QUICK.partOfLarge : QUICK.part));
    return this.budget.isThorough ? 2 * wanted : wanted;
  }

  private get canPrice(): boolean {
    return this.places <= (this.budget.isQuick ? QUICK.mostPriced : MOST_PRICED);
  }

  /** Prices by slot of seats are known as soon as the first schedule. */
  private get isSmall(): boolean {
    return this.places <= SMALL;
  }

  /** Whether the fractions of the larger program are worth following. */
  private get usesPrograms(): boolean {
    return !this.isLarge && !this.budget.isQuick;
  }

  private get isLarge(): boolean {
    return this.places > LARGE && !this.budget.isThorough;
  }

  private get steps(): number {
    const most = Math.max(1, Math.min(MOST_STEPS, Math.floor(PLACES_A_ROUND / this.places)));
    return this.budget.isThorough ? 4 * most : most;
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
    const { steps } = this;
    return async patience => {
      const found: ItemSlots[] = [];
      const hear = (slots: ItemSlots) => found.push(slots);
      const isFirst = !proof.root;
      await proof.run(isFirst ? 1 : steps, this.worthFor(proof), patience, hear);
      if (proof.root && this.usesPrograms && !patience.stopped) await proof.dive(patience, hear);
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

  /** Not every promise was kept: finds out how many can be, and asks for points of schedules that keep as many as are. */
  private async settlePromises(): Promise<void> {
    const { bounds, budget } = this;
    const plan = { moves: Math.ceil(this.moves / 2), ...WARM };
    if (this.lacksPromises) await this.round(plan, this.best, patience => bounds.boundPromises(patience));
    for (let turn = 0; turn < 2 && this.lacksPromises; turn++)
      await this.round(plan, this.best, this.takesSteps ? this.stepsOf(bounds.provePromises()) : undefined);
    if (this.standing.promises >= bounds.terms.target || !this.keepsMusts) return;
    bounds.retarget(this.standing.promises);
    if (!budget.stopped) await this.round(plan, this.best, this.firstBound);
  }

  private get lacksPromises(): boolean {
    const { standing, bounds, budget } = this;
    return standing.promises < Math.min(bounds.terms.target, bounds.promises) && !budget.stopped;
  }

  /** One round on what prices leave of the event: from nothing, from what a proof looked like, and from the best in turn. */
  private async closeGap(round: number): Promise<void> {
    const { bounds, problem, items } = this;
    const turn = this.isSmall ? round + 1 : round;
    const from = turn === 0 ? undefined : [this.rounded, this.rounded, undefined, this.best][(turn - 1) % 4];
    const plan = { moves: this.moves, ...(from ? WARM : HOT) };
    const { prices } = bounds;
    const slack = prices ? prices.bound - this.standing.points : -1;
    const isGap = prices && this.isComparable && slack >= 0;
    const tight = TIGHTNESS[this.isLarge && round < LEAST_ROUNDS ? 0 : turn % TIGHTNESS.length] * this.meanPoints;
    const event = isGap ? narrowed(problem, items, prices.prices, Math.min(slack, tight)) : undefined;
    if (isGap && this.usesPrograms) await bounds.narrow(this.standing.points);
    const proof = this.takesSteps ? bounds.provePoints() : undefined;
    // The proof adds rows to its program meanwhile: windows are opened in the program as it is now.
    const opensWindows = isGap && proof?.root && this.usesPrograms;
    const place = opensWindows ? { program: proof.program, model: proof.program.made, ...prices } : undefined;
    await this.round(plan, from, proof && this.stepsOf(proof), event, place);
  }

  /** Whether a proof branches beside the rounds. */
  private get takesSteps(): boolean {
    return this.canPrice && !this.isLarge;
  }

  private async openWindows(place: WindowPlace, patience: Patience): Promise<void> {
    const { problem, items, mips, random } = this;
    const windows = new GroupWindows(problem, items, mips, random);
    await windows.improve(place, this.best, this.budget.amount(WINDOWS), patience, better => {
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
