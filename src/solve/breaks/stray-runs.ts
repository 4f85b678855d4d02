/**
 * Strays: the busy slots that would have to be free for fewer breaks. A break goes when a whole run goes, and a run goes one
 * meeting after the other; a search that only counts breaks does not see that it is on the way.
 */
import { popCount } from '../../model/problem.js';

export class StrayRuns {
  /** Lengths of the runs that are not the longest of their day. */
  private readonly lengths: number[] = [];

  clear(): void {
    this.lengths.length = 0;
  }

  /** @param w busy slots of a day of at most 32. O(runs) */
  addDay(w: number): void {
    let longest = 0;
    for (let rest = w; rest !== 0; ) {
      const first = rest & -rest;
      // The carry runs through the lowest run of ones.
      const without = rest & (rest + first);
      longest = this.addRun(popCount(rest & ~without), longest);
      rest = without;
    }
  }

  /** A run of a day, whose longest one before it has so many slots; returns the longest one now. */
  addRun(length: number, longest: number): number {
    if (longest > 0) this.lengths.push(Math.min(length, longest));
    return Math.max(length, longest);
  }

  /** Slots of the shortest runs. Forgets these runs. O(runs²), and there are few. */
  ofShortest(runs: number): number {
    const { lengths } = this;
    let sum = 0;
    for (let k = 0; k < runs; k++) {
      let shortest = 0;
      for (let i = 1; i < lengths.length; i++) if (lengths[i] < lengths[shortest]) shortest = i;
      sum += lengths[shortest];
      lengths[shortest] = lengths[lengths.length - 1];
      lengths.length--;
    }
    return sum;
  }
}
