import type { Context } from './context.js';
import { type Columns, RANKED_PREFS } from './headers.js';
import type { OpenTable } from './open-table.js';
import type { PrefsShape } from './prefs-layout.js';
import { bindTable, type Row, type Table } from './table.js';
import { quote } from './text.js';
import type { WishBook } from './wishes.js';

/** The one column by name of a table with one participant a row. */
export type FromColumn = 'from';

/** Binds the column of who wishes; tells what is missing (E101), then the answer is `undefined`. `known`: the columns of choices. */
export function bindFrom(
  open: OpenTable,
  shape: PrefsShape,
  known: readonly number[],
  context: Context,
): Table<FromColumn> | undefined {
  const [first] = shape.from;
  const columns: Columns<FromColumn> = first === undefined ? RANKED_PREFS : { from: [open.header[first]!] };
  return bindTable<FromColumn>(open, columns, ['from'], context, new Set([...known, ...shape.from, ...shape.aside]));
}

/** What forms write where nobody is signed in. */
const NOBODY = new Set(['', 'anonymous', 'anonyme', 'anonym', '匿名']);

/** The participants of a table with one participant a row. */
export class WhoWishes {
  /** Participant → line of its row. */
  private readonly lines = new Map<number, number>();

  /** `once`: a participant has one row (E212), as those of two rows would have the same ranks. */
  constructor(
    private readonly book: WishBook,
    private readonly from: readonly number[],
    private readonly once: boolean,
  ) {}

  /** Index of who wishes in that row, -1 for a faulty one, and how the row says it. O(columns that say it). */
  see(row: Row<FromColumn>): { readonly index: number; readonly text: string } {
    const { people } = this.book;
    const column = row.table.index('from');
    const texts = this.from.map(at => ({ at, text: row.cells[at]!.trim() })).filter(({ text }) => !NOBODY.has(text));
    const { at, text } = texts.find(cell => people.has(cell.text)) ?? texts[0] ?? { at: column, text: '' };
    const index = people.wished(row, at + 1, 'from', text);
    if (index < 0 || !this.once) return { index, text };
    const line = this.lines.get(index);
    if (line === undefined) {
      this.lines.set(index, row.line);
      return { index, text };
    }
    row.table.faultAt(row.line, at + 1, 'from', 'E212', `${quote(text)} has line ${line} already`);
    return { index: -1, text };
  }
}
