import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Problem, UNBOUNDED } from '../../src/model/problem.js';
import { zeroDuals } from '../../src/solve/duals.js';
import { PriceSearch } from '../../src/solve/prices.js';
import { keepsRests, priceAlone, Rests } from '../../src/solve/rests.js';
import { leftBy } from '../../src/solve/window.js';
import { makeEvent } from '../helpers/event.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { arbSmall, problemOf, termsWith } from './tiny.js';

const events = arbSmall({ maxConsecutive: 2, slots: 8, sides: 1, rooms: undefined });

/** Neighbouring slots of one stretch that begin with this one, as many as p may not all be busy in. */
function windowFrom({ slots: T, stretch, maxConsecutive: longest }: Problem, p: number, t: number): number[] {
  const window = Array.from({ length: longest[p] + 1 }, (_, i) => t + i);
  return window.every(one => one < T && stretch[one] === stretch[t]) ? window : [];
}

describe('Rests', () => {
  it('has the windows in all of whose slots somebody could be busy, sums over them, and shares their prices out', () => {
    const tally = { windows: 0, without: 0 };
    fc.assert(
      fc.property(events, fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const { participants: P, slots: T, words: W, a, b, domain } = problem;
        const rests = Rests.of(problem);
        const couldBeBusy = (p: number, t: number): boolean =>
          a.some((one, e) => (one === p || b[e] === p) && ((domain[e * W + (t >> 5)] >>> (t & 31)) & 1) === 1);
        const dice = new Dice(seed);
        const places = Float64Array.from({ length: P * T }, () => dice.below(9));
        const sums = new Float64Array(P * T);
        const shares = new Float64Array(P * T);
        const windows: { p: number; slots: number[] }[] = [];
        const expected = { begins: new Uint8Array(P * T), sums: sums.slice(), shares: shares.slice() };
        for (let p = 0; p < P; p++) {
          for (let t = 0; t < T; t++) {
            const window = problem.maxConsecutive[p] === UNBOUNDED ? [] : windowFrom(problem, p, t);
            if (window.length === 0 || !window.every(one => couldBeBusy(p, one))) continue;
            expected.begins[p * T + t] = 1;
            expected.sums[p * T + t] = window.reduce((sum, one) => sum + places[p * T + one], 0);
            windows.push({ p, slots: window });
            for (const one of window) expected.shares[p * T + one] += expected.sums[p * T + t];
          }
        }
        rests?.gather(places, sums);
        rests?.spread(sums, shares);
        expect(sums).toEqual(expected.sums);
        expect(shares).toEqual(expected.shares);
        if (rests) expect(rests.begins).toEqual(expected.begins);
        else expect(expected.begins).not.toContain(1);
        for (let p = 0; rests && p < P; p++) {
          const covering = Array.from({ length: T }, (_, t) => t).map(
            t => windows.filter(one => one.p === p && one.slots.includes(t)).length,
          );
          expect(rests.depth(p)).toBeGreaterThanOrEqual(Math.max(...covering));
          if (problem.maxConsecutive[p] === UNBOUNDED) expect(rests.depth(p)).toBe(0);
        }
        rests ? tally.windows++ : tally.without++;
        const pi = shares.map((share, at) => share + places[at]);
        expect(priceAlone(problem, { pi, rests: sums })).toEqual(places);
      }),
      runs(200),
    );
    expect(tally.windows).toBeGreaterThan(50);
    expect(tally.without).toBeGreaterThan(5);
  });

  it('are none where nobody has a maximum', () => {
    const problem = problemOf(makeEvent({ wishes: [['A', 'B']], slots: 3 }));
    expect(Rests.of(problem)).toBeUndefined();
    const { pi } = zeroDuals(problem, 1);
    expect(priceAlone(problem, { pi })).toBe(pi);
  });
});

describe('prices with rests', () => {
  it('prove what places and maxima alone do not', () => {
    // The dear meeting is in the middle: of three slots two could be busy, but not these.
    const wishes = [1, 5, 1].map((score, i) => ({ from: 'A', to: 'BCD'[i], score }));
    const others = ['B', 'C', 'D'].map((id, i) => ({ id, available: [`${i + 1}`] }));
    const event = makeEvent({ wishes, slots: 3, participants: [{ id: 'A', maxConsecutive: 1 }, ...others] });
    const problem = problemOf(event);
    const prices = new PriceSearch(problem, termsWith(problem, 0));
    prices.run(480);
    expect(prices.bound).toBe(5);
    expect(prices.best.rests?.some(price => price > 0)).toBe(true);
    const blind = new PriceSearch(
      { ...problem, maxConsecutive: new Int32Array(4).fill(UNBOUNDED) },
      termsWith(problem, 0),
    );
    blind.run(480);
    expect(blind.bound).toBe(6);
  });
});

describe('keepsRests', () => {
  it('agrees with a count of busy neighbours, whatever the sessions and delegations', () => {
    const tally = { kept: 0, broken: 0 };
    fc.assert(
      fc.property(events, fc.nat(), (event, seed) => {
        const dice = new Dice(seed);
        const made = problemOf(event);
        const problem = { ...made, maxConsecutive: made.maxConsecutive.map(() => dice.pick([1, 1, 2, UNBOUNDED])) };
        const slotOf = Int32Array.from({ length: problem.meetings }, () => dice.below(problem.slots + 1) - 1);
        const { participants: P, slots: T, a, b, maxConsecutive: longest } = problem;
        const isBusy = (p: number, t: number): boolean =>
          slotOf.some((at, e) => at === t && (a[e] === p || b[e] === p));
        const isBroken = Array.from({ length: P * T }, (_, at) => [Math.floor(at / T), at % T]).some(([p, t]) => {
          const window = longest[p] === UNBOUNDED ? [] : windowFrom(problem, p, t);
          return window.length > 0 && window.every(one => isBusy(p, one));
        });
        expect(keepsRests(problem, leftBy(problem, slotOf).places)).toBe(!isBroken);
        isBroken ? tally.broken++ : tally.kept++;
      }),
      runs(200),
    );
    expect(tally.kept).toBeGreaterThan(40);
    expect(tally.broken).toBeGreaterThan(40);
  });
});
