/** What a run loads. Counted in modules and not by the clock, so that a busy machine cannot fail it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ejrc-startup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Loaded {
  /** Names of packages, sorted, each once. */
  readonly packages: readonly string[];
  /** Paths under dist. */
  readonly own: readonly string[];
}

function loadedBy(...args: readonly string[]): Loaded {
  const list = join(folder, `${args.join('_').replaceAll(/\W/g, '_')}.txt`);
  const hook = pathToFileURL(join(root, 'test/startup-hook.mjs')).href;
  execFileSync(process.execPath, ['--import', hook, join(root, 'bin/ejrc.js'), ...args], {
    cwd: folder,
    env: { ...process.env, EJRC_LOADED: list },
    stdio: 'pipe',
  });
  const urls = readFileSync(list, 'utf8').split('\n');
  const packages = urls.map(url => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1]);
  const own = urls.map(url => /\/dist\/(.*)$/.exec(url)?.[1]).filter((path): path is string => path !== undefined);
  return {
    packages: [...new Set(packages.filter(name => name !== undefined))].sort(),
    own: own.filter(path => !path.includes('node_modules')),
  };
}

describe('a run loads no more than it needs', () => {
  it('ejrc --version loads a handful of its own modules and no package', () => {
    const { packages, own } = loadedBy('--version');
    expect(packages).toEqual([]);
    expect(own.length).toBeGreaterThan(0);
    expect(own.length).toBeLessThan(8);
    expect(own.filter(path => !path.startsWith('cli/'))).toEqual([]);
  });

  it.each([['--help'], ['help schedule'], ['codes']])('ejrc %s loads neither solver, reader nor spinner', args => {
    const { packages, own } = loadedBy(...args.split(' '));
    const heavy = [
      'highs',
      'cadical-wasm',
      'javascript-lp-solver',
      'zod',
      'yaml',
      'ora',
      'csv-parse',
      'temporal-polyfill',
    ];
    expect(packages.filter(name => heavy.includes(name))).toEqual([]);
    expect(own.filter(path => /^(?:read|solve|check|explain)\//.test(path))).toEqual([]);
  });
});
