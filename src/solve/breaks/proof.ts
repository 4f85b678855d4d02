/**
 * Proves how few breaks the schedules of equal worth can have, and then how few idle slots at so few breaks. A prover refutes
 * "no more than k" from what each participant has at least on, and where it cannot, its model is a schedule that has so few.
 * A finder looks beside it for a schedule with one less than the best known.
 *
 * Both work in slices of conflicts and are heard when a slice ends, in a fixed order: what comes out never depends on which
 * was faster. Linear search from below beat core-guided search (OLL) on every event tried.
 */
import { popCount } from '../../model/problem.js';
import { type SatAnswer, type SatOptions, SatSession } from '../sat.js';
import type { Patience } from '../worker.js';
import { type AgendaBounds, type LeastOfEach, sumOf } from './bound.js';
import { AgendaFormula, type EqualWorth } from './formula.js';

/** A worth, and what each participant has at least by itself. */
export interface AgendaTarget {
  readonly worth: EqualWorth;
  readonly least: LeastOfEach;
}

/** Pairs (meeting, slot) up to which the clauses are written down. */
const MOST_PAIRS = 8_000;
/** How far above the participants' own least breaks or idle slots are counted. */
const MOST_COUNTED = 96;
/** Questions to the prover in a slice: many a "no more than k" is refuted at once. */
const QUESTIONS = 32;
/** Conflicts on a question after which it is asked anew, of a solver that was told the most to count before it starts. */
const LONG = 2_500;
/** Conflicts after which the finder starts anew with another seed. */
const RESTART = 60_000;
const REFUTING: SatOptions = { stabilize: 0, walk: 0 };

/** Whether the clauses stay small enough. O(meetings · slots / 32). */
export function isProvable({ worth }: AgendaTarget): boolean {
  return worth.facts.usable.reduce((pairs, word) => pairs + popCount(word), 0) <= MOST_PAIRS;
}

/** By the literals of the clauses, measured from 100,000 (20,000 conflicts a second) to 2,600,000 (1,500). */
function costOfConflict(literals: number): number {
  return (literals + 400_000) * (1 + literals / 1e6);
}

/** Clauses, with what is to be few counted in them. */
class Counter {
  /**
   * @param counted literal k is true where there are more than `offset` + k
   * @param most that there can be beyond `offset`
   */
  constructor(
    readonly clauses: Int32Array,
    private readonly counted: readonly number[],
    private readonly offset: number,
    private readonly most: number,
  ) {}

  /** A literal that says: no more than k; 0 where there can never be more; `undefined` beyond what is counted. */
  atMost(k: number): number | undefined {
    const i = k - this.offset;
    if (i >= this.most) return 0;
    return i < this.counted.length ? -this.counted[i] : undefined;
  }
}

function joined(...parts: readonly ArrayLike<number>[]): Int32Array {
  const all = new Int32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A clause of one literal; 0: none. */
function unit(literal: number): number[] {
  return literal === 0 ? [] : [literal, 0];
}

export class AgendaProof {
  private readonly formula: AgendaFormula;
  private readonly prover: Prover;
  private readonly finder: Finder;
  private tier: keyof AgendaBounds | undefined;
  private readonly proved: { breaks: number; idle: number };
  private counter: Counter;

  /** @param best a schedule of the worth, with `upper` breaks and idle slots */
  constructor(
    private readonly target: AgendaTarget,
    best: Int32Array,
    upper: AgendaBounds,
    patience: Patience,
  ) {
    this.formula = new AgendaFormula(target.worth);
    this.proved = { ...sumOf(target.least) };
    this.prover = new Prover(patience, this.formula);
    this.finder = new Finder(patience, this.formula);
    this.counter = this.enter('breaks', upper);
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

  /** The tier at work. */
  get at(): keyof AgendaBounds | undefined {
    return this.tier;
  }

  /**
   * So much work of each; a schedule that should be better, if one was found.
   * @param work 10^10 take about half a second, see `costOfConflict`
   */
  async slice(work: number, withFinder: boolean): Promise<Int32Array | undefined> {
    const { tier } = this;
    if (!tier) return undefined;
    const conflicts = Math.ceil(work / costOfConflict(this.counter.clauses.length));
    const models = await Promise.all([
      this.prover.slice(conflicts),
      withFinder ? this.finder.slice(conflicts) : undefined,
    ]);
    this.proved[tier] = Math.max(this.proved[tier], this.prover.lower);
    const model = models[0] ?? models[1];
    return model && this.formula.read(model);
  }

  /** Tells of the best schedule known by now. */
  hear(best: Int32Array, upper: AgendaBounds): void {
    if (this.tier !== 'breaks' && upper.breaks > this.proved.breaks) {
      // It is of more worth at the price of breaks: what was proved of idle slots is about fewer breaks than its.
      this.proved.idle = sumOf(this.target.least).idle;
      this.tier = undefined;
    }
    if (this.tier === 'breaks' && upper.breaks <= this.proved.breaks) this.counter = this.enter('idle', upper);
    if (this.tier === 'idle' && upper.idle <= this.proved.idle) this.tier = undefined;
    if (!this.tier) return;
    this.prover.upper = upper[this.tier];
    this.finder.hear(best, upper[this.tier]);
    if (this.prover.isStuck) this.tier = undefined;
  }

  async close(): Promise<void> {
    this.tier = undefined;
    await Promise.all([this.prover.close(), this.finder.close()]);
  }

  /** Goes over to a tier; what was proved before is a rule from now on. */
  private enter(tier: keyof AgendaBounds, upper: AgendaBounds): Counter {
    const { formula, target } = this;
    const { cnf } = formula;
    const before = this.counter ? joined(this.counter.clauses, unit(this.counter.atMost(upper.breaks) ?? 0)) : [];
    const excess: number[] = [];
    (tier === 'breaks' ? formula.breaks : formula.idle()).forEach((list, p) => {
      const least = target.least[tier][p];
      const sorted = least === 0 ? list : cnf.sort(list, list.length);
      for (const literal of sorted.slice(0, least)) cnf.add(literal);
      excess.push(...sorted.slice(least));
    });
    const offset = this.proved[tier];
    const counted = cnf.sort(excess, Math.min(MOST_COUNTED, upper[tier] - offset + 1));
    const counter = new Counter(joined(before, cnf.take()), counted, offset, excess.length);
    this.prover.enter(counter, offset);
    this.finder.enter(counter);
    this.tier = tier;
    return counter;
  }
}

/** Clauses that shut out models of too few points. Each solver has its own, as they work at the same time. */
class Cuts {
  private readonly clauses: number[] = [];
  private told = 0;

  constructor(private readonly formula: AgendaFormula) {}

  /** Whether the model has too few points, so that it was shut out. */
  shutOut(model: Uint8Array): boolean {
    const cut = this.formula.cut(model);
    if (cut.length > 0) this.clauses.push(...cut, 0);
    return cut.length > 0;
  }

  /** For a solver that starts anew. */
  all(): readonly number[] {
    this.told = this.clauses.length;
    return this.clauses;
  }

  /** Since the last time. */
  added(): Int32Array {
    const added = Int32Array.from(this.clauses.slice(this.told));
    this.told = this.clauses.length;
    return added;
  }
}

/** Refutes "no more than k" for one k after the other. */
class Prover {
  lower = 0;
  upper = 0;
  /** Nothing more can be refuted: the counting ends here, or a model was found that is no better schedule. */
  isStuck = false;
  private counter!: Counter;
  private readonly session: SatSession;
  /** What the solver was given: nothing, the clauses, or the clauses and the most to count. */
  private given: 'nothing' | 'clauses' | 'most' = 'nothing';
  private spent = 0;
  private readonly cuts: Cuts;

  constructor(patience: Patience, formula: AgendaFormula) {
    this.session = new SatSession(patience);
    this.cuts = new Cuts(formula);
  }

  enter(counter: Counter, lower: number): void {
    this.counter = counter;
    this.lower = lower;
    this.given = 'nothing';
    this.spent = 0;
    this.isStuck = false;
  }

  close(): Promise<void> {
    return this.session.close();
  }

  /** A model with `lower` at most, if one was found. */
  async slice(mostConflicts: number): Promise<Uint8Array | undefined> {
    for (let i = 0; i < QUESTIONS && this.lower < this.upper && !this.isStuck; i++) {
      const literal = this.counter.atMost(this.lower);
      if (literal === undefined) {
        this.isStuck = true;
        return undefined;
      }
      const answer = await this.ask(literal, mostConflicts);
      if (answer?.status === 'unsatisfiable') {
        this.lower++;
        // The next question is no easier: it is put like this one.
        if (this.given === 'most') this.given = 'nothing';
        else this.spent = 0;
        continue;
      }
      if (answer?.status === 'satisfiable') {
        if (this.cuts.shutOut(answer.model)) continue;
        // Heard of as the best schedule, it ends the tier; else it was of too little worth, and no other can be told apart.
        this.isStuck = true;
        return answer.model;
      }
      this.spent += mostConflicts;
      return undefined;
    }
    return undefined;
  }

  private ask(literal: number, mostConflicts: number): Promise<SatAnswer | undefined> {
    const { session, counter, cuts } = this;
    const isLong = this.spent >= LONG;
    if (isLong && this.given !== 'most') {
      this.given = 'most';
      const clauses = joined(counter.clauses, cuts.all(), unit(literal));
      return session.ask({ fresh: REFUTING, clauses, mostConflicts });
    }
    if (isLong) return session.ask({ clauses: cuts.added(), mostConflicts });
    const assumptions = literal === 0 ? new Int32Array() : Int32Array.of(literal);
    if (this.given === 'clauses') return session.ask({ clauses: cuts.added(), assumptions, mostConflicts });
    this.given = 'clauses';
    return session.ask({ fresh: REFUTING, clauses: joined(counter.clauses, cuts.all()), assumptions, mostConflicts });
  }
}

/** Looks for a schedule with one less than the best known, with seed after seed; every second one starts from the best. */
class Finder {
  private counter!: Counter;
  private readonly session: SatSession;
  private best: Int32Array = new Int32Array();
  /** Its last model was no better schedule. */
  private isStuck = false;
  private upper = 0;
  private seed = 0;
  private spent = 0;
  private isFresh = true;
  private readonly cuts: Cuts;

  constructor(
    patience: Patience,
    private readonly formula: AgendaFormula,
  ) {
    this.session = new SatSession(patience);
    this.cuts = new Cuts(formula);
  }

  enter(counter: Counter): void {
    this.counter = counter;
    this.isFresh = true;
    this.isStuck = false;
  }

  hear(best: Int32Array, upper: number): void {
    if (upper !== this.upper) {
      this.isFresh = true;
      this.isStuck = false;
    }
    this.best = best;
    this.upper = upper;
  }

  close(): Promise<void> {
    return this.session.close();
  }

  async slice(mostConflicts: number): Promise<Uint8Array | undefined> {
    const literal = this.counter.atMost(this.upper - 1);
    if (literal === undefined || this.isStuck) return undefined;
    for (let i = 0; i < QUESTIONS; i++) {
      const answer = await this.ask(literal, mostConflicts);
      if (answer?.status !== 'satisfiable') break;
      if (this.cuts.shutOut(answer.model)) continue;
      this.isStuck = true;
      return answer.model;
    }
    this.spent += mostConflicts;
    return undefined;
  }

  private ask(literal: number, mostConflicts: number): Promise<SatAnswer | undefined> {
    if (!this.isFresh && this.spent < RESTART) return this.session.ask({ clauses: this.cuts.added(), mostConflicts });
    this.isFresh = false;
    this.spent = 0;
    const seed = this.seed++;
    return this.session.ask({
      fresh: { stabilizeonly: 1, seed },
      clauses: joined(this.counter.clauses, this.cuts.all(), unit(literal)),
      phases: seed % 2 === 0 ? this.formula.phasesOf(this.best) : new Int32Array(),
      mostConflicts,
    });
  }
}
