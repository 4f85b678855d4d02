/**
 * Points of an event with groups as local rules, as in ../breaks/losses.ts: with the prices of a bound every schedule has
 *
 *   points = bound − Σ losses, each loss ≥ 0:
 *
 * a one-to-one short of its best slot, or not held though worthy; a priced seat not taken; a session short of the best of its
 * slot, or held in a slot that is not of the host's best; a session not held that is among these; a priced place, room, maximum
 * or set left free; a promise exceeded at a price. Of rows beside these, and of rooms that more guests take, no loss is counted:
 * the rule is weaker, not wrong.
 */
import { hasBit } from '../../model/problem.js';
import { addCounted, Losses } from '../breaks/losses.js';
import type { Weighted } from '../cnf.js';
import type { PromiseTerms } from '../duals.js';
import { anySessions } from './agenda-facts.js';
import type { GroupAgendaFormula } from './agenda-formula.js';
import { HostWorth } from './host-worth.js';
import { priceSum } from './price-bound.js';
import { type GroupPrices, pairWorth } from './prices.js';

/** Steps in which losses are counted: there are fewer of them than in events of one-to-ones, and many are small. */
const STEPS = 64;

/**
 * Adds: the losses together are no more than the gap between bound and value. O(items · slots · log) beside the counting.
 * @returns what tells models of too few points apart; `undefined` without prices
 */
export function addGroupLosses(formula: GroupAgendaFormula): Losses | undefined {
  const { event, cnf, worth, rules } = formula;
  const { priced } = worth.shared;
  if (!priced) return undefined;
  const { terms, prices } = priced;
  const bound = priceSum(event, rules.items, terms, 'points', prices, anySessions(event));
  const losses = new Losses(bound - worth.reached.points * prices.unit);
  addPairs(formula, prices, losses);
  for (let h = 0; h < event.hosts; h++) addHost(formula, prices, h, losses);
  addFree(formula, prices, losses);
  addDegrees(formula, prices, terms, losses);
  addCounted(cnf, losses, STEPS);
  return losses;
}

function addPairs(formula: GroupAgendaFormula, prices: GroupPrices, losses: Losses): void {
  const { event, rules, cnf } = formula;
  const { items, variable } = rules;
  const { slots: T, words: W } = event.pairs;
  for (let e = 0; e < items.pairs; e++) {
    const own: { literal: number; worth: number }[] = [];
    for (let t = 0; t < T; t++)
      if (hasBit(items.domain, e * W, t))
        own.push({ literal: variable[e * T + t], worth: pairWorth(event, items, prices, e, t) });
    if (own.length === 0) continue;
    const isMust = items.must[e] === 1;
    const best = own.reduce((most, { worth }) => Math.max(most, worth), isMust ? Number.NEGATIVE_INFINITY : 0);
    const group: Weighted[] = own.map(({ literal, worth }) => ({ literal, weight: best - worth }));
    if (!isMust && best > 0) group.push({ literal: -cnf.anyOf(own.map(one => one.literal)), weight: best });
    losses.add(...group);
  }
}

/** Of as many sessions as a host may hold the best count in the bound, with the best guests of each. */
function addHost(formula: GroupAgendaFormula, prices: GroupPrices, h: number, losses: Losses): void {
  const { event, rules, cnf } = formula;
  const { items, sizes, variable } = rules;
  const { slots: T } = event.pairs;
  const worth = new HostWorth(event, items, prices, h);
  const most = event.mostSessions[h];
  const dear = worth.dearest(most);
  const held: number[] = [];
  for (let t = 0; t < T; t++) {
    const [session] = sizes[h * T + t];
    if (session === undefined) continue;
    held.push(session);
    const above = worth.ofSession(t) - dear;
    losses.add({ literal: -session, weight: above }, { literal: session, weight: -above });
    const guests = worth.guestsOf(t);
    if (!guests) continue;
    const { dear: price, least, most: places } = guests;
    const size = sizes[h * T + t];
    for (const { seat, worth: value } of guests.seats) {
      const literal = variable[seat * T + t];
      if (value < price) losses.add({ literal, weight: price - value });
      if (value > price) losses.add({ literal: missing(formula, session, literal), weight: value - price });
    }
    // Fewer guests than there are places for, at a price of each, or more than there have to be.
    for (let k = least; k < size.length && price < 0; k++) losses.add({ literal: size[k], weight: -price });
    for (let k = 0; k < places && price > 0; k++)
      losses.add({ literal: missing(formula, session, size[k]), weight: price });
  }
  losses.addMissing(cnf.sort(held, most), most, dear);
}

/** A literal that is true where there is the session, and the other is not true; it may be true elsewhere. */
function missing({ cnf }: GroupAgendaFormula, session: number, literal: number): number {
  const without = cnf.newVariable();
  cnf.add(-session, literal, without);
  return without;
}

/** What is paid for and left free: places of people, rooms, seats and sets. */
function addFree(formula: GroupAgendaFormula, prices: GroupPrices, losses: Losses): void {
  const { event, rules, cnf } = formula;
  const { items, busyOf, inLimit } = rules;
  const { slots: T, parallel, capacity } = event.pairs;
  prices.pi.forEach((price, i) => {
    const p = Math.floor(i / T);
    // The free places of a delegation are not counted.
    if (price === 0 || parallel[p] !== 1) return;
    const busy = busyOf[p][i % T];
    losses.addMissing(busy === 0 ? [] : [busy], 1, price);
  });
  prices.rho.forEach((price, cell) => {
    if (price > 0) losses.addMissing(cnf.sort(inLimit[cell], capacity[cell]), capacity[cell], price);
  });
  for (let i = items.pairs; i < items.count; i++)
    if (items.must[i] === 0) losses.addMissing(anyOf(formula, formula.rules.placesOf(i)), 1, prices.lambda[i]);
  prices.kappa.forEach((price, k) => {
    const { onceStart, onceItems } = event;
    const places = [...onceItems.subarray(onceStart[k], onceStart[k + 1])].flatMap(i => formula.rules.placesOf(i));
    if (price > 0) losses.addMissing(anyOf(formula, places), 1, price);
  });
}

function anyOf({ cnf }: GroupAgendaFormula, literals: readonly number[]): number[] {
  return literals.length === 0 ? [] : [cnf.anyOf(literals)];
}

/** Of the promises' prices only what exceeds or breaks them is counted. */
function addDegrees(
  { event, degree }: GroupAgendaFormula,
  prices: GroupPrices,
  terms: PromiseTerms,
  losses: Losses,
): void {
  const { mu, theta, sigma } = prices;
  const isForced = terms.target === terms.total;
  degree.forEach((counted, p) => {
    if (mu[p] > 0) losses.addMissing(counted, event.pairs.maxMeetings[p], mu[p]);
    if (!isForced) losses.addMissing(counted, terms.possible[p], sigma - theta[p]);
    for (const literal of counted.slice(terms.possible[p])) losses.add({ literal, weight: theta[p] });
  });
}
