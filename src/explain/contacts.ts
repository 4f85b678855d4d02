/** Contacts: a one-to-one of two people, or a seat of a guest with a host. Which are held, and which would meet a wish. */
import type { Wish } from '../model/event.js';
import { PairTable } from '../model/pairs.js';
import type { Meeting } from '../model/schedule.js';

/** One way to meet a wish. People by index. */
export interface Way {
  readonly from: number;
  readonly to: number;
  /** A seat with this one of the two; `undefined`: a one-to-one. */
  readonly host: number | undefined;
}

/** Ids of those any of whom a wish is about. */
export function targets({ to, anyOf }: Wish): readonly string[] {
  return anyOf ?? [to];
}

/** The contacts of a schedule by number. */
export class Contacts {
  private readonly pairs: PairTable;
  private readonly seats: PairTable;
  /** A contact: index of its first meeting. Those of `pairs` are even numbers, seats odd ones. */
  private readonly first: { readonly pairs: number[]; readonly seats: number[] } = { pairs: [], seats: [] };

  /** O(people in meetings). */
  constructor(
    meetings: readonly Meeting[],
    private readonly people: ReadonlyMap<string, number>,
  ) {
    this.pairs = new PairTable(meetings.length);
    this.seats = new PairTable();
    for (const [index, { participants, kind }] of meetings.entries()) {
      const host = people.get(participants[0]);
      for (const other of participants.slice(1)) {
        const guest = people.get(other);
        if (host === undefined || guest === undefined) continue;
        if (kind === 'group') {
          if (this.seats.add(host, guest) < 0) this.first.seats.push(index);
        } else if (this.pairs.add(Math.min(host, guest), Math.max(host, guest)) < 0) this.first.pairs.push(index);
      }
    }
  }

  /** Number of the contact that a way makes, -1 if it is not held. O(1) expected. */
  of({ from, to, host }: Way): number {
    if (host === undefined) return this.pair(from, to);
    return this.seat(host, host === from ? to : from);
  }

  /** More than any number of a contact. */
  get size(): number {
    return 2 * Math.max(this.first.pairs.length, this.first.seats.length);
  }

  /** Index of the first meeting of a contact, -1 for -1. O(1). */
  meetingOf(contact: number): number {
    if (contact < 0) return -1;
    return (contact % 2 === 0 ? this.first.pairs : this.first.seats)[contact >> 1];
  }

  /** Indexes of the meetings in which two people meet, alone or one as the other's guest; at most three. O(1) expected. */
  between(a: string, b: string): number[] {
    const [one, other] = [this.people.get(a), this.people.get(b)];
    if (one === undefined || other === undefined) return [];
    const contacts = [this.pair(one, other), this.seat(one, other), this.seat(other, one)];
    return contacts.filter(contact => contact >= 0).map(contact => this.meetingOf(contact));
  }

  private pair(a: number, b: number): number {
    const number = this.pairs.find(Math.min(a, b), Math.max(a, b));
    return number < 0 ? -1 : 2 * number;
  }

  private seat(host: number, guest: number): number {
    const number = this.seats.find(host, guest);
    return number < 0 ? -1 : 2 * number + 1;
  }
}
