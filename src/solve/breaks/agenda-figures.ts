/** Breaks and idle slots of everyone's agenda, their sums, and who has breaks: kept from masks of busy slots, whatever makes them. */
import type { Problem } from '../../model/problem.js';
import { AgendaCost } from './agenda-cost.js';

/** Costs of an agenda, in twentieths of a break. */
export interface AgendaWeights {
  readonly break: number;
  /** A break beyond the participant's `max_breaks`, on top of the break itself. */
  readonly overCap: number;
  /** A busy slot that would have to be free for these breaks to go (`stray-runs.ts`). */
  readonly stray: number;
  readonly idle: number;
}

/** A break, in the unit of all costs. */
export const BREAK = 20;
/** The idle term smooths the landscape. */
export const SMOOTH: AgendaWeights = { break: BREAK, overCap: 160, stray: 0, idle: 3 };

export class AgendaFigures {
  readonly breaksOf: Int32Array;
  readonly idleOf: Int32Array;
  /** Of those over their caps. */
  private readonly straysOf: Int32Array;
  /** Participants with at least one break, in no order. */
  readonly withBreaks: number[] = [];
  breaks = 0;
  overCap = 0;
  idle = 0;
  private strays = 0;
  weights = SMOOTH;
  readonly cost: AgendaCost;
  private readonly maxBreaks: Int32Array;
  private readonly words: number;
  private readonly positionWithBreaks: Int32Array;

  constructor(problem: Problem) {
    const { participants: P, maxBreaks, words } = problem;
    this.breaksOf = new Int32Array(P);
    this.idleOf = new Int32Array(P);
    this.straysOf = new Int32Array(P);
    this.positionWithBreaks = new Int32Array(P).fill(-1);
    this.cost = new AgendaCost(problem);
    this.maxBreaks = maxBreaks;
    this.words = words;
  }

  /** Breaks and idle slots of all agendas, in twentieths of a break. */
  get agendas(): number {
    const { weights } = this;
    const { breaks, overCap, strays, idle } = this;
    return weights.break * breaks + weights.overCap * overCap + weights.stray * strays + weights.idle * idle;
  }

  /** Brings a participant's kept figures up to date with its mask. O(days). */
  update(p: number, busy: Int32Array): void {
    const { maxBreaks } = this;
    this.cost.measure(busy, p * this.words);
    const { breaks, idle } = this.cost;
    this.breaks += breaks - this.breaksOf[p];
    this.idle += idle - this.idleOf[p];
    const over = Math.max(0, breaks - maxBreaks[p]);
    const overBefore = Math.max(0, this.breaksOf[p] - maxBreaks[p]);
    this.overCap += over - overBefore;
    if (over + overBefore > 0) {
      const strays = over > 0 ? this.cost.strays(busy, p * this.words, over) : 0;
      this.strays += strays - this.straysOf[p];
      this.straysOf[p] = strays;
    }
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

  /** Cost of the agenda of p if these were its busy slots. O(days). */
  costOf(p: number, mask: Int32Array, offset: number): number {
    const { cost, weights, maxBreaks } = this;
    cost.measure(mask, offset);
    const over = cost.breaks - maxBreaks[p];
    const strays = weights.stray > 0 && over > 0 ? cost.strays(mask, offset, over) : 0;
    return this.agendaCost(over, cost.breaks, strays, cost.idle);
  }

  /** The same for the only word of an event of one day. O(1), or O(runs²) of someone over its cap whose strays have a price. */
  costOfWord(p: number, w: number): number {
    const { cost, weights, maxBreaks } = this;
    cost.measureWord(w);
    const over = cost.breaks - maxBreaks[p];
    const strays = weights.stray > 0 && over > 0 ? cost.straysOfWord(w, over) : 0;
    return this.agendaCost(over, cost.breaks, strays, cost.idle);
  }

  /** Cost of the agenda of p as it was last kept. */
  keptCost(p: number): number {
    const breaks = this.breaksOf[p];
    return this.agendaCost(breaks - this.maxBreaks[p], breaks, this.straysOf[p], this.idleOf[p]);
  }

  private agendaCost(over: number, breaks: number, strays: number, idle: number): number {
    const { weights } = this;
    const cost = weights.break * breaks + weights.idle * idle;
    return over > 0 ? cost + weights.overCap * over + weights.stray * strays : cost;
  }
}
