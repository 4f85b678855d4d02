import { createHash } from 'node:crypto';
import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readEvent } from '../../src/read/folder.js';
import { faults, folderOf, messages, read } from './tables.js';

const TABLE = 'from,to\nAda,Ben\n';

describe('bytes', () => {
  it('UTF-8 with a byte order mark is read and told', async () => {
    const { event, notices } = await read({ 'prefs.csv': `\ufeff${TABLE}` });
    expect(event.wishes.at(0)!).toMatchObject({ from: 'Ada', to: 'Ben' });
    expect(event.inputs[0]).toMatchObject({ encoding: 'utf-8-bom', delimiter: ',', rows: 1 });
    expect(notices.some(n => n.endsWith('prefs.csv: UTF-8 with a byte order mark'))).toBe(true);
  });
  it('the digest is of the bytes as they are', async () => {
    const text = `\ufefffrom,to\r\nAda,Ben\r\n`;
    const { event } = await read({ 'prefs.csv': text });
    expect(event.inputs[0]!.sha256).toBe(createHash('sha256').update(text).digest('hex'));
  });
  it('a bad byte is told with its line and cell, quoted delimiters and line breaks in cells not counted', async () => {
    const head = Buffer.from('from;to;note\nAda;Ben;déjà vu à Liège\nBen;"C;\nyd";');
    const bytes = Buffer.concat([head, Buffer.from('caf\xe9 noir\n', 'latin1')]);
    expect(await faults({ 'prefs.csv': bytes })).toEqual(['prefs.csv:4:3 E003']);
    expect(await messages({ 'prefs.csv': bytes })).toEqual([
      'byte 0xE9 is not UTF-8; save the table as "CSV UTF-8", or name its encoding with --encoding',
    ]);
  });
  it('a sequence cut off at the end of the file', async () => {
    expect(await faults({ 'prefs.csv': Buffer.from('from,to\nHélène,岐阜').subarray(0, -1) })).toEqual([
      'prefs.csv:2:2 E003',
    ]);
  });
  it('half a pair of UTF-16', async () => {
    const bytes = Buffer.from('\ufefffrom,to\nAda,\ud83dBen\n', 'utf16le');
    expect(await faults({ 'prefs.csv': bytes })).toEqual(['prefs.csv:2:2 E003']);
    expect(await messages({ 'prefs.csv': bytes })).toEqual([
      expect.stringMatching(/^bytes 0x3D 0xD8 are not UTF-16 \(little endian\);/),
    ]);
  });
  it.each([
    ['an old Excel workbook (.xls), or one with a password,', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['a PDF document', Buffer.from('%PDF-1.7')],
    ['a compressed file', Buffer.from('1f8b0800', 'hex')],
    ['a file with NUL bytes that is not UTF-16', Buffer.from('from,to\0\0\0')],
    ['a web page (some sites give it the name of a table)', Buffer.from('\n<html><table>')],
    ['an XML file', Buffer.from('<?xml version="1.0"?><Workbook/>')],
  ])('%s is refused by name', async (name, bytes) => {
    expect(await faults({ 'prefs.csv': bytes })).toEqual(['prefs.csv:0:0 E004']);
    expect((await messages({ 'prefs.csv': bytes }))[0]).toMatch(`${name} is not read; `);
  });
  it('letters that were lost before are told', async () => {
    const { notices } = await read({ 'prefs.csv': 'from,to,note\nAda,Ben,x\nBen,Ada,caf\ufffd\n' });
    expect(notices).toContainEqual(
      expect.stringMatching(/prefs\.csv: letters were lost before \(the sign \ufffd, first in line 3\)$/),
    );
  });
});

describe('encodings', () => {
  const latin = iconv.encode('from,to\nHélène,Jürgen\n', 'win1252');
  const formOf = async (bytes: Uint8Array, options: Parameters<typeof read>[1] = {}) => {
    const { event, notices } = await read({ 'prefs.csv': bytes }, { slots: '4', rooms: '2', ...options });
    return [event.inputs[0]!.encoding, event.wishes.at(0)!.from, ...notices.map(n => n.replace(/^.*\/prefs/, 'prefs'))];
  };
  it('are told apart and said', async () => {
    expect(await formOf(latin)).toEqual(['windows-1252', 'Hélène', 'prefs.csv: Windows-1252']);
    const wide = Buffer.from('from\tto\nHélène\tJürgen\n', 'utf16le').swap16();
    const words = 'prefs.csv: UTF-16 (big endian), cells separated by tabs';
    expect(await formOf(wide)).toEqual(['utf-16be', 'Hélène', words]);
  });
  it('a doubt is said, with both readings', async () => {
    const [encoding, , notice] = await formOf(iconv.encode('from,to\n谷,Ben\n', 'cp932'));
    expect(encoding).toBe('shift_jis');
    expect(notice).toBe('prefs.csv: Shift_JIS (it might be Windows-1252, "谷" or "’J"; --encoding decides)');
  });
  it('--encoding wins, and is said', async () => {
    const [encoding, from, notice] = await formOf(latin, { encoding: 'windows-1250' });
    expect([encoding, from]).toEqual(['windows-1250', 'Hélčne']);
    expect(notice).toBe('prefs.csv: windows-1250, as --encoding says');
    expect(await formOf(Buffer.from(TABLE), { encoding: 'utf8' })).toEqual(['utf-8', 'Ada']);
    expect(await formOf(Buffer.from(`\ufeff${TABLE}`), { encoding: 'utf8' })).toMatchObject(['utf-8-bom', 'Ada', {}]);
  });
  it('--encoding wins even over a byte order mark, and the run says against what', async () => {
    const marked = Buffer.from('\ufefffrom,to,rank\nAda,Ben,1\n');
    const options = { encoding: 'windows-1252', map: { from: 'ï»¿from' } };
    expect((await formOf(marked, options))[2]).toBe(
      'prefs.csv: Windows-1252, as --encoding says, though it begins with the mark of UTF-8 with a byte order mark',
    );
  });
  it('--encoding of one table', async () => {
    const options = { encoding: { '': 'utf-8', prefs: 'shift_jis' } };
    const files = { 'prefs.csv': iconv.encode('from,to\n谷,辻\n', 'cp932'), 'participants.csv': 'id\n谷\n辻\n' };
    const { event } = await read(files, options);
    expect(event.inputs.map(input => input.encoding)).toEqual(['utf-8', 'shift_jis']);
  });
  it('bytes that the encoding asked for does not have', async () => {
    expect(await messages({ 'prefs.csv': latin }, { encoding: 'utf-8' })).toEqual([
      'byte 0xE9 is not UTF-8; name another encoding with --encoding, or leave it out',
    ]);
    const bad = Buffer.from('from,to\nA,\x81B\n', 'latin1');
    expect(await faults({ 'prefs.csv': bad }, { encoding: 'cp1252' })).toEqual(['prefs.csv:2:2 E003']);
  });
  it('an unknown one', async () => {
    await expect(read({ 'prefs.csv': TABLE }, { encoding: 'ebcdic' })).rejects.toThrow('unknown encoding "ebcdic"');
  });
  it('event.yaml is read in its own', async () => {
    const yaml = iconv.encode('name: Journée des métiers\n', 'win1252');
    const { event, notices } = await read({ 'prefs.csv': TABLE, 'event.yaml': yaml }, { encoding: 'utf-8' });
    expect(event.name).toBe('Journée des métiers');
    expect(notices).toContainEqual(expect.stringMatching(/event\.yaml: Windows-1252$/));
  });
});

describe('files', () => {
  it('that are missing or folders', async () => {
    const folder = folderOf({});
    const run = readEvent({ prefs: join(folder, 'prefs.csv'), slots: folder, discover: false });
    await expect(run).rejects.toMatchObject({ errors: [{ code: 'E001' }, { code: 'E001' }] });
    await expect(run).rejects.toThrow(/this is a folder.*\n.*there is no such file/);
  });
  it('of many megabytes are read whole', async () => {
    const lines = Array.from({ length: 90_000 }, (_, i) => `P${i},Q${i},${'x'.repeat(80)}\n`);
    const text = `from,to,note\n${lines.join('')}`;
    expect(text.length).toBeGreaterThan(8_000_000);
    const { event } = await read({ 'prefs.csv': text }, { slots: '4', rooms: '2' });
    expect(event.wishes).toHaveLength(90_000);
    expect(event.wishes.at(89_999)).toMatchObject({ from: 'P89999', to: 'Q89999' });
    expect(event.inputs[0]!.sha256).toBe(createHash('sha256').update(text).digest('hex'));
  });
  it('above 256 MiB are not read at all', async () => {
    const folder = folderOf({ 'prefs.csv': TABLE });
    truncateSync(join(folder, 'prefs.csv'), 256 * 1024 * 1024 + 1);
    await expect(readEvent({ prefs: join(folder, 'prefs.csv'), discover: false })).rejects.toMatchObject({
      errors: [{ code: 'E010', cause: 'expected at most 268,435,456 bytes (256 MiB), got 268,435,457' }],
    });
  });
});

describe('standard input', () => {
  it('gives one table', async () => {
    const { event } = await readEvent({ prefs: '-', discover: true, stdin: () => new TextEncoder().encode(TABLE) });
    expect(event.inputs).toMatchObject([{ table: 'prefs', name: '-' }]);
    expect(event.participants.map(p => p.id)).toEqual(['Ada', 'Ben']);
  });
  it('names itself in faults', async () => {
    const run = readEvent({ prefs: '-', discover: true, stdin: () => new TextEncoder().encode('from,to\nAda,Ada\n') });
    await expect(run).rejects.toThrow('-:2:2 E205 "to": "Ada" wishes itself');
  });
  it('does not give two', async () => {
    await expect(readEvent({ prefs: '-', rooms: '-', discover: false })).rejects.toThrow(
      'expected one table from standard input, got prefs and rooms',
    );
  });
});
