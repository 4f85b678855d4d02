import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxOf, exactBound, isEmpty, mostSplit } from '../../src/solve/exact.js';
import { runs } from '../helpers/runs.js';
import { arbProgram, pointsOf, programOf, worth } from './programs.js';

describe('exactBound', () => {
  it('is exceeded by no point, whatever the prices', () => {
    const price = fc.double({ min: -8, max: 8, noNaN: true });
    fc.assert(
      fc.property(arbProgram, fc.array(price, { minLength: 5, maxLength: 5 }), (model, prices) => {
        for (const points of [1, 2 ** 34]) {
          const large = { ...model, cost: model.cost.map(value => value * points) };
          const ofRows = Float64Array.from(prices, price => price * points).slice(0, model.rowLower.length);
          const exact = exactBound(large, boxOf(large), ofRows, 0)!;
          for (const point of pointsOf(large)) expect(worth(large, point)).toBeLessThanOrEqual(exact.gap);
          expect(exactBound(large, boxOf(large), ofRows, 7)!.gap).toBe(exact.gap - 7);
        }
      }),
      runs(300),
    );
  });

  it('claims nothing beyond the exact range of doubles, nor from what is no number', () => {
    const model = programOf([1], [1], [{ lower: 0, most: 1, weights: [1] }]);
    const boundAt = (price: number) => exactBound(model, boxOf(model), Float64Array.of(price), 0)?.gap;
    for (const price of [2 ** 53, Number.POSITIVE_INFINITY, Number.NaN]) expect(boundAt(price)).toBeUndefined();
    expect(boundAt(2 ** 40)).toBe(2 ** 40);
    expect(exactBound(model, boxOf(model), Float64Array.of(1), 2 ** 53)).toBeUndefined();
  });
});

describe('isEmpty', () => {
  it('believes no ray: it is right or not', () => {
    const ray = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 5, maxLength: 5 });
    let empty = 0;
    fc.assert(
      fc.property(arbProgram, ray, (model, values) => {
        const said = isEmpty(model, boxOf(model), {
          values: Float64Array.from(values).slice(0, model.rowLower.length),
        });
        if (!said) return;
        empty++;
        expect(pointsOf(model)).toEqual([]);
      }),
      runs(500),
    );
    expect(empty).toBeGreaterThan(5);
    const two = { lower: 2, most: 2, weights: [1, 1] };
    const model = programOf([1, 1], [1, 1], [two, { ...two, lower: 0, most: 1 }]);
    expect(isEmpty(model, boxOf(model), undefined)).toBe(false);
    expect(isEmpty(model, boxOf(model), { values: Float64Array.of(0, 0) })).toBe(false);
    expect(isEmpty(model, boxOf(model), { values: Float64Array.of(-1, 1) })).toBe(true);
    expect(isEmpty(model, boxOf(model), { values: Float64Array.of(1, -1) })).toBe(true);
  });
});

describe('mostSplit', () => {
  it('finds what is nearest to a half', () => {
    const find = (...values: number[]) => mostSplit(values.keys(), at => values[at]);
    expect(find(0, 1, 2)).toBe(-1);
    expect(find(0, 1.1, 0.6, 0.3)).toBe(2);
    expect(find(1e-9, 1 - 1e-9)).toBe(-1);
  });
});
