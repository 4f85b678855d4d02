/**
 * Paths of one slot, as for one-to-ones alone (`../breaks/slot-paths.ts`): something of somebody goes, another thing comes in for
 * whom that leaves without one, and so on, so that only the agendas at the two ends of a path change. Seats are changed one by one.
 */
import { hasBit } from '../../model/problem.js';
import type { PayingAim } from '../breaks/aim.js';
import type { RunEdges } from '../breaks/run-edges.js';
import type { Random } from '../random.js';
import type { AgendaChains } from './agenda-chains.js';
import type { GroupState } from './state.js';

/** Items looked at before a path goes on, or before one goes for its room. */
const GLANCES = 20;
/** Items that come in one after the other. */
const LONGEST = 3;

/** What an item would push out of its slot, and who is left without one. */
interface Push {
  /** Item that goes, -1: none. */
  out: number;
  /** Participant, -1: nobody. */
  left: number;
  cost: number;
}

export class GroupPaths {
  /** Participants on the path, by the mark of the attempt. */
  private readonly marks: Int32Array;
  private mark = 0;
  private readonly push: Push = { out: -1, left: -1, cost: 0 };

  constructor(
    private readonly state: GroupState,
    private readonly chains: AgendaChains,
    private readonly edges: RunEdges,
    private readonly random: Random,
    private readonly aim: PayingAim,
  ) {
    this.marks = new Int32Array(state.problem.pairs.participants);
  }

  /** A path from p in a slot beside one of its runs, or in one of its own; false if there is none. */
  attempt(p: number): boolean {
    const { state, random, edges } = this;
    const { words: W, slots: T } = state.problem.pairs;
    this.mark++;
    this.marks[p] = this.mark;
    edges.look(state.people.busy, p * W);
    const h = state.items.hostIndex[p];
    if (h >= 0 && random.below(2) === 0) {
      const from = edges.randomEnd();
      if (from >= 0 && state.size[h * T + from] > 0) return this.moveSession(h, from, edges.randomBeside());
    }
    const kind = random.below(4);
    const busy = kind < 2 ? -1 : kind === 2 ? edges.randomEnd() : random.below(T);
    const end = busy < 0 ? -1 : state.ends.head[p * T + busy];
    if (end >= 0) return this.fromBusy(p, busy, end >> 1);
    const beside = edges.randomBeside();
    const t = beside < 0 ? random.below(T) : beside;
    return state.people.hasPlace(p, t) && this.extend(p, t, true);
  }

  /** Item i of p in slot t goes; others may come for p and for whom it was with. */
  private fromBusy(p: number, t: number, i: number): boolean {
    const { state, random } = this;
    if (!this.mayGo(i)) return false;
    const q = this.otherOf(i, p);
    state.remove(i);
    if (q >= 0) this.marks[q] = this.mark;
    if (random.below(2) === 0) this.extend(p, t, false);
    if (q >= 0) this.extend(q, t, false);
    return true;
  }

  /** A session leaves for a slot where its host has none, with the guests for whom that is worth it, or ends; others come in for those left. */
  private moveSession(h: number, from: number, to: number): boolean {
    const { state, marks } = this;
    const { problem, items } = state;
    const { slots: T } = problem.pairs;
    const guests = state.kinds.openersFirst(state.guestsOf(h * T + from).slice());
    for (const i of guests) {
      marks[items.b[i]] = this.mark;
      state.remove(i);
    }
    if (to >= 0) {
      for (const i of guests) this.seat(i, from, to);
      const { hostStart, seatsOfHost } = problem;
      for (let x = hostStart[h]; x < hostStart[h + 1]; x++) {
        const i = items.pairs + seatsOfHost[x];
        if (state.slotOf[i] < 0 && this.isWorth(i, to) && state.fits(i, to)) state.place(i, to);
      }
    }
    for (const i of guests) if (state.people.hasPlace(items.b[i], from)) this.extend(items.b[i], from, false);
    return true;
  }

  /** A guest of a session that moved; what it has in the way goes to the slot that the session left. */
  private seat(i: number, from: number, to: number): void {
    const { state } = this;
    const { items, problem } = state;
    const p = items.b[i];
    const { slots: T } = problem.pairs;
    if (!hasBit(items.domain, i * problem.pairs.words, to)) return;
    const end = state.ends.head[p * T + to];
    if (end < 0) {
      if (this.isWorth(i, to) && state.fits(i, to)) state.place(i, to);
      return;
    }
    const mark = state.mark();
    const f = end >> 1;
    state.remove(f);
    if (state.fits(f, from) && state.fits(i, to)) {
      state.place(f, from);
      state.place(i, to);
    } else state.undo(mark);
  }

  /** Whether a seat is worth what it does to its guest's agenda. */
  private isWorth(i: number, t: number): boolean {
    const { state } = this;
    return this.aim.prices.point * state.worthOf(i) + this.gainOf(state.items.b[i], t) > 0;
  }

  /**
   * Brings items in from x on, who has none in slot t, as long as each is worth it.
   * @param hasToCome whether the first is brought in at any cost
   * @returns false if it should have come and could not. O(items of the people on the way), at most `GLANCES` of each.
   */
  private extend(x: number, t: number, hasToCome: boolean): boolean {
    const { state, marks, push } = this;
    for (let k = 0; k < LONGEST; k++) {
      const i = this.cheapest(x, t, hasToCome && k === 0 ? Number.POSITIVE_INFINITY : this.gainOf(x, t));
      if (i < 0) return k > 0 || !hasToCome;
      this.pushOf(i, x, t);
      const y = this.otherOf(i, x);
      if (y >= 0) marks[y] = this.mark;
      const { out, left } = push;
      const before = state.mark();
      if (out >= 0) state.remove(out);
      if (!state.fits(i, t) && !this.makeRoom(i, t)) {
        state.undo(before);
        return k > 0 || !hasToCome;
      }
      state.place(i, t);
      if (left >= 0) marks[left] = this.mark;
      if (left < 0) return true;
      x = left;
    }
    return true;
  }

  /** Of some items of x that are not held the one that costs least in slot t, where it costs less than `most`; -1 if none. */
  private cheapest(x: number, t: number, most: number): number {
    const { state, random, push } = this;
    const { ownStart, own, domain } = state.items;
    const { words: W } = state.problem.pairs;
    const start = ownStart[x];
    const size = ownStart[x + 1] - start;
    let best = -1;
    let least = most;
    let at = size === 0 ? 0 : random.below(size);
    for (let k = Math.min(size, GLANCES); k > 0; k--, at = at + 1 === size ? 0 : at + 1) {
      const i = own[start + at];
      if (state.slotOf[i] >= 0 || !hasBit(domain, i * W, t) || !this.pushOf(i, x, t)) continue;
      const cost = push.cost - this.aim.prices.point * state.worthOf(i);
      if (cost >= least || state.sets.isMet(i)) continue;
      least = cost;
      best = i;
    }
    return best;
  }

  /** Sets what item i of x would push out of slot t, and the cost of that to others; false if it cannot come in. */
  private pushOf(i: number, x: number, t: number): boolean {
    const { state, push } = this;
    push.out = push.left = -1;
    push.cost = 0;
    return i < state.items.pairs ? this.pushByPair(this.otherOf(i, x), t) : this.pushBySeat(i, t);
  }

  private pushByPair(y: number, t: number): boolean {
    const { state, marks, push } = this;
    const { slots: T } = state.problem.pairs;
    if (marks[y] === this.mark) return false;
    if (state.people.hasPlace(y, t)) {
      push.cost = -this.gainOf(y, t);
      return true;
    }
    const end = state.ends.head[y * T + t];
    return end >= 0 && this.pushOut(end >> 1, y, t);
  }

  private pushBySeat(i: number, t: number): boolean {
    const { state, push, marks } = this;
    const { problem, items } = state;
    const h = problem.seatHost[i - items.pairs];
    const cell = h * problem.pairs.slots + t;
    const size = state.size[cell];
    if (size === 0) {
      if (problem.groupMin[h] > 1 || marks[problem.host[h]] === this.mark) return false;
      if (!state.people.hasPlace(problem.host[h], t)) return false;
      push.cost = -this.gainOf(problem.host[h], t);
      return true;
    }
    if (size < problem.groupMax[h]) return true;
    return this.pushOut(state.guest(cell, this.random.below(size)), -1, t);
  }

  /** Item f goes for another one of y, or of its session. */
  private pushOut(f: number, y: number, t: number): boolean {
    const { state, push, marks } = this;
    if (!this.mayGo(f)) return false;
    const { a, b, pairs } = state.items;
    // Whose seat is taken is left without one; whose seat is given up for a one-to-one is not.
    const left = f >= pairs ? (y < 0 ? b[f] : -1) : a[f] === y ? b[f] : a[f];
    if (left >= 0 && marks[left] === this.mark) return false;
    push.out = f;
    push.left = left;
    push.cost = this.aim.prices.point * state.worthOf(f) + (left < 0 ? 0 : this.leavingCost(left, t));
    return true;
  }

  /** Where rooms are full a one-to-one away from the path goes: of some, the one that costs least. Whether item i fits then. */
  private makeRoom(i: number, t: number): boolean {
    const { state, random, marks } = this;
    if (this.hasRoom(i, t)) return false;
    const { a, b, pairs } = state.items;
    const list = state.inSlot[t];
    const size = list.length;
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    let at = size === 0 ? 0 : random.below(size);
    for (let k = Math.min(size, GLANCES); k > 0; k--, at = at + 1 === size ? 0 : at + 1) {
      const f = list[at];
      if (f >= pairs || !this.mayGo(f) || marks[a[f]] === this.mark || marks[b[f]] === this.mark) continue;
      const cost = this.aim.prices.point * state.worthOf(f) + this.leavingCost(a[f], t) + this.leavingCost(b[f], t);
      if (cost >= least) continue;
      least = cost;
      best = f;
    }
    if (best < 0) return false;
    state.remove(best);
    return state.fits(i, t);
  }

  /** Whether rooms leave slot t to item i; a session that is full lacks something else. */
  private hasRoom(i: number, t: number): boolean {
    const { state } = this;
    const { limits, items, problem } = state;
    if (i < items.pairs) return limits.allows(-1, problem.pairs.kind[i], t);
    const h = problem.seatHost[i - items.pairs];
    const cell = h * problem.pairs.slots + t;
    return state.size[cell] >= problem.groupMax[h] || state.hasRoomFor(i, cell, t);
  }

  /** Whether a held item may go, and its session stay. */
  private mayGo(i: number): boolean {
    const { state } = this;
    if (state.items.must[i] === 1) return false;
    if (i < state.items.pairs) return true;
    const h = state.problem.seatHost[i - state.items.pairs];
    return state.size[h * state.problem.pairs.slots + state.slotOf[i]] > state.problem.groupMin[h];
  }

  /** The other participant of a one-to-one of x; -1 for a seat. */
  private otherOf(i: number, x: number): number {
    const { a, b, pairs } = this.state.items;
    return i >= pairs ? -1 : a[i] === x ? b[i] : a[i];
  }

  /** What one meeting more of p in slot t is worth to it, and what one less costs it. */
  private gainOf(p: number, t: number): number {
    const { state, chains, aim } = this;
    const isPromised = state.people.degree[p] < state.problem.pairs.minMeetings[p];
    return (isPromised ? aim.prices.promise : 0) - chains.changeOf(p, t, true);
  }

  private leavingCost(p: number, t: number): number {
    const { state, chains, aim } = this;
    const isPromised = state.people.degree[p] <= state.problem.pairs.minMeetings[p];
    return (isPromised ? aim.prices.promise : 0) + chains.changeOf(p, t, false);
  }
}
