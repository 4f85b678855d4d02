import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { priceWords } from '../../src/cli/prices.js';
import { ejrc, folderWith, PREFS } from './run.js';

const DAY = fileURLToPath(new URL('../../fixtures/one-to-one-day/prefs.csv', import.meta.url));
const same = (text: string) => text;
const plain = { bold: same, dim: same, green: same, yellow: same };

describe('priceWords', () => {
  it('says how many breaks fewer, aligned, and marks the schedule that is made', () => {
    const prices = [
      { keep: 1, points: 1000, breaks: 10, idle: 20 },
      { keep: 0.995, points: 995.5, breaks: 1, idle: 2 },
    ];
    const words = priceWords({ keepPoints: 0.995, prices }, { ...plain, bold: text => `*${text}*` });
    expect(words.slice(1)).toEqual([
      '  keep  100% ·  1000 points · 10 breaks',
      '*  keep 99.5% · 995.5 points ·  1 break (9 fewer)*',
    ]);
  });
});

describe('ejrc schedule --keep-points', () => {
  it('prints the price list, writes the last line, and passes its own check, certificate included', async () => {
    const cwd = await folderWith();
    const options = ['--effort', 'quick', '--keep-points', '99%', '--json', '--strict', '--certificate', 'proof.json'];
    const { code, stdout, stderr } = await ejrc(['schedule', DAY, ...options], { cwd });
    expect(code).toBe(0);
    const lines = stderr.split('\n').filter(line => line.startsWith('  keep '));
    expect(lines).toHaveLength(5);
    for (const [at, line] of lines.entries())
      expect(line).toMatch(
        at === 0 ? /^ {2}keep {3}100% · 2782 points · \d+ breaks$/ : /points · \d+ breaks \(\d+ fewer\)$/,
      );
    const summary = JSON.parse(await readFile(join(cwd, 'schedule', 'summary.json'), 'utf8'));
    expect(JSON.parse(stdout)).toEqual(summary);
    const { keep_points, prices, objective, status } = summary;
    expect({ keep_points, status }).toEqual({ keep_points: 0.99, status: 'feasible' });
    expect(prices.map(({ keep }: { keep: number }) => keep)).toEqual([1, 0.9975, 0.995, 0.9925, 0.99]);
    const last = prices.at(-1);
    expect(last).toMatchObject({ points: objective.points.value, breaks: objective.breaks.value });
    expect(last.points).toBeGreaterThanOrEqual(0.99 * 2782);
    expect(objective.promises).toEqual({ value: 130, bound: 130, proved: true });
    expect(objective.points.bound).toBe(2782);
    expect(last.breaks).toBeLessThan(0.9 * prices[0].breaks);
    const args = ['check', 'schedule', '--prefs', DAY, '--certificate', 'proof.json'];
    expect((await ejrc(args, { cwd })).code).toBe(0);
  });

  it('works for group sessions: what it prints is what it writes', async () => {
    const cwd = await folderWith();
    const groups = fileURLToPath(new URL('../../fixtures/groups/prefs.csv', import.meta.url));
    const { code, stderr } = await ejrc(['schedule', groups, '--effort', 'quick', '--keep-points', '90%'], { cwd });
    expect(code).toBe(0);
    const summary = JSON.parse(await readFile(join(cwd, 'schedule', 'summary.json'), 'utf8'));
    const { keep_points, prices, objective } = summary;
    expect(keep_points).toBe(0.9);
    expect(prices.map(({ keep }: { keep: number }) => keep)).toEqual([1, 0.975, 0.95, 0.925, 0.9]);
    expect(stderr.split('\n').filter(line => line.startsWith('  keep '))).toHaveLength(5);
    expect(prices.at(-1)).toMatchObject({ points: objective.points.value, breaks: objective.breaks.value });
    expect(objective.promises.proved).toBe(true);
    expect((await ejrc(['check', 'schedule', '--prefs', groups], { cwd })).code).toBe(0);
  });

  it('works with a dry run and says nothing when quiet; without it there is no price list', async () => {
    const cwd = await folderWith({ 'prefs.csv': PREFS });
    const run = (...more: string[]) => ejrc(['schedule', 'prefs.csv', '--dry-run', '--json', ...more], { cwd });
    const dry = await run('--keep-points', '100%', '--quiet');
    expect({ code: dry.code, stderr: dry.stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(dry.stdout)).toMatchObject({ keep_points: 1, status: 'optimal', prices: [{ keep: 1 }] });
    const usual = await run();
    expect(usual.stderr).not.toContain('keep ');
    expect(Object.keys(JSON.parse(usual.stdout))).not.toContain('prices');
    expect(await readdir(cwd)).toEqual(['prefs.csv']);
  });

  it('writes what was found when the time is over', async () => {
    const cwd = await folderWith();
    const { code } = await ejrc(['schedule', DAY, '--keep-points', '99%', '--time-limit', '1s', '--quiet'], { cwd });
    expect(code).toBe(0);
    const summary = JSON.parse(await readFile(join(cwd, 'schedule', 'summary.json'), 'utf8'));
    expect(summary).toMatchObject({ stopped: 'time-limit', keep_points: 0.99 });
    expect(summary.prices.at(-1).breaks).toBe(summary.objective.breaks.value);
  });
});
