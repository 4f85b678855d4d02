/** What all wishes together say of pairs, and which contacts of the schedule meet them. */
import type { Wish } from '../model/event.js';
import { targets, type Way } from './contacts.js';
import { type Choice, credited } from './credit.js';
import { and, type Mask } from './masks.js';
import type { Situation } from './situation.js';

export class WishBook {
  /** A pair key: the line of a `never` row. */
  readonly nevers = new Map<number, number>();
  /** A host: the guests of seats that are wished and not taken. */
  readonly waiting = new Map<number, Set<number>>();
  /** A wish: number of the contact that meets it, else -1 (so for all `never` rows). */
  readonly metBy: Int32Array;
  /** A contact (key): slots that the sessions allow which wishes for it ask for. */
  private readonly sessions = new Map<number, Mask>();
  /** A contact: bits of those who speak for it (see `bitOf`). */
  private readonly askers: Uint8Array;
  private readonly choices: Choice[] = [];
  /** A contact of some choice: the smaller index of its two people. */
  private readonly lower = new Map<number, number>();

  /** O(wishes + what `credited` takes). */
  constructor(private readonly situation: Situation) {
    const { event, contacts } = situation;
    this.metBy = new Int32Array(event.wishes.length).fill(-1);
    this.askers = new Uint8Array(contacts.limit);
    event.wishes.forEach((wish, index) => {
      this.read(wish, index);
    });
    if (this.choices.length === 0) return;
    const locked = new Set(event.locks.flatMap(lock => contacts.ofLock(lock)));
    const bit = (asker: number, contact: number) => bitOf(asker, this.lower.get(contact)!);
    const given = credited(this.choices, this.askers, contact => locked.has(contact), bit);
    for (const [wish, contact] of given) this.metBy[wish] = contact;
  }

  /**
   * Slots that all sessions allow which wishes for such a meeting ask for; `undefined`: every slot. Wishes for an
   * organisation ask for themselves only: somebody else may meet them. O(1).
   */
  sessionOf(way: Way): Mask | undefined {
    return this.sessions.get(this.keyOf(way));
  }

  /** One number for a contact, held or not: a one-to-one, or a seat of one with another. */
  private keyOf({ from, to, host }: Way): number {
    const count = this.situation.people.size;
    if (host === undefined) return this.situation.keyOfIndexes(from, to);
    return (count + host) * count + (host === from ? to : from);
  }

  private read(wish: Wish, index: number): void {
    const { situation } = this;
    if (wish.kind === 'never') {
      for (const id of targets(wish)) this.nevers.set(situation.keyOf(wish.from, id), wish.line);
      return;
    }
    const ways = situation.waysOf(wish);
    const held = ways.filter(way => situation.contacts.of(way) >= 0);
    if (!wish.anyOf) this.noteSessions(wish, held.length > 0 ? held : ways);
    const [only] = held;
    if (held.length === 1 && !wish.anyOf) {
      const contact = situation.contacts.of(only);
      this.metBy[index] = contact;
      this.askers[contact] |= bitOf(only.from, Math.min(only.from, only.to));
      return;
    }
    const fitting = held.filter(way => this.isInSession(way, wish));
    if (fitting.length > 0) this.choose(index, fitting);
    else this.noteWaiting(ways);
  }

  private choose(wish: number, ways: readonly Way[]): void {
    const { contacts } = this.situation;
    for (const way of ways) this.lower.set(contacts.of(way), Math.min(way.from, way.to));
    const byMeeting = ways.map(way => contacts.of(way)).sort((a, b) => contacts.meetingOf(a) - contacts.meetingOf(b));
    this.choices.push({ wish, asker: ways[0].from, contacts: byMeeting });
  }

  private isInSession(way: Way, { session }: Wish): boolean {
    const { contacts, slotOf, event } = this.situation;
    const slot = slotOf[contacts.meetingOf(contacts.of(way))];
    return session === undefined || event.slots[slot]?.session === session;
  }

  /** The session holds for the contact that meets the wish, and where there is none for all that could. */
  private noteSessions({ session }: Wish, ways: readonly Way[]): void {
    if (session === undefined) return;
    const mask = this.situation.sessionSlots(session);
    for (const way of ways) {
      const key = this.keyOf(way);
      this.sessions.set(key, and(this.sessions.get(key) ?? mask, mask));
    }
  }

  private noteWaiting(ways: readonly Way[]): void {
    for (const { from, to, host } of ways) {
      if (host === undefined) continue;
      this.waiting.set(host, (this.waiting.get(host) ?? new Set()).add(host === from ? to : from));
    }
  }
}

/** 1 for the one of two with the smaller index, else 2. */
function bitOf(asker: number, lower: number): number {
  return asker === lower ? 1 : 2;
}
