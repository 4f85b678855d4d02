/** From the options of the command line to what the readers take. */
import process from 'node:process';
import { TABLES } from '../model/event.js';
import type { ReadOptions } from '../read/folder.js';

/** The options of `tables` in options.ts, as commander gives them. */
export type TableOptions = Omit<ReadOptions, 'prefs' | 'ignoreFormats' | 'stdin'>;

/** Standard input is read here if a table is `-`. */
export async function readOptions(prefs: string, options: TableOptions): Promise<ReadOptions> {
  const given = { ...options, prefs };
  if (tablesFromInput(prefs, options).length === 0) return given;
  const piped = await standardInput();
  return { ...given, stdin: () => piped };
}

/** Names of the tables that are to come from standard input, of which one may. */
export function tablesFromInput(prefs: string, options: TableOptions): string[] {
  const given = { ...options, prefs };
  return (['event', 'prefs', ...TABLES] as const).filter(table => given[table] === '-');
}

/** All bytes of standard input. */
async function standardInput(): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part);
  return Buffer.concat(parts);
}
