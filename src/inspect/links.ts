/** Who is wished for or locked to meet whom: one *link* a pair of people, in typed arrays, as there may be millions. */
import type { Event, Lock, Wish, WishAs } from '../model/event.js';
import { PairTable } from '../model/pairs.js';
import { waysOf } from '../model/ways-to-meet.js';
import type { People } from './people.js';

/** Bits of `Links.flags`. */
export const NEVER = 1;
/** Locked to meet. */
export const LOCKED = 2;
/** A one-to-one, or a seat, would meet a wish of one of the two that has no link (`ofWish`). */
export const ANY_PAIR = 4;
export const ANY_SEAT = 8;
/** Each wishes the other by name: bits of who wishes. */
const BY_FIRST = 16;
const BY_SECOND = 32;

/** No session is asked for; or two, which is no slot at all. */
export const NO_SESSION = 0;
export const CLASH = -1;

export interface Links {
  readonly table: PairTable;
  readonly count: number;
  /** Indexes of the two, a < b. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** Wishes by name that a one-to-one meets, that a seat meets, and that either meets: 0 to 2 each. */
  readonly pair: Uint8Array;
  readonly seat: Uint8Array;
  readonly either: Uint8Array;
  readonly flags: Uint8Array;
  /** Session asked for a one-to-one and for a seat: 1 + index into `sessions`, `NO_SESSION` or `CLASH`. */
  readonly pairSession: Int32Array;
  readonly seatSession: Int32Array;
  readonly sessions: readonly string[];
  /** The link of each wish; -1 for those for an organisation, and for a seat or a one-to-one in a session of slots. */
  readonly ofWish: Int32Array;
}

/** O(wishes + people of the organisations wished for + locks). */
export function readLinks(event: Event, people: People): Links {
  return new LinkReader(event, people).read();
}

class LinkReader {
  private readonly table: PairTable;
  private readonly pair: Uint8Array;
  private readonly seat: Uint8Array;
  private readonly either: Uint8Array;
  private readonly flags: Uint8Array;
  private readonly pairSession: Int32Array;
  private readonly seatSession: Int32Array;
  private readonly sessionNumbers = new Map<string, number>();
  private readonly ofWish: Int32Array;

  constructor(
    private readonly event: Event,
    private readonly people: People,
  ) {
    const most = mostLinks(event);
    this.table = new PairTable(most);
    this.pair = new Uint8Array(most);
    this.seat = new Uint8Array(most);
    this.either = new Uint8Array(most);
    this.flags = new Uint8Array(most);
    this.pairSession = new Int32Array(most);
    this.seatSession = new Int32Array(most);
    this.ofWish = new Int32Array(event.wishes.length).fill(-1);
  }

  read(): Links {
    const { table, pair, seat, either, flags, pairSession, seatSession, ofWish } = this;
    this.event.wishes.forEach((wish, index) => {
      if (this.isNamed(wish)) this.ofWish[index] = this.addNamed(wish);
      else for (const id of wish.anyOf ?? [wish.to]) this.addAny(wish.from, id, wish.as, wish.kind === 'never');
    });
    for (const lock of this.event.locks) this.addLock(lock);
    const sessions = [...this.sessionNumbers.keys()];
    const columns = { pair, seat, either, flags, pairSession, seatSession, sessions, ofWish };
    return { table, count: table.size, a: table.first, b: table.second, ...columns };
  }

  private link(from: string, to: string): number {
    const { indexOf } = this.people;
    const [x, y] = [indexOf.get(from)!, indexOf.get(to)!];
    const known = x < y ? this.table.add(x, y) : this.table.add(y, x);
    return known < 0 ? this.table.size - 1 : known;
  }

  private addNamed({ from, to, kind, as, session }: Wish): number {
    const link = this.link(from, to);
    if (kind === 'never') {
      this.flags[link] |= NEVER;
      return link;
    }
    this.flags[link] |= this.people.indexOf.get(from) === this.table.first[link] ? BY_FIRST : BY_SECOND;
    this[as][link]++;
    if (session !== undefined) this.askSession(link, as, session);
    return link;
  }

  /** Whether it is for one person, and for a session only where that is one of the only meeting that could meet it. */
  private isNamed(wish: Wish): boolean {
    const { kind, anyOf, session } = wish;
    if (anyOf !== undefined) return false;
    return kind === 'never' || session === undefined || waysOf(this.event, this.people.indexOf, wish).length < 2;
  }

  private addAny(from: string, id: string, as: WishAs, never: boolean): void {
    const bits = never ? NEVER : (as === 'seat' ? 0 : ANY_PAIR) | (as === 'pair' ? 0 : ANY_SEAT);
    this.flags[this.link(from, id)] |= bits;
  }

  /** Everybody in it with the host, who is named first or is the one who can be. */
  private addLock({ participants }: Lock): void {
    const host =
      participants.find(id => this.event.participants[this.people.indexOf.get(id)!].group) ?? participants[0];
    for (const guest of participants) if (guest !== host) this.flags[this.link(host, guest)] |= LOCKED;
  }

  private askSession(link: number, as: WishAs, label: string): void {
    const number = this.sessionNumbers.get(label) ?? this.sessionNumbers.size + 1;
    this.sessionNumbers.set(label, number);
    if (as !== 'seat') askFor(this.pairSession, link, number);
    if (as !== 'pair') askFor(this.seatSession, link, number);
  }
}

function askFor(column: Int32Array, link: number, number: number): void {
  const before = column[link];
  column[link] = before === NO_SESSION || before === number ? number : CLASH;
}

function mostLinks({ wishes, locks }: Event): number {
  let most = wishes.length;
  wishes.forEach(({ anyOf }) => {
    if (anyOf !== undefined) most += anyOf.length;
  });
  return locks.reduce((sum, { participants }) => sum + participants.length, most);
}

/** Whether one of the two wishes the other by name. O(1). */
export function isNamed({ flags }: Links, link: number): boolean {
  return (flags[link] & (BY_FIRST | BY_SECOND)) !== 0;
}

/** Whether each wishes the other by name. O(1). */
export function isMutual({ flags }: Links, link: number): boolean {
  return (flags[link] & BY_FIRST) !== 0 && (flags[link] & BY_SECOND) !== 0;
}

/** The link of two people, -1 if there is none. O(1) expected. */
export function linkOf({ table }: Links, x: number, y: number): number {
  return table.find(Math.min(x, y), Math.max(x, y));
}
