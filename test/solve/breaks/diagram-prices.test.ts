import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PricedPairs } from '../../../src/solve/breaks/agenda-question.js';
import { sharedFacts } from '../../../src/solve/breaks/bound.js';
import { DiagramPrices } from '../../../src/solve/breaks/diagram-prices.js';
import type { EqualWorth } from '../../../src/solve/breaks/formula.js';
import { UNIT } from '../../../src/solve/breaks/units.js';
import { withEvent } from '../../helpers/checked.js';
import { makeEvent } from '../../helpers/event.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { arbTiny, problemOf, termsWith } from '../tiny.js';
import { apart } from './apart.js';
import { arbGappy, drawWorth, legalSchedules } from './worths.js';

const events = fc.oneof(arbGappy, arbTiny({ slots: 5, availability: 50, days: 2, rooms: 1 }));
/** Arcs of diagrams in which every meeting is told apart, and of such that only count some or all of them. */
const SIZES = [undefined, { ofAll: 1e5, ofOne: 12, atLeast: 1 }, { ofAll: 1, ofOne: 1, atLeast: 1 }];
const SHORT = 3e4;
const LONG = 1e6;

it('prices never leave more breaks than there can be, and mostly as many', () => {
  const tally = { asked: 0, broken: 0, shared: 0, met: [0, 0, 0], both: [0, 0, 0] };
  fc.assert(
    fc.property(events, fc.nat(), fc.constantFrom(0, 0, 1, 2, 3, 4), (event, seed, draw) => {
      const { problem, legal } = legalSchedules(event);
      if (legal.length === 0) return;
      if (problem.parallel.some(places => places > 1)) tally.shared++;
      const { target, breaks, equals } = drawWorth(problem, legal, draw, new Dice(seed));
      const both = Math.min(...equals.map(one => one.breaks + one.idle));
      tally.asked++;
      const isBroken = draw === 0 && breaks > 0;
      if (isBroken) tally.broken++;
      SIZES.forEach((most, size) => {
        const prices = new DiagramPrices(new PricedPairs(target.worth).question(), most);
        for (const work of [1, SHORT]) {
          prices.improve(work, breaks + 3);
          if (!prices.isPossible || prices.least > breaks)
            throw new Error(withEvent([`${prices.least} breaks at least, but a schedule has ${breaks}`], event));
        }
        if (isBroken && prices.least === breaks) tally.met[size]++;
        prices.charge(1, 1);
        prices.improve(SHORT, both + 3);
        if (prices.least > both)
          throw new Error(
            withEvent([`${prices.least} breaks and idle slots at least, but a schedule has ${both}`], event),
          );
        if (isBroken && prices.least === both) tally.both[size]++;
      });
    }),
    runs(500),
  );
  expect(tally.asked).toBeGreaterThan(80);
  expect(Math.min(tally.broken, tally.shared)).toBeGreaterThan(10);
  for (const [all, some, none] of [tally.met, tally.both]) {
    expect(all).toBeGreaterThan(tally.broken * 0.5);
    expect(all).toBeGreaterThanOrEqual(some);
    expect(some).toBeGreaterThanOrEqual(none);
  }
});

/** A thousandth of a point more or less, so that prices on points have far to go; and points of which each step is a long one. */
const SCORES = [
  [0.001, 1000, 999.999, 1, 500],
  [1, 2 ** 48, 2 ** 48 - 1, 3, 2 ** 47],
];
const SEEDS = Array.from({ length: 40 }, (_, k) => k + 1);

it('prices that grow too large for exact sums are given up', () => {
  let large = 0;
  for (const [scores, seed] of SCORES.flatMap(list => SEEDS.map(one => [list, one] as const))) {
    const dice = new Dice(seed);
    const names = (count: number, letter: string) => Array.from({ length: count }, (_, i) => `${letter}${i + 1}`);
    const slots = names(4 + dice.below(4), '');
    const hosts = names(1 + dice.below(3), 'H');
    const guests = names(2 + dice.below(4), 'G');
    const pairs = dice.shuffled(hosts.flatMap(host => guests.map(guest => [host, guest] as const))).slice(0, 6);
    const event = makeEvent({
      participants: guests.map(id => ({ id, available: dice.shuffled(slots).slice(0, 1 + dice.below(2)) })),
      wishes: pairs.map(([from, to]) => ({ from, to, score: scores[dice.below(5)] })),
      slots: slots.length,
      rooms: dice.below(2) === 0 ? undefined : 1,
      rules: { minMeetings: dice.below(2) },
    });
    const { problem, legal } = legalSchedules(event);
    for (let draw = 0; legal.length > 0 && draw < 4; draw++) {
      const { target, breaks } = drawWorth(problem, legal, draw, new Dice(seed + 5));
      const prices = new DiagramPrices(new PricedPairs(target.worth).question());
      for (let part = 0; part < 100; part++) {
        prices.improve(1e3, breaks + 7);
        const size = prices.agendas.cost.reduce((sum, cost) => sum + Math.abs(cost), 0);
        expect(size).toBeLessThanOrEqual(2 ** 51);
        if (size > 2 ** 50) large++;
      }
      expect(prices.least).toBeLessThanOrEqual(breaks);
    }
  }
  // They did grow.
  expect(large).toBeGreaterThan(50);
});

it('prices bring two participants to agree on a slot', () => {
  const prices = new DiagramPrices(new PricedPairs(apart()).question());
  prices.improve(1, 9);
  expect([prices.least, prices.tellAnything]).toEqual([0, false]);
  prices.improve(LONG, 9);
  expect([prices.least, prices.tellAnything, prices.isDone(3), prices.isDone(2)]).toEqual([2, true, true, true]);
});

it('ends where a schedule with as many breaks is known', () => {
  const prices = new DiagramPrices(new PricedPairs(apart()).question());
  prices.improve(LONG, 2);
  const { rounds } = prices;
  expect([prices.least, prices.isDone(2), prices.isDone(3)]).toEqual([2, true, false]);
  prices.improve(LONG, 2);
  expect(prices.rounds).toBe(rounds);
});

it('goes on from the best prices after it told them', () => {
  const question = new PricedPairs(apart()).question();
  const prices = new DiagramPrices(question);
  for (let round = 0; round < 50; round++) {
    prices.improve(1, 9);
    const before = prices.value;
    const { first, second, cheapest } = prices.inBreaks();
    // Nobody pays for rooms here, so that what one pays the other is paid.
    first.forEach((price, pair) => {
      expect(price + second[pair]).toBe(0);
    });
    expect(cheapest.reduce((sum, cost) => sum + cost, 0)).toBe(before / UNIT);
    expect(prices.value).toBe(before);
  }
});

it('says where somebody has no agenda', () => {
  const event = makeEvent({ participants: [{ id: 'H', available: ['1'] }], wishes: [['H', 'I']], slots: 2 });
  const problem = problemOf(event);
  const facts = { ...sharedFacts(problem, termsWith(problem), undefined, 0), held: Uint8Array.of(1) };
  facts.busy[1] = 3;
  const worth: EqualWorth = { problem, terms: termsWith(problem), duals: undefined, points: 1, facts };
  const prices = new DiagramPrices(new PricedPairs(worth).question());
  expect([prices.isPossible, prices.isDone(5), prices.least]).toEqual([false, true, 0]);
  prices.improve(LONG, 5);
  expect(prices.rounds).toBe(0);
});
