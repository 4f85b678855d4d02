import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CODES } from '../../src/errors.js';
import { ejrc, folderWith, PREFS } from './run.js';

const cwd = await folderWith({ 'prefs.csv': PREFS });

describe('usage', () => {
  it.each([
    [[], 'Usage: ejrc'],
    [['shedule', 'prefs.csv'], 'did you mean "schedule"?'],
    [['prefs.csv'], 'did you mean "ejrc schedule prefs.csv"?'],
    [['plan', 'prefs.csv'], '"plan" is not part of ejrc'],
    [['frobnicate'], 'unknown verb "frobnicate"'],
    [['help', 'frobnicate'], 'unknown verb "frobnicate"'],
    [['schedule', ''], 'expected a name, got an empty text'],
    [['schedule', 'prefs.csv', '--out', ''], 'expected a name, got an empty text'],
    [['check', 'schedule', '--prefs', ' '], 'expected a name, got an empty text'],
    [['schedule', 'prefs.csv', '--slots', '-3'], 'expected a file or a whole number from 1 to 100,000, got "-3"'],
    [['schedule', 'prefs.csv', '--rooms', '1e9'], 'expected a file or a whole number from 1 to 100,000, got "1e9"'],
    [['schedule'], "missing required argument 'prefs.csv'"],
    [['schedule', 'prefs.csv', 'more.csv'], 'too many arguments'],
    [['schedule', 'prefs.csv', '--effrt', 'quick'], 'Did you mean --effort?'],
    [['schedule', 'prefs.csv', '--effort', 'fast'], 'expected quick, standard or thorough'],
    [['schedule', 'prefs.csv', '--seed', '1x'], 'expected a whole number'],
    [['schedule', 'prefs.csv', '--time-limit', '0'], 'expected a time above 0'],
    [['schedule', 'prefs.csv', '--keep-points', '0.99'], 'expected a percentage from 50% to 100%, such as 99%'],
    [['schedule', 'prefs.csv', '--format', 'csv,ics'], 'ics is not written by this version'],
    [['schedule', 'prefs.csv', '--layout', 'round'], 'Allowed choices are'],
    [['check', 'schedule'], "required option '--prefs <file>' not specified"],
  ])('%j is 2', async (args, words) => {
    const { code, stdout, stderr } = await ejrc(args, { cwd });
    expect(stderr).toContain(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(await readdir(cwd)).toEqual(['prefs.csv']);
  });

  it.skipIf(!existsSync('/dev/full'))('output that is lost is told, and 2', () => {
    const full = openSync('/dev/full', 'w');
    const bin = fileURLToPath(new URL('../../bin/ejrc.js', import.meta.url));
    try {
      const { status, stderr } = spawnSync(process.execPath, [bin, 'codes'], { stdio: ['ignore', full, 'pipe'], cwd });
      expect(stderr.toString()).toMatch(/^ejrc: standard output could not be written to its end: ENOSPC.*\n$/);
      expect(status).toBe(2);
    } finally {
      closeSync(full);
    }
  });

  it('help and version go to stdout and are 0', async () => {
    for (const args of [['help'], ['--help'], ['help', 'schedule'], ['check', '--help'], ['--version'], ['-V']]) {
      const { code, stdout, stderr } = await ejrc(args, { cwd });
      expect({ code, stderr }, args.join(' ')).toEqual({ code: 0, stderr: '' });
      expect(stdout).not.toBe('');
    }
  });

  it('every option says its default', async () => {
    const { stdout } = await ejrc(['help', 'schedule'], { cwd });
    const options = stdout
      .slice(stdout.indexOf('Options:'))
      .split(/\n {2}(?=-)/)
      .slice(1);
    expect(options.length).toBeGreaterThan(20);
    for (const option of options.filter(text => !text.startsWith('-h'))) expect(option).toContain('(default:');
  });
});

describe('ejrc codes', () => {
  it('lists every code with its cure', async () => {
    const { code, stdout, stderr } = await ejrc(['codes'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map(line => line.slice(0, 4)),
    ).toEqual(Object.keys(CODES).sort());
    expect(stdout).toContain('E203  the same wish twice; keep one of the two rows\n');
  });

  it('as JSON', async () => {
    const { stdout } = await ejrc(['codes', '--json'], { cwd });
    expect(JSON.parse(stdout)).toContainEqual({ code: 'E203', ...CODES.E203 });
  });

  it('a reader that goes away is no fault', async () => {
    const { code, stderr } = await ejrc(['codes'], { cwd, started: child => child.stdout?.destroy() });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});
