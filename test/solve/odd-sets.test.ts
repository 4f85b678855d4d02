import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCertificate } from '../../src/check/certificate.js';
import { check } from '../../src/check/check.js';
import type { OddSetPrice } from '../../src/model/certificate.js';
import { boundInPoints, evaluateBound } from '../../src/solve/duals.js';
import { nameOf, oddSet, violatedSets } from '../../src/solve/odd-sets.js';
import { PriceSearch } from '../../src/solve/prices.js';
import { solveEvent } from '../../src/solve/solve.js';
import { priceTag } from '../check/prices-by-dice.js';
import { expectClean, expectSolved, withEvent } from '../helpers/checked.js';
import { makeEvent } from '../helpers/event.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { arbTiny, everySchedule, mostPoints, problemOf, termsWith } from './tiny.js';

/** Everyone of `people` wishes to meet everyone after it, in one slot with rooms for all. */
const clique = (people: string, parallel = 1) =>
  makeEvent({
    participants: [{ id: people[0], parallel }, ...people.slice(1)],
    wishes: [...people].flatMap((from, i) => [...people.slice(i + 1)].map(to => [from, to] as const)),
    slots: 1,
    rules: { minMeetings: 0 },
  });

describe('odd sets', () => {
  it.each([
    ['ABC', 1, 1],
    ['ABCDE', 1, 2],
    ['ABC', 2, 2],
    ['ABCDEFG', 1, 3],
  ])('of %s, the first with %i places, hold %i meetings: prices prove it', (people, parallel, most) => {
    const problem = problemOf(clique(people, parallel));
    const search = new PriceSearch(problem, termsWith(problem, 0));
    search.run(480);
    expect(search.bound).toBeGreaterThanOrEqual(most);
    for (let turn = 0; turn < 8 && search.bound > most; turn++) {
      search.addOddSets(20);
      search.run(240);
    }
    expect(search.bound).toBe(most);
  });

  it('are found where a solution overfills them, none twice', () => {
    const problem = problemOf(clique('ABCDE'));
    const half = violatedSets(problem, () => 0.5);
    expect(half.length).toBeGreaterThan(0);
    expect(new Set(half.map(nameOf)).size).toBe(half.length);
    for (const { people, meetings, capacity } of half) {
      expect(people.length % 2).toBe(1);
      expect(meetings.length * 0.5).toBeGreaterThan(capacity);
    }
    expect(violatedSets(problem, () => 0.2)).toEqual([]);
  });

  it('never exclude a schedule, whoever is in them', () => {
    let met = 0;
    fc.assert(
      // In a second slot a meeting would pay nothing.
      fc.property(arbTiny({ parallel: 30, sides: 1, slots: 1, rooms: undefined }), fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const dice = new Dice(seed);
        const sets = Array.from({ length: 1 + dice.below(2) }, () => {
          const members = dice.shuffled([...Array(problem.participants).keys()]).slice(0, 3 + dice.below(3));
          return oddSet(problem, dice.below(problem.slots), members);
        });
        const ofPair = new Float64Array(problem.meetings * problem.slots);
        const { best: zero, unit } = new PriceSearch(problem, termsWith(problem, 0));
        const prices = Float64Array.from(sets, () => unit * (1 + dice.below(2)));
        sets.forEach(({ meetings, slot }, i) => {
          for (const e of meetings) ofPair[e * problem.slots + slot] += prices[i];
        });
        const terms = termsWith(problem, 0);
        const duals = { ...zero, odd: { sets, prices, ofPair } };
        const bound = boundInPoints(evaluateBound(problem, duals, terms)!, duals.unit);
        const best = mostPoints(everySchedule(event), 0);
        if (bound < best) throw new Error(withEvent([`bound ${bound}, optimum ${best}`], event, sets));
        if (bound === best) met++;
      }),
      runs(200),
    );
    // The bound must not be so loose that nothing could break it.
    expect(met).toBeGreaterThan(5);
  });

  it('stand in the certificate, and its judge counts them', async () => {
    const triangles = ['AB', 'BC', 'AC', 'DE', 'EF', 'DF'].map(([from, to]) => [from, to] as const);
    const event = makeEvent({ wishes: triangles, slots: 1, rules: { minMeetings: 0 } });
    const outcome = await solveEvent(event, { seed: 1, effort: 'standard' });
    const report = expectClean(event, outcome);
    const { certificate, schedule } = expectSolved(event, outcome);
    const bound = certificate.bounds.find(({ tier }) => tier === 'points')!;
    expect(bound).toMatchObject({ claimed: 2, provedBy: 'prices' });
    expect(bound.odd?.length).toBeGreaterThan(0);
    const judged = checkCertificate(event, schedule, check(event, schedule), certificate);
    expect(judged.violations).toEqual([]);
    expect(judged.verdicts).toEqual([expect.objectContaining({ tier: 'points', proved: 2, value: 2 })]);
    expect(report.figures.points).toBe(2);
    const without = { ...certificate, bounds: [{ ...bound, odd: undefined }] };
    const weaker = checkCertificate(event, schedule, check(event, schedule), without);
    expect(weaker.violations.map(({ message }) => message).join()).toContain('prove no less than');
  });

  it('are refused in a certificate where their people, slot or price are none', () => {
    const event = clique('ABC');
    const schedule = { meetings: [] };
    const faults = (odd: OddSetPrice): string =>
      checkCertificate(event, schedule, check(event, schedule), {
        certificate: 1,
        bounds: [priceTag({ claimed: 9, odd: [odd] })],
      })
        .violations.map(({ message }) => message)
        .join();
    expect(faults({ people: ['A', 'B', 'C'], slot: '1', price: 1 })).toBe('');
    expect(faults({ people: ['A', 'X', 'C'], slot: '1', price: 1 })).toContain('"X", who is no participant');
    expect(faults({ people: ['A', 'B', 'C'], slot: '9', price: 1 })).toContain('slot "9", which is unknown');
    expect(faults({ people: ['A', 'B', 'C'], slot: '1', price: -1 })).toContain('is -1, expected a whole number');
  });
});
