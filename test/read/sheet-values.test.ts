import { describe, expect, it } from 'vitest';
import { numberText, serialText } from '../../src/read/sheet-values.js';

describe('numbers', () => {
  it.each([
    [3, '3'],
    [-2.5, '-2.5'],
    [0.1 + 0.2, '0.3'],
    [12345678901, '12345678901'],
    [1e21, '1000000000000000000000'],
    [1e-7, '0.0000001'],
  ])('%d', (value, text) => expect(numberText(value)).toBe(text));
});

describe('days', () => {
  it.each([
    [44334, 'date', '2021-05-18'],
    [44334.375, 'date', '2021-05-18T09:00'],
    [44334.3819444444, 'date', '2021-05-18T09:10'],
    [44334.37503, 'date', '2021-05-18T09:00:03'],
    [0.375, 'date', '09:00'],
    [0.375, 'time', '09:00'],
    [1, 'time', '24:00'],
    [1.5, 'time', '36:00'],
    [-1, 'date', '-1'],
    [1e9, 'date', '1000000000'],
  ] as const)('%d as %s', (serial, kind, text) => expect(serialText(serial, kind, false)).toBe(text));
  it('counted from 1904', () => expect(serialText(42872, 'date', true)).toBe('2021-05-18'));
});
