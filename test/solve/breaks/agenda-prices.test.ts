import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AgendaPrices } from '../../../src/solve/breaks/agenda-prices.js';
import { sharedFacts } from '../../../src/solve/breaks/bound.js';
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
    runs(200),
  );
  expect(tally.asked).toBeGreaterThan(80);
  expect(tally.broken).toBeGreaterThan(10);
  expect(tally.met).toBeGreaterThan(tally.broken * 0.5);
});

it('prices see that a meeting cannot be in two halves', () => {
  // H and I meet between their guests of the morning and of the evening: one of them then, the other one at noon.
  const event = makeEvent({
    participants: [
      { id: 'A', available: ['1'] },
      { id: 'B', available: ['2'] },
      { id: 'C', available: ['4'] },
      { id: 'D', available: ['5'] },
    ],
    wishes: [
      ['H', 'A', 'must'],
      ['H', 'C', 'must'],
      ['I', 'B', 'must'],
      ['I', 'D', 'must'],
      ['H', 'I', 'must'],
    ],
    slots: 5,
    rules: { minMeetings: 0 },
  });
  const problem = problemOf(event);
  const facts = sharedFacts(problem, termsWith(problem), undefined, 0);
  const worth = { problem, terms: termsWith(problem), duals: undefined, points: 5, facts };
  const prices = AgendaPrices.of(worth)!;
  prices.improve(200, 4);
  expect(prices.least).toBe(2);
  prices.improve(200, 2);
  expect(prices.done).toBe(true);
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
