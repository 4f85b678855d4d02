import { describe, expect, it } from 'vitest';
import { percent, progressWords, proofWords } from '../../src/cli/proof.js';

const none = { promises: null, points: null, breaks: null, idle: null, moves: null };

describe('proofWords', () => {
  it('puts each state into words', () => {
    expect(proofWords('points', { value: 9, bound: 9, proved: true })).toBe('proved: no schedule holds more');
    expect(proofWords('points', { value: 9, bound: 9, proved: false })).toBe('as good as its bound');
    expect(proofWords('points', { value: 1000, bound: 1003, proved: false })).toBe('at most 0.3% more could exist');
    expect(proofWords('promises', { value: 0, bound: 2, proved: false })).toBe('at most 2 could exist');
    expect(proofWords('breaks', { value: 12, bound: 9, proved: false })).toBe('at least 9 cannot be avoided');
    expect(proofWords('idle', { value: 3, bound: 0, proved: false })).toBe('fewer are not ruled out');
    expect(proofWords('moves', { value: 3, bound: null, proved: false })).toBe('no bound known');
  });
});

it('percent rounds up, so that "at most" stays true', () => {
  expect([percent(0.0301), percent(0.00301), percent(0.000_001), percent(0), percent(0.003)]).toEqual([
    '3.1%',
    '0.31%',
    '0.001%',
    '0%',
    '0.3%',
  ]);
});

it('progress shows value, bound and gap of what is reached', () => {
  const values = { ...none, promises: 130, points: 2711, breaks: 14 };
  const bounds = { ...none, promises: 130, points: 2720, breaks: 9 };
  expect(progressWords({ phase: 'fewer breaks', values, bounds })).toBe(
    'fewer breaks · promises 130 ✓ · points 2711, bound 2720 (0.34%) · breaks 14, bound 9',
  );
  expect(progressWords({ phase: 'reading', values: none, bounds: none })).toBe('reading');
});
