/** What schedules of a tiny event have in common, and those schedules, straight from a list of all. */
import type { Event } from '../../../src/model/event.js';
import type { Problem } from '../../../src/model/problem.js';
import { bothFacts, leastOfEach, sharedFacts } from '../../../src/solve/breaks/bound.js';
import type { AgendaTarget } from '../../../src/solve/breaks/proof.js';
import type { Duals } from '../../../src/solve/duals.js';
import { PriceSearch } from '../../../src/solve/prices.js';
import type { Dice } from '../../helpers/random.js';
import { randomDuals, spoilt } from '../prices-by-dice.js';
import { everySchedule, type Found, problemOf, termsWith } from '../tiny.js';

export interface Worth {
  readonly target: AgendaTarget;
  /** Every schedule that keeps all rules with so many promises and points, or more. */
  readonly equals: readonly Found[];
  /** Fewest breaks of these, and fewest idle slots at so few breaks. */
  readonly breaks: number;
  readonly idle: number;
}

/** A tiny event's schedules that keep all rules, caps on breaks as well. */
export function legalSchedules(event: Event): { problem: Problem; legal: Found[] } {
  return { problem: problemOf(event), legal: everySchedule(event).filter(({ overCap }) => overCap === 0) };
}

export const MOST_DRAWS = 5;

/**
 * Draw 0: the best schedule under the prices found for it; then others, under prices found, spoilt, as the dice fall, or none.
 * Prices of draw 3 are seldom any good, so that losses have to be right whatever the prices.
 */
export function drawWorth(problem: Problem, legal: readonly Found[], draw: number, dice: Dice): Worth {
  const chosen = draw === 0 ? bestOf(legal) : dice.chance(50) ? bestOf(legal) : dice.pick(legal);
  // Sometimes fewer promises are asked for than kept.
  const promises = draw > 1 && dice.chance(30) ? dice.below(chosen.promises + 1) : chosen.promises;
  const terms = termsWith(problem, promises);
  const search = new PriceSearch(problem, terms);
  search.run(480);
  if (dice.chance(50) && search.addOddSets(5) > 0) search.run(240);
  const duals: Duals | undefined = [
    search.best,
    search.fine,
    spoilt(search.best, dice),
    randomDuals(problem, dice),
    undefined,
  ][draw];
  // Without prices points are not looked at.
  const points = duals ? chosen.points : Number.NEGATIVE_INFINITY;
  const facts = [duals, ...(duals && dice.chance(50) ? [search.fine] : [])]
    .map(prices => sharedFacts(problem, terms, prices, points))
    .reduce(bothFacts);
  const target = { worth: { problem, terms, duals, points, facts }, least: leastOfEach(problem, facts) };
  const equals = legal.filter(one => one.promises >= terms.target && one.points >= points);
  return { target, equals, ...fewest(equals) };
}

export function fewest(schedules: readonly Found[]): { breaks: number; idle: number } {
  const breaks = Math.min(...schedules.map(one => one.breaks));
  return { breaks, idle: Math.min(...schedules.filter(one => one.breaks === breaks).map(one => one.idle)) };
}

export function bestOf(all: readonly Found[]): Found {
  return all.reduce((best, one) => (compare(one, best) < 0 ? one : best));
}

function compare(x: Found, y: Found): number {
  return y.promises - x.promises || y.points - x.points || x.breaks - y.breaks || x.idle - y.idle;
}
