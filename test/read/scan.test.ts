import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvScanner } from '../../src/read/scan.js';

function scan(text: string, delimiter = ',') {
  const faults: string[] = [];
  const scanner = new CsvScanner(text, delimiter, (line, cell, cause) => faults.push(`${line}:${cell} ${cause}`));
  const records: string[][] = [];
  const lines: number[] = [];
  for (let cells = scanner.next(); cells !== undefined; cells = scanner.next()) {
    records.push(cells);
    lines.push(scanner.line);
  }
  return { records, lines, faults };
}

describe('records', () => {
  it('plain, with blank lines skipped and lines kept', () => {
    expect(scan('a,b\n\n\nc,d\n')).toEqual({
      records: [
        ['a', 'b'],
        ['c', 'd'],
      ],
      lines: [1, 4],
      faults: [],
    });
  });
  it('without an end of the last line, with an empty last cell', () => {
    expect(scan('a,b\nc,').records).toEqual([
      ['a', 'b'],
      ['c', ''],
    ]);
    expect(scan('"a",').records).toEqual([['a', '']]);
  });
  it('quoted cells with delimiters, quotes and line breaks; the first physical line counts', () => {
    const { records, lines } = scan('a,b\n"one\ntwo, ""three""\n",x\nlast,"y"\n');
    expect(records).toEqual([
      ['a', 'b'],
      ['one\ntwo, "three"\n', 'x'],
      ['last', 'y'],
    ]);
    expect(lines).toEqual([1, 2, 5]);
  });
  it('a quoted empty cell is a record', () => expect(scan('""\n').records).toEqual([['']]));
});

describe('quotes in the wrong place', () => {
  it('inside a plain cell: told, and reading goes on', () => {
    const { records, lines, faults } = scan('a,b\nx,5" screen\ny,z\n');
    expect(faults).toEqual(['2:2 a quote stands inside a cell that does not begin with one']);
    expect([records.at(-1), lines.at(-1)]).toEqual([['y', 'z'], 3]);
  });
  it('text behind a closing quote', () => {
    const { records, faults } = scan('"a\nb" c,d\ne,f\n');
    expect(faults).toEqual(['2:1 text stands after a closing quote']);
    expect(records).toEqual([['e', 'f']]);
  });
  it('never closed: told where it was opened', () => {
    expect(scan('a,b\nc,"d\ne,f\ng,h\n').faults).toEqual(['2:2 a quote is opened and never closed']);
  });
});

it('reads what csv-parse reads', () => {
  const character = fc.constantFrom('a', 'é', '岐', ' ', '"', ',', ';', '\n', '\t');
  const cell = fc.array(character, { maxLength: 6 }).map(letters => letters.join(''));
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 8 }),
      fc.boolean(),
      (rows, end) => {
        const text = rows.map(row => row.map(quoted).join(',')).join('\n') + (end ? '\n' : '');
        const oracle = parse(text, { relax_column_count: true, skip_empty_lines: true, record_delimiter: ['\n'] });
        const { records, faults, lines } = scan(text);
        expect(faults).toEqual([]);
        expect(records).toEqual(oracle);
        expect(records).toEqual(rows);
        const starts = rows.map((_, i) => 1 + rows.slice(0, i).flat().join('').split('\n').length - 1 + i);
        expect(lines).toEqual(starts);
      },
    ),
  );
});
