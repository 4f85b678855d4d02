/**
 * The close arcs of a circulation, each as two half arcs, one at either end: where a unit of excess can go and what that loses.
 * Searches look at these alone. An arc left out that should have been flipped all the same is found by the next `flip`.
 */
import { largeInt32 } from '../../model/large-lists.js';
import { CARRIED, type Circulation, CLOSE } from './circulation.js';
import type { Pace } from './pace.js';

/** Losses are kept in 32 bits. One beyond is cut: the next flip sees what is left of it. */
const MOST_LOSS = 2 ** 30;

export class Residual {
  /** Half arcs of participant x: start[x] .. start[x + 1]; those of left participants come first. */
  readonly start: Int32Array;
  to = new Int32Array(0);
  /** Loss of a unit that goes this way, at the prices this was built with. */
  loss = new Int32Array(0);
  /** 1 where a unit can go this way. */
  open = new Uint8Array(0);
  private twin = new Int32Array(0);
  /** Arc of each half arc of a left participant. */
  private arc = new Int32Array(0);

  constructor(private readonly circulation: Circulation) {
    this.start = new Int32Array(2 * circulation.people + 1);
  }

  /** The arcs close now, their values divided by 2^shift and rounded. O(people + arcs). */
  async build(shift: number, pace: Pace): Promise<void> {
    const { graph, people: P, price, flags } = this.circulation;
    const { outStart, head, value } = graph;
    this.count();
    const at = this.start.slice(P);
    const scale = 2 ** -shift;
    const { to, loss, open, twin, arc } = this;
    let out = 0;
    for (let p = 0; p < P; p++) {
      for (let a = outStart[p]; a < outStart[p + 1]; a++) {
        if ((flags[a] & CLOSE) === 0) continue;
        const q = P + head[a];
        const back = at[head[a]]++;
        const gain = Math.round(value[a] * scale) + price[p] - price[q];
        arc[out] = a;
        to[out] = q;
        to[back] = p;
        twin[out] = back;
        twin[back] = out;
        loss[back] = Math.max(-MOST_LOSS, Math.min(MOST_LOSS, gain));
        loss[out] = -loss[back];
        open[out] = (flags[a] & CARRIED) === 0 ? 1 : 0;
        open[back] = 1 - open[out];
        out++;
      }
      // A stop is heeded where the arcs are used.
      if (pace.spend(4 * (outStart[p + 1] - outStart[p]))) await pace.rest();
    }
  }

  /** Where the half arcs of each participant start; makes room for all of them. */
  private count(): void {
    const { start } = this;
    const { graph, people: P, flags } = this.circulation;
    const { outStart, head } = graph;
    start.fill(0);
    for (let p = 0; p < P; p++) {
      for (let arc = outStart[p]; arc < outStart[p + 1]; arc++) {
        if ((flags[arc] & CLOSE) === 0) continue;
        start[p + 1]++;
        start[P + head[arc] + 1]++;
      }
    }
    for (let x = 0; x < 2 * P; x++) start[x + 1] += start[x];
    const halves = start[2 * P];
    if (halves <= this.to.length) return;
    this.to = largeInt32(halves);
    this.loss = largeInt32(halves);
    this.open = new Uint8Array(halves);
    this.twin = largeInt32(halves);
    this.arc = new Int32Array(halves / 2);
  }

  /** A unit goes along half arc h. */
  send(h: number): void {
    this.open[h] = 0;
    this.open[this.twin[h]] = 1;
  }

  /** Tells the circulation which arcs are carried now. */
  writeBack(): void {
    const { flags } = this.circulation;
    for (let out = 0; out < this.start[this.circulation.people]; out++) {
      flags[this.arc[out]] = this.open[out] === 1 ? CLOSE : CLOSE | CARRIED;
    }
  }
}
