/** From the bytes of a file of text to UTF-8, with what the run should say of it. */
import { isUtf8 } from 'node:buffer';
import { digest, fault, type LoadedText, type LoadFault } from './loaded.js';
import { placeAfter } from './place.js';

/** A text and what it was taken for. */
export interface PlainText {
  readonly utf8: Buffer;
  /** Name of its encoding. */
  readonly encoding: string;
  readonly notes: readonly string[];
}

/**
 * Decodes a file in the encoding `wanted`, a name of encodings.ts, or in the one it seems to be in. `delimiter` is that
 * of `--delimiter`: places of faults are counted by it. Loads the decoders only where the file is not plainly UTF-8.
 * Faults: E003, E004. O(bytes).
 */
export async function readText(
  file: Buffer,
  wanted: string | undefined,
  delimiter: string | undefined,
): Promise<LoadedText | LoadFault> {
  const text =
    wanted === undefined && isPlain(file)
      ? { utf8: file, encoding: 'utf-8', notes: [] }
      : await (await import('./foreign-text.js')).decodeText(file, wanted, delimiter);
  if ('kind' in text) return text;
  const { utf8, encoding, notes } = text;
  const page = pageKind(utf8);
  if (page !== undefined) return fault('E004', `${page} is not read`, 'open it in Excel and save it as .xlsx');
  return { kind: 'text', bytes: utf8, encoding, sha256: digest(file), notes: [...notes, ...damageNote(utf8)] };
}

/** UTF-8 without a byte order mark, and no NUL that would speak for UTF-16 or no text at all. O(bytes). */
function isPlain(file: Buffer): boolean {
  return isUtf8(file) && !file.includes(0) && file[0] !== 0xef;
}

/** Web pages and XML that call themselves tables. */
function pageKind(utf8: Buffer): string | undefined {
  const start = /^\s*<(!doctype html|html|table|meta|\?xml)\b/i.exec(utf8.toString('utf8', 0, 256))?.[1];
  if (start === undefined) return undefined;
  return start === '?xml' ? 'an XML file' : 'a web page (some sites give it the name of a table)';
}

const REPLACEMENT = Buffer.from('\ufffd');

/** Letters that some other program lost stand as U+FFFD: nothing brings them back, but the run says so. */
function damageNote(utf8: Buffer): string[] {
  const at = utf8.indexOf(REPLACEMENT);
  if (at < 0) return [];
  const { line } = placeAfter(utf8.subarray(0, at), undefined);
  return [`letters were lost before (the sign \ufffd, first in line ${line})`];
}
