/**
 * Prices that prove an upper bound on points (price-bound.ts): Lagrangian duality for the programs of time-program.ts and
 * session-program.ts (Geoffrion 1974, "Lagrangean relaxation for integer programming"). With prices of people's slots π,
 * limits ρ, maxima μ, seats λ, once-sets κ and rewards θ of promises, a one-to-one is worth the best of its slots, a session
 * its dearest guests, a host its best sessions, as many as it may hold; order, rests, people apart, interpreters and points that
 * count once are rows with prices of their own.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { UNBOUNDED } from '../../model/problem.js';
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

export interface OtherPrices {
  readonly constant: number;
  /** Of all that was summed for it and for the others, in absolute values. */
  readonly size: number;
  /** At i * slots + t; `undefined` where no item has any. */
  readonly ofItem: Float64Array | undefined;
  /** At h * slots + t; `undefined` where no session has any. */
  readonly ofSession: Float64Array | undefined;
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

/** Points and rewards of an item for the person at its second end, maxima and once-sets paid. */
export function ownValue(
  { onceOfStart, onceSets }: GroupProblem,
  items: Items,
  prices: GroupPrices,
  i: number,
): number {
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
  return value - places - rent(prices, kindLimits[kind[e]], t, T) - (prices.other.ofItem?.[e * T + t] ?? 0);
}

/**
 * The same in all of its slots, -∞ elsewhere. O(slots · limits).
 * @param worths is written
 * @returns the most that it is worth: 0 if it need not be held
 */
export function pairWorths(
  problem: GroupProblem,
  items: Items,
  prices: GroupPrices,
  e: number,
  worths: Float64Array,
): number {
  const { slots: T, words: W, kind, kindLimits } = problem.pairs;
  const { pi, rho, theta, mu, other } = prices;
  const a = items.a[e];
  const value = ownValue(problem, items, prices, e) + theta[a] - mu[a];
  const [first, second] = [a * T, items.b[e] * T];
  const limits = kindLimits[kind[e]];
  let best = items.must[e] === 1 ? Number.NEGATIVE_INFINITY : 0;
  worths.fill(Number.NEGATIVE_INFINITY);
  for (let k = 0; k < W; k++) {
    for (let word = items.domain[e * W + k]; word !== 0; word &= word - 1) {
      const t = k * 32 + 31 - Math.clz32(word & -word);
      let worth = value - pi[first + t] - pi[second + t] - (other.ofItem?.[e * T + t] ?? 0);
      for (let x = 0; x < limits.length; x++) worth -= rho[limits[x] * T + t];
      worths[t] = worth;
      if (worth > best) best = worth;
    }
  }
  return best;
}

export function rent({ rho }: GroupPrices, limits: Int32Array, t: number, slots: number): number {
  let price = 0;
  for (const limit of limits) price += rho[limit * slots + t];
  return price;
}
