/**
 * A schedule under change that is never in conflict: O(1) place and remove (plus the limits of a meeting's room kind).
 * Masks of free slots and of slots with room make "where can this go" one AND per 32 slots.
 */
import type { MeetingSets, Problem } from '../model/problem.js';
import { LimitLoads } from './limit-loads.js';
import { Members } from './members.js';
import { OpenPlaces } from './open-places.js';
import { weightsOf } from './promises.js';
import { Sequence } from './sequence.js';

export class State {
  /** Slot of each meeting, -1 if not held. */
  readonly slotOf: Int32Array;
  /** Meetings held by each participant. */
  readonly degree: Int32Array;
  /** Meetings of participant p in slot t: at p * slots + t. */
  readonly count: Int32Array;
  /** First meeting end of (p, t), -1 if none; end 2e is meeting e at its participant a, 2e + 1 at b. */
  readonly head: Int32Array;
  readonly nextEnd: Int32Array;
  /** Slots in which a participant is available and has a free place. */
  readonly free: Int32Array;
  /** Meetings of one class find room in the same slots. */
  readonly classOf: Int32Array;
  /** Slots in which a meeting of a class still finds a room: classes × words. */
  readonly open: Int32Array;
  /** What may follow what; left out where the event has no such rule. */
  readonly sequence: Sequence | undefined;
  /** Free slots in which a participant may not be busy, or it would be so too long: participants × words; empty without bound. */
  readonly tired: Int32Array;
  /** Meetings counted in limit j and slot t: at j * slots + t. */
  readonly load: Int32Array;
  /** Slots that some meeting may use and in which a limit takes one more, by limit. */
  readonly slotsWithRoom: Int32Array;
  /** Meetings held in each slot, in no order; the last list holds those not held. */
  readonly inSlot: readonly number[][];
  points = 0;
  promises = 0;
  held = 0;
  /** Meetings that must be held and are. */
  musts = 0;
  /** Participants with fewer meetings than they are promised. */
  readonly lacking: Members;
  /** Meetings held of each set. */
  private readonly heldOf: Int32Array;
  /** Watched places (p * slots + t) that are free. */
  idle = new Members(0);
  /** 1 for the places that are watched. */
  private watched = new Uint8Array(0);
  /** Watched meetings that are not held. */
  waiting = new Members(0);
  /** 1 for the meetings that are watched; `undefined` where none is. */
  private wanted: Uint8Array | undefined;

  private readonly previousEnd: Int32Array;
  private readonly position: Int32Array;
  private readonly limits: LimitLoads;
  /** Where limits are not all counted. */
  private readonly openPlaces: OpenPlaces | undefined;
  private readonly weights: { readonly promise: number; readonly must: number };
  /** Of a promise that one meeting keeps. */
  private readonly promiseValue: number;

  constructor(readonly problem: Problem) {
    const { participants: P, slots: T, meetings: E, words: W } = problem;
    this.slotOf = new Int32Array(E).fill(-1);
    this.degree = new Int32Array(P);
    this.count = new Int32Array(P * T);
    this.head = new Int32Array(P * T).fill(-1);
    this.nextEnd = new Int32Array(2 * E);
    this.previousEnd = new Int32Array(2 * E);
    this.position = new Int32Array(E);
    this.free = problem.available.slice();
    this.sequence = Sequence.of(problem);
    this.heldOf = new Int32Array(problem.sets?.fine.length ?? 0);
    this.tired = new Int32Array(this.sequence?.boundsRuns ? P * W : 0);
    this.limits = new LimitLoads(problem);
    this.load = this.limits.load;
    this.openPlaces = OpenPlaces.of(problem, this.limits);
    this.open = this.openPlaces?.open ?? this.limits.open;
    this.classOf = this.openPlaces ? problem.kind : problem.kind.map(kind => this.limits.classOf[kind]);
    this.slotsWithRoom = this.limits.slotsWithRoom;
    this.inSlot = Array.from({ length: T + 1 }, () => []);
    for (let e = 0; e < E; e++) this.enlist(e, T);
    this.weights = weightsOf(problem);
    // Where nothing else is at stake, what makes room is better left to chance: one promise for another is as good.
    this.promiseValue = problem.points.some(points => points > 0) ? this.weights.promise : 0;
    this.lacking = new Members(P);
    for (let p = 0; p < P; p++) if (problem.minMeetings[p] > 0) this.lacking.add(p);
  }

  /** Points, and far beyond them promises and musts. */
  get worth(): number {
    return this.points + this.weights.promise * this.promises + this.weights.must * this.musts;
  }

  /** By how much the schedule is worth more with this meeting than without it: also by the promises that it keeps. */
  worthOf(e: number): number {
    const { a, b, points, must, minMeetings } = this.problem;
    const { promiseValue: promise, weights } = this;
    const more = this.slotOf[e] < 0 ? 1 : 0;
    const keepsOfA = this.degree[a[e]] + more <= minMeetings[a[e]] ? promise : 0;
    const keepsOfB = this.degree[b[e]] + more <= minMeetings[b[e]] ? promise : 0;
    return points[e] + keepsOfA + keepsOfB + (must[e] === 1 ? weights.must : 0);
  }

  /** Puts a meeting that is not held into slot t. The caller has seen to it that it fits. */
  place(e: number, t: number): void {
    const { a, b, kind, points, must } = this.problem;
    this.slotOf[e] = t;
    this.addEnd(2 * e, a[e], t);
    this.addEnd(2 * e + 1, b[e], t);
    this.delist(e, this.problem.slots);
    this.enlist(e, t);
    if (this.wanted !== undefined) this.waiting.drop(e);
    this.points += points[e];
    this.held++;
    this.musts += must[e];
    this.limits.count(kind[e], t, 1);
    this.openPlaces?.count(e, t, 1);
    if (this.problem.sets !== undefined) this.countInSets(this.problem.sets, e, 1);
    if (this.sequence !== undefined) this.updateTired(this.sequence, e, t);
  }

  /** Takes a held meeting out; returns the slot it had. */
  remove(e: number): number {
    const { a, b, kind, points, must } = this.problem;
    const t = this.slotOf[e];
    this.slotOf[e] = -1;
    this.dropEnd(2 * e, a[e], t);
    this.dropEnd(2 * e + 1, b[e], t);
    this.delist(e, t);
    this.enlist(e, this.problem.slots);
    if (this.wanted !== undefined && this.wanted[e] === 1) this.waiting.add(e);
    this.points -= points[e];
    this.held--;
    this.musts -= must[e];
    this.limits.count(kind[e], t, -1);
    this.openPlaces?.count(e, t, -1);
    if (this.problem.sets !== undefined) this.countInSets(this.problem.sets, e, -1);
    if (this.sequence !== undefined) this.updateTired(this.sequence, e, t);
    return t;
  }

  /** Word k of the slots in which meeting e could be placed as things stand (maxima of meetings not looked at). */
  candidates(e: number, k: number): number {
    const { a, b, words: W, domain } = this.problem;
    const room = this.open[this.classOf[e] * W + k];
    const open = domain[e * W + k] & this.free[a[e] * W + k] & this.free[b[e] * W + k] & room;
    return this.sequence === undefined || open === 0 ? open : open & this.inSequence(this.sequence, e, k);
  }

  /** Whether both participants may have one meeting more, and each strict set of this one too. */
  belowMaxima(e: number): boolean {
    const { a, b, maxMeetings, sets } = this.problem;
    if (this.degree[a[e]] >= maxMeetings[a[e]] || this.degree[b[e]] >= maxMeetings[b[e]]) return false;
    if (sets === undefined) return true;
    for (let i = sets.setStart[e]; i < sets.setStart[e + 1]; i++) if (this.isFull(sets, sets.sets[i])) return false;
    return true;
  }

  /** Whether a strict set has its meeting. */
  isFull({ fine }: MeetingSets, s: number): boolean {
    return this.heldOf[s] > 0 && fine[s] === Number.POSITIVE_INFINITY;
  }

  private countInSets({ setStart, sets, fine }: MeetingSets, e: number, by: 1 | -1): void {
    for (let i = setStart[e]; i < setStart[e + 1]; i++) {
      const s = sets[i];
      this.heldOf[s] += by;
      if (this.heldOf[s] > (by > 0 ? 1 : 0) && fine[s] < Number.POSITIVE_INFINITY) this.points -= by * fine[s];
    }
  }

  /** Whether rooms are left for one more meeting of e's kind, wherever others move. O(limits of a kind). */
  hasRoom(e: number): boolean {
    const limits = this.problem.kindLimits[this.problem.kind[e]];
    for (let i = 0; i < limits.length; i++) if (this.slotsWithRoom[limits[i]] === 0) return false;
    return true;
  }

  /** A limit that leaves no room for meeting e in slot t, -1 if none does; beyond the problem's where it is none that is counted. */
  fullLimit(e: number, t: number): number {
    const { slots: T, capacity, kind, kindLimits } = this.problem;
    const limits = kindLimits[kind[e]];
    for (let i = 0; i < limits.length; i++) {
      const cell = limits[i] * T + t;
      if (this.load[cell] >= capacity[cell]) return limits[i];
    }
    return this.openPlaces?.fullLimit(e, t) ?? -1;
  }

  /** Whether meeting f counts in the limit that was found last. */
  countsIn(f: number, limit: number): boolean {
    const { limits, kind, kindLimits } = this.problem;
    if (limit < limits) return kindLimits[kind[f]].includes(limit);
    return this.openPlaces?.countsIn(f, limit) === true;
  }

  private inSequence(sequence: Sequence, e: number, k: number): number {
    const { a, b, words: W, order } = this.problem;
    const window = order.row.length > 0 ? sequence.window(e, k, this.slotOf) : -1;
    return sequence.boundsRuns ? window & ~(this.tired[a[e] * W + k] | this.tired[b[e] * W + k]) : window;
  }

  private updateTired(sequence: Sequence, e: number, t: number): void {
    if (!sequence.boundsRuns) return;
    sequence.refresh(this.tired, this.problem.a[e], t, this.count);
    sequence.refresh(this.tired, this.problem.b[e], t, this.count);
  }

  /** Copies the slots of another state's meetings. O(meetings). */
  adopt(slotOf: Int32Array): void {
    for (let e = 0; e < slotOf.length; e++) {
      if (this.slotOf[e] !== slotOf[e] && this.slotOf[e] >= 0) this.remove(e);
    }
    for (let e = 0; e < slotOf.length; e++) if (slotOf[e] >= 0 && this.slotOf[e] < 0) this.place(e, slotOf[e]);
  }

  /**
   * Keeps lists of the free ones of these places (participants × slots, 0: not watched), and of the unheld ones of these meetings
   * (meetings × words: slots; none: not watched); left out: of no meetings. O(people · slots + meetings · words).
   */
  watch(places: ArrayLike<number>, slotsOf?: Int32Array): void {
    this.watchPlaces(places);
    this.waiting = new Members(0);
    this.wanted = undefined;
    if (slotsOf) this.watchMeetings(slotsOf);
  }

  private watchPlaces(places: ArrayLike<number>): void {
    const { slots: T, words: W } = this.problem;
    this.idle = new Members(places.length);
    this.watched = new Uint8Array(places.length);
    for (let cell = 0; cell < places.length; cell++) {
      if (places[cell] === 0) continue;
      this.watched[cell] = 1;
      const p = Math.floor(cell / T);
      const t = cell - p * T;
      if ((this.free[p * W + (t >> 5)] >>> (t & 31)) & 1) this.idle.add(cell);
    }
  }

  private watchMeetings(slotsOf: Int32Array): void {
    const { meetings: E, words: W } = this.problem;
    this.waiting = new Members(E);
    this.wanted = new Uint8Array(E);
    for (let i = 0; i < slotsOf.length; i++) if (slotsOf[i] !== 0) this.wanted[Math.floor(i / W)] = 1;
    for (let e = 0; e < E; e++) if (this.wanted[e] === 1 && this.slotOf[e] < 0) this.waiting.add(e);
  }

  private enlist(e: number, list: number): void {
    this.position[e] = this.inSlot[list].length;
    this.inSlot[list].push(e);
  }

  private delist(e: number, list: number): void {
    const last = this.inSlot[list].pop()!;
    if (last === e) return;
    this.inSlot[list][this.position[e]] = last;
    this.position[last] = this.position[e];
  }

  private addEnd(end: number, p: number, t: number): void {
    const { slots: T, words: W, parallel, minMeetings } = this.problem;
    const cell = p * T + t;
    const first = this.head[cell];
    this.nextEnd[end] = first;
    this.previousEnd[end] = -1;
    if (first >= 0) this.previousEnd[first] = end;
    this.head[cell] = end;
    if (++this.count[cell] === parallel[p]) {
      this.free[p * W + (t >> 5)] &= ~(1 << (t & 31));
      if (this.watched[cell] === 1) this.idle.drop(cell);
    }
    if (this.degree[p] < minMeetings[p]) this.promises++;
    if (++this.degree[p] === minMeetings[p]) this.lacking.drop(p);
  }

  private dropEnd(end: number, p: number, t: number): void {
    const { slots: T, words: W, parallel, minMeetings } = this.problem;
    const cell = p * T + t;
    const next = this.nextEnd[end];
    const previous = this.previousEnd[end];
    if (previous >= 0) this.nextEnd[previous] = next;
    else this.head[cell] = next;
    if (next >= 0) this.previousEnd[next] = previous;
    if (this.count[cell]-- === parallel[p]) {
      this.free[p * W + (t >> 5)] |= 1 << (t & 31);
      if (this.watched[cell] === 1) this.idle.add(cell);
    }
    if (this.degree[p] === minMeetings[p]) this.lacking.add(p);
    if (--this.degree[p] < minMeetings[p]) this.promises--;
  }
}
