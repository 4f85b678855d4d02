import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ejrc, folderWith } from './run.js';

const OURS = ['event.yaml', 'participants.csv', 'prefs.csv', 'rooms.csv', 'slots.csv'];
const SMALL = ['generate', '--people', '10', '--wishes', '30', '--slots', '6', '--rooms', '4'];

describe('ejrc generate', () => {
  it('writes an event that "ejrc schedule" takes as it is', async () => {
    const cwd = await folderWith();
    const { code, stdout, stderr } = await ejrc([...SMALL, '--sides', '2'], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toBe(
      '10 people, 30 wishes across two sides, 6 slots, 4 rooms\n' +
        'Written to event: event.yaml, participants.csv, slots.csv, rooms.csv, prefs.csv\n',
    );
    expect((await readdir(join(cwd, 'event'))).sort()).toEqual(OURS);
    const scheduled = await ejrc(['schedule', 'event/prefs.csv', '--dry-run', '--effort', 'quick'], { cwd });
    expect(scheduled.code).toBe(0);
    expect(scheduled.stderr).toContain('of 30 met');
  });

  it('gives the same bytes for a seed and others for another', async () => {
    const cwd = await folderWith();
    for (const [out, seed] of Object.entries({ a: '7', b: '7', c: '8' })) {
      const { stderr } = await ejrc([...SMALL, '--hard', '--out', out, '--seed', seed, '--quiet'], { cwd });
      expect(stderr).toBe('');
    }
    const text = (out: string, file: string) => readFile(join(cwd, out, file), 'utf8');
    for (const file of OURS) expect(await text('a', file), file).toBe(await text('b', file));
    expect(await text('c', 'prefs.csv')).not.toBe(await text('a', 'prefs.csv'));
  });

  it('replaces nothing without --force, and with it its own files alone', async () => {
    const cwd = await folderWith({ 'event/notes.txt': 'mine', 'event/prefs.csv': 'from,to\n' });
    const refused = await ejrc(SMALL, { cwd });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('found prefs.csv; name another folder, or replace them with --force');
    expect((await readdir(join(cwd, 'event'))).sort()).toEqual(['notes.txt', 'prefs.csv']);

    expect((await ejrc([...SMALL, '--force'], { cwd })).code).toBe(0);
    expect((await readdir(join(cwd, 'event'))).sort()).toEqual([...OURS, 'notes.txt'].sort());
  });

  it('leaves agendas of a schedule in the same folder alone', async () => {
    const cwd = await folderWith();
    await ejrc([...SMALL, '--out', 'day'], { cwd });
    await ejrc(['schedule', 'day/prefs.csv', '--out', 'day', '--effort', 'quick', '--quiet'], { cwd });
    const before = await readdir(join(cwd, 'day/agendas'));
    await writeFile(join(cwd, 'day/agendas/mine.txt'), 'mine');
    expect((await ejrc([...SMALL, '--out', 'day', '--force', '--seed', '2'], { cwd })).code).toBe(0);
    expect(before.length).toBeGreaterThan(5);
    expect((await readdir(join(cwd, 'day/agendas'))).sort()).toEqual([...before, 'mine.txt'].sort());
  });

  it.each([
    [['--size', 'XS'], 'Allowed choices are S, M, L, XL, XXL'],
    [['--people', 'many'], 'expected a whole number from 2 to 1,000,000, got "many"'],
    [['--sides', '3'], 'expected a whole number from 1 to 2'],
    [
      ['--people', '10', '--wishes', '91'],
      'wishes of 10 people on one side: expected a whole number from 1 to 90, got 91',
    ],
    [['--rooms', 'rooms.csv'], 'expected a whole number from 1 to 100,000'],
  ])('%j is 2', async (options, words) => {
    const cwd = await folderWith();
    const { code, stdout, stderr } = await ejrc(['generate', ...options], { cwd });
    expect(stderr).toContain(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(await readdir(cwd)).toEqual([]);
  });

  it('every option says its default', async () => {
    const { stdout } = await ejrc(['help', 'generate'], { cwd: await folderWith() });
    const options = stdout
      .slice(stdout.indexOf('Options:'))
      .split(/\n {2}(?=-)/)
      .slice(1);
    expect(options).toHaveLength(20);
    for (const option of options.filter(text => !text.startsWith('-h'))) expect(option).toMatch(/default:/);
  });
});
