/**
 * How full rooms are, slot by slot, where they differ: which limits each meeting counts in (`model/room-limits.ts`), and where
 * these are not all counted who sits where (`../slot-matching.ts`). At most 32 slots.
 */
import type { Problem } from '../../model/problem.js';
import { impliedLimits, SlotMatching } from '../slot-matching.js';

/** A limit in which more meetings come than go and than are free, -1 if there is none. O(limits · meetings). */
export function exceededLimit(
  { limits, kind, kindLimits }: Problem,
  coming: readonly number[],
  going: readonly number[],
  free: (limit: number) => number,
): number {
  const users = (meetings: readonly number[], limit: number): number =>
    meetings.reduce((sum, e) => sum + (kindLimits[kind[e]].includes(limit) ? 1 : 0), 0);
  for (let j = 0; j < limits; j++) {
    const more = users(coming, j) - users(going, j);
    if (more > 0 && more > free(j)) return j;
  }
  return -1;
}

export class RoomLoads {
  /** Meetings of each limit in each slot, and how many it takes: at limit * 32 + slot. */
  private readonly load: Int32Array;
  private readonly capacity: Int32Array;
  /** By limit, what an exchange that was asked about does to its two slots; `touched` lists the limits in which that is anything. */
  private readonly inS: Int32Array;
  private readonly inT: Int32Array;
  private readonly touched: number[] = [];
  private s = 0;
  private t = 0;
  /** Where limits are too many, and by kind the limits that these do not imply. */
  private readonly matchings: readonly SlotMatching[];
  private readonly asked: readonly Int32Array[];

  constructor(private readonly problem: Problem) {
    const { limits, slots: T, capacity } = problem;
    this.matchings = SlotMatching.of(problem);
    const isImplied = impliedLimits(problem);
    this.asked = problem.kindLimits.map(list => list.filter(j => isImplied[j] === 0));
    this.load = new Int32Array(32 * limits);
    this.capacity = new Int32Array(32 * limits);
    for (let j = 0; j < limits; j++) this.capacity.set(capacity.subarray(j * T, (j + 1) * T), j * 32);
    this.inS = new Int32Array(limits);
    this.inT = new Int32Array(limits);
  }

  /** One meeting more in slot t, or one less. O(limits of the meeting), or as `SlotMatching.count`. */
  count(e: number, t: number, more: 1 | -1): void {
    const limits = this.problem.kindLimits[this.problem.kind[e]];
    for (let k = 0; k < limits.length; k++) this.load[limits[k] * 32 + t] += more;
    for (const one of this.matchings) one.count(e, t, more);
  }

  /** Whether meeting e can come into slot t, if `gone` (-1: nobody) goes from there. O(limits of both), or as `SlotMatching.has`. */
  has(e: number, t: number, gone: number): boolean {
    const limits = this.limitsOf(e);
    for (let k = 0; k < limits.length; k++) {
      const j = limits[k];
      if (this.load[j * 32 + t] < this.capacity[j * 32 + t]) continue;
      if (gone < 0 || !this.limitsOf(gone).includes(j)) return false;
    }
    for (const one of this.matchings) if (!one.has(e, t, gone)) return false;
    return true;
  }

  /**
   * Whether the meetings of a path, each in slot s or t, can exchange these. O(path · limits of a meeting), or as `SlotMatching.keeps`.
   * @param leaving a meeting that goes from one of the two elsewhere, -1 if none does
   */
  keeps(path: Int32Array, length: number, slotOf: Int32Array, s: number, t: number, leaving = -1): boolean {
    for (const j of this.touched) {
      this.inS[j] = 0;
      this.inT[j] = 0;
    }
    this.touched.length = 0;
    this.s = s;
    this.t = t;
    for (let k = 0; k < length; k++) {
      const toT = slotOf[path[k]] === s ? 1 : -1;
      this.change(path[k], -toT, toT);
    }
    if (leaving >= 0) this.change(leaving, slotOf[leaving] === s ? -1 : 0, slotOf[leaving] === t ? -1 : 0);
    let isKept = this.isEven();
    // All are asked, as questions about this exchange may follow.
    for (const one of this.matchings) isKept = one.keeps(path, length, slotOf, s, t, leaving) && isKept;
    return isKept;
  }

  /** Whether the exchange that was asked about last can be if meeting e goes from t to s as well. */
  evens(e: number): boolean {
    return this.leaves(e) && this.enters(e);
  }

  /** Whether that exchange can be if meeting e, which is not on its path, goes from t elsewhere. O(limits in question). */
  leaves(e: number): boolean {
    this.change(e, 0, -1);
    const isEven = this.isEven();
    this.change(e, 0, 1);
    if (!isEven) return false;
    for (const one of this.matchings) if (!one.leaves(e)) return false;
    return true;
  }

  /** Whether after that exchange slot s takes meeting e as well. O(limits of the meeting), or as `SlotMatching.enters`. */
  enters(e: number): boolean {
    const { load, capacity, inS, s } = this;
    const limits = this.limitsOf(e);
    for (let k = 0; k < limits.length; k++)
      if (load[limits[k] * 32 + s] + inS[limits[k]] >= capacity[limits[k] * 32 + s]) return false;
    for (const one of this.matchings) if (!one.enters(e)) return false;
    return true;
  }

  /**
   * A limit that slot t would exceed if some came and others went, -1 if none; beyond the problem's, one for each sort of places
   * whose limits are not counted.
   */
  exceeded(t: number, coming: readonly number[], going: readonly number[]): number {
    const { load, capacity, matchings } = this;
    const limit = exceededLimit(this.problem, coming, going, j => capacity[j * 32 + t] - load[j * 32 + t]);
    if (limit >= 0) return limit;
    const sort = matchings.findIndex(one => !one.takes(t, coming, going));
    return sort < 0 ? -1 : this.problem.limits + sort;
  }

  /** Whether meeting e counts in the limit that was found last. */
  countsIn(e: number, limit: number): boolean {
    const { limits, kind, kindLimits } = this.problem;
    return limit < limits ? kindLimits[kind[e]].includes(limit) : this.matchings[limit - limits].sitsWhereShort(e);
  }

  private limitsOf(e: number): Int32Array {
    return this.asked[this.problem.kind[e]];
  }

  private change(e: number, inS: number, inT: number): void {
    const limits = this.limitsOf(e);
    for (let k = 0; k < limits.length; k++) {
      const j = limits[k];
      if (this.inS[j] === 0 && this.inT[j] === 0) this.touched.push(j);
      this.inS[j] += inS;
      this.inT[j] += inT;
    }
  }

  private isEven(): boolean {
    const { load, capacity, inS, inT, s, t } = this;
    for (const j of this.touched) {
      if (inT[j] > 0 && load[j * 32 + t] + inT[j] > capacity[j * 32 + t]) return false;
      if (inS[j] > 0 && load[j * 32 + s] + inS[j] > capacity[j * 32 + s]) return false;
    }
    return true;
  }
}
