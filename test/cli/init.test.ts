import { appendFile, chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { readEvent } from '../../src/read/folder.js';
import { ejrc, folderWith } from './run.js';

const FILES = ['event.schema.json', 'event.yaml', 'participants.csv', 'prefs.csv'];
const rowsOf = async (path: string): Promise<Record<string, string>[]> =>
  parse(await readFile(path), { columns: true, bom: true });

/** Fills in one wish as a person would: by header. */
async function fillWish(path: string, wish: Readonly<Record<string, string>>): Promise<void> {
  const [header = ''] = (await readFile(path, 'utf8')).trim().split('\n');
  const cells = header.split(',').map(column => wish[column] ?? '');
  await appendFile(path, `${cells.join(',')}\n`);
}

describe('ejrc init', () => {
  it('writes what works once a wish is filled in', async () => {
    const cwd = await folderWith();
    const { code, stdout, stderr } = await ejrc(['init'], { cwd });
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: '',
      stderr:
        'Written to .: event.yaml, event.schema.json, prefs.csv, participants.csv\n' +
        'Fill in what is missing, then run: ejrc schedule prefs.csv\n',
    });
    expect((await readdir(cwd)).sort()).toEqual(FILES);
    await fillWish(join(cwd, 'prefs.csv'), { from: 'Alsace', to: 'Gifu', rank: '1' });
    const run = await ejrc(['schedule', 'prefs.csv'], { cwd });
    expect(run.stderr).toContain('1 meeting, optimal');
    expect(run.code).toBe(0);
    expect(await rowsOf(join(cwd, 'schedule/schedule.csv'))).toMatchObject([{ participants: 'Alsace;Gifu' }]);
    for (const id of ['Alsace', 'Gifu']) await fillWish(join(cwd, 'participants.csv'), { id, side: id });
    const again = await ejrc(['schedule', 'prefs.csv', '--force'], { cwd });
    expect(again.code).toBe(0);
    expect(again.stderr).not.toContain('passed over');
  });

  it('into a new folder, with a byte order mark for Excel', async () => {
    const cwd = await folderWith();
    const { code, stderr } = await ejrc(['init', 'my/day', '--excel'], { cwd });
    expect({ code, last: stderr.trim().split('\n').at(-1) }).toEqual({
      code: 0,
      last: 'Fill in what is missing, then run: ejrc schedule my/day/prefs.csv',
    });
    expect((await readFile(join(cwd, 'my/day/prefs.csv'), 'utf8')).startsWith('\uFEFFfrom,to,')).toBe(true);
    expect((await readFile(join(cwd, 'my/day/event.yaml'), 'utf8')).startsWith('#')).toBe(true);
    await fillWish(join(cwd, 'my/day/prefs.csv'), { from: 'A', to: 'B' });
    expect((await ejrc(['schedule', 'my/day/prefs.csv', '--dry-run'], { cwd })).code).toBe(0);
  });

  it.each(FILES)('never replaces %s, and then writes nothing', async name => {
    const cwd = await folderWith({ [name]: 'mine' });
    const { code, stdout, stderr } = await ejrc(['init'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const cure = name === 'prefs.csv' ? 'begin from it with "ejrc init --from prefs.csv"' : 'move it away';
    expect(stderr).toBe(
      `ejrc: .: ${name} stands there already; ${cure}, or name another folder: ejrc init FOLDER; nothing was written\n`,
    );
    expect(await readdir(cwd)).toEqual([name]);
    expect(await readFile(join(cwd, name), 'utf8')).toBe('mine');
  });

  it('refuses what is no folder, and one that it may not write to', async () => {
    const cwd = await folderWith({ file: '' });
    const { code, stderr } = await ejrc(['init', 'file'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toBe('ejrc: file: expected a folder, found a file; name another folder\n');
    if (process.getuid?.() === 0) return;
    await mkdir(join(cwd, 'closed'));
    await chmod(join(cwd, 'closed'), 0o500);
    const closed = await ejrc(['init', 'closed/day'], { cwd });
    expect(closed.code).toBe(2);
    expect(closed.stderr).not.toContain('--out');
  });

  it('every line of event.yaml that is commented out is read when it is not', async () => {
    const cwd = await folderWith({ 'wishes.csv': 'from,to\nA,B\n' });
    await ejrc(['init', 'day'], { cwd });
    const text = await readFile(join(cwd, 'day/event.yaml'), 'utf8');
    const [reference] = text.split('\n');
    expect(reference).toBe('# yaml-language-server: $schema=./event.schema.json');
    expect(JSON.parse(await readFile(join(cwd, 'day/event.schema.json'), 'utf8'))).toHaveProperty(
      'properties.timezone',
    );
    // Code is "# key: …" and what is indented below; sentences have no colon behind their first word.
    const isCode = (line: string) => /^# (?:[a-z]+:(?: |$)| {2}[-a-z])/.test(line);
    const code = text
      .split('\n')
      .filter(isCode)
      .map(line => line.slice(2));
    expect(code.length).toBeGreaterThan(12);
    // Of the three ways to give slots one is taken at a time; so are rooms and files.
    const slots = code.filter(line => line.startsWith('slots:'));
    const list = code.slice(code.indexOf('slots:'), code.indexOf('slots:') + 3);
    const rest = code.filter(line => !line.startsWith('slots:') && !list.includes(line) && !line.startsWith('files:'));
    const variants = [...slots.filter(line => line !== 'slots:').map(line => [line]), list];
    expect(variants).toHaveLength(3);
    for (const variant of variants) {
      await writeFile(join(cwd, 'event.yaml'), [...variant, ...rest].join('\n'));
      const sided = 'id,side\nA,x\nB,y\n';
      await writeFile(join(cwd, 'participants.csv'), sided);
      const { event } = await readEvent({ prefs: join(cwd, 'wishes.csv'), discover: true });
      expect(event).toMatchObject({
        timezone: 'Europe/Brussels',
        mutualBonus: 1,
        rules: { acrossSides: true, maxBreaks: 3 },
      });
      expect(event.slots.length).toBeGreaterThan(5);
      expect(event.rooms).toHaveLength(12);
    }
    const files = code.find(line => line.startsWith('files:'))!;
    await writeFile(join(cwd, 'event.yaml'), files);
    await expect(
      readEvent({ prefs: join(cwd, 'wishes.csv'), discover: false, event: join(cwd, 'event.yaml') }),
    ).rejects.toThrow(/people\.csv E001.*\n.*times\.csv E001|times\.csv E001/);
  });
});

describe('ejrc init --from', () => {
  const WISHES = 'from,to,rank\nAlsace,Gifu,1\nAlsace,Aichi,2\nKosice,Gifu,1\n';

  it('fills in participants and slots, beside the wishes', async () => {
    const cwd = await folderWith({ 'my/wishes.csv': WISHES });
    const { code, stdout, stderr } = await ejrc(['init', '--from', 'my/wishes.csv'], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr.split('\n')).toEqual([
      '4 participants named in the wishes',
      '4 slots: the busiest person has 2 different partners; at least 4, at most 16',
      'Written to my: event.yaml, event.schema.json, participants.csv',
      'Left as they are: wishes.csv',
      'Fill in what is missing, then run: ejrc schedule my/wishes.csv',
      '',
    ]);
    expect((await rowsOf(join(cwd, 'my/participants.csv'))).map(row => row.id)).toEqual([
      'Alsace',
      'Gifu',
      'Aichi',
      'Kosice',
    ]);
    expect(await readFile(join(cwd, 'my/event.yaml'), 'utf8')).toMatch(/^slots: 4$/m);
    expect(await readFile(join(cwd, 'my/wishes.csv'), 'utf8')).toBe(WISHES);
    const run = await ejrc(['schedule', 'my/wishes.csv'], { cwd });
    expect(run.code).toBe(0);
    expect(run.stderr).toContain('3 meetings, optimal');
    expect(run.stderr).not.toContain('slots are assumed');
  });

  it('sessions become slots, as many as their busiest person needs', async () => {
    const wishes = 'from,to,session\nA,B,morning\nA,C,Morning\nA,D,evening\nB,C,\n';
    const cwd = await folderWith({ 'prefs.csv': wishes });
    expect((await ejrc(['init', '--from', 'prefs.csv'], { cwd })).code).toBe(0);
    expect((await rowsOf(join(cwd, 'slots.csv'))).map(row => row.session)).toEqual([
      'morning',
      'morning',
      'evening',
      '',
    ]);
    const run = await ejrc(['schedule', 'prefs.csv', '--strict'], { cwd });
    expect(run.code).toBe(0);
    expect(run.stderr).toContain('4 of 4 met');
  });

  it('keeps tables that are there, and copies them into another folder with their bytes', async () => {
    const tables = {
      'a/prefs.csv': `\uFEFF${WISHES}`,
      'a/participants.csv': 'id;side\nAlsace;EU\nGifu;JP\nAichi;JP\nKosice;EU\n',
      'a/slots.csv': 'slot\nx\ny\n',
    };
    const cwd = await folderWith(tables);
    const { code, stderr } = await ejrc(['init', 'b', '--from', 'a/prefs.csv'], { cwd });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect((await readdir(join(cwd, 'b'))).sort()).toEqual([...FILES, 'slots.csv']);
    for (const name of ['prefs.csv', 'participants.csv', 'slots.csv'] as const)
      expect(await readFile(join(cwd, 'b', name), 'utf8')).toBe(tables[`a/${name}`]);
    expect(await readFile(join(cwd, 'b/event.yaml'), 'utf8')).not.toMatch(/^slots/m);
    expect((await ejrc(['schedule', 'b/prefs.csv', '--dry-run'], { cwd })).code).toBe(0);
    expect((await ejrc(['init', '--from', 'a/prefs.csv'], { cwd })).code).toBe(0);
    expect((await readdir(join(cwd, 'a'))).sort()).toEqual([...FILES, 'slots.csv']);
    expect(await readFile(join(cwd, 'a/participants.csv'), 'utf8')).toBe(tables['a/participants.csv']);
  });

  it('an event file beside the wishes is neither used nor copied', async () => {
    const cwd = await folderWith({ 'a/prefs.csv': WISHES, 'a/event.yaml': 'name: Old day\n' });
    const { code, stderr } = await ejrc(['init', 'b', '--from', 'a/prefs.csv'], { cwd });
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.not.stringContaining('used') });
    expect(stderr).toContain(`${join('a', 'event.yaml')} is not copied, as a new one is begun`);
    expect((await readdir(join(cwd, 'b'))).sort()).toEqual(FILES);
    expect(await readFile(join(cwd, 'b/event.yaml'), 'utf8')).not.toContain('Old day');
    expect(await readFile(join(cwd, 'a/event.yaml'), 'utf8')).toBe('name: Old day\n');
  });

  it('ids that a spreadsheet would run are not put into a table', async () => {
    const cwd = await folderWith({ 'prefs.csv': 'from,to\n=A1,B\n' });
    const { code, stderr } = await ejrc(['init', '--from', 'prefs.csv'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('participants.csv is left empty');
    expect((await ejrc(['schedule', 'prefs.csv', '--dry-run'], { cwd })).code).toBe(0);
  });

  it('faults of the wishes are told, and nothing is written', async () => {
    const cwd = await folderWith({ 'prefs.csv': 'from,to\nA,A\n' });
    const { code, stderr } = await ejrc(['init', '--from', 'prefs.csv'], { cwd });
    expect(code).toBe(3);
    expect(stderr).toContain('prefs.csv:2:2 E205');
    expect(await readdir(cwd)).toEqual(['prefs.csv']);
    expect((await ejrc(['init', '--from', '-'], { cwd })).stderr).toContain('--from: expected a file');
  });
});
