import { describe, expect, it } from 'vitest';
import { parseDecimal, parseWhole, parseYesNo } from '../../src/read/cells.js';

describe('yes and no', () => {
  it.each(['yes', 'Y', 'TRUE', '1', 'x', 'Oui', 'ja', 'はい', '○', 'ＹＥＳ'])('%s', text =>
    expect(parseYesNo(text)).toBe(true),
  );
  it.each(['no', 'N', 'false', '0', 'non', 'nein', 'いいえ', '×', ''])('%s', text =>
    expect(parseYesNo(text)).toBe(false),
  );
  it.each(['maybe', '2', 'ye'])('%s', text => expect(parseYesNo(text)).toBeUndefined());
});

describe('whole numbers', () => {
  it.each([
    ['0', 0],
    ['007', 7],
    ['１２', 12],
  ])('%s', (text, value) => expect(parseWhole(text)).toBe(value));
  it.each(['', '-1', '+1', '1.0', '1e3', '1,000', ' ', '0x10', '1234567890'])('%j', text =>
    expect(parseWhole(text)).toBeUndefined(),
  );
});

describe('decimal numbers', () => {
  it.each([
    ['2.5', 2.5],
    ['2.5000', 2.5],
    ['3', 3],
  ])('%s', (text, value) => expect(parseDecimal(text, 1, false)).toBe(value));
  it.each(['2.55', '2,5', '.5', '5.', '-1', '1e2', 'NaN', ''])('%j', text =>
    expect(parseDecimal(text, 1, false)).toBeUndefined(),
  );
  it('with a decimal comma where commas do not separate', () => {
    expect(parseDecimal('2,5', 1, true)).toBe(2.5);
    expect(parseDecimal('1,000,000', 1, true)).toBeUndefined();
  });
});
