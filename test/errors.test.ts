/** Every code has a fixture with exactly that defect, or a generated one, and its message is kept word for word. */
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CODES, type ErrorCode, formatInputError, type InputError, InputRejected } from '../src/errors.js';
import { readCertificate } from '../src/read/certificate.js';
import { type ReadOptions, readEvent } from '../src/read/folder.js';
import { LIMITS, type Limits } from '../src/read/limits.js';
import { folderOf } from './read/tables.js';

const BAD = fileURLToPath(new URL('../fixtures/bad', import.meta.url));

/** Where the defect of each fixture stands: `file:line:column`, 0 for the whole file or row. */
const PLACES: Readonly<Record<ErrorCode, string>> = {
  E001: 'nowhere.csv:0:0',
  E002: 'slots.csv:0:0',
  E003: 'prefs.csv:3:3',
  E004: 'prefs.csv:0:0',
  E005: 'slots.csv:0:0',
  E006: 'prefs.csv:0:0',
  E007: 'prefs.csv:0:0',
  E010: 'prefs.csv:0:0',
  E011: 'prefs.csv:4:0',
  E012: 'prefs.csv:1:0',
  E013: 'prefs.csv:3:3',
  E020: 'prefs.csv:4:0',
  E021: 'prefs.csv:2:3',
  E101: 'prefs.csv:1:0',
  E102: 'prefs.csv:1:4',
  E103: '--map:0:0',
  E110: 'participants.csv:5:1',
  E111: 'participants.csv:5:1',
  E112: 'participants.csv:5:1',
  E113: 'participants.csv:5:1',
  E114: 'participants.csv:5:1',
  E202: 'prefs.csv:3:4',
  E203: 'prefs.csv:4:2',
  E204: 'prefs.csv:3:3',
  E205: 'prefs.csv:4:2',
  E206: 'prefs.csv:4:3',
  E207: 'prefs.csv:3:3',
  E208: 'prefs.csv:3:3',
  E209: 'prefs.csv:3:3',
  E210: 'prefs.csv:3:3',
  E211: 'prefs.csv:3:3',
  E212: 'prefs.csv:4:1',
  E213: 'prefs.csv:3:2',
  E214: 'prefs.csv:3:3',
  E215: 'prefs.csv:3:4',
  E216: 'prefs.csv:3:4',
  E217: 'prefs.csv:3:2',
  E301: 'slots.csv:3:2',
  E302: 'slots.csv:3:4',
  E303: 'slots.csv:4:2',
  E304: 'slots.csv:3:2',
  E305: 'participants.csv:3:2',
  E306: 'participants.csv:3:2',
  E307: 'locks.csv:3:3',
  E311: 'participants.csv:2:2',
  E312: 'rooms.csv:3:2',
  E401: 'participants.csv:3:2',
  E402: 'participants.csv:3:2',
  E403: 'participants.csv:3:2',
  E404: 'participants.csv:3:2',
  E405: 'locks.csv:3:3',
  E406: 'participants.csv:3:2',
  E407: 'participants.csv:3:2',
  E408: 'participants.csv:4:2',
  E409: 'participants.csv:3:2',
  E410: 'interpreters.csv:3:2',
  E501: 'locks.csv:3:2',
  E502: 'locks.csv:3:2',
  E503: 'order.csv:2:3',
  E504: 'locks.csv:3:2',
  E601: 'event.yaml:3:1',
  E602: 'event.yaml:3:3',
  E603: 'event.yaml:3:3',
  E701: 'certificate.json:0:0',
  E702: 'certificate.json:0:0',
  E909: 'participants.csv:3:2',
  E910: 'event.yaml:2:1',
};

/** Defects too large to keep, and the limits to read them with. */
const GENERATED: Partial<Record<ErrorCode, { prefs: string; size?: number; limits?: Limits }>> = {
  E010: { prefs: 'from,to\nAda,Ben\n', size: LIMITS.fileBytes + 1 },
  E011: { prefs: 'from,to\nAda,Ben\nBen,Cyd\nCyd,Ada\n', limits: { ...LIMITS, rows: 2 } },
  E012: { prefs: `from,to,${'x,'.repeat(9998)}\nAda,Ben,${','.repeat(9998)}\n` },
  E013: { prefs: `from,to,note\nAda,Ben,\nBen,Cyd,${'x'.repeat(65_537)}\n` },
};

/** The options of a fixture's `args.txt`, as they would stand behind `ejrc schedule prefs.csv`. */
function optionsOf(folder: string): ReadOptions {
  const options: ReadOptions = { prefs: join(folder, 'prefs.csv'), discover: true };
  const file = join(folder, 'args.txt');
  if (!existsSync(file)) return options;
  const [, name, value] = /^--(\w+) (.*)$/.exec(readFileSync(file, 'utf8').trim())!;
  if (name === 'sheet') return { ...options, sheet: value! };
  if (name !== 'map') return { ...options, [name!]: join(folder, value!) };
  const [column, header] = value!.replaceAll('"', '').split('=');
  return { ...options, map: { [column!]: header! } };
}

function generated(code: ErrorCode): { folder: string; limits: Limits } | undefined {
  const made = GENERATED[code];
  if (made === undefined) return undefined;
  const folder = folderOf({});
  writeFileSync(join(folder, 'prefs.csv'), made.prefs);
  if (made.size !== undefined) truncateSync(join(folder, 'prefs.csv'), made.size);
  return { folder, limits: made.limits ?? LIMITS };
}

/** The faults of a code's fixture, file names without the folder. */
async function faultsOf(code: ErrorCode): Promise<InputError[]> {
  const { folder, limits } = generated(code) ?? { folder: join(BAD, code), limits: LIMITS };
  try {
    await readEvent(optionsOf(folder), limits);
    const certificate = join(folder, 'certificate.json');
    if (existsSync(certificate)) await readCertificate(certificate);
    return [];
  } catch (error) {
    if (!(error instanceof InputRejected)) throw error;
    const bare = (text: string) => text.replaceAll(`${folder}/`, '');
    return error.errors.map(e => ({ ...e, file: bare(e.file), cause: bare(e.cause), action: bare(e.action) }));
  }
}

const codes = Object.keys(CODES) as ErrorCode[];

describe('every code', () => {
  it.each(codes)('%s has a fixture with exactly that defect, told where it stands', async code => {
    const faults = await faultsOf(code);
    expect(faults.map(e => `${e.file}:${e.line}:${e.column} ${e.code}`)).toEqual([`${PLACES[code]} ${code}`]);
  });
  it('and no fixture is without a code', () => {
    const kept = codes.filter(code => GENERATED[code] === undefined).sort();
    expect(readdirSync(BAD).sort()).toEqual(kept);
    for (const code of kept) expect(readdirSync(join(BAD, code))).toContain('prefs.csv');
  });
  it.each(codes)('%s has a title and a cure of one line', code => {
    const { title, cure } = CODES[code];
    for (const text of [title, cure]) expect(text).toMatch(/^\S[^\n]{8,99}$/);
  });
});

it('the messages', async () => {
  const lines: string[] = [];
  for (const code of codes) lines.push(...(await faultsOf(code)).map(formatInputError));
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('read/error-messages.txt');
});

it('messages leave out what there is not', () => {
  const error: InputError = {
    code: 'E204',
    file: 'prefs.csv',
    line: 14,
    column: 3,
    columnName: 'to',
    cause: 'no participant "Gifu-ken"',
    action: 'did you mean "Gifu"?',
  };
  expect(formatInputError(error)).toBe('prefs.csv:14:3 E204 "to": no participant "Gifu-ken"; did you mean "Gifu"?');
  expect(formatInputError({ ...error, column: 0, columnName: '' })).toMatch(/^prefs\.csv:14 E204: no/);
  expect(formatInputError({ ...error, line: 0 })).toMatch(/^prefs\.csv E204 "to": no/);
  expect(new InputRejected([error, error], 3)).toMatchObject({ more: 3, name: 'InputRejected' });
});
