/** From the options of the command line to what the readers take. */
import { readSync } from 'node:fs';
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
  readonly map?: Record<string, string> | undefined;
}

/** Leaves out what was not given, so that the reader's defaults hold. */
export function readOptions(prefs: string, options: TableOptions): ReadOptions {
  const { participants, slots, rooms, interpreters, locks, order, event, layout, delimiter, map } = options;
  const given = { participants, slots, rooms, interpreters, locks, order, event, layout, delimiter, map };
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { prefs, discover: options.discover, stdin: readStdin, ...present };
}

/** All of standard input. A pipe that has nothing yet is waited for. */
function readStdin(): Uint8Array {
  const parts: Buffer[] = [];
  const part = Buffer.alloc(65_536);
  for (;;) {
    try {
      const length = readSync(0, part);
      if (length === 0) return Buffer.concat(parts);
      parts.push(Buffer.from(part.subarray(0, length)));
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EOF') return Buffer.concat(parts);
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}
