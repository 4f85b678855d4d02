import { describe, expect, it } from 'vitest';
import { kindOfFormat, numberKinds } from '../../src/read/sheet-styles.js';

describe('formats', () => {
  it.each([
    'dd/mm/yyyy hh:mm',
    'yyyy"年"m"月"d"日"',
    '[$-411]ggge"年"m"月"d"日"',
    'd.m.yy',
    'mmm',
    '[$-F800]dddd\\,\\ mmmm',
    'm/d',
  ])('%s is a date', code => expect(kindOfFormat(code)).toBe('date'));
  it.each(['h:mm', 'hh:mm:ss;@', '[h]:mm', 'mm:ss.0', 'h"時"mm"分"', '[$-409]h:mm AM/PM'])('%s is a time', code =>
    expect(kindOfFormat(code)).toBe('time'),
  );
  it.each(['General', '0.00', '#,##0.00 "days"', '[Red]0;[Blue]-0', '0.00E+00', '@', '0\\h', '# ?/?', '""'])(
    '%s is a number',
    code => expect(kindOfFormat(code)).toBe('number'),
  );
});

it('kinds of all styles of cells, not of those they are derived from', () => {
  const xml =
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy&quot;x&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="164"/><xf/></cellXfs></styleSheet>';
  expect(numberKinds(xml)).toEqual(['number', 'date', 'time', 'date', 'number']);
  expect(numberKinds('')).toEqual([]);
});
