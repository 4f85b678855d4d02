/** From the options of the command line to what the readers take. */
import process from 'node:process';
import type { ReadOptions } from '../read/folder.js';

/** The options of `tables` in options.ts, as commander gives them. */
export interface TableOptions {
  readonly participants?: string | undefined;
  readonly slots?: string | undefined;
  readonly rooms?: string | undefined;
  readonly interpreters?: string | undefined;
  readonly locks?: string | undefined;
  readonly order?: string | undefined;
  readonly event?: string | undefined;
  readonly discover: boolean;
  readonly layout?: ReadOptions['layout'] | undefined;
  readonly delimiter?: string | undefined;
  readonly encoding?: ReadOptions['encoding'];
  readonly sheet?: ReadOptions['sheet'];
  readonly map?: Record<string, string> | undefined;
}

/** Leaves out what was not given, so that the reader's defaults hold. Standard input is read here if a table is `-`. */
export async function readOptions(prefs: string, options: TableOptions): Promise<ReadOptions> {
  const { participants, slots, rooms, interpreters, locks, order, event, layout, delimiter, encoding, sheet, map } =
    options;
  const files = { prefs, participants, slots, rooms, interpreters, locks, order, event };
  const piped = Object.values(files).includes('-') ? await standardInput() : undefined;
  const given = { ...files, layout, delimiter, encoding, sheet, map, stdin: piped && (() => piped) };
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { prefs, discover: options.discover, ...present };
}

/** All bytes of standard input. */
async function standardInput(): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part);
  return Buffer.concat(parts);
}
