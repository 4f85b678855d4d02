/** Where an agenda's runs end and which free slots lie beside them, by masks. */
import { type Problem, popCount } from '../../model/problem.js';
import type { Random } from '../random.js';

export class RunEdges {
  private readonly firstOfDay: Int32Array;
  private readonly lastOfDay: Int32Array;
  private readonly ends: Int32Array;
  private readonly beside: Int32Array;
  /** Slots in the two masks. */
  private endsInAll = 0;
  private besideInAll = 0;

  constructor(
    private readonly problem: Problem,
    private readonly random: Random,
  ) {
    const { words: W, slots: T, day } = problem;
    this.firstOfDay = new Int32Array(W);
    this.lastOfDay = new Int32Array(W);
    this.ends = new Int32Array(W);
    this.beside = new Int32Array(W);
    // The bit after the last slot is no slot beside a run.
    if (T < 32 * W) this.firstOfDay[T >> 5] |= 1 << (T & 31);
    for (let t = 0; t < T; t++) {
      if (t === 0 || day[t] !== day[t - 1]) this.firstOfDay[t >> 5] |= 1 << (t & 31);
      if (t + 1 === T || day[t] !== day[t + 1]) this.lastOfDay[t >> 5] |= 1 << (t & 31);
    }
  }

  /** Looks at the busy slots at `offset`. O(words). */
  look(busy: Int32Array, offset: number): void {
    const W = this.problem.words;
    this.endsInAll = 0;
    this.besideInAll = 0;
    for (let k = 0; k < W; k++) {
      const w = busy[offset + k];
      const earlier = k > 0 ? busy[offset + k - 1] >>> 31 : 0;
      const later = k + 1 < W ? busy[offset + k + 1] << 31 : 0;
      const afterBusy = ((w << 1) | earlier) & ~this.firstOfDay[k];
      const beforeBusy = ((w >>> 1) | later) & ~this.lastOfDay[k];
      this.ends[k] = w & ~(afterBusy & beforeBusy);
      this.beside[k] = ~w & (afterBusy | beforeBusy);
      this.endsInAll += popCount(this.ends[k]);
      this.besideInAll += popCount(this.beside[k]);
    }
  }

  /** Looks at the agenda of one of these people, at random; returns who it is. */
  lookAtOneOf(people: readonly number[], busy: Int32Array): number {
    const p = people[this.random.below(people.length)];
    this.look(busy, p * this.problem.words);
    return p;
  }

  /** Whether slot t is at an end of a run. O(1). */
  isEnd(t: number): boolean {
    return ((this.ends[t >> 5] >>> (t & 31)) & 1) === 1;
  }

  /** A random busy slot at an end of a run, -1 if there is none. */
  randomEnd(): number {
    return this.pick(this.ends, this.endsInAll);
  }

  /** A random free slot beside a run, -1 if there is none. */
  randomBeside(): number {
    return this.pick(this.beside, this.besideInAll);
  }

  private pick(mask: Int32Array, total: number): number {
    if (total === 0) return -1;
    let skip = this.random.below(total);
    for (let k = 0; ; k++) {
      let word = mask[k];
      if (mask.length > 1) {
        const size = popCount(word);
        if (skip >= size) {
          skip -= size;
          continue;
        }
      }
      for (; skip > 0; skip--) word &= word - 1;
      return k * 32 + 31 - Math.clz32(word & -word);
    }
  }
}
