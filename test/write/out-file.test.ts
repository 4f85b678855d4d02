import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { csvText, line } from '../../src/write/csv.js';
import { writeFolder } from '../../src/write/folder.js';
import { textOf } from '../../src/write/out-file.js';
import { buildFiles } from '../../src/write/writers.js';
import { sample } from './sample.js';

it('a text is made when it is asked for, and anew each time', () => {
  let made = 0;
  const file = {
    path: 'x.csv',
    *text() {
      yield `${++made} `;
      yield 'and more';
    },
  };
  expect(made).toBe(0);
  expect([textOf(file), textOf(file)]).toEqual(['1 and more', '2 and more']);
});

it('a folder is written piece by piece, one file after the other', async () => {
  const home = await mkdtemp(join(tmpdir(), 'ejrc-pieces-'));
  const steps: string[] = [];
  const file = (path: string) => ({
    path,
    *text() {
      for (const piece of ['a', 'b']) {
        steps.push(path + piece);
        yield piece;
      }
    },
  });
  writeFolder(join(home, 'out'), [file('1'), file('2')]);
  expect(steps).toEqual(['1a', '1b', '2a', '2b']);
  expect(await readFile(join(home, 'out', '2'), 'utf8')).toBe('ab');
});

it('a large table comes in large pieces and a small one in one', () => {
  const lines = Array.from({ length: 100_000 }, (_, index) => line([index, 'x'.repeat(20)]));
  const pieces = [...csvText(['n', 'x'], lines)];
  expect(pieces.length).toBeGreaterThan(3);
  expect(pieces.join('')).toBe(`n,x\n${lines.join('\n')}\n`);
  expect([...csvText(['n'], ['1', '2'])]).toEqual(['n\n1\n2\n']);
});

it('wishes are not explained before their file is asked for', async () => {
  let asked = 0;
  const wishes = [...sample.plan.wishes].map(outcome => ({
    ...outcome,
    get detail() {
      asked++;
      return outcome.detail;
    },
  }));
  const files = await buildFiles(sample.event, { ...sample.plan, wishes });
  expect(asked).toBe(0);
  textOf(files.find(({ path }) => path === 'wishes.csv')!);
  expect(asked).toBe(wishes.length);
});
