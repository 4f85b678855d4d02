/** What an agenda costs, from the word of its busy slots: some ten operations. */
import { type Problem, popCount, UNBOUNDED } from '../../model/problem.js';
import type { AgendaWeights } from './agenda-figures.js';
import { HARD } from './agenda-state.js';
import { StrayRuns } from './stray-runs.js';

export class WordCost {
  /** Most breaks of each participant; `undefined` where nobody has a maximum. */
  readonly maxBreaks: Int32Array | undefined;
  /** Slots with another one of their day before, and after. */
  private readonly notFirst: number;
  private readonly notLast: number;
  /** Most slots in a row of each participant; `undefined` where nobody has a maximum. */
  private readonly maxConsecutive: Int32Array | undefined;
  /** Slots with another one of their stretch before. */
  private readonly continues: number;
  /** By day: its first slot, and its slots as a mask from bit 0 on. */
  private readonly dayStart: Int32Array;
  private readonly dayMask: Int32Array;
  private readonly runs = new StrayRuns();

  /** @param time when each slot is; `undefined` where slots follow each other */
  constructor(
    { slots: T, day, days, stretch, maxBreaks, maxConsecutive }: Problem,
    private readonly weights: AgendaWeights,
    private readonly time: Int32Array | undefined,
  ) {
    this.maxBreaks = maxBreaks.some(most => most < UNBOUNDED) ? maxBreaks : undefined;
    this.maxConsecutive = maxConsecutive.some(most => most < UNBOUNDED) ? maxConsecutive : undefined;
    this.dayStart = new Int32Array(days);
    this.dayMask = new Int32Array(days);
    let notFirst = 0;
    let notLast = 0;
    let continues = 0;
    for (let t = 0; t < T; t++) {
      if (t > 0 && stretch[t] === stretch[t - 1]) continues |= 1 << t;
      if (t === 0 || day[t] !== day[t - 1]) this.dayStart[day[t]] = t;
      else notFirst |= 1 << t;
      if (t + 1 < T && day[t + 1] === day[t]) notLast |= 1 << t;
      this.dayMask[day[t]] |= 1 << (t - this.dayStart[day[t]]);
    }
    this.notFirst = notFirst;
    this.notLast = notLast;
    this.continues = continues;
  }

  /** Cost of an agenda of p with these busy slots, of which there are `size`, in twentieths of a break. O(days). */
  of(p: number, w: number, size: number): number {
    let cost = this.smooth(w, size);
    if (this.maxConsecutive !== undefined && this.isTooLong(w, this.maxConsecutive[p])) cost += HARD.conflict;
    if (this.maxBreaks === undefined) return cost;
    const over = this.breaksIn(w) - this.maxBreaks[p];
    if (over <= 0) return cost;
    return (
      cost + this.weights.overCap * over + (this.weights.stray > 0 ? this.weights.stray * this.strays(w, over) : 0)
    );
  }

  /** The same without what caps and rests cost. */
  smooth(w: number, size: number): number {
    if (w === 0) return 0;
    if (this.dayStart.length > 1) return this.ofDays(w, size);
    return this.weights.break * (popCount(w & ~(w << 1)) - 1) + this.weights.idle * (this.span(w) - size);
  }

  breaksIn(w: number): number {
    let runs = popCount(w & ~((w << 1) & this.notFirst));
    for (let d = 0; d < this.dayStart.length; d++) if (((w >>> this.dayStart[d]) & this.dayMask[d]) !== 0) runs--;
    return runs;
  }

  /** Busy slots with busy ones on both sides. */
  inner(w: number): number {
    return w & (w << 1) & this.notFirst & (w >>> 1) & this.notLast;
  }

  /** The free slots beside busy ones. */
  beside(w: number): number {
    return ~w & (((w << 1) & this.notFirst) | ((w >>> 1) & this.notLast));
  }

  private strays(w: number, over: number): number {
    const { runs, dayStart, dayMask } = this;
    runs.clear();
    for (let d = 0; d < dayStart.length; d++) runs.addDay((w >>> dayStart[d]) & dayMask[d]);
    return runs.ofShortest(over);
  }

  /** Whether more slots than `most` follow each other. */
  private isTooLong(w: number, most: number): boolean {
    let runs = w;
    for (let k = 0; k < most && runs !== 0; k++) runs = (runs << 1) & w & this.continues;
    return runs !== 0;
  }

  /** Slots from the first of these to the last. */
  private span(w: number): number {
    const first = 31 - Math.clz32(w & -w);
    const last = 31 - Math.clz32(w);
    return this.time === undefined ? last - first + 1 : this.time[last] - this.time[first] + 1;
  }

  private ofDays(w: number, size: number): number {
    let spans = 0;
    for (let d = 0; d < this.dayStart.length; d++) {
      const part = w & (this.dayMask[d] << this.dayStart[d]);
      if (part !== 0) spans += this.span(part);
    }
    return this.weights.break * this.breaksIn(w) + this.weights.idle * (spans - size);
  }
}
