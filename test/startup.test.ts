/** What a run loads. Counted in modules and not by the clock, so that a busy machine cannot fail it. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = pathToFileURL(join(root, 'dist/')).href;
const folder = mkdtempSync(join(tmpdir(), 'ejrc-startup-'));

interface Loaded {
  /** Names of packages, sorted, each once. */
  readonly packages: readonly string[];
  /** Paths under src of the modules that make up what was loaded from dist. */
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
  const own = urls
    .filter(url => url.startsWith(dist))
    .flatMap(url => modulesIn(readFileSync(fileURLToPath(url), 'utf8')));
  return { packages: [...new Set(packages.filter(name => name !== undefined))].sort(), own };
}

/** The bundler writes above each module where it came from. */
function modulesIn(text: string): string[] {
  return [...text.matchAll(/^\/\/(?:#region)? src\/(\S+)$/gm)].map(match => match[1]);
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

  it('a plain schedule loads no reader, judge or explainer of what it has not', () => {
    writeFileSync(join(folder, 'prefs.csv'), 'from,to,rank\nZoé,Ben,1\nBen,Cyd,1\n');
    const { packages, own } = loadedBy('schedule', 'prefs.csv', '--dry-run', '--effort', 'quick');
    const rare = [
      ...['foreign-text', 'decode', 'sniff', 'likelihood', 'workbook', 'sheet'],
      ...['event-file', 'event-judge', 'event-schema', 'calendar', 'schedule', 'certificate'],
      ...['availability-table', 'interpreters', 'locks', 'order'],
    ].map(name => `read/${name}.ts`);
    rare.push('cli/certificate.ts', 'check/certificate.ts', 'write/certificate.ts', 'explain/demand.ts');
    // A module that is renamed would be missed for ever.
    for (const path of rare) expect(existsSync(join(root, 'src', path)), path).toBe(true);
    expect(own).toContain('read/folder.ts');
    expect(own.filter(path => rare.includes(path))).toEqual([]);
    expect(
      packages.filter(name => ['zod', 'yaml', 'iconv-lite', 'fflate', 'temporal-polyfill'].includes(name)),
    ).toEqual([]);
  });
});
