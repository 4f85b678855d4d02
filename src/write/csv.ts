/** Tables as text: the only place where a cell becomes bytes of a CSV file. */
import { stringify } from 'csv-stringify/sync';

/** Numbers are written as they are; text is defused. */
export type Cell = string | number;

/**
 * What a spreadsheet may run: `= + - @` and their full-width forms, also after blanks, and a leading tab or line break.
 * Leading apostrophes count too, so that one more apostrophe can always be taken away again without loss.
 */
const FORMULA = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/u;

/** Puts an apostrophe before text that a spreadsheet would take for a formula. Undone by dropping that apostrophe. */
export function defuse(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** `yes` or `no`, the words FORMATS reads back. */
export function yesNo(value: boolean): 'yes' | 'no' {
  return value ? 'yes' : 'no';
}

/** Points and other decimals without the dust of binary fractions: at most six decimals. */
export function tidy(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/** A header and rows as RFC 4180 text with LF line ends. O(cells). */
export function toCsv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = [columns, ...rows].map(row =>
    row.map(cell => (typeof cell === 'number' ? String(cell) : defuse(cell))),
  );
  return stringify(texts, { record_delimiter: '\n', quoted_match: /[\r\n]/ });
}
