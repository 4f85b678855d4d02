import type { Wish } from '../model/event.js';
import { PairTable } from '../model/pairs.js';
import type { Context } from './context.js';
import { numberedSlots, type SlotTable } from './slots.js';
import type { WishBook } from './wishes.js';

const FEWEST = 4;
const MOST = 16;

/** How many slots wishes ask for. */
export interface SlotNeed {
  /** As many slots as who has most has different partners, at least 4 and at most 16. */
  readonly count: number;
  /** Why, in words. */
  readonly why: string;
}

/** O(wishes). */
export function slotsNeeded(book: WishBook): SlotNeed {
  const busiest = busiestOf(book, book.wishes);
  const count = Math.min(MOST, Math.max(FEWEST, busiest));
  const why = `the busiest person has ${busiest} different ${busiest === 1 ? 'partner' : 'partners'}; at least ${FEWEST}, at most ${MOST}`;
  return { count, why };
}

/** The same number for each session that wishes name. O(wishes). */
export function busiestBySession(book: WishBook): Map<string, number> {
  const wishesFor = new Map<string, Wish[]>();
  book.wishes.forEach(wish => {
    if (wish.session === undefined) return;
    const others = wishesFor.get(wish.session);
    if (others) others.push(wish);
    else wishesFor.set(wish.session, [wish]);
  });
  return new Map(Array.from(wishesFor, ([session, wishes]) => [session, busiestOf(book, wishes)]));
}

/** Different partners of who has most in these wishes. O(wishes). */
function busiestOf({ people: { all } }: WishBook, wishes: { forEach(use: (wish: Wish) => void): void }): number {
  const partners = new Map<number, number>();
  const seen = new PairTable();
  let busiest = 0;
  const count = (person: number): void => {
    const others = (partners.get(person) ?? 0) + 1;
    partners.set(person, others);
    busiest = Math.max(busiest, others);
  };
  wishes.forEach(wish => {
    if (wish.kind === 'never') return;
    const [a, b] = [all.find(wish.from), all.find(wish.to)];
    // Of an organisation one will do; which is not known yet.
    if (wish.anyOf !== undefined) count(a);
    else if (seen.add(Math.min(a, b), Math.max(a, b)) < 0) [a, b].forEach(count);
  });
  return busiest;
}

/** Slots where none are given: as many as the busiest person has different partners, 4 to 16; the run says so. O(wishes). */
export function assumeSlots(book: WishBook, context: Context): SlotTable {
  const { count, why } = slotsNeeded(book);
  context.notice(`no slots given: ${count} slots without times are assumed (${why})`);
  return numberedSlots(count);
}
