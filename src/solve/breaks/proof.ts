/**
 * Proves how few breaks the schedules of equal worth can have, and then how few idle slots at so few breaks. A prover refutes
 * "no more than k" from what each participant has at least on, and where it cannot, its model is a schedule that has so few.
 * A finder looks beside it for a schedule with as few, or with one less than the best known; in its stead, while that is of use,
 * neighbourhoods of the best one are searched.
 *
 * All work in slices of conflicts and are heard when a slice ends, in a fixed order: what comes out never depends on which
 * was faster. Linear search from below beat core-guided search (OLL) on every event tried.
 */
import { countBits } from '../../model/problem.js';
import { roomsAreTight } from '../full-agendas.js';
import { type SatAnswer, SatSession } from '../sat.js';
import type { Patience } from '../worker.js';
import { type AgendaBounds, type LeastOfEach, type SharedFacts, sumOf } from './bound.js';
import { Finder } from './finder.js';
import { AgendaFormula, type EqualWorth } from './formula.js';
import { Neighbourhoods } from './neighbourhoods.js';
import { type CountedAgendas, Cuts, conflictsOf, joined, QUESTIONS, Statement } from './statement.js';

/** A worth, and what each participant has at least by itself. */
export interface AgendaTarget {
  readonly worth: EqualWorth;
  readonly least: LeastOfEach;
}

/** Pairs (meeting, slot) up to which the clauses are written down. */
const MOST_PAIRS = 8_000;
/** Conflicts on a question after which it is a long one. */
const LONG = 2_500;

/** Where a better schedule is looked for beside the proof: near the best one (`neighbourhoods.ts`), or from anew (`finder.ts`). */
export type Seeking = 'nowhere' | 'nearby' | 'anywhere';

/** What is proved of schedules: what each participant has at least by itself, and their clauses. */
export interface ProofTopic {
  readonly least: LeastOfEach;
  readonly formula: () => CountedAgendas;
  /** The same in other clauses, for a finder alone; it may begin with them. */
  readonly other?: { readonly formula: () => CountedAgendas; readonly isFirst: boolean };
}

/** One-to-ones of a worth. Models are found soonest where people are counted, mostly: on the published benchmark, by its one exception in turns. */
export function topicOf({ worth, least }: AgendaTarget): ProofTopic {
  const isTight = roomsAreTight(worth.problem);
  const counting = (people: boolean) => (): AgendaFormula => new AgendaFormula(worth, people);
  return { least, formula: counting(isTight), other: { formula: counting(!isTight), isFirst: !isTight } };
}

/** Whether the clauses of schedules stay small enough. O(meetings · slots / 32). */
export function isProvable({ usable }: Pick<SharedFacts, 'usable'>): boolean {
  return countBits(usable) <= MOST_PAIRS;
}

export class AgendaProof {
  private readonly statement: Statement;
  private readonly prover: Prover;
  private readonly finder: Finder;
  private readonly neighbourhoods: Neighbourhoods;
  private tier: keyof AgendaBounds | undefined;
  private readonly proved: { breaks: number; idle: number };

  /** @param best one of the schedules, with `upper` breaks and idle slots */
  constructor(
    private readonly topic: ProofTopic,
    best: Int32Array,
    upper: AgendaBounds,
    patience: Patience,
  ) {
    const { least, formula, other } = topic;
    this.statement = new Statement(formula(), least);
    this.proved = { ...sumOf(least) };
    this.prover = new Prover(patience, this.statement);
    const stated = (known: AgendaBounds): Statement => {
      const made = new Statement(other!.formula(), least);
      made.enter('breaks', known);
      return made;
    };
    this.finder = new Finder(patience, this.statement, other && stated, other?.isFirst ? 1 : 0);
    this.neighbourhoods = new Neighbourhoods(patience, this.statement);
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

  /** How long the clauses are. */
  get literals(): number {
    return this.statement.clauses.length;
  }

  /** The tier at work. */
  get at(): keyof AgendaBounds | undefined {
    return this.tier;
  }

  /**
   * So much work of each; a schedule that should be better, if one was found.
   * @param work 10^10 take about half a second, see `conflictsOf`
   */
  async slice(work: number, seeking: Seeking): Promise<Int32Array | undefined> {
    const { tier, prover, finder, neighbourhoods } = this;
    if (!tier) return undefined;
    const proving = prover.slice(conflictsOf(this.statement, work), lower => finder.giveUpBelow(lower));
    const seeker = seeking === 'nearby' ? neighbourhoods : finder;
    const finding = seeking === 'nowhere' ? undefined : seeker.slice(work);
    // A prover that is at odds with it is not needed any more; where models may be of less worth, it may be.
    const isSettled = finding?.then(() => seeker.foundFewest && !this.statement.formula.isLoose);
    isSettled?.then(settled => settled && prover.cutShort()).catch(() => undefined);
    const [proved, found] = await Promise.all([proving, finding]);
    if (await isSettled) {
      prover.forget();
      // How far the prover came depends on the clock; what all neighbours together refute does not.
      this.raiseTo(tier, neighbourhoods.refuted);
      return found;
    }
    this.raiseTo(tier, Math.max(finder.refuted, neighbourhoods.refuted, prover.lower));
    return proved ? this.statement.formula.read(proved) : found;
  }

  private raiseTo(tier: keyof AgendaBounds, least: number): void {
    this.prover.raise(least);
    this.proved[tier] = Math.max(this.proved[tier], least);
  }

  /** Whether more may be found near the best schedule. */
  get isPromising(): boolean {
    return this.tier !== undefined && this.neighbourhoods.isPromising;
  }

  /** Hears of a bound on breaks from elsewhere. */
  raise(breaks: number): void {
    if (this.tier !== 'breaks' || breaks <= this.proved.breaks) return;
    this.raiseTo('breaks', breaks);
  }

  /** Tells of the best schedule known by now. */
  hear(best: Int32Array, upper: AgendaBounds): void {
    if (this.tier !== 'breaks' && upper.breaks > this.proved.breaks) {
      // It is of more worth at the price of breaks: what was proved of idle slots is about fewer breaks than its.
      this.proved.idle = sumOf(this.topic.least).idle;
      this.tier = undefined;
    }
    if (this.tier === 'breaks' && upper.breaks <= this.proved.breaks) this.enter('idle', upper);
    if (this.tier === 'idle' && upper.idle <= this.proved.idle) this.tier = undefined;
    if (!this.tier) return;
    this.prover.upper = upper[this.tier];
    for (const seeker of [this.finder, this.neighbourhoods])
      seeker.hear(best, this.proved[this.tier], upper[this.tier]);
    if (this.prover.isStuck) this.tier = undefined;
  }

  async close(): Promise<void> {
    this.tier = undefined;
    await Promise.all([this.prover, this.finder, this.neighbourhoods].map(one => one.close()));
  }

  /** Goes over to a tier; what was proved before is a rule from now on. */
  private enter(tier: keyof AgendaBounds, upper: AgendaBounds): void {
    this.statement.enter(tier, upper);
    // Each break has an idle slot.
    this.proved.idle = Math.max(this.proved.idle, this.proved.breaks);
    this.prover.enter(this.proved[tier]);
    this.finder.enter(tier);
    this.neighbourhoods.enter();
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
  /** Whether the solver has the clauses. What it learned of one question helps with the next. */
  private isTold = false;
  private spent = 0;
  /** Whether it was answered with a model that there is any. */
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
    this.isTold = false;
    this.spent = 0;
    this.isStuck = this.hasAny = false;
  }

  /** Ends the slice at work; `forget` is to follow. */
  cutShort(): void {
    this.session.cutShort();
  }

  /** Hears what was refuted elsewhere. */
  raise(lower: number): void {
    this.lower = Math.max(this.lower, lower);
  }

  close(): Promise<void> {
    return this.session.close();
  }

  /**
   * A model with `lower` at most, if one was found.
   * @param hear of each bound that is proved
   */
  async slice(mostConflicts: number, hear: (lower: number) => void): Promise<Uint8Array | undefined> {
    for (let i = 0; i < QUESTIONS && this.lower < this.upper && !this.isStuck; i++) {
      // Where no schedule is known and few breaks are hard to refute, there may be none at all: that is asked first.
      const asksForAny = this.spent >= LONG && !Number.isFinite(this.upper);
      const literal = asksForAny ? 0 : this.statement.atMost(this.lower);
      if (literal === undefined) {
        this.isStuck = true;
        return undefined;
      }
      const answer = await this.ask(literal, mostConflicts);
      if (answer?.status === 'unsatisfiable') {
        if (answer.core.length === 0) {
          this.isStuck = this.isEmpty = true;
          return undefined;
        }
        this.lower++;
        this.spent = 0;
        hear(this.lower);
        continue;
      }
      if (answer?.status === 'satisfiable') {
        if (this.cuts.shutOut(answer.model)) continue;
        // Heard of as the best schedule, it ends the tier, or is one to go on from; else it was of too little worth, and no
        // other can be told apart.
        this.isStuck = !asksForAny || this.hasAny;
        this.hasAny ||= asksForAny;
        return answer.model;
      }
      this.spent += mostConflicts;
      return undefined;
    }
    return undefined;
  }

  private ask(literal: number, mostConflicts: number): Promise<SatAnswer | undefined> {
    const { session, statement, cuts } = this;
    const assumptions = literal === 0 ? new Int32Array() : Int32Array.of(literal);
    if (this.isTold) return session.ask({ clauses: cuts.added(), assumptions, mostConflicts });
    this.isTold = true;
    return session.ask({ fresh: {}, clauses: joined(statement.clauses, cuts.all()), assumptions, mostConflicts });
  }
}
