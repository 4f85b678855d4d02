import { describe, expect, it } from 'vitest';
import { dearestSlots } from '../../src/check/certificate/interpreted-slots.js';
import { checkCertificate } from '../../src/check/certificate.js';
import { check } from '../../src/check/check.js';
import type { Event } from '../../src/model/event.js';
import { hasBit, inOrganisersPoints } from '../../src/model/problem.js';
import { interpreterSlots } from '../../src/model/speech.js';
import { boundInPoints, evaluateBound } from '../../src/solve/duals.js';
import { dearestWork, evaluateWithRests } from '../../src/solve/interpreter-rests.js';
import { promiseTerms } from '../../src/solve/promises.js';
import { solveEvent } from '../../src/solve/solve.js';
import { bruteForce } from '../helpers/brute-force.js';
import { expectClean, expectSolved } from '../helpers/checked.js';
import { makeEvent } from '../helpers/event.js';
import { Dice } from '../helpers/random.js';
import { randomDuals } from './prices-by-dice.js';
import { problemOf } from './tiny.js';

/** Two days of sessions, and one interpreter who is away now and then. */
function workOf(dice: Dice) {
  const slots = Array.from({ length: 1 + dice.below(9) }, (_, t) => ({
    session: dice.chance(15) ? 'evening' : 'day',
    date: t < 5 ? '2026-03-02' : '2026-03-03',
  }));
  const maxConsecutive = dice.chance(20) ? undefined : 1 + dice.below(4);
  const event = makeEvent({
    participants: [
      { id: 'A', languages: ['fr'] },
      { id: 'B', languages: ['ja'] },
    ],
    wishes: [['A', 'B']],
    slots,
    interpreters: [
      {
        ...{ id: 'I', languages: ['fr', 'ja'], maxConsecutive },
        unavailable: slots.flatMap((_, t) => (dice.chance(20) ? [String(t + 1)] : [])),
      },
    ],
  });
  return { event, problem: problemOf(event), prices: Float64Array.from(slots, () => dice.below(10)), maxConsecutive };
}

/** The most of these slots that follow one another in one session of a day. */
function longestRun(slots: readonly { readonly session: string; readonly date: string }[], worked: readonly number[]) {
  let [run, longest] = [0, 0];
  worked.forEach((t, i) => {
    const goesOn =
      worked[i - 1] === t - 1 && slots[t - 1].session === slots[t].session && slots[t - 1].date === slots[t].date;
    run = goesOn ? run + 1 : 1;
    longest = Math.max(longest, run);
  });
  return longest;
}

describe('dearestWork', () => {
  it('is the best of all choices of slots that leave a rest, for the solver and for the judge', () => {
    const tally = { rested: 0, all: 0 };
    for (let seed = 1; seed <= 300; seed++) {
      const { event, problem, prices, maxConsecutive = 99 } = workOf(new Dice(seed));
      const { slots } = event;
      const open = interpreterSlots(event);
      let best = 0;
      for (let mask = 0; mask < 1 << slots.length; mask++) {
        let [run, longest, earned, isThere] = [0, 0, 0, true];
        slots.forEach(({ session, date }, t) => {
          const works = ((mask >> t) & 1) === 1;
          const goesOn = t > 0 && slots[t - 1].session === session && slots[t - 1].date === date;
          run = works ? (goesOn ? run : 0) + 1 : 0;
          longest = Math.max(longest, run);
          if (works) earned += prices[t];
          if (works && !hasBit(open, 0, t)) isThere = false;
        });
        if (isThere && longest <= maxConsecutive) best = Math.max(best, earned);
      }
      const work = dearestWork(problem, 0, open, prices);
      expect(work.earned).toBe(best);
      expect(work.slots.reduce((sum, t) => sum + prices[t], 0)).toBe(best);
      expect(longestRun(slots, work.slots)).toBeLessThanOrEqual(maxConsecutive);
      expect(work.slots.filter(t => !hasBit(open, 0, t))).toEqual([]);
      const judged = dearestSlots(
        slots,
        t => (hasBit(open, 0, t) ? prices[t] : 0),
        event.interpreters[0].maxConsecutive,
      );
      expect(judged).toBe(BigInt(best));
      const all = prices.reduce((sum, price, t) => sum + (hasBit(open, 0, t) ? price : 0), 0);
      tally[best < all ? 'rested' : 'all']++;
    }
    expect(tally.rested).toBeGreaterThan(60);
    expect(tally.all).toBeGreaterThan(60);
  });
});

/** A session of three or four slots, and wishes of people of three languages, of which two interpreters know most. */
function scarce(dice: Dice): Event {
  const people = ['A', 'B', 'C', 'D', 'E', 'F'];
  const pairs = people.flatMap((p, k) => people.slice(k + 1).map(q => [p, q] as const));
  return makeEvent({
    participants: people.map((id, i) => ({ id, languages: [['en', 'fr', 'ja'][i % 3]], minMeetings: dice.below(2) })),
    wishes: dice
      .shuffled(pairs)
      .slice(0, 6)
      .map(([from, to]) => ({ from, to, score: 1 + dice.below(9) })),
    slots: 3 + dice.below(2),
    interpreters: ['I', 'J'].map(id => ({
      ...{ id, languages: dice.shuffled(['en', 'fr', 'ja']).slice(0, 2 + dice.below(2)) },
      maxConsecutive: 1 + dice.below(2),
    })),
  });
}

describe('evaluateWithRests', () => {
  it('takes something off bounds of any prices, and never goes below the optimum', () => {
    const tally = { lower: 0, tight: 0 };
    for (let seed = 1; seed <= 150; seed++) {
      const dice = new Dice(seed);
      const event = scarce(dice);
      const best = bruteForce(event)!;
      const problem = problemOf(event);
      const terms = { ...promiseTerms(problem), target: best.promises };
      const duals = randomDuals(problem, dice);
      const [plain, rested] = [evaluateBound, evaluateWithRests].map(evaluate => evaluate(problem, duals, terms)!);
      expect(rested).toBeLessThanOrEqual(plain);
      const proved = inOrganisersPoints(problem, boundInPoints(rested, duals.unit));
      expect(proved).toBeGreaterThanOrEqual(best.points);
      if (rested < plain) tally.lower++;
      if (proved < best.points + 5) tally.tight++;
    }
    expect(tally.lower).toBeGreaterThan(30);
    expect(tally.tight).toBeGreaterThan(2);
  });

  it('has bounds of schedules that no schedule of a brute force exceeds, and often just these', async () => {
    let proved = 0;
    for (let seed = 1; seed <= 25; seed++) {
      const event = scarce(new Dice(seed));
      const best = bruteForce(event)!;
      const outcome = await solveEvent(event, { seed, effort: 'quick' });
      expectClean(event, outcome);
      const { objective, schedule, certificate } = expectSolved(event, outcome);
      const { promises, points } = objective;
      // The judge finds the same from the tables and the prices.
      const { violations, verdicts } = checkCertificate(event, schedule, check(event, schedule), certificate!);
      expect(violations).toEqual([]);
      for (const { tier, provedBy, proved: judged } of verdicts)
        if (provedBy === 'prices') expect(judged).toBe(objective[tier].bound);
      expect(promises.bound!).toBeGreaterThanOrEqual(best.promises);
      if (promises.value === best.promises) expect(points.bound!).toBeGreaterThanOrEqual(best.points);
      if (!points.proved) continue;
      proved++;
      expect(points.value).toBe(best.points);
      expect(objective.breaks.bound!).toBeLessThanOrEqual(best.breaks);
      expect(objective.idle.bound!).toBeLessThanOrEqual(best.idle);
    }
    expect(proved).toBeGreaterThan(23);
  });
});

describe('interpreters who rest', () => {
  it('leave a schedule that is proved the best, where more meetings need them than they have slots for', async () => {
    const dice = new Dice(5);
    const tongues = ['en', 'fr', 'ja', 'de'];
    const ids = Array.from({ length: 24 }, (_, i) => `P${i}`);
    const wishes = ids.flatMap(from =>
      dice
        .shuffled(ids.filter(id => id !== from))
        .slice(0, 5)
        .map(to => ({ from, to, score: 1 + dice.below(9) })),
    );
    const event = makeEvent({
      participants: ids.map((id, i) => ({ id, languages: [tongues[i % 4]], minMeetings: 0 })),
      wishes,
      slots: 12,
      interpreters: [2, 2, 3, undefined].map((maxConsecutive, i) => ({
        ...{ id: `I${i}`, languages: dice.shuffled(tongues).slice(0, 3), maxConsecutive },
      })),
    });
    const outcome = await solveEvent(event, { seed: 1, effort: 'quick' });
    expectClean(event, outcome);
    const { points } = expectSolved(event, outcome).objective;
    expect(points.proved).toBe(true);
    // Without rests there would be more.
    const tireless = { ...event, interpreters: event.interpreters.map(one => ({ ...one, maxConsecutive: undefined })) };
    const freer = expectSolved(tireless, await solveEvent(tireless, { seed: 1, effort: 'quick' })).objective.points;
    expect(freer.value).toBeGreaterThan(points.bound!);
  });
});
