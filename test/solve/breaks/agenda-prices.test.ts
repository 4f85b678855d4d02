import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AgendaPrices } from '../../../src/solve/breaks/agenda-prices.js';
import { sharedFacts } from '../../../src/solve/breaks/bound.js';
import type { EqualWorth } from '../../../src/solve/breaks/formula.js';
import { WordState } from '../../../src/solve/breaks/word-state.js';
import { withEvent } from '../../helpers/checked.js';
import { makeEvent } from '../../helpers/event.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { arbTiny, problemOf, termsWith } from '../tiny.js';
import { arbGappy, drawWorth, legalSchedules } from './worths.js';

const events = fc.oneof(arbGappy, arbTiny({ slots: 5, availability: 50, days: 2, rooms: 1 }));

it('prices never leave more breaks than there can be, and mostly as many', () => {
  const tally = { asked: 0, broken: 0, met: 0 };
  fc.assert(
    fc.property(events, fc.nat(), fc.constantFrom(0, 0, 1, 4), (event, seed, draw) => {
      const { problem, legal } = legalSchedules(event);
      if (legal.length === 0) return;
      const { target, breaks } = drawWorth(problem, legal, draw, new Dice(seed));
      const prices = AgendaPrices.of(target.worth);
      if (!prices) return;
      tally.asked++;
      // Steps are longer where more is thought to be left.
      for (const upper of [breaks, breaks + 3]) {
        prices.improve(100, upper);
        if (prices.least > breaks)
          throw new Error(withEvent([`${prices.least} breaks at least, but a schedule has ${breaks}`], event));
      }
      if (draw > 0 || breaks === 0) return;
      tally.broken++;
      if (prices.least === breaks) tally.met++;
    }),
    runs(500),
  );
  expect(tally.asked).toBeGreaterThan(80);
  expect(tally.broken).toBeGreaterThan(10);
  expect(tally.met).toBeGreaterThan(tally.broken * 0.5);
});

it('prices that grow too large for exact sums are given up', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const dice = new Dice(seed);
    const names = (count: number, letter: string) => Array.from({ length: count }, (_, i) => `${letter}${i + 1}`);
    const slots = names(4 + dice.below(4), '');
    const hosts = names(1 + dice.below(3), 'H');
    const guests = names(2 + dice.below(4), 'G');
    const pairs = dice.shuffled(hosts.flatMap(host => guests.map(guest => [host, guest] as const))).slice(0, 6);
    const event = makeEvent({
      participants: guests.map(id => ({ id, available: dice.shuffled(slots).slice(0, 1 + dice.below(2)) })),
      // A thousandth of a point more or less: prices on points have far to go.
      wishes: pairs.map(([from, to]) => ({ from, to, score: [0.001, 1000, 999.999, 1, 500][dice.below(5)] })),
      slots: slots.length,
      rooms: dice.below(2) === 0 ? undefined : 1,
      rules: { minMeetings: dice.below(2) },
    });
    const { problem, legal } = legalSchedules(event);
    for (let draw = 0; legal.length > 0 && draw < 4; draw++) {
      const { target, breaks } = drawWorth(problem, legal, draw, new Dice(seed + 5));
      const prices = AgendaPrices.of(target.worth)!;
      for (const upper of [breaks + 7, breaks + 1, breaks]) {
        prices.improve(150, upper);
        expect(prices.least).toBeLessThanOrEqual(breaks);
      }
    }
  }
});

/** H and I meet each other and two guests: H's gap is in the second slot, I's in the fifth. */
function apart(): EqualWorth {
  const event = makeEvent({
    participants: [
      { id: 'A', available: ['1'] },
      { id: 'B', available: ['3'] },
      { id: 'C', available: ['4'] },
      { id: 'D', available: ['6'] },
    ],
    wishes: [
      ['H', 'I', 'must'],
      ['H', 'A', 'must'],
      ['H', 'B', 'must'],
      ['I', 'C', 'must'],
      ['I', 'D', 'must'],
    ],
    slots: 7,
    rules: { minMeetings: 0 },
  });
  const problem = problemOf(event);
  const terms = termsWith(problem);
  return { problem, terms, duals: undefined, points: 5, facts: sharedFacts(problem, terms, undefined, 0) };
}

it('prices bring two participants to agree on a slot', () => {
  const prices = AgendaPrices.of(apart())!;
  prices.improve(1, 9);
  expect(prices.least).toBe(0);
  prices.improve(200, 3);
  expect([prices.least, prices.done]).toEqual([2, false]);
  prices.improve(200, 2);
  expect(prices.done).toBe(true);
});

it('prices that gain nothing end soon, and guide nobody', () => {
  const problem = problemOf(makeEvent({ wishes: [['H', 'I', 'must']], slots: 4 }));
  const terms = termsWith(problem);
  const facts = sharedFacts(problem, terms, undefined, 0);
  const prices = AgendaPrices.of({ problem, terms, duals: undefined, points: 1, facts })!;
  prices.improve(99, 3);
  expect(prices.done).toBe(false);
  prices.improve(1, 3);
  expect([prices.done, prices.least, prices.guide()]).toEqual([true, 0, undefined]);
});

it('a guide names whose agendas leave something to gain', () => {
  const worth = apart();
  const prices = AgendaPrices.of(worth)!;
  prices.improve(400, 3);
  const { problem } = worth;
  const named = new Int32Array(problem.participants);
  const guide = prices.guide()!;
  const withMeetingIn = (slot: number): number => {
    // Each guest in its only slot.
    const slots = problem.domain.map((word, e) => (isOfBoth(e) ? slot - 1 : 31 - Math.clz32(word)));
    return guide.wasteful(new WordState(problem, slots), named);
  };
  const { participants } = problem.event;
  const isOfBoth = (e: number): boolean =>
    [problem.a[e], problem.b[e]].every(p => ['H', 'I'].includes(participants[p].id));
  expect([withMeetingIn(2), withMeetingIn(5)]).toEqual([0, 0]);
  expect(withMeetingIn(7)).toBeGreaterThan(0);
  expect(['H', 'I']).toContain(participants[named[0]].id);
});

it('is left out where someone has several meetings at once, or too many to choose from', () => {
  const guests = Array.from({ length: 13 }, (_, i) => `G${i}`);
  const wishes = guests.map(guest => ['H', guest] as [string, string]);
  const of = (count: number, parallel: number): AgendaPrices | undefined => {
    const event = makeEvent({ participants: [{ id: 'H', parallel }], wishes: wishes.slice(0, count), slots: 4 });
    const problem = problemOf(event);
    const facts = sharedFacts(problem, termsWith(problem), undefined, 0);
    return AgendaPrices.of({ problem, terms: termsWith(problem), duals: undefined, points: 0, facts });
  };
  expect(of(12, 1)).toBeDefined();
  expect([of(13, 1), of(12, 2)]).toEqual([undefined, undefined]);
});
