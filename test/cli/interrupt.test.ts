import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it, vi } from 'vitest';
import { listenForInterrupt } from '../../src/cli/interrupt.js';
import type { Voice } from '../../src/cli/terminal.js';
import { ejrc, folderWith } from './run.js';

/** A big event with tight slots: thorough work on it lasts far longer than the test. */
function bigEvent(people: number, wishesEach: number): string {
  const rows = ['from,to,rank'];
  for (let from = 0; from < people; from++) {
    for (let rank = 1; rank <= wishesEach; rank++) {
      const to = (from + 1 + ((rank * rank * 7 + from * 3 * rank) % (people - 1))) % people;
      rows.push(`P${from},P${to},${rank}`);
    }
  }
  const seen = new Set<string>();
  return rows
    .filter(row => {
      const pair = row.split(',').slice(0, 2).join();
      return !seen.has(pair) && seen.add(pair);
    })
    .join('\n');
}

const args = ['schedule', 'prefs.csv', '--slots', '12', '--rooms', '90', '--effort', 'thorough'];

describe('Ctrl-C', () => {
  it('the first writes the best schedule so far, marked, and is 130', async () => {
    const cwd = await folderWith({ 'prefs.csv': bigEvent(400, 20) });
    const { code, stderr } = await ejrc(args, {
      cwd,
      started: child => void child.stderr?.once('data', () => setTimeout(() => child.kill('SIGINT'), 1500)),
    });
    expect(stderr).toContain('stopping with the best schedule so far');
    expect(stderr).toContain('Interrupted: this is the best found by then.');
    expect(code).toBe(130);
    const summary = JSON.parse(await readFile(join(cwd, 'schedule', 'summary.json'), 'utf8'));
    expect(summary.stopped).toBe('interrupted');
    expect(
      (await ejrc(['check', 'schedule', '--prefs', 'prefs.csv', '--slots', '12', '--rooms', '90'], { cwd })).code,
    ).toBe(0);
  });

  it('the second leaves at once and leaves nothing half written', async () => {
    const cwd = await folderWith({ 'prefs.csv': bigEvent(400, 20) });
    const { code } = await ejrc(args, {
      cwd,
      started: child =>
        void child.stderr?.once('data', () =>
          setTimeout(() => {
            child.kill('SIGINT');
            setTimeout(() => child.kill('SIGINT'), 150);
          }, 1000),
        ),
    });
    expect(code).toBe(130);
    const left = (await readdir(cwd)).filter(name => name !== 'schedule');
    expect(left).toEqual(['prefs.csv']);
  });

  it('leaves at once with a word while there is nothing to write, as tables may be waited for without end', () => {
    vi.spyOn(process, 'exit').mockImplementation(code => {
      throw new Error(`left with ${code}`);
    });
    const said: string[] = [];
    const note = (text: string) => void said.push(text);
    const interrupt = listenForInterrupt({ say: note, complain: note } as unknown as Voice);
    try {
      expect(() => process.emit('SIGHUP')).toThrow('left with 130');
      expect(said).toEqual(['ejrc: interrupted before anything was scheduled; nothing was written']);
      expect(interrupt.signal.aborted).toBe(false);
      interrupt.begin();
      process.emit('SIGHUP');
      expect(interrupt.signal.aborted).toBe(true);
    } finally {
      interrupt.release();
    }
  });

  it('sent twice at once is one, and a terminal that is closed is the same', async () => {
    const cwd = await folderWith({ 'prefs.csv': bigEvent(120, 12) });
    const { code } = await ejrc(args, {
      cwd,
      started: child =>
        void child.stderr?.once('data', () => {
          child.kill('SIGHUP');
          child.kill('SIGINT');
        }),
    });
    expect(code).toBe(130);
    const summary = JSON.parse(await readFile(join(cwd, 'schedule', 'summary.json'), 'utf8'));
    expect(summary.stopped).toBe('interrupted');
  });
});
