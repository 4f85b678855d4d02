import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Context, Source } from './context.js';
import { countCells, sniffDelimiter } from './delimiter.js';

/** A file as UTF-8. Encodings beyond UTF-8 get their place here. */
export interface Loaded {
  /** Without a byte order mark. */
  readonly bytes: Buffer;
  readonly encoding: 'utf-8' | 'utf-8-bom';
  /** Hex digest of the file. */
  readonly sha256: string;
}

/** First bytes of what is no UTF-8 table, and its name. */
const SIGNATURES: readonly (readonly [readonly number[], string])[] = [
  [[0xff, 0xfe], 'UTF-16 (little endian)'],
  [[0xfe, 0xff], 'UTF-16 (big endian)'],
  [[0x50, 0x4b, 0x03, 0x04], 'an Excel workbook or another zip file'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook'],
];

/** Reads a file and checks its encoding strictly; faults E001, E003, E004 and E010 are collected, then the answer is `undefined`. */
export function loadFile(source: Source, context: Context): Loaded | undefined {
  const { faults, limits } = context;
  faults.register(source.path);
  const bytes = readBytes(source, context);
  if (bytes === undefined) return undefined;
  if (bytes.length > limits.fileBytes) {
    tooLarge(source, bytes.length, context);
    return undefined;
  }
  const kind = foreignKind(bytes);
  if (kind !== undefined) {
    faults.add('E004', { file: source.path }, `${kind} is not read`, 'save the table as "CSV UTF-8"');
    return undefined;
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const body = bom ? bytes.subarray(3) : bytes;
  if (!isUtf8(body)) {
    const { line, column, byte } = firstBadByte(body);
    const cause = `byte 0x${byte.toString(16).toUpperCase().padStart(2, '0')} is not UTF-8`;
    faults.add('E003', { file: source.path, line, column }, cause);
    return undefined;
  }
  return { bytes: body, encoding: bom ? 'utf-8-bom' : 'utf-8', sha256 };
}

function readBytes(source: Source, context: Context): Buffer | undefined {
  try {
    if (source.path === '-') {
      const given = context.options.stdin?.();
      return given ? Buffer.from(given.buffer, given.byteOffset, given.byteLength) : readFileSync(0);
    }
    const { size } = statSync(source.path);
    if (size <= context.limits.fileBytes) return readFileSync(source.path);
    tooLarge(source, size, context);
  } catch (error) {
    context.faults.add('E001', { file: source.path }, reasonOf(error));
  }
  return undefined;
}

function tooLarge(source: Source, size: number, context: Context): void {
  const most = context.limits.fileBytes.toLocaleString('en');
  context.faults.add(
    'E010',
    { file: source.path },
    `expected at most ${most} bytes (256 MiB), got ${size.toLocaleString('en')}`,
  );
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'this is a folder, not a file';
  if (code === 'EACCES' || code === 'EPERM') return 'reading it is not permitted';
  return `it cannot be read (${code || String(error)})`;
}

function foreignKind(bytes: Buffer): string | undefined {
  for (const [signature, name] of SIGNATURES) if (signature.every((byte, i) => bytes[i] === byte)) return name;
  return bytes.subarray(0, 4096).includes(0) ? 'a file with NUL bytes (UTF-16 or binary)' : undefined;
}

/** Physical line, cell of the line and value of the first byte that breaks UTF-8. O(bytes). */
function firstBadByte(bytes: Buffer): { line: number; column: number; byte: number } {
  let start = 0;
  for (let line = 1; ; line++) {
    const next = bytes.indexOf(0x0a, start);
    const row = bytes.subarray(start, next < 0 ? bytes.length : next);
    if (!isUtf8(row) || next < 0) {
      const decoded = Buffer.from(row.toString('utf8'), 'utf8');
      let at = 0;
      while (at < row.length && row[at] === decoded[at]) at++;
      const delimiter = sniffDelimiter(bytes.toString('latin1', 0, Math.min(bytes.length, 65_536)));
      return { line, column: countCells(row.toString('latin1', 0, at), delimiter), byte: row[at] ?? 0 };
    }
    start = next + 1;
  }
}
