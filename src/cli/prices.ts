/** The price list in words: how many breaks fewer for how many points. */
import type { PriceList } from '../model/outcome.js';
import { tidy } from '../write/csv.js';
import type { Paint } from './terminal.js';

/** A heading and a line for each schedule, aligned; the last is the one that is written. */
export function priceWords({ prices }: PriceList, paint: Paint): string[] {
  const most = prices[0].breaks;
  const cells = prices.map(({ keep, points, breaks }) => [`${tidy(keep * 100)}%`, `${tidy(points)}`, `${breaks}`]);
  const widths = [0, 1, 2].map(column => Math.max(...cells.map(row => row[column].length)));
  const lines = cells.map((row, at) => {
    const [keep, points, breaks] = row.map((cell, column) => cell.padStart(widths[column]));
    const fewer = at === 0 ? '' : ` (${most - prices[at].breaks} fewer)`;
    const line = `  keep ${keep} · ${points} points · ${breaks} ${prices[at].breaks === 1 ? 'break' : 'breaks'}${fewer}`;
    return at === prices.length - 1 ? paint.bold(line) : line;
  });
  return ['What fewer breaks cost; the schedule of the last line is the one made:', ...lines];
}
