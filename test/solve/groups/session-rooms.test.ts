import { describe, expect, it } from 'vitest';
import { buildGroupProblem } from '../../../src/model/build-groups.js';
import type { Event } from '../../../src/model/event.js';
import { Budget } from '../../../src/solve/budget.js';
import { GROUPS } from '../../../src/solve/groups/solve-groups.js';
import { solveEvent } from '../../../src/solve/solve.js';
import { expectClean, expectSolved, withEvent } from '../../helpers/checked.js';
import { Dice } from '../../helpers/random.js';
import { type Best, bestOf, faultsBeside } from './every-kept.js';
import { reservedForGuests } from './reserved.js';

const solve = (event: Event) => solveEvent(event, { seed: 1, effort: 'quick' });

/** Whether the outcome is as good as the best of all schedules; throws where it is better, or a bound is below it. */
function isBest(best: Best, event: Event, outcome: Awaited<ReturnType<typeof solve>>): boolean {
  expectClean(event, outcome);
  const { objective } = expectSolved(event, outcome);
  const faults = faultsBeside(best, objective);
  if (faults.length > 0) throw new Error(withEvent([...faults, JSON.stringify(best)], event, outcome));
  return objective.promises.value === best.promises && objective.points.value === best.points;
}

describe('rooms that guests open, or sit in all day', () => {
  it('are used as well as in the best of all schedules of tiny events', async () => {
    const tally = { all: 0, best: 0 };
    for (let seed = 1; seed <= 66; seed++) {
      const event = reservedForGuests(new Dice(seed));
      if (!event) continue;
      tally.all++;
      if (isBest(bestOf(event)!, event, await solve(event))) tally.best++;
    }
    expect(tally.all).toBeGreaterThan(33);
    expect(tally.best).toBeGreaterThan(tally.all * 0.97);
  });

  it.each([127, 554])('are counted too where nobody but a session may use just these: event %i', async seed => {
    const event = reservedForGuests(new Dice(seed))!;
    expect(isBest(bestOf(event)!, event, await solve(event))).toBe(true);
  });

  it('are used where points are paid too: the first line of a price list is the best', async () => {
    const tally = { all: 0, best: 0 };
    for (let seed = 1; seed <= 40; seed++) {
      const event = reservedForGuests(new Dice(seed));
      if (!event) continue;
      const best = bestOf(event)!;
      const outcome = await solveEvent(event, { seed: 1, effort: 'quick', keepPoints: 0.7 });
      const { figures } = expectClean(event, outcome);
      const { prices: lines } = expectSolved(event, outcome).priceList!;
      tally.all++;
      if (lines[0].points === best.points) tally.best++;
      expect([lines.at(-1)!.points, lines.at(-1)!.breaks]).toEqual([figures.points, figures.breaks]);
    }
    expect(tally.best).toBeGreaterThan(tally.all * 0.95);
  });

  it('are found for what is demanded, or said to be none', async () => {
    const tally = { all: 0, best: 0, missed: 0, impossible: 0, unknown: 0 };
    for (let seed = 1; seed <= 80; seed++) {
      const event = reservedForGuests(new Dice(seed), 40);
      if (!event) continue;
      const best = bestOf(event);
      const outcome = await solve(event);
      if (!best) {
        expect(outcome.kind).not.toBe('solved');
        tally[outcome.kind === 'impossible' ? 'impossible' : 'unknown']++;
      } else {
        tally.all++;
        if (outcome.kind !== 'solved') tally.missed++;
        else if (isBest(best, event, outcome)) tally.best++;
      }
    }
    expect(tally.best).toBeGreaterThan(tally.all * 0.97);
    expect(tally.missed).toBeLessThan(2);
    expect(tally.impossible).toBeGreaterThan(tally.unknown / 2);
  });

  it.each([105, 208, 385])('are those of hosts where there is no time to look for others: event %i', async seed => {
    const event = reservedForGuests(new Dice(seed), 65)!;
    const outcome = await solveEvent(event, { seed: 1, effort: 'quick', timeLimitSeconds: 1e-9 });
    expectClean(event, outcome);
    expect(expectSolved(event, outcome).stopped).toBe('time-limit');
  });

  it('are none to go on from where they are those of hosts: items have other numbers there', async () => {
    const built = buildGroupProblem(reservedForGuests(new Dice(105), 65)!);
    if (built.kind !== 'built') throw new Error(built.kind);
    const options = { seed: 1, effort: 'quick' } as const;
    const attempt = (timeLimitSeconds?: number) =>
      GROUPS.attempt(
        built.problem,
        options,
        new Budget({ ...options, ...(timeLimitSeconds && { timeLimitSeconds }) }),
        undefined,
      );
    expect(await attempt()).toHaveProperty('slots.slots');
    expect(await attempt(1e-9)).toHaveProperty('slots', undefined);
  });
});
