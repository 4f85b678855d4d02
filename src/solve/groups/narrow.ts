/**
 * What prices leave to a schedule that is worth more than the one at hand: an item in a slot that costs more than the gap
 * cannot be in it (reduced-cost fixing: Dantzig, Fulkerson & Johnson 1954, doi:10.1287/opre.2.4.393).
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { clearBit, hasBit } from '../../model/problem.js';
import type { Items } from './items.js';
import { type GroupPrices, HostWorth, pairWorth } from './prices.js';

/**
 * The same event with fewer slots for its items.
 * @param slack the most that an item in a slot may cost, in points; what costs more is left out
 */
export function narrowed(problem: GroupProblem, items: Items, prices: GroupPrices, slack: number): GroupProblem {
  const { pairs } = problem;
  const { slots: T, words: W } = pairs;
  const most = slack * prices.unit;
  const domain = pairs.domain.slice();
  for (let e = 0; e < items.pairs; e++) {
    const worth = Float64Array.from({ length: T }, (_, t) =>
      hasBit(domain, e * W, t) ? pairWorth(problem, items, prices, e, t) : Number.NEGATIVE_INFINITY,
    );
    const best = worth.reduce((top, value) => Math.max(top, value), items.must[e] === 1 ? Number.NEGATIVE_INFINITY : 0);
    for (let t = 0; t < T; t++) if (best - worth[t] > most) clearBit(domain, e * W, t);
  }
  const seatDomain = problem.seatDomain.slice();
  const hostDomain = problem.hostDomain.slice();
  for (let h = 0; h < problem.hosts; h++) {
    const worth = new HostWorth(problem, items, prices, h);
    for (let t = 0; t < T; t++) {
      if (!hasBit(hostDomain, h * W, t)) continue;
      if (worth.lossOfSession(t) > most) clearBit(hostDomain, h * W, t);
      for (let x = problem.hostStart[h]; x < problem.hostStart[h + 1]; x++) {
        const s = problem.seatsOfHost[x];
        if (hasBit(seatDomain, s * W, t) && worth.lossOfSeat(items.pairs + s, t) > most) clearBit(seatDomain, s * W, t);
      }
    }
  }
  return { ...problem, pairs: { ...pairs, domain }, seatDomain, hostDomain };
}
