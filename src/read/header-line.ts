/** Which of the first lines of a table is its header. */
import type { TableName } from '../model/event.js';
import {
  CHOICE,
  CHOICES,
  type Columns,
  INTERPRETERS,
  LOCKS,
  LONG_PREFS,
  ORDER,
  PARTICIPANTS,
  RANKED_PREFS,
  ROOMS,
  SCHEDULE,
  SLOTS,
} from './headers.js';
import type { RecordReader } from './records.js';
import { headerKey } from './text.js';

/** Records looked at: titles, dates and remarks above a table are few. */
const MOST_LINES = 20;

/** A record and its first physical line. */
export interface Line {
  readonly cells: readonly string[];
  readonly line: number;
}

/** Headers that are known for a table. */
export interface KnownHeaders {
  /** Keys of columns, aliases and headers bound by hand. */
  readonly keys: ReadonlySet<string>;
  /** Keys of columns by their own names. */
  readonly own: ReadonlySet<string>;
}

const COLUMNS: Readonly<Record<Exclude<TableName, 'event'>, readonly Columns<string>[]>> = {
  prefs: [LONG_PREFS, RANKED_PREFS, { choice: [...CHOICE, ...CHOICES] }],
  participants: [PARTICIPANTS],
  slots: [SLOTS],
  rooms: [ROOMS],
  interpreters: [INTERPRETERS],
  locks: [LOCKS, SCHEDULE],
  order: [ORDER],
};

/** `map` binds columns by hand: its headers are known too. O(aliases). */
export function knownHeaders(table: TableName, map: Readonly<Record<string, string>> = {}): KnownHeaders {
  const columns = table === 'event' ? [] : COLUMNS[table];
  const own = columns.flatMap(set => Object.keys(set));
  const aliases = columns.flatMap(set => Object.values(set).flat());
  return {
    keys: new Set([...own, ...aliases, ...Object.values(map)].map(headerKey)),
    own: new Set(own.map(headerKey)),
  };
}

/** The first records. */
export function firstLines(reader: RecordReader): Line[] {
  const lines: Line[] = [];
  reader.read((cells, line) => lines.push({ cells, line }) < MOST_LINES);
  return lines;
}

/**
 * Index of the header among the first lines. The first line is the header unless it names no column (or is a single
 * cell) and a later one clearly does. `sure` is false where no line was recognised. O(cells).
 */
export function findHeader(lines: readonly Line[], known: KnownHeaders): { index: number; sure: boolean } {
  const [first, ...later] = lines.map(({ cells }) => new Score(cells, known));
  if (first === undefined) return { index: 0, sure: false };
  const isTitle = first.filled === 1 ? () => true : first.known === 0 ? (other: Score) => other.known > 1 : () => false;
  const below = later.findIndex(other => other.isHeader && isTitle(other));
  const better = below >= 0 && (!first.isHeader || later[below]!.known > 1);
  return better ? { index: below + 1, sure: true } : { index: 0, sure: first.isHeader };
}

/** How much a line looks like a header. */
class Score {
  /** Cells that are not empty. */
  readonly filled: number;
  /** Cells that are known headers, each once. */
  readonly known: number;
  readonly isHeader: boolean;

  constructor(cells: readonly string[], known: KnownHeaders) {
    const keys = cells.map(headerKey).filter(key => key !== '');
    const isKnown = (key: string) => known.keys.has(key) || known.keys.has(withoutNumber(key));
    const found = new Set(keys.filter(isKnown));
    this.filled = keys.length;
    this.known = found.size;
    const acrossPeople = keys.length > 2 && isKnown(keys[0]!);
    this.isHeader = found.size > 1 || acrossPeople || (keys.length === 1 && known.own.has(keys[0]!));
  }
}

/** `choice` of `choice 1`, `1st choice` and `第1希望`. */
function withoutNumber(key: string): string {
  return key.replace(/^第?\d+(?:st|nd|rd|th|er|eme|e|\.)?|(?:no\.?|nr\.?|#)?\d+$/g, '');
}
