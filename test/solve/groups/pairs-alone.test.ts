import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGroupProblem } from '../../../src/model/build-groups.js';
import type { Event, Wish } from '../../../src/model/event.js';
import type { GroupProblem } from '../../../src/model/group-problem.js';
import type { Problem } from '../../../src/model/problem.js';
import { asksForGroups } from '../../../src/model/ways-to-meet.js';
import { boundInPoints, evaluateBound } from '../../../src/solve/duals.js';
import { itemsOf } from '../../../src/solve/groups/items.js';
import { withoutChoice } from '../../../src/solve/groups/pair-agendas.js';
import { groupPricesOf } from '../../../src/solve/groups/pair-prices.js';
import { pairsAlone } from '../../../src/solve/groups/pairs-alone.js';
import { priceBound } from '../../../src/solve/groups/price-bound.js';
import { anySessions } from '../../../src/solve/groups/promise-terms.js';
import { heldOf, pointsOf } from '../../../src/solve/meeting-sets.js';
import { PriceSearch } from '../../../src/solve/prices.js';
import { promiseTerms } from '../../../src/solve/promises.js';
import { priceAlone } from '../../../src/solve/rests.js';
import { solveEvent } from '../../../src/solve/solve.js';
import { expectClean, expectSolved, withEvent } from '../../helpers/checked.js';
import { generate } from '../../helpers/generate.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { arbTinyEvent } from '../../inspect/events.js';
import { bestOf, faultsBeside, isNarrower } from './every-kept.js';

/** More with `EJRC_FUZZ=…` in the environment. */
const RUNS = Number(process.env.EJRC_FUZZ ?? 150);

/** Nobody holds sessions or interprets, and four wishes in ten leave a choice of two people. */
const events = fc.tuple(arbTinyEvent, fc.nat()).map(([event, seed]): Event => {
  const dice = new Dice(seed);
  const ids = event.participants.map(({ id }) => id);
  const wishes = [...event.wishes].map((wish): Wish => {
    const one = wish.anyOf?.[0] ?? wish.to;
    const others = dice.shuffled(ids.filter(id => id !== wish.from && id !== one));
    const chooses = wish.kind !== 'never' && others.length > 0 && (wish.anyOf !== undefined || dice.chance(40));
    if (!chooses) return { ...wish, as: 'pair' };
    return { ...wish, as: 'pair', to: 'Org', anyOf: [one, others[0]] };
  });
  // Of the first of them, both people ask for it themselves.
  const { from, anyOf = [] } = wishes.find(wish => wish.anyOf !== undefined) ?? {};
  const isThere = (asker: string): boolean => wishes.some(wish => wish.from === asker && wish.to === from);
  const plain = { kind: 'wish', as: 'pair', rank: undefined, score: undefined, session: undefined, note: '' } as const;
  for (const asker of dice.chance(50) ? anyOf : [])
    if (!isThere(asker)) wishes.push({ ...plain, from: asker, to: from!, line: wishes.length + 2 });
  const participants = event.participants.map(one => ({
    ...one,
    role: 'participant' as const,
    group: undefined,
    maxConsecutive: dice.chance(40) ? 1 : one.maxConsecutive,
  }));
  return { ...event, wishes, participants, interpreters: [] } as Event;
});

function problemOf(event: Event): GroupProblem | undefined {
  const built = buildGroupProblem(event);
  return built.kind === 'built' ? built.problem : undefined;
}

/** Whether a meeting stands there once for each wish that could be its reason, in the same slots. */
function hasSeveralReasons({ meetings, a, b, domain, words }: Problem): boolean {
  const nameOf = (e: number) => [a[e], b[e], ...domain.subarray(e * words, (e + 1) * words)].join(' ');
  return new Set(Array.from({ length: meetings }, (_, e) => nameOf(e))).size < meetings;
}

describe('events without sessions', () => {
  it.each(['quick', 'standard'] as const)(
    'come out as trying everything has them, and no bound is too small: %s',
    async effort => {
      const tally = { proved: 0, solved: 0, strict: 0, repeats: 0, reasons: 0, others: 0 };
      await fc.assert(
        fc.asyncProperty(events, async event => {
          if (!asksForGroups(event)) return;
          const problem = problemOf(event);
          const pairs = problem && pairsAlone(problem);
          const outcome = await solveEvent(event, { seed: 1, effort });
          const best = bestOf(event);
          if (outcome.kind !== 'solved' && (!best || isNarrower(event))) {
            tally.others++;
            return;
          }
          expectClean(event, outcome);
          const { objective } = expectSolved(event, outcome);
          const faults = best ? faultsBeside(best, objective) : ['solved, where nothing can be'];
          if (faults.length > 0) throw new Error(withEvent(faults, event, outcome));
          tally[objective.promises.proved && objective.points.proved ? 'proved' : 'solved']++;
          if (pairs?.sets?.fine.includes(Number.POSITIVE_INFINITY)) tally.strict++;
          if (pairs && problem.repeats.length > 0) tally.repeats++;
          if (pairs && hasSeveralReasons(pairs)) tally.reasons++;
        }),
        { ...runs(RUNS), endOnFailure: true },
      );
      expect(tally.proved).toBeGreaterThan(0.4 * RUNS);
      expect(tally.strict).toBeGreaterThan(0.1 * RUNS);
      expect(tally.repeats).toBeGreaterThan(0.05 * RUNS);
      expect(tally.reasons).toBeGreaterThan(0.05 * RUNS);
    },
    Math.max(120_000, RUNS * 2000),
  );

  it('have the same bound from prices in the words of groups', () => {
    const priced = { sets: 0, rests: 0 };
    fc.assert(
      fc.property(events, event => {
        const problem = problemOf(event);
        const pairs = problem && pairsAlone(problem);
        if (!pairs || pairs.meetings === 0) return;
        const terms = promiseTerms(pairs);
        const search = new PriceSearch(pairs, terms);
        search.run(240);
        search.addOddSets(4);
        search.run(240);
        for (const duals of [search.best, search.fine]) {
          const prices = groupPricesOf(problem, pairs, duals)!;
          const bound = priceBound(problem, itemsOf(problem), terms, 'points', prices, anySessions(problem));
          expect(bound).toBe(boundInPoints(evaluateBound(pairs, duals, terms)!, duals.unit));
          // What is lost where a place stays free, and no more.
          expect(prices.pi).toEqual(priceAlone(pairs, duals));
          if (duals.sets?.prices.some(price => price > 0)) priced.sets++;
          if (duals.rests?.some(price => price > 0)) priced.rests++;
        }
      }),
      runs(150),
    );
    expect(priced.sets).toBeGreaterThan(20);
    expect(priced.rests).toBeGreaterThan(5);
  });

  it('without a choice are worth what they were, and no schedule is worth more', () => {
    let sets = 0;
    fc.assert(
      fc.property(events, fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const pairs = problem && pairsAlone(problem);
        if (!pairs?.sets) return;
        const dice = new Dice(seed);
        const slotOf = Int32Array.from({ length: pairs.meetings }, () => dice.below(2) - 1);
        // One meeting of each strict set at most.
        const { start, meetings, fine } = pairs.sets;
        for (let s = 0; s < fine.length; s++) {
          const all = meetings.subarray(start[s], start[s + 1]);
          for (const e of all) if (fine[s] === Number.POSITIVE_INFINITY && heldOf(all, slotOf) > 1) slotOf[e] = -1;
        }
        const settled = withoutChoice(pairs, slotOf);
        expect(settled.sets).toBeUndefined();
        expect(pointsOf(settled, slotOf)).toBe(pointsOf(pairs, slotOf));
        const W = pairs.words;
        const left = slotOf.map((_, e) =>
          settled.domain.subarray(e * W, (e + 1) * W).some(word => word !== 0) ? 0 : -1,
        );
        const some = left.map(t => (t === 0 && dice.chance(60) ? 0 : -1));
        expect(pointsOf(settled, some)).toBeLessThanOrEqual(pointsOf(pairs, some));
        sets += fine.length;
      }),
      runs(200),
    );
    expect(sets).toBeGreaterThan(60);
  });

  it.each([
    ['organisations', 0],
    ['organisations and hosts', 25],
  ] as const)('come close to the bound where there are many meetings, by the rules: %s', async (_, everyHost) => {
    const event = manyWith(everyHost);
    const outcome = await solveEvent(event, { seed: 1, effort: 'quick' });
    expectClean(event, outcome);
    const { objective } = expectSolved(event, outcome);
    expect(objective.promises.proved).toBe(true);
    const { value, bound } = objective.points;
    expect(value).toBeGreaterThan((everyHost > 0 ? 0.9 : 0.98) * bound!);
    // Without a search for them there would be two for everyone.
    expect(objective.breaks.value).toBeLessThan(1.5 * event.participants.length);
  });
});

/** Hundreds of meetings: three people in a row are an organisation, which every third wish is for; every so manieth person is a host. */
function manyWith(everyHost: number): Event {
  const made = generate({ people: 300, wishes: 3000, slots: 12, rooms: 120, seed: 4 });
  const ids = made.participants.map(({ id }) => id);
  const isHost = (p: number): boolean => everyHost > 0 && p % everyHost === 0;
  const seen = new Set<string>();
  const wishes = [...made.wishes].flatMap((wish, i): Wish[] => {
    const asked = ids.indexOf(wish.to);
    const anyOf = ids.slice(3 * Math.floor(asked / 3), 3 * Math.floor(asked / 3) + 3).filter(id => id !== wish.from);
    const name = `${wish.from} Org ${Math.floor(asked / 3)}`;
    const isForAny = i % 3 === 2 && anyOf.length === 3 && anyOf.every(id => !isHost(ids.indexOf(id)));
    if (isForAny && seen.has(name)) return [];
    if (isForAny) seen.add(name);
    if (isForAny) return [{ ...wish, to: name, anyOf, as: 'pair' }];
    return [{ ...wish, as: isHost(asked) || isHost(ids.indexOf(wish.from)) ? 'seat' : 'pair' }];
  });
  const participants = made.participants.map((one, p) =>
    isHost(p) ? { ...one, role: 'host' as const, group: { min: 2, max: 6, sessions: 3 } } : one,
  );
  return { ...made, wishes, participants } as Event;
}
