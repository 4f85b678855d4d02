/** What all wishes together say of pairs, and which contacts of the schedule meet them. */
import type { Wish } from '../model/event.js';
import { reasonsOf } from '../model/matching.js';
import { seatsOfLock } from '../model/ways-to-meet.js';
import { targets, type Way } from './contacts.js';
import { and, type Mask } from './masks.js';
import type { Situation } from './situation.js';

/** A wish that several contacts could meet, and those of them that are held where it asks for them. */
interface Choice {
  readonly wish: number;
  readonly contacts: readonly number[];
}

export class WishBook {
  /** A pair key: the line of a `never` row. */
  readonly nevers = new Map<number, number>();
  /** A host: the guests of seats that are wished and not taken. */
  readonly waiting = new Map<number, Set<number>>();
  /** A wish: number of the contact that meets it, else -1 (so for all `never` rows). */
  readonly metBy: Int32Array;
  /** A contact (key): slots that the sessions allow which wishes for it ask for. */
  private readonly sessions = new Map<number, Mask>();
  private readonly choices: Choice[] = [];
  /** A contact: 1 where a lock, or a wish without a choice, asks for it. */
  private readonly isAskedFor: Uint8Array;

  /** O(wishes), and what `matching` takes for those with a choice. */
  constructor(private readonly situation: Situation) {
    const { wishes } = situation.event;
    this.metBy = new Int32Array(wishes.length).fill(-1);
    this.isAskedFor = new Uint8Array(situation.contacts.size);
    wishes.forEach((wish, index) => {
      this.read(wish, index);
    });
    if (this.choices.length > 0) this.settle();
  }

  /**
   * Slots that all sessions allow which wishes for such a meeting ask for; `undefined`: every slot. Wishes with a choice ask
   * for themselves only: another meeting may meet them. O(1).
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
    if (wish.as === 'pair' && !wish.anyOf && wish.session === undefined) {
      this.meet(index, this.oneToOneOf(wish));
      return;
    }
    const ways = situation.waysOf(wish);
    const held = ways.filter(way => situation.contacts.of(way) >= 0);
    const isDirect = ways.length === 1 && !wish.anyOf;
    if (isDirect) this.noteSession(wish, ways[0]);
    // The only meeting that could meet a wish for one person meets it whatever its session, though it breaks a rule.
    const fitting = isDirect ? held : held.filter(way => this.isInSession(way, wish));
    if (fitting.length === 0) this.noteWaiting(ways);
    else if (ways.length === 1) this.meet(index, situation.contacts.of(fitting[0]));
    else {
      const contacts = this.inOrder(fitting.map(way => situation.contacts.of(way)));
      this.metBy[index] = contacts[0];
      this.choices.push({ wish: index, contacts });
    }
  }

  /** By the only contact that could, or -1. */
  private meet(wish: number, contact: number): void {
    this.metBy[wish] = contact;
    if (contact >= 0) this.isAskedFor[contact] = 1;
  }

  /** A contact that only wishes with a choice ask for meets one of them that is no other's reason. */
  private settle(): void {
    const { event, people, contacts } = this.situation;
    for (const [index, { participants }] of event.locks.entries()) {
      const seats = seatsOfLock(event, people, index).map(({ host, guest }) => ({ from: guest, to: host, host }));
      const [from, to] = participants.map(id => people.get(id)!);
      const locked: Way[] = seats.length > 0 ? seats : [{ from, to, host: undefined }];
      for (const contact of locked.map(way => contacts.of(way))) if (contact >= 0) this.isAskedFor[contact] = 1;
    }
    const { heldFor } = reasonsOf(
      this.choices.map(choice => choice.contacts),
      contact => this.isAskedFor[contact] === 0,
      numbers => this.inOrder(numbers),
    );
    heldFor.forEach((contact, k) => {
      if (contact >= 0) this.metBy[this.choices[k].wish] = contact;
    });
  }

  /**
   * The contact that meets a wish for a one-to-one with one person in any session, -1 if it is not held. Most wishes are
   * such; with lists of one way each, a million of them took a seventh more of the processor.
   */
  private oneToOneOf({ from, to }: Wish): number {
    const { people, event, contacts } = this.situation;
    const [asker, asked] = [people.get(from), people.get(to)];
    if (asker === undefined || asked === undefined) return -1;
    const isTopic = event.participants[asker].role === 'topic' || event.participants[asked].role === 'topic';
    return isTopic ? -1 : contacts.of({ from: asker, to: asked, host: undefined });
  }

  /** The contact with the first meeting comes first. */
  private inOrder(numbers: readonly number[]): number[] {
    const { contacts } = this.situation;
    return [...numbers].sort((x, y) => contacts.meetingOf(x) - contacts.meetingOf(y));
  }

  private isInSession(way: Way, { session }: Wish): boolean {
    const { contacts, slotOf, event } = this.situation;
    const slot = slotOf[contacts.meetingOf(contacts.of(way))];
    return session === undefined || event.slots[slot]?.session === session;
  }

  /** The session holds for the only contact that could meet the wish. */
  private noteSession({ session }: Wish, way: Way): void {
    if (session === undefined) return;
    const mask = this.situation.sessionSlots(session);
    const key = this.keyOf(way);
    this.sessions.set(key, and(this.sessions.get(key) ?? mask, mask));
  }

  private noteWaiting(ways: readonly Way[]): void {
    for (const { from, to, host } of ways) {
      if (host === undefined) continue;
      this.waiting.set(host, (this.waiting.get(host) ?? new Set()).add(host === from ? to : from));
    }
  }
}
