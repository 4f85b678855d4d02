import { PairTable } from '../model/pairs.js';
import type { Context } from './context.js';
import { CHOICE, RANKED_PREFS } from './headers.js';
import type { OpenTable } from './open-table.js';
import { bindTable, type Row, type Table } from './table.js';
import { headerKey, quote } from './text.js';
import type { WishBook } from './wishes.js';

type Column = keyof typeof RANKED_PREFS;

/** A column of a ranked table that holds choices. */
export interface ChoiceColumn {
  /** Of the header, from 0. */
  readonly index: number;
  /** Rank of its wishes, from 1. */
  readonly rank: number;
}

const WORDS = CHOICE.map(headerKey).join('|');
const WORD = new RegExp(`^(?:${WORDS})$`, 'u');
const NUMBERED = new RegExp(
  `^(?:${WORDS})(?:no\\.?|nr\\.?|#)?(\\d{1,5})$|^(\\d{1,5})(?:st|nd|rd|th|\\.)?(?:${WORDS})$`,
  'u',
);

/**
 * The choices among headers: `choice 1`, `Preference_2`, `3rd wish` by their number, or one word repeated by its position.
 * Columns bound by hand (`--map "choice 1=…"`) count by the number of the column.
 */
export function choiceColumns(header: readonly string[], map: Readonly<Record<string, string>> = {}): ChoiceColumn[] {
  const byHand = new Map(
    Object.entries(map)
      .filter(([column]) => numberOf(headerKey(column)) !== undefined)
      .map(([column, wanted]) => [headerKey(wanted), headerKey(column)]),
  );
  const keys = header.map(headerKey).map(key => byHand.get(key) ?? key);
  const numbered = keys.flatMap((key, index) => {
    const rank = numberOf(key);
    return rank === undefined ? [] : [{ index, rank }];
  });
  if (numbered.length > 0) return numbered;
  const repeated = keys.flatMap((key, index) => (WORD.test(key) ? [{ key, index }] : []));
  if (repeated.length < 2 || new Set(repeated.map(r => r.key)).size > 1) return [];
  return repeated.map(({ index }, i) => ({ index, rank: i + 1 }));
}

function numberOf(key: string): number | undefined {
  const match = NUMBERED.exec(key);
  return match === null ? undefined : Number(match[1] ?? match[2]);
}

/** One participant a row: `from`, then its choices, the most wanted first. Whether its rows were read. Codes: E101, E102, E203 to E205, E212. O(cells). */
export function readRankedPrefs(open: OpenTable, context: Context, book: WishBook): boolean {
  const choices = choiceColumns(open.header, context.options.map);
  const table = bindTable<Column>(open, RANKED_PREFS, ['from'], context, new Set(choices.map(c => c.index)));
  for (const column of Object.keys(context.options.map ?? {})) {
    if (numberOf(headerKey(column)) !== undefined) context.mapUsed.add(headerKey(column));
  }
  if (table === undefined || !goodChoices(choices, open, table)) return false;
  const rowOf = new RowOfParticipant(book);
  table.forEachRow(row => {
    const from = row.text('from');
    const fromIndex = rowOf.see(row, from);
    for (const { index, rank } of choices) {
      const to = row.cells[index]!.trim();
      if (to === '') continue;
      const ends = { from, fromIndex, to, ordinal: index + 1, columnName: `choice ${rank}` };
      book.add(row as unknown as Row<'from' | 'session'>, ends, { ...TERMS, rank });
    }
  });
  return true;
}

const TERMS = { kind: 'wish', as: undefined, score: undefined, session: undefined, note: '' } as const;

function goodChoices(choices: readonly ChoiceColumn[], open: OpenTable, table: Table<Column>): boolean {
  if (choices.length === 0) {
    const cause = `no column "choice 1" among ${open.header.slice(0, 12).map(quote).join(', ')}`;
    table.faultAt(open.headerLine, 0, 'choice 1', 'E101', cause);
  }
  const first = new Map<number, number>();
  let good = choices.length > 0;
  for (const { index, rank } of choices) {
    const name = `choice ${rank}`;
    if (rank < 1) table.faultAt(open.headerLine, index + 1, name, 'E206', 'expected choices numbered from 1, got 0');
    if (first.has(rank)) {
      table.faultAt(open.headerLine, index + 1, name, 'E102', `column ${first.get(rank)! + 1} is choice ${rank} too`);
    }
    good &&= rank >= 1 && !first.has(rank);
    first.set(rank, index);
  }
  return good;
}

/** A participant has one row (E212): choices of two rows would have the same ranks. */
class RowOfParticipant {
  private readonly rows = new PairTable();
  private readonly lines: number[] = [];

  constructor(private readonly book: WishBook) {}

  /** Index of the participant, -1 for a faulty one. */
  see(row: Row<Column>, from: string): number {
    const index = this.book.people.wished(row, row.table.index('from') + 1, 'from', from);
    if (index < 0) return index;
    const before = this.rows.add(index, 0);
    if (before < 0) this.lines.push(row.line);
    else row.fault('from', 'E212', `${quote(from)} has line ${this.lines[before]} already`);
    return index;
  }
}
