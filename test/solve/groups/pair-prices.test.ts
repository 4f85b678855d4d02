import { describe, expect, it } from 'vitest';
import type { GroupProblem } from '../../../src/model/group-problem.js';
import { Budget } from '../../../src/solve/budget.js';
import { BoundKeeper } from '../../../src/solve/groups/bounds.js';
import { GroupChooser } from '../../../src/solve/groups/chooser.js';
import { itemsOf } from '../../../src/solve/groups/items.js';
import { groupPricesOf, pricesBeside } from '../../../src/solve/groups/pair-prices.js';
import { pairsBeside } from '../../../src/solve/groups/pairs-beside.js';
import type { GroupPrices } from '../../../src/solve/groups/prices.js';
import { selectionBound } from '../../../src/solve/groups/selection-bound.js';
import { PriceSearch } from '../../../src/solve/prices.js';
import { promiseTerms } from '../../../src/solve/promises.js';
import { Random } from '../../../src/solve/random.js';
import { Reporter } from '../../../src/solve/reporter.js';
import { Dice } from '../../helpers/random.js';
import { bestOfAll, faultsOf, worthOf } from './rules.js';
import { shapedGroups } from './shapes.js';
import { tinyGroups } from './tiny-groups.js';

/** More with `EJRC_FUZZ=…` in the environment. */
const RUNS = Number(process.env.EJRC_FUZZ ?? 150);
/** Many one-to-ones beside a few sessions, and rooms that are tight. */
const LARGE = { people: 200, hosts: 3, slots: 20, rooms: 30, sessions: 2, wishes: 6, pairs: 2000, windows: true };

describe('prices of one-to-ones beside sessions', () => {
  it('prove of the whole event no less than trying everything finds, and often just that', async () => {
    const tally = { bounds: 0, met: 0, lower: 0, seats: 0, sets: 0, rests: 0, odd: 0, delegations: 0 };
    for (let seed = 1; seed <= RUNS; seed++) {
      const dice = new Dice(seed);
      const problem = tinyGroups(dice, { people: 7, items: 8, slots: 4 });
      const budget = new Budget({ effort: 'quick' });
      const slots = await new GroupChooser(
        problem,
        budget,
        new Random(1),
        new Reporter(problem.pairs, undefined),
      ).choose();
      // Beside any of the sessions, not the best ones alone.
      const kept = slots.map((t, i) => (i >= problem.pairs.meetings && dice.chance(20) ? -1 : t));
      const pairs = pairsBeside(problem, kept);
      if (!pairs || pairs.meetings === 0) continue;
      const best = bestOfAll(problem);
      const keeper = (): BoundKeeper => {
        const bounds = new BoundKeeper(problem, itemsOf(problem));
        bounds.retarget(best.promises);
        return bounds;
      };
      const boundOf = (prices: GroupPrices): number => {
        const bounds = keeper();
        bounds.hear(prices);
        return bounds.points;
      };
      const ofAll = keeper();
      let least = Number.POSITIVE_INFINITY;
      const search = new PriceSearch(pairs, promiseTerms(pairs));
      search.run(dice.below(240));
      search.addOddSets(4);
      search.run(dice.below(240));
      for (const duals of [search.best, search.fine]) {
        const asTheyAre = boundOf(groupPricesOf(problem, pairs, duals));
        const taken = kept.subarray(problem.pairs.meetings);
        const prices = pricesBeside(problem, itemsOf(problem), pairs, duals, taken);
        const lowered = boundOf(prices);
        const withoutSeats = boundOf({ ...prices, lambda: new Float64Array(prices.lambda.length) });
        for (const one of [asTheyAre, withoutSeats, lowered])
          expect(one, `seed ${seed}`).toBeGreaterThanOrEqual(best.points);
        expect(lowered).toBeLessThanOrEqual(withoutSeats);
        if (lowered < withoutSeats) tally.seats++;
        least = Math.min(least, lowered);
        ofAll.hear(prices);
        expect(ofAll.points).toBe(least);
        tally.bounds++;
        if (lowered === best.points) tally.met++;
        if (lowered < asTheyAre) tally.lower++;
        if (duals.sets?.prices.some(price => price > 0)) tally.sets++;
        if (duals.rests?.some(price => price > 0)) tally.rests++;
        if (duals.odd) tally.odd++;
        if (problem.pairs.parallel.some(places => places > 1)) tally.delegations++;
      }
    }
    const runs = RUNS / 150;
    expect(tally.bounds).toBeGreaterThan(80 * runs);
    expect(tally.met).toBeGreaterThan(12 * runs);
    expect(tally.lower).toBeGreaterThan(20 * runs);
    for (const seen of [tally.seats, tally.sets, tally.rests, tally.odd]) expect(seen).toBeGreaterThan(runs);
    expect(tally.delegations).toBeGreaterThan(20 * runs);
  });

  it('bring a large event close to its bound, where a selection without slots is far from it', async () => {
    const problem = shapedGroups(LARGE, 1);
    const { points, bound } = await chosenInAHurry(problem);
    const withoutSlots = await selectionBound(problem, itemsOf(problem), { stopped: false });
    expect(bound).toBeGreaterThanOrEqual(points);
    expect(bound - points).toBeLessThan((withoutSlots - points) / 10);
  }, 60_000);

  it('leave the other seats of a large event to be taken where some are demanded', async () => {
    const free = shapedGroups(LARGE, 1);
    const { points, seats } = await chosenInAHurry(free);
    // The wishes of every host that count the least.
    const seatMust = free.seatMust.slice();
    for (let h = 0; h < free.hosts; h++) seatMust[free.seatsOfHost[free.hostStart[h + 1] - 1]] = 1;
    const demanded = await chosenInAHurry({ ...free, seatMust });
    expect(demanded.seats).toBeGreaterThan(seats / 2);
    expect(demanded.points).toBeGreaterThan(0.995 * points);
  }, 60_000);
});

/** Of a schedule that breaks no rule. */
async function chosenInAHurry(problem: GroupProblem) {
  const reporter = new Reporter(problem.pairs, undefined);
  const chooser = new GroupChooser(problem, new Budget({ effort: 'quick' }), new Random(1), reporter);
  const slots = await chooser.choose();
  expect(faultsOf(problem, slots)).toEqual([]);
  const { points, promises } = worthOf(problem, slots);
  const seats = slots.subarray(problem.pairs.meetings).filter(t => t >= 0).length;
  return { points, seats, bound: chooser.boundsFor(promises).points };
}
