/** What is proved about promises and points, and by which prices. */
import type { Duals, PromiseTerms } from './duals.js';

/** Bounds over all schedules with at least `terms.target` promises, in integers. */
export interface MeetingBounds {
  readonly promises: number;
  /** Infinite where none is proved yet. */
  readonly points: number;
  /** What the prices alone prove; `points` is lower where a kernel closed the last units. */
  readonly pricedPoints: number;
  /** Prices behind the bound on points, for what all best schedules share. */
  readonly duals: Duals;
  /** Other prices that tell of what all best schedules share, perhaps the same. */
  readonly fineDuals: Duals;
  /** Prices behind the bound on promises and what they prove; `undefined` where each participant was only taken alone. */
  readonly promisePrices: PricedBound | undefined;
  readonly terms: PromiseTerms;
}

export interface PricedBound {
  readonly duals: Duals;
  readonly bound: number;
}
