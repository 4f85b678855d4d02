import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { voice } from '../../src/cli/terminal.js';

const { isTTY } = process.stderr;
beforeEach(() => {
  for (const name of ['NO_COLOR', 'FORCE_COLOR', 'CI']) vi.stubEnv(name, undefined);
  vi.stubEnv('TERM', 'xterm-256color');
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  process.stderr.isTTY = isTTY;
});

describe('voice', () => {
  it('moves only on a terminal that can', async () => {
    process.stderr.isTTY = true;
    expect((await voice()).animates).toBe(true);
    expect((await voice(true)).animates).toBe(false);
    vi.stubEnv('CI', '1');
    expect((await voice()).animates).toBe(false);
    vi.stubEnv('CI', '');
    vi.stubEnv('TERM', 'dumb');
    expect((await voice()).animates).toBe(false);
    vi.stubEnv('TERM', 'xterm');
    process.stderr.isTTY = false;
    expect((await voice()).animates).toBe(false);
  });

  it('has no colours with NO_COLOR, TERM=dumb, or off a terminal', async () => {
    process.stderr.isTTY = true;
    vi.stubEnv('NO_COLOR', '1');
    vi.stubEnv('FORCE_COLOR', '1');
    expect((await voice()).paint.green('x')).toBe('x');
    vi.stubEnv('NO_COLOR', undefined);
    vi.stubEnv('TERM', 'dumb');
    expect((await voice()).paint.green('x')).toBe('x');
    vi.stubEnv('TERM', 'xterm');
    vi.stubEnv('FORCE_COLOR', undefined);
    process.stderr.isTTY = false;
    expect((await voice()).paint.bold('x')).toBe('x');
  });

  it('quiet says nothing, but complains', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const quiet = await voice(true);
    quiet.say('words');
    expect(write).not.toHaveBeenCalled();
    quiet.complain('trouble');
    expect(write).toHaveBeenCalledWith('trouble\n');
  });
});
