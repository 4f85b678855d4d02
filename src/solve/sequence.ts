/**
 * The two rules on what follows what, for both kinds of schedule under change: the order of meetings, and `max_consecutive`.
 * A problem that uses neither has no `Sequence`, so that nobody else pays for them.
 */
import { clash, orderClashes, orderWindow } from '../model/order-rows.js';
import { type Problem, UNBOUNDED } from '../model/problem.js';

/** What a schedule under change keeps. */
export interface Placed {
  /** Slot of each meeting, -1 if not held. */
  readonly slotOf: Int32Array;
  /** Meetings of participant p in slot t: at p * slots + t. */
  readonly count: Int32Array;
  /** First end of (p, t), -1 if none; end 2e is meeting e at its participant a, 2e + 1 at b. */
  readonly head: Int32Array;
  readonly nextEnd: Int32Array;
}

/** How meetings are taken out of the way. */
export interface Clearing {
  /** Whether a meeting has to stay where it is. */
  readonly stays: (e: number) => boolean;
  readonly takeOut: (e: number) => void;
}

export class Sequence {
  /** Whether somebody has a maximum. */
  readonly boundsRuns: boolean;
  /** First slot of the stretch of each slot, and the one after its last. */
  private readonly from: Int32Array;
  private readonly to: Int32Array;
  /** Dearer than all meetings that are no musts. */
  private readonly mustCost: number;

  private constructor(private readonly problem: Problem) {
    const { stretch, points, maxConsecutive } = problem;
    this.boundsRuns = maxConsecutive.some(most => most < UNBOUNDED);
    this.from = Int32Array.from(stretch, one => stretch.indexOf(one));
    this.to = Int32Array.from(stretch, one => stretch.lastIndexOf(one) + 1);
    this.mustCost = points.reduce((sum, value) => sum + value, 1);
  }

  /** `undefined` where the event has neither rule. */
  static of(problem: Problem): Sequence | undefined {
    const used = problem.order.row.length > 0 || problem.maxConsecutive.some(most => most < UNBOUNDED);
    return used ? new Sequence(problem) : undefined;
  }

  /** Word k of the slots that the held partners of meeting e leave it. O(partners). */
  window(e: number, k: number, slotOf: Int32Array): number {
    return orderWindow(this.problem.order, this.problem.slots, slotOf, e, k);
  }

  /** Order rows that meeting e in slot t breaks with held partners. O(partners). */
  clashes(e: number, t: number, slotOf: Int32Array): number {
    return orderClashes(this.problem.order, slotOf, e, t);
  }

  /**
   * How many order rows more are broken if the meetings of a chain change places between slots s and t. O(their partners).
   * @param isInChain of a meeting
   */
  exchangeClashes(
    chain: Iterable<number>,
    s: number,
    t: number,
    slotOf: Int32Array,
    isInChain: (e: number) => boolean,
  ): number {
    const { start, partner, isLater } = this.problem.order;
    const other = (at: number): number => (at === s ? t : s);
    let more = 0;
    for (const e of chain) {
      const at = slotOf[e];
      for (let i = start[e]; i < start[e + 1]; i++) {
        const f = partner[i];
        const moves = isInChain(f);
        // Of two that move, one counts their rows.
        if (moves && f < e) continue;
        if (clash(at, slotOf[f], isLater[i])) more--;
        if (clash(other(at), moves ? other(slotOf[f]) : slotOf[f], isLater[i])) more++;
      }
    }
    return more;
  }

  /** Busy slots of participant p that its maximum forbids, by a mask. O(slots). */
  excess(p: number, busy: Int32Array, offset: number): number {
    const { maxConsecutive, slots: T } = this.problem;
    const most = maxConsecutive[p];
    if (most === UNBOUNDED) return 0;
    let excess = 0;
    let run = 0;
    for (let t = 0; t < T; t++) {
      if (t === this.from[t]) run = 0;
      run = (busy[offset + (t >> 5)] >>> (t & 31)) & 1 ? run + 1 : 0;
      if (run > most) excess++;
    }
    return excess;
  }

  /** Whether meeting e fits slot t beside the meetings held. O(partners + slots). */
  fits(e: number, t: number, { slotOf, count }: Placed): boolean {
    const { a, b } = this.problem;
    return this.clashes(e, t, slotOf) === 0 && this.isRested(a[e], t, count) && this.isRested(b[e], t, count);
  }

  /**
   * Marks in `tired` (participants × words) the free slots around t in which p may not be busy. Runs are within the maximum,
   * so that t matters no further away than that. O(maximum²).
   */
  refresh(tired: Int32Array, p: number, t: number, count: Int32Array): void {
    const { words: W, maxConsecutive } = this.problem;
    const most = maxConsecutive[p];
    if (most === UNBOUNDED) return;
    const end = Math.min(this.to[t], t + most + 1);
    for (let x = Math.max(this.from[t], t - most); x < end; x++) {
      const bit = 1 << (x & 31);
      if (this.isRested(p, x, count)) tired[p * W + (x >> 5)] &= ~bit;
      else tired[p * W + (x >> 5)] |= bit;
    }
  }

  /** Slots of p of which any one, if it were free, would let p be busy in t, where its run is too long now. O(maximum). */
  cuts(p: number, t: number, count: Int32Array): number[] {
    const most = this.problem.maxConsecutive[p];
    const before = this.busyBefore(p, t, count);
    const after = this.busyAfter(p, t, count);
    const slots: number[] = [];
    for (let kept = 0; kept < before && kept + 1 + after <= most; kept++) slots.push(t - 1 - kept);
    for (let kept = 0; kept < after && kept + 1 + before <= most; kept++) slots.push(t + 1 + kept);
    return slots;
  }

  /** Takes out what keeps meeting e from slot t; false if something that stays is in the way. O(partners + slots). */
  clear(e: number, t: number, placed: Placed, clearing: Clearing): boolean {
    const { a, b, order } = this.problem;
    for (let i = order.start[e]; i < order.start[e + 1]; i++) {
      const f = order.partner[i];
      if (!clash(t, placed.slotOf[f], order.isLater[i])) continue;
      if (clearing.stays(f)) return false;
      clearing.takeOut(f);
    }
    return this.shortenRun(a[e], t, placed, clearing) && this.shortenRun(b[e], t, placed, clearing);
  }

  /** Whether p may be busy in slot t beside its other slots. */
  private isRested(p: number, t: number, count: Int32Array): boolean {
    const { maxConsecutive, slots: T } = this.problem;
    const most = maxConsecutive[p];
    if (most === UNBOUNDED || count[p * T + t] > 0) return true;
    return this.busyBefore(p, t, count) + 1 + this.busyAfter(p, t, count) <= most;
  }

  /** Length of the run of busy slots that ends just before t. */
  private busyBefore(p: number, t: number, count: Int32Array): number {
    const place = p * this.problem.slots;
    let x = t;
    while (x > this.from[t] && count[place + x - 1] > 0) x--;
    return t - x;
  }

  /** Length of the run that begins just after t. */
  private busyAfter(p: number, t: number, count: Int32Array): number {
    const place = p * this.problem.slots;
    let x = t + 1;
    while (x < this.to[t] && count[place + x] > 0) x++;
    return x - t - 1;
  }

  /** Frees the one slot or two of p by which a run through t comes cheapest within its maximum. */
  private shortenRun(p: number, t: number, placed: Placed, clearing: Clearing): boolean {
    const { slots: T, maxConsecutive } = this.problem;
    if (this.isRested(p, t, placed.count)) return true;
    const before = this.busyBefore(p, t, placed.count);
    const after = this.busyAfter(p, t, placed.count);
    const cost = (x: number): number => this.costOfSlot(p, x, placed, clearing);
    let least = Number.POSITIVE_INFINITY;
    let cuts: number[] = [];
    let cheapestAfter = Number.POSITIVE_INFINITY;
    let cutAfter = -1;
    let looked = 0;
    // The fewer slots before t stay in the run, the more may after it.
    for (let kept = Math.min(before, maxConsecutive[p] - 1); kept >= 0; kept--) {
      const room = maxConsecutive[p] - 1 - kept;
      for (; looked <= room && looked < after; looked++) {
        const own = cost(t + 1 + looked);
        if (own >= cheapestAfter) continue;
        cheapestAfter = own;
        cutAfter = t + 1 + looked;
      }
      const total = (kept < before ? cost(t - 1 - kept) : 0) + (after <= room ? 0 : cheapestAfter);
      if (total >= least) continue;
      least = total;
      cuts = [...(kept < before ? [t - 1 - kept] : []), ...(after <= room ? [] : [cutAfter])];
    }
    for (const x of cuts) for (const e of meetingsAt(placed, p * T + x)) clearing.takeOut(e);
    return cuts.length > 0;
  }

  /** Points in a slot of p; infinite if something in it stays. */
  private costOfSlot(p: number, t: number, placed: Placed, { stays }: Clearing): number {
    const { points, must, slots: T } = this.problem;
    return meetingsAt(placed, p * T + t).reduce(
      (sum, e) => (stays(e) ? Number.POSITIVE_INFINITY : sum + points[e] + must[e] * this.mustCost),
      0,
    );
  }
}

/** Meetings of a place (p, t). */
function meetingsAt({ head, nextEnd }: Placed, place: number): number[] {
  const meetings: number[] = [];
  for (let end = head[place]; end >= 0; end = nextEnd[end]) meetings.push(end >> 1);
  return meetings;
}
