import type { DateOrder } from './time.js';

/** How dates such as 03/04/2021 are read in one table, and the sentence that says so. */
export interface DateReading {
  readonly order: DateOrder;
  /** `undefined` where no date leaves room for doubt. */
  readonly note: string | undefined;
}

const DATE = /(?<!\d)(\d{1,2})([/-])(\d{1,2})\2\d{4}(?!\d)/g;

/** Full-width digits and signs, which NFKC makes plain. */
const WIDE = /[\uff0d-\uff19]/;

/** Whether a text holds a date of which the order can be in doubt. O(text). */
export function holdsOpenDate(text: string): boolean {
  return plain(text).search(DATE) >= 0;
}

function plain(text: string): string {
  return WIDE.test(text) ? text.normalize('NFKC') : text;
}

/**
 * Day or month first, decided from all dates of a table: month first if some date can only be read so and none only
 * the other way; else day first. O(text).
 */
export function dateReading(text: string): DateReading {
  const [days, months, open]: [string[], string[], string[]] = [[], [], []];
  for (const [date, first, , second] of plain(text).matchAll(DATE)) {
    if (Number(first) > 12) days.push(date);
    else if (Number(second) > 12) months.push(date);
    else if (Number(first) !== Number(second)) open.push(date);
  }
  if (months.length > 0 && days.length === 0) {
    return { order: 'mdy', note: `dates are read with the month first, because of ${months[0]}` };
  }
  if (open.length === 0 || days.length > 0) return { order: 'dmy', note: undefined };
  return {
    order: 'dmy',
    note: `dates such as ${open[0]} are read with the day first; write them as 2021-05-18 if the month is meant`,
  };
}
