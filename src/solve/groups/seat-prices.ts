/**
 * Prices of seats beside those of places and rooms: as long as they cost nothing, a bound has the guests that a host gains most by
 * in each of its sessions.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { HostWorth } from './host-worth.js';
import type { Items } from './items.js';
import type { GroupPrices, SessionChoice } from './prices.js';
import { anySessions } from './promise-terms.js';

/** Steps of the descent for each host, fewer where all of them would look at more seats in slots than so many. */
const STEPS = 40;
const MOST_LOOKS = 100_000_000;
/** The part of a host's bound that the first steps hope to gain. */
const HOPE = 1 / 16;
/** Steps without a gain after which they hope for half as much. */
const PATIENCE = 2;

/**
 * Lowers the bound of each host: prices of its seats from what they bring beyond the dearest guest whom all sessions together have
 * no place for, or beyond what a place must bring to pay for a session, or from none; then by steps against the number of sessions
 * that each guest is in (Polyak 1969, doi:10.1016/0041-5553(69)90061-5, with a target that comes nearer). O(steps · seats · slots).
 * @param prices changed in place
 */
export function priceSeats(problem: GroupProblem, items: Items, prices: GroupPrices): void {
  const choice = anySessions(problem);
  const steps = Math.min(STEPS, Math.floor(MOST_LOOKS / (problem.seats * problem.pairs.slots)));
  for (let h = 0; h < problem.hosts; h++) {
    if (choice.most[h] < 2) continue;
    const seats = new SeatsOfHost(problem, items, prices, choice, h);
    seats.begin(problem.groupMax[h]);
    seats.descend(steps);
    seats.charge(seats.paid);
  }
}

class SeatsOfHost {
  /** By seat, in the order of `seatsOfHost`: with which the bound is lowest. */
  paid: Float64Array;
  private best = Number.POSITIVE_INFINITY;
  private readonly seats: Int32Array;

  constructor(
    private readonly problem: GroupProblem,
    private readonly items: Items,
    private readonly prices: GroupPrices,
    private readonly choice: SessionChoice,
    private readonly h: number,
  ) {
    this.seats = problem.seatsOfHost.subarray(problem.hostStart[h], problem.hostStart[h + 1]);
    this.paid = new Float64Array(this.seats.length);
  }

  charge(paid: Float64Array): void {
    const { seats, items, prices } = this;
    for (let x = 0; x < seats.length; x++) prices.lambda[items.pairs + seats[x]] = paid[x];
  }

  begin(places: number): void {
    const most = this.choice.most[this.h];
    const { worth: free } = this.price(this.paid);
    const values = free.bestOfSeats();
    const beyond = values.slice().sort((x, y) => y - x)[most * places] ?? 0;
    for (const kept of [Math.max(0, beyond), Math.ceil(free.leastPrice / places)])
      this.price(values.map(value => Math.max(0, value - kept)));
  }

  descend(steps: number): void {
    const { prices, choice, h } = this;
    let hope = HOPE * this.best;
    let at = this.paid;
    let waited = 0;
    for (let step = 0; step < steps && hope >= prices.unit / 4; step++) {
      const before = this.best;
      const { worth, bound } = this.price(at);
      const counts = worth.guestCounts(choice.most[h]);
      // A price that is 0 cannot be lowered.
      const slope = counts.map((count, x) => (at[x] === 0 && count < 1 ? 0 : 1 - count));
      const norm = slope.reduce((sum, one) => sum + one * one, 0);
      if (norm === 0) return;
      waited = this.best < before ? 0 : waited + 1;
      if (waited > PATIENCE) {
        hope /= 2;
        waited = 0;
        at = this.paid;
        continue;
      }
      const length = (bound - this.best + hope) / norm;
      at = at.map((price, x) => Math.max(0, Math.round(price - length * slope[x])));
    }
  }

  /** What the host's sessions are worth at such prices, and its bound with them. */
  private price(tried: Float64Array): { readonly worth: HostWorth; readonly bound: number } {
    this.charge(tried);
    const worth = new HostWorth(this.problem, this.items, this.prices, this.h);
    const bound = tried.reduce((sum, price) => sum + price, worth.bestOf(this.choice));
    if (bound < this.best) {
      this.best = bound;
      this.paid = tried;
    }
    return { worth, bound };
  }
}
