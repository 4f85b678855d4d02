import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../errors.js';
import type { TableName } from '../model/event.js';
import { parseWhole } from './cells.js';
import type { Context, Source } from './context.js';
import type { ReadOptions } from './folder.js';
import { quote } from './text.js';

export type Sources = ReadonlyMap<TableName, Source>;

/** Files of exactly these names beside prefs.csv are used without being named. */
const NAMES: readonly (readonly [Exclude<TableName, 'prefs'>, string])[] = [
  ['event', 'event.yaml'],
  ['slots', 'slots.csv'],
  ['participants', 'participants.csv'],
  ['rooms', 'rooms.csv'],
  ['interpreters', 'interpreters.csv'],
  ['locks', 'locks.csv'],
  ['order', 'order.csv'],
];

/** Paths of the tables found beside prefs.csv, those in `named` left out. The run says which. */
function discover(prefs: string, named: ReadonlySet<TableName>, context: Context): Map<TableName, string> {
  const found = new Map<TableName, string>();
  if (prefs === '-') return found;
  for (const [table, name] of NAMES) {
    const path = join(dirname(prefs), name);
    if (!named.has(table) && path !== join(prefs) && existsSync(path)) found.set(table, path);
  }
  if (found.size > 0)
    context.notice(
      `found beside ${prefs} and used: ${NAMES.flatMap(([t, name]) => (found.has(t) ? [name] : [])).join(', ')}`,
    );
  return found;
}

const MOST_COUNTED = 100_000;

/** The number in `--slots 12`; `undefined` for a file. */
export function countOption(option: string, value: string | undefined): number | undefined {
  if (value === undefined || !/^\d+$/.test(value.trim())) return undefined;
  const count = parseWhole(value);
  if (count !== undefined && count >= 1 && count <= MOST_COUNTED) return count;
  throw new UsageError(`--${option}: expected a file or a whole number from 1 to 100,000, got ${quote(value)}`);
}

/** The file of each table that is named or found. Throws `UsageError` for numbers out of range and for two tables on standard input. */
export function findSources(options: ReadOptions, context: Context): Sources {
  const named = new Map<TableName, string>();
  for (const table of ['event', 'slots', 'participants', 'prefs', 'rooms', 'interpreters', 'locks', 'order'] as const) {
    const path = options[table];
    if (path !== undefined) named.set(table, path);
  }
  const found = options.discover ? discover(options.prefs, new Set(named.keys()), context) : [];
  for (const option of ['slots', 'rooms'] as const) {
    if (countOption(option, options[option]) !== undefined) named.delete(option);
  }
  const piped = [...named].filter(([, path]) => path === '-').map(([table]) => table);
  if (piped.length > 1) throw new UsageError(`expected one table from standard input, got ${piped.join(' and ')}`);
  return new Map([...named, ...found].map(([table, path]) => [table, { table, path }]));
}
