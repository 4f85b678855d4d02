/** What a solver is asked: the clauses of all schedules of equal worth, with what is to be few counted in them. */
import { type AgendaBounds, sumOf } from './bound.js';
import { AgendaFormula } from './formula.js';
import type { AgendaTarget } from './proof.js';

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
  readonly formula: AgendaFormula;
  clauses: Int32Array = new Int32Array();
  /** Literal k is true where there are more than `offset` + k. */
  private counted: readonly number[] = [];
  private offset = 0;
  /** That there can be beyond `offset`. */
  private most = 0;

  /** @param countsPeople see `AgendaFormula` */
  constructor(
    private readonly target: AgendaTarget,
    countsPeople: boolean,
  ) {
    this.formula = new AgendaFormula(target.worth, countsPeople);
  }

  /**
   * Goes over to a tier; the first is that of breaks.
   * @param upper of the best schedule: in the tier of idle slots, as few breaks are a rule
   */
  enter(tier: keyof AgendaBounds, upper: AgendaBounds): void {
    const { formula, target } = this;
    const { cnf } = formula;
    const asFew = tier === 'idle' ? (this.atMost(upper.breaks) ?? 0) : 0;
    if (asFew !== 0) cnf.add(asFew);
    const excess: number[] = [];
    (tier === 'breaks' ? formula.breaks : formula.idle()).forEach((list, p) => {
      const least = target.least[tier][p];
      const sorted = tier === 'breaks' || least === 0 ? list : cnf.sort(list, list.length);
      for (const literal of sorted.slice(0, least)) cnf.add(literal);
      excess.push(...sorted.slice(least));
    });
    this.offset = sumOf(target.least)[tier];
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
