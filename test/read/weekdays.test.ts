import { expect, it } from 'vitest';
import { weekdayNamed } from '../../src/read/weekdays.js';

it('words for days of the week, with what stands around them', () => {
  expect(['Mon', 'MARDI', 'Mi.', '(木)', 'Freitag', '土曜日', 'sun'].map(weekdayNamed)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(['', 'not', 'am', 'Mond', 'no'].map(weekdayNamed)).toEqual(Array(5).fill(undefined));
});
