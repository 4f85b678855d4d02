/**
 * The published benchmark of this problem: Bofill et al., "Constraint Solving Approaches to the Business-to-Business Meeting
 * Scheduling Problem", JAIR 74 (2022). Its files are not ours to ship: without them these tests are skipped.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readEvent } from '../src/read/folder.js';
import { solveEvent } from '../src/solve/solve.js';
import { expectClean, expectSolved } from './helpers/checked.js';

const folder = fileURLToPath(new URL('../../shared/instances/b2bsp', import.meta.url));

/** Fewest breaks, as published. */
const FILES: readonly (readonly [name: string, optimum: number])[] = [
  ['tic-12', 0],
  ['tic-13', 0],
  ['forumt-14', 5],
  ['forumt-14crafe', 5],
  ['tic-13crafc', 4],
  ['forum-13', 0],
  ['forum-14', 2],
  ['ticf-13crafc', 1],
];

const absent = existsSync(folder) ? '' : ` (skipped: no ${folder})`;

describe.skipIf(absent !== '')(`the published benchmark${absent}`, () => {
  it.each(FILES)('%s: every meeting is held, with %i breaks, which are proved', async (name, optimum) => {
    const { event } = await readEvent({ prefs: `${folder}/${name}/prefs.csv`, discover: true });
    const outcome = await solveEvent(event, { seed: 1, effort: 'standard' });
    const { counts } = expectClean(event, outcome);
    const { breaks } = expectSolved(event, outcome).objective;
    expect(counts.met).toBe(counts.wishes);
    expect(breaks).toMatchObject({ value: optimum, bound: optimum, proved: true });
  });
});
