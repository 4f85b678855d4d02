/**
 * Rows that no schedule breaks but fractions do: mixed-integer rounding of "guests sit where sessions are" (Nemhauser & Wolsey
 * 1990, doi:10.1007/BF01585752). Of n guests of a host whose sessions seat m, and some of its slots, of which slot t suits c(t)
 * of these guests: n ≤ Σ min(m, c(t))·y(t) + those left out. With n = m(k − 1) + r and 0 < r < m, rounding says that
 * rk ≤ Σ min(r, c(t))·y(t) + those left out: one session fewer than k leaves r of them out. Which guests and which slots make a
 * row that is broken much is sought by turns, each the best for the other.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { type ProgramRows, RowBuilder } from '../mip.js';
import { addBrokenRoomRows } from './guest-room-rows.js';
import type { Items } from './items.js';
import type { TimeProgram } from './time-program.js';

/** Seats by which a fractional solution has to break a row at least. */
const LEAST_BREACH = 0.02;
/** Turns from guests to slots and back: few rows gain anything after three. */
const MOST_TURNS = 12;
/** Nearer than this is the same. */
const SAME = 1e-6;

/** Guests and slots of a host, by their places in its lists. */
interface HostRow {
  readonly guests: readonly number[];
  readonly slots: readonly number[];
  /** Of each slot: what a session there seats of the guests that would be left out. */
  readonly weights: readonly number[];
  /** What the guests seated are no more than, without any session: n − rk. */
  readonly most: number;
  readonly breach: number;
}

/**
 * Rows that a solution breaks, several of a host perhaps, and those of rooms that guests open; `undefined` where none was found.
 * O(sessions · seats · (slots + log)) a host, for few turns.
 */
export function brokenRows(
  problem: GroupProblem,
  items: Items,
  program: TimeProgram,
  values: Float64Array,
): ProgramRows | undefined {
  const rows = new RowBuilder();
  for (let h = 0; h < problem.hosts; h++) new HostFractions(problem, items, program, values, h).addBroken(rows);
  addBrokenRoomRows(problem, items, program, values, rows);
  return rows.count > 0 ? rows.build() : undefined;
}

class HostFractions {
  /** Column of each slot's session, and how much of it is held. */
  private readonly sessions: number[] = [];
  private readonly held: Float64Array;
  /** By guest and slot: columns, -1 without one, and how much of the guest sits there. */
  private readonly seats: number[][];
  private readonly seated: Float64Array[];
  private readonly groupMax: number;

  constructor(problem: GroupProblem, items: Items, program: TimeProgram, values: Float64Array, h: number) {
    const T = problem.pairs.slots;
    const slots = [...Array(T).keys()].filter(t => program.sessionColumn[h * T + t] >= 0);
    this.sessions = slots.map(t => program.sessionColumn[h * T + t]);
    this.held = Float64Array.from(this.sessions, column => values[column]);
    const own = Array.from(problem.seatsOfHost.subarray(problem.hostStart[h], problem.hostStart[h + 1]));
    this.seats = own.map(s => slots.map(t => program.columnOf[(items.pairs + s) * T + t]));
    this.seated = this.seats.map(columns => Float64Array.from(columns, column => (column < 0 ? 0 : values[column])));
    this.groupMax = problem.groupMax[h];
  }

  addBroken(rows: RowBuilder): void {
    const known = new Set<string>();
    const most = Math.ceil(this.held.reduce((sum, held) => sum + held, 0) - SAME);
    for (const slots of this.firstSlots()) {
      for (let k = 1; k <= most; k++) {
        const row = this.deepest(k, slots);
        if (!row || row.breach <= LEAST_BREACH) continue;
        const name = `${row.most} ${row.slots} ${row.guests.toSorted((x, y) => x - y)}`;
        if (!known.has(name)) this.add(rows, row);
        known.add(name);
      }
    }
  }

  /** All slots, those where a session is held by parts, and those whose sessions are full. */
  private firstSlots(): number[][] {
    const { held, seated, groupMax } = this;
    const all = [...held.keys()];
    const sumAt = (at: number): number => seated.reduce((sum, guest) => sum + guest[at], 0);
    return [all, all.filter(at => held[at] < 1 - SAME), all.filter(at => sumAt(at) > (groupMax - SAME) * held[at])];
  }

  /** Of the rows for k sessions one that is broken much, found from these slots. */
  private deepest(k: number, slots: readonly number[]): HostRow | undefined {
    let best: HostRow | undefined;
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      const next = this.deepestOf(k, best?.slots ?? slots);
      if (!next || (best && next.breach <= best.breach + SAME)) break;
      best = next;
    }
    return best;
  }

  /** Guests in the order in which they sit in these slots: how many of them, and then which slots for them. */
  private deepestOf(k: number, slots: readonly number[]): HostRow | undefined {
    const { groupMax, seated, seats, held } = this;
    const sums = seated.map(guest => slots.reduce((sum, at) => sum + guest[at], 0));
    const order = [...seated.keys()].sort((x, y) => sums[y] - sums[x]);
    const seatedAt = new Float64Array(held.length);
    const suitedAt = new Int32Array(held.length);
    let found: { readonly count: number; readonly slots: number[]; readonly weights: number[] } | undefined;
    let breach = Number.NEGATIVE_INFINITY;
    for (let count = 1; count <= order.length && count < groupMax * k; count++) {
      const guest = order[count - 1];
      for (let at = 0; at < held.length; at++) {
        seatedAt[at] += seated[guest][at];
        if (seats[guest][at] >= 0) suitedAt[at]++;
      }
      const rest = count - groupMax * (k - 1);
      if (rest <= 0) continue;
      const weightOf = (at: number): number => Math.min(rest, suitedAt[at]);
      const overAt = (at: number): number => seatedAt[at] - weightOf(at) * held[at];
      const chosen = [...held.keys()].filter(at => overAt(at) > SAME);
      const over = chosen.reduce((sum, at) => sum + overAt(at), rest * k - count);
      if (over <= breach) continue;
      breach = over;
      found = { count, slots: chosen, weights: chosen.map(weightOf) };
    }
    if (!found) return undefined;
    const { count, ...rest } = found;
    return { ...rest, guests: order.slice(0, count), most: count - (count - groupMax * (k - 1)) * k, breach };
  }

  private add(rows: RowBuilder, { guests, slots, weights, most }: HostRow): void {
    const weightOf = new Map(slots.map((at, place) => [this.sessions[at], -weights[place]]));
    const seats = guests.flatMap(guest => slots.map(at => this.seats[guest][at])).filter(column => column >= 0);
    rows.add([...seats, ...weightOf.keys()], Number.NEGATIVE_INFINITY, most, column => weightOf.get(column) ?? 1);
  }
}
