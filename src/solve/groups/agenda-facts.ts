/**
 * What all schedules at least as good as one in promises and points share. A bound from prices is a sum of which every such
 * schedule loses some parts: a place that it leaves free its price, an item in a slot what it is worth less than the best use
 * of what it takes. Nothing may lose more than the gap (complementary slackness, as in breaks/bound.ts).
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { hasBit, setBit } from '../../model/problem.js';
import type { SharedFacts } from '../breaks/bound.js';
import type { PromiseTerms } from '../duals.js';
import { plainFacts, type Reached } from './agenda-bounds.js';
import type { GroupBounds } from './bounds.js';
import { type Items, itemsOf } from './items.js';
import { narrowed } from './narrow.js';
import { priceSum } from './price-bound.js';
import { type GroupPrices, pairWorth, type SessionChoice } from './prices.js';

/** The event with the slots that its items may still have, and the rest of what is shared. */
export interface SharedOfGroups {
  readonly event: GroupProblem;
  readonly facts: SharedFacts;
  /** Prices that say so; `undefined` where musts and domains alone do. */
  readonly priced: { readonly terms: PromiseTerms; readonly prices: GroupPrices } | undefined;
}

/**
 * @param proved prices for schedules of no more promises than `reached`, else they say nothing; left out: musts and domains alone
 * @param reached of schedules that meet every demand
 * O(items · slots · log).
 */
export function sharedByGroups(
  problem: GroupProblem,
  proved: Pick<GroupBounds, 'terms' | 'prices'> | undefined,
  reached: Reached,
): SharedOfGroups {
  const plain = { event: problem, facts: plainFacts(problem), priced: undefined };
  const prices = proved?.prices?.prices;
  if (!prices || proved.terms.target > reached.promises) return plain;
  const items = itemsOf(problem);
  const gap =
    priceSum(problem, items, proved.terms, 'points', prices, anySessions(problem)) - reached.points * prices.unit;
  if (!Number.isFinite(gap) || gap < 0) return plain;
  // Units are powers of two: the quotient is exact.
  const event = narrowed(problem, items, prices, gap / prices.unit);
  const { usable, busy, held } = plainFacts(event);
  const { participants: P, slots: T, words: W, parallel } = problem.pairs;
  for (let p = 0; p < P; p++)
    for (let t = 0; t < T; t++) if (parallel[p] * prices.pi[p * T + t] > gap) setBit(busy, p * W, t);
  const facts = {
    usable,
    busy,
    meetings: 0,
    inLimit: new Int32Array(problem.pairs.capacity.length),
    held: held.map((must, i) => (must === 1 || lossWithout(problem, items, prices, i) > gap ? 1 : 0)),
  };
  return { event, facts, priced: { terms: proved.terms, prices } };
}

/** Losses are counted against as many sessions as the event allows: against fewer they would only be larger. */
export function anySessions({ hosts, mostSessions, pairs }: GroupProblem): SessionChoice {
  return { least: new Int32Array(hosts), most: mostSessions, held: new Int8Array(hosts * pairs.slots).fill(-1) };
}

/** What a schedule loses at least that does not hold item i. */
function lossWithout(problem: GroupProblem, items: Items, prices: GroupPrices, i: number): number {
  if (i >= items.pairs) return prices.lambda[i];
  const { slots: T, words: W } = problem.pairs;
  let best = 0;
  for (let t = 0; t < T; t++)
    if (hasBit(items.domain, i * W, t)) best = Math.max(best, pairWorth(problem, items, prices, i, t));
  return best;
}
