import { AppetiteCells, saysNothing } from './appetite.js';
import type { Context } from './context.js';
import type { AcrossColumn } from './forms.js';
import type { OpenTable } from './open-table.js';
import type { PrefsShape } from './prefs-layout.js';
import { Row, type Table } from './table.js';
import { few, idKey, quote } from './text.js';
import { bindFrom, type FromColumn, WhoWishes } from './who-wishes.js';
import { PLAIN_WISH, type WishBook } from './wishes.js';

/** One participant a row and one a column; the cells say how much, an empty one is no wish. Whether its rows were read. Codes: E101, E102, E203 to E205, E207, E212, E213. O(cells). */
export function readMatrixPrefs(open: OpenTable, shape: PrefsShape, context: Context, book: WishBook): boolean {
  const columns = shape.across.map(({ index }) => index);
  const table = bindFrom(open, shape, columns, context);
  if (table === undefined) return false;
  if (columns.length === 0) {
    const cause = `no header names a participant, only ${few(open.header.map(quote), 12)}`;
    table.faultAt(open.headerLine, 0, 'from', 'E101', cause, 'write one participant into each header behind the first');
    open.finish(0);
    return false;
  }
  const rows = matrixRows(shape, table, open, book);
  table.forEachRow(rows.use);
  rows.report(context);
  return true;
}

/** Takes the rows one after another. Faults of the headers are told here. */
export function matrixRows(shape: PrefsShape, table: Table<FromColumn>, open: OpenTable, book: WishBook) {
  const cells = new AppetiteCells(table.delimiter !== ',');
  const who = new WhoWishes(book, shape.from, true);
  const across = goodHeaders(shape.across, table, open, book);
  const use = (row: Row<FromColumn>): void => {
    const wisher = who.see(row);
    for (const { index, name } of across) {
      const text = row.cells[index]!.trim();
      if (text === '' || (isCrossedOut(text) && book.people.find(name) === wisher.index)) continue;
      const appetite = cells.read(text, (code, cause, action) =>
        row.table.faultAt(row.line, index + 1, name, code, cause, action),
      );
      if (appetite === undefined || appetite.kind === 'none') continue;
      const ends = { from: wisher.text, fromIndex: wisher.index, to: name, ordinal: index + 1, columnName: name };
      const { kind, score } = appetite;
      book.add(row as unknown as Row<'from' | 'session'>, ends, { ...PLAIN_WISH, kind, score });
    }
  };
  return { use, report: (context: Context) => cells.report(table.file, context, true) };
}

/** What stands on the diagonal, where nobody can be meant. */
function isCrossedOut(text: string): boolean {
  return saysNothing(text) || /^[x×✗✘*0]$/iu.test(idKey(text));
}

/** The columns whose headers name somebody; each participant once (E102). O(headers). */
function goodHeaders(across: readonly AcrossColumn[], table: Table<FromColumn>, open: OpenTable, book: WishBook) {
  const { people } = book;
  const header = new Row(table, open.header, open.headerLine);
  const first = new Map<number, number>();
  return across.filter(({ index, name }) => {
    if (!people.has(name)) {
      people.wished(header, index + 1, name, name);
      if (!people.has(name)) return false;
    }
    const found = people.find(name);
    const before = found < 0 ? undefined : first.get(found);
    if (found >= 0 && before === undefined) first.set(found, index);
    if (before === undefined) return true;
    table.faultAt(open.headerLine, index + 1, name, 'E102', `column ${before + 1} is ${quote(people.ids[found]!)} too`);
    return false;
  });
}
