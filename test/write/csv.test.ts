import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defuse, tidy, toCsv } from '../../src/write/csv.js';
import { runs } from '../helpers/runs.js';

describe('defuse', () => {
  it.each([
    '=1+1',
    '+33',
    '-Ltd',
    '@x',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '\tx',
    '\rx',
    '\nx',
    ' =1',
    '\u3000=1',
    "'=1",
    "''@a",
  ])('%j gets an apostrophe', text => expect(defuse(text)).toBe(`'${text}`));

  it.each(['', 'a=b', "'quoted'", 'Košice', '5', 'a-b', ' plain'])('%j stays', text => expect(defuse(text)).toBe(text));

  it('can be undone: what starts with an apostrophe and a formula never was that text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("'", '=', '-', 'a', ' ', '\t') }), text => {
        const safe = defuse(text);
        const undone = /^'+(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/u.test(safe) ? safe.slice(1) : safe;
        expect(undone).toBe(text);
      }),
      runs(100),
    );
  });
});

describe('toCsv', () => {
  it('leaves numbers alone, defuses text, ends lines with LF', () => {
    expect(toCsv(['a', 'b'], [[-5, '-5']])).toBe("a,b\n-5,'-5\n");
    expect(toCsv(['a'], [])).toBe('a\n');
  });

  it('is what csv-stringify makes of it, commas or not', () => {
    let quoted = 0;
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'é', '1', ',', ' ', ';', '"', '=') }), text => {
        const made = toCsv(['x'], [[text]]);
        expect(made).toBe(`x\n${stringify([[defuse(text)]])}`);
        if (/^"[^"]/.test(made.slice(2))) quoted++;
      }),
      runs(300),
    );
    expect(quoted).toBeGreaterThan(20);
  });

  it('any text comes back', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string({ unit: 'binary' })), { minLength: 1 }), rows => {
        const back = parse(toCsv(['x', 'y'], rows), { record_delimiter: '\n', from_line: 2 });
        expect(back).toEqual(rows.map(row => row.map(defuse)));
      }),
      runs(100),
    );
  });
});

it('tidy drops the dust of binary fractions', () => {
  expect(tidy(0.1 + 0.2)).toBe(0.3);
  expect(tidy(1_000_000.001)).toBe(1_000_000.001);
});
