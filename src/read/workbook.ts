/** Excel workbooks as what they are: zip files of XML, of which no more is unpacked than the limits allow. */
import { isUtf8 } from 'node:buffer';
import { strFromU8, type UnzipFileInfo, unzipSync } from 'fflate';
import type { ErrorCode } from '../errors.js';
import type { Limits } from './limits.js';
import { few, headerKey, quote } from './text.js';
import { walkXml } from './xml.js';

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
export type Parts = Readonly<Record<string, Uint8Array>>;

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

/** The text of a part; empty if there is none. Throws `Refused` (E006) for bytes that are no UTF-8: no letter is lost unseen. */
export function partText(parts: Parts, path: string): string {
  const bytes = parts[path];
  if (bytes === undefined) return '';
  if (!isUtf8(bytes)) throw damaged(`${path} is not UTF-8`);
  return strFromU8(bytes);
}

/** A sheet of a workbook. */
interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Id of the relation that leads to its part. */
  readonly relation: string;
}

/** A workbook and what it is made of. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
  /** Whether days are counted from 1904, as old Macs did, and not from 1900. */
  readonly from1904: boolean;
  /** Id of a relation → path of a part. */
  readonly paths: ReadonlyMap<string, string>;
  /** Kind of a relation (`styles`, `sharedStrings`) → path of a part. */
  readonly kinds: ReadonlyMap<string, string>;
}

/** Reads the list of sheets and where their parts are. Throws what is no XML. */
export function readWorkbook(parts: Parts): Workbook {
  const sheets: Sheet[] = [];
  let from1904 = false;
  walkXml(partText(parts, WORKBOOK), {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes().date1904 ?? '');
      if (name !== 'sheet') return;
      const { name: title = '', state, ...others } = attributes();
      const relation = Object.entries(others).find(([key]) => /^\w+:id$/.test(key))?.[1] ?? '';
      sheets.push({ name: title, hidden: state === 'hidden' || state === 'veryHidden', relation });
    },
  });
  const [paths, kinds] = [new Map<string, string>(), new Map<string, string>()];
  walkXml(partText(parts, 'xl/_rels/workbook.xml.rels'), {
    open: (name, attributes) => {
      if (name !== 'Relationship') return;
      const { Id = '', Type = '', Target = '' } = attributes();
      const path = Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`;
      paths.set(Id, path);
      kinds.set(Type.replace(/^.*\//, ''), path);
    },
  });
  return { sheets, from1904, paths, kinds };
}

/** The sheet that is read. */
export interface SheetChoice {
  readonly name: string;
  readonly path: string;
  /** Names of all visible sheets. */
  readonly visible: readonly string[];
}

/**
 * The sheet that is asked for by name (case, accents and width do not count) or number, else the first that is visible.
 * Throws `Refused` (E007) with the names there are.
 */
export function chooseSheet({ sheets, paths }: Workbook, wanted: string | undefined): SheetChoice {
  const shown = sheets.filter(sheet => !sheet.hidden);
  const visible = shown.map(sheet => sheet.name);
  const chosen =
    wanted === undefined ? (shown[0] ?? sheets[0]) : (sheetNamed(sheets, wanted) ?? numbered(shown, wanted));
  if (chosen !== undefined) return { name: chosen.name, path: paths.get(chosen.relation) ?? '', visible };
  const names = few(visible.map(quote), 12);
  throw new Refused('E007', wanted === undefined ? 'there is no sheet' : `no sheet ${quote(wanted)} among ${names}`);
}

function sheetNamed(sheets: readonly Sheet[], wanted: string): Sheet | undefined {
  const alike = (sheet: Sheet) => headerKey(sheet.name) === headerKey(wanted);
  return sheets.find(sheet => sheet.name === wanted) ?? sheets.find(alike);
}

/** As people count them, who do not see hidden ones. */
function numbered(visible: readonly Sheet[], wanted: string): Sheet | undefined {
  return /^\d{1,4}$/.test(wanted) ? visible[Number(wanted) - 1] : undefined;
}
