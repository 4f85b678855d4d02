/** From a file to UTF-8 text or the rows of a sheet, before any table is read. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { type ErrorCode, UsageError } from '../errors.js';
import type { TableName } from '../model/event.js';
import { type Context, optionOf, type Source } from './context.js';
import { type Decoded, decode } from './decode.js';
import { ENCODINGS, encodingNamed, encodingWords } from './encodings.js';
import { placeAfter } from './place.js';
import type { SheetRows } from './sheet.js';
import { markOf, type Sniffed, sniffEncoding } from './sniff.js';
import { quote } from './text.js';

/** A file of text. */
export interface LoadedText {
  readonly kind: 'text';
  /** UTF-8, without a byte order mark. */
  readonly bytes: Buffer;
  /** What the file was taken for: a name of encodings.ts. */
  readonly encoding: string;
  /** Hex digest of the file. */
  readonly sha256: string;
  /** What the run should say of its encoding; empty for plain UTF-8. */
  readonly notes: readonly string[];
}

/** A sheet of a workbook. */
export interface LoadedSheet {
  readonly kind: 'sheet';
  readonly rows: SheetRows;
  readonly encoding: 'xlsx';
  readonly sha256: string;
  /** Which sheet it is, where there are several. */
  readonly notes: readonly string[];
}

/** A fault of a file, told when the table is opened. */
export interface LoadFault {
  readonly kind: 'fault';
  readonly code: ErrorCode;
  /** From 1; 0 for the file as a whole. */
  readonly line: number;
  readonly column: number;
  readonly cause: string;
  readonly action: string | undefined;
}

export type Loaded = LoadedText | LoadedSheet | LoadFault;

/**
 * Loads all tables into `context.loaded`; event.yaml is left out. Decoders and the reader of workbooks are loaded only
 * for files that need them. Throws `UsageError` for an encoding that is not read. O(bytes).
 */
export async function loadTables(sources: Iterable<Source>, context: Context): Promise<void> {
  for (const source of sources) {
    if (source.table !== 'event') context.loaded.set(source.table, await load(source, context));
  }
}

/** The table as `loadTables` left it, once. Faults E001, E003, E004, E006, E007 and E010 to E012 are told, then the answer is `undefined`. */
export function takeTable(source: Source, context: Context): LoadedText | LoadedSheet | undefined {
  const loaded = context.loaded.get(source.table);
  if (loaded === undefined) throw new Error(`the table ${source.table} was not loaded`);
  context.loaded.delete(source.table);
  return told(loaded, source, context);
}

/** Loads a file that is text and no table (event.yaml, a certificate); faults as in `takeTable`. */
export async function loadText(source: Source, context: Context): Promise<LoadedText | undefined> {
  const loaded = await load(source, context, 'text');
  return told(loaded, source, context) as LoadedText | undefined;
}

function told<T extends Loaded>(loaded: T, source: Source, { faults }: Context): Exclude<T, LoadFault> | undefined {
  faults.register(source.path);
  if (loaded.kind !== 'fault') return loaded as Exclude<T, LoadFault>;
  const { code, line, column, cause, action } = loaded;
  faults.add(code, { file: source.path, line, column }, cause, action);
  return undefined;
}

async function load(source: Source, context: Context, as: 'table' | 'text' = 'table'): Promise<Loaded> {
  const wanted = as === 'table' ? wantedEncoding(context, source.table) : undefined;
  const bytes = readBytes(source, context);
  if (!Buffer.isBuffer(bytes)) return bytes;
  const foreign = foreignKind(bytes);
  if (foreign === 'zip' && as === 'table') return loadSheet(bytes, source, context);
  if (foreign !== undefined) {
    const [name, action] = FOREIGN[foreign];
    return fault('E004', `${name} is not read`, action);
  }
  return loadBytes(bytes, wanted, context);
}

/** The encoding that `--encoding` names for the table. */
function wantedEncoding(context: Context, table: TableName): string | undefined {
  const text = optionOf(context.options.encoding, table);
  if (text === undefined) return undefined;
  const name = encodingNamed(text);
  if (name !== undefined) return name;
  throw new UsageError(`unknown encoding ${quote(text)}; known are ${ENCODINGS.join(', ')}`);
}

function fault(code: ErrorCode, cause: string, action?: string, place = { line: 0, column: 0 }): LoadFault {
  return { kind: 'fault', code, cause, action, ...place };
}

function readBytes(source: Source, context: Context): Buffer | LoadFault {
  const most = context.limits.fileBytes;
  try {
    if (source.path === '-') {
      const given = context.options.stdin?.();
      const bytes = given ? Buffer.from(given.buffer, given.byteOffset, given.byteLength) : readFileSync(0);
      return bytes.length > most ? tooLarge(bytes.length, most) : bytes;
    }
    const { size } = statSync(source.path);
    return size > most ? tooLarge(size, most) : readFileSync(source.path);
  } catch (error) {
    return fault('E001', reasonOf(error));
  }
}

function tooLarge(size: number, most: number): LoadFault {
  const [expected, got] = [most, size].map(n => n.toLocaleString('en'));
  return fault('E010', `expected at most ${expected} bytes (256 MiB), got ${got}`);
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'this is a folder, not a file';
  if (code === 'EACCES' || code === 'EPERM') return 'reading it is not permitted';
  return `it cannot be read (${code || String(error)})`;
}

/** What is no text: name, and what to do instead. */
const FOREIGN = {
  zip: ['an Excel workbook or another zip file', undefined],
  ole: [
    'an old Excel workbook (.xls), or one with a password,',
    'open it in Excel and save it as .xlsx without a password, or as "CSV UTF-8"',
  ],
  pdf: ['a PDF document', undefined],
  gzip: ['a compressed file', 'unpack it first'],
} as const;

type Foreign = keyof typeof FOREIGN;

/** First bytes of what is no text. */
const SIGNATURES: readonly (readonly [readonly number[], Foreign])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'zip'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'ole'],
  [[0x25, 0x50, 0x44, 0x46, 0x2d], 'pdf'],
  [[0x1f, 0x8b, 0x08], 'gzip'],
];

function foreignKind(bytes: Buffer): Foreign | undefined {
  return SIGNATURES.find(([signature]) => signature.every((byte, i) => bytes[i] === byte))?.[1];
}

async function loadSheet(bytes: Buffer, source: Source, context: Context): Promise<LoadedSheet | LoadFault> {
  const { readSheet } = await import('./sheet.js');
  const { Refused } = await import('./workbook.js');
  try {
    const { rows, choice } = await readSheet(bytes, optionOf(context.options.sheet, source.table), context.limits);
    const others = choice.visible.length > 1 ? ` (of ${choice.visible.length}; --sheet takes another)` : '';
    const notes = [`Excel workbook, sheet ${quote(choice.name)}${others}`];
    return { kind: 'sheet', rows, encoding: 'xlsx', sha256: digest(bytes), notes };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return fault(error.code, error.why, error.action);
  }
}

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function loadBytes(file: Buffer, wanted: string | undefined, context: Context): Promise<LoadedText | LoadFault> {
  const taken = wanted === undefined ? sniffEncoding(file) : asked(file, wanted);
  if (taken === undefined) return fault('E004', 'a file with NUL bytes that is not UTF-16 is not read');
  const { encoding, mark } = taken;
  const body = mark === 0 ? file : file.subarray(mark);
  const decoded = await decode(body, encoding);
  if ('bad' in decoded) return undecodable(decoded, encoding, wanted !== undefined, context);
  const page = pageKind(decoded.utf8);
  if (page !== undefined) return fault('E004', `${page} is not read`, 'open it in Excel and save it as .xlsx');
  const notes = [...(await encodingNotes(body, taken, wanted)), ...damageNote(decoded.utf8)];
  return { kind: 'text', bytes: decoded.utf8, encoding, sha256: digest(file), notes };
}

/** An encoding as taken: `encoding` is that of a sniffed one, or any other that was asked for. */
type Taken = Omit<Sniffed, 'encoding'> & { readonly encoding: string };

/** What was asked for holds, whatever the file looks like; a byte order mark is left out only if it is its own. */
function asked(file: Buffer, wanted: string): Taken {
  const marked = markOf(file);
  if (marked?.encoding === 'utf-8-bom' && wanted === 'utf-8') return marked;
  return { encoding: wanted, mark: marked?.encoding === wanted ? marked.mark : 0 };
}

function undecodable(
  { bad }: Extract<Decoded, { bad: unknown }>,
  encoding: string,
  named: boolean,
  context: Context,
): LoadFault {
  const shown = [...bad.bytes].map(byte => `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`);
  const name = encodingWords(encoding === 'utf-8-bom' ? 'utf-8' : encoding);
  const cause = `${shown.length === 1 ? 'byte' : 'bytes'} ${shown.join(' ')} ${shown.length === 1 ? 'is' : 'are'} not ${name}`;
  const action = named ? 'name another encoding with --encoding, or leave it out' : undefined;
  return fault('E003', cause, action, placeAfter(bad.before, delimiterGiven(context)));
}

/** As `--delimiter` says, if it says one sign. */
function delimiterGiven({ options }: Context): string | undefined {
  return options.delimiter === 'tab' ? '\t' : options.delimiter;
}

/** Web pages and XML that call themselves tables. */
function pageKind(utf8: Buffer): string | undefined {
  const start = /^\s*<(!doctype html|html|table|meta|\?xml)\b/i.exec(utf8.toString('utf8', 0, 256))?.[1];
  if (start === undefined) return undefined;
  return start === '?xml' ? 'an XML file' : 'a web page (some sites give it the name of a table)';
}

async function encodingNotes(body: Buffer, taken: Taken, wanted: string | undefined): Promise<string[]> {
  const { encoding, mark, rival } = taken;
  const words = encodingWords(encoding);
  if (wanted !== undefined) {
    const marked = mark === 0 ? markOf(body) : undefined;
    const against = marked ? `, though it begins with the mark of ${encodingWords(marked.encoding)}` : '';
    return encoding === 'utf-8' && against === '' ? [] : [`${words}, as --encoding says${against}`];
  }
  if (encoding === 'utf-8') return [];
  if (rival === undefined) return [words];
  return [
    `${words} (it might be ${encodingWords(rival)}, ${await readings(body, encoding, rival)}; --encoding decides)`,
  ];
}

/** How the first letters beyond ASCII read in both encodings. */
async function readings(body: Buffer, encoding: string, rival: string): Promise<string> {
  const at = body.findIndex(byte => byte >= 0x80);
  const [from, to] = [lineStart(body, at), lineEnd(body, at)];
  const [mine, other] = await Promise.all([encoding, rival].map(name => decode(body.subarray(from, to), name)));
  const text = (decoded: Decoded) => quote('utf8' in decoded ? decoded.utf8.toString() : '…');
  return `${text(mine!)} or ${text(other!)}`;
}

/** Signs between cells and around them. */
const BETWEEN = new Set([...',;\t\n\r"'].map(sign => sign.charCodeAt(0)));

function lineStart(body: Buffer, at: number): number {
  let from = at;
  while (from > 0 && !BETWEEN.has(body[from - 1]!)) from--;
  return from;
}

function lineEnd(body: Buffer, at: number): number {
  let to = at;
  while (to < body.length && !BETWEEN.has(body[to]!)) to++;
  return to;
}

const REPLACEMENT = Buffer.from('\ufffd');

/** Letters that some other program lost stand as U+FFFD: nothing brings them back, but the run says so. */
function damageNote(utf8: Buffer): string[] {
  const at = utf8.indexOf(REPLACEMENT);
  if (at < 0) return [];
  const { line } = placeAfter(utf8.subarray(0, at), undefined);
  return [`letters were lost before (the sign \ufffd, first in line ${line})`];
}
