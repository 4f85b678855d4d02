/** Those who hold group sessions: in which rooms and slots, and of how many guests. */

import { Calendar } from './calendar.js';
import { lockRow } from './cited-rows.js';
import type { Event, Participant } from './event.js';
import type { Kinds } from './kinds.js';
import { type Contradiction, type Problem, popCount } from './problem.js';
import { isOpenToGroup, namesOf } from './room-kinds.js';
import type { Seat, SeatBook } from './seats.js';
import { groupTermsOf } from './ways-to-meet.js';

/** Those whom some wish or lock gives a guest, and for whose smallest session there is a room. */
export class Hosts {
  readonly people: readonly number[];
  readonly numberOf: ReadonlyMap<number, number>;
  readonly most: number[] = [];
  readonly sizes: number;
  readonly sizeKind: Int32Array;
  /** One a session. */
  readonly lockedRooms: { host: number; slot: number; lock: number; kind: number; most: number }[] = [];
  /** Locks of a session with a room in which it cannot be, or with two rooms. */
  readonly contradictions: Contradiction[] = [];
  /** Hosts × words; filled by `open`. */
  domain = new Int32Array(0);
  private readonly calendar: Calendar;

  /**
   * O(seats + hosts · largest group · rooms).
   * @param anyGuest whether a session may use what any guest of its host could open, be that one there or not, and a guest with a
   * room of its own may sit anywhere
   */
  constructor(
    private readonly event: Event,
    private readonly book: SeatBook,
    kinds: Kinds,
    private readonly anyGuest: boolean,
  ) {
    this.calendar = new Calendar(event);
    const person = (p: number): Participant => event.participants[p];
    const asked = [...new Set(book.seats.map(({ host }) => host))].sort((x, y) => x - y);
    /** By what names rooms may be reserved that the sessions of a host use. */
    const names = new Map(asked.map(p => [p, namesOf([person(p)])]));
    if (anyGuest)
      for (const { host, guest } of book.seats) for (const name of namesOf([person(guest)])) names.get(host)!.add(name);
    const canHold = (p: number): boolean => {
      const { min, max } = this.terms(p);
      return min <= max && kinds.ofGroup(person(p), min, names.get(p)!, undefined) >= 0;
    };
    this.people = asked.filter(canHold);
    this.numberOf = new Map(this.people.map((p, h) => [p, h]));
    this.sizes = 1 + this.people.reduce((most, p) => Math.max(most, this.terms(p).max), 0);
    this.sizeKind = new Int32Array(this.people.length * this.sizes).fill(-1);
    this.people.forEach((p, h) => {
      const { min, max } = this.terms(p);
      // Where guests say, a session without one who opens others has what its host does: limits count that set too.
      if (anyGuest) kinds.ofGroup(person(p), min, namesOf([person(p)]), undefined);
      let guests = 0;
      for (; guests <= max; guests++) {
        const kind = kinds.ofGroup(person(p), Math.max(guests, min), names.get(p)!, undefined);
        if (kind < 0) break;
        this.sizeKind[h * this.sizes + guests] = kind;
      }
      this.most.push(guests - 1);
    });
    event.locks.forEach(({ room, slot }, lock) => {
      const seats = book.lockedSeats(lock);
      if (room === undefined || seats.length === 0) return;
      const host = this.numberOf.get(seats[0].host);
      if (host === undefined) return;
      const leader = seats[0].host;
      const { min } = this.terms(leader);
      const there = new Set([...names.get(leader)!, ...namesOf(seats.map(({ guest }) => person(guest)))]);
      const kindFor = (guests: number): number => kinds.ofGroup(person(leader), guests, there, room);
      let most = Math.max(seats.length, min);
      const kind = kindFor(most);
      while (most < this.most[host] && kindFor(most + 1) >= 0) most++;
      this.lockRoom({ host, slot: this.calendar.slotIndex.get(slot)!, lock, kind, most });
    });
  }

  private lockRoom(entry: Hosts['lockedRooms'][number]): void {
    if (entry.kind < 0) {
      const explanation = 'the room does not seat the session, or may not be used for it';
      this.contradictions.push({ demands: [lockRow(this.event, entry.lock)], others: [], explanation });
      return;
    }
    const other = this.lockedRooms.find(({ host, slot }) => host === entry.host && slot === entry.slot);
    if (!other) this.lockedRooms.push(entry);
    else if (this.event.locks[other.lock].room !== this.event.locks[entry.lock].room) {
      const demands = [other, entry].map(({ lock }) => lockRow(this.event, lock));
      const explanation = 'one session is locked in two rooms';
      this.contradictions.push({ demands, others: [], explanation, isForbidden: true });
    }
  }

  get count(): number {
    return this.people.length;
  }

  terms(person: number): { readonly min: number; readonly max: number; readonly sessions: number } {
    const { min, max, sessions } = groupTermsOf(this.event.participants[person]);
    return { min, max, sessions: sessions ?? this.event.slots.length };
  }

  slotOfLock(lock: number): number {
    return lock < 0 ? -1 : this.calendar.slotIndex.get(this.event.locks[lock].slot)!;
  }

  /** Slots in which the host is available and a room for the smallest session has a table. O(hosts · words). */
  open({ available, words, kindSlots }: Problem): void {
    this.domain = new Int32Array(this.count * words);
    this.people.forEach((p, h) => {
      const open = kindSlots[this.sizeKind[h * this.sizes]];
      for (let k = 0; k < words; k++) this.domain[h * words + k] = available[p * words + k] & open[k];
    });
  }

  mostSessions(): Int32Array {
    const { words } = this.calendar;
    return Int32Array.from(this.people, (p, h) => {
      let slots = 0;
      for (let k = 0; k < words; k++) slots += popCount(this.domain[h * words + k]);
      return Math.min(this.terms(p).sessions, slots);
    });
  }

  /** Writes the slots of a seat at `offset`; whether there are any. O(words). */
  write(domain: Int32Array, offset: number, seat: Seat, { available, words }: Problem): boolean {
    const h = this.numberOf.get(seat.host);
    if (h === undefined) return false;
    const only = this.slotOfLock(seat.lock);
    for (let k = 0; k < words; k++) {
      let word = this.domain[h * words + k] & available[seat.guest * words + k];
      if (only >= 0) word &= only >> 5 === k ? 1 << (only & 31) : 0;
      domain[offset + k] = word;
    }
    this.book.narrow(domain, offset, seat, this.calendar);
    return domain.subarray(offset, offset + words).some(word => word !== 0);
  }

  /** A guest with a room of its own sits with those hosts only who have the same, or none if guests say where sessions are. */
  isInOwnRoom({ host, guest }: Seat): boolean {
    const [ofHost, ofGuest] = [host, guest].map(p => this.event.participants[p].room);
    return ofGuest === undefined || ofGuest === ofHost || (this.anyGuest && ofHost === undefined);
  }
}

/**
 * Whether it is for some guest to say in which room a session is: one that is reserved for it and not for its host, or its own.
 * O(seats · reserved rooms).
 */
export function guestsSayWhere({ participants, rooms = [] }: Event, { seats }: SeatBook): boolean {
  const reserved = rooms.filter(room => !isOpenToGroup(room, new Set()));
  if (reserved.length === 0 && participants.every(({ room }) => room === undefined)) return false;
  const names = participants.map(person => namesOf([person]));
  return seats.some(({ host, guest }) => {
    const [ofHost, ofGuest] = [host, guest].map(p => participants[p].room);
    if (ofHost === undefined && ofGuest !== undefined) return true;
    return reserved.some(
      room =>
        (ofHost === undefined || ofHost === room.id) &&
        isOpenToGroup(room, names[guest]) &&
        !isOpenToGroup(room, names[host]),
    );
  });
}
