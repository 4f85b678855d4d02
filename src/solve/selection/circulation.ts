/**
 * The selection of most points as a circulation: source → left participants → right participants → drain → source, one unit a
 * meeting. The first units between a hub and a participant are its promises and worth a bonus each; the way back from the drain
 * to the source is as wide as all rooms together. Prices are optimal when units that could be added gain nothing and units that
 * are carried lose nothing; what breaks that is flipped, and leaves participants with too much (excess) or too little.
 */
import type { TwoSides } from './sides.js';

/** Flags of an arc. */
export const CARRIED = 1;
export const CLOSE = 2;

export interface Ends {
  /** Most units between the hub and each of the left participants, then each of the right ones. */
  readonly places: Int32Array;
  /** How many of them are promised. */
  readonly promised: Int32Array;
  /** Most units in all. */
  readonly most: number;
}

export class Circulation {
  /** Left participants are 0 .. people, right ones people .. 2 · people, then the two hubs. */
  readonly people: number;
  readonly source: number;
  readonly drain: number;
  readonly price: Float64Array;
  readonly excess: Int32Array;
  readonly used: Int32Array;
  readonly flags: Uint8Array;
  total = 0;
  /** Worth of a promise in the units of the present scale. */
  bonus = 0;

  constructor(
    readonly graph: TwoSides,
    readonly ends: Ends,
  ) {
    this.people = graph.outStart.length - 1;
    this.source = 2 * this.people;
    this.drain = this.source + 1;
    this.price = new Float64Array(this.drain + 1);
    this.excess = new Int32Array(this.drain + 1);
    this.used = new Int32Array(this.source);
    this.flags = new Uint8Array(graph.head.length);
  }

  /** Puts a price on the way back to the source. */
  rent(level: number): void {
    this.price.fill(level, this.people, this.source);
    this.price[this.drain] = level;
  }

  /** Prices in units smaller by a factor. */
  refine(factor: number): void {
    for (let node = 0; node < this.price.length; node++) this.price[node] *= factor;
  }

  /** Gain of one unit more between a participant and its hub; minus infinity if its places are used up. */
  more(node: number): number {
    const used = this.used[node];
    if (used >= this.ends.places[node]) return Number.NEGATIVE_INFINITY;
    return used < this.ends.promised[node] ? this.bonus : 0;
  }

  /** What the last unit between a participant and its hub is worth; infinity if there is none. */
  last(node: number): number {
    const used = this.used[node];
    if (used === 0) return Number.POSITIVE_INFINITY;
    return used <= this.ends.promised[node] ? this.bonus : 0;
  }

  /**
   * Adds units that gain and takes out units that lose at the present prices, with values divided by 2^shift and rounded.
   * Marks the arcs that were flipped, or whose gain or loss is at most `window`, as close. O(arcs + units at the hubs).
   * @returns the number of units flipped
   */
  flip(shift: number, window: number): number {
    const { graph, people: P, price, excess, flags } = this;
    const { outStart, head, value } = graph;
    const scale = 2 ** -shift;
    let flips = 0;
    for (let p = 0; p < P; p++) {
      for (let arc = outStart[p]; arc < outStart[p + 1]; arc++) {
        const q = P + head[arc];
        const gain = Math.round(value[arc] * scale) + price[p] - price[q];
        let flag = flags[arc] & CARRIED;
        if (flag === 0 ? gain > 0 : gain < 0) {
          flag ^= CARRIED;
          const unit = flag === CARRIED ? 1 : -1;
          excess[p] -= unit;
          excess[q] += unit;
          flips++;
          flag |= CLOSE;
        } else if (gain <= window && gain >= -window) flag |= CLOSE;
        flags[arc] = flag;
      }
    }
    for (let node = 0; node < this.source; node++) flips += this.flipEnd(node);
    return flips + this.flipHubs();
  }

  /** Units between a participant and its hub; those that neither gain nor lose go where they are lacking. */
  private flipEnd(node: number): number {
    const { price, excess, used, people: P, source, drain } = this;
    const left = node < P;
    const hub = left ? source : drain;
    const level = left ? price[source] - price[node] : price[node] - price[drain];
    const towards = left ? 1 : -1;
    const before = used[node];
    let now = before;
    const move = (unit: number): void => {
      now = used[node] += unit;
      excess[node] += unit * towards;
      excess[hub] -= unit * towards;
    };
    while (level + this.more(node) > 0) move(1);
    while (level + this.last(node) < 0) move(-1);
    const flips = Math.abs(now - before);
    while (excess[node] * towards < 0 && level + this.more(node) === 0) move(1);
    while (excess[node] * towards > 0 && level + this.last(node) === 0) move(-1);
    return flips;
  }

  private flipHubs(): number {
    const { price, excess, source, drain, ends } = this;
    const gain = price[drain] - price[source];
    let units = 0;
    if (gain > 0) units = ends.most - this.total;
    else if (gain < 0) units = -this.total;
    const flips = Math.abs(units);
    if (gain === 0) units = Math.max(-this.total, Math.min(ends.most - this.total, excess[drain]));
    this.total += units;
    excess[source] += units;
    excess[drain] -= units;
    return flips;
  }
}
