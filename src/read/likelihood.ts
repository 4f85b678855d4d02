/**
 * How unlikely bytes are as text of one encoding, in bits: each byte or pair costs what a reader of names and places
 * would be surprised by. No table of frequencies is needed: what tells short texts apart is what stands beside what
 * (an accented letter among letters, kana beside kana, kanji away from Latin letters). Libraries that guess encodings
 * were measured and take short Shift_JIS for Windows-1252 (see test/read/likelihood.test.ts).
 */

/** Cost of bytes that no text of the encoding has. */
const IMPOSSIBLE = 40;

/** Cost of what stands where it seldom does. */
const MISPLACED = 8;

const isAsciiLetter = (byte: number | undefined) =>
  byte !== undefined && ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a));

/** Cost of a character of ASCII that can end a pair, the same in all encodings: signs such as `{` are rare in names. */
const asciiCost = (byte: number) => (byte >= 0x61 && byte <= 0x7a ? 5 : isAsciiLetter(byte) ? 6 : 9);

const UNDEFINED_1252 = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
/** Š Œ Ž and š œ ž Ÿ stand outside the letters of Latin-1. */
const UPPER_1252 = [0x8a, 0x8c, 0x8e, 0x9f];
const LOWER_1252 = [0x9a, 0x9c, 0x9e];
/** € … ‘ “ ” – — nbsp £ § © « ® ° · » and, in Spanish, ¡ ª º ¿. */
const PUNCTUATION_1252 = [
  0x80, 0x85, 0x91, 0x93, 0x94, 0x96, 0x97, 0x99, 0xa0, 0xa1, 0xa3, 0xa7, 0xa9, 0xaa, 0xab, 0xae, 0xb0, 0xb7, 0xba,
  0xbb, 0xbf,
];
const APOSTROPHE = 0x92;
const DASHES = [0x96, 0x97];
/** ‘ and “ stand before a word. */
const OPENING = [0x91, 0x93];

type Kind = 'upper' | 'lower' | 'punctuation' | 'apostrophe' | 'rare' | 'undefined' | 'ascii letter' | 'other';

const KINDS_1252: readonly Kind[] = Array.from({ length: 256 }, (_, byte) => kindOf1252(byte));

function kindOf1252(byte: number): Kind {
  if (byte < 0x80) return isAsciiLetter(byte) ? 'ascii letter' : 'other';
  if (UNDEFINED_1252.includes(byte)) return 'undefined';
  if (byte === APOSTROPHE) return 'apostrophe';
  if (PUNCTUATION_1252.includes(byte)) return 'punctuation';
  if (UPPER_1252.includes(byte) || (byte >= 0xc0 && byte <= 0xdd && byte !== 0xd7)) return 'upper';
  if (LOWER_1252.includes(byte) || (byte >= 0xdf && byte <= 0xfe && byte !== 0xf7)) return 'lower';
  return 'rare';
}

const LETTERS: readonly Kind[] = ['upper', 'lower', 'ascii letter'];

/** Bits of the bytes as Windows-1252, those of ASCII not counted. O(bytes). */
export function costAs1252(bytes: Uint8Array): number {
  let cost = 0;
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! >= 0x80) cost += costOf1252(bytes, i);
  return cost;
}

function costOf1252(bytes: Uint8Array, i: number): number {
  const kind = KINDS_1252[bytes[i]!]!;
  const before = KINDS_1252[bytes[i - 1] ?? 0]!;
  const after = KINDS_1252[bytes[i + 1] ?? 0]!;
  const between = LETTERS.includes(before) && LETTERS.includes(after);
  switch (kind) {
    case 'undefined':
      return IMPOSSIBLE;
    case 'rare':
      return 14 + (between ? 3 : 0);
    case 'punctuation': {
      const lopsided = DASHES.includes(bytes[i]!) && LETTERS.includes(before) !== LETTERS.includes(after);
      const late = OPENING.includes(bytes[i]!) && LETTERS.includes(before);
      return 9 + (lopsided ? 3 : 0) + (late ? 6 : 0);
    }
    case 'apostrophe':
      return between ? 5 : 9;
    case 'upper':
      return 9 + loneliness(bytes, i) + (isLower(bytes[i - 1]) ? MISPLACED : 0);
    default:
      return 6 + loneliness(bytes, i) + (isUpperAscii(bytes[i + 1]) ? 6 : 0) + (isDigit(bytes[i + 1]) ? 4 : 0);
  }
}

const isLower = (byte: number | undefined) =>
  byte !== undefined && ((byte >= 0x61 && byte <= 0x7a) || KINDS_1252[byte] === 'lower');
const isUpperAscii = (byte: number | undefined) => byte !== undefined && byte >= 0x41 && byte <= 0x5a;
const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** What an accented letter costs more in a word without a plain letter: in `à` alone a little, in `ÀÅ` a lot. */
function loneliness(bytes: Uint8Array, i: number): number {
  let from = i;
  let to = i;
  while (from > 0 && LETTERS.includes(KINDS_1252[bytes[from - 1]!]!)) if (isAsciiLetter(bytes[--from])) return 0;
  while (to + 1 < bytes.length && LETTERS.includes(KINDS_1252[bytes[to + 1]!]!))
    if (isAsciiLetter(bytes[++to])) return 0;
  return from === to && bytes[i] === 0xe0 ? 4 : MISPLACED;
}

const isLead = (byte: number) => (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);
const isTrail = (byte: number | undefined) => byte !== undefined && byte >= 0x40 && byte <= 0xfc && byte !== 0x7f;
const isHalfWidth = (byte: number | undefined) => byte !== undefined && byte >= 0xa1 && byte <= 0xdf;

/** First code, last code and cost of the pairs of cp932. */
const PAIRS: readonly (readonly [number, number, number])[] = [
  [0x8140, 0x8141, 8], // ideographic space and comma
  [0x815b, 0x815b, 6], // the long vowel of katakana
  [0x8142, 0x8197, 10], // punctuation
  [0x8198, 0x81ac, 12], // § ☆ ○ ● →
  [0x81b8, 0x81fc, 15], // signs of mathematics
  [0x824f, 0x829a, 9], // full-width digits and letters
  [0x829f, 0x82f1, 7], // hiragana
  [0x8340, 0x8396, 7], // katakana
  [0x839f, 0x84be, 16], // Greek, Cyrillic, lines
  [0x8740, 0x879c, 13], // NEC: ① ㈱ №
  [0x889f, 0x9872, 11], // kanji of everyday
  [0x989f, 0xeaa4, 17], // other kanji
  [0xed40, 0xeefc, 15], // NEC's copies of IBM's
  [0xfa40, 0xfc4b, 13], // IBM: 髙 﨑
  [0xf040, 0xf9fc, 26], // made by users
];

/** Bits of the bytes as Shift_JIS (cp932), those of ASCII not counted. O(bytes). */
export function costAsShiftJis(bytes: Uint8Array): number {
  let cost = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte < 0x80) continue;
    if (isHalfWidth(byte)) cost += costOfHalfWidth(bytes, i);
    else if (isLead(byte) && isTrail(bytes[i + 1])) {
      cost += costOfPair(bytes, i);
      i++;
    } else cost += IMPOSSIBLE;
  }
  return cost;
}

function costOfHalfWidth(bytes: Uint8Array, i: number): number {
  const alone = !isHalfWidth(bytes[i - 1]) && !isHalfWidth(bytes[i + 1]);
  const voiceless = bytes[i]! >= 0xde && !isHalfWidth(bytes[i - 1]);
  return 8 + (alone ? 10 : 0) + (voiceless ? MISPLACED : 0) + besideLatin(bytes[i - 1], bytes[i + 1]);
}

function costOfPair(bytes: Uint8Array, i: number): number {
  const trail = bytes[i + 1]!;
  const code = bytes[i]! * 256 + trail;
  const own = PAIRS.find(([first, last]) => first <= code && code <= last)?.[2] ?? IMPOSSIBLE;
  // The trail is a character of its own in other encodings, and there costs what it costs.
  return own - (trail < 0x80 ? asciiCost(trail) : 0) + besideLatin(bytes[i - 1], bytes[i + 2]);
}

/** Japanese seldom touches Latin letters. `before` may be the trail of a pair: then nothing is lost by a few bits. */
function besideLatin(before: number | undefined, after: number | undefined): number {
  return (isAsciiLetter(before) ? 4 : 0) + (isAsciiLetter(after) ? 4 : 0);
}

/** Bits of the bytes as UTF-8 in which some bytes are damaged, those of ASCII not counted. O(bytes). */
export function costAsDamagedUtf8(bytes: Uint8Array): number {
  let cost = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte < 0x80) continue;
    const length = sequenceLength(bytes, i);
    if (length === 0) cost += 25;
    else if (length === 2) cost += byte <= 0xc5 || byte >= 0xce ? 6 : 16;
    else cost += 10;
    i += Math.max(0, length - 1);
  }
  return cost;
}

/** Bytes of the character of UTF-8 that begins there; 0 if none does. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  const length =
    lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  for (let i = 1; i < length; i++) if ((bytes[at + i] ?? 0) >> 6 !== 0b10) return 0;
  return length;
}
