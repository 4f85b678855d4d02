import { describe, expect, it } from 'vitest';
import {
  parseByTable,
  parseDelimiter,
  parseEffort,
  parseFormats,
  parseMap,
  parsePercent,
  parseSeconds,
  parseSeed,
} from '../../src/cli/parsers.js';

describe('parseSeconds', () => {
  it.each([
    ['30s', 30],
    ['2m', 120],
    ['90', 90],
    ['1.5h', 5400],
    ['0.5', 0.5],
  ])('%s is %d', (text, seconds) => expect(parseSeconds(text)).toBe(seconds));
  it.each(['', '0', '-1', '1e3', '30 s', '5d', 's', 'Infinity', '٣'])('refuses %j', text =>
    expect(() => parseSeconds(text)).toThrow(/expected a time/),
  );
});

describe('parseByTable', () => {
  it('one for all tables, or for one of them', () => {
    const all = parseByTable('cp932');
    expect(all).toEqual({ '': 'cp932' });
    expect(parseByTable('participants=latin1', all)).toEqual({ '': 'cp932', participants: 'latin1' });
    expect(parseByTable('rooms=Räume & Co')).toEqual({ rooms: 'Räume & Co' });
    expect(parseByTable('a=b')).toEqual({ '': 'a=b' });
  });
  it('refuses nothing, and one that is given twice', () => {
    expect(() => parseByTable('rooms=')).toThrow(/expected a value/);
    expect(() => parseByTable('utf-8', { '': 'utf-8' })).toThrow(/given twice\./);
    expect(() => parseByTable('slots=utf-8', { slots: 'utf-8' })).toThrow(/given twice for slots/);
  });
});

describe('parsePercent', () => {
  it.each([
    ['99%', 0.99],
    ['99.5%', 0.995],
    ['99.75%', 0.9975],
    ['50%', 0.5],
    ['100%', 1],
  ])('%s is %d', (text, share) => expect(parsePercent(text)).toBe(share));
  it.each(['', '99', '0.99', '49.99%', '100.01%', '99.123%', '-99%', '99 %', '%', '1e2%'])('refuses %j', text =>
    expect(() => parsePercent(text)).toThrow(/from 50% to 100%/),
  );
});

describe('parseSeed', () => {
  it('reads whole numbers in base ten', () => {
    expect(parseSeed('08')).toBe(8);
    expect(parseSeed('4294967295')).toBe(4294967295);
  });
  it.each(['', '-1', '1.5', '0x10', '4294967296', '1e2', 'abc'])('refuses %j', text =>
    expect(() => parseSeed(text)).toThrow(/whole number/),
  );
});

describe('parseMap', () => {
  it('collects, and keeps what comes after the first sign of equality', () => {
    expect(parseMap('to=A=B', parseMap('from=Requested by'))).toEqual({ from: 'Requested by', to: 'A=B' });
  });
  it.each(['from', '=x', 'from=', 'from= '])('refuses %j', text =>
    expect(() => parseMap(text)).toThrow(/COLUMN=HEADER/),
  );
  it('refuses a column bound twice', () => expect(() => parseMap('a=x', { a: 'y' })).toThrow(/twice/));
});

describe('other values', () => {
  it('effort, delimiter and formats', () => {
    expect(parseEffort('quick')).toBe('quick');
    expect(() => parseEffort('fast')).toThrow(/quick, standard or thorough/);
    expect([parseDelimiter('tab'), parseDelimiter('\\t'), parseDelimiter(';')]).toEqual(['\t', '\t', ';']);
    expect(() => parseDelimiter('|')).toThrow(/expected one of/);
    expect(parseFormats('CSV')).toEqual(['csv']);
    expect(() => parseFormats('csv,xlsx')).toThrow(/xlsx is not written by this version/);
    expect(() => parseFormats('pdf')).toThrow(/expected csv/);
  });
});
