/**
 * Paths of one slot: meetings that are held and such that are not by turns, along which the latter come in for the former.
 * Only the agendas at the two ends of a path change: a meeting can go without a hole in its partner's agenda. What that
 * loses or gains in points costs what the aim says.
 */
import type { Random } from '../random.js';
import { HARD } from './agenda-state.js';
import type { Aim, Prices } from './aim.js';
import { randomSlot, type WordState } from './word-state.js';

/** Meetings looked at before a path goes on, or before one goes for its room. */
const GLANCES = 40;
/** Meetings that come in one after the other. */
const LONGEST = 3;

export class WordPaths {
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
    private readonly state: WordState,
    private readonly random: Random,
    private readonly aim: Aim,
    private readonly prices: Prices,
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
    if (state.busy[p] === 0) return this.fromFree(p, random.below(state.problem.slots), limit);
    if (random.below(2) === 0)
      return state.beside[p] !== 0 && this.fromFree(p, randomSlot(state.beside[p], random), limit);
    return this.fromBusy(p, randomSlot(random.below(2) === 0 ? state.ends[p] : state.busy[p], random), limit);
  }

  /** Something has to come in for p, who is free in slot t. */
  private fromFree(p: number, t: number, limit: number): boolean {
    if (this.state.degree[p] >= this.state.problem.maxMeetings[p]) return false;
    this.enters(p, t);
    return this.extend(p, t, -1, Number.POSITIVE_INFINITY) && this.take(t, limit);
  }

  /** p's meeting of slot t goes; another one may come for p, and one for its partner. */
  private fromBusy(p: number, t: number, limit: number): boolean {
    const { state, random, marks } = this;
    const f = state.at[p * 32 + t];
    if (state.problem.must[f] === 1) return false;
    const q = p ^ state.pair[f];
    this.goes(f);
    this.leaves(p, t);
    this.leaves(q, t);
    marks[q] = this.mark;
    const isMet = random.below(2) === 0 && this.extend(p, t, q, 0);
    if (!isMet || marks[q] === this.mark) this.extend(q, t, -1, 0);
    return this.take(t, limit);
  }

  /**
   * Brings meetings in from x on, who is without one in slot t, as long as each is worth it.
   * @param other another participant without a meeting there, -1 if none: no longer marked if a meeting of both came in
   * @param most what the first meeting may cost
   * @returns whether x has a meeting. O(meetings of the participants on the way), at most `GLANCES` of each.
   */
  private extend(x: number, t: number, other: number, most: number): boolean {
    const { state, marks } = this;
    const { busy, at, pair } = state;
    for (let k = 0; k < LONGEST; k++) {
      // Whoever the path came to left a meeting; the first may have been free.
      const wasBusy = ((busy[x] >>> t) & 1) === 1;
      const e = this.cheapest(x, t, other, (k === 0 ? most : 0) + (wasBusy ? this.leavingCost(x, t) : 0));
      if (e < 0) return k > 0;
      this.coming.push(e);
      this.lostPoints -= state.problem.points[e];
      if (wasBusy) this.stays(x, t);
      const y = x ^ pair[e];
      if (y === other) {
        this.stays(y, t);
        marks[y] = 0;
        return true;
      }
      marks[y] = this.mark;
      const f = at[y * 32 + t];
      if (f < 0) {
        this.enters(y, t);
        return true;
      }
      this.goes(f);
      x = y ^ pair[f];
      marks[x] = this.mark;
      this.leaves(x, t);
    }
    return true;
  }

  /** Of some meetings of x that are not held the one that costs least in slot t, where it costs less than `most`; -1 if none. */
  private cheapest(x: number, t: number, other: number, most: number): number {
    const { state, random, marks } = this;
    const { point, promise } = this.prices;
    const { incident, incidentStart, domain, points, must, maxMeetings } = state.problem;
    const { slotOf, at, pair, degree } = state;
    const start = incidentStart[x];
    const size = incidentStart[x + 1] - start;
    let best = -1;
    let least = most;
    let i = random.below(size);
    for (let k = Math.min(size, GLANCES); k > 0; k--, i = i + 1 === size ? 0 : i + 1) {
      const e = incident[start + i];
      if (slotOf[e] >= 0 || ((domain[e] >>> t) & 1) === 0) continue;
      const y = x ^ pair[e];
      let cost = -point * points[e];
      if (marks[y] === this.mark) {
        if (y !== other) continue;
        cost -= this.leavingCost(y, t);
      } else {
        const f = at[y * 32 + t];
        if (f < 0) {
          if (degree[y] >= maxMeetings[y]) continue;
          cost += state.addDelta(y, t) - (this.gains(y) ? promise : 0);
        } else {
          const z = y ^ pair[f];
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

  /** At most one that comes has to be before or after others: they would be in the same slot. */
  private mayCome(e: number, t: number): boolean {
    const { state, coming } = this;
    return state.hasNoOrder(e) || (state.isInOrder(e, t) && coming.every(other => state.hasNoOrder(other)));
  }

  /** Takes the path if that costs at most `limit`; where no room is left, another meeting of its slot goes. */
  private take(t: number, limit: number): boolean {
    const { state } = this;
    if (!this.isWorth(limit)) return false;
    const isFull = state.load[t] + this.coming.length - this.going.length > state.capacity[t];
    if (isFull && !(this.makeRoom(t) && this.isWorth(limit))) return false;
    for (const f of this.going) state.takeOut(f);
    for (const e of this.coming) state.putIn(e, t);
    return true;
  }

  private isWorth(limit: number): boolean {
    const { state, agendas, lostPoints, lostPromises } = this;
    // No points are worth an agenda without its rests.
    if (agendas > HARD.conflict / 2) return false;
    return agendas + this.aim.cost(lostPromises, lostPoints, { points: state.points - lostPoints }) <= limit;
  }

  /** Of some meetings of slot t, away from the path, the one that costs least goes; false if there is none. */
  private makeRoom(t: number): boolean {
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
      const cost = this.prices.point * points[f] + this.leavingCost(a[f], t) + this.leavingCost(b[f], t);
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

  /** A meeting goes from the slot at hand, or someone has none there any more, keeps having one, or has one now. */
  private goes(f: number): void {
    this.going.push(f);
    this.lostPoints += this.state.problem.points[f];
  }

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

  /** Cost of having none in slot t any more. */
  private leavingCost(p: number, t: number): number {
    return this.state.dropDelta(p, t) + (this.loses(p) ? this.prices.promise : 0);
  }

  /** Whether p's promises are one fewer with a meeting less, and one more with another. */
  private loses(p: number): boolean {
    return this.state.degree[p] <= this.state.problem.minMeetings[p];
  }

  private gains(p: number): boolean {
    return this.state.degree[p] < this.state.problem.minMeetings[p];
  }
}
