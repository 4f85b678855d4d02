import { describe, expect, it } from 'vitest';
import { read } from './tables.js';

/** A star: one person wishes `partners` others, who wish back. */
const star = (partners: number) => [
  'from,to,kind',
  ...Array.from({ length: partners }, (_, i) => [`Hub,P${i},`, `P${i},Hub,must`]).flat(),
  'Hub,Foe,never',
];

describe('slots where none are given', () => {
  it.each([
    [1, 4],
    [4, 4],
    [7, 7],
    [16, 16],
    [30, 16],
  ])('the busiest has %i partners: %i slots', async (partners, slots) => {
    const { event, notices } = await read({ 'prefs.csv': star(partners) });
    expect(event.slots.map(s => s.id)).toEqual(Array.from({ length: slots }, (_, i) => String(i + 1)));
    expect(notices[0]).toMatch(new RegExp(`^no slots given: ${slots} slots .* ${partners} different partner`));
  });
});
