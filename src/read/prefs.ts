import { parseAppetite } from './appetite.js';
import type { Context, Source } from './context.js';
import { noticeNearDuplicates } from './near-duplicates.js';
import { type OpenTable, openTable } from './open-table.js';
import type { PrefsLayout, PrefsShape } from './prefs-layout.js';
import { readListPrefs } from './prefs-list.js';
import { readLongPrefs } from './prefs-long.js';
import { matrixRows, readMatrixPrefs } from './prefs-matrix.js';
import { rankedRows, readRankedPrefs } from './prefs-ranked.js';
import { asMatrix, shapeOf } from './prefs-shape.js';
import type { Row } from './table.js';
import { bindFrom, type FromColumn } from './who-wishes.js';
import type { WishBook } from './wishes.js';

export type { PrefsLayout };

/** Reads the wishes into the book, in the layout that its header shows or `layout` says. Whether its rows were read. */
export function readPrefs(source: Source, context: Context, layout: PrefsLayout | undefined, book: WishBook): boolean {
  const open = openTable(source, context);
  if (open === undefined) return false;
  const shape = shapeOf(open, context, book.people, layout);
  const read = readShape(open, shape, context, book);
  if (read && context.options.accepted === 'must' && context.promised === 0)
    context.notice(`${open.file}: no accepted request is a wish, so --accepted must changes nothing`);
  const { known, all } = book.people;
  if (read && known === undefined)
    noticeNearDuplicates(
      open.file,
      all.ids.map((id, i) => ({ id, line: all.lines[i]! })),
      context,
    );
  return read;
}

function readShape(open: OpenTable, shape: PrefsShape, context: Context, book: WishBook): boolean {
  if (shape.undecided) return readUndecided(open, shape, context, book);
  tellShape(open, shape, context);
  if (shape.layout === 'ranked') return readRankedPrefs(open, shape, context, book);
  if (shape.layout === 'matrix') return readMatrixPrefs(open, shape, context, book);
  if (shape.layout === 'list') return readListPrefs(open, shape, context, book);
  return readLongPrefs(open, shape, context, book);
}

function tellShape(open: OpenTable, { layout, says }: PrefsShape, context: Context): void {
  context.prefsLayout = layout;
  if (says !== '') context.notice(`${open.file}: ${says}`);
}

/** `from,P1,P2` is a matrix if the first cell says how much, and ranked if it names somebody. O(cells). */
function readUndecided(open: OpenTable, shape: PrefsShape, context: Context, book: WishBook): boolean {
  const columns = shape.across.map(({ index }) => index);
  const table = bindFrom(open, shape, columns, context);
  if (table === undefined) return false;
  const waiting: Row<FromColumn>[] = [];
  let use: ((row: Row<FromColumn>) => void) | undefined;
  let report = () => {};
  const decide = (isMatrix: boolean): ((row: Row<FromColumn>) => void) => {
    const decided = isMatrix ? asMatrix(shape, open.header) : shape;
    tellShape(open, decided, context);
    if (!isMatrix) return rankedRows(decided, book);
    const rows = matrixRows(decided, table, open, book);
    report = () => rows.report(context);
    return rows.use;
  };
  table.forEachRow(row => {
    if (use !== undefined) return use(row);
    waiting.push(row);
    const cell = columns.map(index => row.cells[index]!.trim()).find(text => text !== '');
    if (cell === undefined) return;
    use = decide(parseAppetite(cell, true) !== undefined && !book.people.has(cell));
    waiting.splice(0).forEach(use);
  });
  if (waiting.length > 0) waiting.forEach(decide(true));
  report();
  return true;
}
