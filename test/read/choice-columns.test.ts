import { describe, expect, it } from 'vitest';
import { choiceColumns, choiceNumber, numberedAlike, ordinal } from '../../src/read/choice-columns.js';

describe('headers of choices', () => {
  it.each([
    ['Choice 1', 1],
    ['choice #2', 2],
    ['Preference No. 3', 3],
    ['3rd wish', 3],
    ['Second choice', 2],
    ['1er choix', 1],
    ['2ème choix', 2],
    ['Vœu n°3', 3],
    ['Troisième choix', 3],
    ['Wunsch 4', 4],
    ['1. Wunsch', 1],
    ['Zweitwunsch', 2],
    ['Dritter Wunsch', 3],
    ['第1希望', 1],
    ['第２希望', 2],
    ['第三希望', 3],
    ['希望4', 4],
  ])('%s is number %i', (header, number) => expect(choiceNumber(header)).toBe(number));
  it.each(['1', '1st', 'Prof1', 'Choice', 'Choice one hundred', 'Room 1'])('%s is none', header =>
    expect(choiceNumber(header)).toBeUndefined(),
  );
  it.each([
    ['1st', 1],
    ['2', 2],
    ['Third', 3],
    ['4th choice', 4],
    ['Gifu', undefined],
  ])('as a row of a grid %s is %s', (text, number) => expect(ordinal(text)).toBe(number));
  it('may be bound by hand, or left out', () => {
    expect(choiceColumns(['a', 'b', 'choice 1'], { 'choice 2': 'B' })).toEqual([
      { index: 1, rank: 2 },
      { index: 2, rank: 1 },
    ]);
    expect(choiceColumns(['choice 1', 'choice 2'], {}, new Set([0]))).toEqual([{ index: 1, rank: 2 }]);
  });
});

describe('one word with numbers', () => {
  const indexes = [1, 2, 3];
  it('is a ranking of its numbers', () => {
    expect(numberedAlike(['Name', 'Prof2', 'Prof 1', 'Room'], indexes)).toEqual([
      { index: 1, rank: 2 },
      { index: 2, rank: 1 },
    ]);
  });
  it.each([
    [['Name', 'P1', 'P3', 'P4']],
    [['Name', 'P1', 'P1', 'P2']],
    [['Name', 'P0', 'P1', 'P2']],
    [['Name', '1', '2', '3']],
    [['Name', 'P1', 'Q2', 'R3']],
  ])('but not %j', header => expect(numberedAlike(header, indexes)).toEqual([]));
});
