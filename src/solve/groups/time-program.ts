/**
 * The whole event as a program: x[i,t] item i in slot t, y[h,t] a session of host h in slot t, x ≤ y for each seat, Y[h] = Σ y.
 * In fractions, with only Y whole, it is a bound that is nearly always met. Sessions grow into smaller choices of rooms by
 * columns of their own, and where guests or hosts have few languages each meeting has a way to understand.
 */
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import { hasBit, UNBOUNDED } from '../../model/problem.js';
import type { PromiseTerms } from '../duals.js';
import { withRows } from '../exact.js';
import { type MipModel, type ProgramRows, RowBuilder } from '../mip.js';
import type { Items } from './items.js';
import type { PricedProgram } from './prices.js';
import { addPromises, type Goal, type PersonRows } from './promise-rows.js';
import { mostSessionsOf } from './promise-terms.js';
import { RepeatRows } from './repeat-rows.js';
import { addSpeechRows } from './speech-rows.js';

const NO_LIMIT = Number.POSITIVE_INFINITY;

export class TimeProgram implements PricedProgram {
  /** Item and slot of each of the first columns. */
  readonly item: number[] = [];
  readonly slot: number[] = [];
  /** Column of (item, slot) at i * slots + t, -1 without one. */
  readonly columnOf: Int32Array;
  /** Column of (host, slot) at h * slots + t, -1 without one. */
  readonly sessionColumn: Int32Array;
  /** Rows by what they count, -1 without one: items, once-sets, people's slots (p * slots + t), limits (j * slots + t). */
  readonly itemRow: Int32Array;
  readonly onceRow: Int32Array;
  readonly placeRow: Int32Array;
  readonly limitRow: Int32Array;
  readonly personRows: PersonRows;
  /** Rows that no price of the above stands for, and columns that only such rows know. */
  readonly otherRows: number[] = [];
  readonly otherColumns: number[] = [];
  /** The program, with all rows so far. */
  made: MipModel;
  /** Column of the number of sessions of each host, -1 without one; and the hosts that have one. */
  readonly countColumn: Int32Array;
  readonly countedHosts: number[] = [];
  private readonly repeats: RepeatRows;
  private readonly rows = new RowBuilder();
  private readonly slots: number;
  private columns = 0;

  /** O(entries). */
  constructor(
    private readonly problem: GroupProblem,
    private readonly items: Items,
    private readonly terms: PromiseTerms,
    goal: Goal,
  ) {
    const { pairs, hosts, hostDomain } = problem;
    const { slots: T, words: W } = pairs;
    this.slots = T;
    this.columnOf = new Int32Array(items.count * T).fill(-1);
    const noRows = (count: number): Int32Array => new Int32Array(count).fill(-1);
    this.itemRow = noRows(items.count);
    this.onceRow = noRows(problem.onceStart.length);
    this.placeRow = noRows(pairs.participants * T);
    this.limitRow = noRows(pairs.limits * T);
    for (let i = 0; i < items.count; i++)
      for (let t = 0; t < T; t++) if (hasBit(items.domain, i * W, t)) this.addColumn(i, t);
    this.columns = this.item.length;
    this.sessionColumn = new Int32Array(hosts * T).fill(-1);
    this.countColumn = new Int32Array(hosts).fill(-1);
    for (let h = 0; h < hosts; h++)
      for (let t = 0; t < T; t++) if (hasBit(hostDomain, h * W, t)) this.sessionColumn[h * T + t] = this.columns++;
    this.repeats = this.addRules();
    const promises = this.columns;
    this.personRows = addPromises(this.rows, { ...this.people(), terms, goal, nextColumn: promises });
    this.columns += this.personRows.columns;
    this.made = this.build(goal, promises);
  }

  private addColumn(i: number, t: number): void {
    this.columnOf[i * this.slots + t] = this.item.length;
    this.item.push(i);
    this.slot.push(t);
  }

  private addRules(): RepeatRows {
    const { problem, items } = this;
    this.addItems();
    this.addSessions();
    this.addPlaces();
    this.addLimits();
    const [firstRow, firstColumn] = [this.rows.count, this.columns];
    this.addOrder();
    const repeats = new RepeatRows(this.rows, problem.repeats, i => this.ofItem(i), this.columns);
    this.columns = addSpeechRows(this.rows, problem, items, this, repeats.nextColumn);
    this.addRests();
    for (let row = firstRow; row < this.rows.count; row++) this.otherRows.push(row);
    for (let column = firstColumn; column < this.columns; column++) this.otherColumns.push(column);
    return repeats;
  }

  /** @param promises the first column for promises */
  private build(goal: Goal, promises: number): MipModel {
    const { problem, items, terms } = this;
    const cost = new Float64Array(this.columns);
    if (goal === 'promises') cost.fill(1, promises);
    else
      this.item.forEach((i, column) => {
        cost[column] = items.points[i];
      });
    const upper = new Float64Array(this.columns).fill(1);
    this.repeats.write(goal, cost, upper);
    for (const h of this.countedHosts) upper[this.countColumn[h]] = mostSessionsOf(problem, h);
    if (this.columns > promises) upper.set(terms.possible, promises);
    return { cost, upper, ...this.rows.build(), mostNodes: 0 };
  }

  /** Columns of the numbers of sessions, in the order of `countedHosts`. */
  countColumns(): number[] {
    return this.countedHosts.map(h => this.countColumn[h]);
  }

  /** Of a schedule: 0 and 1 where items and sessions have columns, `NaN` for all other columns, which follow. O(columns). */
  valuesOf(slotOf: ItemSlots): Float64Array {
    const values = new Float64Array(this.columns).fill(Number.NaN);
    this.item.forEach((i, column) => {
      values[column] = slotOf[i] === this.slot[column] ? 1 : 0;
    });
    for (const column of this.sessionColumn) if (column >= 0) values[column] = 0;
    const { seatHost } = this.problem;
    for (let i = this.items.pairs; i < this.items.count; i++)
      if (slotOf[i] >= 0) values[this.sessionColumn[seatHost[i - this.items.pairs] * this.slots + slotOf[i]]] = 1;
    return values;
  }

  /** The slots that a solution says. */
  read(values: Float64Array): ItemSlots {
    const slotOf = new Int32Array(this.items.count).fill(-1);
    this.item.forEach((i, column) => {
      if (values[column] > 0.5) slotOf[i] = this.slot[column];
    });
    return slotOf;
  }

  /** Each once, musts for sure, one of each once-set. */
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
    for (let k = 0; k + 1 < problem.someStart.length; k++) {
      const set = problem.someItems.subarray(problem.someStart[k], problem.someStart[k + 1]);
      this.otherRows.push(rows.add(Array.from(set, i => this.ofItem(i)).flat(), 1, NO_LIMIT));
    }
  }

  /** Has these rows from now on: whole numbers, over items and sessions, kept by every schedule. O(entries). */
  addRows(rows: ProgramRows): void {
    const first = this.made.rowLower.length;
    this.made = withRows(this.made, rows);
    for (let row = first; row < this.made.rowLower.length; row++) this.otherRows.push(row);
  }

  /** Columns of the sessions of host h. O(slots). */
  ofHost(h: number): number[] {
    return Array.from(this.sessionColumn.subarray(h * this.slots, (h + 1) * this.slots)).filter(column => column >= 0);
  }

  /** Columns of item i. O(slots). */
  ofItem(i: number): number[] {
    return Array.from(this.columnOf.subarray(i * this.slots, (i + 1) * this.slots)).filter(column => column >= 0);
  }

  private addSessions(): void {
    const { problem, rows } = this;
    const { hosts, groupMin, groupMax } = problem;
    for (let h = 0; h < hosts; h++) {
      const own: number[] = [];
      for (let t = 0; t < this.slots; t++) {
        const y = this.sessionColumn[h * this.slots + t];
        if (y < 0) continue;
        own.push(y);
        const seats = this.seatsAt(h, t);
        for (const seat of seats) rows.add([seat, y], -NO_LIMIT, 0, column => (column === y ? -1 : 1));
        if (seats.length > groupMax[h])
          rows.add([...seats, y], -NO_LIMIT, 0, column => (column === y ? -groupMax[h] : 1));
        rows.add([...seats, y], 0, NO_LIMIT, column => (column === y ? -groupMin[h] : 1));
        this.addApart(h, t, y);
      }
      if (own.length === 0) continue;
      const count = this.columns++;
      this.countColumn[h] = count;
      this.countedHosts.push(h);
      rows.add([...own, count], 0, 0, column => (column === count ? -1 : 1));
    }
  }

  private seatsAt(h: number, t: number): number[] {
    const { hostStart, seatsOfHost } = this.problem;
    return Array.from(seatsOfHost.subarray(hostStart[h], hostStart[h + 1]), s =>
      this.columnAt(this.items.pairs + s, t),
    ).filter(column => column >= 0);
  }

  private columnAt(i: number, t: number): number {
    return this.columnOf[i * this.slots + t];
  }

  private addApart(h: number, t: number, y: number): void {
    const { apartStart, apart, hostStart, seatsOfHost, seatGuest } = this.problem;
    if (apart.length === 0) return;
    const columnOfGuest = new Map<number, number>();
    for (const s of seatsOfHost.subarray(hostStart[h], hostStart[h + 1])) {
      const column = this.columnAt(this.items.pairs + s, t);
      if (column >= 0) columnOfGuest.set(seatGuest[s], column);
    }
    for (const [p, column] of columnOfGuest) {
      for (const q of apart.subarray(apartStart[p], apartStart[p + 1])) {
        const other = columnOfGuest.get(q);
        if (q > p && other !== undefined)
          this.otherRows.push(this.rows.add([column, other, y], -NO_LIMIT, 0, one => (one === y ? -1 : 1)));
      }
    }
  }

  /** Columns of p in slot t: its items, and its session. */
  private columnsAt(p: number, t: number): number[] {
    const { items } = this;
    const columns: number[] = [];
    for (let x = items.ownStart[p]; x < items.ownStart[p + 1]; x++) {
      const column = this.columnAt(items.own[x], t);
      if (column >= 0) columns.push(column);
    }
    const h = items.hostIndex[p];
    if (h >= 0 && this.sessionColumn[h * this.slots + t] >= 0) columns.push(this.sessionColumn[h * this.slots + t]);
    return columns;
  }

  private addPlaces(): void {
    const { participants: P, parallel } = this.problem.pairs;
    for (let p = 0; p < P; p++) {
      for (let t = 0; t < this.slots; t++) {
        const columns = this.columnsAt(p, t);
        if (columns.length > parallel[p]) this.placeRow[p * this.slots + t] = this.rows.add(columns, 0, parallel[p]);
      }
    }
  }

  /** Every meeting of a person, and its maximum. */
  private people(): { readonly ofPerson: number[][]; readonly most: number[] } {
    const { participants: P, maxMeetings } = this.problem.pairs;
    const ofPerson = Array.from({ length: P }, (_, p) =>
      Array.from({ length: this.slots }, (_, t) => this.columnsAt(p, t)).flat(),
    );
    return { ofPerson, most: [...maxMeetings] };
  }

  private addLimits(): void {
    const { pairs, hosts } = this.problem;
    const inLimit: number[][] = Array.from({ length: pairs.limits * this.slots }, () => []);
    this.item.forEach((i, column) => {
      if (i >= this.items.pairs) return;
      for (const limit of pairs.kindLimits[pairs.kind[i]]) inLimit[limit * this.slots + this.slot[column]].push(column);
    });
    for (let h = 0; h < hosts; h++)
      for (let t = 0; t < this.slots; t++) if (this.sessionColumn[h * this.slots + t] >= 0) this.addRoom(inLimit, h, t);
    inLimit.forEach((columns, cell) => {
      if (columns.length > pairs.capacity[cell]) this.limitRow[cell] = this.rows.add(columns, 0, pairs.capacity[cell]);
    });
  }

  /** Limits of a session: those of its smallest size, and more where it grows beyond what some rooms seat. */
  private addRoom(inLimit: number[][], h: number, t: number): void {
    const { pairs, sizeKind, sizes, groupMin, groupMax, lockedRooms } = this.problem;
    const y = this.sessionColumn[h * this.slots + t];
    const locked = lockedRooms.find(({ host, slot }) => host === h && slot === t);
    let kind = locked?.kind ?? sizeKind[h * sizes + groupMin[h]];
    for (const limit of pairs.kindLimits[kind]) inLimit[limit * this.slots + t].push(y);
    for (let n = groupMin[h] + 1; n <= groupMax[h] && !locked; n++) {
      const larger = sizeKind[h * sizes + n];
      if (larger === kind) continue;
      const held = pairs.kindLimits[kind];
      kind = larger;
      const more = pairs.kindLimits[larger].filter(limit => !held.includes(limit));
      if (more.length === 0) continue;
      const grown = this.columns++;
      const weight = (column: number): number => (column === y ? 1 - n : column === grown ? n - 1 - groupMax[h] : 1);
      this.rows.add([...this.seatsAt(h, t), y, grown], -NO_LIMIT, 0, weight);
      this.rows.add([grown, y], -NO_LIMIT, 0, column => (column === y ? -1 : 1));
      for (const limit of more) inLimit[limit * this.slots + t].push(grown);
    }
  }

  private addOrder(): void {
    const { orderFirst, orderSecond } = this.problem;
    orderFirst.forEach((first, row) => {
      for (let t = 0; t < this.slots; t++) {
        const late = this.ofItem(first).filter(column => this.slot[column] >= t);
        const early = this.ofItem(orderSecond[row]).filter(column => this.slot[column] <= t);
        if (late.length > 0 && early.length > 0) this.rows.add([...late, ...early], 0, 1);
      }
    });
  }

  /** Of `max_consecutive` + 1 neighbouring slots one is free; whether a delegation is busy is a column of its own. */
  private addRests(): void {
    const { participants: P, maxConsecutive, parallel, stretch } = this.problem.pairs;
    for (let p = 0; p < P; p++) {
      const most = maxConsecutive[p];
      if (most === UNBOUNDED) continue;
      const busy = Array.from({ length: this.slots }, (_, t) => this.busyColumns(p, t, parallel[p]));
      for (let t = 0; t + most < this.slots; t++) {
        const window = busy.slice(t, t + most + 1);
        if (stretch[t] === stretch[t + most] && window.every(list => list.length > 0))
          this.rows.add(window.flat(), 0, most);
      }
    }
  }

  private busyColumns(p: number, t: number, parallel: number): number[] {
    const columns = this.columnsAt(p, t);
    if (parallel === 1 || columns.length === 0) return columns;
    const busy = this.columns++;
    for (const column of columns) this.rows.add([column, busy], 0, NO_LIMIT, one => (one === busy ? 1 : -1));
    return [busy];
  }
}
