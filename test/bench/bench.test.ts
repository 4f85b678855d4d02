import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { buildGroupProblem } from '../../src/model/build-groups.js';
import { hasBit } from '../../src/model/problem.js';
import { readEvent } from '../../src/read/folder.js';
import { SHAPES, shapedGroups } from '../solve/groups/shapes.js';
import { shapesOf, writeShape } from './shapes.js';

const BENCH = fileURLToPath(new URL('./bench.js', import.meta.url));

function bench(...args: string[]) {
  return spawnSync(process.execPath, [BENCH, ...args], { encoding: 'utf8' });
}

describe('the benchmark', () => {
  it('prints a row for each event once the checker has agreed', () => {
    const options = '--sizes S --seeds 1-2 --sides 2 --modes hard --effort quick --peers wasm,greedy'.split(' ');
    const { status, stdout, stderr } = bench(...options);
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining('S two-sided hard seed 2') });
    const rows = stdout.split('\n').filter(line => line.startsWith('| S two-sided hard'));
    expect(rows.length).toBeGreaterThanOrEqual(3);
    expect(stdout).toContain(`\`npm run bench -- ${options.join(' ')}\``);
    expect(stdout).not.toMatch(/FAILED|WRONG/);
  });

  it('prints a row for each event with groups, every effort and HiGHS beside', () => {
    const shape = ['--shapes', 'S s3 hard', '--seeds', '1'];
    const { status, stdout, stderr } = bench('--groups', ...shape, '--effort', 'quick', '--peers', 'wasm');
    expect({ status, stderr }).toEqual({ status: 0, stderr: 'S s3 hard seed 1 …\n' });
    const cells = stdout.split('\n').find(line => line.startsWith('| S s3 hard | 1 |'));
    const [, , seed, points, bound] = cells?.split('|').map(cell => cell.trim()) ?? [];
    expect(seed).toBe('1');
    expect(Number(points)).toBeGreaterThan(0);
    expect(Number(bound)).toBeGreaterThanOrEqual(Number(points));
    expect(stdout).toContain('`npm run bench -- --groups --shapes "S s3 hard" --seeds 1 --effort quick --peers wasm`');
    expect(stdout).not.toMatch(/FAILED|WRONG|wrongly/);
  });

  it('says what reading costs beside csv-parse on the same rows', () => {
    const { status, stdout } = bench('--reading', '--sizes', 'S,M', '--runs', '1');
    expect(status).toBe(0);
    const rows = stdout.split('\n').filter(line => /^\| [SM] /.test(line));
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      const [wishes, all, ejrc, alone] = row
        .split('|')
        .slice(2, 6)
        .map(cell => Number(cell.replaceAll(',', '')));
      expect(wishes).toBeGreaterThan(100);
      expect(all).toBeGreaterThan(wishes);
      for (const seconds of [ejrc, alone]) expect(seconds).toBeGreaterThanOrEqual(0);
    }
  });

  it.each([
    [['--sizes', 'XS'], 'expected some of S,M,L,XL,XXL, got "XS"'],
    [['--groups', '--reading'], 'expected one of --groups and --reading, got both'],
    [['--groups', '--shapes', 'M round'], 'got "M round"'],
    [['--effort', 'quick,standard'], 'expected one --effort without --groups, got several'],
  ])('refuses what it does not know: %j', (args, says) => {
    const { status, stderr } = bench(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(says);
  });
});

describe('the tables of a shape', () => {
  it.each(shapesOf(['S', 'M', 'L'], []))('are read as the very event the tests are given: %s', async shape => {
    const folder = mkdtempSync(join(tmpdir(), 'ejrc-shape-'));
    try {
      writeShape({ shape, seed: 1 }, folder);
      const { event } = await readEvent({ prefs: join(folder, 'prefs.csv'), discover: true });
      const built = buildGroupProblem(event);
      expect(built.kind).toBe('built');
      if (built.kind === 'built') expect(factsOf(built.problem)).toEqual(factsOf(shapedGroups(SHAPES[shape], 1)));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** What an engine sees, in an order of its own. People stand in the order of their table in both. */
function factsOf(problem: ReturnType<typeof shapedGroups>) {
  const { pairs, host, hostDomain, seatHost, seatGuest, seatPoints, seatDomain } = problem;
  const slotsOf = (h: number) =>
    Array.from({ length: pairs.slots }, (_, t) => hasBit(hostDomain, h * pairs.words, t)).filter(Boolean).length;
  const sessions = problem.mostSessions.map((most, h) => Math.min(most, slotsOf(h)));
  return {
    rooms: pairs.rooms.length,
    available: pairs.available,
    hosts: [...host].map((p, h) => `${p} ${problem.groupMin[h]}-${problem.groupMax[h]} ${sessions[h]}`),
    seats: [...seatPoints]
      .map((points, s) => `${host[seatHost[s]]} ${seatGuest[s]} ${points} ${seatDomain[s * pairs.words]}`)
      .filter(seat => !seat.endsWith(' 0'))
      .sort(),
    pairs: [...pairs.points]
      .map((points, e) => `${pairs.a[e]} ${pairs.b[e]} ${points} ${pairs.domain[e * pairs.words]}`)
      .filter(pair => !pair.endsWith(' 0'))
      .sort(),
  };
}
