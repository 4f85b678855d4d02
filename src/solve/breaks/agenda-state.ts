/**
 * A fixed set of meetings, every one of them always in some slot of its domain; conflicts are allowed and counted.
 * The cost of each participant is kept, so that a change is evaluated from the few agendas it touches.
 */
import type { Problem } from '../../model/problem.js';
import { AgendaCost } from './agenda-cost.js';

/** Costs in twentieths of a break. The idle term smooths the landscape. */
export const COST = { break: 20, overCap: 40, idle: 3 } as const;

/**
 * Cost of a double booking and of a meeting without a room. Soft: a search that starts in conflict may trade them for breaks
 * and finds its way out. Hard: none are ever made; where rooms are full a soft search would not come back.
 */
export const SOFT = { conflict: 80, overload: 40 } as const;
export const HARD = { conflict: 1e6, overload: 1e6 } as const;

export class AgendaState {
  /** Slot of each of the `meetings`, by position in the list. */
  readonly slotOf: Int32Array;
  /** First end of (participant, slot), -1 if none; end 2i is meeting i at its participant a, 2i + 1 at b. */
  readonly head: Int32Array;
  readonly nextEnd: Int32Array;
  readonly count: Int32Array;
  readonly busy: Int32Array;
  readonly load: Int32Array;
  readonly breaksOf: Int32Array;
  readonly idleOf: Int32Array;
  /** Meetings in each slot, in no order. */
  readonly inSlot: readonly number[][];
  /** Participants with at least one break, in no order. */
  readonly withBreaks: number[] = [];
  conflicts = 0;
  overload = 0;
  breaks = 0;
  overCap = 0;
  idle = 0;
  readonly cost: AgendaCost;
  private readonly previousEnd: Int32Array;
  private readonly positionWithBreaks: Int32Array;
  private readonly positionInSlot: Int32Array;

  constructor(
    readonly problem: Problem,
    /** Meeting indexes into the problem. */
    readonly meetings: Int32Array,
    slots: Int32Array,
  ) {
    const { participants: P, slots: T, words: W, limits } = problem;
    const n = meetings.length;
    this.slotOf = new Int32Array(n).fill(-1);
    this.head = new Int32Array(P * T).fill(-1);
    this.nextEnd = new Int32Array(2 * n);
    this.previousEnd = new Int32Array(2 * n);
    this.count = new Int32Array(P * T);
    this.busy = new Int32Array(P * W);
    this.load = new Int32Array(limits * T);
    this.breaksOf = new Int32Array(P);
    this.idleOf = new Int32Array(P);
    this.positionWithBreaks = new Int32Array(P).fill(-1);
    this.positionInSlot = new Int32Array(n);
    this.inSlot = Array.from({ length: T }, () => []);
    this.cost = new AgendaCost(problem);
    for (let i = 0; i < n; i++) this.add(i, slots[i]);
    for (let p = 0; p < P; p++) this.refresh(p);
  }

  /** Participant at an end of a meeting. */
  personAt(end: number): number {
    const { a, b } = this.problem;
    const e = this.meetings[end >> 1];
    return (end & 1) === 0 ? a[e] : b[e];
  }

  /** Moves meeting i to slot t; call `refresh` for its participants afterwards. O(1). */
  move(i: number, t: number): void {
    this.drop(i);
    this.add(i, t);
  }

  /** Brings a participant's kept figures up to date with its mask. */
  refresh(p: number): void {
    const { words: W, maxBreaks } = this.problem;
    this.cost.measure(this.busy, p * W);
    const { breaks, idle } = this.cost;
    this.breaks += breaks - this.breaksOf[p];
    this.idle += idle - this.idleOf[p];
    this.overCap += Math.max(0, breaks - maxBreaks[p]) - Math.max(0, this.breaksOf[p] - maxBreaks[p]);
    if (breaks > 0 && this.breaksOf[p] === 0) {
      this.positionWithBreaks[p] = this.withBreaks.length;
      this.withBreaks.push(p);
    } else if (breaks === 0 && this.breaksOf[p] > 0) {
      const last = this.withBreaks.pop()!;
      if (last !== p) {
        this.withBreaks[this.positionWithBreaks[p]] = last;
        this.positionWithBreaks[last] = this.positionWithBreaks[p];
      }
    }
    this.breaksOf[p] = breaks;
    this.idleOf[p] = idle;
  }

  /** Cost of an agenda with these figures under a participant's cap. */
  agendaCost(p: number, breaks: number, idle: number): number {
    const over = breaks - this.problem.maxBreaks[p];
    return COST.break * breaks + COST.idle * idle + (over > 0 ? COST.overCap * over : 0);
  }

  private add(i: number, t: number): void {
    const { slots: T, words: W, parallel, kind, kindLimits, capacity } = this.problem;
    this.slotOf[i] = t;
    this.positionInSlot[i] = this.inSlot[t].length;
    this.inSlot[t].push(i);
    for (let end = 2 * i; end <= 2 * i + 1; end++) {
      const p = this.personAt(end);
      const cell = p * T + t;
      const first = this.head[cell];
      this.nextEnd[end] = first;
      this.previousEnd[end] = -1;
      if (first >= 0) this.previousEnd[first] = end;
      this.head[cell] = end;
      if (++this.count[cell] > parallel[p]) this.conflicts++;
      this.busy[p * W + (t >> 5)] |= 1 << (t & 31);
    }
    const limits = kindLimits[kind[this.meetings[i]]];
    for (let k = 0; k < limits.length; k++) {
      const cell = limits[k] * T + t;
      if (++this.load[cell] > capacity[cell]) this.overload++;
    }
  }

  private drop(i: number): void {
    const { slots: T, words: W, parallel, kind, kindLimits, capacity } = this.problem;
    const t = this.slotOf[i];
    const last = this.inSlot[t].pop()!;
    if (last !== i) {
      this.inSlot[t][this.positionInSlot[i]] = last;
      this.positionInSlot[last] = this.positionInSlot[i];
    }
    for (let end = 2 * i; end <= 2 * i + 1; end++) {
      const p = this.personAt(end);
      const cell = p * T + t;
      const next = this.nextEnd[end];
      const previous = this.previousEnd[end];
      if (previous >= 0) this.nextEnd[previous] = next;
      else this.head[cell] = next;
      if (next >= 0) this.previousEnd[next] = previous;
      if (this.count[cell]-- > parallel[p]) this.conflicts--;
      if (this.count[cell] === 0) this.busy[p * W + (t >> 5)] &= ~(1 << (t & 31));
    }
    const limits = kindLimits[kind[this.meetings[i]]];
    for (let k = 0; k < limits.length; k++) {
      const cell = limits[k] * T + t;
      if (this.load[cell]-- > capacity[cell]) this.overload--;
    }
  }
}
