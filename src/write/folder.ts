/**
 * Files into a folder, all or nothing. Everything is staged in a hidden folder on the same file system and then renamed
 * into place: a folder that was not there appears with one rename; in one that was, each file is renamed, what it
 * replaces is kept aside, and a failure halfway puts everything back. All calls block, so no signal cuts in between.
 */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { filesInTheWay, folderState, refuseKept, refuseUnsafe, refuseUnwritable, staleFiles } from './folder-check.js';
import { inTheWay, notPutBack, unwritable } from './folder-errors.js';
import { type OutFile, piecesOf } from './out-file.js';

/** What may be replaced. */
export interface FolderOptions {
  /** Replace files of an earlier run. Default no. */
  readonly force?: boolean;
  /** Paths of files that must stay, even with `force`. Default none. */
  readonly kept?: readonly string[];
}

/**
 * Writes all files or none. With `force`, files of the same names are replaced, and files of people and interpreters
 * of the earlier run that are no longer needed are removed; every other file stays. O(bytes).
 * @throws UsageError naming the files in the way, or why the folder cannot be written, with the cure
 */
export function writeFolder(folder: string, files: readonly OutFile[], options: FolderOptions = {}): void {
  const paths = files.map(file => file.path);
  refuseBlocked(folder, paths, options);
  try {
    if (folderState(folder) === 'missing') writeNew(folder, files);
    else writeInto(folder, files, options.force ? staleFiles(folder, paths, options.kept ?? []) : []);
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/**
 * Asks before any work whether `writeFolder` would find something in its way.
 * @throws UsageError as `writeFolder` does
 */
export function refuseBlocked(folder: string, paths: readonly string[], options: FolderOptions = {}): void {
  refuseUnsafe(folder, paths);
  refuseUnwritable(folder);
  refuseKept(folder, paths, options.kept ?? []);
  const present = options.force ? [] : filesInTheWay(folder, paths);
  if (present.length > 0) throw inTheWay(folder, present);
}

/** The whole folder with one rename; folders above it that had to be made go again if it fails. */
function writeNew(folder: string, files: readonly OutFile[]): void {
  const target = resolve(folder);
  const made = makeFolder(dirname(target));
  let staging: string | undefined;
  try {
    staging = mkdtempSync(join(dirname(target), `.${basename(target).slice(0, 50)}-unfinished-`));
    const fresh = join(staging, 'new');
    stage(fresh, files);
    renameSync(fresh, target);
  } catch (error) {
    if (staging) discard(staging);
    if (made) discard(made);
    throw error;
  }
  discard(staging);
}

/**
 * With all above it that are not there; what was made, if anything. One by one, as Node.js with all of them goes on for ever where
 * the system has none made (`/proc`).
 */
function makeFolder(folder: string): string | undefined {
  if (existsSync(folder)) return undefined;
  const above = makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if (above) discard(above);
    throw error;
  }
  return above ?? folder;
}

/** File by file into a folder that is there: old ones aside, new ones in, and all the way back on a failure. */
function writeInto(folder: string, files: readonly OutFile[], stale: readonly string[]): void {
  const staging = mkdtempSync(join(folder, '.unfinished-'));
  const undo: (() => void)[] = [];
  try {
    stage(join(staging, 'new'), files);
    const paths = files.map(file => file.path);
    for (const path of [...paths, ...stale]) setAside(folder, staging, path, undo);
    for (const path of paths) putInPlace(folder, staging, path, undo);
  } catch (error) {
    if (!goBack(undo)) throw notPutBack(staging, error);
    discard(staging);
    throw error;
  }
  discard(staging);
}

/** Every step, the last first, even if one fails; whether all went well. */
function goBack(undo: readonly (() => void)[]): boolean {
  let whole = true;
  for (const step of [...undo].reverse()) {
    try {
      step();
    } catch {
      whole = false;
    }
  }
  return whole;
}

/** A staging folder that cannot be removed does no harm, and is no reason to call the run a failure. */
function discard(staging: string): void {
  try {
    rmSync(staging, { recursive: true, force: true });
  } catch {
    // Nothing to mend: the result stands where it belongs.
  }
}

function stage(fresh: string, files: readonly OutFile[]): void {
  mkdirSync(fresh);
  for (const folder of new Set(files.map(file => dirname(file.path))))
    mkdirSync(join(fresh, folder), { recursive: true });
  for (const file of files) writePieces(join(fresh, file.path), piecesOf(file));
}

/** Opens the file for each piece: most files are one, and two calls less for each of 50,000 are seconds. */
function writePieces(path: string, pieces: Iterable<string | Uint8Array>): void {
  let flag = 'wx';
  for (const piece of pieces) {
    writeFileSync(path, piece, { flag });
    flag = 'a';
  }
}

function setAside(folder: string, staging: string, path: string, undo: (() => void)[]): void {
  const from = join(folder, path);
  const to = join(staging, 'old', path);
  if (!lstatSync(from, { throwIfNoEntry: false })) return;
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
  undo.push(() => renameSync(to, from));
}

function putInPlace(folder: string, staging: string, path: string, undo: (() => void)[]): void {
  const to = join(folder, path);
  const above = dirname(to);
  if (!existsSync(above)) {
    mkdirSync(above);
    undo.push(() => {
      if (readdirSync(above).length === 0) rmdirSync(above);
    });
  }
  renameSync(join(staging, 'new', path), to);
  undo.push(() => rmSync(to, { force: true }));
}
