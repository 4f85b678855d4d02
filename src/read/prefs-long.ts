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
  // There may be a million rows: columns that the table does not have are not asked for.
  const has = new Set(Object.keys(LONG_PREFS).filter(column => table.has(column as Column)));
  const [kinds, as, ranks, scores] = (['kind', 'as', 'rank', 'score'] as const).map(column => has.has(column));
  const others = has.has('session') || has.has('note');
  table.forEachRow(row => {
    if (ranks && scores) values.see(row);
    book.add(
      row,
      { from: row.text('from'), to: row.text('to'), ordinal, columnName: 'to' },
      {
        kind: (kinds ? wordCell(row, 'kind', KINDS, 'E208') : undefined) ?? 'wish',
        as: as ? readAs(row) : undefined,
        rank: ranks ? wholeCell(row, 'rank', 1, 'E206') : undefined,
        score: scores ? decimalCell(row, 'score', SCORE) : undefined,
        session: others ? row.text('session') || undefined : undefined,
        note: others ? row.text('note') : '',
      },
    );
  });
  return true;
}

const SCORE = { least: 0, most: MOST, decimals: 3, code: 'E207' } as const;

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
