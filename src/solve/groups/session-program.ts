/**
 * The whole event as a smaller program than that of time-program.ts: sessions y[h,t] and one-to-ones x[e,t] have slots, seats
 * X[i] have none. A seat needs a session in one of its slots, X ≤ Σ y, and the seats of a guest need slots of their own (Hall
 * 1935, doi:10.1112/jlms/s1-10.37.26): those that can only be in a set N of slots, and all else of that person there, are no
 * more than its places in N. Such rows are added where a solution breaks them. On most events the bound is that of the larger
 * program or nearly so, at about a tenth of the time.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { hasBit } from '../../model/problem.js';
import type { PromiseTerms } from '../duals.js';
import { withRows } from '../exact.js';
import { type MipModel, RowBuilder } from '../mip.js';
import type { Items } from './items.js';
import { type GroupPrices, type PricedProgram, pricesFrom } from './prices.js';
import { addPromises, type Goal, type PersonRows } from './promise-rows.js';
import { mostSessionsOf } from './promise-terms.js';
import { RepeatRows } from './repeat-rows.js';
import { type Crowd, mostCrowded } from './slot-flow.js';

const NO_LIMIT = Number.POSITIVE_INFINITY;

/** A row that says how many meetings a person has in some slots. */
interface CrowdRow {
  readonly row: number;
  readonly person: number;
  readonly slots: readonly number[];
}

export class SessionProgram implements PricedProgram {
  /** Column of (item, slot) at i * slots + t, -1 without one: of a seat the same in all slots. */
  readonly columnOf: Int32Array;
  readonly sessionColumn: Int32Array;
  readonly itemRow: Int32Array;
  readonly onceRow: Int32Array;
  readonly placeRow: Int32Array;
  readonly limitRow: Int32Array;
  readonly personRows: PersonRows;
  readonly otherRows: readonly number[];
  readonly otherColumns: readonly number[];
  made: MipModel;
  private readonly seatColumn: Int32Array;
  private readonly crowdRows: CrowdRow[] = [];
  private readonly repeats: RepeatRows;
  private readonly rows = new RowBuilder();
  private readonly slots: number;

  /** O(entries). */
  constructor(
    private readonly problem: GroupProblem,
    private readonly items: Items,
    private readonly terms: PromiseTerms,
    private readonly goal: Goal,
  ) {
    const { pairs, hosts, seats, hostDomain, onceStart } = problem;
    const { slots: T, words: W } = pairs;
    this.slots = T;
    const none = (count: number): Int32Array => new Int32Array(count).fill(-1);
    let columns = 0;
    this.columnOf = none(items.count * T);
    for (let e = 0; e < items.pairs; e++)
      for (let t = 0; t < T; t++) if (hasBit(items.domain, e * W, t)) this.columnOf[e * T + t] = columns++;
    this.seatColumn = Int32Array.from({ length: seats }, () => columns++);
    for (let i = items.pairs; i < items.count; i++) this.columnOf.fill(this.seat(i), i * T, (i + 1) * T);
    this.sessionColumn = none(hosts * T);
    for (let h = 0; h < hosts; h++)
      for (let t = 0; t < T; t++) if (hasBit(hostDomain, h * W, t)) this.sessionColumn[h * T + t] = columns++;
    this.itemRow = none(items.count);
    this.onceRow = none(onceStart.length);
    this.placeRow = none(pairs.participants * T);
    this.limitRow = none(pairs.limits * T);
    this.addItems();
    this.addSessions();
    this.addPlaces();
    this.addLimits();
    const firstRow = this.rows.count;
    this.repeats = new RepeatRows(this.rows, problem.repeats, i => this.ofItem(i), columns);
    const { nextColumn } = this.repeats;
    this.otherRows = Array.from(problem.repeats, (_, k) => firstRow + k);
    this.otherColumns = Array.from(problem.repeats, (_, k) => columns + k);
    this.personRows = this.addPeople(nextColumn);
    this.made = this.build(nextColumn);
  }

  private build(promises: number): MipModel {
    const { items, terms, goal } = this;
    const columns = promises + this.personRows.columns;
    const cost = new Float64Array(columns);
    if (goal === 'promises') cost.fill(1, promises);
    else for (let i = 0; i < items.count; i++) for (const column of this.ofItem(i)) cost[column] = items.points[i];
    const upper = new Float64Array(columns).fill(1);
    if (columns > promises) upper.set(terms.possible, promises);
    this.repeats.write(goal, cost, upper);
    return { cost, upper, ...this.rows.build(), mostNodes: 0 };
  }

  /**
   * Prices of the program of time-program.ts, from those of these rows. What a set of slots costs, each of them costs; what a
   * seat is worth beyond its column's bound is the price of taking it once. O(entries).
   */
  prices(rowPrices: Float64Array): GroupPrices {
    const { problem, items, made } = this;
    const prices = pricesFrom(problem, items, this, this.goal, rowPrices);
    const whole = (value: number): number =>
      Number.isFinite(value) ? Math.max(0, Math.round(value * prices.unit)) : 0;
    const pi = prices.pi.slice();
    for (const { row, person, slots } of this.crowdRows)
      for (const t of slots) pi[person * this.slots + t] += whole(rowPrices[row]);
    const left = made.cost.slice();
    for (let row = 0; row < rowPrices.length; row++)
      for (let k = made.starts[row]; k < made.starts[row + 1]; k++)
        left[made.indices[k]] -= rowPrices[row] * made.values[k];
    const lambda = prices.lambda.map((price, i) => (i < items.pairs ? price : price + whole(left[this.seat(i)])));
    return { ...prices, pi, lambda };
  }

  /** Rows of slots in which a solution has too much of somebody; `undefined` if there are none. O(people · flow). */
  crowdedRows(values: Float64Array) {
    const { problem, items } = this;
    const rows = new RowBuilder();
    for (let p = 0; p < problem.pairs.participants; p++) {
      const slots = mostCrowded(this.crowdOf(p, values));
      if (!slots) continue;
      const row = this.made.rowLower.length + rows.add(this.columnsWithin(p, slots), 0, this.placesIn(p, slots));
      this.crowdRows.push({ row, person: p, slots });
    }
    if (rows.count === 0 || items.count === 0) return undefined;
    const added = rows.build();
    this.made = withRows(this.made, added);
    return added;
  }

  private crowdOf(p: number, values: Float64Array): Crowd {
    const left = Float64Array.from({ length: this.slots }, (_, t) =>
      this.heldAt(p, t).reduce((room, column) => room - values[column], this.problem.pairs.parallel[p]),
    );
    const seats = this.seatsOf(p).map(i => ({ part: values[this.seat(i)], slots: this.slotsOf(i) }));
    return { seats, left };
  }

  private placesIn(p: number, slots: readonly number[]): number {
    return slots.length * this.problem.pairs.parallel[p];
  }

  /** What of person p can only be in these slots. */
  private columnsWithin(p: number, slots: readonly number[]): number[] {
    const isIn = new Set(slots);
    const seats = this.seatsOf(p).filter(i => this.slotsOf(i).every(t => isIn.has(t)));
    return [...seats.map(i => this.seat(i)), ...slots.flatMap(t => this.heldAt(p, t))];
  }

  private seat(i: number): number {
    return this.seatColumn[i - this.items.pairs];
  }

  private slotsOf(i: number): number[] {
    const { domain } = this.items;
    const { words } = this.problem.pairs;
    return Array.from({ length: this.slots }, (_, t) => t).filter(t => hasBit(domain, i * words, t));
  }

  /** Items of person p, its own sessions left out. */
  private itemsOf(p: number): number[] {
    const { own, ownStart } = this.items;
    return Array.from(own.subarray(ownStart[p], ownStart[p + 1]));
  }

  private seatsOf(p: number): number[] {
    return this.itemsOf(p).filter(i => i >= this.items.pairs);
  }

  /** Columns of an item, whatever its slots. */
  private ofItem(i: number): number[] {
    if (i >= this.items.pairs) return [this.seat(i)];
    return Array.from(this.columnOf.subarray(i * this.slots, (i + 1) * this.slots)).filter(column => column >= 0);
  }

  /** One-to-ones of p in slot t, and its session. */
  private heldAt(p: number, t: number): number[] {
    const { items, slots } = this;
    const columns = this.itemsOf(p).flatMap(i => (i < items.pairs ? [this.columnOf[i * slots + t]] : []));
    if (items.hostIndex[p] >= 0) columns.push(this.sessionColumn[items.hostIndex[p] * slots + t]);
    return columns.filter(column => column >= 0);
  }

  private ofHost(h: number): number[] {
    return Array.from(this.sessionColumn.subarray(h * this.slots, (h + 1) * this.slots)).filter(column => column >= 0);
  }

  private addItems(): void {
    const { problem, items, rows } = this;
    for (let i = 0; i < items.count; i++) {
      const columns = this.ofItem(i);
      if (columns.length > 1 || items.must[i] === 1) this.itemRow[i] = rows.add(columns, items.must[i], 1);
    }
    for (let k = 0; k + 1 < problem.onceStart.length; k++) {
      const set = problem.onceItems.subarray(problem.onceStart[k], problem.onceStart[k + 1]);
      this.onceRow[k] = rows.add(Array.from(set, i => this.ofItem(i)).flat(), 0, 1);
    }
  }

  private addSessions(): void {
    const { problem, rows, items } = this;
    const { hosts, groupMin, groupMax, hostStart, seatsOfHost } = problem;
    for (let h = 0; h < hosts; h++) {
      const sessions = this.ofHost(h);
      const isSession = new Set(sessions);
      const seats = Array.from(seatsOfHost.subarray(hostStart[h], hostStart[h + 1]), s => items.pairs + s);
      const columns = [...seats.map(i => this.seat(i)), ...sessions];
      rows.add(columns, -NO_LIMIT, 0, column => (isSession.has(column) ? -groupMax[h] : 1));
      rows.add(columns, 0, NO_LIMIT, column => (isSession.has(column) ? -groupMin[h] : 1));
      rows.add(sessions, 0, mostSessionsOf(problem, h));
      for (const i of seats) {
        const open = this.slotsOf(i).map(t => this.sessionColumn[h * this.slots + t]);
        const of = open.filter(column => column >= 0);
        rows.add([this.seat(i), ...of], -NO_LIMIT, 0, column => (isSession.has(column) ? -1 : 1));
      }
    }
  }

  /** Of each slot alone; of all slots of a person's seats together; more as they are needed. */
  private addPlaces(): void {
    const { participants: P, parallel } = this.problem.pairs;
    for (let p = 0; p < P; p++) {
      for (let t = 0; t < this.slots; t++) {
        const columns = this.heldAt(p, t);
        if (columns.length > parallel[p]) this.placeRow[p * this.slots + t] = this.rows.add(columns, 0, parallel[p]);
      }
      const slots = [...new Set(this.seatsOf(p).flatMap(i => this.slotsOf(i)))];
      const columns = this.columnsWithin(p, slots);
      const places = this.placesIn(p, slots);
      if (columns.length > places) this.crowdRows.push({ row: this.rows.add(columns, 0, places), person: p, slots });
    }
  }

  private addLimits(): void {
    const { pairs, hosts, sizeKind, sizes, groupMin, lockedRooms } = this.problem;
    const { slots } = this;
    const inLimit: number[][] = Array.from({ length: pairs.limits * slots }, () => []);
    const add = (column: number, kind: number, t: number): void => {
      if (column >= 0) for (const limit of pairs.kindLimits[kind]) inLimit[limit * slots + t].push(column);
    };
    for (let e = 0; e < this.items.pairs; e++)
      for (let t = 0; t < slots; t++) add(this.columnOf[e * slots + t], pairs.kind[e], t);
    for (let h = 0; h < hosts; h++)
      for (let t = 0; t < slots; t++) {
        const locked = lockedRooms.find(one => one.host === h && one.slot === t);
        // Rooms of a larger session are among those of the smallest.
        add(this.sessionColumn[h * slots + t], locked?.kind ?? sizeKind[h * sizes + groupMin[h]], t);
      }
    inLimit.forEach((columns, cell) => {
      if (columns.length > pairs.capacity[cell]) this.limitRow[cell] = this.rows.add(columns, 0, pairs.capacity[cell]);
    });
  }

  private addPeople(nextColumn: number): PersonRows {
    const { participants: P, maxMeetings } = this.problem.pairs;
    const { terms, goal, items } = this;
    const ofPerson = Array.from({ length: P }, (_, p) => {
      const h = items.hostIndex[p];
      return [...this.itemsOf(p).flatMap(i => this.ofItem(i)), ...(h < 0 ? [] : this.ofHost(h))];
    });
    return addPromises(this.rows, { ofPerson, most: [...maxMeetings], terms, goal, nextColumn });
  }
}
