import { describe, expect, it } from 'vitest';
import { buildGroupProblem } from '../../src/model/build-groups.js';
import type { Lock } from '../../src/model/event.js';
import { inOrganisersPoints } from '../../src/model/problem.js';
import { solveEvent } from '../../src/solve/solve.js';
import { expectClean, expectSolved } from '../helpers/checked.js';
import { makeEvent, type WishSpec } from '../helpers/event.js';

describe('buildGroupProblem', () => {
  it('takes a wish for an organisation of one for what it is: it speaks for its meeting, and another wish for another', async () => {
    const wishes = [
      { from: 'A', to: 'X Ltd', anyOf: ['X'] },
      { from: 'A', to: 'Y' },
      { from: 'A', to: 'O', anyOf: ['X', 'Y'] },
    ];
    const event = makeEvent({ wishes });
    const outcome = await solveEvent(event, { seed: 1, effort: 'quick' });
    expectClean(event, outcome);
    expect(expectSolved(event, outcome).objective.points.value).toBe(3);
  });

  it('makes an item for each session that wishes with a choice ask for, and one for all other slots', () => {
    const slots = [{ session: 'am' }, { session: 'pm' }, { session: 'am' }, { session: 'night' }];
    const choice = (session?: string) => ({ from: 'A', to: 'X Ltd', anyOf: ['X'], session });
    const itemsOf = (wishes: readonly WishSpec[], locks: readonly Lock[] = []) => {
      const built = buildGroupProblem({ ...makeEvent({ slots, wishes }), locks });
      if (built.kind !== 'built') throw new Error(built.kind);
      const { pairs, onceItems } = built.problem;
      const items = [...pairs.domain].map((mask, e) => [mask, inOrganisersPoints(pairs, pairs.points[e])]);
      return { items, once: [...onceItems] };
    };
    expect(itemsOf([choice('am'), choice('am')])).toEqual({ items: [[0b0101, 2]], once: [] });
    expect(itemsOf([choice('am'), choice('pm')])).toEqual({
      items: [
        [0b0101, 1],
        [0b0010, 1],
      ],
      once: [0, 1],
    });
    expect(itemsOf([choice('am'), choice()])).toEqual({
      items: [
        [0b0101, 2],
        [0b1010, 1],
      ],
      once: [0, 1],
    });
    expect(itemsOf([choice('am'), ['X', 'A']])).toEqual({
      items: [
        [0b0101, 2],
        [0b1010, 1],
      ],
      once: [0, 1],
    });
    const direct = { from: 'X', to: 'A', session: 'am' };
    expect(itemsOf([choice('am'), direct, choice('pm')])).toEqual({ items: [[0b0101, 2]], once: [] });
    const lock = { participants: ['X', 'A'], slot: '2', room: undefined, line: 2 };
    expect(itemsOf([choice('am'), ['X', 'A'], choice('pm')], [lock])).toEqual({ items: [[0b0010, 2]], once: [] });
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
