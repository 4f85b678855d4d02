/** `wishes.csv`: one wish a row with its outcome, in the order of prefs.csv. */
import type { Wish } from '../model/event.js';
import type { WishOutcome } from '../model/outcome.js';
import { csvText, line, tidy, yesNo } from './csv.js';
import type { View } from './view.js';
import type { Writer } from './writers.js';

const COLUMNS = 'from,to,rank,score,points,met,meeting,reason,detail'.split(',');

export const wishesCsv: Writer = {
  format: 'csv',
  paths: () => ['wishes.csv'],
  build: view => [{ path: 'wishes.csv', text: () => csvText(COLUMNS, lines(view)) }],
};

function* lines({ event, plan, pieces }: View): Generator<string> {
  for (const outcome of plan.wishes) {
    const wish = event.wishes.at(outcome.wish)!;
    const figures = `${wish.rank ?? ''},${wish.score ?? ''},${tidy(outcome.points)},${yesNo(outcome.met)}`;
    const end = line([outcome.meeting, reasonOf(wish, outcome), outcome.detail]);
    yield `${pieces.cell(wish.from)},${pieces.cell(wish.to)},${figures},${end}`;
  }
}

/** A `never` row that was kept reads `no`, `never`: the pair did not meet, and that is why. */
function reasonOf({ kind }: Wish, { reason, met }: WishOutcome): string {
  return reason ?? (kind === 'never' && !met ? 'never' : '');
}
