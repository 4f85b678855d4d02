/** From files to UTF-8 text or the rows of a sheet, before any table is read. */
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { UsageError } from '../errors.js';
import type { TableName } from '../model/event.js';
import { LARGE, roomFor } from '../model/large-lists.js';
import { type Context, optionOf, type Source } from './context.js';
import { ENCODINGS, encodingNamed } from './encodings.js';
import { digest, fault, type Loaded, type LoadedSheet, type LoadedText, type LoadFault } from './loaded.js';
import { quote } from './text.js';
import { readText } from './text-file.js';

/**
 * Loads all tables into `context.loaded`; event.yaml is left out. Decoders and the reader of workbooks are loaded only
 * for files that need them. Throws `UsageError` for an encoding that is not read. O(bytes).
 */
export async function loadTables(sources: Iterable<Source>, context: Context): Promise<void> {
  checkEncodings(context);
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
  return readText(bytes, wanted, context.options.delimiter);
}

/** The encodings that are asked for are known, those of tables that are not there too. */
function checkEncodings({ options: { encoding } }: Context): void {
  for (const text of typeof encoding === 'object' ? Object.values(encoding) : [encoding]) {
    if (text === undefined || encodingNamed(text) !== undefined) continue;
    throw new UsageError(`unknown encoding ${quote(text)}; known are ${ENCODINGS.join(', ')}`);
  }
}

/** The encoding that `--encoding` names for the table. */
function wantedEncoding(context: Context, table: TableName): string | undefined {
  const text = optionOf(context.options.encoding, table);
  return text === undefined ? undefined : encodingNamed(text);
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
    return size > most ? tooLarge(size, most) : size < LARGE ? readFileSync(source.path) : readLarge(source.path, size);
  } catch (error) {
    return fault('E001', reasonOf(error));
  }
}

/** All bytes of a large file, which may have grown since its size was told. */
function readLarge(path: string, size: number): Buffer {
  const room = Buffer.from(roomFor(size + 1));
  const file = openSync(path, 'r');
  try {
    let length = 0;
    for (let read = -1; read !== 0 && length < room.length; length += read)
      read = readSync(file, room, length, room.length - length, null);
    return length < room.length ? room.subarray(0, length) : readFileSync(path);
  } finally {
    closeSync(file);
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
    const { rows, choice } = readSheet(bytes, optionOf(context.options.sheet, source.table), context.limits);
    const others = choice.visible.length > 1 ? ` (of ${choice.visible.length}; --sheet takes another)` : '';
    const notes = [`Excel workbook, sheet ${quote(choice.name)}${others}`];
    const otherSheets = choice.visible.filter(name => name !== choice.name);
    return { kind: 'sheet', rows, encoding: 'xlsx', sha256: digest(bytes), notes, otherSheets };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return fault(error.code, error.why, error.action);
  }
}
