import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pace } from '../../../src/solve/selection/pace.js';
import { twoSides } from '../../../src/solve/selection/sides.js';
import { makeEvent } from '../../helpers/event.js';
import { runs } from '../../helpers/runs.js';
import { arbSmall, freshBudget, problemOf } from '../tiny.js';

const pace = new Pace(freshBudget());

const ring = (length: number) =>
  twoSides(
    problemOf(makeEvent({ wishes: Array.from({ length }, (_, i) => [`P${i}`, `P${(i + 1) % length}`] as const) })),
    pace,
  );

describe('twoSides', () => {
  it('has each meeting once with two sides and twice without, by its left participant', async () => {
    await fc.assert(
      fc.asyncProperty(arbSmall(), async event => {
        const problem = problemOf(event);
        const { a, b, points, meetings, participants: P } = problem;
        const { doubled, isLeft, outStart, head, value, meeting } = await twoSides(problem, pace);
        expect([...meeting].sort((x, y) => x - y)).toEqual(
          Array.from({ length: doubled ? 2 * meetings : meetings }, (_, i) => (doubled ? i >> 1 : i)),
        );
        const arcs = new Set<string>();
        for (let p = 0; p < P; p++) {
          for (let arc = outStart[p]; arc < outStart[p + 1]; arc++) {
            const e = meeting[arc];
            expect([p, head[arc]].sort((x, y) => x - y)).toEqual([a[e], b[e]]);
            expect(value[arc]).toBe(points[e]);
            if (!doubled) expect([isLeft[p], isLeft[head[arc]]]).toEqual([1, 0]);
            arcs.add(`${p} ${head[arc]}`);
          }
        }
        expect([arcs.size, outStart[P]]).toEqual([head.length, head.length]);
      }),
      runs(60),
    );
  });

  it('sees an odd ring', async () => {
    const rings = await Promise.all([3, 4, 5, 6].map(ring));
    expect(rings.map(({ doubled }) => doubled)).toEqual([true, false, true, false]);
  });
});
