import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event, Room } from '../../src/model/event.js';
import { type Attempt, type Recipe, underEnoughLimits } from '../../src/solve/row-generation.js';
import { countUnions } from '../../src/solve/short-unions.js';
import { solveEvent } from '../../src/solve/solve.js';
import { PAIRS } from '../../src/solve/solve-pairs.js';
import { bruteForce } from '../helpers/brute-force.js';
import { expectClean, expectSolved, withEvent } from '../helpers/checked.js';
import { makeEvent } from '../helpers/event.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { problemOf } from './tiny.js';

const OPTIONS = { seed: 1, effort: 'standard' } as const;

/** A recipe that notes what it was asked for. */
function noting<Built, Slots>(recipe: Recipe<Built, Slots>) {
  const asked = { unions: 0, attempts: 0, settled: 0 };
  const noted: Recipe<Built, Slots> = {
    ...recipe,
    build: (event, unions) => {
      asked.unions = Math.max(asked.unions, countUnions(unions));
      return recipe.build(event, unions);
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

/** Ten exhibitors with a booth each that is seldom open, a shared table, and wishes among them. */
function booths(dice: Dice): Event {
  const people = Array.from({ length: 10 }, (_, i) => `E${i}`);
  const slots = ['1', '2', '3'];
  const rooms: Partial<Room>[] = [
    { id: 'T', unavailable: slots.filter(() => dice.chance(50)) },
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
    .map(([a, b]) => [a, b, 1 + dice.below(4)] as const);
  return makeEvent({ participants: people, wishes, slots: 3, rooms });
}

describe('rooms that are reserved in more ways than are counted', () => {
  it('are filled as well as by trying everything, and bounds hold', async () => {
    const tally = { entangled: 0, short: 0, proved: 0 };
    await fc.assert(
      fc.asyncProperty(fc.nat(1e6), async seed => {
        const event = booths(new Dice(seed));
        if (problemOf(event).hasAllLimits) return;
        tally.entangled++;
        const { asked, noted } = noting(PAIRS);
        const outcome = await underEnoughLimits(noted, event, OPTIONS);
        const { figures } = expectClean(event, outcome);
        const { objective } = expectSolved(event, outcome);
        if (asked.unions > 0) tally.short++;
        const best = bruteForce(event)!;
        const told = withEvent([], event, outcome);
        expect(objective.promises.bound, told).toBeGreaterThanOrEqual(best.promises);
        if (figures.promises === best.promises)
          expect(objective.points.bound, told).toBeGreaterThanOrEqual(best.points);
        expect([figures.promises, figures.points], told).toEqual([best.promises, best.points]);
        if (objective.points.proved) tally.proved++;
      }),
      runs(60),
    );
    expect(tally.short, JSON.stringify(tally)).toBeGreaterThan(5);
    expect(tally.proved).toBeGreaterThan(20);
  });

  it('are allotted where more and more of them run short, and the schedule keeps every rule', async () => {
    // Twelve delegations with a room each and no other: everyone meets everyone else's.
    const dice = new Dice(3);
    const sides = Array.from({ length: 12 }, (_, i) => `S${i}`);
    const participants = Array.from({ length: 72 }, (_, p) => ({ id: `P${p}`, side: sides[p % 12] }));
    const wishes = participants.flatMap(({ id }, p) =>
      dice
        .shuffled(participants.filter((_, q) => q % 12 !== p % 12))
        .slice(0, 6)
        .map((other, k) => [id, other.id, k + 1] as const),
    );
    const event = makeEvent({ participants, wishes, slots: 8, rooms: sides.map(side => ({ only: [side] })) });
    const { asked, noted } = noting(PAIRS);
    const outcome = await underEnoughLimits(noted, event, { seed: 1, effort: 'quick' });
    const { figures } = expectClean(event, outcome);
    const { objective } = expectSolved(event, outcome);
    expect(asked.settled).toBe(1);
    expect(objective.points.bound!).toBeGreaterThanOrEqual(figures.points);
    // Rooms are used nearly whenever they are there.
    expect(figures.points).toBeGreaterThan(0.95 * objective.points.bound!);
  }, 60_000);

  it('leave a stopped run its schedule', async () => {
    const event = booths(new Dice(1));
    expect(problemOf(event).hasAllLimits).toBe(false);
    const outcome = await solveEvent(event, { ...OPTIONS, signal: AbortSignal.abort() });
    expectClean(event, outcome);
    expect(expectSolved(event, outcome).stopped).toBe('interrupted');
  });
});
