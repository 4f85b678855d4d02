import { saysNothing } from './appetite.js';
import type { ChoiceColumn } from './choice-columns.js';
import { choiceNumber } from './choice-columns.js';
import type { Context } from './context.js';
import type { OpenTable } from './open-table.js';
import type { PrefsShape } from './prefs-layout.js';
import type { Row, Table } from './table.js';
import { few, headerKey, looseKey, quote } from './text.js';
import { bindFrom, type FromColumn, WhoWishes } from './who-wishes.js';
import { PLAIN_WISH, type WishBook } from './wishes.js';

/** One participant a row: `from`, then its choices, the most wanted first. Whether its rows were read. Codes: E101, E102, E203 to E206, E212, E213. O(cells). */
export function readRankedPrefs(open: OpenTable, shape: PrefsShape, context: Context, book: WishBook): boolean {
  const { choices } = shape;
  const columns = choices.map(choice => choice.index);
  const table = bindFrom(open, shape, columns, context);
  useChoiceMap(context);
  if (table === undefined || !goodChoices(choices, open, table)) return false;
  table.forEachRow(rankedRows(shape, book));
  return true;
}

/** Takes the rows one after another. */
export function rankedRows({ from, choices }: PrefsShape, book: WishBook): (row: Row<FromColumn>) => void {
  const who = new WhoWishes(book, from, true);
  return row => {
    const wisher = who.see(row);
    for (const { index, rank } of choices) {
      const to = row.cells[index]!.trim();
      if (to === '' || namesNobody(to, book)) continue;
      const ends = { from: wisher.text, fromIndex: wisher.index, to, ordinal: index + 1, columnName: `choice ${rank}` };
      book.add(row as unknown as Row<'from' | 'session'>, ends, { ...PLAIN_WISH, rank });
    }
  };
}

/** What people write where they choose nobody, beside marks for nothing. */
const NOBODY = /^(?:none|nobody|keine?r?|niemand|aucune?|personne)$/;

/** Whether a choice is of nobody, and no participant is known by that word. O(length). */
export function namesNobody(text: string, { people }: WishBook): boolean {
  return (saysNothing(text) || NOBODY.test(looseKey(text))) && !(people.known !== undefined && people.has(text));
}

/** Columns bound by hand as `choice 1`, `choice 2` … are used. */
function useChoiceMap(context: Context): void {
  for (const column of Object.keys(context.options.map ?? {})) {
    if (choiceNumber(column) !== undefined) context.mapUsed.add(headerKey(column));
  }
}

function goodChoices(choices: readonly ChoiceColumn[], open: OpenTable, table: Table<FromColumn>): boolean {
  if (choices.length === 0) {
    const cause = `no column "choice 1" among ${few(open.header.map(quote), 12)}`;
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
