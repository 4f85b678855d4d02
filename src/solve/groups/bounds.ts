/** What is proved about promises and points of events with groups; every claim is safe to round down. */
import type { GroupProblem } from '../../model/group-problem.js';
import type { PromiseTerms } from '../duals.js';
import type { MipAnswer } from '../mip.js';
import type { Items } from './items.js';
import { type GroupPrices, priceBound, pricesFrom } from './prices.js';
import { groupPromiseTerms } from './promise-terms.js';
import type { TimeProgram } from './time-program.js';

/**
 * HiGHS' bound on a program with whole columns is right up to its tolerances: reduced costs within 1e-7 of the costs, columns
 * within 1e-6. Both together move a bound by far less than these parts of it; figures are whole numbers, so that rounding up by
 * them and down to a whole number is safe.
 */
const ABSOLUTE = 1e-3;
const RELATIVE = 1e-6;

export interface GroupBounds {
  /** Promises that no schedule exceeds. */
  readonly promises: number;
  /** Points that no schedule with `terms.target` promises exceeds; infinite where nothing is proved. */
  readonly points: number;
  readonly terms: PromiseTerms;
  /** Prices that prove a bound on points, perhaps a larger one; what they say is exact. */
  readonly prices: { readonly prices: GroupPrices; readonly bound: number } | undefined;
}

export class BoundKeeper implements GroupBounds {
  terms: PromiseTerms;
  promises: number;
  points = Number.POSITIVE_INFINITY;
  prices: { readonly prices: GroupPrices; readonly bound: number } | undefined;

  constructor(
    private readonly problem: GroupProblem,
    private readonly items: Items,
  ) {
    this.terms = groupPromiseTerms(problem, items);
    this.promises = this.terms.total;
  }

  /** A whole program about points, under `terms` as they are. `infeasible` says nothing of points: no schedule keeps so many promises. */
  heedPoints({ status, bound }: MipAnswer): void {
    if (status !== 'infeasible' && Number.isFinite(bound)) this.points = Math.min(this.points, roundDown(bound));
  }

  heedPromises({ status, bound }: MipAnswer): void {
    if (status !== 'infeasible' && Number.isFinite(bound)) this.promises = Math.min(this.promises, roundDown(bound));
  }

  heedPrices(program: TimeProgram, rowPrices: Float64Array): void {
    const prices = pricesFrom(this.problem, this.items, program, rowPrices);
    const bound = priceBound(this.problem, this.items, this.terms, prices);
    if (bound < (this.prices?.bound ?? Number.POSITIVE_INFINITY)) this.prices = { prices, bound };
    this.points = Math.min(this.points, bound);
  }

  /** Nothing is worth more than this, among schedules with as many promises as are asked for. */
  prove(points: number): void {
    this.points = Math.min(this.points, points);
  }

  /** Fewer promises are asked for: dearer schedules become possible, and what was proved of points no longer holds. */
  retarget(promises: number): void {
    if (promises >= this.terms.target) return;
    this.terms = { ...this.terms, target: promises };
    this.points = Number.POSITIVE_INFINITY;
    this.prices = undefined;
  }
}

function roundDown(bound: number): number {
  return Math.floor(bound + ABSOLUTE + RELATIVE * Math.abs(bound));
}
