import { PairTable } from '../model/pairs.js';
import type { Context } from './context.js';
import { numberedSlots, type SlotTable } from './slots.js';
import type { WishBook } from './wishes.js';

const FEWEST = 4;
const MOST = 16;

/** Slots where none are given: as many as the busiest person has different partners, 4 to 16; the run says so. O(wishes). */
export function assumeSlots(book: WishBook, context: Context): SlotTable {
  const partners = new Int32Array(book.people.ids.length);
  const seen = new PairTable();
  const { all } = book.people;
  book.wishes.forEach(wish => {
    const [a, b] = [all.find(wish.from), all.find(wish.to)];
    if (wish.anyOf !== undefined) {
      // One of them will do; which is not known yet.
      if (wish.kind !== 'never') partners[a]!++;
      return;
    }
    if (wish.kind === 'never' || seen.add(Math.min(a, b), Math.max(a, b)) >= 0) return;
    partners[a]!++;
    partners[b]!++;
  });
  const busiest = partners.reduce((most, count) => Math.max(most, count), 0);
  const count = Math.min(MOST, Math.max(FEWEST, busiest));
  const why = `the busiest person has ${busiest} different ${busiest === 1 ? 'partner' : 'partners'}; at least ${FEWEST}, at most ${MOST}`;
  context.notice(`no slots given: ${count} slots without times are assumed (${why})`);
  return numberedSlots(count);
}
