/** Where meetings of each kind still find a place, slot by slot, where not all limits are counted: see `slot-matching.ts`. */
import type { Problem } from '../model/problem.js';
import type { LimitLoads } from './limit-loads.js';
import { SlotMatching } from './slot-matching.js';

export class OpenPlaces {
  /** Slots in which a meeting more of a kind is within all limits and finds its places: kinds × words. */
  readonly open: Int32Array;
  private readonly closed: Uint8Array;

  private constructor(
    private readonly problem: Problem,
    private readonly limits: LimitLoads,
    private readonly matchings: readonly SlotMatching[],
  ) {
    this.open = new Int32Array(problem.kindLimits.length * problem.words);
    this.closed = new Uint8Array(problem.kindLimits.length);
    for (let t = 0; t < problem.slots; t++) this.update(t);
  }

  /** `undefined` where all limits are counted, as these say it all. */
  static of(problem: Problem, limits: LimitLoads): OpenPlaces | undefined {
    return problem.uncounted && new OpenPlaces(problem, limits, SlotMatching.of(problem));
  }

  /** One meeting more in slot t, or one less, after the limits have counted it. As `SlotMatching.count` and `SlotMatching.close`. */
  count(e: number, t: number, by: 1 | -1): void {
    for (const one of this.matchings) one.count(e, t, by);
    this.update(t);
  }

  /** A number beyond the problem's limits for the sort of places of which slot t has none for meeting e, -1 if there is none. */
  fullLimit(e: number, t: number): number {
    const sort = this.matchings.findIndex(one => one.lacks(e, t));
    return sort < 0 ? -1 : this.problem.limits + sort;
  }

  /** Whether meeting f would leave such a place, of the sort that was found last. */
  countsIn(f: number, limit: number): boolean {
    return this.matchings[limit - this.problem.limits].sitsWhereShort(f);
  }

  private update(t: number): void {
    const { open, closed, limits, matchings } = this;
    const W = this.problem.words;
    closed.fill(0);
    for (const one of matchings) one.close(t, closed);
    const [word, bit] = [t >> 5, 1 << (t & 31)];
    for (let kind = 0; kind < closed.length; kind++) {
      const isOpen = closed[kind] === 0 && (limits.openTo(kind, word) & bit) !== 0;
      if (isOpen) open[kind * W + word] |= bit;
      else open[kind * W + word] &= ~bit;
    }
  }
}
