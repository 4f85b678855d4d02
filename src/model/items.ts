/** One-to-ones and seats as items: which of them a wish or an order row is about. */
import { wishRow } from './cited-rows.js';
import type { Event } from './event.js';
import { demandsMeeting, inSession } from './impossible.js';
import { PairTable } from './pairs.js';
import { type Part, WHOLE } from './parts.js';
import type { Contradiction, Problem } from './problem.js';
import type { Seat, SeatBook } from './seats.js';
import { peopleOf, type WayToMeet, type WishWays } from './ways-to-meet.js';

/** Finds items by their people. */
export class Items {
  private readonly people: number;
  /** Seats come after the one-to-ones; the first person of each is written with the part. */
  private readonly tables: { readonly pair: PairTable; readonly seat: PairTable };
  private readonly seatsFrom: number;

  /** @param part number of each one-to-one among the items of its two people */
  constructor(
    private readonly ways: WishWays,
    { participants, meetings, a, b }: Problem,
    part: Int32Array,
    seats: readonly Seat[],
  ) {
    this.people = participants;
    this.tables = { pair: new PairTable(meetings), seat: new PairTable(seats.length) };
    this.seatsFrom = meetings;
    for (let e = 0; e < meetings; e++) this.tables.pair.add(a[e] + part[e] * participants, b[e]);
    for (const { host, guest, part } of seats) this.tables.seat.add(host + part.number * participants, guest);
  }

  /** The item that is one way to meet a wish, -1 if it cannot take place. O(1) expected. */
  ofWay(way: WayToMeet): number {
    return this[way.kind](...peopleOf(way), way.part);
  }

  /** Every item of two people: one-to-ones, and seats of either with the other. O(answer). */
  of(x: number, y: number): number[] {
    return [...this.partsOf('pair', x, y), ...this.partsOf('seat', x, y), ...this.partsOf('seat', y, x)];
  }

  /** The items of one meeting, of a seat the host first: at most one takes place. O(answer). */
  partsOf(kind: WayToMeet['kind'], x: number, y: number): number[] {
    const items = this.ways.partsOf(kind, x, y).map(part => this[kind](x, y, part));
    return items.filter(item => item >= 0);
  }

  private pair(x: number, y: number, { number }: Part): number {
    return this.tables.pair.find(Math.min(x, y) + number * this.people, Math.max(x, y));
  }

  private seat(host: number, guest: number, { number }: Part): number {
    const seat = this.tables.seat.find(host + number * this.people, guest);
    return seat < 0 ? -1 : this.seatsFrom + seat;
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
    private readonly event: Event,
    ways: WishWays,
    points: Float64Array,
    items: Items,
    pairs: Problem,
    seats: readonly Seat[],
    book: SeatBook,
  ) {
    const lockOf = (item: number): number =>
      item < pairs.meetings ? pairs.lock[item] : seats[item - pairs.meetings].lock;
    /** 1 where no lock and only wishes with a choice ask for an item. */
    const needsReason = Uint8Array.from({ length: pairs.meetings + seats.length }, (_, item) =>
      lockOf(item) < 0 ? 1 : 0,
    );
    const itemsOf = (wish: number): number[] =>
      ways
        .of(wish)
        .map(way => items.ofWay(way))
        .filter(item => item >= 0);
    event.wishes.forEach((_, wish) => {
      for (const way of ways.of(wish)) {
        if (way.part === WHOLE) continue;
        const [x, y] = peopleOf(way);
        this.exclude(items.partsOf(way.kind, x, y));
      }
      if (!ways.hasChoice(wish)) for (const item of itemsOf(wish)) needsReason[item] = 0;
    });
    event.wishes.forEach((wish, index) => {
      if (ways.isSingle(index)) return;
      const own = itemsOf(index);
      if (demandsMeeting(wish, event.rules)) this.demand(index, own, ways, book);
      if (!ways.hasChoice(index)) return;
      const couldBeReason = ways.of(index).filter(({ part: { reason } }) => reason < 0 || reason === index);
      const needing = couldBeReason.map(way => items.ofWay(way)).filter(item => needsReason[item] === 1);
      this.exclude(needing);
      if (own.length > Math.max(1, needing.length) && !this.isExclusive(own))
        this.repeats.push({ items: own, points: points[index] });
    });
  }

  private demand(wish: number, own: number[], ways: WishWays, book: SeatBook): void {
    this.some.push(own);
    this.someWish.push(wish);
    if (own.length > 0) return;
    const [way] = ways.of(wish);
    if (ways.isDirect(wish) && way) {
      this.contradictions.push(book.contradictionOfMust(wish, way));
      return;
    }
    const { from, to, anyOf } = this.event.wishes.at(wish)!;
    const text = `${from} must meet ${anyOf ? `someone of ${to}` : to}${inSession(this.event, wish)}`;
    const explanation = 'nobody is left who could meet the wish under the rules';
    const demands = [wishRow(this.event, wish, text)];
    this.contradictions.push({ demands, others: ways.against(wish), explanation });
  }

  private isExclusive(items: readonly number[]): boolean {
    return this.known.has(items.join(' '));
  }

  private exclude(set: number[]): void {
    const key = set.join(' ');
    if (set.length < 2 || this.known.has(key)) return;
    this.known.add(key);
    this.once.push(set);
  }
}

/** O(rows). */
export function orderOfItems(event: Event, indexOf: ReadonlyMap<string, number>, items: Items) {
  const itemsOf = ([x, y]: readonly [string, string]) => items.of(indexOf.get(x)!, indexOf.get(y)!);
  return event.order.flatMap(({ before, after }, row) =>
    itemsOf(before).flatMap(first => itemsOf(after).map(second => ({ row, first, second }))),
  );
}
