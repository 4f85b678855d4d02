/** Moves of whole sessions: to another slot, two at once, a room from host to host, opened, closed. */
import type { GroupProblem } from '../../model/group-problem.js';
import { hasBit } from '../../model/problem.js';
import type { Random } from '../random.js';
import type { Chains } from './chains.js';
import type { GroupState } from './state.js';

/** One-to-ones tried for a room that a session left. */
const REFILLS = 8;

export class SessionMoves {
  private readonly problem: GroupProblem;
  private readonly slots: number;
  private readonly words: number;

  constructor(
    private readonly state: GroupState,
    private readonly chains: Chains,
    private readonly random: Random,
  ) {
    this.problem = state.problem;
    this.slots = state.problem.pairs.slots;
    this.words = state.problem.pairs.words;
  }

  /** One random move; false if it cannot be. What was evicted waits in the chains' list. */
  attempt(): boolean {
    const { random, state, problem } = this;
    const h = random.below(problem.hosts);
    const t = random.below(this.slots);
    const has = state.size[h * this.slots + t] > 0;
    if (!has) return this.openAt(h, t);
    const choice = random.below(8);
    if (choice < 4) return this.relocate(h, t, random.below(this.slots));
    if (choice < 7) return this.hand(h, t);
    return this.close(h, t);
  }

  /** A session where there is none: one more, or one of another slot. */
  private openAt(h: number, t: number): boolean {
    const { state, random } = this;
    if (!hasBit(this.problem.hostDomain, h * this.words, t)) return false;
    const full = state.sessions[h] >= this.problem.mostSessions[h];
    if (!full && (random.next() & 1) === 0) return this.makeRoom(h, t) && this.open(h, t);
    const from = this.someSession(h);
    return from >= 0 && this.relocate(h, from, t);
  }

  /** A slot in which the host holds a session, -1 without one. */
  private someSession(h: number): number {
    if (this.state.sessions[h] === 0) return -1;
    let left = this.random.below(this.state.sessions[h]);
    for (let t = 0; t < this.slots; t++) if (this.state.size[h * this.slots + t] > 0 && left-- === 0) return t;
    return -1;
  }

  /** A room for one session more in slot t: of one-to-ones, or else another host's. */
  private makeRoom(h: number, t: number): boolean {
    const { chains, state } = this;
    if (!chains.clearPerson(this.problem.host[h], t)) return false;
    const kind = state.kinds.opening(h * this.slots + t);
    if (chains.clearRoom(-1, kind, t)) return true;
    const other = this.someHostIn(t, h);
    if (other < 0 || !this.empty(other, t)) return false;
    return state.limits.allows(-1, kind, t);
  }

  private someHostIn(t: number, but: number): number {
    const { hosts } = this.problem;
    const from = this.random.below(hosts);
    for (let x = 0; x < hosts; x++) {
      const h = (from + x) % hosts;
      if (h !== but && this.state.size[h * this.slots + t] > 0) return h;
    }
    return -1;
  }

  /** Sends all guests of a session away; false where one of them stays. */
  private empty(h: number, t: number): boolean {
    const cell = h * this.slots + t;
    while (this.state.size[cell] > 0) {
      const i = this.state.guest(cell, this.state.size[cell] - 1);
      if (this.chains.isFixed(i)) return false;
      this.chains.evict(i);
    }
    return true;
  }

  /** The session goes to slot `to` with those of its guests who can; one of another host there may come back in exchange. */
  private relocate(h: number, from: number, to: number): boolean {
    const { state, chains, problem } = this;
    if (from === to || state.size[h * this.slots + to] > 0 || !hasBit(problem.hostDomain, h * this.words, to))
      return false;
    const guests = state.kinds.openersFirst(state.guestsOf(h * this.slots + from).slice());
    for (const i of guests) state.remove(i);
    if (!chains.clearPerson(problem.host[h], to)) return false;
    const kind = state.kinds.of(h * this.slots + to, guests.subarray(0, 1));
    if (!state.limits.allows(-1, kind, to)) {
      const other = this.someHostIn(to, h);
      const isSwap = other >= 0 && state.size[other * this.slots + from] === 0 && (this.random.next() & 3) < 3;
      if (isSwap) {
        const others = state.kinds.openersFirst(state.guestsOf(other * this.slots + to).slice());
        for (const i of others) state.remove(i);
        this.seat(others, from);
        if (!state.limits.allows(-1, kind, to)) return false;
      } else if (!chains.clearRoom(-1, kind, to)) return false;
    }
    this.seat(guests, to);
    if (state.size[h * this.slots + to] === 0) return false;
    this.fill(h, to);
    return true;
  }

  /** Seats those who fit; the others wait. */
  private seat(guests: Int32Array, t: number): void {
    for (const i of guests) {
      if (this.state.fits(i, t)) this.chains.settle(i, t);
      else this.chains.pending.push(i);
    }
  }

  /** The room of a session goes to another host. */
  private hand(h: number, t: number): boolean {
    const other = this.random.below(this.problem.hosts);
    if (other === h || this.state.size[other * this.slots + t] > 0) return false;
    if (!hasBit(this.problem.hostDomain, other * this.words, t)) return false;
    if (!this.empty(h, t)) return false;
    if (this.state.sessions[other] < this.problem.mostSessions[other] && (this.random.next() & 1) === 0)
      return this.chains.clearPerson(this.problem.host[other], t) && this.open(other, t);
    const from = this.someSession(other);
    return from >= 0 && this.relocate(other, from, t);
  }

  private close(h: number, t: number): boolean {
    if (!this.empty(h, t)) return false;
    const waiting = this.state.inSlot[this.slots];
    const { pairs } = this.state.items;
    for (let tries = 0; tries < REFILLS && waiting.length > 0; tries++) {
      const i = waiting[this.random.below(waiting.length)];
      if (i < pairs && this.state.fits(i, t)) this.chains.settle(i, t);
    }
    return true;
  }

  /** Opens a session with whom it can; false if nobody can come. */
  open(h: number, t: number): boolean {
    this.fill(h, t);
    const cell = h * this.slots + t;
    if (this.state.size[cell] < this.problem.groupMin[h]) this.draw(h, t, false);
    else if ((this.random.next() & 1) === 0) this.draw(h, t, true);
    return this.state.size[cell] > 0;
  }

  /** Seats wishes for the host that are free in slot t, the dearest first. */
  private fill(h: number, t: number): void {
    const { state, problem } = this;
    const { hostStart, seatsOfHost, groupMax } = problem;
    const cell = h * this.slots + t;
    for (let x = hostStart[h]; x < hostStart[h + 1] && state.size[cell] < groupMax[h]; x++) {
      const i = state.items.pairs + seatsOfHost[x];
      if (state.slotOf[i] < 0 && state.fits(i, t)) this.chains.settle(i, t);
    }
  }

  /** Seats people who are busy elsewhere in slot t: until there are enough, or (`onlyGain`) where that moves only what finds another place. */
  private draw(h: number, t: number, onlyGain: boolean): void {
    const { state, chains, problem } = this;
    const { hostStart, seatsOfHost } = problem;
    const cell = h * this.slots + t;
    const enough = onlyGain ? problem.groupMax[h] : problem.groupMin[h];
    for (let x = hostStart[h]; x < hostStart[h + 1] && state.size[cell] < enough; x++) {
      const i = state.items.pairs + seatsOfHost[x];
      if (state.slotOf[i] >= 0 || !hasBit(state.items.domain, i * this.words, t)) continue;
      const mark = state.mark();
      const waiting = chains.pending.length;
      if (chains.clear(i, t)) {
        chains.settle(i, t);
        if (!onlyGain || this.placesAll(waiting)) continue;
      }
      state.undo(mark);
      chains.pending.length = waiting;
    }
  }

  /** Whether all that began to wait since then finds a free place. */
  private placesAll(since: number): boolean {
    const { pending } = this.chains;
    for (let k = since; k < pending.length; k++) if (!this.chains.placeFree(pending[k])) return false;
    pending.length = since;
    return true;
  }
}
