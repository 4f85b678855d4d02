/**
 * An upper bound on points from any prices, in exact integers: Lagrangian duality for the programs of time-program.ts and
 * session-program.ts (Geoffrion 1974, "Lagrangean relaxation for integer programming"). With prices of people's slots π,
 * limits ρ, maxima μ, seats λ, once-sets κ and rewards θ of promises, a one-to-one is worth the best of its slots, a session
 * its dearest guests, a host its best sessions, as many as it may hold; order, rests, people apart, interpreters and points that
 * count once are rows with prices of their own.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { hasBit, UNBOUNDED } from '../../model/problem.js';
import type { PromiseTerms } from '../duals.js';
import type { MipModel } from '../mip.js';
import type { Items } from './items.js';
import type { Goal, PersonRows } from './promise-rows.js';

/** In units of 1/unit, whole numbers, not below 0 (λ of a must excepted). */
export interface GroupPrices {
  readonly unit: number;
  /** participants × slots. */
  readonly pi: Float64Array;
  /** limits × slots. */
  readonly rho: Float64Array;
  readonly mu: Float64Array;
  readonly theta: Float64Array;
  readonly sigma: number;
  /** By item; those of one-to-ones are not used. */
  readonly lambda: Float64Array;
  readonly kappa: Float64Array;
  /** What all other rows cost together, and each column by them: of items, sessions, and those that only such rows know. */
  readonly other: OtherPrices;
}

interface OtherPrices {
  readonly constant: number;
  /** Of all that was summed for it and for the others, in absolute values. */
  readonly size: number;
  /** At i * slots + t. */
  readonly ofItem: Float64Array;
  /** At h * slots + t. */
  readonly ofSession: Float64Array;
}

/** A program whose rows these prices are of; -1 where there is no such row or column. */
export interface PricedProgram {
  /** Rows by item, once-set, person's slot (p * slots + t) and limit (j * slots + t). */
  readonly itemRow: Int32Array;
  readonly onceRow: Int32Array;
  readonly placeRow: Int32Array;
  readonly limitRow: Int32Array;
  readonly personRows: PersonRows;
  /** Rows that no price of the above stands for, and columns that only such rows know. */
  readonly otherRows: readonly number[];
  readonly otherColumns: readonly number[];
  /** Columns of (item, slot) and of (host, slot). */
  readonly columnOf: Int32Array;
  readonly sessionColumn: Int32Array;
  readonly made: MipModel;
}

/** The finest unit in which sums of prices stay exact with room to spare. O(items). */
function unitFor(items: Items): number {
  const total = items.points.reduce((sum, value) => sum + value, 1);
  let unit = 2 ** 20;
  while (unit > 1 && total * unit > 2 ** 46) unit /= 2;
  return unit;
}

/** Rounds what a relaxed program said of its rows. */
export function pricesFrom(
  problem: GroupProblem,
  items: Items,
  program: PricedProgram,
  goal: Goal,
  rowPrices: Float64Array,
): GroupPrices {
  const { pairs } = problem;
  const person = program.personRows;
  const unit = unitFor(items);
  const whole = (value: number): number => (Number.isFinite(value) ? Math.round(value * unit) : 0);
  const signed = (row: number): number => (row < 0 ? 0 : whole(rowPrices[row]));
  // Of a maximum, a row that binds from above has a price above 0, and one that binds from below has one below 0.
  const fromAbove = (rows: Int32Array): Float64Array => Float64Array.from(rows, row => Math.max(0, signed(row)));
  const fromBelow = (rows: Int32Array): Float64Array => Float64Array.from(rows, row => Math.max(0, -signed(row)));
  const sigma = goal === 'promises' ? unit : Math.max(0, -signed(person.target));
  const forced = goal === 'points' && person.target < 0;
  return {
    unit,
    pi: fromAbove(program.placeRow),
    rho: fromAbove(program.limitRow),
    mu: fromAbove(person.most).map((price, p) => (pairs.maxMeetings[p] < UNBOUNDED ? price : 0)),
    theta: forced ? fromBelow(person.most) : fromBelow(person.kept).map(price => Math.min(sigma, price)),
    sigma,
    lambda: Float64Array.from(program.itemRow, (row, i) =>
      items.must[i] === 1 ? signed(row) : Math.max(0, signed(row)),
    ),
    kappa: fromAbove(program.onceRow),
    other: otherPrices(program, unit, signed),
  };
}

/** A row is paid for whatever its sign, as long as it has an end on that side; coefficients are whole numbers. O(entries). */
function otherPrices(program: PricedProgram, unit: number, priceOf: (row: number) => number): OtherPrices {
  const { starts, indices, values, rowLower, rowUpper, cost, upper } = program.made;
  const extra = new Float64Array(cost.length);
  let [constant, size] = [0, 0];
  for (const row of program.otherRows) {
    const price = priceOf(row);
    const end = price > 0 ? rowUpper[row] : rowLower[row];
    if (price === 0 || !Number.isFinite(end)) continue;
    constant += price * end;
    size += Math.abs(price * end);
    for (let k = starts[row]; k < starts[row + 1]; k++) {
      extra[indices[k]] += price * values[k];
      size += Math.abs(price * values[k]);
    }
  }
  for (const column of program.otherColumns) {
    const most = upper[column] * Math.max(0, cost[column] * unit - extra[column]);
    constant += most;
    size += most;
  }
  const of = (columns: Int32Array): Float64Array =>
    Float64Array.from(columns, column => (column < 0 ? 0 : extra[column]));
  return { constant, size, ofItem: of(program.columnOf), ofSession: of(program.sessionColumn) };
}

/** What a part of all schedules says of sessions. */
export interface SessionChoice {
  /** Fewest and most sessions of each host. */
  readonly least: Int32Array;
  readonly most: Int32Array;
  /** 1 and 0 where a session is sure to be held or not, at h * slots + t; else -1. */
  readonly held: Int8Array;
}

/** What sums up to the bound, and whether every partial sum was exact. */
class Sum {
  value = 0;
  private size = 0;

  /** @param size of all that the term was summed from, in absolute values */
  add(term: number, size = Math.abs(term)): void {
    this.value += term;
    this.size += size;
  }

  get isExact(): boolean {
    return this.size < Number.MAX_SAFE_INTEGER;
  }
}

/**
 * Points that no schedule with `terms.target` promises exceeds, or promises that none exceeds (`terms.target` is 0 then);
 * infinite if a sum left the exact range of doubles, -∞ where `choice` leaves nothing. O(items · slots · log).
 */
export function priceBound(
  problem: GroupProblem,
  items: Items,
  terms: PromiseTerms,
  goal: Goal,
  prices: GroupPrices,
  choice: SessionChoice,
): number {
  // Points and promises are whole numbers, so that the floor is safe.
  return Math.floor(priceSum(problem, items, terms, goal, prices, choice) / prices.unit);
}

/** The same in units of the prices, before it is rounded down. */
export function priceSum(
  problem: GroupProblem,
  items: Items,
  terms: PromiseTerms,
  goal: Goal,
  prices: GroupPrices,
  choice: SessionChoice,
): number {
  const { pairs } = problem;
  const { participants: P, slots: T } = pairs;
  const { pi, rho, mu, theta, sigma, lambda, kappa } = prices;
  const forced = goal === 'points' && terms.target === terms.total;
  const sum = new Sum();
  for (let p = 0; p < P; p++) {
    for (let t = 0; t < T; t++) sum.add(pi[p * T + t] * pairs.parallel[p]);
    if (mu[p] > 0) sum.add(mu[p] * pairs.maxMeetings[p]);
    sum.add(terms.possible[p] * ((forced ? 0 : sigma) - theta[p]));
  }
  if (!forced) sum.add(-sigma * terms.target);
  for (let cell = 0; cell < rho.length; cell++) if (rho[cell] > 0) sum.add(rho[cell] * pairs.capacity[cell]);
  for (let i = items.pairs; i < items.count; i++) sum.add(lambda[i]);
  for (const price of kappa) sum.add(price);
  sum.add(prices.other.constant, prices.other.size);
  for (let e = 0; e < items.pairs; e++) sum.add(bestPairWorth(problem, items, prices, e));
  for (let h = 0; h < problem.hosts; h++) sum.add(new HostWorth(problem, items, prices, h).bestOf(choice));
  return sum.isExact || sum.value === Number.NEGATIVE_INFINITY ? sum.value : Number.POSITIVE_INFINITY;
}

/** Points and rewards of an item for the person at its second end, maxima and once-sets paid. */
function ownValue({ onceOfStart, onceSets }: GroupProblem, items: Items, prices: GroupPrices, i: number): number {
  const p = items.b[i];
  let value = items.points[i] * prices.unit + prices.theta[p] - prices.mu[p];
  for (let k = onceOfStart[i]; k < onceOfStart[i + 1]; k++) value -= prices.kappa[onceSets[k]];
  return value;
}

/** What one-to-one e in slot t is worth after everything it uses is paid, in units. */
export function pairWorth(problem: GroupProblem, items: Items, prices: GroupPrices, e: number, t: number): number {
  const { slots: T, kind, kindLimits } = problem.pairs;
  const [a, b] = [items.a[e], items.b[e]];
  const value = ownValue(problem, items, prices, e) + prices.theta[a] - prices.mu[a];
  const places = prices.pi[a * T + t] + prices.pi[b * T + t];
  return value - places - rent(prices, kindLimits[kind[e]], t, T) - prices.other.ofItem[e * T + t];
}

/** The most that one-to-one e is worth, in units: 0 if it need not be held. @param except a slot that is left out; default: none is */
export function bestPairWorth(
  problem: GroupProblem,
  items: Items,
  prices: GroupPrices,
  e: number,
  except = -1,
): number {
  const { slots: T, words: W } = problem.pairs;
  let best = items.must[e] === 1 ? Number.NEGATIVE_INFINITY : 0;
  for (let t = 0; t < T; t++)
    if (t !== except && hasBit(items.domain, e * W, t)) best = Math.max(best, pairWorth(problem, items, prices, e, t));
  return best;
}

function rent({ rho }: GroupPrices, limits: Int32Array, t: number, slots: number): number {
  let price = 0;
  for (const limit of limits) price += rho[limit * slots + t];
  return price;
}

/** Guests of a session at a price of its places that is above 0 where more would pay, and below where fewer. */
export interface GuestPrices {
  readonly dear: number;
  /** Fewest and most guests. */
  readonly least: number;
  readonly most: number;
  /** Items, and what each is worth without that price. */
  readonly seats: readonly { readonly seat: number; readonly worth: number }[];
}

/** What the sessions of one host are worth after everything they use is paid, in units. O(seats · slots · log) to make. */
export class HostWorth {
  /** Of the best sessions, as many as the host may hold. */
  readonly best: number;
  /** Best session of each slot; -∞ where there can be none. */
  private readonly sessions: Float64Array;
  /** Worth of the guests of each slot, the dearest first. */
  private readonly guests: readonly Float64Array[];
  /** Worths of sessions above 0, the dearest first. */
  private readonly ranked: Float64Array;

  constructor(
    private readonly problem: GroupProblem,
    private readonly items: Items,
    private readonly prices: GroupPrices,
    private readonly h: number,
  ) {
    const { pairs, hostStart, seatsOfHost, hostDomain } = problem;
    const seats = Array.from(seatsOfHost.subarray(hostStart[h], hostStart[h + 1]), s => items.pairs + s);
    this.guests = Array.from({ length: pairs.slots }, (_, t) =>
      Float64Array.from(
        seats.filter(i => hasBit(items.domain, i * pairs.words, t)),
        i => this.seatWorth(i, t),
      ).sort((x, y) => y - x),
    );
    this.sessions = Float64Array.from(this.guests, (list, t) =>
      hasBit(hostDomain, h * pairs.words, t) ? this.bestSession(list, t) : Number.NEGATIVE_INFINITY,
    );
    this.ranked = this.sessions.filter(value => value > 0).sort((x, y) => y - x);
    this.best = this.topSum(problem.mostSessions[h]);
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

  /** What a session in slot t loses by its guests; `undefined` where that depends on the rooms of so many. */
  guestsOf(t: number): GuestPrices | undefined {
    const { groupMin, groupMax, hostStart, seatsOfHost, pairs } = this.problem;
    const { h, items, guests } = this;
    const ranked = guests[t];
    const [least, most] = [groupMin[h], Math.min(groupMax[h], ranked.length)];
    const worthy = ranked.filter(value => value > 0).length;
    const dear = worthy > most ? ranked[most] : Math.min(0, ranked[least - 1] ?? 0);
    const above = ranked.reduce((sum, value) => sum + Math.max(0, value - dear), dear * (dear > 0 ? most : least));
    let rooms = Number.POSITIVE_INFINITY;
    for (let n = least; n <= most; n++) rooms = Math.min(rooms, this.rentOf(n, t));
    if (this.sessions[t] + this.ownPrice(t) + rooms < above) return undefined;
    const seats = Array.from(seatsOfHost.subarray(hostStart[h], hostStart[h + 1]), s => items.pairs + s)
      .filter(i => hasBit(items.domain, i * pairs.words, t))
      .map(seat => ({ seat, worth: this.seatWorth(seat, t) }));
    return { dear, least, most, seats };
  }

  /** What is lost at least if the host holds a session in slot t. */
  lossOfSession(t: number): number {
    return this.lossWith(this.sessions[t], t);
  }

  /** What is lost at least if seat item i is taken in slot t. O(`group_max` + slots). */
  lossOfSeat(i: number, t: number): number {
    return this.lossWith(this.bestSession(this.guests[t], t, this.seatWorth(i, t)), t);
  }

  private lossWith(value: number, t: number): number {
    const { mostSessions } = this.problem;
    const without = this.ranked.indexOf(this.sessions[t]);
    let sum = value;
    let left = mostSessions[this.h] - 1;
    for (let k = 0; k < this.ranked.length && left > 0; k++) {
      if (k === without) continue;
      sum += this.ranked[k];
      left--;
    }
    return this.best - sum;
  }

  private topSum(count: number): number {
    let sum = 0;
    for (let k = 0; k < count && k < this.ranked.length; k++) sum += this.ranked[k];
    return sum;
  }

  private seatWorth(i: number, t: number): number {
    const { pi, lambda, other } = this.prices;
    const { slots: T } = this.problem.pairs;
    const value = ownValue(this.problem, this.items, this.prices, i) - lambda[i];
    return value - pi[this.items.b[i] * T + t] - other.ofItem[i * T + t];
  }

  /**
   * The best number of guests, from `group_min` on, of a list in that order; room and host paid.
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

  /** Of the rooms of so many guests. */
  private rentOf(guests: number, t: number): number {
    const { sizeKind, sizes, lockedRooms, pairs } = this.problem;
    const locked = lockedRooms.find(one => one.host === this.h && one.slot === t)?.kind;
    return rent(this.prices, pairs.kindLimits[locked ?? sizeKind[this.h * sizes + guests]], t, pairs.slots);
  }

  /** What the host pays for its own place, beside rooms. */
  private ownPrice(t: number): number {
    const { h, prices } = this;
    const { host, pairs } = this.problem;
    const own = prices.pi[host[h] * pairs.slots + t] + prices.mu[host[h]] - prices.theta[host[h]];
    return own + prices.other.ofSession[h * pairs.slots + t];
  }
}
