/** The version of this program, as its package says. */
import { createRequire } from 'node:module';

/** Reads package.json, which lies two folders above the built file. */
export function version(): string {
  const read = createRequire(import.meta.url);
  return (read('../../package.json') as { version: string }).version;
}
