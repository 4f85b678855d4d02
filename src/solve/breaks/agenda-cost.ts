/**
 * Breaks and idle slots of one participant from its mask of busy slots. Days are contiguous ranges of slots; a day of up to
 * 32 slots is one word, so that breaks are `popcount(w & ~(w << 1)) − 1` and idle slots its span less its busy slots.
 */
import { type Problem, popCount } from '../../model/problem.js';
import { StrayRuns } from './stray-runs.js';

export class AgendaCost {
  /** Results of the last `measure`. */
  breaks = 0;
  idle = 0;
  private readonly dayStart: Int32Array;
  private readonly dayEnd: Int32Array;
  /** Whether all slots are of one day and in one word. */
  readonly isOneWord: boolean;
  private readonly runs = new StrayRuns();

  constructor(problem: Problem) {
    const starts: number[] = [];
    const ends: number[] = [];
    for (let t = 0; t < problem.slots; t++) {
      if (t === 0 || problem.day[t] !== problem.day[t - 1]) starts.push(t);
      if (t + 1 === problem.slots || problem.day[t] !== problem.day[t + 1]) ends.push(t + 1);
    }
    this.dayStart = Int32Array.from(starts);
    this.dayEnd = Int32Array.from(ends);
    this.isOneWord = starts.length === 1 && problem.slots <= 32;
  }

  /** Sets `breaks` and `idle` for the mask at `offset`. O(days), or O(slots) of days longer than 32. */
  measure(mask: Int32Array, offset: number): void {
    this.breaks = 0;
    this.idle = 0;
    for (let d = 0; d < this.dayStart.length; d++) {
      const start = this.dayStart[d];
      const length = this.dayEnd[d] - start;
      if (length <= 32) this.addWindow(bitsFrom(mask, offset, start, length));
      else this.addLongDay(mask, offset, start, this.dayEnd[d]);
    }
  }

  /** The same for the only word of an event of one day. O(1). */
  measureWord(w: number): void {
    this.breaks = 0;
    this.idle = 0;
    this.addWindow(w);
  }

  /** Busy slots of the mask that would have to be free for so many breaks fewer, see `stray-runs.ts`. O(days), or O(slots) of long ones. */
  strays(mask: Int32Array, offset: number, breaks: number): number {
    const { runs, dayStart, dayEnd } = this;
    runs.clear();
    for (let d = 0; d < dayStart.length; d++) {
      const length = dayEnd[d] - dayStart[d];
      if (length <= 32) runs.addDay(bitsFrom(mask, offset, dayStart[d], length));
      else this.addRunsOf(mask, offset, dayStart[d], dayEnd[d]);
    }
    return runs.ofShortest(breaks);
  }

  /** The same for the only word of an event of one day. */
  straysOfWord(w: number, breaks: number): number {
    this.runs.clear();
    this.runs.addDay(w);
    return this.runs.ofShortest(breaks);
  }

  private addRunsOf(mask: Int32Array, offset: number, start: number, end: number): void {
    let longest = 0;
    let length = 0;
    for (let t = start; t <= end; t++) {
      if (t < end && ((mask[offset + (t >> 5)] >>> (t & 31)) & 1) === 1) length++;
      else if (length > 0) {
        longest = this.runs.addRun(length, longest);
        length = 0;
      }
    }
  }

  private addWindow(w: number): void {
    if (w === 0) return;
    this.breaks += popCount(w & ~(w << 1)) - 1;
    const first = 31 - Math.clz32(w & -w);
    this.idle += 32 - Math.clz32(w) - first - popCount(w);
  }

  private addLongDay(mask: Int32Array, offset: number, start: number, end: number): void {
    let last = -1;
    for (let t = start; t < end; t++) {
      if (((mask[offset + (t >> 5)] >>> (t & 31)) & 1) === 0) continue;
      if (last >= 0 && t - last > 1) {
        this.breaks++;
        this.idle += t - last - 1;
      }
      last = t;
    }
  }
}

/** Bits start … start + length − 1 as one word, length ≤ 32. */
export function bitsFrom(mask: Int32Array, offset: number, start: number, length: number): number {
  const word = offset + (start >> 5);
  const shift = start & 31;
  let bits = mask[word] >>> shift;
  if (shift > 0 && shift + length > 32) bits |= mask[word + 1] << (32 - shift);
  return length === 32 ? bits : bits & ((1 << length) - 1);
}
