/** Who is busy when, and with how many meetings; promises kept. A session is one meeting of its host, a seat one of its guest. */
import type { Problem } from '../../model/problem.js';
import { Sequence } from '../sequence.js';

export class People {
  /** Meetings of each participant. */
  readonly degree: Int32Array;
  /** Meetings of participant p in slot t: at p * slots + t. */
  readonly count: Int32Array;
  /** Slots in which a participant has a meeting: participants × words. */
  readonly busy: Int32Array;
  /** Slots in which a participant is available and has a free place: participants × words. */
  readonly free: Int32Array;
  /** Free slots in which a participant may not be busy, or it would be so too long; empty where nobody has a bound. */
  readonly tired: Int32Array;
  promises = 0;
  private readonly sequence: Sequence | undefined;

  constructor(private readonly problem: Problem) {
    const { participants: P, slots: T, words: W } = problem;
    this.degree = new Int32Array(P);
    this.count = new Int32Array(P * T);
    this.busy = new Int32Array(P * W);
    this.free = problem.available.slice();
    const sequence = Sequence.of(problem);
    this.sequence = sequence?.boundsRuns ? sequence : undefined;
    this.tired = new Int32Array(this.sequence ? P * W : 0);
  }

  /** One meeting more for p in slot t. O(1), or O(max_consecutive²) where p has such a bound. */
  add(p: number, t: number): void {
    const { slots: T, words: W, parallel, minMeetings } = this.problem;
    if (++this.count[p * T + t] === parallel[p]) this.free[p * W + (t >> 5)] &= ~(1 << (t & 31));
    this.busy[p * W + (t >> 5)] |= 1 << (t & 31);
    if (this.degree[p]++ < minMeetings[p]) this.promises++;
    if (this.sequence !== undefined) this.sequence.refresh(this.tired, p, t, this.count);
  }

  /** One meeting less. */
  drop(p: number, t: number): void {
    const { slots: T, words: W, parallel, minMeetings } = this.problem;
    if (this.count[p * T + t]-- === parallel[p]) this.free[p * W + (t >> 5)] |= 1 << (t & 31);
    if (this.count[p * T + t] === 0) this.busy[p * W + (t >> 5)] &= ~(1 << (t & 31));
    if (--this.degree[p] < minMeetings[p]) this.promises--;
    if (this.sequence !== undefined) this.sequence.refresh(this.tired, p, t, this.count);
  }

  /** Word k of the slots in which p may have one meeting more (its maximum not looked at). O(1). */
  slotsOf(p: number, k: number): number {
    const word = p * this.problem.words + k;
    return this.sequence === undefined ? this.free[word] : this.free[word] & ~this.tired[word];
  }

  /** Whether p may have one meeting more in slot t. O(1). */
  hasPlace(p: number, t: number): boolean {
    return this.degree[p] < this.problem.maxMeetings[p] && (this.slotsOf(p, t >> 5) & (1 << (t & 31))) !== 0;
  }
}
