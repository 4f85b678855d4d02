import { describe, expect, it } from 'vitest';
import { buildGroupProblem } from '../../src/model/build-groups.js';
import { inOrganisersPoints } from '../../src/model/problem.js';
import { solveEvent } from '../../src/solve/solve.js';
import { expectClean, expectSolved } from '../helpers/checked.js';
import { makeEvent } from '../helpers/event.js';

describe('buildGroupProblem', () => {
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
