import { bindHeader } from './bind.js';
import type { Context, Source } from './context.js';
import { CHOICES, LONG_PREFS } from './headers.js';
import { type OpenTable, openTable } from './open-table.js';
import { readLongPrefs } from './prefs-long.js';
import { choiceColumns, readRankedPrefs } from './prefs-ranked.js';
import { headerKey } from './text.js';
import { refuseLayout } from './unsupported.js';
import type { WishBook } from './wishes.js';

export type PrefsLayout = 'long' | 'ranked' | 'matrix' | 'list';

/** Reads the wishes into the book, in the layout that its header shows or `layout` says. Whether its rows were read. */
export function readPrefs(source: Source, context: Context, layout: PrefsLayout | undefined, book: WishBook): boolean {
  const opened = openTable(source, context);
  if (opened === undefined) return false;
  const chosen = layout ?? layoutOf(opened, context);
  const open = { ...opened, finish: (rows: number) => opened.finish(rows, chosen) };
  if (chosen === 'long') return readLongPrefs(open, context, book);
  if (chosen === 'ranked') return readRankedPrefs(open, context, book);
  refuseLayout(chosen, open, context);
  return false;
}

/** Told apart by the header: a column of wishes, numbered choices, one column of choices, or participants across. */
function layoutOf(open: OpenTable, context: Context): PrefsLayout {
  const { map = {} } = context.options;
  const { index, unknown } = bindHeader<keyof typeof LONG_PREFS>(open.header, LONG_PREFS, [], map);
  if (index.has('to')) return 'long';
  if (choiceColumns(open.header, map).length > 0) return 'ranked';
  const keys = open.header.map(headerKey);
  if (keys.length >= 2 && CHOICES.some(word => keys.includes(headerKey(word)))) return 'list';
  const others = [...index.keys()].filter(column => column !== 'from');
  return index.get('from') === 0 && others.length === 0 && unknown.length >= 2 ? 'matrix' : 'long';
}
