import { describe, expect, it } from 'vitest';
import { buildGroupProblem } from '../../src/model/build-groups.js';
import { inOrganisersPoints } from '../../src/model/problem.js';
import { solveEvent } from '../../src/solve/solve.js';
import { expectClean, expectSolved } from '../helpers/checked.js';
import { makeEvent } from '../helpers/event.js';

describe('buildGroupProblem', () => {
  it('takes a wish for an organisation of one for what it is: it speaks for a meeting unless another wish is met by it', async () => {
    const wishes = [
      { from: 'A', to: 'X Ltd', anyOf: ['X'] },
      { from: 'A', to: 'Y' },
      { from: 'A', to: 'O', anyOf: ['X', 'Y'] },
    ];
    const event = makeEvent({ wishes });
    const outcome = await solveEvent(event, { seed: 1, effort: 'quick' });
    expectClean(event, outcome);
    expect(expectSolved(event, outcome).objective.points.value).toBe(2);
  });

  it('sees fewer schedules where a wish for an organisation of one has a session', () => {
    const slots = [{ session: 'am' }, { session: 'pm' }];
    const other = { from: 'A', to: 'X', session: 'am' };
    const isNarrower = (session: string) => {
      const built = buildGroupProblem(
        makeEvent({ slots, wishes: [{ from: 'A', to: 'X Ltd', anyOf: ['X'], session }, other] }),
      );
      return built.kind === 'built' && built.problem.isNarrower;
    };
    expect(isNarrower('am')).toBe(false);
    expect(isNarrower('pm')).toBe(true);
  });

  it('counts all points in one unit, those that several meetings bring only once too', async () => {
    const wishes = [
      { from: 'A', to: 'O', anyOf: ['X', 'Y'], score: 3 },
      { from: 'A', to: 'X', score: 2 },
      { from: 'A', to: 'Y', score: 2 },
    ];
    const event = makeEvent({ wishes });
    const built = buildGroupProblem(event);
    if (built.kind !== 'built') throw new Error(built.kind);
    const { pairs, repeats } = built.problem;
    expect(repeats).toHaveLength(1);
    for (const { points } of repeats) {
      expect(Number.isInteger(points)).toBe(true);
      expect(inOrganisersPoints(pairs, points)).toBe(3);
    }
    expect(Array.from(pairs.points, points => inOrganisersPoints(pairs, points))).toEqual([5, 5]);
    const outcome = await solveEvent(event, { seed: 1, effort: 'quick' });
    expectClean(event, outcome);
    expect(expectSolved(event, outcome).objective.points.value).toBe(7);
  });
});
