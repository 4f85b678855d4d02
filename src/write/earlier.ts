/** What an earlier run left in a folder. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SUMMARY } from './summary.js';

/** The text of its summary.json; `undefined` where there is none, or no folder. */
export function earlierSummary(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, SUMMARY), 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
