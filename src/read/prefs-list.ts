import type { Context } from './context.js';
import type { OpenTable } from './open-table.js';
import type { People } from './people.js';
import type { PrefsShape } from './prefs-layout.js';
import { namesNobody } from './prefs-ranked.js';
import type { Row } from './table.js';
import { few, headerKey, idKey, quote, splitList } from './text.js';
import { bindFrom, type FromColumn, WhoWishes } from './who-wishes.js';
import { PLAIN_WISH, type WishBook } from './wishes.js';

/**
 * One participant a row, with one cell that names all whom it wishes: in order of preference, or of equal worth where a
 * form was ticked. Whether its rows were read. Codes: E101, E203 to E205, E212, E213. O(characters).
 */
export function readListPrefs(open: OpenTable, shape: PrefsShape, context: Context, book: WishBook): boolean {
  const { list, ordered } = shape;
  const table = bindFrom(open, shape, list < 0 ? [] : [list], context);
  if (open.header[list] !== undefined) useListMap(open.header[list], context);
  if (table === undefined) return false;
  if (list < 0) {
    const cause = noChoices(open, shape);
    table.faultAt(open.headerLine, 0, 'choices', 'E101', cause, 'bind one by hand: --map choices="…"');
    open.finish(0);
    return false;
  }
  const rows: Row<FromColumn>[] = [];
  table.forEachRow(row => void rows.push(row));
  // Who has a row of its own is known to the rows above it too.
  const wishers = new Set<string>();
  if (book.people.known === undefined)
    for (const { cells } of rows) for (const at of shape.from) wishers.add(idKey(cells[at]!));
  const isKnown = (text: string) => book.people.has(text) || (text !== '' && wishers.has(idKey(text)));
  const who = new WhoWishes(book, shape.from, ordered);
  for (const row of rows) {
    const wisher = who.see(row);
    const named = splitChoices(row.cells[list]!, shape.commas, book.people, isKnown);
    for (const [i, to] of named.filter(text => !namesNobody(text, book)).entries()) {
      const ends = { from: wisher.text, fromIndex: wisher.index, to, ordinal: list + 1, columnName: 'choices' };
      book.add(row as unknown as Row<'from' | 'session'>, ends, { ...PLAIN_WISH, rank: ordered ? i + 1 : undefined });
    }
  }
  return true;
}

function noChoices({ header }: OpenTable, { from, aside }: PrefsShape): string {
  const others = header.filter((_, i) => !from.includes(i) && !aside.has(i));
  if (others.length < 2) return `no column "choices" among ${few(header.map(quote), 12)}`;
  return `no column "choices", and ${few(others.map(quote), 12)} could each be it`;
}

function useListMap(header: string, context: Context): void {
  for (const [column, wanted] of Object.entries(context.options.map ?? {})) {
    if (headerKey(wanted) === headerKey(header)) context.mapUsed.add(headerKey(column));
  }
}

/**
 * The names of a cell, joined with `;`, `|` or line breaks. Commas join them too where the form writes so, or where no
 * participant has the whole as its name and each has a part. A name that holds a comma is kept whole where it is known. Where
 * participants are given, one that is not is a fault in any case, and is told of each part where one of them is known.
 */
function splitChoices(cell: string, commas: boolean, people: People, isKnown: (text: string) => boolean): string[] {
  return splitList(cell).flatMap(part => {
    if (!/[,、，]/u.test(part) || isKnown(part)) return [part];
    const pieces = part.split(/[,、，]/u).map(piece => piece.trim());
    const joined = joinKnown(pieces, people);
    const areSeveral = people.known === undefined ? joined.every(isKnown) : joined.some(isKnown);
    return commas || areSeveral ? joined.filter(piece => piece !== '') : [part];
  });
}

/** Puts pieces together again that only together are known: the longest first. O(pieces² · length) for known names of many commas. */
function joinKnown(pieces: readonly string[], people: People): string[] {
  if (people.known === undefined) return [...pieces];
  const joined: string[] = [];
  for (let i = 0; i < pieces.length; ) {
    let end = Math.min(pieces.length, i + MOST_COMMAS);
    while (end > i + 1 && !people.has(pieces.slice(i, end).join(', '))) end--;
    joined.push(pieces.slice(i, end).join(', '));
    i = end;
  }
  return joined;
}

/** Pieces that one name may have: "Acme Co., Ltd., Tokyo" has three. */
const MOST_COMMAS = 5;
