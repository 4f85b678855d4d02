import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvReader } from '../../src/read/csv.js';
import { runs } from '../helpers/runs.js';

function readAll(text: string, delimiter = ',') {
  const faults: string[] = [];
  const records: string[][] = [];
  const lines: number[] = [];
  const tell = (line: number, cell: number, cause: string) => void faults.push(`${line}:${cell} ${cause}`);
  new CsvReader(Buffer.from(text), delimiter, tell).read((cells, line) => {
    records.push(cells);
    lines.push(line);
    return true;
  });
  return { records, lines, faults };
}

describe('records', () => {
  it('plain, with blank lines skipped and lines kept', () => {
    expect(readAll('a,b\n\n\nc,d\n')).toEqual({
      records: [
        ['a', 'b'],
        ['c', 'd'],
      ],
      lines: [1, 4],
      faults: [],
    });
  });
  it('nothing', () => {
    for (const text of ['', '\n', '\r\n\r\n\n\r']) expect(readAll(text).records).toEqual([]);
  });
  it('without an end of the last line, with an empty last cell', () => {
    expect(readAll('a,b\nc,').records).toEqual([
      ['a', 'b'],
      ['c', ''],
    ]);
    expect(readAll('"a",').records).toEqual([['a', '']]);
  });
  it('quoted cells with delimiters, quotes and line breaks; the first physical line counts', () => {
    const { records, lines } = readAll('a,b\n"one\ntwo, ""three""\n",x\nlast,"y"\n');
    expect(records).toEqual([
      ['a', 'b'],
      ['one\ntwo, "three"\n', 'x'],
      ['last', 'y'],
    ]);
    expect(lines).toEqual([1, 2, 5]);
  });
  it('all line ends at once; those in cells become LF', () => {
    const { records, lines } = readAll('a\r\n"b\r\n\r\rb"\r"c\nc"\n\r\n\rd\r\ne');
    expect(records).toEqual([['a'], ['b\n\n\nb'], ['c\nc'], ['d'], ['e']]);
    expect(lines).toEqual([1, 2, 6, 10, 11]);
  });
  it('as many cells as there are', () => {
    expect(readAll('a,b\nc\nd,e,f\n').records.map(cells => cells.length)).toEqual([2, 1, 3]);
  });
  it('a quoted empty cell is a record', () => expect(readAll('""\n').records).toEqual([['']]));
  it('a delimiter of several bytes', () => {
    expect(readAll('a、"b、\nc"\nd、"', '、')).toMatchObject({
      records: [['a', 'b、\nc']],
      faults: ['3:2 a quote is opened and never closed'],
    });
  });
});

describe('reading in parts', () => {
  it('goes on behind the record where it ended', () => {
    const reader = new CsvReader(Buffer.from('sep=;\r\na;b\r\n\r\n"c\r\nd";e\r\nf;g'), ';', () => {}, 5);
    const seen: unknown[] = [];
    for (let i = 0; i < 4; i++) reader.read((cells, line) => seen.push([line, ...cells]) < 0);
    expect(seen).toEqual([
      [2, 'a', 'b'],
      [4, 'c\nd', 'e'],
      [6, 'f', 'g'],
    ]);
  });
  it('lets the errors of whom it gives records through', () => {
    const fail = () => {
      throw new Error('mine');
    };
    for (const text of ['a', `a\n${'b\n'.repeat(99)}`]) {
      expect(() => new CsvReader(Buffer.from(text), ',', () => {}).read(fail)).toThrow('mine');
    }
    expect(() => new CsvReader(Buffer.from('a"'), ',', fail).read(() => true)).toThrow('mine');
  });
});

describe('quotes in the wrong place', () => {
  it('inside a plain cell: told once a cell, and reading goes on', () => {
    const { records, lines, faults } = readAll('a,b\n\nx,5" 3" screen\n6","7\n8",9\ny,z\n');
    const cause = 'a quote stands inside a cell that does not begin with one';
    expect(faults).toEqual([`3:2 ${cause}`, `4:1 ${cause}`]);
    expect([records, lines]).toEqual([
      [
        ['a', 'b'],
        ['y', 'z'],
      ],
      [1, 6],
    ]);
  });
  it('very many of them', () => {
    const { records, faults } = readAll(`a,${'b"'.repeat(100_000)}\r\nc,d`);
    expect([faults.length, records]).toEqual([1, [['c', 'd']]]);
  });
  it('text behind a closing quote: told in its own line', () => {
    const { records, lines, faults } = readAll('x,"a\r\n""b"" c" c,d\r\ne,f\r\n"g" \r\n"h"i');
    const cause = 'text stands after a closing quote';
    expect(faults).toEqual([`2:2 ${cause}`, `4:1 ${cause}`, `5:1 ${cause}`]);
    expect([records, lines]).toEqual([[['e', 'f']], [3]]);
    expect(readAll('x,"a""\n"" "" b" c\ne,f')).toMatchObject({ records: [['e', 'f']], faults: [`2:2 ${cause}`] });
    expect(readAll('x、"a\nb" c\ne、f', '、')).toMatchObject({ records: [['e', 'f']], faults: [`2:2 ${cause}`] });
  });
  it('never closed: told where it was opened', () => {
    const cause = 'a quote is opened and never closed';
    expect(readAll('a,b\nc,"d\ne,f\ng,h\n').faults).toEqual([`2:2 ${cause}`]);
    expect(readAll('a,b\n\r\n\r"c,d\ne').faults).toEqual([`4:1 ${cause}`]);
    expect(readAll('"a\r\n\na",b,"').faults).toEqual([`3:3 ${cause}`]);
    expect(readAll('"')).toEqual({ records: [], lines: [], faults: [`1:1 ${cause}`] });
  });
});

describe('tables that csv-stringify wrote', () => {
  const character = fc.constantFrom('a', 'é', '岐', '𠮷', ' ', '"', ',', ';', '\n', '\r', '\r\n', '\t', '\ufeff', "'");
  const cell = fc.array(character, { maxLength: 6 }).map(letters => letters.join(''));
  const row = fc.record({
    cells: fc.array(cell, { minLength: 2, maxLength: 4 }),
    end: fc.constantFrom('\n', '\r\n', '\r'),
    /** Blank lines before it. */
    blank: fc.array(fc.constantFrom('\n', '\r\n', '\r'), { maxLength: 2 }).map(ends => ends.join('')),
  });
  const table = fc.record({ rows: fc.array(row, { maxLength: 8 }), delimiter: fc.constantFrom(',', ';', '\t') });
  const lineEnds = (text: string) => text.match(/\r\n|\r|\n/g)?.length ?? 0;
  const tidy = (text: string) => text.replace(/\r\n?/g, '\n');
  const write = (cells: readonly string[], delimiter: string) =>
    stringify([cells], { delimiter, eof: false, quoted_match: /[\r\n]/ });

  /** Each row as written, and all the text before it. */
  function* rowsOf({
    rows,
    delimiter,
  }: {
    rows: { cells: string[]; end: string; blank: string }[];
    delimiter: string;
  }) {
    let text = '';
    for (const { cells, end, blank } of rows) {
      text += blank;
      yield { cells, before: text, written: write(cells, delimiter) };
      text += write(cells, delimiter) + end;
    }
  }

  it('come back, with the physical line where each row begins', () => {
    fc.assert(
      fc.property(table, fc.boolean(), (given, end) => {
        const rows = [...rowsOf(given)];
        const last = rows.at(-1);
        const text = last ? last.before + last.written + (end ? given.rows.at(-1)!.end : '') : '';
        expect(readAll(text, given.delimiter)).toEqual({
          records: rows.map(({ cells }) => cells.map(tidy)),
          lines: rows.map(({ before }) => 1 + lineEnds(before)),
          faults: [],
        });
      }),
      runs(500),
    );
  });
  it('and with a row that is never closed, all before it come back', () => {
    fc.assert(
      fc.property(table, row, fc.nat(3), (given, faulty, at) => {
        const rows = [...rowsOf({ ...given, rows: [...given.rows, faulty] })];
        const { before, cells } = rows.pop()!;
        const good = cells.slice(0, at % cells.length);
        const prefix = before + good.map(text => `${write([text, ''], given.delimiter)}`).join('');
        const rest = cells.slice(good.length).join('').replaceAll('"', '""');
        expect(readAll(`${prefix}"${rest}`, given.delimiter)).toEqual({
          records: rows.map(row => row.cells.map(tidy)),
          lines: rows.map(row => 1 + lineEnds(row.before)),
          faults: [`${1 + lineEnds(prefix)}:${good.length + 1} a quote is opened and never closed`],
        });
      }),
      runs(500),
    );
  });
});
