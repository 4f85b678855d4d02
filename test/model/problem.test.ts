import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clearBit, countBits, hasBit, popCount, setBit } from '../../src/model/problem.js';
import { runs } from '../helpers/runs.js';

describe('slot masks', () => {
  it('popCount and countBits count the bits of any word, the sign bit too', () => {
    fc.assert(
      fc.property(fc.integer(), word => {
        expect(popCount(word)).toBe((word >>> 0).toString(2).replaceAll('0', '').length);
      }),
      runs(300),
    );
    expect([0, -1, 1 << 31].map(popCount)).toEqual([0, 32, 1]);
    expect(countBits(Int32Array.of(0, -1, 1 << 31, 5))).toBe(35);
    expect(countBits(new Int32Array())).toBe(0);
  });

  it('set, clear and test one slot in its own word', () => {
    const slot = fc.integer({ min: 0, max: 95 });
    fc.assert(
      fc.property(fc.array(fc.tuple(slot, fc.boolean())), changes => {
        const mask = new Int32Array(5);
        const model = new Set<number>();
        for (const [t, on] of changes) {
          if (on) setBit(mask, 1, t);
          else clearBit(mask, 1, t);
          if (on) model.add(t);
          else model.delete(t);
        }
        for (let t = 0; t < 96; t++) expect(hasBit(mask, 1, t)).toBe(model.has(t));
        expect([mask[0], mask[4]]).toEqual([0, 0]);
      }),
      runs(50),
    );
  });
});
