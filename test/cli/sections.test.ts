import { expect, it } from 'vitest';
import { table } from '../../src/cli/sections.js';

it('columns side by side, however many rows there are', () => {
  expect(
    table([
      ['a', ' 5', 'x'],
      ['bcd', '12', ''],
    ]),
  ).toEqual(['a     5  x', 'bcd  12']);
  const rows = Array.from({ length: 200_000 }, (_, i) => [`P${i}`, `${i}`]);
  expect(table(rows).at(-1)).toBe('P199999  199999');
  expect(table([])).toEqual([]);
});
