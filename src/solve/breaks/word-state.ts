/**
 * A schedule of an event that fits words: at most 32 slots, one meeting at a time for everyone. What everyone's agenda costs is
 * kept from one word each, so that a change of a few agendas is evaluated in some ten operations.
 * Never in conflict, never beyond the rooms; breaks beyond someone's `max_breaks` are dear, and an agenda without the rests
 * that `max_consecutive` demands costs more than anything may.
 */
import { type OrderRows, orderClashes } from '../../model/order-rows.js';
import { type Problem, UNBOUNDED } from '../../model/problem.js';
import type { Random } from '../random.js';
import { type AgendaWeights, SMOOTH } from './agenda-figures.js';
import type { BreakStanding } from './aim.js';
import { hasOnePool } from './fits-words.js';
import { anySlot } from './random-slot.js';
import { RoomLoads } from './room-loads.js';
import type { Surroundings } from './slot-parts.js';
import type { SlotAgendas } from './slot-paths.js';
import { WordCost } from './word-cost.js';

export class WordState implements SlotAgendas {
  /** Slot of each meeting, -1 if not held. */
  readonly slotOf: Int32Array;
  /** The meeting of participant p in slot t, -1 if none: at p * 32 + t. */
  readonly at: Int32Array;
  /** Busy slots of each participant, those of them at an end of a run, and free slots beside a run. */
  readonly busy: Int32Array;
  readonly ends: Int32Array;
  readonly beside: Int32Array;
  readonly degree: Int32Array;
  /** Cost of each agenda, in twentieths of a break, and its breaks. */
  readonly costOf: Int32Array;
  readonly breaksOf: Int32Array;
  /** Meetings in each slot, and how many it takes where all rooms are one pool; else see `rooms`. */
  readonly load: Int32Array;
  readonly capacity: Int32Array;
  readonly rooms: RoomLoads | undefined;
  readonly inSlot: readonly number[][];
  /** Meetings of equal points have one class: those held and those not held, by class. */
  readonly classOf: Int32Array;
  readonly held: readonly number[][];
  readonly unheld: readonly number[][];
  /** Exclusive or of a meeting's two participants: gives either from the other. */
  readonly pair: Int32Array;
  /** Participants with at least one break, in no order; so many of them count. */
  readonly withBreaks: Int32Array;
  broken = 0;
  breaks = 0;
  /** Breaks beyond someone's `max_breaks`. */
  overCap = 0;
  /** There are never any. */
  readonly conflicts = 0;
  /** Cost of all agendas. */
  cost = 0;
  promises = 0;
  points = 0;
  private readonly positionWithBreaks: Int32Array;
  private readonly positionInSlot: Int32Array;
  private readonly positionInClass: Int32Array;
  private readonly alone = new Int32Array(1);
  protected readonly open: number;
  private readonly costs: WordCost;
  /** What comes before what; `undefined` where the event does not say. */
  private readonly order: OrderRows | undefined;
  /**
   * @param slotOf without conflicts
   * @param around where the slots are some of an event; breaks and idle slots then count from any figure on. O(people · 32 + meetings)
   */
  constructor(
    readonly problem: Problem,
    slotOf: Int32Array,
    private readonly weights: AgendaWeights = SMOOTH,
    protected readonly around?: Surroundings,
  ) {
    const { participants: P, slots: T, meetings: E, a, b, limits, capacity, points, order } = problem;
    this.costs = new WordCost(problem, weights, around?.time);
    this.order = order.row.length > 0 ? order : undefined;
    this.slotOf = new Int32Array(E).fill(-1);
    this.at = new Int32Array(P * 32).fill(-1);
    this.busy = around?.busy.slice() ?? new Int32Array(P);
    this.ends = new Int32Array(P);
    this.beside = new Int32Array(P);
    this.degree = new Int32Array(P);
    this.costOf = new Int32Array(P);
    this.breaksOf = new Int32Array(P);
    this.withBreaks = new Int32Array(P);
    this.positionWithBreaks = new Int32Array(P);
    this.load = new Int32Array(T);
    this.capacity = new Int32Array(T).fill(UNBOUNDED);
    this.rooms = hasOnePool(problem) ? undefined : new RoomLoads(problem);
    for (let j = 0; j < limits && !this.rooms; j++)
      for (let t = 0; t < T; t++) this.capacity[t] = Math.min(this.capacity[t], capacity[j * T + t]);
    this.inSlot = Array.from({ length: T }, () => []);
    this.positionInSlot = new Int32Array(E);
    this.positionInClass = new Int32Array(E);
    this.pair = a.map((p, e) => p ^ b[e]);
    const values = [...new Set(points)];
    const classes = new Map(values.map((value, index) => [value, index]));
    this.classOf = Int32Array.from(points, value => classes.get(value)!);
    this.held = values.map(() => []);
    this.unheld = values.map(() => []);
    this.open = around?.open ?? (T === 32 ? -1 : (1 << T) - 1);
    for (let e = 0; e < E; e++) this.enlist(this.unheld[this.classOf[e]], this.positionInClass, e);
    for (let p = 0; p < P; p++) if (this.busy[p] !== 0) this.refresh(p);
    this.goTo(slotOf);
  }

  /** Idle slots: what the agendas cost beside their breaks and strays. O(1), or O(people · days) where there are strays. */
  get idle(): number {
    const { weights, breaks, overCap } = this;
    const hasStrays = weights.stray > 0 && overCap > 0;
    const cost = hasStrays ? this.busy.reduce((sum, w, p) => sum + this.costs.smooth(w, this.degree[p]), 0) : this.cost;
    return (cost - weights.break * breaks - (hasStrays ? 0 : weights.overCap * overCap)) / weights.idle;
  }

  standing(): BreakStanding {
    const { conflicts, overCap, promises, points, breaks, idle } = this;
    return { conflicts, overCap, promises, points, breaks, idle };
  }

  /** Becomes this schedule. */
  goTo(slotOf: Int32Array): void {
    for (let e = 0; e < slotOf.length; e++) if (this.slotOf[e] >= 0 && this.slotOf[e] !== slotOf[e]) this.takeOut(e);
    for (let e = 0; e < slotOf.length; e++) if (slotOf[e] >= 0 && this.slotOf[e] < 0) this.putIn(e, slotOf[e]);
  }

  /** Cost of an agenda of p with these busy slots, of which there are `size`. O(days). */
  agenda(p: number, w: number, size: number): number {
    return this.costs.of(p, w, size);
  }

  meetingAt(p: number, t: number): number {
    return this.at[p * 32 + t];
  }

  /** Nobody has more than one meeting at a time. */
  blockerAt(p: number, t: number): number {
    return this.at[p * 32 + t];
  }

  slotBeside(p: number, random: Random): number {
    return anySlot(this.beside[p], random);
  }

  slotAtEnd(p: number, random: Random): number {
    return anySlot(this.ends[p], random);
  }

  busySlot(p: number, random: Random): number {
    return anySlot(this.busy[p], random);
  }

  exceeded(t: number, coming: readonly number[], going: readonly number[]): number {
    if (this.rooms) return this.rooms.exceeded(t, coming, going);
    return this.load[t] + coming.length - going.length > this.capacity[t] ? 0 : -1;
  }

  countsIn(e: number, limit: number): boolean {
    return this.rooms === undefined || this.rooms.countsIn(e, limit);
  }

  /** Whether meetings that are held leave meeting e this slot. O(partners in order rows). */
  isInOrder(e: number, t: number): boolean {
    return this.order === undefined || orderClashes(this.order, this.slotOf, e, t) === 0;
  }

  /** Whether meeting e may go wherever others go at the same time. */
  hasNoOrder(e: number): boolean {
    return this.order === undefined || this.order.start[e] === this.order.start[e + 1];
  }

  /**
   * Whether the meetings of a path may exchange slots s and t; a partner in one of them is in the way even if it goes to the
   * other. O(path · partners in order rows).
   */
  staysInOrder(path: Int32Array, length: number, s: number, t: number): boolean {
    if (this.order === undefined) return true;
    for (let k = 0; k < length; k++) if (!this.isInOrder(path[k], this.slotOf[path[k]] === s ? t : s)) return false;
    return true;
  }

  /** Change of cost if p, busy in exactly one of two slots, were busy in the other. */
  swapDelta(p: number, s: number, t: number): number {
    return this.agenda(p, this.busy[p] ^ (1 << s) ^ (1 << t), this.degree[p]) - this.costOf[p];
  }

  /** Change of cost if p were busy in t, where it is free. */
  addDelta(p: number, t: number): number {
    return this.agenda(p, this.busy[p] | (1 << t), this.degree[p] + 1) - this.costOf[p];
  }

  /** Change of cost if p were free in t, where it is busy. */
  dropDelta(p: number, t: number): number {
    return this.agenda(p, this.busy[p] & ~(1 << t), this.degree[p] - 1) - this.costOf[p];
  }

  /** The free slots beside busy ones. */
  besides(w: number): number {
    return this.costs.beside(w) & this.open;
  }

  /** Whether meeting e can come into slot t, if `gone` (-1: nobody) goes from there. O(1), or O(limits) where rooms differ. */
  hasRoom(e: number, t: number, gone = -1): boolean {
    return this.rooms ? this.rooms.has(e, t, gone) : gone >= 0 || this.load[t] < this.capacity[t];
  }

  /** Whether the meetings of a path, the first in slot s, can exchange slots s and t. */
  keepsRooms(path: Int32Array, length: number, s: number, t: number): boolean {
    if (this.rooms) return this.rooms.keeps(path, length, this.slotOf, s, t);
    return (length & 1) === 0 || this.load[t] < this.capacity[t];
  }

  /** Takes a held meeting out. O(1). */
  takeOut(e: number): void {
    const t = this.slotOf[e];
    this.slotOf[e] = -1;
    this.points -= this.problem.points[e];
    this.load[t]--;
    this.rooms?.count(e, t, -1);
    this.delist(this.inSlot[t], this.positionInSlot, e);
    this.delist(this.held[this.classOf[e]], this.positionInClass, e);
    this.enlist(this.unheld[this.classOf[e]], this.positionInClass, e);
    this.leave(this.problem.a[e], t);
    this.leave(this.problem.b[e], t);
  }

  /** Puts a meeting in where both are free. O(1). */
  putIn(e: number, t: number): void {
    this.slotOf[e] = t;
    this.points += this.problem.points[e];
    this.load[t]++;
    this.rooms?.count(e, t, 1);
    this.enlist(this.inSlot[t], this.positionInSlot, e);
    this.delist(this.unheld[this.classOf[e]], this.positionInClass, e);
    this.enlist(this.held[this.classOf[e]], this.positionInClass, e);
    this.enter(this.problem.a[e], t, e);
    this.enter(this.problem.b[e], t, e);
  }

  /**
   * Exchanges slots s and t along a path of meetings, each in one of the two, from participant p, busy in s alone, to z, busy
   * in one of them alone.
   */
  exchange(path: Int32Array, length: number, s: number, t: number, p: number, z: number): void {
    const { slotOf, at, problem, inSlot, positionInSlot, load, rooms } = this;
    const { a, b } = problem;
    for (let k = 0; k < length; k++) {
      const e = path[k];
      const from = slotOf[e];
      at[a[e] * 32 + from] = -1;
      at[b[e] * 32 + from] = -1;
      rooms?.count(e, from, -1);
      this.delist(inSlot[from], positionInSlot, e);
    }
    for (let k = 0; k < length; k++) {
      const e = path[k];
      const from = slotOf[e];
      const to = from === s ? t : s;
      slotOf[e] = to;
      load[from]--;
      load[to]++;
      rooms?.count(e, to, 1);
      at[a[e] * 32 + to] = e;
      at[b[e] * 32 + to] = e;
      this.enlist(inSlot[to], positionInSlot, e);
    }
    const both = (1 << s) ^ (1 << t);
    this.busy[p] ^= both;
    this.busy[z] ^= both;
    this.refresh(p);
    this.refresh(z);
  }

  /** Moves a meeting whose participants are both free in slot `to`. O(1). */
  moveAlone(e: number, from: number, to: number): void {
    this.alone[0] = e;
    this.exchange(this.alone, 1, from, to, this.problem.a[e], this.problem.b[e]);
  }

  protected leave(p: number, t: number): void {
    this.at[p * 32 + t] = -1;
    this.busy[p] &= ~(1 << t);
    if (--this.degree[p] < this.problem.minMeetings[p]) this.promises--;
    this.refresh(p);
  }

  protected enter(p: number, t: number, e: number): void {
    this.at[p * 32 + t] = e;
    this.busy[p] |= 1 << t;
    if (this.degree[p]++ < this.problem.minMeetings[p]) this.promises++;
    this.refresh(p);
  }

  protected refresh(p: number): void {
    const w = this.busyOf(p);
    this.look(p, w);
    const cost = this.agenda(p, this.busy[p], this.degree[p]);
    this.cost += cost - this.costOf[p];
    this.costOf[p] = cost;
    const { maxBreaks } = this.costs;
    const breaks = this.costs.breaksIn(w);
    const before = this.breaksOf[p];
    if (breaks === before) return;
    this.breaks += breaks - before;
    if (maxBreaks !== undefined)
      this.overCap += Math.max(0, breaks - maxBreaks[p]) - Math.max(0, before - maxBreaks[p]);
    this.list(p, breaks);
  }

  protected busyOf(p: number): number {
    return this.busy[p];
  }

  /** What p's own slots are to an agenda with these. */
  protected look(p: number, w: number): void {
    this.ends[p] = this.busy[p] & this.open & ~this.costs.inner(w);
    this.beside[p] = this.besides(w);
  }

  /** Keeps the list of those with breaks. */
  protected list(p: number, breaks: number): void {
    const before = this.breaksOf[p];
    this.breaksOf[p] = breaks;
    if (before === 0 && breaks > 0) {
      this.positionWithBreaks[p] = this.broken;
      this.withBreaks[this.broken++] = p;
    } else if (before > 0 && breaks === 0) {
      const last = this.withBreaks[--this.broken];
      this.withBreaks[this.positionWithBreaks[p]] = last;
      this.positionWithBreaks[last] = this.positionWithBreaks[p];
    }
  }

  private enlist(list: number[], position: Int32Array, e: number): void {
    position[e] = list.length;
    list.push(e);
  }

  private delist(list: number[], position: Int32Array, e: number): void {
    const last = list.pop()!;
    if (last === e) return;
    list[position[e]] = last;
    position[last] = position[e];
  }
}
