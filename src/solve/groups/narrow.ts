/**
 * What prices leave to a schedule that is worth more than the one at hand: an item in a slot that costs more than the gap
 * cannot be in it (reduced-cost fixing: Dantzig, Fulkerson & Johnson 1954, doi:10.1287/opre.2.4.393).
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { clearBit, hasBit } from '../../model/problem.js';
import { HostWorth } from './host-worth.js';
import type { Items } from './items.js';
import { type GroupPrices, pairWorths } from './prices.js';

/**
 * The same event with fewer slots for its items.
 * @param slack the most that an item in a slot may cost, in points; what costs more is left out
 */
export function narrowed(problem: GroupProblem, items: Items, prices: GroupPrices, slack: number): GroupProblem {
  const { pairs } = problem;
  const { slots: T, words: W } = pairs;
  const most = slack * prices.unit;
  const domain = pairs.domain.slice();
  const worths = new Float64Array(T);
  for (let e = 0; e < items.pairs; e++) {
    const best = pairWorths(problem, items, prices, e, worths);
    for (let t = 0; t < T; t++) if (best - worths[t] > most) clearBit(domain, e * W, t);
  }
  const seatDomain = problem.seatDomain.slice();
  const hostDomain = problem.hostDomain.slice();
  for (let h = 0; h < problem.hosts; h++) {
    const worth = new HostWorth(problem, items, prices, h);
    for (let t = 0; t < T; t++) {
      if (!hasBit(hostDomain, h * W, t)) continue;
      if (worth.lossOfSession(t) > most) clearBit(hostDomain, h * W, t);
      const own = problem.seatsOfHost.subarray(problem.hostStart[h], problem.hostStart[h + 1]);
      own.forEach((s, x) => {
        if (hasBit(seatDomain, s * W, t) && worth.lossOfSeat(x, t) > most) clearBit(seatDomain, s * W, t);
      });
    }
  }
  return { ...problem, pairs: { ...pairs, domain }, seatDomain, hostDomain };
}

/**
 * The same, but for demanded seats and sessions of their hosts, which keep all their slots: they are held whatever they lose, and
 * that may be more in each of these than the slack. O(items · slots · log).
 */
export function narrowedBesideMusts(
  problem: GroupProblem,
  items: Items,
  prices: GroupPrices,
  slack: number,
): GroupProblem {
  const { words: W } = problem.pairs;
  const event = narrowed(problem, items, prices, slack);
  problem.seatMust.forEach((isMust, s) => {
    if (isMust === 0) return;
    const h = problem.seatHost[s];
    event.seatDomain.set(problem.seatDomain.subarray(s * W, (s + 1) * W), s * W);
    event.hostDomain.set(problem.hostDomain.subarray(h * W, (h + 1) * W), h * W);
  });
  return event;
}
