/**
 * Prices of seats beside those of places and rooms: as long as they cost nothing, a bound has the guests that a host gains most by
 * in each of its sessions.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { HostWorth } from './host-worth.js';
import type { Items } from './items.js';
import type { GroupPrices } from './prices.js';
import { anySessions } from './promise-terms.js';

/** Steps of the descent for each host, and the part of its bound that the first ones hope to gain. */
const STEPS = 40;
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
  const { lambda } = prices;
  const choice = anySessions(problem);
  const { hostStart, seatsOfHost, hosts, groupMax } = problem;
  for (let h = 0; h < hosts; h++) {
    const seats = seatsOfHost.subarray(hostStart[h], hostStart[h + 1]);
    const most = choice.most[h];
    if (most < 2 || seats.length <= 1) continue;
    let best = Number.POSITIVE_INFINITY;
    let paid: Float64Array = new Float64Array(seats.length);
    /** Prices seats so; the host's bound then, and who would be in how many sessions. */
    const price = (tried: Float64Array) => {
      seats.forEach((s, x) => void (lambda[items.pairs + s] = tried[x]));
      const worth = new HostWorth(problem, items, prices, h);
      const bound = tried.reduce((sum, one) => sum + one, 0) + worth.bestOf(choice);
      if (bound < best) {
        best = bound;
        paid = tried;
      }
      return { worth, bound };
    };
    const { worth: free } = price(paid);
    const values = free.bestOfSeats();
    const ranked = values.slice().sort((x, y) => y - x);
    price(values.map(value => Math.max(0, value - Math.max(0, ranked[most * groupMax[h]] ?? 0))));
    price(values.map(value => Math.max(0, value - Math.ceil(free.leastPrice / groupMax[h]))));
    let hope = HOPE * best;
    let at = paid;
    let waited = 0;
    for (let step = 0; step < STEPS && hope >= prices.unit / 4; step++) {
      const before = best;
      const { worth, bound } = price(at);
      const counts = worth.guestCounts(most);
      const norm = counts.reduce((sum, count, x) => sum + (at[x] === 0 && count < 1 ? 0 : (1 - count) ** 2), 0);
      if (norm === 0) break;
      const length = (bound - best + hope) / norm;
      if (best < before) waited = 0;
      else if (step > 0 && ++waited > PATIENCE) {
        hope /= 2;
        waited = 0;
        at = paid;
        continue;
      }
      at = at.map((one, x) => Math.max(0, Math.round(one - length * (1 - counts[x]))));
    }
    seats.forEach((s, x) => void (lambda[items.pairs + s] = paid[x]));
  }
}
