import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasBit, type Problem } from '../../src/model/problem.js';
import { type AlikeSlots, findAlike, fold, unfold } from '../../src/solve/alike-slots.js';
import { evaluateBound, zeroDuals } from '../../src/solve/duals.js';
import { PriceSearch } from '../../src/solve/prices.js';
import { promiseTerms } from '../../src/solve/promises.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { arbSmall, problemOf, termsWith } from './tiny.js';

/** The same event with each slot several times, in an order of its own. */
function repeated(problem: Problem, dice: Dice): Problem {
  const { slots, words: W, meetings: E, limits } = problem;
  const from = Array.from({ length: slots + 6 }, (_, t) => (t < slots ? t : dice.below(slots)));
  const T = from.length;
  const words = (T + 31) >> 5;
  const domain = new Int32Array(E * words);
  for (let e = 0; e < E; e++)
    from.forEach((t, at) => {
      if (hasBit(problem.domain, e * W, t)) domain[e * words + (at >> 5)] |= 1 << (at & 31);
    });
  const capacity = Int32Array.from(
    { length: limits * T },
    (_, i) => problem.capacity[Math.floor(i / T) * slots + from[i % T]],
  );
  return { ...problem, slots: T, words, domain, capacity };
}

/** Every small event has some twins after this. */
const arbRepeated = fc.tuple(arbSmall({ minMeetings: 1 }), fc.nat()).map(([event, seed]) => {
  const problem = repeated(problemOf(event), new Dice(seed));
  return { problem, alike: findAlike(problem) as AlikeSlots };
});

describe('alike slots', () => {
  it('are those that every meeting may take or none, with the same room, and no others', () => {
    fc.assert(
      fc.property(arbRepeated, ({ problem, alike }) => {
        const { slots: T, words: W, meetings: E, limits, domain, capacity } = problem;
        const column = (t: number): string =>
          [
            ...Array.from({ length: E }, (_, e) => Number(hasBit(domain, e * W, t))),
            ...Array.from({ length: limits }, (_, limit) => capacity[limit * T + t]),
          ].join(' ');
        for (let t = 0; t < T; t++)
          for (let u = 0; u < t; u++) expect(alike.kindOf[t] === alike.kindOf[u]).toBe(column(t) === column(u));
        for (let g = 0; g < alike.width.length; g++)
          expect(alike.width[g]).toBe(alike.kindOf.filter(kind => kind === g).length);
      }),
      runs(60),
    );
  });

  it('are not looked for in vain', () => {
    const dice = new Dice(1);
    const rooms = repeated(problemOf(fc.sample(arbSmall(), { numRuns: 1, seed: 1 })[0]), dice);
    const apart = { ...rooms, capacity: Int32Array.from(rooms.capacity.keys()) };
    expect(findAlike(apart)).toBeUndefined();
  });

  it('prove the same by prices of one of each kind as by those of all, and give them back', () => {
    fc.assert(
      fc.property(arbRepeated, fc.nat(), ({ problem, alike }, seed) => {
        const dice = new Dice(seed);
        const folded = { ...problem, ...alike.folded };
        const terms = promiseTerms(problem);
        const zero = zeroDuals(folded, 4);
        const prices = { ...zero, pi: zero.pi.map(() => dice.below(9)), rho: zero.rho.map(() => dice.below(9)) };
        const whole = unfold(alike, problem, prices);
        const exact = evaluateBound(folded, prices, terms, undefined, alike.width);
        expect(exact).toBe(evaluateBound(problem, whole, terms));
        const back = fold(alike, whole);
        for (const [i, price] of back.pi.entries()) expect(price).toBeCloseTo(prices.pi[i], 9);
        for (const [i, price] of back.rho.entries()) expect(price).toBeCloseTo(prices.rho[i], 9);
      }),
      runs(60),
    );
  });

  it('lead a search the same way, and what it claims holds over all slots', () => {
    let closer = 0;
    fc.assert(
      fc.property(arbRepeated, ({ problem, alike }) => {
        const terms = termsWith(problem);
        const whole = new PriceSearch(problem, terms);
        const once = new PriceSearch(problem, terms, undefined, alike);
        const before = once.exactBound;
        for (const search of [whole, once]) search.run(240);
        expect(once.exactBound).toBeCloseTo(whole.exactBound, 1);
        expect(evaluateBound(problem, once.best, terms)! / once.best.unit).toBe(once.exactBound);
        if (once.exactBound < before - 1) closer++;
      }),
      runs(60),
    );
    expect(closer).toBeGreaterThan(10);
  });
});
