/**
 * Proves how few breaks the schedules of equal worth can have, and then how few idle slots at so few breaks. A prover refutes
 * "no more than k" from what each participant has at least on, and where it cannot, its model is a schedule that has so few.
 * A finder looks beside it for a schedule with as few, or with one less than the best known.
 *
 * Both work in slices of conflicts and are heard when a slice ends, in a fixed order: what comes out never depends on which
 * was faster. Linear search from below beat core-guided search (OLL) on every event tried.
 */
import { popCount } from '../../model/problem.js';
import { roomsAreTight } from '../full-agendas.js';
import { type SatAnswer, type SatOptions, SatSession } from '../sat.js';
import type { Patience } from '../worker.js';
import { type AgendaBounds, type LeastOfEach, sumOf } from './bound.js';
import { Finder } from './finder.js';
import type { EqualWorth } from './formula.js';
import { Cuts, conflictsOf, joined, QUESTIONS, Statement, unit } from './statement.js';

/** A worth, and what each participant has at least by itself. */
export interface AgendaTarget {
  readonly worth: EqualWorth;
  readonly least: LeastOfEach;
}

/** Pairs (meeting, slot) up to which the clauses are written down. */
const MOST_PAIRS = 8_000;
/** Conflicts on a question after which it is asked anew, of a solver that was told the most to count before it starts. */
const LONG = 2_500;
const REFUTING: SatOptions = { stabilize: 0, walk: 0 };
/** Where a question is long, the answer may well be yes: this finds models too, and refutes about as soon. */
const EITHER_WAY: SatOptions = {};

/** Whether the clauses stay small enough. O(meetings · slots / 32). */
export function isProvable({ worth }: AgendaTarget): boolean {
  return worth.facts.usable.reduce((pairs, word) => pairs + popCount(word), 0) <= MOST_PAIRS;
}

export class AgendaProof {
  private readonly statement: Statement;
  private readonly prover: Prover;
  private readonly finder: Finder;
  private tier: keyof AgendaBounds | undefined;
  private readonly proved: { breaks: number; idle: number };

  /** @param best a schedule of the worth, with `upper` breaks and idle slots */
  constructor(
    private readonly target: AgendaTarget,
    best: Int32Array,
    upper: AgendaBounds,
    patience: Patience,
  ) {
    const isTight = roomsAreTight(target.worth.problem);
    this.statement = new Statement(target, isTight);
    this.proved = { ...sumOf(target.least) };
    this.prover = new Prover(patience, this.statement);
    const other = (known: AgendaBounds): Statement => {
      const made = new Statement(target, !isTight);
      made.enter('breaks', known);
      return made;
    };
    // Models are found soonest where people are counted, mostly: on the published benchmark, by its one exception in turns.
    this.finder = new Finder(patience, this.statement, other, isTight ? 0 : 1);
    this.enter('breaks', upper);
    this.hear(best, upper);
  }

  /** No schedule of equal worth has fewer breaks, and none of as few breaks fewer idle slots. */
  get bounds(): AgendaBounds {
    return this.proved;
  }

  /** Whether no more can be proved. */
  get done(): boolean {
    return this.tier === undefined;
  }

  /** Whether no schedule of the worth keeps the rules. */
  get isEmpty(): boolean {
    return this.prover.isEmpty;
  }

  /** The tier at work. */
  get at(): keyof AgendaBounds | undefined {
    return this.tier;
  }

  /**
   * So much work of each; a schedule that should be better, if one was found.
   * @param work 10^10 take about half a second, see `conflictsOf`
   */
  async slice(work: number, withFinder: boolean): Promise<Int32Array | undefined> {
    const { tier } = this;
    if (!tier) return undefined;
    const proving = this.prover.slice(conflictsOf(this.statement, work));
    const finding = withFinder ? this.finder.slice(work) : undefined;
    // A prover that is at odds with it is not needed any more; where points are counted, it may be.
    const isSettled = finding?.then(() => this.finder.foundFewest && !this.statement.formula.countsPoints);
    isSettled?.then(settled => settled && this.prover.cutShort()).catch(() => undefined);
    const [proved, found] = await Promise.all([proving, finding]);
    if (await isSettled) {
      this.prover.forget();
      return found;
    }
    this.prover.raise(this.finder.refuted);
    this.proved[tier] = Math.max(this.proved[tier], this.prover.lower);
    return proved ? this.statement.formula.read(proved) : found;
  }

  /** Hears of a bound on breaks from elsewhere. */
  raise(breaks: number): void {
    if (this.tier !== 'breaks' || breaks <= this.proved.breaks) return;
    this.proved.breaks = breaks;
    this.prover.raise(breaks);
  }

  /** Tells of the best schedule known by now. */
  hear(best: Int32Array, upper: AgendaBounds): void {
    if (this.tier !== 'breaks' && upper.breaks > this.proved.breaks) {
      // It is of more worth at the price of breaks: what was proved of idle slots is about fewer breaks than its.
      this.proved.idle = sumOf(this.target.least).idle;
      this.tier = undefined;
    }
    if (this.tier === 'breaks' && upper.breaks <= this.proved.breaks) this.enter('idle', upper);
    if (this.tier === 'idle' && upper.idle <= this.proved.idle) this.tier = undefined;
    if (!this.tier) return;
    this.prover.upper = upper[this.tier];
    this.finder.hear(best, this.proved[this.tier], upper[this.tier]);
    if (this.prover.isStuck) this.tier = undefined;
  }

  async close(): Promise<void> {
    this.tier = undefined;
    await Promise.all([this.prover.close(), this.finder.close()]);
  }

  /** Goes over to a tier; what was proved before is a rule from now on. */
  private enter(tier: keyof AgendaBounds, upper: AgendaBounds): void {
    this.statement.enter(tier, upper);
    this.prover.enter(this.proved[tier]);
    this.finder.enter(tier);
    this.tier = tier;
  }
}

/** Refutes "no more than k" for one k after the other. */
class Prover {
  lower = 0;
  upper = 0;
  /** Nothing more can be refuted: the counting ends here, or a model was found that is no better schedule. */
  isStuck = false;
  /** There is no model, however much is counted. */
  isEmpty = false;
  private readonly session: SatSession;
  /** What the solver was given: nothing, the clauses, or the clauses and the most to count. */
  private given: 'nothing' | 'clauses' | 'most' = 'nothing';
  private spent = 0;
  /** Whether the question at hand is only whether there is any model. */
  private asksForAny = false;
  /** Whether that was answered with a model. */
  private hasAny = false;
  private readonly cuts: Cuts;

  constructor(
    patience: Patience,
    private readonly statement: Statement,
  ) {
    this.session = new SatSession(patience);
    this.cuts = new Cuts(statement.formula);
  }

  enter(lower: number): void {
    this.lower = lower;
    this.forget();
  }

  /** Starts anew with the question at hand. */
  forget(): void {
    this.given = 'nothing';
    this.spent = 0;
    this.isStuck = this.hasAny = false;
  }

  /** Ends the slice at work; `forget` is to follow. */
  cutShort(): void {
    this.session.cutShort();
  }

  /** Hears what was refuted elsewhere. */
  raise(lower: number): void {
    if (lower <= this.lower) return;
    this.lower = lower;
    if (this.given === 'most') this.given = 'nothing';
  }

  close(): Promise<void> {
    return this.session.close();
  }

  /** A model with `lower` at most, if one was found. */
  async slice(mostConflicts: number): Promise<Uint8Array | undefined> {
    for (let i = 0; i < QUESTIONS && this.lower < this.upper && !this.isStuck; i++) {
      this.choose();
      const literal = this.asksForAny ? 0 : this.statement.atMost(this.lower);
      if (literal === undefined) {
        this.isStuck = true;
        return undefined;
      }
      const answer = await this.ask(literal, mostConflicts);
      if (answer?.status === 'unsatisfiable') {
        if (literal === 0 || (this.given === 'clauses' && answer.core.length === 0)) {
          this.isStuck = this.isEmpty = true;
          return undefined;
        }
        this.lower++;
        // The next question is no easier: it is put like this one.
        if (this.given === 'most') this.given = 'nothing';
        else this.spent = 0;
        continue;
      }
      if (answer?.status === 'satisfiable') {
        if (this.cuts.shutOut(answer.model)) continue;
        // Heard of as the best schedule, it ends the tier, or is one to go on from; else it was of too little worth, and no
        // other can be told apart.
        this.isStuck = !this.asksForAny || this.hasAny;
        this.hasAny ||= this.asksForAny;
        return answer.model;
      }
      this.spent += mostConflicts;
      return undefined;
    }
    return undefined;
  }

  /** Where no schedule is known and few breaks are hard to refute, there may be none at all: that is asked first. */
  private choose(): void {
    const asksForAny = this.isLong && !Number.isFinite(this.upper);
    if (asksForAny !== this.asksForAny && this.given === 'most') this.given = 'nothing';
    this.asksForAny = asksForAny;
  }

  private get isLong(): boolean {
    return this.spent >= LONG;
  }

  private ask(literal: number, mostConflicts: number): Promise<SatAnswer | undefined> {
    const { session, statement, cuts, isLong } = this;
    if (isLong && this.given !== 'most') {
      this.given = 'most';
      const clauses = joined(statement.clauses, cuts.all(), unit(literal));
      return session.ask({ fresh: EITHER_WAY, clauses, mostConflicts });
    }
    if (isLong) return session.ask({ clauses: cuts.added(), mostConflicts });
    const assumptions = literal === 0 ? new Int32Array() : Int32Array.of(literal);
    if (this.given === 'clauses') return session.ask({ clauses: cuts.added(), assumptions, mostConflicts });
    this.given = 'clauses';
    return session.ask({ fresh: REFUTING, clauses: joined(statement.clauses, cuts.all()), assumptions, mostConflicts });
  }
}
