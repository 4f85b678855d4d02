/** The rows of a sheet as texts, as if the table had been saved as CSV. */
import type { Limits } from './limits.js';
import { chooseSheet, damaged, type SheetChoice, tame, unpack } from './workbook.js';

/** Cells as texts, trailing empty ones included; the first row is row 1 of the sheet. */
export type SheetRows = readonly (readonly string[])[];

/**
 * Reads one sheet of an Excel workbook, by name or number or else the first: dates and times in ISO form, numbers in
 * plain digits, `TRUE` and `FALSE`. Throws `Refused` (E004, E006, E007, E010 to E012). O(unpacked bytes + cells).
 */
export async function readSheet(
  bytes: Uint8Array,
  wanted: string | undefined,
  limits: Limits,
): Promise<{ rows: SheetRows; choice: SheetChoice }> {
  const parts = unpack(bytes, limits);
  const choice = chooseSheet(parts, wanted);
  const zip = tame(parts, limits);
  const { readSheet: read } = await import('read-excel-file/universal');
  try {
    const data: unknown[][] = await read(zip, choice.number, { trim: false });
    return { rows: data.map(cells => cells.map(cellText)), choice };
  } catch (error) {
    throw damaged(error);
  }
}

/** The text of a value as the library gives it. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return plainNumber(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return momentText(value);
  return String(value).replace(/\r\n?/g, '\n');
}

/** Without exponent, and without the digits that binary fractions add: Excel itself shows 15. */
function plainNumber(value: number): string {
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  if (!text.includes('e')) return text;
  return Math.abs(rounded) >= 1 ? BigInt(Math.round(rounded)).toString() : rounded.toFixed(20).replace(/\.?0+$/, '');
}

const DAY = 86_400;
/** Seconds from 1970 to day 0 of Excel, where a time without a date stands; and to that of workbooks of old Macs. */
const NO_DATE = [Date.UTC(1899, 11, 30) / 1000, Date.UTC(1904, 0, 1) / 1000];

/** `2021-05-18`, `2021-05-18T09:00`, or for a time alone `09:00`; seconds only where there are some. */
function momentText(date: Date): string {
  const seconds = Math.round(date.getTime() / 1000);
  for (const start of NO_DATE) {
    if (seconds >= start && seconds < start + 2 * DAY) return clockText(seconds - start);
  }
  const day = Math.floor(seconds / DAY) * DAY;
  const text = new Date(day * 1000).toISOString().replace(/T.*/, '');
  return seconds === day ? text : `${text}T${clockText(seconds - day)}`;
}

/** Hours may be more than 24: a time of `[h]:mm`. */
function clockText(seconds: number): string {
  const pad = (n: number) => String(n).padStart(2, '0');
  const rest = seconds % 60;
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}${rest === 0 ? '' : `:${pad(rest)}`}`;
}
