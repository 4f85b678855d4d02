/** What a solver is asked: the clauses of all schedules of equal worth, with what is to be few counted in them. */
import type { Cnf } from '../cnf.js';
import { type AgendaBounds, type LeastOfEach, sumOf } from './bound.js';

/** Schedules of equal worth as clauses. */
export interface CountedAgendas {
  readonly cnf: Cnf;
  /** Of each participant, counted: literal k is true where it has more than k breaks. */
  readonly breaks: readonly (readonly number[])[];
  /** Whether models may be of less worth, see `cut`. */
  readonly isLoose: boolean;
  /** Of each participant: as many of these literals are true as it has idle slots, or more. Adds their clauses. */
  idle(): number[][];
  /** Slots of everything that may be held in a model, -1 where it is not. */
  read(model: Uint8Array): Int32Array;
  /** A clause that shuts out a model of too little worth, and others like it; empty where there is enough, or none is known. */
  cut(model: Uint8Array): number[];
  /** The literals of a schedule. */
  phasesOf(slotOf: Int32Array): Int32Array;
}

/** Questions in a slice: many a "no more than k" is answered at once. */
export const QUESTIONS = 32;
/** How far above the participants' own least breaks or idle slots are counted. */
const MOST_COUNTED = 96;

export function joined(...parts: readonly ArrayLike<number>[]): Int32Array {
  const all = new Int32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A clause of one literal; 0: none. */
export function unit(literal: number): number[] {
  return literal === 0 ? [] : [literal, 0];
}

export class Statement {
  clauses: Int32Array = new Int32Array();
  /** Literal k is true where there are more than `offset` + k. */
  private counted: readonly number[] = [];
  private offset = 0;
  /** That there can be beyond `offset`. */
  private most = 0;

  constructor(
    readonly formula: CountedAgendas,
    private readonly leastOfEach: LeastOfEach,
  ) {}

  /**
   * Goes over to a tier; the first is that of breaks.
   * @param upper of the best schedule: in the tier of idle slots, as few breaks are a rule
   */
  enter(tier: keyof AgendaBounds, upper: AgendaBounds): void {
    const { formula, leastOfEach } = this;
    const { cnf } = formula;
    const asFew = tier === 'idle' ? (this.atMost(upper.breaks) ?? 0) : 0;
    if (asFew !== 0) cnf.add(asFew);
    const excess: number[] = [];
    (tier === 'breaks' ? formula.breaks : formula.idle()).forEach((list, p) => {
      const least = leastOfEach[tier][p];
      const sorted = tier === 'breaks' || least === 0 ? list : cnf.sort(list, list.length);
      for (const literal of sorted.slice(0, least)) cnf.add(literal);
      excess.push(...sorted.slice(least));
    });
    this.offset = sumOf(leastOfEach)[tier];
    this.most = excess.length;
    this.counted = cnf.sort(excess, Math.min(MOST_COUNTED, upper[tier] - this.offset + 1));
    this.clauses = joined(this.clauses, cnf.take());
  }

  /** A literal that says: no more than k; 0 where there can never be more; `undefined` beyond what is counted. */
  atMost(k: number): number | undefined {
    const i = k - this.offset;
    if (i >= this.most) return 0;
    return i < this.counted.length ? -this.counted[i] : undefined;
  }
}

/** Conflicts for so much work. By the literals of the clauses, measured from 100,000 (20,000 a second) to 2,600,000 (1,500). */
export function conflictsOf({ clauses: { length } }: Statement, work: number): number {
  return Math.ceil(work / ((length + 400_000) * (1 + length / 1e6)));
}

/** Clauses that shut out models of too few points. Each solver has its own, as they work at the same time. */
export class Cuts {
  private readonly clauses: number[] = [];
  private told = 0;

  constructor(private readonly formula: CountedAgendas) {}

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
