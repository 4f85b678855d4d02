/**
 * Which windows of a schedule are worth a program. Prices say where to look, slots in which something of a price is unused and
 * people whose meetings are not where they gain most, and keep programs small: only pairs (meeting, slot) close to the best of
 * their meeting take part.
 */
import { degreesOf, hasBit, type Problem, popCount, setBit } from '../model/problem.js';
import { tightPairs } from './anneal.js';
import { bestReduced, type Duals, reducedValue } from './duals.js';
import type { Random } from './random.js';
import { priceAlone } from './rests.js';
import { leftBy, movableMeetings, type Window } from './window.js';

/** Of the pairs that take part in windows about one slot, in mean points: at most. */
const MOST_TIGHTNESS = 0.1;
/** Weight of a defect, a slot without any having the weight 1. */
const DEFECT = 5;
/** In mean points: what loses less than so much, is nothing to look at; no window about a slot that lost less gained anything. */
const WORTH_A_LOOK = 0.005;

export class WindowPicker {
  private readonly movable: Uint8Array;
  /** By tightness: meetings × words. */
  private readonly pools = new Map<number, Int32Array>();
  /** Reduced value of each meeting in its best slot. */
  private readonly best: Float64Array;
  /** What is lost where a place stays free: at p * slots + t. */
  private readonly places: Float64Array;
  /** `WORTH_A_LOOK` in units of the prices. */
  private readonly negligible: number;

  /**
   * @param meanPoints of a meeting
   * @param seeksPromises see `Windows.improve`
   * @param tightness of the pairs that take part in windows of slots and of people, in mean points
   */
  constructor(
    private readonly problem: Problem,
    private readonly duals: Duals,
    private readonly meanPoints: number,
    private readonly random: Random,
    readonly seeksPromises: boolean,
    private readonly tightness: number,
  ) {
    this.movable = movableMeetings(problem);
    this.best = bestReduced(problem, duals);
    this.places = priceAlone(problem, duals);
    this.negligible = WORTH_A_LOOK * meanPoints * duals.unit;
  }

  /** Slots in which something is lost against the prices, that with the greatest loss first; with that loss, in units of the prices. */
  wastefulSlots(slotOf: Int32Array): { slot: number; worth: number }[] {
    const { worth } = this.waste(slotOf);
    const slots = Array.from(worth, (lost, slot) => ({ slot, worth: lost })).filter(one => one.worth > this.negligible);
    return slots.sort((x, y) => y.worth - x.worth);
  }

  /**
   * Of each slot: what is lost there, the prices of unused places of people and rooms and what its meetings would gain more elsewhere;
   * and in how many cases. O(meetings + people · slots).
   */
  private waste(slotOf: Int32Array): { worth: Float64Array; count: Int32Array } {
    const { slots: T } = this.problem;
    const { rho } = this.duals;
    const { places, rooms } = leftBy(this.problem, slotOf);
    const [worth, count] = [new Float64Array(T), new Int32Array(T)];
    const add = (cell: number, price: number, units: number): void => {
      if (price <= 0) return;
      worth[cell % T] += price * units;
      count[cell % T] += units;
    };
    slotOf.forEach((t, e) => {
      if (t < 0) return;
      const loss = this.lossOf(e, t);
      if (loss > this.negligible) add(t, loss, 1);
    });
    places.forEach((left, place) => {
      add(place, this.places[place], left);
    });
    rooms.forEach((left, cell) => {
      add(cell, rho[cell], left);
    });
    return { worth, count };
  }

  /**
   * Two windows, each of all meetings of some people: of one who loses something against the prices, of those it meets or could meet,
   * and so on until there are pairs enough. None where nobody loses anything. O(meetings · slots).
   */
  amongPeople(slotOf: Int32Array, leastPairs: number): Window[] {
    const losers = this.losers(slotOf);
    if (losers.length === 0) return [];
    const pool = this.pool(this.tightness);
    return [0, 1].map(() => {
      const takesPart = new Uint8Array(slotOf.length);
      const reached = [losers[this.random.below(losers.length)]];
      const isReached = new Set(reached);
      let pairs = 0;
      for (const p of reached) {
        if (pairs >= leastPairs) break;
        for (const e of this.shuffledMeetings(p)) {
          const own = this.pairsOf(e, pool);
          if (takesPart[e] === 1 || this.movable[e] === 0 || (slotOf[e] < 0 && own === 0)) continue;
          takesPart[e] = 1;
          pairs += own;
          const other = this.problem.a[e] + this.problem.b[e] - p;
          if (isReached.has(other)) continue;
          isReached.add(other);
          reached.push(other);
        }
      }
      return this.windowOf(takesPart, slotOf, pool);
    });
  }

  /**
   * Who is without a promised meeting, if such are sought; where there is nobody, who has an unused place of a price, and who is in a
   * meeting that is held elsewhere than where it gains most, or should be held and is not.
   */
  private losers(slotOf: Int32Array): number[] {
    const { problem, negligible } = this;
    const { a, b, slots: T, minMeetings, incidentStart } = problem;
    const degrees = degreesOf(problem, slotOf);
    const losers = Array.from(degrees.keys()).filter(
      p => this.seeksPromises && degrees[p] < minMeetings[p] && incidentStart[p] < incidentStart[p + 1],
    );
    if (losers.length > 0) return losers;
    slotOf.forEach((t, e) => {
      if (this.lossOf(e, t) > negligible) losers.push(a[e], b[e]);
    });
    leftBy(problem, slotOf).places.forEach((left, place) => {
      if (left * this.places[place] > negligible) losers.push(Math.floor(place / T));
    });
    return losers;
  }

  /** How much less a meeting gains in a slot, or with -1 by not being held, than it could at most. */
  private lossOf(e: number, t: number): number {
    return Math.max(0, this.best[e]) - (t < 0 ? 0 : reducedValue(this.problem, this.duals, e, t));
  }

  private shuffledMeetings(p: number): Int32Array {
    const { incident, incidentStart } = this.problem;
    const own = incident.slice(incidentStart[p], incidentStart[p + 1]);
    for (let i = own.length - 1; i > 0; i--) {
      const j = this.random.below(i + 1);
      [own[i], own[j]] = [own[j], own[i]];
    }
    return own;
  }

  /**
   * A window about a slot: whatever is held there and whatever may come there, from wherever it is, may go anywhere, and what is not
   * held may come in. O(meetings · slots), a few times.
   * @param mostPairs beyond them fewer count as close to the best; `undefined` where even the closest are too many
   */
  about(center: number, slotOf: Int32Array, mostPairs: number): Window | undefined {
    const reaches = (pool: Int32Array, e: number): boolean =>
      slotOf[e] < 0 || slotOf[e] === center || hasBit(pool, e * this.problem.words, center);
    const within = (pool: Int32Array): Uint8Array =>
      Uint8Array.from(slotOf, (_, e) => (this.movable[e] === 1 && reaches(pool, e) ? 1 : 0));
    const closest = this.pool(this.tightness);
    // A pool that is not needed is not made: in very large events that takes a while.
    if (this.countPairs(within(closest), closest) > mostPairs) return undefined;
    for (let tightness = MOST_TIGHTNESS; tightness >= this.tightness; tightness /= 2) {
      const pool = this.pool(tightness);
      const takesPart = within(pool);
      if (this.countPairs(takesPart, pool) <= mostPairs) return this.windowOf(takesPart, slotOf, pool);
    }
    return undefined;
  }

  /** Two windows of slots by chance that share none, those with more defects sooner; the second only where slots are left for it. */
  ofSlots(slotOf: Int32Array, leastPairs: number): Window[] {
    const { count } = this.waste(slotOf);
    const isTaken = new Uint8Array(this.problem.slots);
    const windows: Window[] = [];
    while (windows.length < 2 && (windows.length === 0 || isTaken.filter(yes => yes === 0).length >= 2)) {
      const isOpen = this.openSlots(slotOf, count, isTaken, leastPairs);
      isOpen.forEach((yes, t) => {
        isTaken[t] |= yes;
      });
      windows.push(this.windowOf(this.within(isOpen, slotOf), slotOf, this.pool(this.tightness), isOpen));
    }
    return windows;
  }

  /** Slots until there are pairs enough, two at least. */
  private openSlots(slotOf: Int32Array, defects: Int32Array, isTaken: Uint8Array, leastPairs: number): Uint8Array {
    const isOpen = new Uint8Array(isTaken.length);
    const pool = this.pool(this.tightness);
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
  private within(isOpen: Uint8Array, slotOf: Int32Array): Uint8Array {
    return Uint8Array.from(slotOf, (t, e) => (this.movable[e] === 1 && (t < 0 || isOpen[t] === 1) ? 1 : 0));
  }

  private pool(tightness: number): Int32Array {
    const known = this.pools.get(tightness);
    if (known) return known;
    const made = tightPairs(this.problem, this.duals, tightness * this.meanPoints);
    this.pools.set(tightness, made);
    return made;
  }

  private countPairs(takesPart: Uint8Array, pool: Int32Array, isOpen?: Uint8Array): number {
    const open = isOpen && new Int32Array(this.problem.words);
    isOpen?.forEach((yes, t) => {
      if (yes === 1) setBit(open!, 0, t);
    });
    let pairs = 0;
    for (let e = 0; e < takesPart.length; e++) if (takesPart[e] === 1) pairs += this.pairsOf(e, pool, open);
    return pairs;
  }

  /** @param open slots that count, a word for each 32; default: all */
  private pairsOf(e: number, pool: Int32Array, open?: Int32Array): number {
    const { words: W } = this.problem;
    let pairs = 0;
    for (let k = 0; k < W; k++) pairs += popCount(pool[e * W + k] & (open ? open[k] : -1));
    return pairs;
  }

  /** @param isOpen slots that take part; default: all */
  private windowOf(takesPart: Uint8Array, slotOf: Int32Array, pool: Int32Array, isOpen?: Uint8Array): Window {
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
    return { takesPart, meeting, slot };
  }
}
