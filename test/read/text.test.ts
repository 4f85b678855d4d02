import { describe, expect, it } from 'vitest';
import { counted, few, foldKey, headerKey, idKey, Labels, looseKey, quote, splitList } from '../../src/read/text.js';

describe('forms in which texts are compared', () => {
  it('ids: trimmed and NFKC, case and accents kept', () => {
    expect(idKey(' Ｇｉｆｕ　')).toBe('Gifu');
    expect(idKey('é')).toBe(idKey('e\u0301'));
    expect(idKey('Gifu')).not.toBe(idKey('gifu'));
    expect(idKey('Košice')).not.toBe(idKey('Kosice'));
  });
  it('fold: without case and width', () => expect(foldKey('ＧＩＦＵ')).toBe('gifu'));
  it('loose: without accents too', () => expect(looseKey('KOŠICE')).toBe('kosice'));
  it.each(['Min Meetings', 'min-meetings', 'ＭＩＮ＿ＭＥＥＴＩＮＧＳ', ' min_meetings '])('header %s', header =>
    expect(headerKey(header)).toBe('minmeetings'),
  );
  it('Japanese headers keep their voicing marks on both sides', () => {
    expect(headerKey('メール')).toBe(headerKey('ﾒｰﾙ'));
  });
});

describe('lists in a cell', () => {
  it('are split at ; | and line breaks', () => expect(splitList('a; b|c\nd;;')).toEqual(['a', 'b', 'c', 'd']));
  it('empty', () => expect(splitList('')).toEqual([]));
});

describe('labels', () => {
  it('share the first spelling', () => {
    const labels = new Labels();
    expect(labels.learn('EU')).toBe('EU');
    expect(labels.learn('eu')).toBe('EU');
    expect(labels.find('ＥＵ')).toBe('EU');
    expect(labels.find('Japan')).toBeUndefined();
    expect(labels.all).toEqual(['EU']);
  });
});

it('quotes cut long values and control characters', () => {
  expect(quote('a\tb')).toBe('"a b"');
  expect(quote('x'.repeat(61))).toBe(`"${'x'.repeat(60)}…"`);
});

describe('words of a message', () => {
  it('the first few of many, and how many more', () => {
    expect(few([], 2)).toBe('');
    expect(few(['a', 'b'], 2)).toBe('a, b');
    expect(few(['a', 'b', 'c'], 2, '; ')).toBe('a; b and 1 more');
    expect(few(Array(2000).fill('a'), 1)).toBe('a and 1,999 more');
  });
  it('a number and its noun', () => {
    expect([0, 1, 1200].map(number => counted(number, 'cell'))).toEqual(['0 cells', '1 cell', '1,200 cells']);
  });
});
