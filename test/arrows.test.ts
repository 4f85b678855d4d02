/** The arrows of src/README.md: who may import whom, who may touch the outside world, and the house rules that a text can show. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Each room of the house and the rooms it may import from, itself included. `cli` and `index` see all but each other's insides. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  errors: [],
  model: ['errors', 'model'],
  read: ['errors', 'model', 'read'],
  solve: ['errors', 'model', 'solve'],
  check: ['errors', 'model', 'check'],
  explain: ['errors', 'model', 'explain'],
  inspect: ['errors', 'model', 'inspect'],
  generate: ['errors', 'generate'],
  write: ['errors', 'model', 'write'],
  index: ['errors', 'model', 'read', 'solve', 'check', 'explain', 'inspect', 'generate', 'write'],
  cli: ['errors', 'model', 'read', 'solve', 'check', 'explain', 'inspect', 'generate', 'write', 'index', 'cli'],
};

/** Packages that talk to a person: the command line's alone. */
const TERMINAL_PACKAGES = [
  'commander',
  '@commander-js/extra-typings',
  'chalk',
  'ora',
  'cli-table3',
  'node:readline',
  'node:tty',
];

interface Source {
  /** Path from the root of the repository, with `/`. */
  readonly path: string;
  readonly room: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  readonly specifiers: readonly string[];
  /** Those that are there when the program runs: without `import type`. */
  readonly running: readonly string[];
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap(name => {
    const path = posix.join(folder, name);
    return statSync(join(root, path)).isDirectory() ? filesUnder(path) : [path];
  });
}

/** What git keeps; in a copy without git, everything but what is installed or made. */
function tracked(): string[] {
  if (existsSync(join(root, '.git')))
    return execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
  const made = ['node_modules', 'dist', 'coverage', 'day', 'schedule'];
  return readdirSync(root)
    .filter(name => !made.includes(name) && !name.endsWith('.tgz'))
    .flatMap(name => (statSync(join(root, name)).isDirectory() ? filesUnder(name) : [name]));
}

function foldersUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .flatMap(entry => [posix.join(folder, entry.name), ...foldersUnder(posix.join(folder, entry.name))]);
}

/** Static, dynamic and type imports, re-exports, and files named by `new URL('./x.js', import.meta.url)` (workers). */
function specifiersOf(tree: ts.SourceFile, types = true): string[] {
  const found: string[] = [];
  visit(tree, node => {
    if (!types && isTypeOnly(node)) return;
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier)
      found.push((node.moduleSpecifier as ts.StringLiteral).text);
    else if (ts.isCallExpression(node) && isImportCall(node)) found.push(textOf(node.arguments[0]));
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      found.push(textOf(node.argument.literal as ts.Expression));
    else if (ts.isNewExpression(node) && node.expression.getText(tree) === 'URL' && node.arguments?.length === 2)
      found.push(textOf(node.arguments[0]));
  });
  return found;
}

const isTypeOnly = (node: ts.Node) =>
  ts.isImportTypeNode(node) ||
  (ts.isImportDeclaration(node) && node.importClause?.isTypeOnly) ||
  (ts.isExportDeclaration(node) && node.isTypeOnly);

const isImportCall = (node: ts.CallExpression) =>
  node.expression.kind === ts.SyntaxKind.ImportKeyword ||
  (ts.isIdentifier(node.expression) && node.expression.text === 'require');

/** A computed specifier cannot be judged; it shows up as one that no rule allows. */
const textOf = (node: ts.Expression) => (ts.isStringLiteralLike(node) ? node.text : './computed-specifier');

function visit(node: ts.Node, seen: (node: ts.Node) => void): void {
  seen(node);
  ts.forEachChild(node, child => visit(child, seen));
}

function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

function toSource(path: string, text: string): Source {
  const room = path.split('/')[1].replace(/\.(d\.)?ts$/, '');
  const tree = parse(path, text);
  return { path, room, text, tree, specifiers: specifiersOf(tree), running: specifiersOf(tree, false) };
}

const sources = filesUnder('src')
  .filter(path => /\.[cm]?[jt]s$/.test(path))
  .map(path => toSource(path, readFileSync(join(root, path), 'utf8')));
const byPath = new Map(sources.map(source => [source.path, source]));

/** The file of src that a relative specifier names, or `undefined` for packages and files that do not exist. */
function target(source: Source, specifier: string): Source | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const path = posix.join(posix.dirname(source.path), specifier);
  return byPath.get(path) ?? byPath.get(path.replace(/\.js$/, '.ts')) ?? byPath.get(path.replace(/\.js$/, '.d.ts'));
}

function targets(source: Source, specifiers = source.specifiers): Source[] {
  return specifiers.map(specifier => target(source, specifier)).filter(found => found !== undefined);
}

/** Arrows that leave what their room may see. */
function upwardArrows(all: readonly Source[]): string[] {
  return all.flatMap(source =>
    targets(source)
      .filter(found => !(MAY_IMPORT[source.room] ?? []).includes(found.room))
      .map(found => `${source.path} -> ${found.path}`),
  );
}

/**
 * Every chain of imports that comes back to where it started. Types alone may go round: nothing of them is there when
 * the modules are loaded. O(files + arrows).
 */
function cycles(all: readonly Source[]): string[] {
  const state = new Map<Source, 'open' | 'done'>();
  const found: string[] = [];
  const walk = (source: Source, path: Source[]): void => {
    if (state.get(source) === 'done') return;
    if (state.get(source) === 'open') {
      found.push([...path.slice(path.indexOf(source)), source].map(step => step.path).join(' -> '));
      return;
    }
    state.set(source, 'open');
    for (const next of targets(source, source.running)) walk(next, [...path, source]);
    state.set(source, 'done');
  };
  for (const source of all) walk(source, []);
  return found;
}

/** Files that `wanted` nodes occur in although `allowed` does not hold, as `path:line text`. */
function offences(
  all: readonly Source[],
  allowed: (path: string) => boolean,
  wanted: (node: ts.Node) => boolean,
): string[] {
  const found: string[] = [];
  for (const { path, tree } of all) {
    if (allowed(path)) continue;
    visit(tree, node => {
      if (!wanted(node)) return;
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
      found.push(`${path}:${line + 1} ${node.getText(tree)}`);
    });
  }
  return found;
}

/** `object.name`, where `object` is a plain identifier. */
const isMember = (node: ts.Node, object: string, names?: readonly string[]) =>
  ts.isPropertyAccessExpression(node) &&
  ts.isIdentifier(node.expression) &&
  node.expression.text === object &&
  (names === undefined || names.includes(node.name.text));

const isModuleName = (node: ts.Node, names: readonly string[]) =>
  ts.isStringLiteralLike(node) &&
  (ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent) || ts.isCallExpression(node.parent)) &&
  names.includes(node.text);

const isRandomNumber = (node: ts.Node) =>
  isMember(node, 'Math', ['random']) ||
  isMember(node, 'crypto', ['getRandomValues', 'randomUUID', 'randomBytes', 'randomInt']) ||
  (ts.isImportSpecifier(node) && /^(random|getRandom)/.test(node.name.text) && namesModule(node, 'node:crypto'));

const namesModule = (node: ts.ImportSpecifier, name: string) =>
  (node.parent.parent.parent.moduleSpecifier as ts.StringLiteral).text === name;

const isClock = (node: ts.Node) =>
  isMember(node, 'Date', ['now']) ||
  isMember(node, 'performance', ['now', 'timeOrigin']) ||
  isMember(node, 'process', ['hrtime', 'uptime', 'cpuUsage']) ||
  isMember(node, 'Temporal', ['Now']) ||
  isModuleName(node, ['node:perf_hooks', 'perf_hooks']) ||
  ((ts.isNewExpression(node) || ts.isCallExpression(node)) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'Date' &&
    !node.arguments?.length);

const isProcess = (node: ts.Node) => isMember(node, 'process') || isModuleName(node, ['node:process', 'process']);
const isFileSystem = (node: ts.Node) => isModuleName(node, ['node:fs', 'node:fs/promises', 'fs', 'fs/promises']);

const inRoom =
  (...rooms: readonly string[]) =>
  (path: string) =>
    rooms.some(room => path.startsWith(`src/${room}/`));

describe('who may import whom', () => {
  it('every file stands in a known room', () => {
    const strangers = sources.filter(source => !(source.room in MAY_IMPORT)).map(source => source.path);
    expect(strangers).toEqual([]);
  });

  it('no arrow points up or across', () => {
    expect(upwardArrows(sources)).toEqual([]);
  });

  it('every relative import names a file that exists', () => {
    const lost = sources.flatMap(source =>
      source.specifiers
        .filter(name => name.startsWith('.') && !target(source, name))
        .filter(name => !existsSync(join(root, dirname(source.path), name)))
        .map(name => `${source.path}: ${name}`),
    );
    expect(lost).toEqual([]);
  });

  it('no imports go round in a circle', () => {
    expect(cycles(sources)).toEqual([]);
  });

  it('the checker cannot reach the integers of the problem, not even through others', () => {
    const reached = new Map<Source, string>();
    const walk = (source: Source, way: string): void => {
      if (reached.has(source)) return;
      reached.set(source, way);
      for (const next of targets(source)) walk(next, `${way} -> ${next.path}`);
    };
    for (const source of sources) if (source.room === 'check') walk(source, source.path);
    const seen = [...reached].filter(([source]) => source.path === 'src/model/problem.ts').map(([, way]) => way);
    expect(seen).toEqual([]);
  });
});

describe('who may touch the outside', () => {
  it('only the command line touches the process', () => {
    expect(offences(sources, inRoom('cli'), isProcess)).toEqual([]);
  });

  it('only the command line touches the terminal', () => {
    expect(offences(sources, inRoom('cli'), node => isModuleName(node, TERMINAL_PACKAGES))).toEqual([]);
    expect(offences(sources, inRoom('cli'), node => isMember(node, 'console'))).toEqual([]);
  });

  it('only readers and writers touch files', () => {
    expect(offences(sources, inRoom('read', 'write'), isFileSystem)).toEqual([]);
  });

  it('only solve/random.ts makes random numbers, and those from a seed', () => {
    expect(offences(sources, () => false, isRandomNumber)).toEqual([]);
  });

  it('only solve/budget.ts and the command line look at a clock', () => {
    const allowed = (path: string) => path === 'src/solve/budget.ts' || inRoom('cli')(path);
    expect(offences(sources, allowed, isClock)).toEqual([]);
  });

  it('the starter in bin imports the command line and nothing else', () => {
    const path = 'bin/ejrc.js';
    const specifiers = specifiersOf(parse(path, readFileSync(join(root, path), 'utf8')));
    expect(specifiers.filter(name => name !== 'node:process')).toEqual(['../dist/main.js']);
  });
});

describe('these tests can fail', () => {
  const bad = (path: string, text: string) => toSource(path, text);

  it.each([
    ["import { solve } from '../solve/state.js';", 'static'],
    ["export type { State } from '../solve/state.js';", 're-export'],
    ["import type { State } from '../solve/state.js';", 'type'],
    ["const x = await import('../solve/state.js');", 'dynamic'],
    ["let x: import('../solve/state.js').State;", 'type node'],
    ["new Worker(new URL('../solve/state.js', import.meta.url));", 'worker'],
  ])('finds the upward arrow of %s', text => {
    expect(upwardArrows([bad('src/check/bad.ts', text)])).toEqual(['src/check/bad.ts -> src/solve/state.ts']);
  });

  it.each<[string, (node: ts.Node) => boolean]>([
    ['process.exit(1)', isProcess],
    ["import { env } from 'node:process'", isProcess],
    ["import { readFileSync } from 'node:fs'", isFileSystem],
    ["await import('node:fs/promises')", isFileSystem],
    ['Math.random()', isRandomNumber],
    ["import { randomUUID } from 'node:crypto'", isRandomNumber],
    ['Date.now()', isClock],
    ['new Date()', isClock],
    ['performance.now()', isClock],
  ])('finds %s', (text, wanted) => {
    expect(offences([bad('src/model/bad.ts', text)], inRoom('cli'), wanted)).toHaveLength(1);
  });

  it.each<[string, (node: ts.Node) => boolean]>([
    ['// process.exit and Date.now() in words', isProcess],
    ["const text = 'Math.random()'", isRandomNumber],
    ['new Date(2021, 4, 18)', isClock],
    ["import { createHash } from 'node:crypto'", isRandomNumber],
  ])('lets %s pass', (text, wanted) => {
    expect(offences([bad('src/model/good.ts', text)], () => false, wanted)).toEqual([]);
  });
});

describe('the house in words', () => {
  it('each folder of src says in a README what lives there', () => {
    const silent = ['src', ...foldersUnder('src')].filter(folder => !existsSync(join(root, folder, 'README.md')));
    expect(silent).toEqual([]);
  });

  it('no source file has more than 400 lines', () => {
    const long = sources
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > 400)
      .map(({ path, lines }) => `${path}: ${lines}`);
    expect(long).toEqual([]);
  });

  it('no tracked file names a folder of one machine or the host of a package registry', () => {
    // Put together here, so that this file does not hold what it looks for.
    const machine = ['home', 'root', 'work', 'Users'].map(name => `(?<![\\w.:-])/${name}/`).join('|');
    const hosts = ['npmjs', 'yarnpkg', 'jsr', 'pypi'].map(name => `${name}\\.(org|com|io)`).join('|');
    const forbidden = new RegExp(`${machine}|${hosts}`);
    const found = tracked()
      .filter(path => existsSync(join(root, path)))
      .flatMap(path =>
        readFileSync(join(root, path), 'utf8')
          .split('\n')
          .map((line, index) => ({ place: `${path}:${index + 1}`, hit: forbidden.exec(line)?.[0] })),
      )
      .filter(({ hit }) => hit !== undefined)
      .map(({ place, hit }) => `${place} ${hit}`);
    expect(found).toEqual([]);
  });
});
