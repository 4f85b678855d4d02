import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type NumberedWish, WishTable } from '../../src/read/wish-table.js';

const ids = ['A', 'B', 'C', 'D'];
const arbWish: fc.Arbitrary<NumberedWish> = fc.record({
  from: fc.nat(3),
  to: fc.nat(3),
  kind: fc.constantFrom('wish', 'never', 'must'),
  as: fc.constantFrom('seat', 'pair', 'either'),
  rank: fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined, freq: 2 }),
  score: fc.option(fc.constantFrom(0, 0.125, 1_000_000), { nil: undefined, freq: 1 }),
  session: fc.option(fc.constantFrom('am', 'pm'), { nil: undefined, freq: 1 }),
  note: fc.constantFrom('', '', 'soon'),
  line: fc.integer({ min: 2, max: 5_000_000 }),
});

it('gives back what was put in, in every way of asking', () => {
  fc.assert(
    fc.property(fc.array(arbWish, { maxLength: 3000, size: 'max' }), wishes => {
      const table = new WishTable(ids);
      for (const wish of wishes) table.push(wish);
      const expected = wishes.map(({ from, to, ...rest }) => ({ ...rest, from: ids[from], to: ids[to] }));
      expect(table.length).toBe(expected.length);
      expect([...table]).toEqual(expected);
      const seen: unknown[] = [];
      table.forEach((wish, index) => {
        seen[index] = wish;
      });
      expect(seen).toEqual(expected);
      for (const index of [0, 1, -1, expected.length]) expect(table.at(index)).toEqual(expected.at(index));
    }),
    { numRuns: 20 },
  );
});
