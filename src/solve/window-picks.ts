/**
 * Which windows of a schedule are worth a program. Prices say where to look, slots in which something of a price is unused, and
 * keep programs small: only pairs (meeting, slot) close to the best of their meeting take part.
 */
import { hasBit, type Problem, popCount, UNBOUNDED } from '../model/problem.js';
import { tightPairs } from './anneal.js';
import type { Duals } from './duals.js';
import type { Random } from './random.js';
import type { Window } from './window.js';

/** Of the pairs that take part, in mean points: in windows of some slots, and about one slot. */
const TIGHTNESS = { some: 0.0025, one: 0.1 } as const;
/** Pairs of a window about one slot: beyond them fewer are close enough. */
const MOST_PAIRS = 20_000;
/** Weight of a defect, a slot without any having the weight 1. */
const DEFECT = 5;

export class WindowPicker {
  /** 1 for meetings that no rule on what follows what is about: the others stay where they are. */
  private readonly movable: Uint8Array;
  /** By tightness: meetings × words. */
  private readonly pools = new Map<number, Int32Array>();

  /** @param meanPoints of a meeting */
  constructor(
    private readonly problem: Problem,
    private readonly duals: Duals,
    private readonly meanPoints: number,
    private readonly random: Random,
  ) {
    const { a, b, order, maxConsecutive } = problem;
    this.movable = Uint8Array.from(a, (_, e) => {
      const isFree = maxConsecutive[a[e]] === UNBOUNDED && maxConsecutive[b[e]] === UNBOUNDED;
      return isFree && order.start[e] === order.start[e + 1] ? 1 : 0;
    });
  }

  /** Of each slot: the prices of what is unused there, places of people and rooms, in points, and how many they are. O(meetings + people · slots). */
  unused(slotOf: Int32Array): { worth: Float64Array; count: Int32Array } {
    const { participants: P, slots: T, a, b, kind, kindLimits, parallel, capacity } = this.problem;
    const { pi, rho } = this.duals;
    const left = Int32Array.from(pi, (_, place) => parallel[Math.floor(place / T)]);
    const room = Array.from(capacity);
    slotOf.forEach((t, e) => {
      if (t < 0) return;
      left[a[e] * T + t]--;
      left[b[e] * T + t]--;
      for (const limit of kindLimits[kind[e]]) room[limit * T + t]--;
    });
    const [worth, count] = [new Float64Array(T), new Int32Array(T)];
    const add = (cell: number, price: number, units: number): void => {
      if (price <= 0) return;
      worth[cell % T] += (price * units) / this.duals.unit;
      count[cell % T] += units;
    };
    for (let place = 0; place < P * T; place++) add(place, pi[place], left[place]);
    for (let cell = 0; cell < room.length; cell++) add(cell, rho[cell], room[cell]);
    return { worth, count };
  }

  /**
   * A window about a slot: whatever is held there and whatever may come there, from wherever it is, may go anywhere, and what is not
   * held may come in. O(meetings · slots), a few times.
   */
  about(center: number, slotOf: Int32Array): Window {
    let tightness: number = TIGHTNESS.one;
    const reaches = (pool: Int32Array, e: number): boolean =>
      slotOf[e] < 0 || slotOf[e] === center || hasBit(pool, e * this.problem.words, center);
    for (;;) {
      const pool = this.pool(tightness);
      const takesPart = slotOf.map((_, e) => (this.movable[e] === 1 && reaches(pool, e) ? 1 : 0));
      if (tightness <= TIGHTNESS.some || this.countPairs(takesPart, pool) <= MOST_PAIRS)
        return this.windowOf(takesPart, slotOf, pool);
      tightness /= 2;
    }
  }

  /** Two windows of slots by chance that share none, those with more defects sooner; the second only where slots are left for it. */
  ofSlots(slotOf: Int32Array, leastPairs: number): Window[] {
    const { count } = this.unused(slotOf);
    const isTaken = new Uint8Array(this.problem.slots);
    const windows: Window[] = [];
    while (windows.length < 2 && (windows.length === 0 || isTaken.filter(yes => yes === 0).length >= 2)) {
      const isOpen = this.openSlots(slotOf, count, isTaken, leastPairs);
      isOpen.forEach((yes, t) => {
        isTaken[t] |= yes;
      });
      windows.push(this.windowOf(this.within(isOpen, slotOf), slotOf, this.pool(TIGHTNESS.some), isOpen));
    }
    return windows;
  }

  /** Slots until there are pairs enough, two at least. */
  private openSlots(slotOf: Int32Array, defects: Int32Array, isTaken: Uint8Array, leastPairs: number): Uint8Array {
    const isOpen = new Uint8Array(isTaken.length);
    const pool = this.pool(TIGHTNESS.some);
    const left = Array.from(isTaken.keys()).filter(t => isTaken[t] === 0);
    for (let opened = 0; left.length > 0; opened++) {
      if (opened >= 2 && this.countPairs(this.within(isOpen, slotOf), pool, isOpen) >= leastPairs) break;
      const t = this.pickOne(left, defects);
      isOpen[t] = 1;
      left.splice(left.indexOf(t), 1);
    }
    return isOpen;
  }

  private pickOne(slots: readonly number[], defects: Int32Array): number {
    const ends: number[] = [];
    for (const t of slots) ends.push((ends.at(-1) ?? 0) + 1 + DEFECT * defects[t]);
    const place = this.random.below(ends[ends.length - 1]);
    return slots[ends.findIndex(end => place < end)];
  }

  /** The meetings of these slots, and those that are not held. */
  private within(isOpen: Uint8Array, slotOf: Int32Array): Int32Array {
    return slotOf.map((t, e) => (this.movable[e] === 1 && (t < 0 || isOpen[t] === 1) ? 1 : 0));
  }

  private pool(tightness: number): Int32Array {
    const known = this.pools.get(tightness);
    if (known) return known;
    const made = tightPairs(this.problem, this.duals, tightness * this.meanPoints);
    this.pools.set(tightness, made);
    return made;
  }

  private countPairs(takesPart: Int32Array, pool: Int32Array, isOpen?: Uint8Array): number {
    const { words: W } = this.problem;
    const open = new Int32Array(W).fill(isOpen ? 0 : -1);
    isOpen?.forEach((yes, t) => {
      if (yes === 1) open[t >> 5] |= 1 << (t & 31);
    });
    let pairs = 0;
    for (let e = 0; e < takesPart.length; e++) {
      if (takesPart[e] === 1) for (let k = 0; k < W; k++) pairs += popCount(pool[e * W + k] & open[k]);
    }
    return pairs;
  }

  /** @param isOpen slots that take part; default: all */
  private windowOf(takesPart: Int32Array, slotOf: Int32Array, pool: Int32Array, isOpen?: Uint8Array): Window {
    const { meetings, slots: T, words: W } = this.problem;
    const slots = Array.from({ length: T }, (_, t) => t).filter(t => !isOpen || isOpen[t] === 1);
    const meeting: number[] = [];
    const slot: number[] = [];
    for (let e = 0; e < meetings; e++) {
      if (takesPart[e] === 0) continue;
      for (const t of slots) {
        if (slotOf[e] !== t && !hasBit(pool, e * W, t)) continue;
        meeting.push(e);
        slot.push(t);
      }
    }
    return { takesPart: Uint8Array.from(takesPart), meeting, slot };
  }
}
