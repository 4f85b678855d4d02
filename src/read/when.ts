/** Days and times of day as people write them: `Monday`, `Mon-Wed 09:00-12:00`, `2021-05-18 09:00`, `月曜日`. */
import { idKey } from './text.js';
import { type DateOrder, parseDate, parseMoment, parseSpan } from './time.js';
import { weekdayNamed } from './weekdays.js';

/** Some days, and a part of them. */
export interface When {
  /** The same text for the same days; empty: all days. */
  readonly day: string;
  /** Minutes from midnight; `undefined`: the whole day. */
  readonly from: number | undefined;
  /** `undefined`: only a start was written, or the whole day. */
  readonly to: number | undefined;
}

/** What a text says of days and times; `undefined` if it says nothing of them, or something that cannot be. `order`: as for `parseDate`. */
export function parseWhen(text: string, order: DateOrder = 'dmy'): When | undefined {
  const plain = idKey(text);
  const date = parseDate(plain, order);
  if (date !== undefined) return { day: date, from: undefined, to: undefined };
  const bare = timesOf(plain, '', order);
  if (bare !== undefined) return bare;
  const [, words = '', times] = /^(\D*?)[\s,]*(\d.*)?$/su.exec(plain) ?? [];
  const days = parseWeekdays(words);
  if (days === undefined) return undefined;
  return times === undefined ? { day: days, from: undefined, to: undefined } : timesOf(times, days, order);
}

/** A span or a start, on its own date or on `day`. */
function timesOf(text: string, day: string, order: DateOrder): When | undefined {
  const span = parseSpan(text, order);
  if (span !== undefined) return { day: span.date || day, from: span.from, to: span.to };
  const moment = parseMoment(text, order);
  return moment && { day: moment.date || day, from: moment.minutes, to: undefined };
}

/** Whether days that `parseWhen` named include a date; a slot without a date lies on those that are all days only. O(1). */
export function isOnDay(day: string, date: string): boolean {
  if (day === '' || day === date) return true;
  return !isDate(day) && date !== '' && day.includes(String(weekdayOf(date)));
}

/** Whether days that `parseWhen` named are one date; else they are weekdays, or all days. */
export function isDate(day: string): boolean {
  return day.includes('-');
}

/** Digits of the weekdays: `0` for a Monday, `01234` for `Mon-Fri`; `undefined` if the text is no weekday. */
function parseWeekdays(text: string): string | undefined {
  const ends = text.split(/[-–—~〜]/).map(weekdayNamed);
  const [first, last] = [ends[0], ends.at(-1)];
  if (ends.length > 2 || first === undefined || last === undefined) return undefined;
  const count = ((last - first + 7) % 7) + 1;
  const days = Array.from({ length: count }, (_, i) => (first + i) % 7);
  return days.sort((a, b) => a - b).join('');
}

function weekdayOf(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}
