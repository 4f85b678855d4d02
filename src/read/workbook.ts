/** Excel workbooks as what they are: zip files of XML. Everything here is bounded before it is unpacked or read. */
import { strFromU8, strToU8, type UnzipFileInfo, unzipSync, zipSync } from 'fflate';
import type { ErrorCode } from '../errors.js';
import type { Limits } from './limits.js';
import { headerKey, quote } from './text.js';

/** Why a file is not read. */
export class Refused extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly why: string,
    /** What to do; the code's cure where it is left out. */
    readonly action?: string,
  ) {
    super(why);
  }
}

/** Path in the zip file → bytes. */
type Parts = Record<string, Uint8Array>;

const WORKBOOK = 'xl/workbook.xml';

/** Of other zip files, a path that only they hold, and what they are. */
const OTHERS: readonly (readonly [string, string])[] = [
  ['content.xml', 'an OpenDocument table (.ods)'],
  ['xl/workbook.bin', 'a binary Excel workbook (.xlsb)'],
  ['Index/Document.iwa', 'an Apple Numbers table'],
  ['word/document.xml', 'a Word document'],
];

/**
 * Unpacks the XML of a workbook; throws `Refused` (E004, E006, E010). What a file claims to hold is the most that is
 * unpacked of it, and the claims together must keep to the limit. O(unpacked bytes).
 */
export function unpack(bytes: Uint8Array, limits: Limits): Parts {
  const paths = new Set<string>();
  let size = 0;
  const wanted = ({ name, originalSize }: UnzipFileInfo) => {
    paths.add(name);
    if (!/^xl\/.*\.(?:xml|rels)$/.test(name)) return false;
    size += originalSize;
    if (size > limits.fileBytes) throw tooLarge(limits);
    return true;
  };
  let parts: Parts;
  try {
    parts = unzipSync(bytes, { filter: wanted });
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw damaged(error);
  }
  if (parts[WORKBOOK] !== undefined) return parts;
  const kind = OTHERS.find(([path]) => paths.has(path))?.[1] ?? 'a zip file that holds no Excel workbook';
  throw new Refused('E004', `${kind} is not read`, 'save the table as .xlsx or as "CSV UTF-8"');
}

function tooLarge(limits: Limits): Refused {
  const most = limits.fileBytes.toLocaleString('en');
  return new Refused(
    'E010',
    `expected at most ${most} bytes (256 MiB) when unpacked, and the workbook says it holds more`,
  );
}

/** E006 for what the libraries cannot read. */
export function damaged(error: unknown): Refused {
  const reason = error instanceof Error ? error.message.replace(/\s+/g, ' ') : String(error);
  return new Refused('E006', `the workbook is damaged or not written as Excel writes one (${reason.slice(0, 120)})`);
}

/** A sheet of a workbook. */
export interface SheetChoice {
  /** Place among all sheets, from 1. */
  readonly number: number;
  readonly name: string;
  /** Names of all visible sheets. */
  readonly visible: readonly string[];
}

/**
 * The sheet that is asked for by name (case, accents and width do not count) or number, else the first that is visible.
 * Throws `Refused` (E007) with the names there are.
 */
export function chooseSheet(parts: Parts, wanted: string | undefined): SheetChoice {
  const sheets = sheetsOf(strFromU8(parts[WORKBOOK]!));
  const visible = sheets.filter(sheet => !sheet.hidden).map(sheet => sheet.name);
  const choice = (at: number): SheetChoice => ({ number: at + 1, name: sheets[at]!.name, visible });
  const exact = sheets.findIndex(sheet => sheet.name === wanted);
  const found =
    wanted === undefined
      ? Math.max(
          0,
          sheets.findIndex(sheet => !sheet.hidden),
        )
      : exact >= 0
        ? exact
        : sheets.findIndex(sheet => headerKey(sheet.name) === headerKey(wanted));
  if (sheets[found] !== undefined) return choice(found);
  const number = /^\d{1,4}$/.test(wanted ?? '') ? Number(wanted) : 0;
  if (sheets[number - 1] !== undefined) return choice(number - 1);
  const names = visible.slice(0, 12).map(quote).join(', ');
  throw new Refused('E007', wanted === undefined ? 'there is no sheet' : `no sheet ${quote(wanted)} among ${names}`);
}

function sheetsOf(xml: string): { name: string; hidden: boolean }[] {
  return [...xml.matchAll(/<(?:\w+:)?sheet\s([^<>]*)>/g)].map(([, attributes]) => ({
    name: unescapeXml(/(?:^|\s)name\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes!)?.slice(1).join('') ?? ''),
    hidden: /\sstate\s*=\s*["'](?:hidden|veryHidden)/.test(attributes!),
  }));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/**
 * The workbook as a zip file again, not compressed and safe to give to a library that trusts it: the places of all
 * cells are within the limits (E011, E012, else E006), and error values (`#N/A`), which it would leave out without
 * a word, are texts. O(unpacked bytes).
 */
export function tame(parts: Parts, limits: Limits): ArrayBuffer {
  for (const [path, bytes] of Object.entries(parts)) {
    if (!path.startsWith('xl/worksheets/') || !path.endsWith('.xml')) continue;
    const xml = strFromU8(bytes);
    checkPlaces(xml, limits);
    if (ERROR_CELL.test(xml)) parts[path] = strToU8(xml.replace(ERROR_CELL, '$1"str"'));
  }
  const { buffer, byteOffset, byteLength } = zipSync(parts, { level: 0 });
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
}

const ERROR_CELL = /(<(?:\w+:)?c\s(?:[^<>]*\s)?t=)(?:"e"|'e')/g;
/** The place of a row or cell: letters and digits of a good one, else what stands there instead. */
const PLACE = /<(?:\w+:)?(?:row|c)\s(?:[^<>]*?\s)?r=["'](?:([A-Z]{0,4})(\d{1,9})["']|([^"'<>]*))/g;

/** The library fills up the cells between: their number is bounded, not only that of cells with a value. */
function checkPlaces(xml: string, limits: Limits): void {
  let [rows, columns] = [0, 0];
  for (const match of xml.matchAll(PLACE)) {
    if (match[3] !== undefined) throw damaged(`a cell stands at ${quote(match[3])}`);
    rows = Math.max(rows, Number(match[2]));
    columns = Math.max(columns, columnNumber(match[1]!));
  }
  const english = (n: number) => n.toLocaleString('en');
  const action = 'delete what is far from the table (Ctrl+End shows the last cell)';
  if (columns > limits.columns) {
    const cause = `expected at most ${english(limits.columns)} columns, and the sheet reaches to column ${english(columns)}`;
    throw new Refused('E012', cause, action);
  }
  if (rows * Math.max(columns, 1) > limits.sheetCells) {
    const cause = `expected a sheet of at most ${english(limits.sheetCells)} cells, got ${english(rows)} rows of ${english(columns)}`;
    throw new Refused('E011', cause, action);
  }
}

/** `A` is 1, `AA` is 27. */
function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}
