import { PairTable } from '../model/pairs.js';
import type { Context } from './context.js';
import { numberedSlots, type SlotTable } from './slots.js';
import type { WishBook } from './wishes.js';

const FEWEST = 4;
const MOST = 16;

/** How many slots wishes ask for. */
export interface SlotNeed {
  /** Different partners of who has most. */
  readonly busiest: number;
  /** As many slots, at least 4 and at most 16. */
  readonly count: number;
  /** Why, in words. */
  readonly why: string;
}

/** O(wishes). `session`: only wishes for it count. */
export function slotsNeeded(book: WishBook, session?: string): SlotNeed {
  const partners = new Int32Array(book.people.ids.length);
  const seen = new PairTable();
  const { all } = book.people;
  book.wishes.forEach(wish => {
    const [a, b] = [all.find(wish.from), all.find(wish.to)];
    if (wish.kind === 'never' || (session !== undefined && wish.session !== session)) return;
    if (wish.anyOf !== undefined) {
      // One of them will do; which is not known yet.
      partners[a]!++;
      return;
    }
    if (seen.add(Math.min(a, b), Math.max(a, b)) >= 0) return;
    partners[a]!++;
    partners[b]!++;
  });
  const busiest = partners.reduce((most, count) => Math.max(most, count), 0);
  const count = Math.min(MOST, Math.max(FEWEST, busiest));
  const why = `the busiest person has ${busiest} different ${busiest === 1 ? 'partner' : 'partners'}; at least ${FEWEST}, at most ${MOST}`;
  return { busiest, count, why };
}

/** Slots where none are given: as many as the busiest person has different partners, 4 to 16; the run says so. O(wishes). */
export function assumeSlots(book: WishBook, context: Context): SlotTable {
  const { count, why } = slotsNeeded(book);
  context.notice(`no slots given: ${count} slots without times are assumed (${why})`);
  return numberedSlots(count);
}
