import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { integerPoints } from '../../src/model/points.js';
import { arbEvent } from '../helpers/arbitrary.js';
import { candidatesOf, UNITS } from '../helpers/candidates.js';
import { type EventSpec, makeEvent } from '../helpers/event.js';
import { runs } from '../helpers/runs.js';

const pointsOf = (spec: EventSpec) => {
  const { ofWish, mutualBonus, scale } = integerPoints(makeEvent(spec));
  return { ofWish: [...ofWish], mutualBonus, scale };
};
const scored = (from: string, to: string, score: number) => ({ from, to, score });

describe('integerPoints', () => {
  it('gives one point to a wish without rank or score', () => {
    expect(pointsOf({ wishes: [['A', 'B']] })).toEqual({ ofWish: [1], mutualBonus: 0, scale: 1 });
  });

  it('counts ranks down from the largest of all; a wish without one has one point, a never row none', () => {
    const wishes = [
      ['A', 'B', 1],
      ['A', 'C', 5],
      ['B', 'C'],
      ['C', 'D', 'never'],
    ] as const;
    expect(pointsOf({ wishes }).ofWish).toEqual([5, 1, 1, 0]);
  });

  it('counts down from the rank of a never row too, as it stands in the file', () => {
    const never = { from: 'A', to: 'C', rank: 9, kind: 'never' } as const;
    expect(pointsOf({ wishes: [['A', 'B', 2], never] }).ofWish).toEqual([8, 0]);
  });

  it('scales scores by their most decimals', () => {
    const wishes = [scored('A', 'B', 0.125), scored('A', 'C', 2), scored('B', 'C', 1.1)];
    expect(pointsOf({ wishes })).toEqual({ ofWish: [125, 2000, 1100], mutualBonus: 0, scale: 1000 });
  });

  it('multiplies by the weight of who wishes, not of who is wished', () => {
    const participants = [{ id: 'A', weight: 2.5 }];
    const wishes = [scored('A', 'B', 0.5), scored('B', 'A', 0.5)];
    expect(pointsOf({ participants, wishes })).toEqual({ ofWish: [125, 50], mutualBonus: 0, scale: 100 });
  });

  it('does not multiply the mutual bonus', () => {
    const participants = [{ id: 'A', weight: 0.1 }];
    expect(pointsOf({ participants, wishes: [['A', 'B']], mutualBonus: 0.25 })).toEqual({
      ofWish: [100],
      mutualBonus: 250,
      scale: 1000,
    });
  });

  it('is exact up to 2^53 and refuses more', () => {
    const wishes = (count: number) => Array.from({ length: count }, (_, i) => scored('A', `P${i}`, 1e6 - 0.001));
    const participants = [{ id: 'A', weight: 9.9 }];
    expect(() => integerPoints(makeEvent({ participants, wishes: wishes(1000) }))).not.toThrow();
    expect(() => integerPoints(makeEvent({ wishes: [scored('A', 'B', 2 ** 53)] }))).toThrow(RangeError);
    expect(() => integerPoints(makeEvent({ wishes: wishes(2), mutualBonus: 2 ** 52 }))).toThrow(RangeError);
  });

  it('agrees with a count in ten-thousandths', () => {
    fc.assert(
      fc.property(arbEvent({ people: 8, wishes: 15, slots: 3, rooms: 2 }), event => {
        const { ofWish, mutualBonus, scale } = integerPoints(event);
        for (const { people, units } of candidatesOf(event)) {
          const [a, b] = people.map(({ id }) => id);
          const own = [...event.wishes].flatMap((wish, index) =>
            [wish.from, wish.to].includes(a) && [wish.from, wish.to].includes(b) && wish.kind !== 'never'
              ? [{ points: ofWish[index], from: wish.from }]
              : [],
          );
          const bonus = new Set(own.map(({ from }) => from)).size === 2 ? mutualBonus : 0;
          expect(Math.round((own.reduce((sum, { points }) => sum + points, bonus) * UNITS) / scale)).toBe(units);
        }
      }),
      runs(100),
    );
  });
});
