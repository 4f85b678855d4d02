/** The recipe of `ejrc schedule` with readers and a solver that answer as the test wishes. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { main } from '../../src/cli/main.js';
import { toObjective } from '../../src/model/objective.js';
import type { SolveOutcome } from '../../src/model/outcome.js';
import { event, meeting, participant, slot, wish } from '../write/sample.js';
import { folderWith } from './run.js';

const answer = vi.hoisted(() => ({ solve: (): unknown => undefined }));
vi.mock('../../src/read/folder.js', () => ({
  readEvent: async () => ({ event: given, notices: ['a notice'], output: {} }),
}));
vi.mock('../../src/solve/solve.js', () => ({ solveEvent: async () => answer.solve() }));

const given = event({
  participants: [participant('A'), participant('B'), participant('C')],
  slots: [slot('1'), slot('2')],
  wishes: [wish('A', 'B', { line: 2 }), wish('C', 'B', { line: 3 })],
});

const figures = { promises: 2, points: 1, breaks: 0, idle: 0, moves: 0 };
const solved = (over: object = {}): SolveOutcome => ({
  kind: 'solved',
  schedule: { meetings: [meeting('M001', ['A', 'B'], '1', 'Room 1')] },
  objective: toObjective(figures, figures),
  status: 'feasible',
  stopped: 'finished',
  certificate: { certificate: 1, bounds: [] },
  ...over,
});

let said = '';
let out: string;
beforeEach(async () => {
  said = '';
  out = join(await folderWith(), 'out');
  vi.spyOn(process.stderr, 'write').mockImplementation(text => {
    said += String(text);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const run = (outcome: unknown, ...more: string[]) => {
  answer.solve = () => outcome;
  return main(['schedule', 'prefs.csv', '--out', out, ...more]);
};

it('writes what the checker accepts', async () => {
  expect(await run(solved())).toBe(0);
  expect(said).toContain('note: a notice\n');
  expect(existsSync(join(out, 'summary.json'))).toBe(true);
});

it.each([
  ['a broken rule', solved({ schedule: { meetings: [meeting('M001', ['A', 'A'], '1', 'Room 1')] } }), 'two-people: '],
  [
    'a wrong figure',
    solved({ objective: toObjective({ ...figures, points: 2 }, figures) }),
    'points: the checker counts 1',
  ],
])('%s of our own is a fault of the program: 70, nothing written', async (_name, outcome, words) => {
  expect(await run(outcome)).toBe(70);
  expect(said).toContain('does not pass its checker');
  expect(said).toContain(words);
  expect(existsSync(out)).toBe(false);
});

it('an unknown error is 70, with its stack under --debug', async () => {
  answer.solve = () => {
    throw new RangeError('boom');
  };
  const again = (...more: string[]) => main(['schedule', 'prefs.csv', '--out', out, ...more]);
  expect(await again()).toBe(70);
  expect(said).toContain('a fault in the program, not in your files: boom; run it again with --debug');
  said = '';
  expect(await again('--debug')).toBe(70);
  expect(said).toContain('RangeError: boom\n    at ');
});

it('not found is 4 and is not called impossible', async () => {
  expect(await run({ kind: 'not-found', explanation: 'two musts are open' }, '--quiet')).toBe(4);
  expect(said).toMatch(/^ejrc: two musts/);
  expect(existsSync(out)).toBe(false);
});

it('interrupted is 130 and beats --strict', async () => {
  expect(await run(solved({ stopped: 'interrupted' }), '--strict')).toBe(130);
  expect(said).toContain('Interrupted');
  expect(existsSync(join(out, 'summary.json'))).toBe(true);
});

it('a time limit is 0 and said', async () => {
  expect(await run(solved({ stopped: 'time-limit' }))).toBe(0);
  expect(said).toContain('The time limit cut in');
});

it('gives the signals back', async () => {
  const before = process.listenerCount('SIGINT');
  await run(solved());
  await run(undefined);
  expect(process.listenerCount('SIGINT')).toBe(before);
});
