/** What stands in a folder before it is written: files in the way, traps, leftovers of an earlier run. */
import { Buffer } from 'node:buffer';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { parse } from 'csv-parse/sync';
import { UsageError } from '../errors.js';
import { AGENDA_FOLDER, AGENDA_INDEX } from './agendas.js';
import { unwritable } from './folder-errors.js';
import { INTERPRETER_FILES } from './interpreters.js';

const BYTE_ORDER_MARK = '\uFEFF';

/** `missing`, or a folder (links to folders are followed); anything else is refused. */
export function folderState(folder: string): 'missing' | 'folder' {
  const entry = entryAt(folder, folder);
  if (!entry) return 'missing';
  if (entry.isDirectory()) return 'folder';
  if (entry.isSymbolicLink()) {
    const target = statSync(folder, { throwIfNoEntry: false });
    if (target?.isDirectory()) return 'folder';
    if (!target) throw new UsageError(`${folder}: a link that leads nowhere; remove it, or name another folder`);
  }
  throw new UsageError(`${folder}: expected a folder, found a file; name another folder`);
}

/** Refuses a folder that nothing may be written into, or that may not be made. O(length of its path). */
export function refuseUnwritable(folder: string): void {
  let nearest = resolve(folder);
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  try {
    accessSync(nearest, constants.W_OK);
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/** Those of the paths that exist. O(paths). */
export function filesInTheWay(folder: string, paths: readonly string[]): string[] {
  if (folderState(folder) === 'missing') return [];
  return paths.filter(path => entryAt(folder, join(folder, path)) !== undefined);
}

/**
 * Refuses what even `--force` must not touch: a folder where a file of ours goes, a file or a link where a folder of
 * ours goes (what is written through a link would land elsewhere).
 */
export function refuseUnsafe(folder: string, paths: readonly string[]): void {
  if (folderState(folder) === 'missing') return;
  for (const above of new Set(paths.map(path => dirname(path)).filter(path => path !== '.'))) {
    const entry = entryAt(folder, join(folder, above));
    if (!entry || entry.isDirectory()) continue;
    const found = entry.isSymbolicLink() ? 'a link' : 'a file';
    throw new UsageError(`${join(folder, above)}: expected a folder or nothing, found ${found}; move it away`);
  }
  for (const path of paths) {
    if (!entryAt(folder, join(folder, path))?.isDirectory()) continue;
    throw new UsageError(`${join(folder, path)}: expected a file or nothing, found a folder; move it away`);
  }
}

/** Refuses to replace a file that must stay, by whatever name or link it is reached. O(paths + files that stay). */
export function refuseKept(folder: string, paths: readonly string[], kept: readonly string[]): void {
  if (kept.length === 0 || folderState(folder) === 'missing') return;
  const planned = new Map(paths.map(path => [path.toLowerCase(), path]));
  for (const file of kept.filter(existsSync)) {
    const path = placesIn(folder, file)
      .map(place => planned.get(place))
      .find(found => found !== undefined);
    if (path === undefined || !isSameFile(join(folder, path), file)) continue;
    throw new UsageError(
      `${file}: this run reads it, and would write its own ${path} there; name another folder with --out, or rename the table; nothing was written`,
    );
  }
}

/** A file's own path and that of the link it is named by, which is not to be replaced either: relative to the folder, in lower case. */
function placesIn(folder: string, file: string): string[] {
  const home = realpathSync(folder);
  return [realpathSync(file), join(realpathSync(dirname(file)), basename(file))].map(place =>
    relative(home, place).replaceAll(sep, '/').toLowerCase(),
  );
}

/** Where a file system takes upper and lower case for the same, names alone do not tell. */
function isSameFile(a: string, b: string): boolean {
  const [one, other] = [a, b].map(path => statSync(path, { throwIfNoEntry: false }));
  return one !== undefined && one.dev === other?.dev && one.ino === other.ino;
}

/**
 * Files of the earlier run that this one does not write: participants' files that its index lists, of which only plain `.csv` names
 * within the agendas' folder count, whatever the index says; and interpreters' files, known by their header. None that must stay. An
 * index that cannot be read lists nothing, nor does one that stays.
 */
export function staleFiles(folder: string, paths: readonly string[], mustStay: readonly string[]): string[] {
  if (!paths.includes(AGENDA_INDEX)) return [];
  const staying = mustStay.filter(existsSync).flatMap(file => placesIn(folder, file));
  const kept = new Set([...paths.map(path => path.toLowerCase()), ...staying]);
  const agendas = earlierNames(join(folder, AGENDA_INDEX))
    .filter(name => /^[^/\\]+\.csv$/.test(name))
    .map(name => `${AGENDA_FOLDER}/${name}`);
  const isStale = (path: string) => !kept.has(path.toLowerCase()) && entryAt(folder, join(folder, path))?.isFile();
  const ofInterpreters = Object.entries(INTERPRETER_FILES).filter(
    ([path, header]) => isStale(path) && beginsWith(join(folder, path), header),
  );
  return [...agendas.filter(isStale), ...ofInterpreters.map(([path]) => path)];
}

/** Whether a file has this first line, behind a byte order mark or not. */
function beginsWith(path: string, header: string): boolean {
  const text = beginningOf(path, Buffer.byteLength(`${BYTE_ORDER_MARK}${header}\n`));
  return text.replace(BYTE_ORDER_MARK, '').startsWith(`${header}\n`);
}

/** The first bytes of a file, as text. */
export function beginningOf(path: string, length: number): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    return bytes.toString('utf8', 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

function earlierNames(index: string): string[] {
  try {
    const rows: Record<string, string>[] = parse(readFileSync(index), { columns: true, bom: true });
    return rows.flatMap(row => (row.file === undefined ? [] : [row.file]));
  } catch {
    return [];
  }
}

function entryAt(folder: string, path: string) {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw unwritable(folder, error);
  }
}
