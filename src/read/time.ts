/** Wall-clock times and dates as they stand in cells. */
import type { MinuteSpan } from '../model/event.js';
import { idKey } from './text.js';
import { weekdayNamed } from './weekdays.js';

/** Day or month first in dates such as 03/04/2021. */
export type DateOrder = 'dmy' | 'mdy';

/** `9:00`, `09:00:00`, `9h`, `9h00`, `9時`, `9時30分`, with `Uhr` behind, or with am, pm, 午前 or 午後. */
const CLOCK =
  /^(am|pm|午前|午後)?\s*(\d{1,2})\s*(?::(\d{2})(?::00(?:\.0+)?)?|[h時]\s*(?:(\d{2})\s*分?)?|(?=[ap]\.?m))\s*([ap]\.?m\.?|uhr)?$/i;

/**
 * Minutes from midnight, up to `24:00`, of a time as spreadsheets and people write it: `9:00`, `09:00:00`, `9h00`, `9時30分`,
 * `9:00 AM`, in full-width digits too. `undefined` for anything else, and for seconds that are not 0.
 */
export function parseClock(text: string): number | undefined {
  const match = CLOCK.exec(idKey(text));
  if (match === null) return undefined;
  const [, prefix, hours, colon, letter, suffix] = match;
  const half = halfOfDay(prefix, suffix);
  const [hour, minute] = [Number(hours), Number(colon ?? letter ?? 0)];
  if (minute > 59 || (half !== undefined && (hour > 12 || (hour < 1 && suffix !== undefined)))) return undefined;
  const minutes = (half === undefined ? hour : (hour % 12) + half) * 60 + minute;
  return minutes <= 1440 ? minutes : undefined;
}

/** Hours to add for am and pm; `undefined` where neither is said. */
function halfOfDay(prefix: string | undefined, suffix: string | undefined): 0 | 12 | undefined {
  const word = (prefix ?? suffix ?? '').toLowerCase().replaceAll('.', '');
  if (word === 'am' || word === '午前') return 0;
  return word === 'pm' || word === '午後' ? 12 : undefined;
}

/** `HH:MM` of minutes from midnight. */
export function formatClock(minutes: number): string {
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** The year first: `2021-05-18`, `2021/5/18`, `2021.5.18`, `2021年5月18日`. */
const YEAR_FIRST = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年\s*(\d{1,2})月\s*(\d{1,2})日)$/;
/** The year last: `18/05/2021`, `18-05-2021`, and always with the day first `18.05.2021`. */
const YEAR_LAST = /^(\d{1,2})(?:([-/])(\d{1,2})\2|(\.)\s?(\d{1,2})\.\s?)(\d{4})$/;
/** A word in front, or one in brackets behind, where people add the day of the week. */
const WORD = /^(\p{L}+\.?),?\s+|\s*\((\p{L}+)\)$/gu;

/**
 * `YYYY-MM-DD` of a date as spreadsheets and people write it, in full-width digits too, if there is such a day;
 * `undefined` for anything else, years of two digits included. `order` tells what stands first before a slash or dash.
 */
export function parseDate(text: string, order: DateOrder = 'dmy'): string | undefined {
  const plain = idKey(text).replace(WORD, (whole, front?: string, behind?: string) =>
    weekdayNamed(front ?? behind ?? '') === undefined ? whole : '',
  );
  const first = YEAR_FIRST.exec(plain);
  if (first !== null) return dateOf(first[1]!, first[3] ?? first[5]!, first[4] ?? first[6]!);
  const last = YEAR_LAST.exec(plain);
  if (last === null) return undefined;
  if (last[4] !== undefined || order === 'dmy') return dateOf(last[6]!, last[3] ?? last[5]!, last[1]!);
  return dateOf(last[6]!, last[1]!, last[3]!);
}

function dateOf(year: string, month: string, day: string): string | undefined {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  date.setUTCFullYear(Number(year));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** A time with or without a date: `09:00`, `2021-05-18T09:00`, `18/05/2021 09:00`, `2021年5月18日 9時`. `date` is empty without one. */
export function parseMoment(text: string, order: DateOrder = 'dmy'): { date: string; minutes: number } | undefined {
  const plain = idKey(text);
  const clock = parseClock(plain);
  if (clock !== undefined) return { date: '', minutes: clock };
  const parts = dated(plain, order);
  const minutes = parts && parseClock(parts.rest);
  return parts === undefined || minutes === undefined ? undefined : { date: parts.date, minutes };
}

/** The date at the beginning of a text and what stands behind it. */
function dated(text: string, order: DateOrder): { date: string; rest: string } | undefined {
  for (const split of text.matchAll(/\s+|(?<=\d)T(?=\d)|(?<=日)|,\s*/g)) {
    const date = parseDate(text.slice(0, split.index), order);
    if (date !== undefined) return { date, rest: text.slice(split.index + split[0].length).trim() };
  }
  return undefined;
}

/** A span of a day, on one date or (empty date) on all. */
export interface DatedSpan extends MinuteSpan {
  readonly date: string;
}

/** What stands between two times. */
const DASH = /\s*(?:[-–—~〜]|\s(?:to|bis|à)\s|から)\s*/;

/**
 * `09:00-12:00`, `9h-12h`, `1:00-3:00 pm`, `2021-05-18 09:00-12:00` or `18/05/2021 9:00–12:00`; `undefined` for anything
 * else, and for spans that are empty or run backwards.
 */
export function parseSpan(text: string, order: DateOrder = 'dmy'): DatedSpan | undefined {
  const plain = idKey(text);
  const { date, rest } = dated(plain, order) ?? { date: '', rest: plain };
  const [start, end = '', more] = rest.split(DASH).map(part => part.replace(/まで$/, ''));
  const said = parseClock(end);
  if (said === undefined || more !== undefined) return undefined;
  const from = startBefore(said, start!, end);
  // From 11:00 to 12:00 am may begin in the morning or in the evening.
  const to = HALF.test(end) && !HALF.test(start!) ? said : endAfter(from ?? 0, said);
  return from === undefined || from >= to ? undefined : { date, from, to };
}

/** An end at 00:00 is midnight, where the day begins before that. */
export function endAfter(from: number, to: number): number {
  return to === 0 && from > 0 ? 1440 : to;
}

/** Where a time says which half of the day it means. */
const HALF = /^(?:午前|午後)|[ap]\.?m\.?$/i;

/** A start that does not say its half of the day is in that of the end, unless it would not be before the end. */
function startBefore(to: number, start: string, end: string): number | undefined {
  const half = HALF.test(start) ? undefined : HALF.exec(end)?.[0];
  const same = half && parseClock(half.startsWith('午') ? half + start : `${start} ${half}`);
  return typeof same === 'number' && same < to ? same : parseClock(start);
}

/** Whether the text means to be a span of time, a good one or not. */
export function looksLikeSpan(text: string): boolean {
  return /\d\s*(?::|h|時)(?:\s*\d\d)?\s*(?:[-–—~〜]|から)/i.test(idKey(text));
}
