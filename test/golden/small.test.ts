/**
 * `fixtures/small`, whose best figures are known, byte for byte, `seconds` and `version` aside: in `answer` what the
 * writers make of the schedule found by hand, in `command` what the command makes of the tables (another schedule
 * of the same worth, perhaps; any change of it is a change of the solver). `EJRC_GOLDEN=update` writes what was found.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { explainWishes } from '../../src/explain/reasons.js';
import { toObjective } from '../../src/model/objective.js';
import { readEvent } from '../../src/read/folder.js';
import { readSchedule } from '../../src/read/schedule.js';
import { textOf } from '../../src/write/out-file.js';
import { buildFiles } from '../../src/write/writers.js';
import { ejrc } from '../cli/run.js';

const fixture = fileURLToPath(new URL('../../fixtures/small', import.meta.url));
const golden = (name: string) => fileURLToPath(new URL(`small/${name}`, import.meta.url));
const updating = process.env.EJRC_GOLDEN === 'update';

const masked = (text: string) =>
  text.replace(/"seconds": [\d.]+/, '"seconds": 0').replace(/"version": "[^"]+"/, '"version": "0.0.0"');

async function filesOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  const texts = await Promise.all(paths.sort().map(path => readFile(path, 'utf8')));
  return Object.fromEntries(paths.map((path, at) => [relative(folder, path), masked(texts[at]!)]));
}

/** Compares with the golden files of that name, or writes them. */
async function expectGolden(name: string, files: Readonly<Record<string, string>>): Promise<void> {
  if (updating) {
    await rm(golden(name), { recursive: true, force: true });
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(golden(name), path)), { recursive: true });
      await writeFile(join(golden(name), path), text);
    }
  }
  expect(files).toEqual(await filesOf(golden(name)));
}

/** What the writers make of the answer that was found by hand. */
async function fromAnswer(): Promise<Record<string, string>> {
  const { event } = await readEvent({ prefs: join(fixture, 'prefs.csv'), discover: true });
  const schedule = await readSchedule(join(fixture, 'answer.csv'));
  const report = check(event, schedule);
  const files = await buildFiles(event, {
    schedule,
    objective: toObjective(report.figures, report.figures),
    status: 'optimal',
    stopped: 'finished',
    report,
    wishes: explainWishes(event, schedule),
    seed: 1,
    effort: 'standard',
    seconds: 0,
    version: '0.0.0',
  });
  return Object.fromEntries(files.map(file => [file.path, masked(textOf(file))]));
}

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ejrc-golden-'));
});

describe('fixtures/small', () => {
  it('the writers on the answer found by hand', async () => expectGolden('answer', await fromAnswer()));

  it('the command on the tables', async () => {
    const args = ['schedule', join(fixture, 'prefs.csv'), '--out', join(home, 'out'), '--quiet'];
    expect(await ejrc(args, { cwd: home })).toEqual({ code: 0, stdout: '', stderr: '' });
    await expectGolden('command', await filesOf(join(home, 'out')));
  });

  it('the command reaches the best promises, points, breaks and idle slots, and proves it', async () => {
    const objective = async (name: string) =>
      JSON.parse(await readFile(join(golden(name), 'summary.json'), 'utf8')).objective;
    const { moves: _bestMoves, ...best } = await objective('answer');
    expect(await objective('command')).toMatchObject(best);
  });
});
