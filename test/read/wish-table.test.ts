import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NumberedWish, WishTable } from '../../src/read/wish-table.js';
import { runs } from '../helpers/runs.js';

const ids = ['A', 'B', 'C', 'D'];
const organisations = [
  { label: 'Acme', members: [0, 1, 3] },
  { label: 'Bolt', members: [1, 2] },
];
const tableOf = (wishes: readonly NumberedWish[]) => {
  const table = new WishTable(ids, index => organisations[index]!);
  for (const wish of wishes) table.push(wish);
  return table;
};

const arbWish: fc.Arbitrary<NumberedWish> = fc.record({
  from: fc.nat(3),
  to: fc.nat(5),
  kind: fc.constantFrom('wish', 'never', 'must'),
  as: fc.constantFrom('seat', 'pair', 'either'),
  rank: fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined, freq: 2 }),
  score: fc.option(fc.constantFrom(0, 0.125, 1_000_000), { nil: undefined, freq: 1 }),
  session: fc.option(fc.constantFrom('am', 'pm'), { nil: undefined, freq: 1 }),
  note: fc.constantFrom('', '', 'soon'),
  line: fc.integer({ min: 2, max: 5_000_000 }),
});

/** The wish in words. */
function expectedOf({ from, to, ...rest }: NumberedWish) {
  const organisation = organisations[to - ids.length];
  const anyOf = organisation?.members.filter(member => member !== from).map(member => ids[member]!);
  return { ...rest, from: ids[from]!, to: organisation?.label ?? ids[to]!, anyOf };
}

it('gives back what was put in, in every way of asking', () => {
  fc.assert(
    fc.property(fc.array(arbWish, { maxLength: 3000, size: 'max' }), wishes => {
      const table = tableOf(wishes);
      // Nothing is asked of whatever finds organisations from now on.
      table.close();
      const expected = wishes.map(expectedOf);
      expect(table.length).toBe(expected.length);
      expect([...table]).toEqual(expected);
      const seen: unknown[] = [];
      table.forEach((wish, index) => {
        seen[index] = wish;
      });
      expect(seen).toEqual(expected);
      for (const index of [0, 1, -1, expected.length]) expect(table.at(index)).toEqual(expected.at(index));
    }),
    runs(20),
  );
});

describe('wishes for an organisation', () => {
  const blank = { kind: 'wish', as: 'pair', rank: 1, score: undefined, session: undefined, note: '', line: 2 } as const;
  it('share the list of whom they may be met by, but for members', () => {
    const table = tableOf([2, 2, 0, 0].map(from => ({ ...blank, from, to: 4 })));
    const [c, again, a, sameA] = [...table].map(wish => wish.anyOf);
    expect(c).toEqual(['A', 'B', 'D']);
    expect(again).toBe(c);
    expect(a).toEqual(['B', 'D']);
    expect(sameA).toBe(a);
  });
  it('have no such list where they are for a participant', () => {
    expect(tableOf([{ ...blank, from: 0, to: 3 }]).at(0)).toMatchObject({ to: 'D', anyOf: undefined });
  });
});
