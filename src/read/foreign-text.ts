/** From bytes that are not plainly UTF-8, or for which an encoding was named, to UTF-8. Loaded only for such files. */
import { type Decoded, decode } from './decode.js';
import { encodingWords } from './encodings.js';
import { fault, type LoadFault } from './loaded.js';
import { placeAfter } from './place.js';
import { markOf, type Sniffed, sniffEncoding } from './sniff.js';
import { quote } from './text.js';
import type { PlainText } from './text-file.js';

/** Decodes a file as `readText` does. O(bytes). */
export async function decodeText(
  file: Buffer,
  wanted: string | undefined,
  delimiter: string | undefined,
): Promise<PlainText | LoadFault> {
  const taken = wanted === undefined ? sniffEncoding(file) : asked(file, wanted);
  if (taken === undefined) return fault('E004', 'a file with NUL bytes that is not UTF-16 is not read');
  const { encoding, mark } = taken;
  const body = mark === 0 ? file : file.subarray(mark);
  const decoded = await decode(body, encoding);
  if ('bad' in decoded) return undecodable(decoded, encoding, wanted !== undefined, delimiter);
  return { utf8: decoded.utf8, encoding, notes: await encodingNotes(body, taken, wanted) };
}

/** An encoding as taken: `encoding` is that of a sniffed one, or any other that was asked for. */
type Taken = Omit<Sniffed, 'encoding'> & { readonly encoding: string };

/** What was asked for holds, whatever the file looks like; a byte order mark is left out only if it is its own. */
function asked(file: Buffer, wanted: string): Taken {
  const marked = markOf(file);
  if (marked?.encoding === 'utf-8-bom' && wanted === 'utf-8') return marked;
  return { encoding: wanted, mark: marked?.encoding === wanted ? marked.mark : 0 };
}

function undecodable(
  { bad }: Extract<Decoded, { bad: unknown }>,
  encoding: string,
  named: boolean,
  delimiter: string | undefined,
): LoadFault {
  const shown = [...bad.bytes].map(byte => `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`);
  const name = encodingWords(encoding === 'utf-8-bom' ? 'utf-8' : encoding);
  const cause = `${shown.length === 1 ? 'byte' : 'bytes'} ${shown.join(' ')} ${shown.length === 1 ? 'is' : 'are'} not ${name}`;
  const action = named ? 'name another encoding with --encoding, or leave it out' : undefined;
  return fault('E003', cause, action, placeAfter(bad.before, delimiter === 'tab' ? '\t' : delimiter));
}

async function encodingNotes(body: Buffer, taken: Taken, wanted: string | undefined): Promise<string[]> {
  const { encoding, mark, rival } = taken;
  const words = encodingWords(encoding);
  if (wanted !== undefined) {
    const marked = mark === 0 ? markOf(body) : undefined;
    const against = marked ? `, though it begins with the mark of ${encodingWords(marked.encoding)}` : '';
    return encoding === 'utf-8' && against === '' ? [] : [`${words}, as --encoding says${against}`];
  }
  if (encoding === 'utf-8') return [];
  if (rival === undefined) return [words];
  return [
    `${words} (it might be ${encodingWords(rival)}, ${await readings(body, encoding, rival)}; --encoding decides)`,
  ];
}

/** How the first letters beyond ASCII read in both encodings. */
async function readings(body: Buffer, encoding: string, rival: string): Promise<string> {
  const at = body.findIndex(byte => byte >= 0x80);
  const [from, to] = [cellStart(body, at), cellEnd(body, at)];
  const [mine, other] = await Promise.all([encoding, rival].map(name => decode(body.subarray(from, to), name)));
  const text = (decoded: Decoded) => quote('utf8' in decoded ? decoded.utf8.toString() : '…');
  return `${text(mine!)} or ${text(other!)}`;
}

/** Signs between cells and around them. */
const BETWEEN = new Set([...',;\t\n\r"'].map(sign => sign.charCodeAt(0)));

function cellStart(body: Buffer, at: number): number {
  let from = at;
  while (from > 0 && !BETWEEN.has(body[from - 1]!)) from--;
  return from;
}

function cellEnd(body: Buffer, at: number): number {
  let to = at;
  while (to < body.length && !BETWEEN.has(body[to]!)) to++;
  return to;
}
