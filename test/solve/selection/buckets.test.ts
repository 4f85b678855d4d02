import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Buckets } from '../../../src/solve/selection/buckets.js';
import { runs } from '../../helpers/runs.js';

describe('Buckets', () => {
  it('gives nodes by distance, first in first out among equals', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1, 2, 7, 2 ** 40)), distances => {
        const buckets = new Buckets();
        distances.forEach((distance, node) => {
          buckets.push(node, distance);
        });
        const got: number[] = [];
        for (; buckets.least !== undefined; buckets.drop()) got.push(...buckets.nearest());
        expect(got).toEqual([...distances.keys()].sort((x, y) => distances[x] - distances[y] || x - y));
      }),
      runs(60),
    );
  });

  it('takes more nodes of the distance that is being read', () => {
    const buckets = new Buckets();
    buckets.push(1, 5);
    const list = buckets.nearest();
    buckets.push(2, 5);
    expect([...list]).toEqual([1, 2]);
    buckets.drop();
    expect(buckets.least).toBeUndefined();
  });
});
