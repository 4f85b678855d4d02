/** Seats in group sessions: who may sit with which host, when, and for how many points. */
import type { Calendar } from './calendar.js';
import { type CitedRow, placeOf, wishRow } from './cited-rows.js';
import type { Event } from './event.js';
import { Apart, apartRow, demandsMeeting, inSession } from './impossible.js';
import { PairTable } from './pairs.js';
import { type Part, WHOLE } from './parts.js';
import type { PointUnits } from './points.js';
import type { Contradiction } from './problem.js';
import { peopleOf, seatsOfLock, type WayToMeet, type WishWays } from './ways-to-meet.js';

/** One guest with one host. People by index. */
export interface Seat {
  readonly host: number;
  readonly guest: number;
  points: number;
  /** Bit 0: wished by the guest; bit 1: wished by the host. */
  wishedBy: number;
  /** Index of the first wish that only this seat can meet and that is a must, else -1. */
  mustWish: number;
  /** Index of its lock, else -1. */
  lock: number;
  /** Which item of its meeting. */
  readonly part: Part;
  /** Sessions of slots that its wishes ask for, and the first wish (by index) that asks for each. */
  readonly sessions: Map<string, number>;
}

/** Gathers the seats that wishes and locks ask for, whatever the rules say of them. */
export class SeatBook {
  readonly seats: Seat[] = [];
  /** Pairs of people who must never meet (smaller index first), and the index of the wish that says so. */
  private readonly nevers = new PairTable();
  private readonly neverWish: number[] = [];
  private readonly table = new PairTable();
  private readonly apart: Apart;

  /** O(wishes + people in locks). */
  constructor(
    private readonly event: Event,
    private readonly indexOf: ReadonlyMap<string, number>,
    private readonly ways: WishWays,
    units: PointUnits,
  ) {
    this.apart = new Apart(event);
    event.wishes.forEach(({ from, to, anyOf, kind }, wish) => {
      if (kind === 'never') for (const id of anyOf ?? [to]) this.keepApart(wish, indexOf.get(from)!, indexOf.get(id)!);
      for (const way of ways.of(wish)) if (way.kind === 'seat') this.wish(wish, way, units.ofWish[wish]);
    });
    event.locks.forEach((_, lock) => {
      for (const { host, guest } of this.lockedSeats(lock)) this.seatOf(host, guest).lock = lock;
    });
    for (const seat of this.seats) if (seat.wishedBy === 3) seat.points += units.mutualBonus;
  }

  /** The pairs of people who must never meet. */
  *neverPairs(): Iterable<readonly [number, number]> {
    for (let i = 0; i < this.nevers.size; i++) yield [this.nevers.first[i], this.nevers.second[i]];
  }

  /** Host and guests whom a lock puts together. */
  lockedSeats(lock: number): ReturnType<typeof seatsOfLock> {
    return seatsOfLock(this.event, this.indexOf, lock);
  }

  /** Why the seat cannot be taken, whatever the slot; `undefined` if it can. O(1) expected. */
  forbidden({
    host,
    guest,
  }: Pick<Seat, 'host' | 'guest'>): { readonly row: CitedRow; readonly explanation: string } | undefined {
    const [one, other] = [host, guest].map(p => this.event.participants[p]);
    const never = this.nevers.find(Math.min(host, guest), Math.max(host, guest));
    if (never >= 0) {
      const row = wishRow(this.event, this.neverWish[never], `${other.id} and ${one.id} must never meet`);
      return { row, explanation: 'one row demands what another forbids' };
    }
    const rule = this.apart.rule(host, guest);
    return rule && { row: apartRow(rule, one, other), explanation: `the rule ${rule.replace('-', '_')} forbids it` };
  }

  /** The rows by which a demanded seat cannot be taken. */
  contradiction(seat: Seat): Contradiction {
    const { event } = this;
    const [host, guest] = [event.participants[seat.host], event.participants[seat.guest]];
    const lock = event.locks[seat.lock];
    const demand: CitedRow = lock
      ? {
          table: 'locks',
          line: lock.line,
          index: seat.lock,
          text: `${guest.id} is locked with ${host.id} in ${placeOf(lock)}`,
        }
      : wishRow(event, seat.mustWish, `${guest.id} must sit with ${host.id}${inSession(event, seat.mustWish)}`);
    const kept = [...seat.sessions.values()]
      .filter(wish => lock !== undefined || wish !== seat.mustWish)
      .map(wish => {
        const what = demandsMeeting(event.wishes.at(wish)!, event.rules) ? 'must' : 'is wished to';
        return wishRow(event, wish, `${guest.id} ${what} sit with ${host.id}${inSession(event, wish)}`);
      });
    return this.because(seat, demand, kept, 'no slot and room is left in which the guest may sit with the host');
  }

  /** The same for a must that names the two of a one-to-one or seat which is several items, of which none can take place. */
  contradictionOfMust(wish: number, way: WayToMeet): Contradiction {
    const [host, guest] = peopleOf(way);
    const [first, second] = [host, guest].map(p => this.event.participants[p].id);
    const text = way.kind === 'seat' ? `${second} must sit with ${first}` : `${first} and ${second} must meet`;
    const explanation = 'no slot (and room) is left in which both may meet';
    return this.because({ host, guest }, wishRow(this.event, wish, text), [], explanation);
  }

  /** @param explanation where nothing forbids that the two meet whatever the slot */
  private because(
    couple: Pick<Seat, 'host' | 'guest'>,
    demand: CitedRow,
    kept: readonly CitedRow[],
    explanation: string,
  ): Contradiction {
    const forbidden = this.forbidden(couple);
    if (!forbidden) return { demands: [demand], others: kept, explanation };
    return { demands: [demand], others: [forbidden.row], explanation: forbidden.explanation, isForbidden: true };
  }

  /** Masks the slots of all sessions that the seat's wishes ask for, and those of its part. O(words · labels). */
  narrow(domain: Int32Array, offset: number, { sessions, part }: Seat, calendar: Calendar): void {
    for (const label of sessions.keys()) {
      const mask = calendar.session(label);
      for (let k = 0; k < calendar.words; k++) domain[offset + k] &= mask[k];
    }
    for (const label of part.outside) {
      const mask = calendar.session(label);
      for (let k = 0; k < calendar.words; k++) domain[offset + k] &= ~mask[k];
    }
  }

  private keepApart(wish: number, a: number, b: number): void {
    if (this.nevers.add(Math.min(a, b), Math.max(a, b)) < 0) this.neverWish.push(wish);
  }

  private wish(index: number, { host, guest, part }: Extract<WayToMeet, { kind: 'seat' }>, points: number): void {
    const { from, kind, session } = this.event.wishes.at(index)!;
    const seat = this.seatOf(host, guest, part);
    seat.points += points;
    seat.wishedBy |= this.indexOf.get(from) === guest ? 1 : 2;
    const demands = kind === 'must' || this.event.rules.allWishes;
    if (demands && seat.mustWish < 0 && this.ways.isSingle(index)) seat.mustWish = index;
    if (session !== undefined && !seat.sessions.has(session)) seat.sessions.set(session, index);
  }

  private seatOf(host: number, guest: number, part: Part = WHOLE): Seat {
    const known = this.table.add(host + part.number * this.event.participants.length, guest);
    if (known >= 0) return this.seats[known];
    const seat = {
      host,
      guest,
      points: 0,
      wishedBy: 0,
      mustWish: -1,
      lock: -1,
      part,
      sessions: new Map<string, number>(),
    };
    this.seats.push(seat);
    return seat;
  }
}
