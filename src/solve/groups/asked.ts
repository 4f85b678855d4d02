/** What rows of tables ask of items: which wishes and locks demand each, and what a lock takes from an item that wishes ask for too. */
import { Calendar } from '../../model/calendar.js';
import { type CitedRow, wishRow } from '../../model/cited-rows.js';
import type { GroupProblem } from '../../model/group-problem.js';
import { demandsMeeting, inSession } from '../../model/impossible.js';
import { peopleOf, type WayToMeet, WishWays, waysOf } from '../../model/ways-to-meet.js';
import { type DemandRow, keptBy } from '../demand-rows.js';
import type { Items } from './items.js';

export class Asked {
  /** Of items that a wish demands which nothing else can meet: its row, and rows of wishes that keep the item in a session. */
  readonly mustRows = new Map<number, readonly DemandRow[]>();
  /** The same rows, and those of other items that a must could be met by. */
  private readonly rows = new Map<number, readonly DemandRow[]>();
  /** Items of each lock, by its index in `event.locks`. */
  readonly byLock = new Map<number, number[]>();
  /** Slots in which wishes would have each locked item if there were no lock: items × words. */
  readonly wished: Int32Array;
  /** Slots of each item, of locked ones as if there were no lock, and before the order took any: items × words. */
  readonly domain: Int32Array;
  /** Items that a row demands, alone or as one of several, by their keys. */
  private readonly named = new Map<string, number>();
  private readonly ways: WishWays;

  /** O(wishes · ways + items). */
  constructor(
    private readonly problem: GroupProblem,
    private readonly items: Items,
  ) {
    const { pairs, seatLock } = problem;
    const { event } = pairs;
    const indexOf = new Map(event.participants.map((person, index) => [person.id, index]));
    this.ways = new WishWays(event, indexOf);
    this.wished = new Int32Array(items.count * pairs.words);
    this.domain = items.domain.slice();
    this.domain.set(pairs.unorderedDomain);
    for (let i = 0; i < items.count; i++) {
      if (items.must[i] === 1) this.named.set(this.keyOf(i), i);
      const lock = i < items.pairs ? pairs.lock[i] : seatLock[i - items.pairs];
      if (lock < 0) continue;
      this.byLock.set(lock, [...(this.byLock.get(lock) ?? []), i]);
      this.unlock(i);
    }
    for (const i of problem.someItems) this.named.set(this.keyOf(i), i);
    this.readWishes();
    this.readSessions(indexOf);
  }

  /** Slot to which item i is locked, else -1. O(1). */
  lockedSlot(i: number): number {
    const { pairs, seatLockedSlot } = this.problem;
    return i < pairs.meetings ? pairs.lockedSlot[i] : seatLockedSlot[i - pairs.meetings];
  }

  /** Rows behind set k of `someItems`: the wish that demands one of them, and those that keep them, or others, in a session. O(ways). */
  someRows(k: number): CitedRow[] {
    const { someStart, someItems, someWish, pairs } = this.problem;
    const { event } = pairs;
    const wish = someWish[k];
    const { from, to, anyOf } = event.wishes.at(wish)!;
    const whom = anyOf ? `${from} must meet someone of ${to}` : `${from} and ${to} must meet`;
    const own = wishRow(event, wish, whom + inSession(event, wish));
    const kept = [...someItems.subarray(someStart[k], someStart[k + 1])].flatMap(i => keptBy(this.rowsOf(i)));
    const others = new Map([...kept, ...this.ways.against(wish)].map(row => [`${row.table} ${row.line}`, row]));
    others.delete(`prefs ${own.line}`);
    return [own, ...others.values()];
  }

  private keyOf(i: number): string {
    const { items, problem } = this;
    const kind = i < items.pairs ? 'pair' : 'seat';
    return keyOf(kind, items.a[i], items.b[i], problem.part[i]);
  }

  /** Gives a locked item all slots in which its people are there. */
  private unlock(i: number): void {
    const { items, domain } = this;
    const { pairs, hostDomain, seatHost } = this.problem;
    const W = pairs.words;
    for (let k = 0; k < W; k++) {
      const first =
        i < items.pairs ? pairs.available[items.a[i] * W + k] : hostDomain[seatHost[i - items.pairs] * W + k];
      domain[i * W + k] = first & pairs.available[items.b[i] * W + k];
    }
  }

  private readWishes(): void {
    const { items, problem, ways } = this;
    const { event } = problem.pairs;
    const id = (person: number): string => event.participants[person].id;
    const isMust = new Set<number>();
    event.wishes.forEach((one, wish) => {
      const { session } = one;
      const demands = demandsMeeting(one, event.rules);
      for (const way of ways.of(wish)) {
        const [x, y] = peopleOf(way);
        const i = this.named.get(keyOf(way.kind, x, y, way.part.number));
        if (i === undefined) continue;
        // A wish with a choice keeps in its session those meetings alone that it is met by.
        const asked = ways.isDirect(wish) ? session : undefined;
        const isDemanded = demands && ways.isSingle(wish);
        if (!isDemanded && asked === undefined) continue;
        const [a, b] = [id(items.a[i]), id(items.b[i])];
        const demanded = way.kind === 'seat' ? `${b} must sit with ${a}` : `${a} and ${b} must meet`;
        const text = (isDemanded ? demanded : `${a} and ${b} are wished to meet`) + inSession(event, wish);
        const row = { ...wishRow(event, wish, text), demands: isDemanded, isKept: asked !== undefined };
        this.rows.set(i, [...this.rowsOf(i), row]);
        if (isDemanded) isMust.add(i);
      }
    });
    for (const i of isMust) this.mustRows.set(i, this.rowsOf(i));
  }

  private rowsOf(i: number): readonly DemandRow[] {
    return this.rows.get(i) ?? [];
  }

  /** What wishes say of locked items. */
  private readSessions(indexOf: ReadonlyMap<string, number>): void {
    const { domain, wished, named } = this;
    const { words: W, event } = this.problem.pairs;
    if (this.byLock.size === 0) return;
    const calendar = new Calendar(event);
    event.wishes.forEach((wish, index) => {
      if (wish.kind === 'never') return;
      const session = wish.session === undefined ? undefined : calendar.session(wish.session);
      for (const way of waysOf(event, indexOf, wish)) {
        const i = named.get(keyOf(way.kind, ...peopleOf(way), way.part.number)) ?? -1;
        if (i < 0 || this.lockedSlot(i) < 0) continue;
        for (let k = 0; k < W; k++) {
          wished[i * W + k] |= session?.[k] ?? -1;
          if (session && this.ways.isDirect(index)) domain[i * W + k] &= session[k];
        }
      }
    });
  }
}

/** A text for an item: the two people, how they meet, and which part of their meeting it is. */
function keyOf(kind: WayToMeet['kind'], x: number, y: number, part: number): string {
  return kind === 'seat' ? `${x} seats ${y} ${part}` : `${Math.min(x, y)} ${Math.max(x, y)} ${part}`;
}
