/** `ejrc codes`: every code of an error in the input, with its cure. */
import { CODES, type CodeDescription } from '../errors.js';
import { EXIT } from './exit.js';
import { print } from './terminal.js';

/** Runs the verb; resolves to the exit code. */
export async function codes(options: { readonly json?: true | undefined }): Promise<number> {
  const list = Object.entries<CodeDescription>(CODES)
    .map(([code, { title, cure }]) => ({ code, title, cure }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  const words = list.map(({ code, title, cure }) => `${code}  ${title}; ${cure}\n`).join('');
  print(options.json ? `${JSON.stringify(list, null, 2)}\n` : words);
  return EXIT.done;
}
