/** What the sessions of one host are worth at prices (prices.ts), in units of these. */
import type { GroupProblem } from '../../model/group-problem.js';
import { hasBit } from '../../model/problem.js';
import type { Items } from './items.js';
import { type GroupPrices, ownValue, rent, type SessionChoice } from './prices.js';

/** Guests of a session at a price of its places that is above 0 where more would pay, and below where fewer. */
export interface GuestPrices {
  readonly dear: number;
  /** Fewest and most guests. */
  readonly least: number;
  readonly most: number;
  /** Items, and what each is worth without that price. */
  readonly seats: readonly { readonly seat: number; readonly worth: number }[];
}

/** After everything they use is paid. O(slots · (seats + `group_max`²)) to make. */
export class HostWorth {
  /** Of the best sessions, as many as the host may hold. */
  readonly best: number;
  /** Items that are seats of the host. */
  private readonly seats: Int32Array;
  /** What each is worth but for the guest's place. */
  private readonly values: Float64Array;
  /** Best session of each slot; -∞ where there can be none. */
  private readonly sessions: Float64Array;
  /** Worth of the dearest guests of each slot, the dearest first: one more than fit into a session. */
  private readonly dearestGuests: readonly Float64Array[];
  /** Worths of sessions above 0, the dearest first. */
  private readonly ranked: Float64Array;
  /** Of the best sessions beside one of each slot, as many as the host may hold beside it. */
  private readonly besides: Float64Array;

  constructor(
    private readonly problem: GroupProblem,
    private readonly items: Items,
    private readonly prices: GroupPrices,
    private readonly h: number,
  ) {
    const { pairs, hostStart, seatsOfHost, hostDomain, mostSessions } = problem;
    this.seats = seatsOfHost.slice(hostStart[h], hostStart[h + 1]).map(s => items.pairs + s);
    this.values = Float64Array.from(this.seats, i => ownValue(problem, items, prices, i) - prices.lambda[i]);
    this.dearestGuests = Array.from({ length: pairs.slots }, (_, t) => this.dearestOf(t));
    this.sessions = Float64Array.from(this.dearestGuests, (list, t) =>
      hasBit(hostDomain, h * pairs.words, t) ? this.bestSession(list, t) : Number.NEGATIVE_INFINITY,
    );
    this.ranked = this.sessions.filter(value => value > 0).sort((x, y) => y - x);
    this.best = this.topSum(mostSessions[h], -1);
    this.besides = this.sessions.map(value => this.topSum(mostSessions[h] - 1, this.ranked.indexOf(value)));
  }

  /** Of the best sessions that a choice allows; -∞ if it allows none. */
  bestOf({ least, most, held }: SessionChoice): number {
    const T = this.problem.pairs.slots;
    const sure = this.sessions.filter((_, t) => held[this.h * T + t] === 1);
    const rest = this.sessions
      .filter((value, t) => held[this.h * T + t] < 0 && value > Number.NEGATIVE_INFINITY)
      .sort((x, y) => y - x);
    let sum = sure.reduce((total, value) => total + value, 0);
    let count = sure.length;
    for (const value of rest) {
      if (count >= most[this.h] || (value <= 0 && count >= least[this.h])) break;
      sum += value;
      count++;
    }
    return count < least[this.h] || count > most[this.h] ? Number.NEGATIVE_INFINITY : sum;
  }

  /** Worth of the best session in slot t; -∞ where there can be none. */
  ofSession(t: number): number {
    return this.sessions[t];
  }

  /** A price of so many sessions at which no others pay: the best one beyond them, 0 if there is none. */
  dearest(count: number): number {
    return this.ranked[count] ?? 0;
  }

  /** What each seat of the host, in the order of `seatsOfHost`, is worth in its best slot; -∞ where it has none. */
  bestOfSeats(): Float64Array {
    const { hostDomain, pairs } = this.problem;
    const best = new Float64Array(this.seats.length).fill(Number.NEGATIVE_INFINITY);
    for (let t = 0; t < pairs.slots; t++) {
      if (!hasBit(hostDomain, this.h * pairs.words, t)) continue;
      this.seats.forEach((i, x) => {
        if (this.hasSlot(i, t)) best[x] = Math.max(best[x], this.seatWorth(x, t));
      });
    }
    return best;
  }

  /**
   * In how many of its best sessions, so many at most, each seat would be taken, in the order of `seatsOfHost`.
   * O(slots · log + sessions · seats · log).
   */
  guestCounts(most: number): Float64Array {
    const counts = new Float64Array(this.seats.length);
    const slots = Array.from(this.sessions.keys())
      .filter(t => this.sessions[t] > 0)
      .sort((x, y) => this.sessions[y] - this.sessions[x]);
    for (const t of slots.slice(0, most)) {
      const there = Array.from(this.seats.keys()).filter(x => this.hasSlot(this.seats[x], t));
      there.sort((x, y) => this.seatWorth(y, t) - this.seatWorth(x, t));
      for (const x of there.slice(0, this.bestSize(t))) counts[x]++;
    }
    return counts;
  }

  /** What a full session takes at least, guests left out, in the cheapest slot; never below 0. */
  get leastPrice(): number {
    const { groupMax, hostDomain, pairs } = this.problem;
    let least = Number.POSITIVE_INFINITY;
    for (let t = 0; t < pairs.slots; t++)
      if (hasBit(hostDomain, this.h * pairs.words, t))
        least = Math.min(least, this.rentOf(groupMax[this.h], t) + this.ownPrice(t));
    return Math.max(0, least);
  }

  /** What a session in slot t loses by its guests; `undefined` where that depends on the rooms of so many. O(seats). */
  guestsOf(t: number): GuestPrices | undefined {
    const { groupMin, groupMax } = this.problem;
    const { h } = this;
    const seats: { readonly seat: number; readonly worth: number }[] = [];
    this.seats.forEach((seat, x) => {
      if (this.hasSlot(seat, t)) seats.push({ seat, worth: this.seatWorth(x, t) });
    });
    const ranked = this.dearestGuests[t];
    const [least, most] = [groupMin[h], Math.min(groupMax[h], seats.length)];
    const worthy = seats.filter(({ worth }) => worth > 0).length;
    const dear = worthy > most ? ranked[most] : Math.min(0, ranked[least - 1] ?? 0);
    const above = seats.reduce((sum, { worth }) => sum + Math.max(0, worth - dear), dear * (dear > 0 ? most : least));
    let rooms = Number.POSITIVE_INFINITY;
    for (let n = least; n <= most; n++) rooms = Math.min(rooms, this.rentOf(n, t));
    return this.sessions[t] + this.ownPrice(t) + rooms < above ? undefined : { dear, least, most, seats };
  }

  /** What is lost at least if the host holds a session in slot t. O(1). */
  lossOfSession(t: number): number {
    return this.best - this.besides[t] - this.sessions[t];
  }

  /** What is lost at least if a seat, by its place in `seatsOfHost`, is taken in slot t. O(`group_max`). */
  lossOfSeat(x: number, t: number): number {
    return this.best - this.besides[t] - this.bestSession(this.dearestGuests[t], t, this.seatWorth(x, t));
  }

  /** @param but a place in `ranked`; -1: none */
  private topSum(count: number, but: number): number {
    let sum = 0;
    for (let k = 0, left = count; k < this.ranked.length && left > 0; k++) {
      if (k === but) continue;
      sum += this.ranked[k];
      left--;
    }
    return sum;
  }

  private hasSlot(i: number, t: number): boolean {
    return hasBit(this.items.domain, i * this.problem.pairs.words, t);
  }

  private seatWorth(x: number, t: number): number {
    const { pi, other } = this.prices;
    const { slots: T } = this.problem.pairs;
    const i = this.seats[x];
    return this.values[x] - pi[this.items.b[i] * T + t] - (other.ofItem?.[i * T + t] ?? 0);
  }

  /** By insertion: of many guests few are among the dearest. */
  private dearestOf(t: number): Float64Array {
    const dearest = new Float64Array(Math.min(this.seats.length, this.problem.groupMax[this.h] + 1));
    let count = 0;
    for (let x = 0; x < this.seats.length; x++) {
      if (!this.hasSlot(this.seats[x], t)) continue;
      const worth = this.seatWorth(x, t);
      if (count === dearest.length && worth <= dearest[count - 1]) continue;
      let k = count < dearest.length ? count++ : count - 1;
      for (; k > 0 && dearest[k - 1] < worth; k--) dearest[k] = dearest[k - 1];
      dearest[k] = worth;
    }
    return dearest.slice(0, count);
  }

  /**
   * Of the best number of guests, from `group_min` on, of a list in that order; room and host paid.
   * @param own what one of them is worth who is there in any case; default: nobody is
   */
  private bestSession(guests: Float64Array, t: number, own = Number.POSITIVE_INFINITY): number {
    const { groupMin, groupMax } = this.problem;
    let best = Number.NEGATIVE_INFINITY;
    let sum = 0;
    for (let n = 1; n <= guests.length && n <= groupMax[this.h]; n++) {
      // Who would not be among so many takes the place of the last.
      const all = sum + Math.min(guests[n - 1], own);
      sum += guests[n - 1];
      if (n >= groupMin[this.h]) best = Math.max(best, all - this.rentOf(n, t));
    }
    return best - this.ownPrice(t);
  }

  /** The number of guests of that session in slot t. */
  private bestSize(t: number): number {
    const { groupMin } = this.problem;
    const guests = this.dearestGuests[t];
    for (let n = groupMin[this.h]; n <= guests.length; n++) {
      const worth = guests.subarray(0, n).reduce((sum, one) => sum + one, 0) - this.rentOf(n, t) - this.ownPrice(t);
      if (worth >= this.sessions[t]) return n;
    }
    return 0;
  }

  /** Of the rooms of so many guests. */
  private rentOf(guests: number, t: number): number {
    const { sizeKind, sizes, lockedRooms, pairs } = this.problem;
    const locked =
      lockedRooms.length === 0 ? undefined : lockedRooms.find(one => one.host === this.h && one.slot === t)?.kind;
    return rent(this.prices, pairs.kindLimits[locked ?? sizeKind[this.h * sizes + guests]], t, pairs.slots);
  }

  /** What the host pays for its own place, beside rooms. */
  private ownPrice(t: number): number {
    const { h, prices } = this;
    const { host, pairs } = this.problem;
    const own = prices.pi[host[h] * pairs.slots + t] + prices.mu[host[h]] - prices.theta[host[h]];
    return own + (prices.other.ofSession?.[h * pairs.slots + t] ?? 0);
  }
}
