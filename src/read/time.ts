/** Wall-clock times and dates as they stand in cells. */
import type { MinuteSpan } from '../model/event.js';
import { idKey } from './text.js';

/** Minutes from midnight of `9:00`, `09:00` or `09:00:00`, up to `24:00`; `undefined` for anything else. */
export function parseClock(text: string): number | undefined {
  const match = /^(\d{1,2}):(\d{2})(?::00)?$/.exec(text);
  if (match === null) return undefined;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return Number(match[2]) < 60 && minutes <= 1440 ? minutes : undefined;
}

/** `HH:MM` of minutes from midnight. */
export function formatClock(minutes: number): string {
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** `YYYY-MM-DD` of `2021-05-18` or `2021/5/18`, if there is such a day; `undefined` for anything else. */
export function parseDate(text: string): string | undefined {
  const match = /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[3]), Number(match[4])];
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCFullYear(year);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return `${match[1]}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** A time with or without a date: `09:00`, `2021-05-18T09:00`, `2021-05-18 09:00`. */
export function parseMoment(text: string): { date: string; minutes: number } | undefined {
  const match = /^(?:(\S+?)(?:[T ]\s*))?(\d{1,2}:\d{2}(?::00)?)$/.exec(idKey(text));
  if (match === null) return undefined;
  const minutes = parseClock(match[2]!);
  const date = match[1] === undefined ? '' : parseDate(match[1]);
  return minutes === undefined || date === undefined ? undefined : { date, minutes };
}

/** A span of a day, on one date or (empty date) on all. */
export interface DatedSpan extends MinuteSpan {
  readonly date: string;
}

const SPAN = /^(?:(\d{4}[-/]\d{1,2}[-/]\d{1,2})[T\s]\s*)?(\d{1,2}:\d{2}(?::00)?)\s*[-–—~〜]\s*(\d{1,2}:\d{2}(?::00)?)$/;

/** `09:00-12:00` or `2021-05-18 09:00-12:00`; `undefined` for anything else, and for spans that are empty or run backwards. */
export function parseSpan(text: string): DatedSpan | undefined {
  const match = SPAN.exec(idKey(text));
  if (match === null) return undefined;
  const date = match[1] === undefined ? '' : parseDate(match[1]);
  const from = parseClock(match[2]!);
  const to = parseClock(match[3]!);
  if (date === undefined || from === undefined || to === undefined || from >= to) return undefined;
  return { date, from, to };
}

/** Whether the text means to be a span of time, a good one or not. */
export function looksLikeSpan(text: string): boolean {
  return /\d:\d\d\s*[-–—~〜]/.test(idKey(text));
}

const zones = new Map<string, boolean>();

/** Whether the running Node knows the IANA name. Cached. */
export function isTimeZone(name: string): boolean {
  let known = zones.get(name);
  if (known === undefined) {
    known = /^[A-Za-z][\w+/-]*$/.test(name) && canFormat(name);
    zones.set(name, known);
  }
  return known;
}

function canFormat(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
