import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ejrc, folderWith, PREFS } from './run.js';

const OURS = [
  'agendas',
  'agendas.csv',
  'mailmerge.csv',
  'room-sheet.csv',
  'schedule.csv',
  'summary.json',
  'wishes.csv',
];
const ESCAPE = '\u001B';

describe('ejrc schedule', () => {
  it('writes every file, speaks on stderr only, and passes its own check', async () => {
    const cwd = await folderWith({ 'prefs.csv': PREFS });
    const { code, stdout, stderr } = await ejrc(['schedule', 'prefs.csv'], { cwd });
    expect(stderr).toContain('5 of 5 met');
    expect(stderr).toContain('optimal');
    expect(stderr).toContain('Written to schedule: schedule.csv, agendas.csv, agendas/ (5 files)');
    expect(stderr).not.toContain(ESCAPE);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect((await readdir(join(cwd, 'schedule'))).sort()).toEqual(OURS);
    expect((await readdir(cwd)).sort()).toEqual(['prefs.csv', 'schedule']);

    const checked = await ejrc(['check', 'schedule', '--prefs', 'prefs.csv'], { cwd });
    expect(checked.stdout).toContain('no rule is broken\n  meetings  4\n  wishes    5 of 5 met');
    expect(checked.code).toBe(0);
  });

  it('the same input gives the same bytes, seconds aside', async () => {
    const cwd = await folderWith({ 'prefs.csv': PREFS });
    for (const out of ['a', 'b']) await ejrc(['schedule', 'prefs.csv', '--out', out, '--quiet'], { cwd });
    const read = async (out: string, file: string) =>
      (await readFile(join(cwd, out, file), 'utf8')).replace(/"seconds": .*/, '');
    for (const file of OURS.filter(name => name !== 'agendas')) {
      expect(await read('a', file), file).toBe(await read('b', file));
    }
  });

  it('--json prints summary.json, --quiet says nothing', async () => {
    const cwd = await folderWith({ 'prefs.csv': PREFS });
    const { code, stdout, stderr } = await ejrc(['schedule', 'prefs.csv', '--json', '--quiet'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(await readFile(join(cwd, 'schedule', 'summary.json'), 'utf8'));
  });

  it('--dry-run does everything but write, and says so', async () => {
    const cwd = await folderWith({ 'prefs.csv': PREFS });
    const { code, stdout, stderr } = await ejrc(['schedule', 'prefs.csv', '--dry-run', '--json'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('Dry run, nothing written: schedule.csv');
    expect(JSON.parse(stdout).counts.met).toBe(5);
    expect(await readdir(cwd)).toEqual(['prefs.csv']);
  });

  it('never writes over an earlier run without --force; with it, only over that', async () => {
    const cwd = await folderWith({ 'prefs.csv': PREFS, 'schedule/notes.txt': 'mine' });
    const run = (...more: string[]) => ejrc(['schedule', 'prefs.csv', '--quiet', ...more], { cwd });
    expect((await run()).code).toBe(0);
    const refused = await run();
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/found schedule\.csv, .*agendas\/ \(5 files\).*--force/);
    await writeFile(join(cwd, 'prefs.csv'), PREFS.replaceAll('Gifu', 'Sendai'));
    expect((await run('--force')).code).toBe(0);
    expect((await readdir(join(cwd, 'schedule', 'agendas'))).sort()).toEqual([
      'Aichi.csv',
      'Alpha.csv',
      'Sendai.csv',
      'Vitagora.csv',
      'index.csv',
    ]);
    expect(await readFile(join(cwd, 'schedule', 'notes.txt'), 'utf8')).toBe('mine');
  });

  it('never writes over a table that it reads, not even with --force', async () => {
    const cwd = await folderWith({ 'wishes.csv': PREFS, 'old/participants.csv': 'id\nAichi\n' });
    const run = (...more: string[]) => ejrc(['schedule', 'wishes.csv', '--out', '.', '--force', ...more], { cwd });
    const { code, stderr } = await run();
    expect(stderr).toContain(
      'ejrc: wishes.csv: this run reads it, and would write its own wishes.csv there; name another',
    );
    expect(code).toBe(2);
    expect(await readFile(join(cwd, 'wishes.csv'), 'utf8')).toBe(PREFS);
    expect((await readdir(cwd)).sort()).toEqual(['old', 'wishes.csv']);
  });

  it('goes on from the locked rows of the schedule that it replaces, and says so where there are none', async () => {
    const cwd = await folderWith({ 'prefs.csv': PREFS });
    const run = (...more: string[]) => ejrc(['schedule', 'prefs.csv', ...more], { cwd });
    expect((await run()).code).toBe(0);
    const { code, stderr } = await run('--locks', 'schedule/schedule.csv', '--force');
    expect(stderr).toContain('schedule/schedule.csv: no row says "yes" in "locked": nothing stays where it is');
    expect(code).toBe(0);
  });

  it('an id with a sign that parts lists comes back from its own files', async () => {
    const cwd = await folderWith({ 'prefs.csv': 'from,to\nAcme | Berlin,Beta\nBeta,Gamma|Delta\n' });
    expect((await ejrc(['schedule', 'prefs.csv'], { cwd })).code).toBe(0);
    const { code, stdout } = await ejrc(['check', 'schedule', '--prefs', 'prefs.csv'], { cwd });
    expect(stdout).toContain('no rule is broken');
    expect(code).toBe(0);
  });

  it('reads standard input', async () => {
    const cwd = await folderWith();
    const { code } = await ejrc(['schedule', '-', '--quiet'], { cwd, input: PREFS });
    expect(code).toBe(0);
    const { inputs } = JSON.parse(await readFile(join(cwd, 'schedule', 'summary.json'), 'utf8'));
    expect(inputs).toMatchObject([{ name: '-', rows: 5 }]);
  });

  it('--excel starts CSV with a byte order mark, which check reads back', async () => {
    const cwd = await folderWith({ 'prefs.csv': PREFS });
    await ejrc(['schedule', 'prefs.csv', '--excel', '--quiet'], { cwd });
    expect((await readFile(join(cwd, 'schedule', 'schedule.csv'), 'utf8')).startsWith('\uFEFFmeeting')).toBe(true);
    expect((await ejrc(['check', 'schedule', '--prefs', 'prefs.csv'], { cwd })).code).toBe(0);
  });

  it('bad input is 3, every fault with its place, nothing written', async () => {
    const cwd = await folderWith({ 'prefs.csv': 'from,to,rank\nA,B,1\nA,B,2\nC,C,1\nA,D,x\n' });
    const { code, stdout, stderr } = await ejrc(['schedule', 'prefs.csv'], { cwd });
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^prefs\.csv:3(:\d+)? E203 /m);
    expect(stderr).toMatch(/^prefs\.csv:4(:\d+)? E205 /m);
    expect(stderr).toMatch(/^prefs\.csv:5:3 E206 "rank"/m);
    expect(stderr).toContain('3 errors in the input; nothing was written');
    expect(await readdir(cwd)).toEqual(['prefs.csv']);
  });

  it('a file that is not there is 3', async () => {
    const { code, stderr } = await ejrc(['schedule', 'absent.csv'], { cwd: await folderWith() });
    expect(stderr).toContain('absent.csv');
    expect(stderr).not.toContain('fault in the program');
    expect(code).toBe(3);
  });

  it('--strict is 1 when a promise is not kept; the files are there all the same', async () => {
    const cwd = await folderWith({ 'prefs.csv': 'from,to\nA,B\nC,B\n' });
    const run = (...more: string[]) => ejrc(['schedule', 'prefs.csv', '--slots', '1', '--strict', ...more], { cwd });
    const { code, stderr } = await run();
    expect(stderr).toMatch(/No meeting for 1 participant:\n {2}[AC]: its wish for B: /);
    expect(stderr).toContain('ejrc: --strict: 1 promised meeting is not held');
    expect(code).toBe(1);
    expect(existsSync(join(cwd, 'schedule', 'schedule.csv'))).toBe(true);
    expect((await ejrc(['schedule', 'prefs.csv', '--slots', '2', '--strict', '--out', 'two'], { cwd })).code).toBe(0);
  });

  it('impossible is 4 and names the rows in conflict', async () => {
    const cwd = await folderWith({
      'prefs.csv': 'from,to\nA,B\nA,C\n',
      'participants.csv': 'id,unavailable\nA,\nB,1\nC,\n',
      'locks.csv': 'a,b,slot\nA,B,1\n',
    });
    const { code, stdout, stderr } = await ejrc(['schedule', 'prefs.csv', '--slots', '3'], { cwd });
    expect(stderr).toMatch(/^locks\.csv:2: /m);
    expect(stderr).toMatch(/^participants\.csv:3: /m);
    expect(stderr).toContain('ejrc: impossible: ');
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect((await readdir(cwd)).sort()).toEqual(['locks.csv', 'participants.csv', 'prefs.csv']);
  });

  it('impossible is 4 for group sessions too', async () => {
    const cwd = await folderWith({
      'prefs.csv': 'from,to,kind\nA,H,must\nB,H,must\nC,H,must\nA,B,\n',
      'participants.csv': 'id,role,group_max,sessions\nH,host,2,1\nA,,,\nB,,,\nC,,,\n',
    });
    const { code, stdout, stderr } = await ejrc(['schedule', 'prefs.csv', '--slots', '3'], { cwd });
    for (const [line, guest] of ['A', 'B', 'C'].entries())
      expect(stderr).toContain(`prefs.csv:${line + 2}: ${guest} must sit with H`);
    expect(stderr).toContain('participants.csv:2: what H allows: group_max, sessions');
    expect(stderr).toContain('ejrc: impossible: H can seat 2 of these 3 guests at most');
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
  });

  it('impossible is 4 where two locks of the fixture with groups ask for two sessions of a host who holds one', async () => {
    const cwd = await folderWith({ 'locks.csv': 'a,b,slot,room\nanna,hana,1,Hall\nben,hana,2,\n' });
    const fixture = (name: string) => join('fixtures/groups', name);
    const tables = ['participants', 'slots', 'rooms', 'interpreters', 'order'].flatMap(table => [
      `--${table}`,
      fixture(`${table}.csv`),
    ]);
    const given = [...tables, '--event', fixture('event.yaml'), '--locks', join(cwd, 'locks.csv')];
    const { code, stderr } = await ejrc(['schedule', fixture('prefs.csv'), ...given, '--out', join(cwd, 'out')], {
      cwd: process.cwd(),
    });
    expect(stderr).toMatch(/locks\.csv:2: .*hana.* locked in slot 1 and room Hall/);
    expect(stderr).toMatch(/locks\.csv:3: .*hana.* locked in slot 2/);
    expect(code).toBe(4);
  });

  it('a folder that cannot be made is 2, before any work', async () => {
    const cwd = await folderWith({ 'prefs.csv': PREFS, file: '' });
    for (const out of ['file', 'file/below']) {
      const { code, stderr } = await ejrc(['schedule', 'prefs.csv', '--out', out], { cwd });
      expect(stderr).toContain(`ejrc: ${out}: `);
      expect(stderr).not.toContain('met;');
      expect(code).toBe(2);
    }
  });
});
