/**
 * `fixtures/small`, whose best schedule is known, as the command writes it: byte for byte, `seconds` and `version` aside.
 * `EJRC_GOLDEN=update` writes what was found into `test/golden/small`.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { explainWishes } from '../../src/explain/reasons.js';
import { toObjective } from '../../src/model/objective.js';
import { readEvent, readSchedule } from '../../src/read/folder.js';
import { buildFiles } from '../../src/write/writers.js';
import { ejrc } from '../cli/run.js';

const fixture = fileURLToPath(new URL('../../fixtures/small', import.meta.url));
const golden = fileURLToPath(new URL('small', import.meta.url));
const updating = process.env.EJRC_GOLDEN === 'update';

const masked = (text: string) =>
  text.replace(/"seconds": [\d.]+/, '"seconds": 0').replace(/"version": "[^"]+"/, '"version": "0.0.0"');

async function filesOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  const texts = await Promise.all(paths.sort().map(path => readFile(path, 'utf8')));
  return Object.fromEntries(paths.map((path, at) => [relative(folder, path), masked(texts[at]!)]));
}

async function save(files: Readonly<Record<string, string>>): Promise<void> {
  await rm(golden, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(golden, path)), { recursive: true });
    await writeFile(join(golden, path), text);
  }
}

/** What the writers make of the answer that was found by hand. */
async function fromAnswer(): Promise<Record<string, string>> {
  const { event } = await readEvent({ prefs: join(fixture, 'prefs.csv'), discover: true });
  const schedule = readSchedule(join(fixture, 'answer.csv'));
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
  return Object.fromEntries(files.map(({ path, text }) => [path, masked(text)]));
}

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ejrc-golden-'));
  if (updating) await save(await fromAnswer());
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('fixtures/small', () => {
  it('the writers give the golden files for the answer found by hand', async () => {
    expect(await fromAnswer()).toEqual(await filesOf(golden));
  });

  it('the command gives the same files, byte for byte', async () => {
    const args = ['schedule', join(fixture, 'prefs.csv'), '--out', join(home, 'out'), '--quiet'];
    expect(await ejrc(args, { cwd: home })).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await filesOf(join(home, 'out'))).toEqual(await filesOf(golden));
  });
});
