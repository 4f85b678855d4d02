/** The version of this program, as its package says. */
import { createRequire } from 'node:module';

/** By the name of the package, as the built file lies elsewhere than this one. */
export function version(): string {
  const read = createRequire(import.meta.url);
  return (read('ejrc/package.json') as { version: string }).version;
}
