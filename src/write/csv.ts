/** Tables as text: the only place where a cell becomes bytes of a CSV file. */
import { Stringifier } from 'csv-stringify';

/** Numbers are written as they are; text is defused, and so is each text of a list, which is joined with `;`. */
export type Cell = string | number | readonly string[];

/**
 * What a spreadsheet may run: `= + - @` and their full-width forms, also after blanks, and a leading tab or line break.
 * Leading apostrophes count too, so that one more apostrophe can always be taken away again without loss.
 */
const FORMULA = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/u;

/** Characters of a table that are given at once; large enough for the disk, small enough to forget. */
const CHUNK = 262_144;

/** Puts an apostrophe before text that a spreadsheet would take for a formula. Undone by dropping that apostrophe. */
export function defuse(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** `yes` or `no`, the words that readers take back. */
export function yesNo(value: boolean): 'yes' | 'no' {
  return value ? 'yes' : 'no';
}

/** Points and other decimals without the dust of binary fractions: at most six decimals. */
export function tidy(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/** csv-stringify without the stream around it: one of them serves all tables, whose records come one by one. */
class DirectStringifier extends Stringifier {
  private record = '';

  constructor() {
    // The ends of lines are put in `csvText`.
    super({ eof: false, record_delimiter: '', quoted_match: /[\r\n]/ });
  }

  override push(record: string): boolean {
    this.record = record;
    return true;
  }

  /** Throws what csv-stringify throws. */
  encode(cells: readonly string[]): string {
    this._transform(cells, 'utf8', error => {
      if (error) throw error;
    });
    return this.record;
  }
}

const stringifier = new DirectStringifier();

/**
 * Text that every reader takes as it stands, and text that only needs quotes around it: nearly all cells. csv-stringify makes the
 * same of them, eight times as slowly.
 */
const PLAIN = /^(?:[0-9A-Za-z][^",\r\n]*)?$/;
const WITH_COMMAS = /^[0-9A-Za-z][^"\r\n]*$/;

/** Neighbouring cells of a row as RFC 4180 text: a whole line without its end, or a piece of one. O(cells). */
export function line(cells: readonly Cell[]): string {
  return cells.map(encoded).join(',');
}

function encoded(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  // Where `;` parts cells, each text of a list begins one.
  const text = typeof cell === 'string' ? defuse(cell) : cell.map(defuse).join(';');
  if (PLAIN.test(text)) return text;
  return WITH_COMMAS.test(text) ? `"${text}"` : stringifier.encode([text]);
}

/** A header and lines with LF line ends, in large pieces that are made when they are asked for. O(lines). */
export function csvText(columns: readonly string[], lines: Iterable<string>): Generator<string> {
  return csvUnder(line(columns), lines);
}

/** The same under a header that is encoded already: a thousand tables may have it. */
export function* csvUnder(header: string, lines: Iterable<string>): Generator<string> {
  let text = `${header}\n`;
  for (const one of lines) {
    text += `${one}\n`;
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

/** A whole table of a few rows. O(cells). */
export function toCsv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [...csvText(columns, rows.map(line))].join('');
}
