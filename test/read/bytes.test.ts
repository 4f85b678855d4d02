import { createHash } from 'node:crypto';
import { truncateSync } from 'node:fs';
import { join } from 'node:path';
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
  it('a bad byte is told with its line and cell, quoted delimiters not counted', async () => {
    const bytes = Buffer.from('from;to;note\nAda;Ben;fine\nBen;"C;yd";caf\xe9 noir\n', 'latin1');
    expect(await faults({ 'prefs.csv': bytes })).toEqual(['prefs.csv:3:3 E003']);
    expect(await messages({ 'prefs.csv': bytes })).toEqual(['byte 0xE9 is not UTF-8; save the table as "CSV UTF-8"']);
  });
  it('a sequence cut off at the end of the file', async () => {
    expect(await faults({ 'prefs.csv': Buffer.from('from,to\nAda,Ben\xe5', 'latin1') })).toEqual([
      'prefs.csv:2:2 E003',
    ]);
  });
  it.each([
    ['UTF-16 (big endian)', Buffer.from([0xfe, 0xff, 0, 0x61])],
    ['an Excel workbook or another zip file', Buffer.from('PK\x03\x04 and more')],
    ['a file with NUL bytes (UTF-16 or binary)', Buffer.from('from,to\n', 'utf16le')],
  ])('%s is refused by name', async (name, bytes) => {
    expect(await messages({ 'prefs.csv': bytes })).toEqual([`${name} is not read; save the table as "CSV UTF-8"`]);
  });
});

describe('files', () => {
  it('that are missing or folders', async () => {
    const folder = folderOf({});
    const run = readEvent({ prefs: join(folder, 'prefs.csv'), slots: folder, discover: false });
    await expect(run).rejects.toMatchObject({ errors: [{ code: 'E001' }, { code: 'E001' }] });
    await expect(run).rejects.toThrow(/this is a folder.*\n.*there is no such file/);
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
