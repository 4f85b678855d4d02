import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { refuseEngine } from '../../src/cli/engine.js';
import { UsageError } from '../../src/errors.js';
import { makeEvent } from '../helpers/event.js';
import { ejrc, folderWith, PREFS } from './run.js';

const GROUPS = fileURLToPath(new URL('../../fixtures/groups', import.meta.url));

/** So many wishes among a hundred people. */
const many = (wishes: number, slots: number) =>
  makeEvent({
    wishes: Array.from({ length: wishes }, (_, i) => [`P${i % 97}`, `Q${Math.floor(i / 97)}`] as const),
    slots,
  });

describe('events with groups', () => {
  it('are refused with an engine of one-to-ones, and nothing is written', async () => {
    const cwd = await folderWith();
    const { code, stderr } = await ejrc(['schedule', join(GROUPS, 'prefs.csv'), '--engine', 'mip', '--out', 'out'], {
      cwd,
    });
    expect(stderr).toMatch(/--engine mip is for one-to-ones alone.*leave it out/);
    expect(code).toBe(2);
    expect(await readdir(cwd)).toEqual([]);
  });
});

describe('--engine', () => {
  it('is refused where the engine would run out of memory, and only there', () => {
    expect(() => refuseEngine(many(8000, 20), 'lp')).not.toThrow();
    expect(() => refuseEngine(many(8001, 20), 'lp')).toThrow(UsageError);
    expect(() => refuseEngine(many(8001, 200), 'mip')).toThrow(
      'expected at most 5,000 wishes in so many slots, got 8,001',
    );
    for (const engine of ['auto', 'flow'] as const) expect(() => refuseEngine(many(8001, 200), engine)).not.toThrow();
  });

  it('schedules by each engine, and knows no other', async () => {
    const cwd = await folderWith({ 'prefs.csv': PREFS });
    for (const engine of ['auto', 'flow', 'lp', 'mip']) {
      const { code, stderr } = await ejrc(['schedule', 'prefs.csv', '--engine', engine, '--out', engine], { cwd });
      expect(stderr).toContain('proved: no schedule holds more');
      expect(code).toBe(0);
    }
    const { code, stderr } = await ejrc(['schedule', 'prefs.csv', '--engine', 'magic'], { cwd });
    expect(stderr).toContain('expected auto, flow, lp or mip, got "magic"');
    expect(code).toBe(2);
  });
});
