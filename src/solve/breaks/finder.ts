/**
 * Looks for schedules with as few breaks (or idle slots) as are not refuted, and now and then with one less than the best
 * known, with seed after seed. How long that takes is a matter of luck, so that clauses and starts are varied as well.
 */
import { SatSession } from '../sat.js';
import type { Patience } from '../worker.js';
import type { AgendaBounds } from './bound.js';
import { Cuts, conflictsOf, joined, QUESTIONS, type Statement, unit } from './statement.js';

/** Work of the first attempt; each is so many times as long as the one before. */
const FIRST_ATTEMPT = 2e10;
const LONGER = 1.6;
/** So few more than are refuted may all be refutable. */
const CLOSE = 3;
/** Schedules looked for in a slice, each better than the one before: a search that finds something is sooner done. */
const MOST_STEPS = 3;

/** A statement, and the models of it that were shut out. */
interface Voice {
  readonly statement: Statement;
  readonly cuts: Cuts;
}

interface Attempt {
  readonly voice: Voice;
  /** What is looked for: no more than so many. */
  readonly most: number;
  readonly literal: number;
}

export class Finder {
  /** No schedule has fewer. */
  refuted = 0;
  /** Whether the last slice found as few as are not refuted. */
  foundFewest = false;
  private readonly session: SatSession;
  private readonly voices: Voice[];
  private tier: keyof AgendaBounds = 'breaks';
  private best: Int32Array = new Int32Array();
  private lower = 0;
  private upper = 0;
  /** What it was last told of the best schedule. */
  private heard = 0;
  /** Its last model was no better schedule. */
  private isStuck = false;
  private attempt: Attempt | undefined;
  private attempts = 0;
  private failures = 0;
  private spent = 0;
  private length = FIRST_ATTEMPT;
  /** No schedule has fewer, as was heard in the middle of a slice: what is looked for then is no more than ended. */
  private heardOf = 0;

  /**
   * @param other the same as `statement` in other clauses, of the tier of breaks, if there are any
   * @param first which of the two is tried first
   */
  constructor(
    patience: Patience,
    statement: Statement,
    private readonly other: ((upper: AgendaBounds) => Statement) | undefined,
    private readonly first: 0 | 1,
  ) {
    this.session = new SatSession(patience);
    this.voices = [{ statement, cuts: new Cuts(statement.formula) }];
  }

  enter(tier: keyof AgendaBounds): void {
    this.tier = tier;
    this.refuted = this.heardOf = 0;
    this.attempt = undefined;
    this.isStuck = false;
  }

  /** Tells of the best schedule known by now, and of what is refuted. */
  hear(best: Int32Array, lower: number, upper: number): void {
    if (upper !== this.heard) this.isStuck = false;
    this.best = best;
    this.lower = lower;
    this.upper = this.heard = upper;
    const { attempt } = this;
    if (attempt && (attempt.most < lower || attempt.most >= upper)) this.attempt = undefined;
  }

  close(): Promise<void> {
    return this.session.close();
  }

  /**
   * Hears in the middle of a slice that no schedule has fewer. What is looked for in vain is not looked for any longer; that is all, as
   * it depends on the clock how far the slice has come.
   */
  giveUpBelow(lower: number): void {
    this.heardOf = lower;
    if (this.isInVain) this.session.cutShort();
  }

  /** Models of too little worth would be found all the same, and shut out. */
  private get isInVain(): boolean {
    const { attempt, heardOf } = this;
    return attempt !== undefined && attempt.most < heardOf && !attempt.voice.statement.formula.isLoose;
  }

  /** A schedule that should be better, if one was found: the best of some that follow each other. */
  async slice(work: number): Promise<Int32Array | undefined> {
    this.foundFewest = false;
    if (this.isStuck) return undefined;
    let found: Int32Array | undefined;
    for (let i = 0; i < MOST_STEPS && this.lower < this.upper; i++) {
      const next = await this.step(work);
      if (!next) break;
      found = next;
    }
    this.foundFewest = found !== undefined && this.upper <= this.lower;
    return found;
  }

  /** So much work on the attempt at hand; what it found is what the next is to better. */
  private async step(work: number): Promise<Int32Array | undefined> {
    const isNew = !this.attempt || this.spent >= this.length;
    if (isNew) this.begin();
    const { attempt } = this;
    if (!attempt) return undefined;
    const { statement, cuts } = attempt.voice;
    const mostConflicts = conflictsOf(statement, work);
    for (let i = 0; i < QUESTIONS && !this.isInVain; i++) {
      const answer = await (isNew && i === 0
        ? this.session.ask({ ...this.opening(attempt), mostConflicts })
        : this.session.ask({ clauses: cuts.added(), mostConflicts }));
      if (answer?.status === 'unsatisfiable') {
        this.refuted = attempt.most + 1;
        this.attempt = undefined;
      }
      if (answer?.status !== 'satisfiable') break;
      if (cuts.shutOut(answer.model)) continue;
      this.isStuck = true;
      this.attempt = undefined;
      this.length = FIRST_ATTEMPT;
      this.best = statement.formula.read(answer.model);
      this.upper = attempt.most;
      return this.best;
    }
    this.spent += work;
    return undefined;
  }

  /** The clauses that found something are tried again. */
  private begin(): void {
    if (this.attempt) {
      this.failures++;
      this.length *= LONGER;
    }
    const voice = this.voice(this.tier === 'breaks' && this.other ? (this.failures + this.first) % 2 : 0);
    const most = this.goal;
    const literal = voice.statement.atMost(most);
    this.attempt = literal === undefined ? undefined : { voice, most, literal };
    this.attempts++;
    this.spent = 0;
  }

  /**
   * As few as are not refuted: the fewest possible are found sooner than one or two more, as so much follows from it. In turns
   * with half of the way, first where that is far, and a step: they may all be refutable.
   */
  private get goal(): number {
    const { lower, upper, attempts } = this;
    // Nothing is known yet that is to be bettered: "no more than any number" would be no question.
    if (!Number.isFinite(upper)) return lower;
    if (attempts % 3 === 2) return upper - 1;
    return attempts % 3 === 0 && upper - lower > CLOSE ? lower + ((upper - lower) >> 1) : lower;
  }

  private voice(i: number): Voice {
    if (i === this.voices.length && this.other) {
      const statement = this.other({ breaks: this.upper, idle: Number.POSITIVE_INFINITY });
      this.voices.push({ statement, cuts: new Cuts(statement.formula) });
    }
    return this.voices[i];
  }

  /** Every second two attempts start from the best schedule. */
  private opening({ voice: { statement, cuts }, literal }: Attempt) {
    const seed = this.attempts - 1;
    return {
      fresh: { stabilizeonly: 1 as const, seed },
      clauses: joined(statement.clauses, cuts.all(), unit(literal)),
      phases: seed % 4 > 1 ? statement.formula.phasesOf(this.best) : new Int32Array(),
    };
  }
}
