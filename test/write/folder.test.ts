import type fs from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { refuseBlocked, writeFolder } from '../../src/write/folder.js';
import { INTERPRETER_FILES } from '../../src/write/interpreters.js';

/** Set by a test to make a system call fail. */
const trap = vi.hoisted(() => ({
  rename: (_to: string): string | undefined => undefined,
  access: (_path: string): string | undefined => undefined,
  mkdir: (_path: string): string | undefined => undefined,
}));

vi.mock('node:fs', async original => {
  const real = await original<typeof fs>();
  const renameSync = (from: string, to: string) => {
    const code = trap.rename(to);
    if (code) throw Object.assign(new Error(code), { code });
    real.renameSync(from, to);
  };
  const accessSync = (path: string, mode: number) => {
    const code = trap.access(path);
    if (code) throw Object.assign(new Error(code), { code });
    real.accessSync(path, mode);
  };
  const mkdirSync = (path: string, options?: fs.MakeDirectoryOptions) => {
    const code = trap.mkdir(path);
    if (code) throw Object.assign(new Error(code), { code });
    return real.mkdirSync(path, options);
  };
  return { ...real, renameSync, accessSync, mkdirSync };
});

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'ejrc-folder-'));
});
afterEach(() => {
  trap.rename = () => undefined;
  trap.access = () => undefined;
  trap.mkdir = () => undefined;
});

const files = (...paths: string[]) => paths.map(path => ({ path, text: `new ${path}` }));
const index = (...names: string[]) => ['participant,file', ...names.map(name => `x,${name}`), ''].join('\n');

/** Every file below, with its text. */
async function tree(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) found[relative(folder, path)] = await readFile(path, 'utf8');
  }
  return found;
}

async function given(texts: Record<string, string>): Promise<string> {
  const out = join(home, 'out');
  for (const [path, text] of Object.entries(texts)) {
    await mkdir(dirname(join(out, path)), { recursive: true });
    await writeFile(join(out, path), text);
  }
  return out;
}

describe('writeFolder', () => {
  it('never replaces what has to stay, by whatever name or link it is reached', async () => {
    await writeFile(join(home, 'wishes.csv'), 'mine');
    await symlink('wishes.csv', join(home, 'link.csv'));
    const other = `${home}-link`;
    await symlink(home, other);
    for (const [folder, kept] of [
      [home, join(home, 'wishes.csv')],
      [home, join(home, 'link.csv')],
      [other, join(home, 'wishes.csv')],
      [home, join(other, 'wishes.csv')],
    ] as const)
      expect(() => writeFolder(folder, files('wishes.csv'), { force: true, kept: [kept] })).toThrow(
        `${kept}: this run reads it, and would write its own wishes.csv there`,
      );
    expect(await readFile(join(home, 'wishes.csv'), 'utf8')).toBe('mine');
    const linked = join(home, 'agendas.csv');
    await symlink(join(home, 'wishes.csv'), linked);
    expect(() => writeFolder(home, files('agendas.csv'), { force: true, kept: [linked] })).toThrow(
      /its own agendas\.csv/,
    );
    writeFolder(home, files('others.csv'), { force: true, kept: [join(home, 'wishes.csv'), join(home, 'none.csv')] });
    expect(await readFile(join(home, 'others.csv'), 'utf8')).toBe('new others.csv');
  });

  it('nor takes it away as an agenda of an earlier run', async () => {
    const agendas = { 'agendas/anna.csv': 'wishes', 'agendas/ben.csv': 'old', 'agendas.csv': '' };
    const out = await given({ ...agendas, 'agendas/index.csv': index('anna.csv', 'ben.csv') });
    const written = files('agendas.csv', 'agendas/index.csv');
    writeFolder(out, written, { force: true, kept: [join(out, 'agendas', 'anna.csv')] });
    expect(Object.keys(await tree(out)).sort()).toEqual(['agendas.csv', 'agendas/anna.csv', 'agendas/index.csv']);
  });

  it('with force takes away what interpreters had, and leaves what only has the name', async () => {
    const [agendas, demand] = Object.entries(INTERPRETER_FILES);
    const written = files('agendas/index.csv', 'x.csv');
    const out = await given({
      [agendas[0]]: `${agendas[1]}\nI,I,1,,,,,Room 1,pair,A;B,A;B,en,,M001\n`,
      [demand[0]]: `\uFEFF${demand[1]}\n`,
      'agendas/index.csv': index(),
    });
    writeFolder(out, written, { force: true });
    expect(Object.keys(await tree(out)).sort()).toEqual(['agendas/index.csv', 'x.csv']);
    await writeFile(join(out, demand[0]), `${demand[1]},mine\n`);
    await writeFile(join(out, agendas[0]), `${agendas[1]}\n`);
    writeFolder(out, written, { force: true, kept: [join(out, agendas[0])] });
    expect(Object.keys(await tree(out)).sort()).toEqual(['agendas/index.csv', agendas[0], demand[0], 'x.csv'].sort());
  });

  it('is refused before any work where nothing may be written', () => {
    const asked: string[] = [];
    trap.access = path => {
      asked.push(path);
      return 'EACCES';
    };
    const folder = join(home, 'a', 'b');
    expect(() => refuseBlocked(folder, ['x.csv'])).toThrow(`${folder}: cannot write there: permission denied`);
    expect(asked).toEqual([home]);
  });

  it('makes a new folder with those above it and leaves nothing else', async () => {
    writeFolder(join(home, 'a', 'b'), files('x.csv', 'agendas/y.csv'));
    expect(await tree(home)).toEqual({ 'a/b/x.csv': 'new x.csv', 'a/b/agendas/y.csv': 'new agendas/y.csv' });
    expect(await readdir(join(home, 'a'))).toEqual(['b']);
  });

  // There Node.js tries for ever where it is to make several at once, as in /proc.
  it('ends where the system makes no folder, one of several', async () => {
    trap.mkdir = path => (path === join(home, 'a') ? 'ENOENT' : undefined);
    expect(() => writeFolder(join(home, 'a', 'b', 'c'), files('x.csv'))).toThrow(
      `${join(home, 'a', 'b', 'c')}: cannot write there: the system makes no folder there`,
    );
    expect(await readdir(home)).toEqual([]);
    trap.mkdir = path => (path === join(home, 'a', 'b') ? 'ENOENT' : undefined);
    expect(() => writeFolder(join(home, 'a', 'b', 'c'), files('x.csv'))).toThrow('the system makes no folder there');
    expect(await readdir(home)).toEqual([]);
  });

  it('lets unrelated files stay', async () => {
    const out = await given({ 'notes.txt': 'mine', 'agendas/mine.txt': 'mine' });
    writeFolder(out, files('x.csv', 'agendas/y.csv'));
    expect(Object.keys(await tree(home)).sort()).toEqual([
      'out/agendas/mine.txt',
      'out/agendas/y.csv',
      'out/notes.txt',
      'out/x.csv',
    ]);
  });

  it('refuses files in the way and names them', async () => {
    const out = await given({ 'x.csv': 'old' });
    expect(() => writeFolder(out, files('x.csv', 'y.csv'))).toThrow(/found x\.csv; .*--force/);
    expect(() => refuseBlocked(out, ['x.csv'])).toThrow(UsageError);
    expect(await tree(out)).toEqual({ 'x.csv': 'old' });
  });

  it('names files at the top and counts those in folders', async () => {
    const paths = ['x.csv', 'agendas/a.csv', 'agendas/b.csv'];
    const out = await given(Object.fromEntries(paths.map(path => [path, ''])));
    expect(() => writeFolder(out, files(...paths))).toThrow('found x.csv, agendas/ (2 files);');
  });

  it('with force replaces its files and removes those the old index lists and nobody needs', async () => {
    const out = await given({
      'x.csv': 'old',
      'agendas/index.csv': index('gone.csv', 'y.csv', '../notes.csv', 'mine.txt', 'absent.csv'),
      'agendas/gone.csv': 'old',
      'agendas/y.csv': 'old',
      'agendas/mine.txt': 'mine',
      'notes.csv': 'mine',
    });
    writeFolder(out, files('x.csv', 'agendas/index.csv', 'agendas/y.csv'), { force: true });
    expect(await tree(out)).toEqual({
      'x.csv': 'new x.csv',
      'agendas/index.csv': 'new agendas/index.csv',
      'agendas/y.csv': 'new agendas/y.csv',
      'agendas/mine.txt': 'mine',
      'notes.csv': 'mine',
    });
  });

  it.each(['x.csv', 'agendas/y.csv', 'old/agendas/gone.csv'])(
    'goes all the way back when moving %s fails',
    async where => {
      const before = {
        'x.csv': 'old',
        'agendas/index.csv': index('gone.csv'),
        'agendas/gone.csv': 'old',
        'a.txt': 'mine',
      };
      const out = await given(before);
      let armed = true;
      trap.rename = to => {
        const hit = armed && to.endsWith(where) && (where.startsWith('old') || !to.includes('/old/'));
        if (hit) armed = false;
        return hit ? 'ENOSPC' : undefined;
      };
      const write = () => writeFolder(out, files('x.csv', 'agendas/index.csv', 'agendas/y.csv'), { force: true });
      expect(write).toThrow(/no space is left/);
      expect(await tree(out)).toEqual(before);
      expect((await readdir(out)).sort()).toEqual(['a.txt', 'agendas', 'x.csv']);
    },
  );

  it('keeps what it cannot put back, and says where', async () => {
    const out = await given({ 'x.csv': 'old', 'y.csv': 'old' });
    trap.rename = to => (to.endsWith('out/y.csv') || to.endsWith('out/x.csv') ? 'EACCES' : undefined);
    expect(() => writeFolder(out, files('x.csv', 'y.csv'), { force: true })).toThrow(
      /could not be put back.*unfinished-/s,
    );
    const kept = Object.entries(await tree(out)).filter(([path]) => path.includes('/old/'));
    expect(kept.map(([, text]) => text)).toEqual(['old', 'old']);
  });

  it('takes away a folder it made for its files when it fails', async () => {
    const out = await given({ 'a.txt': 'mine' });
    trap.rename = to => (to.endsWith('y.csv') ? 'EACCES' : undefined);
    expect(() => writeFolder(out, files('x.csv', 'agendas/y.csv'))).toThrow(/permission denied/);
    expect(await readdir(out)).toEqual(['a.txt']);
  });

  it('a new folder that fails leaves no trace, not even above', async () => {
    trap.rename = to => (to.endsWith('b') ? 'EROFS' : undefined);
    expect(() => writeFolder(join(home, 'a', 'b'), files('x.csv'))).toThrow(/read-only/);
    expect(await readdir(home)).toEqual([]);
  });

  it('refuses traps even with force', async () => {
    const out = await given({ file: '', 'x.csv/inner': '', agendas: '' });
    const force = { force: true };
    expect(() => writeFolder(join(out, 'file'), files('x.csv'), force)).toThrow(/expected a folder, found a file/);
    expect(() => writeFolder(join(out, 'file', 'below'), files('x.csv'), force)).toThrow(/part of its path is a file/);
    expect(() => writeFolder(out, files('x.csv'), force)).toThrow(/expected a file or nothing, found a folder/);
    expect(() => writeFolder(out, files('agendas/y.csv'), force)).toThrow(/expected a folder or nothing, found a file/);
  });

  it('follows a link to a folder, but no link inside it', async () => {
    const out = await given({ 'elsewhere/kept': '' });
    await symlink(out, join(home, 'link'));
    writeFolder(join(home, 'link'), files('x.csv'));
    expect((await tree(out))['x.csv']).toBe('new x.csv');
    await symlink(join(out, 'elsewhere'), join(out, 'agendas'));
    expect(() => writeFolder(out, files('agendas/y.csv'), { force: true })).toThrow(/found a link/);
    await symlink(join(home, 'nowhere'), join(home, 'dangling'));
    expect(() => writeFolder(join(home, 'dangling'), files('x.csv'))).toThrow(/leads nowhere/);
  });

  it('with force a link in the place of a file is replaced, not followed', async () => {
    const out = await given({ 'a.txt': 'mine' });
    await symlink(join(out, 'a.txt'), join(out, 'x.csv'));
    expect(() => writeFolder(out, files('x.csv'))).toThrow(/in|found x\.csv/);
    writeFolder(out, files('x.csv'), { force: true });
    expect(await tree(out)).toEqual({ 'a.txt': 'mine', 'x.csv': 'new x.csv' });
  });
});
