/** Breaks and idle slots of everyone's agenda, their sums, and who has breaks: kept from masks of busy slots, whatever makes them. */
import type { Problem } from '../../model/problem.js';
import { AgendaCost } from './agenda-cost.js';

/** Costs of an agenda, in twentieths of a break. */
export interface AgendaWeights {
  readonly break: number;
  /** A break beyond the participant's `max_breaks`, on top of the break itself. */
  readonly overCap: number;
  readonly idle: number;
}

/** A break, in the unit of all costs. */
export const BREAK = 20;
/** The idle term smooths the landscape. */
export const SMOOTH: AgendaWeights = { break: BREAK, overCap: 160, idle: 3 };
/** While points are paid for `max_breaks`, other breaks count for little. */
export const CAPS_FIRST: AgendaWeights = { break: 3, overCap: 160, idle: 3 };
/** The same where hardly a break over a cap is taken. */
export const WITHIN_CAPS: AgendaWeights = { ...CAPS_FIRST, overCap: 480 };

export class AgendaFigures {
  readonly breaksOf: Int32Array;
  readonly idleOf: Int32Array;
  /** Participants with at least one break, in no order. */
  readonly withBreaks: number[] = [];
  breaks = 0;
  overCap = 0;
  idle = 0;
  weights = SMOOTH;
  readonly cost: AgendaCost;
  private readonly maxBreaks: Int32Array;
  private readonly words: number;
  private readonly positionWithBreaks: Int32Array;

  constructor(problem: Problem) {
    const { participants: P, maxBreaks, words } = problem;
    this.breaksOf = new Int32Array(P);
    this.idleOf = new Int32Array(P);
    this.positionWithBreaks = new Int32Array(P).fill(-1);
    this.cost = new AgendaCost(problem);
    this.maxBreaks = maxBreaks;
    this.words = words;
  }

  /** Breaks and idle slots of all agendas, in twentieths of a break. */
  get agendas(): number {
    const { weights } = this;
    return weights.break * this.breaks + weights.overCap * this.overCap + weights.idle * this.idle;
  }

  /** Brings a participant's kept figures up to date with its mask. O(days). */
  update(p: number, busy: Int32Array): void {
    const { maxBreaks } = this;
    this.cost.measure(busy, p * this.words);
    const { breaks, idle } = this.cost;
    this.breaks += breaks - this.breaksOf[p];
    this.idle += idle - this.idleOf[p];
    this.overCap += Math.max(0, breaks - maxBreaks[p]) - Math.max(0, this.breaksOf[p] - maxBreaks[p]);
    if (breaks > 0 && this.breaksOf[p] === 0) {
      this.positionWithBreaks[p] = this.withBreaks.length;
      this.withBreaks.push(p);
    } else if (breaks === 0 && this.breaksOf[p] > 0) {
      const last = this.withBreaks.pop()!;
      if (last !== p) {
        this.withBreaks[this.positionWithBreaks[p]] = last;
        this.positionWithBreaks[last] = this.positionWithBreaks[p];
      }
    }
    this.breaksOf[p] = breaks;
    this.idleOf[p] = idle;
  }

  /** Cost of an agenda with these figures under a participant's cap. */
  agendaCost(p: number, breaks: number, idle: number): number {
    const { weights } = this;
    const over = breaks - this.maxBreaks[p];
    return weights.break * breaks + weights.idle * idle + (over > 0 ? weights.overCap * over : 0);
  }

  /** Cost of the agenda of p if these were its busy slots. O(days). */
  costOf(p: number, mask: Int32Array, offset: number): number {
    this.cost.measure(mask, offset);
    return this.agendaCost(p, this.cost.breaks, this.cost.idle);
  }

  /** Cost of the agenda of p as it was last kept. */
  keptCost(p: number): number {
    return this.agendaCost(p, this.breaksOf[p], this.idleOf[p]);
  }
}
