/** Which encoding bytes are in. */
import { isUtf8 } from 'node:buffer';
import type { SniffedEncoding } from './encodings.js';
import { costAs1252, costAsDamagedUtf8, costAsShiftJis } from './likelihood.js';

/** What bytes were taken for. */
export interface Sniffed {
  readonly encoding: SniffedEncoding;
  /** Bytes of the byte order mark before the text. */
  readonly mark: number;
  /** The encoding that is nearly as likely. */
  readonly rival?: SniffedEncoding;
}

/** Encoding → its byte order mark. */
const MARKS: readonly (readonly [SniffedEncoding, readonly number[]])[] = [
  ['utf-8-bom', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** Encoding and length of the byte order mark; `undefined` without one. */
export function markOf(bytes: Uint8Array): Sniffed | undefined {
  const found = MARKS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
  return found && { encoding: found[0], mark: found[1].length };
}

/** Bytes in which NUL is looked for: they hold the header, and so a delimiter or a line end. */
const HEAD = 4096;

/** Below so many bits between two encodings the run says that it might be the other. */
const CLEAR = 8;

/**
 * The encoding of a table: by its mark, by NUL bytes at even or odd places, as valid UTF-8, or as the likelier of
 * Windows-1252 and Shift_JIS. `undefined` for binary files. O(bytes).
 */
export function sniffEncoding(bytes: Buffer): Sniffed | undefined {
  const marked = markOf(bytes);
  if (marked) return marked;
  const head = bytes.subarray(0, HEAD);
  if (head.includes(0)) return wide(head);
  if (isUtf8(bytes)) return { encoding: 'utf-8', mark: 0 };
  return likeliest(beyondAscii(bytes));
}

/** UTF-16 by the NUL bytes beside letters of ASCII: nearly all at odd places, or nearly all at even ones. */
function wide(head: Uint8Array): Sniffed | undefined {
  const nul = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) nul[i % 2]!++;
  const [even, odd] = nul as [number, number];
  if (even > 0 && odd > 0 && Math.min(even, odd) * 8 > Math.max(even, odd)) return undefined;
  const encoding = odd > even ? 'utf-16le' : 'utf-16be';
  return holdsLineOfText(head, encoding) ? { encoding, mark: 0 } : undefined;
}

/** Tables have line ends and no control characters; other files with NUL bytes nearly always have some. */
function holdsLineOfText(head: Uint8Array, encoding: SniffedEncoding): boolean {
  const low = encoding === 'utf-16le' ? 0 : 1;
  for (let i = 0; i + 1 < head.length; i += 2) {
    const [byte, high] = [head[i + low]!, head[i + 1 - low]!];
    if (high === 0 && byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return false;
  }
  return true;
}

/** Bytes beyond ASCII that are looked at, each with its neighbours: enough to be sure. */
const ENOUGH = 20_000;

/** Bytes kept on either side of one beyond ASCII. */
const AROUND = 3;

/** The parts of a file that hold bytes beyond ASCII, a line end between two. O(bytes). */
function beyondAscii(bytes: Uint8Array): Uint8Array {
  const kept: number[] = [];
  let until = 0;
  for (let i = 0, seen = 0; i < bytes.length && seen < ENOUGH; i++) {
    if (bytes[i]! < 0x80) continue;
    seen++;
    const from = Math.max(until, i - AROUND);
    if (from > until) kept.push(0x0a);
    until = Math.min(bytes.length, i + 1 + AROUND);
    for (let k = from; k <= i; k++) kept.push(bytes[k]!);
    let k = i + 1;
    while (k < until && bytes[k]! < 0x80) kept.push(bytes[k++]!);
    until = k;
  }
  return Uint8Array.from(kept);
}

function likeliest(bytes: Uint8Array): Sniffed {
  const costs: readonly (readonly [SniffedEncoding, number])[] = [
    ['windows-1252', costAs1252(bytes)],
    ['shift_jis', costAsShiftJis(bytes)],
    ['utf-8', costAsDamagedUtf8(bytes)],
  ];
  const [best, second] = [...costs].sort((a, b) => a[1] - b[1]);
  const close = second![1] - best![1] < CLEAR && second![0] !== 'utf-8';
  return { encoding: best![0], mark: 0, ...(close ? { rival: second![0] } : {}) };
}
