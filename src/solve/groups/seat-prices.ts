/**
 * Prices of seats beside those of places and rooms: as long as they cost nothing, a bound has the guests that a host gains most by
 * in each of its sessions.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { HostWorth } from './host-worth.js';
import type { Items } from './items.js';
import type { GroupPrices } from './prices.js';
import { anySessions } from './promise-terms.js';

/**
 * Prices seats at what they bring beyond the dearest guest whom all sessions together have no place for, or beyond what a place
 * must bring to pay for a session; where a host's bound is lower without, they cost nothing. O(seats · slots · log).
 * @param prices changed in place
 */
export function priceSeats(problem: GroupProblem, items: Items, prices: GroupPrices): void {
  const { lambda } = prices;
  const choice = anySessions(problem);
  const { hostStart, seatsOfHost, hosts, groupMax } = problem;
  for (let h = 0; h < hosts; h++) {
    const seats = Array.from(seatsOfHost.subarray(hostStart[h], hostStart[h + 1]), s => items.pairs + s);
    const most = choice.most[h];
    if (most < 2 || seats.length <= 1) continue;
    const free = new HostWorth(problem, items, prices, h);
    const worth = free.bestOfSeats();
    const ranked = worth.slice().sort((x, y) => y - x);
    const places = most * groupMax[h];
    const thresholds = [Math.max(0, ranked[places] ?? 0), Math.ceil(free.leastPrice / groupMax[h])];
    let best = free.bestOf(choice);
    let paid = seats.map(() => 0);
    for (const threshold of new Set(thresholds)) {
      const tried = Array.from(worth, value => Math.max(0, value - threshold));
      seats.forEach((i, x) => void (lambda[i] = tried[x]));
      const bound = tried.reduce((sum, price) => sum + price, 0) + new HostWorth(problem, items, prices, h).bestOf(choice);
      if (bound < best) {
        best = bound;
        paid = tried;
      }
    }
    seats.forEach((i, x) => void (lambda[i] = paid[x]));
  }
}
