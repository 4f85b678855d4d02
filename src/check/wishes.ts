/** One walk over all wishes, which may be a million: everything that the rules and figures ask of them. */
import type { Event, Participant, Wish } from '../model/event.js';
import { reasonsOf } from '../model/matching.js';
import { type PairList, pairKey, seatKey } from './pairs.js';
import { decimalsOf } from './points.js';
import type { Resolved } from './rows.js';

/** Both people of a contact wished it: see `askers`. */
export const BOTH = 3;

/** Indexes point into `event.wishes`. */
export interface WishSurvey {
  /** Rows of kind `wish` and `must`. */
  readonly count: number;
  /** Rows that must be met. */
  readonly musts: readonly number[];
  readonly nevers: readonly number[];
  /** A participant: 1 if it wished or was wished. */
  readonly concerned: Uint8Array;
  /** 0 without ranks. */
  readonly largestRank: number;
  /** Decimals of the scores, 0 without scores. */
  readonly scoreDecimals: number;
  /** A wish: number of the contact that meets it (the first of several), else -1 (so for all `never` rows). */
  readonly contactOf: Int32Array;
  /** A contact: bit 0 if a wish of the first of the two (by index) speaks for it, bit 1 if one of the second. */
  readonly askers: Uint8Array;
  /** A contact: those of the wishes that speak for it which ask for a session. */
  readonly withSession: ReadonlyMap<number, readonly number[]>;
  /** A contact for which only wishes with a choice speak, each of them the reason of another contact. */
  readonly robbed: ReadonlyMap<number, Robbed>;
}

/** Index of the first of these wishes, and the other contact. */
export interface Robbed {
  readonly wish: number;
  readonly by: number;
}

/** A wish that several contacts could meet: one for an organisation, or for a seat or a one-to-one. */
interface Choice {
  readonly wish: number;
  /** Index of who wishes. */
  readonly asker: number;
  readonly session: string | undefined;
  /** Those that are there, by their first row. */
  readonly contacts: readonly number[];
  /** Those that are in another session of slots than the wish asks for. */
  readonly elsewhere: readonly number[];
}

/** What the walk needs to know of a schedule. */
type Contacts = Pick<Resolved, 'contacts' | 'slotOf' | 'rowsOf'>;

/**
 * Finds for each wish the contact that meets it: `seat` wants a seat in a session, `pair` a one-to-one, `either` one of the
 * two, with any one of those who are wished. `locked`: contacts that need no wish. O(wishes · log contacts).
 */
export function surveyWishes(
  event: Event,
  peopleIndex: ReadonlyMap<string, number>,
  schedule: Contacts,
  locked: ReadonlySet<number>,
): WishSurvey {
  const survey = new Survey(event, peopleIndex, schedule);
  event.wishes.forEach((wish, index) => void survey.add(wish, index));
  survey.settle(locked);
  return survey;
}

class Survey implements WishSurvey {
  count = 0;
  largestRank = 0;
  scoreDecimals = 0;
  readonly musts: number[] = [];
  readonly nevers: number[] = [];
  readonly concerned: Uint8Array;
  readonly contactOf: Int32Array;
  readonly askers: Uint8Array;
  readonly withSession = new Map<number, number[]>();
  readonly robbed = new Map<number, Robbed>();
  /** A contact: how many wishes speak for it. */
  private readonly reasons: Int32Array;
  /** A contact: 1 where a wish without a choice speaks for it. */
  private readonly isAskedFor: Uint8Array;
  private readonly choices: Choice[] = [];

  constructor(
    private readonly event: Event,
    private readonly peopleIndex: ReadonlyMap<string, number>,
    private readonly schedule: Contacts,
  ) {
    this.concerned = new Uint8Array(event.participants.length);
    this.contactOf = new Int32Array(event.wishes.length).fill(-1);
    this.askers = new Uint8Array(schedule.contacts.count);
    this.reasons = new Int32Array(schedule.contacts.count);
    this.isAskedFor = new Uint8Array(schedule.contacts.count);
  }

  add(wish: Wish, index: number): void {
    const { kind, from, to, rank, score, anyOf } = wish;
    if (rank !== undefined && rank > this.largestRank) this.largestRank = rank;
    if (kind === 'never') {
      this.nevers.push(index);
      return;
    }
    this.count++;
    if (kind === 'must' || this.event.rules.allWishes) this.musts.push(index);
    if (score !== undefined) this.scoreDecimals = Math.max(this.scoreDecimals, decimalsOf(score));
    const asker = this.index(from);
    if (anyOf === undefined) this.addDirect(wish, index, asker, this.index(to));
    else {
      const found = anyOf.flatMap(id => contactsOf(this.event, this.schedule.contacts, wish, asker, this.index(id)));
      this.choose(wish, index, asker, found);
    }
  }

  /** Index of a participant, -1 for none; notes that a wish is about it. */
  private index(id: string): number {
    const person = this.peopleIndex.get(id) ?? -1;
    if (person >= 0) this.concerned[person] = 1;
    return person;
  }

  private addDirect(wish: Wish, index: number, asker: number, asked: number): void {
    if (wish.as === 'pair' && asker >= 0 && asked >= 0 && asker !== asked) {
      // Nearly all of a million wishes: without lists.
      const contact = this.schedule.contacts.find(pairKey(asker, asked, this.event.participants.length));
      if (contact >= 0) this.isAskedFor[contact] = 1;
      if (contact >= 0) this.meet(index, contact, asker < asked ? 1 : 2, wish.session);
      return;
    }
    const found = contactsOf(this.event, this.schedule.contacts, wish, asker, asked);
    if (found.length > 0 && hasChoice(this.event, wish, asker, asked)) this.choose(wish, index, asker, found);
    else if (found.length === 1) {
      this.isAskedFor[found[0]] = 1;
      this.meet(index, found[0], asker < asked ? 1 : 2, wish.session);
    }
  }

  private choose({ session }: Wish, wish: number, asker: number, found: readonly number[]): void {
    if (found.length === 0) return;
    const { event, schedule } = this;
    const isThere = (contact: number) =>
      session === undefined ||
      schedule.rowsOf(contact).some(row => event.slots[schedule.slotOf[row]]?.session === session);
    const first = (contact: number) => schedule.rowsOf(contact)[0];
    const contacts = found.filter(isThere).sort((a, b) => first(a) - first(b));
    const elsewhere = found.filter(contact => !isThere(contact));
    this.choices.push({ wish, asker, session, contacts, elsewhere });
    for (const contact of contacts.toReversed()) this.meet(wish, contact, this.sideOf(asker, contact), undefined);
  }

  private meet(wish: number, contact: number, side: number, session: string | undefined): void {
    this.contactOf[wish] = contact;
    this.askers[contact] |= side;
    this.reasons[contact]++;
    if (session === undefined) return;
    const wishes = this.withSession.get(contact);
    if (wishes) wishes.push(wish);
    else this.withSession.set(contact, [wish]);
  }

  /** Bit of one of the two people of a contact. */
  private sideOf(person: number, contact: number): number {
    const count = this.event.participants.length;
    const key = this.schedule.contacts.keyOf(contact) % (count * count);
    return person === Math.min(Math.floor(key / count), key % count) ? 1 : 2;
  }

  /** Once all wishes are seen: what is wrong with contacts for which only wishes with a choice speak. */
  settle(locked: ReadonlySet<number>): void {
    this.findReasons(locked);
    const isUnasked = (contact: number) => this.reasons[contact] === 0 && !locked.has(contact);
    // What nothing speaks for but a wish for another session is judged as what was wished, in the wrong one.
    for (const { wish, asker, session, elsewhere } of this.choices)
      for (const contact of elsewhere.filter(isUnasked)) {
        const before = this.contactOf[wish];
        this.meet(wish, contact, this.sideOf(asker, contact), session);
        if (before >= 0) this.contactOf[wish] = before;
      }
  }

  /** Each contact that needs a wish with a choice has one of its own, the first in the schedule before others. */
  private findReasons(locked: ReadonlySet<number>): void {
    const { choices, schedule } = this;
    const first = (contact: number) => schedule.rowsOf(contact)[0];
    const { needing, choicesOf, heldFor } = reasonsOf(
      choices.map(({ contacts }) => contacts),
      contact => this.isAskedFor[contact] === 0 && !locked.has(contact),
      contacts => contacts.sort((a, b) => first(a) - first(b) || a - b),
    );
    const served = new Set(heldFor);
    needing.forEach((contact, who) => {
      const [choice] = choicesOf[who];
      if (!served.has(contact)) this.robbed.set(contact, { wish: choices[choice].wish, by: heldFor[choice] });
    });
  }
}

/** Whether a seat and a one-to-one would both do: one of the two holds sessions, and both are people. */
function hasChoice({ participants }: Event, { as }: Wish, asker: number, asked: number): boolean {
  if (as !== 'either' || asker < 0 || asked < 0) return false;
  const people = [participants[asker], participants[asked]];
  return people.some(({ group }) => group) && people.every(({ role }) => role !== 'topic');
}

/** Numbers of the contacts between two people that could meet a wish of the first. At most two. O(log contacts). */
function contactsOf({ participants }: Event, contacts: PairList, { as }: Wish, asker: number, asked: number): number[] {
  if (asker < 0 || asked < 0 || asker === asked) return [];
  const found: number[] = [];
  if (as !== 'seat') found.push(contacts.find(pairKey(asker, asked, participants.length)));
  if (as !== 'pair') found.push(seatBetween(participants, contacts, asker, asked));
  return found.filter(contact => contact >= 0);
}

/**
 * The seat that a wish asks for is one in a session of the wished one, if that is a host or topic, else of the wisher.
 * A topic itself sits nowhere.
 */
function seatBetween(participants: readonly Participant[], contacts: PairList, asker: number, asked: number): number {
  const [from, to] = [participants[asker], participants[asked]];
  const count = participants.length;
  if (to.group && from.role !== 'topic') return contacts.find(seatKey(asked, asker, count));
  if (from.group && to.role !== 'topic') return contacts.find(seatKey(asker, asked, count));
  return -1;
}
