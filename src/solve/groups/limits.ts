/** Meetings counted in room limits, by slot; a kind -1 stands for no meeting. */
import type { Problem } from '../../model/problem.js';

export class Limits {
  /** Meetings counted in limit j and slot t: at j * slots + t. */
  readonly load: Int32Array;
  /** Slots in which a meeting more of a kind still finds a room: kinds × words. */
  readonly open: Int32Array;
  private readonly kindsOfLimit: readonly Int32Array[];

  constructor(private readonly problem: Problem) {
    const { slots: T, words: W, limits, kindLimits } = problem;
    this.load = new Int32Array(limits * T);
    this.open = new Int32Array(kindLimits.length * W).fill(-1);
    this.kindsOfLimit = Array.from({ length: limits }, (_, limit) =>
      Int32Array.from(kindLimits.keys()).filter(kind => kindLimits[kind].includes(limit)),
    );
    for (let kind = 0; kind < kindLimits.length; kind++) for (let t = 0; t < T; t++) this.updateOpen(kind, t);
  }

  /** Whether a meeting of kind `before` in slot t may become one of kind `after`. O(limits of the kinds). */
  allows(before: number, after: number, t: number): boolean {
    if (before === after) return true;
    if (before < 0) return (this.open[after * this.problem.words + (t >> 5)] & (1 << (t & 31))) !== 0;
    const { slots: T, kindLimits, capacity } = this.problem;
    const held = kindLimits[before];
    for (const limit of kindLimits[after])
      if (this.load[limit * T + t] >= capacity[limit * T + t] && !held.includes(limit)) return false;
    return true;
  }

  /** A meeting of kind `before` in slot t becomes one of kind `after`. */
  change(before: number, after: number, t: number): void {
    if (before === after) return;
    if (before >= 0) this.count(before, t, -1);
    if (after >= 0) this.count(after, t, 1);
  }

  private count(kind: number, t: number, by: number): void {
    const { slots: T, kindLimits, capacity } = this.problem;
    const limits = kindLimits[kind];
    for (let i = 0; i < limits.length; i++) {
      const cell = limits[i] * T + t;
      const before = this.load[cell];
      this.load[cell] = before + by;
      // Only on the edge between full and not does it matter to others.
      if ((by > 0 ? before + 1 : before) !== capacity[cell]) continue;
      const kinds = this.kindsOfLimit[limits[i]];
      for (let j = 0; j < kinds.length; j++) this.updateOpen(kinds[j], t);
    }
  }

  private updateOpen(kind: number, t: number): void {
    const { slots: T, words: W, kindLimits, capacity } = this.problem;
    const limits = kindLimits[kind];
    let room = true;
    for (let i = 0; i < limits.length && room; i++) room = this.load[limits[i] * T + t] < capacity[limits[i] * T + t];
    if (room) this.open[kind * W + (t >> 5)] |= 1 << (t & 31);
    else this.open[kind * W + (t >> 5)] &= ~(1 << (t & 31));
  }
}
