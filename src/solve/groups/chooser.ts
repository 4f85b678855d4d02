/**
 * Promises and points of events with groups: which one-to-ones and seats take place, in slots without conflict, with the best
 * bounds found. Value and bounds are sought side by side in rounds: the search anneals here, HiGHS solves a program in its
 * worker, and they hear of each other only when both are done with the round, so that the faster machine gives the same schedule.
 */
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import { popCount } from '../../model/problem.js';
import type { Budget } from '../budget.js';
import { type MipAnswer, type MipModel, MipSolver } from '../mip.js';
import type { Random } from '../random.js';
import type { Reporter } from '../reporter.js';
import { GroupAnnealer, type GroupPlan, type GroupStanding, isBetterStanding } from './anneal.js';
import { BoundKeeper, type GroupBounds } from './bounds.js';
import { type Items, itemsOf } from './items.js';
import { narrowed } from './narrow.js';
import { selectionProgram } from './selection-program.js';
import { TimeProgram } from './time-program.js';

/** Tries of the first look, and of a round: so many a place (item and slot), within limits. */
const FIRST_MOVES = 40_000;
const MOVES_A_PLACE = 200;
const LEAST_MOVES = 200_000;
const MOST_MOVES = 1_500_000;
const ROUNDS = 5;
/** Places up to which the whole program is relaxed for prices, and up to which HiGHS is asked for the rest of a gap. */
const MOST_RELAXED = 60_000;
const MOST_WHOLE = 1200;
const MOST_WHOLE_THOROUGH = 15_000;
const SELECTION_NODES = 2000;
const WHOLE_NODES = 300;
/** Temperatures in mean points: from nothing, and from the best so far. */
const HOT = { first: 0.7, last: 0.05 };
const WARM = { first: 0.25, last: 0.04 };

export class GroupChooser {
  private readonly items: Items;
  private readonly bounds: BoundKeeper;
  private readonly mips = new MipSolver();
  private readonly best: ItemSlots;
  /** Interpreters of the best schedule, as `Interpreters.serves` has them; empty without a table of interpreters. */
  bestServes = new Int32Array(0);
  private standing: GroupStanding = { musts: 0, promises: 0, points: 0 };
  private readonly places: number;
  /** Value and bound for which HiGHS found nothing within its nodes. */
  private triedInVain = '';

  constructor(
    private readonly problem: GroupProblem,
    private readonly budget: Budget,
    private readonly random: Random,
    private readonly reporter: Reporter,
  ) {
    this.items = itemsOf(problem);
    this.bounds = new BoundKeeper(problem, this.items);
    this.best = new Int32Array(this.items.count).fill(-1);
    this.places = this.items.domain.reduce((sum, word) => sum + popCount(word), 0);
  }

  /** Whether the schedule chosen keeps every must and lock. */
  get keepsMusts(): boolean {
    return this.standing.musts === this.items.musts;
  }

  /**
   * Slot of each item, -1 if not held; keeps every hard rule but `max_breaks`. Musts that found no slot are missing: whether
   * they can have one is for a solver of clauses to say.
   * @param from a schedule that keeps every rule, to go on from
   */
  async choose(from?: ItemSlots): Promise<ItemSlots> {
    try {
      await this.search(from);
    } finally {
      await this.end();
    }
    return this.best.slice();
  }

  /** Ends the worker, if there is one. */
  async end(): Promise<void> {
    await this.mips.end();
  }

  /** What is proved about schedules that keep at least so many promises. */
  boundsFor(promises: number): GroupBounds {
    this.bounds.retarget(promises);
    return this.bounds;
  }

  private get done(): boolean {
    return this.isBest(this.standing);
  }

  private isBest({ musts, promises, points }: GroupStanding): boolean {
    return musts === this.items.musts && promises >= this.bounds.promises && points >= this.bounds.points;
  }

  private async search(from: ItemSlots | undefined): Promise<void> {
    if (this.items.count === 0) {
      this.bounds.prove(0);
      return;
    }
    const first = { moves: this.budget.amount(Math.min(FIRST_MOVES, 40 * this.places)), ...HOT };
    await this.round(first, from, this.selection('points'), answer => this.bounds.heedPoints(answer));
    if (this.done || this.budget.stopped) return;
    await this.relax();
    await this.settlePromises();
    for (let round = 0; round < this.budget.amount(ROUNDS) && !this.done && !this.budget.stopped; round++)
      await this.closeGap(round);
  }

  private get moves(): number {
    const wanted = Math.max(LEAST_MOVES, Math.min(MOST_MOVES, this.places * MOVES_A_PLACE));
    return this.budget.isThorough ? 2 * wanted : this.budget.isQuick ? Math.ceil(wanted / 3) : wanted;
  }

  /** Anneals while HiGHS solves a program; hears of it after both. */
  private async round(
    plan: GroupPlan,
    from: ItemSlots | undefined,
    program: MipModel | undefined,
    heed: (answer: MipAnswer) => void,
    event = this.problem,
  ): Promise<void> {
    const { budget } = this;
    const annealer = new GroupAnnealer(event, this.random, standing => this.isBest(standing));
    const patience = {
      get stopped() {
        return annealer.done || budget.stopped;
      },
    };
    const answer = program && this.mips.solve(program, patience);
    // A failure is thrown where the answer is heard, not before.
    answer?.catch(() => undefined);
    if (from) annealer.take(from);
    await annealer.run(plan, budget);
    this.consider(annealer.best, annealer.standing, annealer.bestServes);
    this.say();
    const heard = await answer;
    if (heard && !this.done) heed(heard);
    this.say();
  }

  private consider(slots: ItemSlots, standing: GroupStanding, serves: Int32Array): void {
    if (!isBetterStanding(standing, this.standing)) return;
    this.standing = standing;
    this.best.set(slots);
    this.bestServes = serves.slice();
  }

  private selection(kind: 'promises' | 'points'): MipModel {
    return selectionProgram(this.problem, this.items, this.bounds.terms, { kind }, this.budget.amount(SELECTION_NODES));
  }

  /** Prices of people, slots and rooms from the whole program in fractions. */
  private async relax(): Promise<void> {
    const plan = { moves: this.moves, ...HOT };
    if (this.places > MOST_RELAXED) return this.round(plan, undefined, undefined, () => {});
    const program = new TimeProgram(this.problem, this.items, this.bounds.terms);
    const model = program.model({ goal: { kind: 'points' }, whole: false, mostNodes: 0 });
    const { terms } = this.bounds;
    return this.round(plan, undefined, { ...model, relaxed: true }, ({ prices }) => {
      if (prices && terms === this.bounds.terms) this.bounds.heedPrices(program, prices);
    });
  }

  /** Not every promise was kept: finds out how many can be, and asks for points of schedules that keep as many as are. */
  private async settlePromises(): Promise<void> {
    const { bounds, budget } = this;
    if (this.standing.promises >= bounds.terms.target || budget.stopped) return;
    const warm = { moves: Math.ceil(this.moves / 2), ...WARM };
    await this.round(warm, this.best, this.selection('promises'), answer => bounds.heedPromises(answer));
    if (this.standing.promises < bounds.promises && !budget.stopped && this.places <= MOST_RELAXED) {
      const program = new TimeProgram(this.problem, this.items, bounds.terms);
      const whole = this.places <= this.mostWhole;
      const model = program.model({
        goal: { kind: 'promises' },
        whole,
        mostNodes: budget.amount(WHOLE_NODES),
        start: this.keepsMusts ? this.best : undefined,
      });
      await this.round(warm, this.best, model, answer => {
        bounds.heedPromises(answer);
        if (whole && answer.values) this.takeFrom(program, answer.values);
      });
    }
    if (this.standing.promises >= bounds.terms.target) return;
    bounds.retarget(this.standing.promises);
    if (!budget.stopped) await this.relax();
  }

  private get mostWhole(): number {
    return this.budget.isThorough ? MOST_WHOLE_THOROUGH : MOST_WHOLE;
  }

  /** A schedule read from a program: placed one by one, so that nothing rests on its rounding. */
  private takeFrom(program: TimeProgram, values: Float64Array): void {
    const annealer = new GroupAnnealer(this.problem, this.random, () => true);
    annealer.take(program.read(values));
    this.consider(annealer.best, annealer.standing, annealer.bestServes);
  }

  /** One round on what prices leave of the event: from nothing and from the best in turn, and HiGHS on all that is left. */
  private async closeGap(round: number): Promise<void> {
    const { bounds } = this;
    const fromBest = round % 2 === 1;
    const plan = { moves: this.moves, ...(fromBest ? WARM : HOT) };
    const from = fromBest ? this.best : undefined;
    const { prices } = bounds;
    const gap = prices ? prices.bound + 1 - (this.standing.points + 1) : Number.POSITIVE_INFINITY;
    const isComparable = this.keepsMusts && this.standing.promises >= bounds.terms.target;
    if (!prices || !isComparable) return this.round(plan, from, undefined, () => {});
    const event = narrowed(this.problem, this.items, prices.prices, gap);
    const left = itemsOf(event);
    const places = left.domain.reduce((sum, word) => sum + popCount(word), 0);
    const { points } = this.standing;
    const key = `${points} ${prices.bound}`;
    if (places > this.mostWhole || key === this.triedInVain) return this.round(plan, from, undefined, () => {}, event);
    const program = new TimeProgram(event, left, bounds.terms);
    const nodes = this.budget.amount(WHOLE_NODES);
    const model = program.model({ goal: { kind: 'points' }, whole: true, mostNodes: nodes, above: points });
    return this.round(
      plan,
      from,
      model,
      answer => {
        this.triedInVain = key;
        // Nothing is worth more than what HiGHS found, or than what was at hand.
        if (answer.status === 'infeasible') bounds.prove(points);
        else bounds.heedPoints(answer);
        if (answer.values) this.takeFrom(program, answer.values);
      },
      event,
    );
  }

  private say(): void {
    const { standing, bounds } = this;
    this.reporter.say('choosing meetings and groups', {
      promises: [standing.promises, bounds.promises],
      points: [standing.points, bounds.points],
    });
  }
}
