import type { WishAs, WishKind } from '../model/event.js';
import { decimalCell, MOST, wholeCell, wordCell } from './cells.js';
import type { Context } from './context.js';
import { LONG_PREFS } from './headers.js';
import type { OpenTable } from './open-table.js';
import { bindTable, type Row } from './table.js';
import { quote } from './text.js';
import { refuseSeat } from './unsupported.js';
import type { WishBook } from './wishes.js';

type Column = keyof typeof LONG_PREFS;

const KINDS: readonly WishKind[] = ['wish', 'never', 'must'];
const AS: readonly WishAs[] = ['seat', 'pair', 'either'];

/** One wish a row: `from,to` and what is said of it. Whether its rows were read. Codes: E202 to E211. O(rows). */
export function readLongPrefs(open: OpenTable, context: Context, book: WishBook): boolean {
  const table = bindTable<Column>(open, LONG_PREFS, ['from', 'to'], context);
  if (table === undefined) return false;
  const values = new OneValue();
  const ordinal = table.index('to') + 1;
  table.forEachRow(row => {
    values.see(row);
    book.add(
      row,
      { from: row.text('from'), to: row.text('to'), ordinal, columnName: 'to' },
      {
        kind: wordCell(row, 'kind', KINDS, 'E208') ?? 'wish',
        as: readAs(row),
        rank: wholeCell(row, 'rank', 1, 'E206'),
        score: decimalCell(row, 'score', { least: 0, most: MOST, decimals: 3, code: 'E207' }),
        session: row.text('session') || undefined,
        note: row.text('note'),
      },
    );
  });
  return true;
}

function readAs(row: Row<Column>): WishAs | undefined {
  const as = wordCell(row, 'as', AS, 'E209');
  if (as === 'seat' || as === 'either') refuseSeat(row, as);
  return as;
}

/** A file has ranks or scores: E202 once, at the first row that has the other. */
class OneValue {
  private first: { readonly column: 'rank' | 'score'; readonly line: number } | undefined;
  private told = false;

  see(row: Row<Column>): void {
    if (this.told) return;
    for (const column of ['rank', 'score'] as const) {
      if (row.text(column) === '') continue;
      this.first ??= { column, line: row.line };
      if (this.first.column === column) continue;
      const cause = `a ${column} ${quote(row.text(column))}, and line ${this.first.line} has a ${this.first.column}`;
      row.fault(column, 'E202', cause);
      this.told = true;
    }
  }
}
