/** An upper bound on points from any prices (prices.ts), in exact integers. */
import type { GroupProblem } from '../../model/group-problem.js';
import type { PromiseTerms } from '../duals.js';
import { HostWorth } from './host-worth.js';
import type { Items } from './items.js';
import { type GroupPrices, pairWorths, type SessionChoice } from './prices.js';
import type { Goal } from './promise-rows.js';

/** What sums up to the bound, and whether every partial sum was exact. */
class Sum {
  value = 0;
  private size = 0;

  /** @param size of all that the term was summed from, in absolute values */
  add(term: number, size = Math.abs(term)): void {
    this.value += term;
    this.size += size;
  }

  get isExact(): boolean {
    return this.size < Number.MAX_SAFE_INTEGER;
  }
}

/**
 * Points that no schedule with `terms.target` promises exceeds, or promises that none exceeds (`terms.target` is 0 then);
 * infinite if a sum left the exact range of doubles, -∞ where `choice` leaves nothing. O(items · slots · log).
 */
export function priceBound(
  problem: GroupProblem,
  items: Items,
  terms: PromiseTerms,
  goal: Goal,
  prices: GroupPrices,
  choice: SessionChoice,
): number {
  // Points and promises are whole numbers, so that the floor is safe.
  return Math.floor(priceSum(problem, items, terms, goal, prices, choice) / prices.unit);
}

/** The same in units of the prices, before it is rounded down. */
export function priceSum(
  problem: GroupProblem,
  items: Items,
  terms: PromiseTerms,
  goal: Goal,
  prices: GroupPrices,
  choice: SessionChoice,
): number {
  const { pairs } = problem;
  const { participants: P, slots: T } = pairs;
  const { pi, rho, mu, theta, sigma, lambda, kappa } = prices;
  const forced = goal === 'points' && terms.target === terms.total;
  const sum = new Sum();
  for (let p = 0; p < P; p++) {
    for (let t = 0; t < T; t++) sum.add(pi[p * T + t] * pairs.parallel[p]);
    if (mu[p] > 0) sum.add(mu[p] * pairs.maxMeetings[p]);
    sum.add(terms.possible[p] * ((forced ? 0 : sigma) - theta[p]));
  }
  if (!forced) sum.add(-sigma * terms.target);
  for (let cell = 0; cell < rho.length; cell++) if (rho[cell] > 0) sum.add(rho[cell] * pairs.capacity[cell]);
  for (let i = items.pairs; i < items.count; i++) sum.add(lambda[i]);
  for (const price of kappa) sum.add(price);
  sum.add(prices.other.constant, prices.other.size);
  const worths = new Float64Array(T);
  for (let e = 0; e < items.pairs; e++) sum.add(pairWorths(problem, items, prices, e, worths));
  for (let h = 0; h < problem.hosts; h++) sum.add(new HostWorth(problem, items, prices, h).bestOf(choice));
  return sum.isExact || sum.value === Number.NEGATIVE_INFINITY ? sum.value : Number.POSITIVE_INFINITY;
}
