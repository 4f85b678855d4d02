import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildProblem } from '../../src/model/build.js';
import type { Event, Room } from '../../src/model/event.js';
import { NO_UNIONS } from '../../src/model/limits.js';
import type { Problem } from '../../src/model/problem.js';
import { Budget } from '../../src/solve/budget.js';
import { GROUPS } from '../../src/solve/groups/solve-groups.js';
import { type Attempt, type Recipe, underEnoughLimits } from '../../src/solve/row-generation.js';
import { countUnions, seatIn } from '../../src/solve/short-unions.js';
import { solveEvent } from '../../src/solve/solve.js';
import { PAIRS } from '../../src/solve/solve-pairs.js';
import { bruteForce } from '../helpers/brute-force.js';
import { expectClean, expectSolved, withEvent } from '../helpers/checked.js';
import { makeEvent } from '../helpers/event.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { conversations } from '../helpers/speech.js';
import { hostsInBooths } from './groups/booths.js';
import { problemOf } from './tiny.js';

const OPTIONS = { seed: 1, effort: 'standard' } as const;

/** A recipe that notes what it was asked for, and finds no schedule at once, as in larger events. */
function noting<Built, Slots>(recipe: Recipe<Built, Slots>) {
  const asked = { unions: 0, attempts: 0, settled: 0 };
  const noted: Recipe<Built, Slots> = {
    ...recipe,
    direct: async () => undefined,
    withUnions: (problem, unions) => {
      asked.unions = countUnions(unions);
      return recipe.withUnions(problem, unions);
    },
    attempt: async (...args) => {
      asked.attempts++;
      const attempt = await recipe.attempt(...args);
      if ('refused' in attempt) return attempt;
      const settle: Attempt<Slots>['settle'] = (...how) => {
        asked.settled++;
        return attempt.settle(...how);
      };
      return { ...attempt, settle };
    },
  };
  return { asked, noted };
}

/** Delegations with a room each and no other: everyone wishes to meet five of everyone else's. */
function delegations(dice: Dice, count: number, people: number) {
  const sides = Array.from({ length: count }, (_, i) => `S${i}`);
  const participants = Array.from({ length: people }, (_, p) => ({ id: `P${p}`, side: sides[p % count] }));
  const wishes = participants.flatMap(({ id }, p) =>
    dice
      .shuffled(participants.filter((_, q) => q % count !== p % count))
      .slice(0, 5)
      .map((other, k) => [id, other.id, k + 1] as const),
  );
  return { sides, participants, wishes };
}

/** Ten exhibitors with a booth each that is seldom open, shared tables, and wishes among them; some have a room of their own. */
function booths(dice: Dice): Event {
  const people = Array.from({ length: 10 }, (_, i) => `E${i}`);
  const slots = ['1', '2', '3'];
  const rooms: Partial<Room>[] = [
    { id: 'T', tables: dice.chance(20) ? 2 : 1, unavailable: slots.filter(() => dice.chance(50)) },
    ...people.map((own, i) => ({
      id: `B${i}`,
      only: [own, ...(dice.chance(30) ? [dice.pick(people)] : [])],
      unavailable: slots.filter(() => dice.chance(80)),
    })),
  ];
  const pairs = people.flatMap((a, i) => people.slice(i + 1).map(b => [a, b] as const));
  const wishes = dice
    .shuffled(pairs)
    .slice(0, 8)
    .map(([a, b]) => [a, b, dice.chance(8) ? 'must' : 1 + dice.below(4)] as const);
  const participants = people.map(id => (dice.chance(8) ? { id, room: 'T' } : { id }));
  return makeEvent({ participants, wishes, slots: 3, rooms });
}

/** The first of the events that is one of these. */
function entangled(make: (dice: Dice) => Event): Event {
  for (let seed = 1; ; seed++) {
    const event = make(new Dice(seed));
    const built = buildProblem(event);
    if (built.kind === 'built' && !built.problem.hasAllLimits) return event;
  }
}

describe('rooms that are reserved in more ways than are counted', () => {
  it('are filled as well as by trying everything, and bounds hold', async () => {
    const tally = { entangled: 0, short: 0, proved: 0, impossible: 0 };
    await fc.assert(
      fc.asyncProperty(fc.nat(1e6), async seed => {
        const event = booths(new Dice(seed));
        const built = buildProblem(event);
        if (built.kind === 'built' && built.problem.hasAllLimits) return;
        tally.entangled++;
        const { asked, noted } = noting(PAIRS);
        const best = bruteForce(event);
        const outcome = await underEnoughLimits(noted, event, OPTIONS);
        const told = withEvent([], event, outcome);
        if (asked.unions > 0) expect(asked.attempts).toBeGreaterThan(1);
        if (!best) {
          tally.impossible++;
          expect(outcome.kind, told).toBe('impossible');
          return;
        }
        const { figures } = expectClean(event, outcome);
        const { objective } = expectSolved(event, outcome);
        if (asked.unions > 0) tally.short++;
        expect(objective.promises.bound, told).toBeGreaterThanOrEqual(best.promises);
        if (figures.promises === best.promises)
          expect(objective.points.bound, told).toBeGreaterThanOrEqual(best.points);
        expect([figures.promises, figures.points], told).toEqual([best.promises, best.points]);
        if (objective.points.proved) tally.proved++;
      }),
      runs(40),
    );
    expect(tally.short, JSON.stringify(tally)).toBeGreaterThan(5);
    expect(tally.proved).toBeGreaterThan(15);
  });

  it('are not filled anew where a mended schedule is short of nothing', async () => {
    const calls: string[] = [];
    const event = makeEvent({ wishes: [['A', 'B']], rooms: 2 });
    const short = { rooms: [[0, 1]], interpreters: [] };
    const script = [
      { isMended: false, short: NO_UNIONS },
      { isMended: false, short },
      { isMended: true, short: NO_UNIONS },
    ];
    const recipe: Recipe<Problem, Int32Array> = {
      ...PAIRS,
      hasAllLimits: () => false,
      async attempt(problem, options, budget, earlier) {
        const made = await PAIRS.attempt(problem, options, budget, undefined);
        if ('refused' in made) return made;
        calls.push(`${options.effort}${earlier ? ' from earlier' : ''}`);
        const finish: typeof made.finish = inTime => {
          calls.push(inTime.isQuick ? 'finished in haste' : 'finished');
          return made.finish!(inTime);
        };
        const now = script[calls.length - 1];
        return { ...made, ...now, finish: now.short === NO_UNIONS ? finish : undefined };
      },
    };
    expectClean(event, await underEnoughLimits(recipe, event, { seed: 1, effort: 'standard' }));
    expect(calls).toEqual(['quick', 'standard', 'quick from earlier', 'finished']);
  });

  it('are filled where hosts hold sessions in their booths', async () => {
    const event = hostsInBooths(new Dice(2));
    const { asked, noted } = noting(GROUPS);
    const outcome = await underEnoughLimits(noted, event, { seed: 1, effort: 'quick' });
    const { figures } = expectClean(event, outcome);
    const { points } = expectSolved(event, outcome).objective;
    // One-to-ones have one table, so that without a limit of their own they would have too many.
    // A quick schedule that is short of nothing is not made anew.
    expect(asked).toEqual({ unions: 1, attempts: 2, settled: 0 });
    expect(points.bound!).toBeGreaterThanOrEqual(figures.points);
    expect(figures.points).toBeGreaterThan(0.9 * points.bound!);
  });

  it('are looked for meeting by meeting, or allotted, where more and more of them run short', async () => {
    const dice = new Dice(3);
    const { participants, wishes, sides } = delegations(dice, 14, 84);
    const event = makeEvent({ participants, wishes, slots: 8, rooms: sides.map(side => ({ only: [side] })) });
    const { asked, noted } = noting(PAIRS);
    const outcome = await underEnoughLimits(noted, event, { seed: 1, effort: 'quick' });
    const { figures } = expectClean(event, outcome);
    const { objective } = expectSolved(event, outcome);
    expect(asked.settled).toBe(1);
    expect(objective.points.bound!).toBeGreaterThanOrEqual(figures.points);
    expect(objective.points.proved).toBe(true);
    expect(figures.breaks).toBeLessThan(5);

    // With a session of each of four hosts.
    const few = delegations(dice, 10, 40);
    const group = { min: 1, max: 3, sessions: 1 };
    const hosts = few.participants.map((one, p) => (p < 4 ? { ...one, role: 'host' as const, group } : one));
    const seats = few.participants
      .slice(4, 16)
      .map(({ id }, p) => ({ from: id, to: `P${p % 4}`, as: 'seat' as const, rank: 1 }));
    const both = makeEvent({
      participants: hosts,
      wishes: [...seats, ...few.wishes.filter(([from, to]) => ![from, to].some(id => /^P[0-3]$/.test(id)))],
      slots: 6,
      rooms: few.sides.map(side => ({ only: [side, 'group'] })),
    });
    const ofGroups = noting(GROUPS);
    const planned = await underEnoughLimits(ofGroups.noted, both, { seed: 1, effort: 'quick' });
    const points = expectSolved(both, planned).objective.points;
    expect(ofGroups.asked.settled).toBe(1);
    expect(points.bound!).toBeGreaterThanOrEqual(expectClean(both, planned).figures.points);
    expect(points.value).toBeGreaterThan(0.85 * points.bound!);
  });

  it('are as interpreters of many languages: as many meetings as a matching has', async () => {
    const languages = ['de', 'en', 'es', 'fr', 'it', 'ja'];
    const tally = { entangled: 0, short: 0, atOnce: 0 };
    for (let seed = 1; seed <= 12; seed++) {
      const dice = new Dice(seed);
      const pairs = Array.from({ length: 18 }, () => dice.shuffled(languages).slice(0, 2));
      const known = Array.from({ length: 12 }, () => dice.shuffled(languages).slice(0, 3));
      const event = makeEvent({
        ...conversations(pairs),
        slots: 1,
        interpreters: known.map((own, i) => ({ id: `I${i}`, languages: own })),
      });
      if (problemOf(event).hasAllLimits) continue;
      tally.entangled++;
      const { asked, noted } = noting(PAIRS);
      // At once where the relaxation tells which of them run short, else as in larger events.
      const direct = await PAIRS.direct!(problemOf(event), OPTIONS, new Budget(OPTIONS));
      const outcomes = [await underEnoughLimits(noted, event, OPTIONS), direct ?? (await solveEvent(event, OPTIONS))];
      if (asked.unions > 0) tally.short++;
      if (direct) tally.atOnce++;
      const sets = pairs.map(pair => [...known.keys()].filter(i => pair.every(one => known[i].includes(one))));
      const most = seatIn(sets, () => 1).roomOf.filter(one => one >= 0).length;
      for (const outcome of outcomes) {
        expectClean(event, outcome);
        const { points } = expectSolved(event, outcome).objective;
        expect(points.value, `seed ${seed}`).toBe(most);
        expect(points.bound!).toBeGreaterThanOrEqual(most);
      }
    }
    expect(tally.entangled).toBeGreaterThan(5);
    expect(tally.short).toBeGreaterThan(2);
    expect(tally.atOnce).toBeGreaterThan(2);
  });

  it('leave interpreters their rests, also where no limit but that of rests is short', async () => {
    const languages = ['de', 'en', 'es', 'fr', 'it', 'ja'];
    const event = entangled(dice => {
      const pairs = Array.from({ length: 24 }, () => dice.shuffled(languages).slice(0, 2));
      return makeEvent({
        ...conversations(pairs),
        slots: 3,
        interpreters: Array.from({ length: 12 }, (_, i) => ({
          id: `I${i}`,
          languages: dice.shuffled(languages).slice(0, 3),
          maxConsecutive: 1,
        })),
      });
    });
    for (const keepPoints of [undefined, 0.9]) {
      const outcome = await solveEvent(event, { seed: 1, effort: 'quick', keepPoints });
      const { figures } = expectClean(event, outcome);
      const { points } = expectSolved(event, outcome).objective;
      expect(points.bound!).toBeGreaterThanOrEqual(figures.points);
      expect(figures.points).toBeGreaterThan(12);
    }
  });

  it('leave a stopped run its schedule', async () => {
    const event = entangled(booths);
    const outcome = await solveEvent(event, { ...OPTIONS, signal: AbortSignal.abort() });
    expectClean(event, outcome);
    expect(expectSolved(event, outcome).stopped).toBe('interrupted');
  });
});
