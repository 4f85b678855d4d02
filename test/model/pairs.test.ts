import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PairTable } from '../../src/model/pairs.js';
import { runs } from '../helpers/runs.js';

it('gives the ordinal of the equal pair, as a map would', () => {
  const number = fc.integer({ min: 0, max: 40 });
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number), { maxLength: 3000, size: 'max' }), pairs => {
      const table = new PairTable();
      const map = new Map<string, number>();
      for (const [a, b] of pairs) {
        const key = `${a} ${b}`;
        expect(table.add(a, b)).toBe(map.get(key) ?? -1);
        if (!map.has(key)) map.set(key, map.size);
      }
    }),
    runs(30),
  );
});

it('grows and takes large numbers', () => {
  const table = new PairTable();
  for (let i = 0; i < 50_000; i++) expect(table.add(i * 401, 2_000_000_000 - i)).toBe(-1);
  for (let i = 0; i < 50_000; i += 997) expect(table.add(i * 401, 2_000_000_000 - i)).toBe(i);
});
