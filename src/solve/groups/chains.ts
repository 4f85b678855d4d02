/**
 * Ejection chains over one-to-ones and seats: an item is forced into a slot, what is in its way is put back elsewhere, first
 * into free places, else by force in its turn, up to a depth; what finds no place is dropped. Every change can be taken back.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { clash } from '../../model/order-rows.js';
import { popCount } from '../../model/problem.js';
import { NOWHERE } from '../limit-loads.js';
import type { Random } from '../random.js';
import type { GroupState } from './state.js';

/** Of four evicted items that find no free place, so many are forced on. */
const FORCED_OF_FOUR = 3;
const DEPTH = 6;
/** What is in the way of one item at most. */
const MOST_BLOCKERS = 8;

export class Chains {
  /** Items that were taken out and wait to be put back. */
  readonly pending: number[] = [];
  /** Slot from which each item was last evicted. */
  readonly cameFrom: Int32Array;
  /** Move in which an item was last put somewhere on purpose: it is not evicted in the same move. */
  private readonly stamp: Int32Array;
  private move = 0;
  private readonly problem: GroupProblem;
  private readonly slots: number;
  private readonly words: number;
  private readonly mask: Int32Array;

  constructor(
    private readonly state: GroupState,
    private readonly random: Random,
  ) {
    this.problem = state.problem;
    this.slots = state.problem.pairs.slots;
    this.words = state.problem.pairs.words;
    this.stamp = new Int32Array(state.items.count);
    this.cameFrom = new Int32Array(state.items.count);
    this.mask = new Int32Array(this.words);
  }

  begin(): void {
    this.move++;
    this.pending.length = 0;
  }

  /** Takes an item out, to be put back later. */
  evict(i: number): void {
    this.cameFrom[i] = this.state.remove(i);
    this.pending.push(i);
  }

  /** Whether the item may not be evicted in this move. */
  isFixed(i: number): boolean {
    return this.stamp[i] === this.move;
  }

  /** Places an item that fits and protects it for the rest of the move. */
  settle(i: number, t: number): void {
    this.state.place(i, t);
    this.stamp[i] = this.move;
  }

  /** Puts item i into some free place; false if there is none. A session that needs more guests is not opened for one. */
  placeFree(i: number): boolean {
    const { state, words } = this;
    if (state.sets.isMet(i)) return false;
    let count = 0;
    for (let k = 0; k < words; k++) {
      this.mask[k] = this.freeWord(i, k);
      count += popCount(this.mask[k]);
    }
    while (count > 0) {
      const t = this.pick(count);
      if (state.fits(i, t)) {
        this.settle(i, t);
        return true;
      }
      this.mask[t >> 5] &= ~(1 << (t & 31));
      count--;
    }
    return false;
  }

  private freeWord(i: number, k: number): number {
    const { state, problem } = this;
    const word = state.candidates(i, k);
    if (word === 0 || i < state.items.pairs) return word;
    const h = problem.seatHost[i - state.items.pairs];
    return problem.groupMin[h] > 1 ? word & state.roomy[h * this.words + k] : word;
  }

  /** Forces item i into some slot, out of its way whatever is; false if that cannot be. */
  force(i: number): boolean {
    const t = this.target(i);
    if (t < 0 || !this.clear(i, t)) return false;
    this.settle(i, t);
    return true;
  }

  /** A slot to force an item into: half of the time one in which its people are free. */
  private target(i: number): number {
    const { state, problem, words } = this;
    const { items, people } = state;
    const wantsFree = (this.random.next() & 1) === 0;
    let count = 0;
    let countFree = 0;
    for (let k = 0; k < words; k++) {
      const word = this.targetWord(i, k);
      this.mask[k] = word;
      count += popCount(word);
      countFree += popCount(word & people.free[items.b[i] * problem.pairs.words + k]);
    }
    if (wantsFree && countFree > 0) {
      for (let k = 0; k < words; k++) this.mask[k] &= people.free[items.b[i] * words + k];
      return this.pick(countFree);
    }
    return count === 0 ? -1 : this.pick(count);
  }

  private targetWord(i: number, k: number): number {
    const { state, problem, words } = this;
    const domain = state.items.domain[i * words + k];
    if (i < state.items.pairs) return domain;
    const h = problem.seatHost[i - state.items.pairs];
    const held = ~state.idle[h * words + k];
    if (problem.groupMin[h] > 1 || state.sessions[h] >= problem.mostSessions[h]) return domain & held;
    return domain & (held | state.limits.openTo(problem.sizeKind[h * problem.sizes + 1], k));
  }

  /** A random slot of `mask`, which has so many. */
  private pick(count: number): number {
    let left = count === 1 ? 0 : this.random.below(count);
    for (let k = 0; k < this.words; k++) {
      let word = this.mask[k];
      if (this.words > 1) {
        const here = popCount(word);
        if (left >= here) {
          left -= here;
          continue;
        }
      }
      for (; left > 0; left--) word &= word - 1;
      return 32 * k + 31 - Math.clz32(word & -word);
    }
    return -1;
  }

  /** Puts back what was evicted: the dearest first, free, else by force, else not at all. */
  putBack(): void {
    let depth = 0;
    while (this.pending.length > 0) {
      const i = this.pending.pop()!;
      if (this.state.slotOf[i] >= 0 || this.placeFree(i)) continue;
      if (depth++ < DEPTH && (this.random.next() & 3) < FORCED_OF_FOUR) this.force(i);
    }
  }

  /** Evicts what keeps item i from slot t; whether it fits now. */
  clear(i: number, t: number): boolean {
    const { state } = this;
    const { items } = state;
    if ((items.domain[i * this.words + (t >> 5)] & (1 << (t & 31))) === 0) return false;
    const before = this.pending.length;
    if (!this.clearOnce(i) || !this.clearPerson(items.b[i], t) || !this.clearOrder(i, t)) return false;
    if (i < items.pairs ? !this.clearPair(i, t) : !this.clearSeat(i, t)) return false;
    while (!state.fits(i, t)) {
      if (this.pending.length - before > MOST_BLOCKERS || !this.clearInterpreter(t)) return false;
    }
    return true;
  }

  private clearOnce(i: number): boolean {
    const { onceOfStart, onceSets, onceStart, onceItems } = this.problem;
    if (!this.state.sets.isMet(i)) return true;
    for (let k = onceOfStart[i]; k < onceOfStart[i + 1]; k++) {
      const set = onceSets[k];
      for (let x = onceStart[set]; x < onceStart[set + 1]; x++) {
        const other = onceItems[x];
        if (this.state.slotOf[other] < 0) continue;
        if (this.isFixed(other)) return false;
        // It is met by item i now: nothing is to be put back.
        this.state.remove(other);
      }
    }
    return true;
  }

  private clearOrder(i: number, t: number): boolean {
    const { start, partner, isLater } = this.state.items.order;
    for (let x = start[i]; x < start[i + 1]; x++) {
      const other = partner[x];
      const at = this.state.slotOf[other];
      if (!clash(t, at, isLater[x])) continue;
      if (this.isFixed(other)) return false;
      this.evict(other);
    }
    return true;
  }

  /** Makes a place for person p in slot t: by what it has there, by its maximum, by its rests. */
  clearPerson(p: number, t: number): boolean {
    const { people, ends } = this.state;
    const { parallel, maxMeetings } = this.problem.pairs;
    while (people.count[p * this.slots + t] >= parallel[p]) {
      const end = ends.head[p * this.slots + t];
      // Only its own session: that goes by moves of sessions.
      if (end < 0 || this.isFixed(end >> 1)) return false;
      this.evict(end >> 1);
    }
    while (people.degree[p] >= maxMeetings[p]) if (!this.evictOneOf(p)) return false;
    const bit = 1 << (t & 31);
    if ((people.slotsOf(p, t >> 5) & bit) !== 0) return true;
    for (const x of this.random.next() & 1 ? [t - 1, t + 1, t - 2, t + 2] : [t + 1, t - 1, t + 2, t - 2]) {
      if (x < 0 || x >= this.slots || !this.emptySlot(p, x)) continue;
      if ((people.slotsOf(p, t >> 5) & bit) !== 0) return true;
    }
    return false;
  }

  private emptySlot(p: number, t: number): boolean {
    const { ends } = this.state;
    for (;;) {
      const end = ends.head[p * this.slots + t];
      if (end < 0) return true;
      if (this.isFixed(end >> 1)) return false;
      this.evict(end >> 1);
    }
  }

  /** The cheapest of three held items of p. */
  private evictOneOf(p: number): boolean {
    const { ownStart, own, points } = this.state.items;
    const count = ownStart[p + 1] - ownStart[p];
    if (count === 0) return false;
    const from = this.random.below(count);
    let found = -1;
    let seen = 0;
    for (let x = 0; x < count && seen < 3; x++) {
      const i = own[ownStart[p] + ((from + x) % count)];
      if (this.state.slotOf[i] < 0 || this.isFixed(i)) continue;
      if (found < 0 || points[i] < points[found]) found = i;
      seen++;
    }
    if (found >= 0) this.evict(found);
    return found >= 0;
  }

  private clearPair(i: number, t: number): boolean {
    const kind = this.problem.pairs.kind[i];
    return this.clearPerson(this.state.items.a[i], t) && this.clearRoom(-1, kind, t);
  }

  private clearSeat(i: number, t: number): boolean {
    const { state, problem } = this;
    const h = problem.seatHost[i - state.items.pairs];
    const cell = h * this.slots + t;
    if (state.size[cell] === 0) {
      if (state.sessions[h] >= problem.mostSessions[h] || !this.clearPerson(state.items.a[i], t)) return false;
    } else {
      this.clearApart(state.items.b[i], h, t);
      if (state.size[cell] >= problem.groupMax[h] && !this.evictGuest(cell)) return false;
    }
    return this.clearRoom(state.counted[cell], state.kinds.with(cell, state.size[cell], i), t);
  }

  private clearApart(p: number, h: number, t: number): void {
    const { apartStart, apart } = this.problem;
    for (let k = apartStart[p]; k < apartStart[p + 1]; k++) {
      const other = this.state.seatWith(apart[k], h, t);
      if (other >= 0 && !this.isFixed(other)) this.evict(other);
    }
  }

  /** The cheaper of two guests. */
  private evictGuest(cell: number): boolean {
    const { state } = this;
    const size = state.size[cell];
    let found = -1;
    for (let draw = 0; draw < 2; draw++) {
      const i = state.guest(cell, this.random.below(size));
      if (this.isFixed(i)) continue;
      if (found < 0 || state.items.points[i] < state.items.points[found]) found = i;
    }
    if (found >= 0) this.evict(found);
    return found >= 0;
  }

  /** Makes room in slot t by one-to-ones, the cheapest of some; sessions go by their own moves. */
  clearRoom(before: number, after: number, t: number): boolean {
    const { state } = this;
    const { pairs, points } = state.items;
    if (after === NOWHERE) return false;
    for (let tries = 0; tries < 3 && !state.limits.allows(before, after, t); tries++) {
      const list = state.inSlot[t];
      let found = -1;
      for (let draw = 0; draw < 4 && list.length > 0; draw++) {
        const i = list[this.random.below(list.length)];
        if (i >= pairs || this.isFixed(i)) continue;
        if (found < 0 || points[i] < points[found]) found = i;
      }
      if (found < 0) return false;
      this.evict(found);
    }
    return state.limits.allows(before, after, t);
  }

  /** Takes a one-to-one from an interpreter in slot t. */
  private clearInterpreter(t: number): boolean {
    const { interpreters, items } = this.state;
    if (interpreters === undefined) return false;
    const { serves } = interpreters;
    const count = serves.length / this.slots;
    const from = this.random.below(count);
    for (let x = 0; x < count; x++) {
      const meeting = serves[((from + x) % count) * this.slots + t];
      if (meeting < 0 || meeting >= items.pairs || this.isFixed(meeting)) continue;
      this.evict(meeting);
      return true;
    }
    return false;
  }
}
