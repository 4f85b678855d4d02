import { describe, expect, it } from 'vitest';
import { loadTables } from '../../src/read/bytes.js';
import { Context } from '../../src/read/context.js';
import { LIMITS } from '../../src/read/limits.js';
import { openTable } from '../../src/read/open-table.js';
import { bindTable } from '../../src/read/table.js';
import { faults, messages, read } from './tables.js';

const wishesOf = async (table: string | Uint8Array, options = {}) =>
  [...(await read({ 'prefs.csv': table }, options)).event.wishes].map(w => `${w.from}>${w.to}:${w.line}`);

describe('tables', () => {
  it.each([
    ['LF', 'from,to\nA,B\nB,C\n', 2, 3],
    ['CRLF', 'from,to\r\nA,B\r\nB,C\r\n', 2, 3],
    ['CR', 'from,to\rA,B\rB,C', 2, 3],
    ['mixed', 'from,to\r\nA,B\n\rB,C\n', 2, 4],
    ['blank lines and rows', '\nfrom,to\n\n,\nA,B\n \nB,C\n', 5, 7],
    ['a line break in a cell, CRLF', 'from,to,note\r\nA,B,"x\r\ny"\r\nB,C,\r\n', 2, 4],
    ['semicolons', 'from;to\nA;B\nB;C\n', 2, 3],
    ['tabs', 'from\tto\nA\tB\nB\tC\n', 2, 3],
    ['an Excel separator line', 'sep=;\r\nfrom;to\r\nA;B\r\nB;C\r\n', 3, 4],
  ])('%s', async (_, table, first, second) => {
    expect(await wishesOf(table)).toEqual([`A>B:${first}`, `B>C:${second}`]);
  });
  it('the delimiter given beats the sniffed one', async () => {
    expect(await wishesOf('from;to,x,y\nA;"B,b",,\n', { delimiter: ';' }).catch(String)).toContain('E101');
    expect(await wishesOf('from\tto,x\nA\tB,b\n', { delimiter: 'tab', map: { to: 'to,x' } })).toEqual(['A>B,b:2']);
    await expect(wishesOf('a', { delimiter: '|' })).rejects.toThrow('expected a delimiter "," ";" or "tab", got "|"');
  });
  it('says the delimiter and unknown columns once a table', async () => {
    const { notices } = await read({ 'prefs.csv': 'from;to;Dept;\nA;B;x;\nB;A;y;\n' }, { slots: '4', rooms: '2' });
    expect(notices.map(n => n.replace(/^.*\//, ''))).toEqual([
      'prefs.csv: cells separated by ";"',
      'prefs.csv: unknown column "Dept" kept out',
    ]);
  });
});

describe('tables as spreadsheets leave them', () => {
  const short = (notices: readonly string[]) => notices.map(n => n.replace(/^.*\/(?=\w+\.csv)/, ''));
  it.each([
    ['delimiters too many in all lines', 'from,to,,\nA,B,,\nB,C,,\n', 2, 3],
    ['delimiters too many in rows', 'from,to\nA,B,\nB,C,, \n', 2, 3],
    ['delimiters too many in the header', 'from,to,,\nA,B\nB,C\n', 2, 3],
    ['a blank column in front and one between', ',from,,to\n,A,,B\n, ,,\n,B,,C\n', 2, 4],
    ['a title', 'Wishes of 2021\nfrom,to\nA,B\nB,C\n', 3, 4],
    ['a title with a comma above semicolons', 'Brussels, 18 May 2021\n\nfrom;to\nA;B\nB;C\n', 4, 5],
    ['a title with quotes', 'Our "day", 2021\nfrom,to\nA,B\nB,C\n', 3, 4],
    ['a separator line and a title', 'sep=;\nDay 1;\nfrom;to\nA;B\nB;C\n', 4, 5],
    ['CR, LF and CRLF in one file', 'from,to\rA,B\r\n\nB,C', 2, 4],
  ])('%s', async (_, table, first, second) => {
    expect(await wishesOf(table)).toEqual([`A>B:${first}`, `B>C:${second}`]);
    const { notices } = await read({ 'prefs.csv': table }, { slots: '4', rooms: '2' });
    expect(short(notices).filter(n => n.includes('unknown') || n.includes('no header'))).toEqual([]);
  });
  it('a title is said, with the line of the header', async () => {
    const of = async (table: string) => short((await read({ 'prefs.csv': table }, { slots: '4', rooms: '2' })).notices);
    expect(await of('Wishes\nfrom,to\nA,B\n')).toEqual([
      'prefs.csv: the header is in line 2; what stands above it ("Wishes") is taken as a title and kept out',
    ]);
    expect(await of('Wishes,\nof 2021,\n,\n\nfrom,to\nA,B\n')).toEqual([
      'prefs.csv: the header is in line 5; what stands above it ("Wishes" …) is taken as a title and kept out',
    ]);
  });
  it('a column without a header that holds something is said', async () => {
    const { notices } = await read({ 'prefs.csv': 'from,to,,\nA,B,,\nB,C,,urgent\n' }, { slots: '4', rooms: '2' });
    expect(short(notices)).toEqual([
      'prefs.csv: column 4 has no header; what stands in it (first in line 3) is kept out',
    ]);
  });
  it('but cells behind all columns are a fault', async () => {
    expect(await faults({ 'prefs.csv': 'from,to,\nA,B,,x\nB\nA,B,\n' })).toEqual([
      'prefs.csv:2:0 E020',
      'prefs.csv:3:0 E020',
    ]);
  });
  it('scores with decimal commas', async () => {
    const { event } = await read({ 'prefs.csv': 'from;to;score\nA;B;3,5\nB;A;０，２５\nC;A;1.5\n' });
    expect([...event.wishes].map(wish => wish.score)).toEqual([3.5, 0.25, 1.5]);
  });
  it('dates with the month first are found out from all rows, and said', async () => {
    const slots = 'slot,start,end\n1,03/04/2021 9:00,03/04/2021 9:20\n2,03/18/2021 9:00,03/18/2021 9:20\n';
    const { event, notices } = await read({ 'prefs.csv': 'from,to\nA,B\n', 'slots.csv': slots });
    expect(event.slots.map(slot => slot.date)).toEqual(['2021-03-04', '2021-03-18']);
    expect(short(notices)).toContain('slots.csv: dates are read with the month first, because of 03/18/2021');
  });
  it('dates in doubt have the day first, and it is said once', async () => {
    const slots = 'slot,date,start,end\n1,03/04/2021,9h,9h20\n2,04/04/2021,9h,9h20\n';
    const { event, notices } = await read({ 'prefs.csv': 'from,to\nA,B\n', 'slots.csv': slots });
    expect(event.slots.map(slot => slot.date)).toEqual(['2021-04-03', '2021-04-04']);
    expect(short(notices).filter(n => n.includes('day first'))).toHaveLength(1);
  });
});

describe('faults of tables', () => {
  it('a ragged row is told with its first physical line, and the rest is read', async () => {
    const table = 'from,to,note\nA,B,"x\ny"\nA,C,"x\n\ny",z\nC,C,\n';
    expect(await faults({ 'prefs.csv': table })).toEqual(['prefs.csv:4:0 E020', 'prefs.csv:7:2 E205']);
  });
  it('a header with a quote fault is the only fault', async () => {
    expect(await faults({ 'prefs.csv': 'from,t"o\nA,B\n' })).toEqual(['prefs.csv:1:2 E021']);
  });
  it('all missing columns of all tables are told together', async () => {
    expect(await faults({ 'prefs.csv': 'rank\n1\n', 'slots.csv': 'start,end\n', 'rooms.csv': 'seats\n2\n' })).toEqual([
      'slots.csv:1:0 E101',
      'prefs.csv:1:0 E101',
      'prefs.csv:1:0 E101',
      'rooms.csv:1:0 E101',
    ]);
  });
  it('columns and cells above the limits', async () => {
    const wide = `from,to,${Array.from({ length: 9999 }, (_, i) => `c${i}`).join(',')}\n`;
    expect(await messages({ 'prefs.csv': wide })).toEqual([
      'expected at most 10,000 columns, got 10,001; leave out the columns that are not needed',
    ]);
    const large = `from,to,note\nA,B,${'é'.repeat(32_769)}\nA,A,\n`;
    expect(await faults({ 'prefs.csv': large })).toEqual(['prefs.csv:2:3 E013', 'prefs.csv:3:2 E205']);
  });
  it('5,000,000 rows are read, one more is not', async () => {
    const rows = async (count: number) => {
      const bytes = Buffer.alloc(5 + 2 * count, 'x\n');
      bytes.write('room\n');
      const context = new Context({ stdin: () => bytes });
      await loadTables([{ table: 'rooms', path: '-' }], context);
      const open = openTable({ table: 'rooms', path: '-' }, context)!;
      let seen = 0;
      bindTable(open, { room: [] }, ['room'], context)!.forEachRow(() => void seen++);
      return { seen, faults: context.faults.count };
    };
    expect(await rows(LIMITS.rows)).toEqual({ seen: 5_000_000, faults: 0 });
    expect(await rows(LIMITS.rows + 1)).toEqual({ seen: 5_000_000, faults: 1 });
  });
});
