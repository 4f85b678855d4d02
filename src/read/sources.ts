import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../errors.js';
import { TABLES, type TableName } from '../model/event.js';
import { parseWhole } from './cells.js';
import type { Context, Source } from './context.js';
import type { EventFile } from './event-values.js';
import type { ReadOptions } from './folder.js';
import { MOST_COUNTED } from './limits.js';
import { quote } from './text.js';

export type Sources = ReadonlyMap<TableName, Source>;

/** Files of exactly these names beside prefs.csv are used without being named. */
const fileName = (table: TableName) => (table === 'event' ? 'event.yaml' : `${table}.csv`);

/** Path of a table found beside prefs.csv; `undefined` if there is none. */
function beside({ prefs, discover }: ReadOptions, table: TableName): string | undefined {
  if (!discover || prefs === '-') return undefined;
  const path = join(dirname(prefs), fileName(table));
  return path !== join(prefs) && existsSync(path) ? path : undefined;
}

/** The event file that is named or found; it may name other tables and so is read first. */
export function findEventFile(options: ReadOptions): Source | undefined {
  const path = options.event ?? beside(options, 'event');
  return path === undefined ? undefined : { table: 'event', path, found: options.event === undefined };
}

/** What nobody means as the name of a file. */
const NUMBER = /^[+-]?\d+(?:[.,]\d+)*(?:e\d+)?$/i;

/** The number in `--slots 12`; `undefined` for a file. */
export function countOption(option: string, value: string | undefined): number | undefined {
  if (value === undefined || !NUMBER.test(value.trim())) return undefined;
  const count = parseWhole(value);
  if (count !== undefined && count >= 1 && count <= MOST_COUNTED) return count;
  throw new UsageError(`--${option}: expected a file or a whole number from 1 to 100,000, got ${quote(value)}`);
}

/**
 * The file of each table: an option beats the event file, which beats what stands beside prefs.csv; the run says what was
 * found. Throws `UsageError` for numbers out of range and for two tables on standard input.
 */
export function findSources(options: ReadOptions, event: EventFile, context: Context): Sources {
  const named = new Map<TableName, string>();
  for (const table of ['event', 'prefs', ...TABLES] as const) {
    const path = options[table];
    if (path !== undefined) named.set(table, path);
  }
  const piped = [...named].filter(([, path]) => path === '-').map(([table]) => table);
  if (piped.length > 1) throw new UsageError(`expected one table from standard input, got ${piped.join(' and ')}`);
  const settled = new Set<TableName>(named.keys());
  // It was looked for before: one that nobody read is not used.
  if (event.file === '') settled.add('event');
  for (const [table, path] of event.files) if (!settled.has(table)) named.set(table, path);
  for (const table of event.files.keys()) settled.add(table);
  for (const table of ['slots', 'rooms'] as const) {
    if (event[table] !== undefined) settled.add(table);
    if (countOption(table, options[table]) !== undefined) named.delete(table);
  }
  const found = discover(options, settled, context);
  return new Map<TableName, Source>([
    ...[...named].map(([table, path]) => [table, { table, path }] as const),
    ...[...found].map(([table, path]) => [table, { table, path, found: true }] as const),
  ]);
}

function discover(options: ReadOptions, settled: ReadonlySet<TableName>, context: Context): Map<TableName, string> {
  const found = new Map<TableName, string>();
  for (const table of ['event', ...TABLES] as const) {
    const path = settled.has(table) ? undefined : beside(options, table);
    if (path !== undefined) found.set(table, path);
  }
  if (found.size > 0) {
    context.notice(`found beside ${options.prefs} and used: ${[...found.keys()].map(fileName).join(', ')}`);
  }
  return found;
}
