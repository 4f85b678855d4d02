/** Texts of the numbers of a workbook. */

/** Without exponent, and without the digits that binary fractions add: Excel itself shows 15. */
export function numberText(value: number): string {
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  if (!text.includes('e')) return text;
  return Math.abs(rounded) >= 1 ? BigInt(Math.round(rounded)).toString() : rounded.toFixed(20).replace(/\.?0+$/, '');
}

const DAY = 86_400;
/** Days from 1970 back to day 0, and from there to day 0 of 1904. */
const [DAY_0, TO_1904] = [25_569, 1_462];
/** The last day that Excel knows, 9999-12-31. */
const LAST = 2_958_465;

/**
 * A count of days as `2021-05-18`, `2021-05-18T09:00`, or for a time alone `09:00`; seconds only where there are some.
 * The hours of a time may be more than 24. Days that Excel does not know are left as numbers.
 */
export function serialText(serial: number, kind: 'date' | 'time', from1904: boolean): string {
  const seconds = Math.round(serial * DAY);
  if (serial < 0 || serial > LAST) return numberText(serial);
  if (kind === 'time' || seconds < DAY) return clockText(seconds);
  const day = Math.floor(seconds / DAY);
  const date = new Date((day - DAY_0 + (from1904 ? TO_1904 : 0)) * DAY * 1000).toISOString().slice(0, 10);
  return seconds === day * DAY ? date : `${date}T${clockText(seconds - day * DAY)}`;
}

function clockText(seconds: number): string {
  const pad = (n: number) => String(n).padStart(2, '0');
  const rest = seconds % 60;
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}${rest === 0 ? '' : `:${pad(rest)}`}`;
}
