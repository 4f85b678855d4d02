/** The certificate of a run as a file of its own. */
import { lstatSync } from 'node:fs';
import { basename, dirname, resolve, sep } from 'node:path';
import { UsageError } from '../errors.js';
import type { BoundCertificate, Certificate } from '../model/certificate.js';
import { type FolderOptions, refuseBlocked, writeFolder } from './folder.js';
import { beginningOf } from './folder-check.js';

/** How every certificate begins. */
const OPENING = '{\n  "certificate": ';

/** JSON with one participant or set of rooms a line. O(prices). */
export function certificateText({ certificate, bounds }: Certificate): string {
  return `${OPENING}${certificate},\n  "bounds": ${list(bounds.map(boundText), '  ')}\n}\n`;
}

function boundText({ participants, rooms, meetings, interpreters, odd, ...head }: BoundCertificate): string {
  const fields = [
    ...Object.entries(head).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`),
    ...Object.entries({
      participants,
      rooms,
      meetings,
      ...(interpreters ? { interpreters } : {}),
      ...(odd ? { odd } : {}),
    }).map(([key, rows]) => {
      const lines = rows.map(row => JSON.stringify(row));
      return `"${key}": ${list(lines, '      ')}`;
    }),
  ];
  return `{\n      ${fields.join(',\n      ')}\n    }`;
}

function list(items: readonly string[], indent: string): string {
  return items.length === 0 ? '[]' : `[\n${indent}  ${items.join(`,\n${indent}  `)}\n${indent}]`;
}

/**
 * Asks before any work whether `writeCertificate` would find something in its way. `taken`: paths of files that the run itself
 * writes, none of which it may be above or below. Even with `force` only a certificate is replaced.
 * @throws UsageError naming what is in the way, with the cure
 */
export function refuseCertificate(path: string, taken: readonly string[], { force }: FolderOptions): void {
  const [file, others] = [resolve(path), taken.map(other => resolve(other))];
  if (others.some(other => isWithin(file, other) || isWithin(other, file)))
    throw new UsageError(`${path}: the schedule's own file goes there; name another file with --certificate`);
  refuseBlocked(dirname(path), [basename(path)], { force: true });
  const found = openingOf(path);
  if (found === undefined || (force && found === OPENING)) return;
  const cure = found === OPENING ? ', or replace it with --force' : '';
  const what = found === OPENING ? 'the certificate of an earlier run' : 'another file';
  throw new UsageError(
    `${path}: expected no file, found ${what}; name another file with --certificate${cure}; nothing was written`,
  );
}

/** Whether a path is a file or folder, or would be below it. */
function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}${sep}`);
}

/**
 * The whole file or nothing.
 * @throws UsageError if something came into its way meanwhile, or why it cannot be written
 */
export function writeCertificate(path: string, certificate: Certificate, options: FolderOptions): void {
  refuseCertificate(path, [], options);
  writeFolder(dirname(path), [{ path: basename(path), text: certificateText(certificate) }], options);
}

/** The first bytes of a file; `undefined` where there is nothing, empty for what is no plain file. */
function openingOf(path: string): string | undefined {
  const entry = lstatSync(path, { throwIfNoEntry: false });
  return entry?.isFile() ? beginningOf(path, OPENING.length) : entry && '';
}
