/** One-to-ones and seats as items: which of them a wish or an order row is about. */
import type { Event } from './event.js';
import { PairTable } from './pairs.js';
import type { Contradiction, Problem } from './problem.js';
import type { Seat } from './seats.js';
import type { WishWays } from './ways-to-meet.js';

/** Finds items by their people. */
export class Items {
  private readonly pairTable: PairTable;
  private readonly seatTable: PairTable;

  constructor(
    private readonly pairs: Problem,
    seats: readonly Seat[],
  ) {
    this.pairTable = new PairTable(pairs.meetings);
    for (let e = 0; e < pairs.meetings; e++) this.pairTable.add(pairs.a[e], pairs.b[e]);
    this.seatTable = new PairTable(seats.length);
    for (const { host, guest } of seats) this.seatTable.add(host, guest);
  }

  /** The one-to-one of two people, -1 if there is none. O(1) expected. */
  pair(x: number, y: number): number {
    return this.pairTable.find(Math.min(x, y), Math.max(x, y));
  }

  /** -1 if there is none. O(1) expected. */
  seat(host: number, guest: number): number {
    const seat = this.seatTable.find(host, guest);
    return seat < 0 ? -1 : this.pairs.meetings + seat;
  }

  /** Every item of two people: at most a one-to-one, and a seat of either with the other. */
  of(x: number, y: number): number[] {
    return [this.pair(x, y), this.seat(x, y), this.seat(y, x)].filter(item => item >= 0);
  }
}

/** Items that one wish can be met by: at most one of them takes place; if the wish is a must, one has to. */
export function wishSets(event: Event, ways: WishWays, items: Items, pairs: Problem, seats: readonly Seat[]) {
  const once: number[][] = [];
  const some: number[][] = [];
  const someWish: number[] = [];
  const contradictions: Contradiction[] = [];
  const reasons = new Int32Array(pairs.meetings + seats.length);
  const known = new Set<string>();
  const found: number[][] = [];
  event.wishes.forEach((_, wish) => {
    const own = ways.of(wish).flatMap(way => {
      const item = way.kind === 'pair' ? items.pair(way.asker, way.asked) : items.seat(way.host, way.guest);
      return item < 0 ? [] : [item];
    });
    found.push(own);
    for (const item of own) reasons[item]++;
  });
  event.wishes.forEach(({ kind, from, to, anyOf, line }, wish) => {
    const own = found[wish];
    if (ways.of(wish).length < 2) return;
    if (kind === 'must' || (kind === 'wish' && event.rules.allWishes)) {
      const text = `${from} must meet ${anyOf ? `someone of ${to}` : to}`;
      const explanation = 'nobody is left who could meet the wish under the rules';
      if (own.length === 0) contradictions.push({ rows: [{ table: 'prefs', line, text }], explanation });
      some.push(own);
      someWish.push(wish);
    }
    for (const set of exclusive(own, anyOf === undefined ? () => false : item => reasons[item] > 1)) {
      const key = set.join(' ');
      if (set.length < 2 || known.has(key)) continue;
      known.add(key);
      once.push(set);
    }
  });
  return { once, some, someWish, contradictions };
}

/**
 * Of the people of an organisation, those who are asked for by other wishes too may be met beside each other, but none of
 * the rest beside any of them.
 */
function exclusive(items: readonly number[], isAskedForAnyway: (item: number) => boolean): number[][] {
  const anyway = items.filter(isAskedForAnyway);
  const rest = items.filter(item => !isAskedForAnyway(item));
  if (anyway.length < 2) return [[...items]];
  return rest.length === 0 ? [] : anyway.map(item => [item, ...rest]);
}

/** O(rows). */
export function orderOfItems(event: Event, indexOf: ReadonlyMap<string, number>, items: Items) {
  const itemsOf = ([x, y]: readonly [string, string]) => items.of(indexOf.get(x)!, indexOf.get(y)!);
  return event.order.flatMap(({ before, after }, row) =>
    itemsOf(before).flatMap(first => itemsOf(after).map(second => ({ row, first, second }))),
  );
}
