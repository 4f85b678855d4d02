/**
 * A schedule whose cost is what people feel: breaks and idle slots, kept for each participant, so that a change is evaluated
 * from the few agendas it touches. Double bookings, meetings out of order, runs of busy slots that are too long and meetings
 * without a room may be allowed and are counted. Meetings that are not held have slot -1, outside every count.
 */
import type { Problem } from '../../model/problem.js';
import { Sequence } from '../sequence.js';
import { AgendaFigures } from './agenda-figures.js';

/**
 * Cost of a conflict and of a meeting without a room. Soft: a search that starts in conflict may trade them for breaks
 * and finds its way out. Hard: none are ever made; where rooms are full a soft search would not come back.
 */
export const SOFT = { conflict: 80, overload: 40 } as const;
export const HARD = { conflict: 1e6, overload: 1e6 } as const;

export class AgendaState extends AgendaFigures {
  /** Slot of each meeting, -1 if not held. */
  readonly slotOf: Int32Array;
  /** First end of (participant, slot), -1 if none; end 2e is meeting e at its participant a, 2e + 1 at b. */
  readonly head: Int32Array;
  readonly nextEnd: Int32Array;
  readonly count: Int32Array;
  readonly degree: Int32Array;
  readonly busy: Int32Array;
  readonly load: Int32Array;
  /** Meetings in each slot, in no order; the last list has those not held. */
  readonly inSlot: readonly number[][];
  /** Double bookings, order rows that are broken, and busy slots beyond `max_consecutive`. */
  conflicts = 0;
  overload = 0;
  promises = 0;
  points = 0;
  /** What may follow what; left out where the event has no such rule. */
  readonly sequence: Sequence | undefined;
  /** Busy slots of each participant beyond its `max_consecutive`. */
  readonly excessOf: Int32Array;
  private readonly previousEnd: Int32Array;
  private readonly positionInSlot: Int32Array;

  constructor(
    readonly problem: Problem,
    slotOf: Int32Array,
  ) {
    super(problem);
    const { participants: P, slots: T, meetings: E, words: W, limits } = problem;
    this.slotOf = new Int32Array(E).fill(-1);
    this.head = new Int32Array(P * T).fill(-1);
    this.nextEnd = new Int32Array(2 * E);
    this.previousEnd = new Int32Array(2 * E);
    this.count = new Int32Array(P * T);
    this.degree = new Int32Array(P);
    this.busy = new Int32Array(P * W);
    this.load = new Int32Array(limits * T);
    this.positionInSlot = new Int32Array(E);
    this.inSlot = Array.from({ length: T + 1 }, () => []);
    this.sequence = Sequence.of(problem);
    this.excessOf = new Int32Array(P);
    for (let e = 0; e < E; e++) {
      this.enlist(e, T);
      if (slotOf[e] >= 0) this.move(e, slotOf[e]);
    }
    for (let p = 0; p < P; p++) this.refresh(p);
  }

  /** Participant at an end of a meeting. */
  personAt(end: number): number {
    return (end & 1) === 0 ? this.problem.a[end >> 1] : this.problem.b[end >> 1];
  }

  /** Moves meeting e to slot t, or out with -1; call `refresh` for its participants afterwards. O(1). */
  move(e: number, t: number): void {
    if (this.slotOf[e] >= 0) this.drop(e);
    if (t >= 0) this.add(e, t);
  }

  /** Brings a participant's kept figures up to date with its mask. */
  refresh(p: number): void {
    this.update(p, this.busy);
    if (this.sequence === undefined) return;
    const excess = this.sequence.excess(p, this.busy, p * this.problem.words);
    this.conflicts += excess - this.excessOf[p];
    this.excessOf[p] = excess;
  }

  private enlist(e: number, list: number): void {
    this.positionInSlot[e] = this.inSlot[list].length;
    this.inSlot[list].push(e);
  }

  private delist(e: number, list: number): void {
    const last = this.inSlot[list].pop()!;
    if (last === e) return;
    this.inSlot[list][this.positionInSlot[e]] = last;
    this.positionInSlot[last] = this.positionInSlot[e];
  }

  private add(e: number, t: number): void {
    const { slots: T, words: W, parallel, kind, kindLimits, capacity, minMeetings, points } = this.problem;
    this.slotOf[e] = t;
    if (this.sequence !== undefined) this.conflicts += this.sequence.clashes(e, t, this.slotOf);
    this.points += points[e];
    this.delist(e, T);
    this.enlist(e, t);
    for (let end = 2 * e; end <= 2 * e + 1; end++) {
      const p = this.personAt(end);
      const cell = p * T + t;
      const first = this.head[cell];
      this.nextEnd[end] = first;
      this.previousEnd[end] = -1;
      if (first >= 0) this.previousEnd[first] = end;
      this.head[cell] = end;
      if (this.degree[p]++ < minMeetings[p]) this.promises++;
      if (++this.count[cell] > parallel[p]) this.conflicts++;
      this.busy[p * W + (t >> 5)] |= 1 << (t & 31);
    }
    const limits = kindLimits[kind[e]];
    for (let k = 0; k < limits.length; k++) {
      const cell = limits[k] * T + t;
      if (++this.load[cell] > capacity[cell]) this.overload++;
    }
  }

  private drop(e: number): void {
    const { slots: T, words: W, parallel, kind, kindLimits, capacity, minMeetings, points } = this.problem;
    const t = this.slotOf[e];
    if (this.sequence !== undefined) this.conflicts -= this.sequence.clashes(e, t, this.slotOf);
    this.slotOf[e] = -1;
    this.points -= points[e];
    this.delist(e, t);
    this.enlist(e, T);
    for (let end = 2 * e; end <= 2 * e + 1; end++) {
      const p = this.personAt(end);
      const cell = p * T + t;
      const next = this.nextEnd[end];
      const previous = this.previousEnd[end];
      if (previous >= 0) this.nextEnd[previous] = next;
      else this.head[cell] = next;
      if (next >= 0) this.previousEnd[next] = previous;
      if (--this.degree[p] < minMeetings[p]) this.promises--;
      if (this.count[cell]-- > parallel[p]) this.conflicts--;
      if (this.count[cell] === 0) this.busy[p * W + (t >> 5)] &= ~(1 << (t & 31));
    }
    const limits = kindLimits[kind[e]];
    for (let k = 0; k < limits.length; k++) {
      const cell = limits[k] * T + t;
      if (this.load[cell]-- > capacity[cell]) this.overload--;
    }
  }
}
