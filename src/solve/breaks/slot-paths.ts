/**
 * Paths of one slot: meetings that are held and such that are not by turns, along which the latter come in for the former.
 * Only the agendas at the two ends of a path change: a meeting can go without a hole in its partner's agenda. What that
 * loses or gains in points costs what the aim says.
 */
import type { Problem } from '../../model/problem.js';
import type { Random } from '../random.js';
import { HARD } from './agenda-state.js';
import type { PayingAim } from './aim.js';

/** What paths are to know of a schedule without conflicts, and how they change it. */
export interface SlotAgendas {
  readonly problem: Problem;
  /** Slot of each meeting, -1 if not held. */
  readonly slotOf: Int32Array;
  /** Meetings held, by participant. */
  readonly degree: Int32Array;
  /** Meetings held, by slot. */
  readonly inSlot: readonly (readonly number[])[];
  readonly points: number;
  /** A meeting of p in slot t, -1 if there is none. */
  meetingAt(p: number, t: number): number;
  /** The meeting that stands against another one of p in slot t, -1 if none does. */
  blockerAt(p: number, t: number): number;
  /** At random a free slot of p beside its runs, a busy one at an end of a run, or any busy one; -1 if none was found. */
  slotBeside(p: number, random: Random): number;
  slotAtEnd(p: number, random: Random): number;
  busySlot(p: number, random: Random): number;
  /** What one meeting more or less of p in slot t does to the cost of its agenda, in twentieths of a break. */
  addDelta(p: number, t: number): number;
  dropDelta(p: number, t: number): number;
  /** Whether the meetings held leave meeting e slot t, and whether it has no order to keep to anyway. */
  isInOrder(e: number, t: number): boolean;
  hasNoOrder(e: number): boolean;
  /** A limit on rooms that slot t would exceed if some came and others went, -1 if none. */
  exceeded(t: number, coming: readonly number[], going: readonly number[]): number;
  /** Whether meeting e counts in the limit that was found last. */
  countsIn(e: number, limit: number): boolean;
  takeOut(e: number): void;
  putIn(e: number, t: number): void;
}

/** Percent of the moves of a search that pays points. */
export const SHARE_OF_PATHS = 70;
/** Meetings looked at before a path goes on, or before one goes for its room. */
const GLANCES = 40;
/** Meetings that come in one after the other. */
const LONGEST = 3;

export class SlotPaths {
  private readonly going: number[] = [];
  private readonly coming: number[] = [];
  /** Participants on the path, by the mark of the attempt. */
  private readonly marks: Int32Array;
  private mark = 0;
  /** What the path at hand does to the agendas, and what it loses. */
  private agendas = 0;
  private lostPoints = 0;
  private lostPromises = 0;

  constructor(
    private readonly state: SlotAgendas,
    private readonly random: Random,
    private readonly aim: PayingAim,
  ) {
    this.marks = new Int32Array(state.problem.participants);
  }

  /** A path from p in a slot beside one of its runs, or in one of its own; true if it was taken, at a cost of at most `limit`. */
  attempt(p: number, limit: number): boolean {
    const { state, random } = this;
    this.mark++;
    this.marks[p] = this.mark;
    this.going.length = 0;
    this.coming.length = 0;
    this.agendas = 0;
    this.lostPoints = 0;
    this.lostPromises = 0;
    const kind = random.below(4);
    const busy = kind < 2 ? -1 : kind === 2 ? state.slotAtEnd(p, random) : state.busySlot(p, random);
    if (busy >= 0) return this.fromBusy(p, busy, limit);
    const beside = state.slotBeside(p, random);
    return this.fromFree(p, beside < 0 ? random.below(state.problem.slots) : beside, limit);
  }

  /** Something has to come in for p in slot t. */
  private fromFree(p: number, t: number, limit: number): boolean {
    const { state } = this;
    if (state.blockerAt(p, t) >= 0 || state.degree[p] >= state.problem.maxMeetings[p]) return false;
    this.enters(p, t);
    return this.extend(p, t, -1, true) && this.take(t, limit);
  }

  /** p's meeting of slot t goes; another one may come for p, and one for its partner. */
  private fromBusy(p: number, t: number, limit: number): boolean {
    const { state, random, marks } = this;
    const { a, b, must } = state.problem;
    const f = state.meetingAt(p, t);
    if (must[f] === 1) return false;
    const q = a[f] === p ? b[f] : a[f];
    this.goes(f);
    this.leaves(p, t);
    this.leaves(q, t);
    marks[q] = this.mark;
    const isMet = random.below(2) === 0 && this.extend(p, t, q, false);
    if (!isMet || marks[q] === this.mark) this.extend(q, t, -1, false);
    return this.take(t, limit);
  }

  /**
   * Brings meetings in from x on, who lost one in slot t, as long as each is worth it.
   * @param other another participant who lost one there, -1 if none: no longer marked if a meeting of both came in
   * @param isNew whether x lost none, but has to have one more
   * @returns whether x has a meeting. O(meetings of the participants on the way), at most `GLANCES` of each.
   */
  private extend(x: number, t: number, other: number, isNew: boolean): boolean {
    const { state, marks } = this;
    const { a, b } = state.problem;
    for (let k = 0; k < LONGEST; k++) {
      const hasToCome = isNew && k === 0;
      const e = this.cheapest(x, t, other, hasToCome ? Number.POSITIVE_INFINITY : this.leavingCost(x, t));
      if (e < 0) return k > 0;
      this.comes(e);
      if (!hasToCome) this.stays(x, t);
      const y = a[e] === x ? b[e] : a[e];
      if (y === other) {
        this.stays(y, t);
        marks[y] = 0;
        return true;
      }
      marks[y] = this.mark;
      const f = state.blockerAt(y, t);
      if (f < 0) {
        this.enters(y, t);
        return true;
      }
      this.goes(f);
      x = a[f] === y ? b[f] : a[f];
      marks[x] = this.mark;
      this.leaves(x, t);
    }
    return true;
  }

  /** Of some meetings of x that are not held the one that costs least in slot t, where it costs less than `most`; -1 if none. */
  private cheapest(x: number, t: number, other: number, most: number): number {
    const { state, random, marks } = this;
    const { a, b, incident, incidentStart, domain, words: W, points, must, maxMeetings } = state.problem;
    const { slotOf, degree } = state;
    const { point, promise } = this.aim.prices;
    const word = t >> 5;
    const bit = t & 31;
    const start = incidentStart[x];
    const size = incidentStart[x + 1] - start;
    let best = -1;
    let least = most;
    let i = random.below(size);
    for (let k = Math.min(size, GLANCES); k > 0; k--, i = i + 1 === size ? 0 : i + 1) {
      const e = incident[start + i];
      if (slotOf[e] >= 0 || ((domain[e * W + word] >>> bit) & 1) === 0) continue;
      const y = a[e] === x ? b[e] : a[e];
      let cost = -point * points[e];
      if (marks[y] === this.mark) {
        if (y !== other) continue;
        cost -= this.leavingCost(y, t);
      } else {
        const f = state.blockerAt(y, t);
        if (f < 0) {
          if (degree[y] >= maxMeetings[y]) continue;
          cost += state.addDelta(y, t) - (this.gains(y) ? promise : 0);
        } else {
          const z = a[f] === y ? b[f] : a[f];
          if (must[f] === 1 || marks[z] === this.mark) continue;
          cost += point * points[f] + this.leavingCost(z, t);
        }
      }
      if (cost >= least || !this.mayCome(e, t)) continue;
      least = cost;
      best = e;
    }
    return best;
  }

  /** At most one that comes has an order to keep to: two of them would be in the same slot. */
  private mayCome(e: number, t: number): boolean {
    const { state, coming } = this;
    return state.hasNoOrder(e) || (state.isInOrder(e, t) && coming.every(other => state.hasNoOrder(other)));
  }

  /** Takes the path if that costs at most `limit`; where no room is left, another meeting of its slot goes. */
  private take(t: number, limit: number): boolean {
    const { state, coming, going } = this;
    if (!this.isWorth(limit)) return false;
    const full = state.exceeded(t, coming, going);
    if (full >= 0 && !(this.makeRoom(t, full) && this.isWorth(limit) && state.exceeded(t, coming, going) < 0))
      return false;
    for (const f of going) state.takeOut(f);
    for (const e of coming) state.putIn(e, t);
    return true;
  }

  private isWorth(limit: number): boolean {
    const { state, agendas, lostPoints, lostPromises } = this;
    // No points are worth an agenda without its rests.
    if (agendas > HARD.conflict / 2) return false;
    return agendas + this.aim.cost(lostPromises, lostPoints, { points: state.points - lostPoints }) <= limit;
  }

  /** Of some meetings that share a limit on rooms in slot t, away from the path, the one that costs least goes; false if none. */
  private makeRoom(t: number, limit: number): boolean {
    const { state, random, marks } = this;
    const { a, b, must, points } = state.problem;
    const list = state.inSlot[t];
    const size = list.length;
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    let i = size === 0 ? 0 : random.below(size);
    for (let k = Math.min(size, GLANCES); k > 0; k--, i = i + 1 === size ? 0 : i + 1) {
      const f = list[i];
      if (must[f] === 1 || marks[a[f]] === this.mark || marks[b[f]] === this.mark) continue;
      if (!state.countsIn(f, limit)) continue;
      const cost = this.aim.prices.point * points[f] + this.leavingCost(a[f], t) + this.leavingCost(b[f], t);
      if (cost >= least) continue;
      least = cost;
      best = f;
    }
    if (best < 0) return false;
    this.goes(best);
    this.leaves(a[best], t);
    this.leaves(b[best], t);
    return true;
  }

  private comes(e: number): void {
    this.coming.push(e);
    this.lostPoints -= this.state.problem.points[e];
  }

  private goes(f: number): void {
    this.going.push(f);
    this.lostPoints += this.state.problem.points[f];
  }

  /** p has a meeting less in slot t, as many after all, or one more. */
  private leaves(p: number, t: number): void {
    this.agendas += this.state.dropDelta(p, t);
    if (this.loses(p)) this.lostPromises++;
  }

  private stays(p: number, t: number): void {
    this.agendas -= this.state.dropDelta(p, t);
    if (this.loses(p)) this.lostPromises--;
  }

  private enters(p: number, t: number): void {
    this.agendas += this.state.addDelta(p, t);
    if (this.gains(p)) this.lostPromises--;
  }

  private leavingCost(p: number, t: number): number {
    return this.state.dropDelta(p, t) + (this.loses(p) ? this.aim.prices.promise : 0);
  }

  /** Whether p's promises are one fewer with a meeting less, and one more with another. */
  private loses(p: number): boolean {
    return this.state.degree[p] <= this.state.problem.minMeetings[p];
  }

  private gains(p: number): boolean {
    return this.state.degree[p] < this.state.problem.minMeetings[p];
  }
}
