/** What rows of tables ask of items: which wishes and locks demand each, and what a lock takes from an item that wishes ask for too. */
import { Calendar } from '../../model/calendar.js';
import type { GroupProblem } from '../../model/group-problem.js';
import type { ConflictRow } from '../../model/outcome.js';
import { WishWays } from '../../model/ways-to-meet.js';
import type { Items } from './items.js';

export class Asked {
  /** Rows of the wishes that demand an item and can be met by nothing else, by item. */
  readonly mustRows = new Map<number, ConflictRow[]>();
  /** Items of each lock, by its index in `event.locks`. */
  readonly byLock = new Map<number, number[]>();
  /** 1 where a wish asks for the item; told of locked items only. */
  readonly isWished: Uint8Array;
  /** Slots of each item, of locked ones as if there were no lock, and before the order took any: items × words. */
  readonly domain: Int32Array;
  private readonly demanded = new Map<string, number>();

  /** O(wishes · ways + items). */
  constructor(
    private readonly problem: GroupProblem,
    private readonly items: Items,
  ) {
    const { pairs, seatLock } = problem;
    this.isWished = new Uint8Array(items.count);
    this.domain = items.domain.slice();
    this.domain.set(pairs.unorderedDomain);
    for (let i = 0; i < items.count; i++) {
      if (items.must[i] === 1) this.demanded.set(keyOf(items.a[i], items.b[i], i >= items.pairs), i);
      const lock = i < items.pairs ? pairs.lock[i] : seatLock[i - items.pairs];
      if (lock < 0) continue;
      this.byLock.set(lock, [...(this.byLock.get(lock) ?? []), i]);
      this.unlock(i);
    }
    this.readWishes();
  }

  /** Slot to which item i is locked, else -1. O(1). */
  lockedSlot(i: number): number {
    const { pairs, seatLockedSlot } = this.problem;
    return i < pairs.meetings ? pairs.lockedSlot[i] : seatLockedSlot[i - pairs.meetings];
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
    const { items, problem } = this;
    const { event } = problem.pairs;
    const id = (person: number): string => event.participants[person].id;
    const ways = new WishWays(event, new Map(event.participants.map((person, index) => [person.id, index])));
    const calendar = new Calendar(event);
    event.wishes.forEach(({ kind, session, line }, wish) => {
      const demands = kind === 'must' || (kind === 'wish' && event.rules.allWishes);
      for (const way of ways.of(wish)) {
        const [x, y] = way.kind === 'seat' ? [way.host, way.guest] : [way.asker, way.asked];
        const i = this.demanded.get(keyOf(x, y, way.kind === 'seat'));
        if (i === undefined) continue;
        if (this.lockedSlot(i) >= 0) this.wish(i, session === undefined ? undefined : calendar.session(session));
        const isDemanded = demands && ways.isSingle(wish);
        if (!isDemanded && (kind !== 'wish' || session === undefined)) continue;
        const [a, b] = [id(items.a[i]), id(items.b[i])];
        const demanded = way.kind === 'seat' ? `${b} must sit with ${a}` : `${a} and ${b} must meet`;
        const inSession = session === undefined ? '' : ` in session ${session}`;
        const text = `${isDemanded ? demanded : `${a} and ${b} are wished to meet`}${inSession}`;
        this.mustRows.set(i, [...(this.mustRows.get(i) ?? []), { table: 'prefs', line, text }]);
      }
    });
  }

  /** A wish asks for a locked item, perhaps in some slots alone. */
  private wish(i: number, session: Int32Array | undefined): void {
    const W = this.problem.pairs.words;
    this.isWished[i] = 1;
    if (session) for (let k = 0; k < W; k++) this.domain[i * W + k] &= session[k];
  }
}

/** A text for the two people of an item, and how they meet. */
function keyOf(x: number, y: number, isSeat: boolean): string {
  return isSeat ? `${x} seats ${y}` : `${Math.min(x, y)} ${Math.max(x, y)}`;
}

/** A wish that may be met in several ways, in words. */
export function someRow({ pairs: { event } }: GroupProblem, wish: number): ConflictRow {
  const { from, to, anyOf, line } = event.wishes.at(wish)!;
  return { table: 'prefs', line, text: anyOf ? `${from} must meet someone of ${to}` : `${from} and ${to} must meet` };
}

export function lockRow({ pairs: { event } }: GroupProblem, lock: number): ConflictRow {
  const { participants, slot, room, line } = event.locks[lock];
  const people = [participants.slice(0, -1).join(', '), participants.at(-1)].join(' and ');
  const where = room === undefined ? '' : ` and room ${room}`;
  return { table: 'locks', line, text: `${people} are locked in slot ${slot}${where}` };
}

export function orderRow({ pairs: { event } }: GroupProblem, row: number): ConflictRow {
  const { before, after, line } = event.order[row];
  return { table: 'order', line, text: `${before.join(' and ')} meet before ${after.join(' and ')}` };
}
