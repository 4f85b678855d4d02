/** Values of single cells. Every parser gives `undefined` for an empty cell and for a faulty one, which it has told. */
import type { ErrorCode } from '../errors.js';
import type { Row } from './table.js';
import { idKey, quote } from './text.js';

/** Largest count, rank or score that is read. */
export const MOST = 1_000_000;

const YES = new Set(['yes', 'y', 'true', '1', 'x', 'oui', 'ja', 'はい', '○', '〇', '◯']);
const NO = new Set(['no', 'n', 'false', '0', 'non', 'nein', 'いいえ', '×', '']);

/** Yes or no, in several languages; `undefined` for anything else. */
export function parseYesNo(text: string): boolean | undefined {
  const word = idKey(text).toLowerCase();
  if (YES.has(word)) return true;
  return NO.has(word) ? false : undefined;
}

/** A whole number in digits (full-width ones too); `undefined` for anything else. */
export function parseWhole(text: string): number | undefined {
  const digits = idKey(text);
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined;
}

/** A decimal number without sign and exponent, zeros at the end not counted as decimals; `undefined` for anything else. */
export function parseDecimal(text: string, decimals: number, comma: boolean): number | undefined {
  const plain = idKey(text);
  const match = /^(\d{1,9})(?:\.(\d+))?$/.exec(comma ? plain.replace(/^(\d+),(\d+)$/, '$1.$2') : plain);
  if (match === null || (match[2] ?? '').replace(/0+$/, '').length > decimals) return undefined;
  return Number(match[0]);
}

/** A count of at least `least`; E401 otherwise. */
export function wholeCell<C extends string>(
  row: Row<C>,
  column: C,
  least: number,
  code: ErrorCode = 'E401',
): number | undefined {
  const text = row.text(column);
  if (text === '') return undefined;
  const value = parseWhole(text);
  if (value !== undefined && value >= least && value <= MOST) return value;
  row.fault(column, code, `expected a whole number from ${least} to 1,000,000, got ${quote(text)}`);
  return undefined;
}

/** A decimal number between `least` and `most`; `code` otherwise. A decimal comma is read where commas do not separate cells. */
export function decimalCell<C extends string>(
  row: Row<C>,
  column: C,
  range: { readonly least: number; readonly most: number; readonly decimals: number; readonly code: ErrorCode },
): number | undefined {
  const text = row.text(column);
  if (text === '') return undefined;
  const value = parseDecimal(text, range.decimals, row.table.delimiter !== ',');
  if (value !== undefined && value >= range.least && value <= range.most) return value;
  const most = range.most.toLocaleString('en');
  const decimals = `at most ${range.decimals} decimal${range.decimals === 1 ? '' : 's'}`;
  row.fault(
    column,
    range.code,
    `expected a number from ${range.least} to ${most} with ${decimals}, got ${quote(text)}`,
  );
  return undefined;
}

/** Yes or no; no for an empty cell; E405 otherwise. */
export function yesNoCell<C extends string>(row: Row<C>, column: C): boolean {
  const value = parseYesNo(row.text(column));
  if (value === undefined) row.fault(column, 'E405', `${quote(row.text(column))} is neither yes nor no`);
  return value ?? false;
}

/** One of a few words, any case; `undefined` for an empty cell and, told with `code`, for another word. */
export function wordCell<C extends string, W extends string>(
  row: Row<C>,
  column: C,
  words: readonly W[],
  code: ErrorCode,
): W | undefined {
  const text = row.text(column);
  if (text === '') return undefined;
  const folded = idKey(text).toLowerCase();
  const word = words.find(w => w === folded);
  if (word !== undefined) return word;
  const listed = `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
  row.fault(
    column,
    code,
    `expected ${listed}, got ${quote(text)}`,
    row.table.context.suggester.action(text, words, 'use one of these'),
  );
  return undefined;
}
