import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { twoSides } from '../../../src/solve/selection/sides.js';
import { makeEvent } from '../../helpers/event.js';
import { runs } from '../../helpers/runs.js';
import { arbSmall, problemOf } from '../tiny.js';

const ring = (length: number) =>
  twoSides(
    problemOf(makeEvent({ wishes: Array.from({ length }, (_, i) => [`P${i}`, `P${(i + 1) % length}`] as const) })),
  );

describe('twoSides', () => {
  it('has each meeting once with two sides and twice without, and its lists agree', () => {
    fc.assert(
      fc.property(arbSmall(), event => {
        const problem = problemOf(event);
        const { a, b, points, meetings } = problem;
        const sides = twoSides(problem);
        const { doubled, isLeft, tail, head, value, meeting, outStart, inStart, incoming } = sides;
        expect([...meeting].sort((x, y) => x - y)).toEqual(
          Array.from({ length: doubled ? 2 * meetings : meetings }, (_, i) => (doubled ? i >> 1 : i)),
        );
        tail.forEach((p, arc) => {
          const e = meeting[arc];
          expect([p, head[arc]].sort((x, y) => x - y)).toEqual([a[e], b[e]]);
          expect(value[arc]).toBe(points[e]);
          if (!doubled) expect([isLeft[p], isLeft[head[arc]]]).toEqual([1, 0]);
        });
        for (let p = 0; p < problem.participants; p++) {
          for (let arc = outStart[p]; arc < outStart[p + 1]; arc++) expect(tail[arc]).toBe(p);
          for (let i = inStart[p]; i < inStart[p + 1]; i++) expect(head[incoming[i]]).toBe(p);
        }
        expect(new Set(incoming).size).toBe(tail.length);
      }),
      runs(60),
    );
  });

  it('sees an odd ring', () => {
    expect([3, 4, 5, 6].map(length => ring(length).doubled)).toEqual([true, false, true, false]);
  });
});
