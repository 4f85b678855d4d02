/** One-to-ones and seats as items: which of them a wish or an order row is about. */
import type { Event, Wish } from './event.js';
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

/** What the wishes that can be met in several ways ask of items. */
export class WishSets {
  /** At most one of each takes place. */
  readonly once: number[][] = [];
  /** One of each has to, and the wish that demands it. */
  readonly some: number[][] = [];
  readonly someWish: number[] = [];
  /** Items that may be held beside each other though one wish brings each of them points, and how many, as `points` has them. */
  readonly repeats: { readonly items: readonly number[]; readonly points: number }[] = [];
  readonly contradictions: Contradiction[] = [];
  private readonly known = new Set<string>();

  /** `points`: of each wish. O(wishes · ways). */
  constructor(
    event: Event,
    ways: WishWays,
    points: Float64Array,
    items: Items,
    pairs: Problem,
    seats: readonly Seat[],
  ) {
    const isAskedFor = Uint8Array.from({ length: pairs.meetings + seats.length }, (_, item) => {
      const lock = item < pairs.meetings ? pairs.lock[item] : seats[item - pairs.meetings].lock;
      return lock >= 0 ? 1 : 0;
    });
    const found: number[][] = [];
    event.wishes.forEach((_, wish) => {
      const own = ways.of(wish).flatMap(way => {
        const item = way.kind === 'pair' ? items.pair(way.asker, way.asked) : items.seat(way.host, way.guest);
        return item < 0 ? [] : [item];
      });
      found.push(own);
      if (ways.isDirect(wish)) for (const item of own) isAskedFor[item] = 1;
    });
    event.wishes.forEach((wish, index) => {
      if (ways.isSingle(index)) return;
      const own = found[index];
      const anyway = own.filter(item => isAskedFor[item] === 1);
      if (wish.kind === 'must' || (wish.kind === 'wish' && event.rules.allWishes)) this.demand(wish, index, own);
      if (anyway.length > 1) this.repeats.push({ items: anyway, points: points[index] });
      for (const set of exclusive(own, anyway)) this.exclude(set);
    });
  }

  private demand({ from, to, anyOf, line }: Wish, wish: number, own: number[]): void {
    this.some.push(own);
    this.someWish.push(wish);
    if (own.length > 0) return;
    const text = `${from} must meet ${anyOf ? `someone of ${to}` : to}`;
    const explanation = 'nobody is left who could meet the wish under the rules';
    this.contradictions.push({ rows: [{ table: 'prefs', line, text }], explanation });
  }

  private exclude(set: number[]): void {
    const key = set.join(' ');
    if (set.length < 2 || this.known.has(key)) return;
    this.known.add(key);
    this.once.push(set);
  }
}

/**
 * No two items for one wish: of those it can be met by, the ones that a lock or a wish with no other way asks for too may be
 * held beside each other, but none of the rest beside any.
 */
function exclusive(items: readonly number[], anyway: readonly number[]): number[][] {
  const rest = items.filter(item => !anyway.includes(item));
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
