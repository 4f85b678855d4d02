/**
 * The README is true: its commands are run and their output compared, its tables are those of the program.
 * `EJRC_README=update npx vitest run --config test/vitest.config.ts test/readme.test.ts` writes what was found into it.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../src/cli/exit.js';
import { CODES, type CodeDescription } from '../src/errors.js';
import { TIERS } from '../src/model/objective.js';
import { RULES } from '../src/model/rules.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const path = join(root, 'README.md');
const updating = process.env.EJRC_README === 'update';
const folder = mkdtempSync(join(tmpdir(), 'ejrc-readme-'));
const help = new Map<string, string>();
let readme = readFileSync(path, 'utf8');

beforeAll(() => {
  for (const name of ['bin', 'dist', 'package.json']) symlinkSync(join(root, name), join(folder, name));
  cpSync(join(root, 'fixtures'), join(folder, 'fixtures'), { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/ejrc'));
  mkdirSync(join(folder, '.path'));
  writeFileSync(join(folder, '.path/ejrc'), `#!/bin/sh\nexec "${process.execPath}" "${root}/bin/ejrc.js" "$@"\n`);
  chmodSync(join(folder, '.path/ejrc'), 0o755);
  for (const verb of ['', ...verbsOf(run('ejrc help').output)]) help.set(verb, run(`ejrc help ${verb}`).output);
});

afterAll(() => {
  if (updating) writeFileSync(path, readme);
});

/** One command in the temporary folder; standard output and error as a terminal would mix them. */
function run(command: string, exitBefore = 0): { code: number; output: string } {
  const { FORCE_COLOR, ...inherited } = process.env;
  const env = {
    ...inherited,
    NO_COLOR: '1',
    COLUMNS: '120',
    LC_ALL: 'C.UTF-8',
    PATH: `${join(folder, '.path')}:${process.env.PATH}`,
  };
  const script = `(exit ${exitBefore}); { ${command}\n} 2>&1`;
  const { status, stdout } = spawnSync('bash', ['-c', script], { cwd: folder, env, encoding: 'utf8' });
  return { code: status ?? -1, output: stdout };
}

/** The inside of every fenced block of one language, with where it starts in the text. */
function blocks(language: string): { text: string; at: number }[] {
  const fence = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm');
  return [...readme.matchAll(fence)].map(match => ({ text: match[1], at: match.index + language.length + 4 }));
}

function section(heading: string): string {
  const found = readme.split(/^(?=## )/m).find(part => part.startsWith(`## ${heading}\n`));
  expect(found, `README.md has no section "## ${heading}"`).toBeDefined();
  return found!;
}

/** Cells of the rows of the first table of a section, without its two heading lines. */
function table(heading: string): string[][] {
  return section(heading)
    .split('\n')
    .filter(line => line.startsWith('|'))
    .slice(2)
    .map(line =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map(cell => cell.trim()),
    );
}

/** Compares the table of a section with the rows it should have, or writes them. */
function holdTable(heading: string, rows: readonly (readonly string[])[]): void {
  if (updating) {
    const old = section(heading);
    const lines = old.split('\n');
    const first = lines.findIndex(line => line.startsWith('|')) + 2;
    const count = lines.slice(first).findIndex(line => !line.startsWith('|'));
    lines.splice(first, count, ...rows.map(row => `| ${row.join(' | ')} |`));
    readme = readme.replace(old, () => lines.join('\n'));
  }
  expect(table(heading)).toEqual(rows);
}

/** What may differ from run to run: seconds. */
const masked = (text: string) =>
  text.replace(/\b\d+(\.\d+)? s(econds?)?\b/g, '# s').replace(/("seconds": )[\d.]+/g, '$1#');

const verbsOf = (text: string) =>
  [...(/^Commands:\n((?: {2}.*\n?)+)/m.exec(text)?.[1] ?? '').matchAll(/^ {2}([a-z]\w*)/gm)]
    .map(match => match[1])
    .filter(verb => verb !== 'help');

const optionsOf = (verb: string) =>
  [...help.get(verb)!.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(match => match[1]).filter(flag => flag !== '--help');

describe('set-up', () => {
  it('comes first: two commands, each one line that works alone', () => {
    const [first, second] = blocks('sh').map(block => block.text.trimEnd());
    expect(readme.indexOf(first)).toBeLessThan(readme.indexOf('## Five minutes'));
    expect(first).toMatch(/^npm ci && npm run build && node bin\/ejrc\.js schedule \S+ --out day$/);
    expect(second).toBe('npm ci && npm test');
  });

  it('ends with the command that the tour begins with', () => {
    const last = blocks('sh')[0].text.trimEnd().split(' && ').at(-1);
    expect(blocks('console')[0].text.split('\n')[0]).toBe(`$ ${last}`);
  });
});

describe('the tour', () => {
  it('prints what the README says', () => {
    let exit = 0;
    const told = blocks('console');
    const found = told.map(({ text }) =>
      text
        .split(/^\$ /m)
        .slice(1)
        .map(step => {
          const command = step.slice(0, step.indexOf('\n'));
          const { code, output } = run(command, exit);
          exit = code;
          return `$ ${command}\n${output}`;
        })
        .join(''),
    );
    if (updating) {
      for (const [index, { text, at }] of [...told.entries()].reverse())
        readme = readme.slice(0, at) + found[index] + readme.slice(at + text.length);
    }
    const now = updating ? blocks('console') : told;
    for (const [index, text] of found.entries()) expect(masked(text)).toBe(masked(now[index].text));
    expect(found.length).toBeGreaterThan(3);
  });

  it('uses the library as the README says', () => {
    const [{ text: program }] = blocks('js');
    const [{ text: told, at }] = blocks('text');
    writeFileSync(join(folder, 'example.mjs'), program);
    const { output } = run('node example.mjs');
    if (updating) readme = readme.slice(0, at) + output + readme.slice(at + told.length);
    expect(masked(output)).toBe(masked(blocks('text')[0].text));
  });
});

describe('tables', () => {
  it('every verb stands under "Verbs"', () => {
    const verbs = table('Verbs').map(([verb]) => /`ejrc (\w+)/.exec(verb)?.[1]);
    expect(verbs.sort()).toEqual([...verbsOf(help.get('')!), 'help'].sort());
  });

  it('every option stands under "Options" with the verbs that take it', () => {
    const told = table('Options').map(([option, , verbs]) => ({ flag: /`(--[\w-]+)/.exec(option)?.[1], verbs }));
    const verbs = verbsOf(help.get('')!);
    const flags = [...new Set(verbs.flatMap(optionsOf))];
    const found = flags.map(flag => ({ flag, verbs: verbs.filter(verb => optionsOf(verb).includes(flag)).join(', ') }));
    const byFlag = (a: { flag: string | undefined }, b: { flag: string | undefined }) => (a.flag! < b.flag! ? -1 : 1);
    expect(told.sort(byFlag)).toEqual(found.sort(byFlag));
  });

  it('every exit code stands under "Exit codes"', () => {
    const codes = table('Exit codes').map(([code]) => Number(code.replaceAll('`', '')));
    expect(codes).toEqual(Object.values(EXIT).sort((a, b) => a - b));
  });

  it('every rule stands under "Rules that are never broken"', () => {
    holdTable(
      'Rules that are never broken',
      RULES.map(({ id, meaning, writtenIn, since }) => [`\`${id}\``, meaning, writtenIn, since]),
    );
  });

  it('every tier stands under "What is optimised"', () => {
    holdTable(
      'What is optimised',
      TIERS.map(({ tier, sense, meaning }) => [`\`${tier}\``, sense === 'max' ? 'most' : 'fewest', meaning]),
    );
  });

  it('every error code stands under "Error codes" with its cure', () => {
    const codes = Object.entries<CodeDescription>(CODES).sort(([a], [b]) => (a < b ? -1 : 1));
    holdTable(
      'Error codes',
      codes.map(([code, { title, cure }]) => [code, title, cure]),
    );
  });

  it('the figures of a quick run are those that stand under "Figures"', () => {
    const { output } = run('ejrc schedule fixtures/one-to-one-day/prefs.csv --effort quick --dry-run --json --quiet');
    const objective: Record<string, { value: number; bound: number }> = JSON.parse(output).objective;
    const found = TIERS.map(({ tier }) => `${objective[tier].value} (${objective[tier].bound})`);
    const [effort, ...figures] = table('Figures')[0];
    expect([effort, ...figures.slice(0, TIERS.length)]).toEqual(['`quick`', ...found]);
  });

  it('every reason of an unmet wish stands under "Files written"', () => {
    const union = /export type UnmetReason =([^;]+);/.exec(
      readFileSync(join(root, 'src/model/outcome.ts'), 'utf8'),
    )![1];
    const reasons = [...union.matchAll(/'([\w-]+)'/g)].map(match => match[1]);
    expect(reasons.filter(reason => !section('Files written').includes(`\`${reason}\``))).toEqual([]);
  });
});
