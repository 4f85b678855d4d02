/** Meetings counted in limits, by slot; a kind -1 stands for no meeting. */
import { hasBit, type Problem, usedSlots } from '../model/problem.js';

/** The kind of meetings for which there is no room at all. */
export const NOWHERE = -2;

export class LimitLoads {
  /** Meetings counted in limit j and slot t: at j * slots + t. */
  readonly load: Int32Array;
  /** Kinds that count in the same limits are of one class. */
  readonly classOf: Int32Array;
  /** Slots in which a meeting more of a class is within all its limits: classes × words. */
  readonly open: Int32Array;
  /** By limit the slots that it leaves room in, of those in which some one-to-one may be. */
  readonly slotsWithRoom: Int32Array;
  /** By class and slot how many of its limits leave no room. */
  private readonly full: Int32Array;
  private readonly classesOfLimit: readonly Int32Array[];
  /** Limits of each kind, those of `kindOf` after the problem's. */
  private readonly kindLimits: Int32Array[];
  private readonly added = new Map<Int32Array, number>();

  /** O(limits of kinds + limits · slots + meetings · words). */
  constructor(private readonly problem: Problem) {
    const { slots: T, words: W, limits, kindLimits, capacity } = problem;
    this.kindLimits = [...kindLimits];
    this.load = new Int32Array(limits * T);
    const classes = new Map(kindLimits.map(list => [list.join(','), list]));
    const ordinal = new Map([...classes.keys()].map((key, k) => [key, k]));
    this.classOf = Int32Array.from(kindLimits, list => ordinal.get(list.join(','))!);
    this.open = new Int32Array(classes.size * W).fill(-1);
    this.full = new Int32Array(classes.size * T);
    this.slotsWithRoom = new Int32Array(limits);
    const classesOfLimit: number[][] = Array.from({ length: limits }, () => []);
    [...classes.values()].forEach((list, k) => {
      for (const limit of list) classesOfLimit[limit].push(k);
    });
    this.classesOfLimit = classesOfLimit.map(list => Int32Array.from(list));
    const used = usedSlots(problem);
    for (let cell = 0; cell < this.load.length; cell++) {
      const [limit, t] = [Math.floor(cell / T), cell % T];
      if (capacity[cell] <= 0) this.close(limit, t);
      else if (hasBit(used, 0, t)) this.slotsWithRoom[limit]++;
    }
  }

  /** A kind beside those of the problem, of meetings that count in these limits: the same for the same list. O(1). */
  kindOf(limits: Int32Array): number {
    let kind = this.added.get(limits);
    if (kind === undefined) {
      kind = this.kindLimits.push(limits) - 1;
      this.added.set(limits, kind);
    }
    return kind;
  }

  /** Whether a meeting of kind `before` in slot t may become one of kind `after`. O(limits of the kinds). */
  allows(before: number, after: number, t: number): boolean {
    if (before === after) return true;
    if (after === NOWHERE) return false;
    if (before < 0 && after < this.classOf.length)
      return hasBit(this.open, this.classOf[after] * this.problem.words, t);
    const { slots: T, capacity } = this.problem;
    const held = before < 0 ? undefined : this.kindLimits[before];
    for (const limit of this.kindLimits[after])
      if (this.load[limit * T + t] >= capacity[limit * T + t] && !held?.includes(limit)) return false;
    return true;
  }

  /** Word k of the slots in which a meeting more of one of the problem's kinds is within all its limits. */
  openTo(kind: number, k: number): number {
    return this.open[this.classOf[kind] * this.problem.words + k];
  }

  /** A meeting of kind `before` in slot t becomes one of kind `after`. */
  change(before: number, after: number, t: number): void {
    if (before === after) return;
    if (before >= 0) this.count(before, t, -1);
    if (after >= 0) this.count(after, t, 1);
  }

  /** One meeting more, or fewer. O(limits of the kind), and the classes of those that are full from now on, or no more. */
  count(kind: number, t: number, by: 1 | -1): void {
    const { slots: T, capacity } = this.problem;
    const limits = this.kindLimits[kind];
    for (let i = 0; i < limits.length; i++) {
      const cell = limits[i] * T + t;
      const before = this.load[cell];
      this.load[cell] = before + by;
      // Only on the edge between full and not does it matter to others.
      if ((by > 0 ? before + 1 : before) !== capacity[cell]) continue;
      this.slotsWithRoom[limits[i]] -= by;
      if (by > 0) this.close(limits[i], t);
      else this.reopen(limits[i], t);
    }
  }

  private close(limit: number, t: number): void {
    const { slots: T, words: W } = this.problem;
    const classes = this.classesOfLimit[limit];
    for (let j = 0; j < classes.length; j++)
      if (++this.full[classes[j] * T + t] === 1) this.open[classes[j] * W + (t >> 5)] &= ~(1 << (t & 31));
  }

  private reopen(limit: number, t: number): void {
    const { slots: T, words: W } = this.problem;
    const classes = this.classesOfLimit[limit];
    for (let j = 0; j < classes.length; j++)
      if (--this.full[classes[j] * T + t] === 0) this.open[classes[j] * W + (t >> 5)] |= 1 << (t & 31);
  }
}
