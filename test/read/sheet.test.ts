import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/read/limits.js';
import { readSheet } from '../../src/read/sheet.js';
import { Refused } from '../../src/read/workbook.js';
import { faults, messages, read } from './tables.js';

const LIBREOFFICE = fileURLToPath(new URL('../../fixtures/encodings/latin/xlsx/slots.xlsx', import.meta.url));

/** Number formats of the styles that cells may have, by index: none, date, time, hours, both, and a Japanese one. */
const FORMATS = [0, 14, 20, 46, 22, 31];

const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet';

/** A workbook that LibreOffice wrote, with these sheets instead of its own. */
function book(sheets: Readonly<Record<string, string>>): Uint8Array {
  const files = unzipSync(readFileSync(LIBREOFFICE));
  const names = Object.keys(sheets);
  const set = (path: string, text: string) => void Object.assign(files, { [path]: strToU8(text) });
  const styles = strFromU8(files['xl/styles.xml']!);
  const own = FORMATS.map(id => `<xf numFmtId="${id}"/>`).join('');
  set(
    'xl/styles.xml',
    styles.replace(/<cellXfs count="\d+">/, match => match + own),
  );
  const tag = (name: string, i: number) => `<sheet name="${name}" sheetId="${i + 1}" r:id="s${i}"/>`;
  set('xl/workbook.xml', `<workbook xmlns:r="r"><sheets>${names.map(tag).join('')}</sheets></workbook>`);
  const relation = (_: string, i: number) =>
    `<Relationship Id="s${i}" Type="${RELATION}" Target="worksheets/s${i}.xml"/>`;
  const kept = strFromU8(files['xl/_rels/workbook.xml.rels']!).match(
    /<Relationship [^>]*(?:styles|sharedStrings)[^>]*>/g,
  )!;
  set('xl/_rels/workbook.xml.rels', `<Relationships>${kept.join('')}${names.map(relation).join('')}</Relationships>`);
  for (const [i, name] of names.entries()) {
    set(`xl/worksheets/s${i}.xml`, `<worksheet><sheetData>${sheets[name]}</sheetData></worksheet>`);
  }
  return zipSync(files);
}

const text = (place: string, value: string) =>
  `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${value}</t></is></c>`;
const number = (place: string, value: string, style = 0) => `<c r="${place}" s="${style}"><v>${value}</v></c>`;

/** The rows of the only sheet; each with its line in front. */
function rowsOf(xml: string): (string | number)[][] {
  return readSheet(book({ Sheet1: xml }), undefined, LIMITS).rows.map(({ line, cells }) => [line, ...cells]);
}

/** The code with which a sheet is refused, and the words. */
function refusal(xml: string): string {
  try {
    rowsOf(xml);
    return 'none';
  } catch (error) {
    return error instanceof Refused ? `${error.code} ${error.message}` : String(error);
  }
}

describe('readSheet', () => {
  it('dates, times and numbers become the texts that a table would hold', () => {
    const cells = [
      number('A1', '44334', 1),
      number('B1', '0.375', 2),
      number('C1', '1', 3),
      number('D1', '44334.375', 4),
      number('E1', '44334.3819444444', 4),
      number('F1', '44334', 5),
      number('G1', '3.5'),
      number('H1', '12345678901'),
      number('I1', '0.30000000000000004'),
      number('J1', '1E+21'),
      '<c r="K1" t="b"><v>1</v></c>',
      '<c r="L1" t="e"><v>#N/A</v></c>',
      '<c r="M1" t="str"><f>A1</f><v>text</v></c>',
      text('N1', 'a &amp; b\r\nc'),
    ];
    expect(rowsOf(`<row r="1">${cells.join('')}</row>`)).toEqual([
      [
        1,
        ...['2021-05-18', '09:00', '24:00', '2021-05-18T09:00', '2021-05-18T09:10', '2021-05-18'],
        ...['3.5', '12345678901', '0.3', '1000000000000000000000', 'TRUE', '#N/A', 'text', 'a & b\nc'],
      ],
    ]);
  });
  it('rows keep their places, cells between are empty', () => {
    const xml = `<row r="2">${text('B2', 'x')}</row><row r="5">${text('A5', 'y')}${text('C5', 'z')}</row>`;
    expect(rowsOf(xml)).toEqual([
      [2, '', 'x'],
      [5, 'y', '', 'z'],
    ]);
  });
  it('without places, which some programs leave out', () => {
    expect(rowsOf('<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c><v>4</v></c></row>')).toEqual([
      [1, '1', '', '3'],
      [3, '4'],
    ]);
  });
  it('texts in runs, without the readings of Japanese names', () => {
    const runs = '<is><r><t>髙</t></r><r><t>橋</t></r><rPh sb="0" eb="2"><t>タカハシ</t></rPh></is>';
    expect(
      rowsOf(`<row r="1"><c r="A1" t="inlineStr">${runs}</c>${text('B1', 'a_x000D__x000A_b_x005F_')}</row>`),
    ).toEqual([[1, '髙橋', 'a\nb_']]);
  });
  it('damage is told with its place', () => {
    expect(refusal('<row r="1"><c r="A1" t="s"><v>999999</v></c></row>')).toMatch(/^E006 .*of type s .* in row 1/);
    expect(refusal('<row r="1"><c r="A1"><v>one</v></c></row>')).toMatch(/^E006/);
    expect(refusal('<row r="2"/><row r="2"/>')).toMatch(/^E006 .*row 2 follows row 2/);
    expect(refusal('<row r="1"><c r="B1"/><c r="A1"/></row>')).toMatch(/^E006/);
    expect(refusal('<row r="1"><c r="17"/></row>')).toMatch(/^E006 .*stands at 17/);
    expect(refusal('<row r="1"><c')).toMatch(/^E006/);
  });
  it('cells far out are refused before anything is filled in', () => {
    expect(refusal('<row r="1"><c r="XFD1"/></row>')).toBe('none');
    expect(refusal(`<row r="7">${number('NTQ7', '1')}</row>`)).toMatch(
      /^E012 expected at most 10,000 columns, and row 7 reaches to column 10,001/,
    );
    const rows = Array.from({ length: 3300 }, (_, i) => `<row>${number('NTP1', String(i))}</row>`).join('');
    expect(refusal(rows)).toMatch(/^E011 expected at most 32,000,000 cells/);
    expect(rowsOf(`<row r="99999999">${number('A99999999', '1')}</row>`)).toEqual([[99_999_999, '1']]);
  });
});

describe('tables in workbooks', () => {
  const header = `<row r="1">${text('A1', 'Our day')}</row><row r="3">${text('B3', 'from')}${text('C3', 'to')}${text('D3', 'rank')}</row>`;
  const wish = (row: number, from: string, to: string, rank: string) =>
    `<row r="${row}">${text(`B${row}`, from)}${text(`C${row}`, to)}${number(`D${row}`, rank)}</row>`;
  it('are read like any other, the rows of the sheet as lines', async () => {
    const prefs = book({ Wishes: header + wish(4, 'A', 'B', '1') + wish(6, 'B', 'A', '2') });
    const { event, notices } = await read({ 'prefs.csv': prefs }, { slots: '4', rooms: '2' });
    expect([...event.wishes].map(({ from, to, rank, line }) => [from, to, rank, line])).toEqual([
      ['A', 'B', 1, 4],
      ['B', 'A', 2, 6],
    ]);
    expect(event.inputs[0]).toMatchObject({ encoding: 'xlsx', delimiter: '', rows: 2 });
    expect(notices.map(n => n.replace(/^.*\/prefs/, 'prefs'))).toEqual([
      'prefs.csv: Excel workbook, sheet "Wishes"',
      'prefs.csv: the header is in line 3; what stands above it ("Our day") is taken as a title and kept out',
    ]);
  });
  it('faults stand at their row and column, error values among them', async () => {
    const bad = `${header}${wish(4, 'A', 'B', '0.5')}<row r="5">${text('B5', 'A')}<c r="C5" t="e"><v>#REF!</v></c></row>`;
    const files = { 'prefs.csv': book({ W: bad }), 'participants.csv': 'id\nA\nB\n' };
    expect(await faults(files)).toEqual(['prefs.csv:4:4 E206', 'prefs.csv:5:3 E110']);
    expect((await messages(files))[1]).toMatch(/^expected an id, got the error "#REF!" of a spreadsheet/);
  });
  it('of which another sheet may be meant, says so', async () => {
    const people = `<row r="1">${text('A1', 'id')}${text('B1', 'name')}</row><row r="2">${text('A2', 'A')}${text('B2', 'Ada')}</row>`;
    const files = { 'prefs.csv': book({ People: people, Wishes: header + wish(4, 'A', 'B', '1') }) };
    expect((await messages(files)).join()).toContain('or read another sheet, such as --sheet prefs="Wishes"');
  });
  it('several from one workbook, each from its sheet', async () => {
    const people = `<row r="1">${text('A1', 'id')}${text('B1', 'name')}</row><row r="2">${text('A2', 'A')}${text('B2', 'Ada')}</row><row r="3">${text('A3', 'B')}${text('B3', 'Ben')}</row>`;
    const workbook = book({ Wishes: header + wish(4, 'A', 'B', '1'), People: people });
    const files = { 'prefs.csv': workbook, 'participants.csv': workbook };
    const { event, notices } = await read(files, { sheet: { participants: 'people' } });
    expect(event.participants.map(person => person.name)).toEqual(['Ada', 'Ben']);
    expect(notices.some(n => n.endsWith('Excel workbook, sheet "Wishes" (of 2; --sheet takes another)'))).toBe(true);
    expect(await faults(files, { sheet: '3' })).toEqual(['participants.csv:0:0 E007', 'prefs.csv:0:0 E007']);
  });
});
