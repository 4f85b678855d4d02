/** From bytes in any encoding to UTF-8, strictly. */
import { isUtf8 } from 'node:buffer';

/** Where bytes are no text in their encoding. */
export interface BadBytes {
  /** The text before, as UTF-8. */
  readonly before: Buffer;
  /** The offending bytes, one to four. */
  readonly bytes: Buffer;
}

/** UTF-8 bytes, or the first place that cannot be decoded. */
export type Decoded = { readonly utf8: Buffer } | { readonly bad: BadBytes };

/**
 * Decodes to UTF-8; no byte is guessed or left out. `encoding` is a name of encodings.ts; a byte order mark must be gone.
 * Only what is neither UTF-8 nor UTF-16 loads a library. O(bytes).
 */
export async function decode(bytes: Buffer, encoding: string): Promise<Decoded> {
  if (encoding === 'utf-8' || encoding === 'utf-8-bom') return fromUtf8(bytes);
  if (encoding === 'utf-16le') return fromUtf16(bytes);
  if (encoding === 'utf-16be') return fromUtf16(swapped(bytes));
  return fromLegacy(bytes, encoding);
}

function fromUtf8(bytes: Buffer): Decoded {
  if (isUtf8(bytes)) return { utf8: bytes };
  const at = firstBadUtf8(bytes);
  return { bad: { before: bytes.subarray(0, at), bytes: bytes.subarray(at, at + 1) } };
}

/** Offset of the first byte that breaks UTF-8. O(bytes). */
function firstBadUtf8(bytes: Buffer): number {
  for (let start = 0; ; ) {
    const next = bytes.indexOf(0x0a, start);
    const row = bytes.subarray(start, next < 0 ? bytes.length : next);
    if (!isUtf8(row) || next < 0) {
      const decoded = Buffer.from(row.toString('utf8'), 'utf8');
      let at = 0;
      while (at < row.length && row[at] === decoded[at]) at++;
      return start + at;
    }
    start = next + 1;
  }
}

/** Big endian as little endian; a last odd byte stays. */
function swapped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy.subarray(0, copy.length - (copy.length % 2)).swap16();
  return copy;
}

/** Half of a pair of code units, and the unit of a file that has none for it. */
const LONE_SURROGATE = /\p{Cs}/u;

function fromUtf16(bytes: Buffer): Decoded {
  const even = bytes.length - (bytes.length % 2);
  const text = bytes.toString('utf16le', 0, even);
  const at = text.search(LONE_SURROGATE);
  if (at >= 0) {
    const unit = bytes.subarray(at * 2, at * 2 + 2);
    return { bad: { before: Buffer.from(text.slice(0, at)), bytes: unit } };
  }
  const utf8 = Buffer.from(text);
  return even === bytes.length ? { utf8 } : { bad: { before: utf8, bytes: bytes.subarray(even) } };
}

/** Bytes decoded at once; a part ends with a line, so that no character lies in two. */
const PART = 1 << 16;

/** What decoders give for bytes that mean nothing: the replacement character, or a control character beyond ASCII. */
const UNDECODED = /[\ufffd\u0080-\u009f]/;

async function fromLegacy(bytes: Buffer, encoding: string): Promise<Decoded> {
  const { default: iconv } = await import('iconv-lite');
  const name = encoding === 'shift_jis' ? 'cp932' : encoding;
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const next = bytes.indexOf(0x0a, at + PART);
    const end = next < 0 ? bytes.length : next + 1;
    const part = bytes.subarray(at, end);
    const text = iconv.decode(part, name, { stripBOM: false });
    if (UNDECODED.test(text)) {
      const { before, offset, length } = firstBad(part, () => iconv.getDecoder(name, { stripBOM: false }));
      const head = [...parts, Buffer.from(before)];
      return { bad: { before: Buffer.concat(head), bytes: part.subarray(offset, offset + length) } };
    }
    parts.push(Buffer.from(text));
    at = end;
  }
  return { utf8: Buffer.concat(parts) };
}

interface Decoder {
  write(bytes: Buffer): string;
  end(): string | undefined;
}

/** The first bad character of a part, and the text before it. O(bytes). */
function firstBad(part: Buffer, start: () => Decoder): { before: string; offset: number; length: number } {
  const decoder = start();
  let before = '';
  let offset = 0;
  for (let i = 0; i < part.length; i++) {
    const text = decoder.write(part.subarray(i, i + 1));
    if (UNDECODED.test(text)) return { before, offset, length: Math.min(i + 1 - offset, 4) };
    if (text === '') continue;
    before += text;
    offset = i + 1;
  }
  return { before, offset, length: part.length - offset };
}
