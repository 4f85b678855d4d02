import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TableName } from '../model/event.js';
import type { Context } from './context.js';

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
export function discover(prefs: string, named: ReadonlySet<TableName>, context: Context): Map<TableName, string> {
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
