/** A file to be written, and its text that need not be there yet. */

export interface OutFile {
  /** Relative to the output folder, with `/`; never leaves it. */
  readonly path: string;
  /** The whole text, its bytes as they are, or what gives it in pieces, anew and the same each time: so that one file at a time is in memory. */
  readonly text: string | Uint8Array | (() => Iterable<string | Uint8Array>);
}

/** The pieces of a file's text. */
export function piecesOf({ text }: OutFile): Iterable<string | Uint8Array> {
  return typeof text === 'function' ? text() : [text];
}

/** The whole text of a file; bytes are taken for UTF-8. O(length). */
export function textOf(file: OutFile): string {
  const pieces = [...piecesOf(file)];
  return pieces.map(piece => (typeof piece === 'string' ? piece : Buffer.from(piece).toString('utf8'))).join('');
}

/** A table with a byte order mark in front, which Excel needs to see UTF-8; any other file as it is. */
export function marked(file: OutFile): OutFile {
  if (!file.path.endsWith('.csv')) return file;
  function* text() {
    yield '\uFEFF';
    yield* piecesOf(file);
  }
  return { path: file.path, text };
}
