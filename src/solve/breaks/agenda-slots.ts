/** A schedule of any event as `slot-paths.ts` is to see it. */
import type { Random } from '../random.js';
import { type AgendaState, HARD } from './agenda-state.js';
import { exceededLimit } from './room-loads.js';
import { RunEdges } from './run-edges.js';
import type { SlotAgendas } from './slot-paths.js';

/** Slots looked at before one is called busy. */
const GLANCES = 8;

export class AgendaSlots implements SlotAgendas {
  private readonly mask: Int32Array;
  private readonly edges: RunEdges;

  constructor(
    private readonly state: AgendaState,
    private readonly random: Random,
  ) {
    this.mask = new Int32Array(state.problem.words);
    this.edges = new RunEdges(state.problem, random);
  }

  get problem() {
    return this.state.problem;
  }

  get slotOf() {
    return this.state.slotOf;
  }

  get degree() {
    return this.state.degree;
  }

  get inSlot() {
    return this.state.inSlot;
  }

  get points() {
    return this.state.points;
  }

  meetingAt(p: number, t: number): number {
    return this.state.head[p * this.problem.slots + t] >> 1;
  }

  blockerAt(p: number, t: number): number {
    const place = p * this.problem.slots + t;
    return this.state.count[place] < this.problem.parallel[p] ? -1 : this.state.head[place] >> 1;
  }

  slotBeside(p: number): number {
    this.edges.look(this.state.busy, p * this.problem.words);
    return this.edges.randomBeside();
  }

  slotAtEnd(p: number): number {
    this.edges.look(this.state.busy, p * this.problem.words);
    return this.edges.randomEnd();
  }

  busySlot(p: number): number {
    const T = this.problem.slots;
    for (let k = 0; k < GLANCES; k++) {
      const t = this.random.below(T);
      if (this.state.count[p * T + t] > 0) return t;
    }
    return -1;
  }

  addDelta(p: number, t: number): number {
    return this.state.count[p * this.problem.slots + t] > 0 ? 0 : this.deltaWith(p, t);
  }

  dropDelta(p: number, t: number): number {
    return this.state.count[p * this.problem.slots + t] > 1 ? 0 : this.deltaWith(p, t);
  }

  /** Change of cost if p were busy in t where it is free, or free where it is busy. O(slots). */
  private deltaWith(p: number, t: number): number {
    const { state, mask } = this;
    const W = this.problem.words;
    for (let k = 0; k < W; k++) mask[k] = state.busy[p * W + k];
    mask[t >> 5] ^= 1 << (t & 31);
    const delta = state.costOf(p, mask, 0) - state.keptCost(p);
    return state.sequence ? delta + HARD.conflict * (state.sequence.excess(p, mask, 0) - state.excessOf[p]) : delta;
  }

  isInOrder(e: number, t: number): boolean {
    return this.state.sequence === undefined || this.state.sequence.clashes(e, t, this.slotOf) === 0;
  }

  hasNoOrder(e: number): boolean {
    const { start } = this.problem.order;
    return this.state.sequence === undefined || start[e] === start[e + 1];
  }

  exceeded(t: number, coming: readonly number[], going: readonly number[]): number {
    const { slots: T, capacity } = this.problem;
    const { load } = this.state;
    return exceededLimit(this.problem, coming, going, j => capacity[j * T + t] - load[j * T + t]);
  }

  countsIn(e: number, limit: number): boolean {
    const { kind, kindLimits } = this.problem;
    return kindLimits[kind[e]].includes(limit);
  }

  takeOut(e: number): void {
    this.move(e, -1);
  }

  putIn(e: number, t: number): void {
    this.move(e, t);
  }

  private move(e: number, t: number): void {
    this.state.move(e, t);
    this.state.refresh(this.problem.a[e]);
    this.state.refresh(this.problem.b[e]);
  }
}
