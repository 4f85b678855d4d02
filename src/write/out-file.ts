/** A file to be written, and its text that need not be there yet. */

export interface OutFile {
  /** Relative to the output folder, with `/`; never leaves it. */
  readonly path: string;
  /** The whole text, or what gives it in pieces, anew and the same each time: so that one file at a time is in memory. */
  readonly text: string | (() => Iterable<string>);
}

/** The pieces of a file's text. */
export function piecesOf({ text }: OutFile): Iterable<string> {
  return typeof text === 'string' ? [text] : text();
}

/** The whole text of a file. O(length). */
export function textOf(file: OutFile): string {
  return [...piecesOf(file)].join('');
}
