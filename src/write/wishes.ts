/** `wishes.csv`: one wish a row with its outcome, in the order of prefs.csv. */
import { tidy, toCsv, yesNo } from './csv.js';
import type { View } from './view.js';
import type { Writer } from './writers.js';

const COLUMNS = 'from,to,rank,score,points,met,meeting,reason,detail'.split(',');

export const wishesCsv: Writer = {
  format: 'csv',
  paths: () => ['wishes.csv'],
  build: view => [{ path: 'wishes.csv', text: toCsv(COLUMNS, rows(view)) }],
};

/** A `never` row that was kept reads `no`, `never`: the pair did not meet, and that is why. */
function rows({ event, plan }: View) {
  return plan.wishes.map(outcome => {
    const wish = event.wishes[outcome.wish]!;
    const kept = wish.kind === 'never' && !outcome.met;
    return [
      wish.from,
      wish.to,
      wish.rank ?? '',
      wish.score ?? '',
      tidy(outcome.points),
      yesNo(outcome.met),
      outcome.meeting,
      outcome.reason ?? (kept ? 'never' : ''),
      outcome.detail,
    ];
  });
}
