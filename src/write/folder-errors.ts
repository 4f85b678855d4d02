/** Why a folder cannot be written, in words with the cure. */
import { UsageError } from '../errors.js';
import { pathWords } from './paths.js';

const CAUSES: Readonly<Record<string, string>> = {
  EACCES: 'permission denied; name a folder you may write to',
  EPERM: 'the system does not permit it; name another folder',
  EROFS: 'the file system is read-only; name another folder',
  ENOSPC: 'no space is left there; free some, or name a folder on another disk',
  EDQUOT: 'the disk quota is used up; free some space, or name another folder',
  ENAMETOOLONG: 'its name is too long for the system; name a shorter one',
  ENOTDIR: 'a part of its path is a file, not a folder; name another folder',
  ENOENT: 'the system makes no folder there, or removed one meanwhile; name another folder',
  EEXIST: 'something of that name appeared meanwhile; run it again',
  ENOTEMPTY: 'something of that name appeared meanwhile; run it again',
  EMFILE: 'too many files are open; close some programs and run it again',
};

export function inTheWay(folder: string, paths: readonly string[]): UsageError {
  return new UsageError(
    `${folder}: expected no files of an earlier run, found ${pathWords(paths)}; ` +
      'name another folder, or replace them with --force; nothing was written',
  );
}

/** The worst case: the old files are safe, but not in their place. */
export function notPutBack(staging: string, cause: unknown): UsageError {
  const said = cause instanceof Error ? cause.message : String(cause);
  return new UsageError(`${said}; some files could not be put back: move them from ${staging}/old by hand`, { cause });
}

/** A system error in words; other errors as they are. */
export function unwritable(folder: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const cause = CAUSES[code];
  if (cause === undefined) return error;
  return new UsageError(`${folder}: cannot write there: ${cause} (${code}); nothing was written`, { cause: error });
}
