/**
 * Whatever bytes and cells come in, an event comes out or listed faults do, and never another exception.
 * `EJRC_FUZZ=100000` runs as many cases instead of the few of every day.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { CODES, InputRejected } from '../../src/errors.js';
import { type ReadOptions, readEvent } from '../../src/read/folder.js';
import { folderOf } from './tables.js';

const RUNS = Number(process.env.EJRC_FUZZ ?? 2500);
const TIMEOUT = 600_000;

const XLSX = readFileSync(fileURLToPath(new URL('../../fixtures/encodings/latin/xlsx/prefs.xlsx', import.meta.url)));

const PARTS = unzipSync(XLSX);

/** The workbook with a part of it damaged before it was packed. */
function damagedPart(path: string, changes: readonly (readonly [number, number])[]): Buffer {
  return Buffer.from(zipSync({ ...PARTS, [path]: damaged(Buffer.from(PARTS[path]!), changes) }, { level: 0 }));
}

/** Bytes of texts that mean something here and there. */
const piece = fc.constantFrom(
  ...['from', 'to', 'rank', 'score', 'kind', 'id', 'slot', 'start', 'end', 'choice 1', 'sep=;', 'Ada', 'Ben', 'Hélène'],
  ...[
    '岐阜',
    '①㈱髙',
    'ﾀﾅｶ',
    '€œ',
    '3,5',
    '３．５',
    '18/05/2021 09:00',
    '05/18/2021',
    '9:00',
    '９：００',
    '2021年5月18日',
  ],
  ...[
    '09:00-12:00',
    '1-8',
    'must',
    'never',
    'x',
    ' ',
    '"',
    '""',
    '\u0000',
    '\ufeff',
    '\ufffd',
    '\ud800',
    '\u3000',
    '-1',
  ],
);
const sign = fc.constantFrom(',', ',', ',', ';', ';', '\t', '\n', '\n', '\n', '\r\n', '\r', '"', '|');
const text = fc
  .array(fc.oneof({ weight: 3, arbitrary: piece }, { weight: 4, arbitrary: sign }), { maxLength: 40 })
  .map(parts => parts.join(''));
const encoding = fc.constantFrom('utf8', 'utf8', 'win1252', 'cp932', 'utf16le', 'utf-16be', 'euc-jp', 'gb18030');

/** A byte somewhere becomes another one, or the rest is cut off. */
const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: -1, max: 255 })), { maxLength: 3 });

function damaged(bytes: Buffer, changes: readonly (readonly [number, number])[]): Buffer {
  let result = Buffer.from(bytes);
  for (const [at, value] of changes) {
    const place = at % (result.length + 1);
    if (value < 0) result = result.subarray(0, place);
    else if (place < result.length) result[place] = value;
  }
  return result;
}

const header = fc.constantFrom(
  '',
  'from,to,rank\n',
  'from;to;score\n',
  'slot,start,end\n',
  'id\tavailable\n',
  'T\n\nid,name\n',
);
const bytes = fc.oneof(
  { weight: 3, arbitrary: fc.uint8Array({ maxLength: 60 }).map(array => Buffer.from(array)) },
  {
    weight: 20,
    arbitrary: fc
      .tuple(header, text, encoding, damage)
      .map(([first, rest, name, changes]) => damaged(iconv.encode(first + rest, name), changes)),
  },
  { weight: 1, arbitrary: damage.map(changes => damaged(XLSX, changes)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...Object.keys(PARTS)), damage)
      .map(([path, changes]) => damagedPart(path, changes)),
  },
);

const table = fc.constantFrom('prefs', 'participants', 'slots', 'rooms', 'locks', 'order');
const wanted = fc.constantFrom(
  undefined,
  undefined,
  undefined,
  'utf-8',
  'shift_jis',
  'windows-1252',
  'utf-16le',
  'big5',
);

/** Whether the bytes may hold U+FFFD itself, in one encoding or another. */
function holdsReplacement(given: Uint8Array): boolean {
  return ['efbfbd', 'fdff', 'fffd', '8431a437'].some(hex => Buffer.from(given).includes(Buffer.from(hex, 'hex')));
}

/** Why the outcome is none that may be, or nothing. */
async function complaint(options: ReadOptions): Promise<string | undefined> {
  try {
    const { event } = await readEvent(options);
    const names = event.participants.map(person => person.id).join();
    return names.includes('\ufffd') && !holdsReplacement(options.stdin!()) ? `lost letters: ${names}` : undefined;
  } catch (error) {
    if (!(error instanceof InputRejected)) return String(error instanceof Error ? error.stack : error);
    const strange = error.errors.find(e => !(e.code in CODES) || e.line < 0 || e.column < 0 || e.cause === '');
    return error.errors.length === 0 ? 'no fault is listed' : strange && JSON.stringify(strange);
  }
}

describe('whatever the bytes', () => {
  it.each([1, 2, 3, 4])('seed %i', { timeout: TIMEOUT }, async seed => {
    const folder = folderOf({ 'prefs.csv': 'from,to\nAda,Ben\nBen,Hélène\n' });
    await fc.assert(
      fc.asyncProperty(bytes, table, wanted, async (given, name, encodingGiven) => {
        const prefs = join(folder, 'prefs.csv');
        const options = { prefs, discover: false, encoding: encodingGiven, stdin: () => given, [name]: '-' };
        expect(await complaint(options)).toBeUndefined();
      }),
      { numRuns: Math.ceil(RUNS / 4), seed },
    );
  });
});
