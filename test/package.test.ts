/** What is published: the right files, and only dependencies that earn their place. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Manifest {
  readonly version: string;
  readonly engines?: { readonly node?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
}

interface LockEntry {
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly license?: string;
}

const manifest = JSON.parse(read('package.json')) as Manifest;
const lock = JSON.parse(read('package-lock.json')) as { readonly packages: Readonly<Record<string, LockEntry>> };
const dependencies = Object.keys(manifest.dependencies ?? {});
/** Everything that `npm install ejrc` brings, as entries of the lock file. */
const installed = Object.entries(lock.packages).filter(([path, entry]) => path !== '' && !entry.dev);

function packedFiles(): string[] {
  const text = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ files }] = JSON.parse(text) as [{ files: { path: string }[] }];
  return files.map(file => file.path);
}

function packagesImported(): Set<string> {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(path =>
    /\.[cm]?[jt]s$/.test(path),
  );
  const specifiers = sources.flatMap(path =>
    ts.preProcessFile(read(join('src', path)), true, true).importedFiles.map(file => file.fileName),
  );
  return new Set(
    specifiers.map(name =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    ),
  );
}

/** The packages in the first column of the README's table under "What each dependency is for". */
function packagesExplained(): string[] {
  const section =
    read('README.md')
      .split(/^## /m)
      .find(part => part.startsWith('What each dependency is for')) ?? '';
  return section.split('\n').flatMap(line => {
    const cell = /^\| (`[^|]*`) \|/.exec(line)?.[1] ?? '';
    return [...cell.matchAll(/`([^`]+)`/g)].map(match => match[1]);
  });
}

describe('the package', () => {
  it('holds the program and its papers, and nothing else', () => {
    const files = packedFiles();
    const papers = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', 'src/read/event.schema.json'];
    expect(files.filter(path => !/^(?:bin|dist)\//.test(path)).sort()).toEqual(papers);
    expect(files).toContain('bin/ejrc.js');
    expect(files).toContain('dist/index.js');
    expect(files).toContain('dist/types/index.d.ts');
    expect(files).toContain('dist/main.js');
    expect(
      files.filter(path => path.startsWith('dist/') && !/^dist\/(?:[^/]+\.js|types\/.+\.d\.ts)$/.test(path)),
    ).toEqual([]);
  });

  it('brings no copy of a package that npm installs', () => {
    const built = readdirSync(join(root, 'dist')).filter(path => path.endsWith('.js'));
    const modules = built.flatMap(path =>
      [...read(`dist/${path}`).matchAll(/^\/\/(?:#region)? (\S+\.[cm]?[jt]s)$/gm)].map(match => match[1]),
    );
    expect(modules.length).toBeGreaterThan(200);
    expect(modules.filter(path => path.includes('node_modules'))).toEqual([]);
  });

  it('says which version it is in the changelog, newest first', () => {
    const versions = [...read('CHANGELOG.md').matchAll(/^## (\d+\.\d+\.\d+)/gm)].map(match => match[1]);
    expect(versions[0]).toBe(manifest.version);
  });

  it('runs on Node 20 and later', () => {
    expect(manifest.engines?.node).toBe('>=20.0.0');
  });

  it('runs nothing when it is installed', () => {
    const hooks = ['preinstall', 'install', 'postinstall', 'prepare'];
    expect(hooks.filter(name => manifest.scripts?.[name])).toEqual([]);
  });
});

describe('dependencies', () => {
  it('are pinned to one version each', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies };
    expect(Object.entries(all).filter(([, range]) => !/^\d+\.\d+\.\d+$/.test(range))).toEqual([]);
  });

  it('are each imported by the program', () => {
    const imported = packagesImported();
    expect(dependencies.filter(name => !imported.has(name))).toEqual([]);
  });

  it('are each explained in the README, and no others', () => {
    expect(packagesExplained().sort()).toEqual([...dependencies].sort());
  });

  it('run no script when they are installed, nor do theirs', () => {
    expect(installed.filter(([, entry]) => entry.hasInstallScript).map(([path]) => path)).toEqual([]);
  });

  it('carry licences that ask for no more than a mention', () => {
    const free = /^(?:MIT|ISC|BSD-[23]-Clause|Apache-2\.0|Unlicense|0BSD|CC0-1\.0)$/;
    const others = installed
      .map(([path, entry]) => `${path} ${entry.license}`)
      .filter(text => !free.test(text.split(' ')[1]));
    expect(others).toEqual([]);
  });

  it('stand in the lock file without the address they came from', () => {
    expect(read('package-lock.json')).not.toContain('"resolved"');
    expect(existsSync(join(root, '.npmrc'))).toBe(false);
  });
});
