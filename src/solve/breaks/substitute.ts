/**
 * Exchanges of held meetings for others: one comes in, what stands against it goes out, and comes back where it fits.
 * Kept if no promise is lost for it, no point without a promise gained, and the agendas gain (or the temperature allows).
 */
import type { Random } from '../random.js';
import type { AgendaState } from './agenda-state.js';
import { NOTHING_LOST } from './aim.js';

export class Substitution {
  private readonly moved: number[] = [];
  private readonly cameFrom: number[] = [];

  constructor(
    private readonly state: AgendaState,
    private readonly random: Random,
  ) {}

  /** Brings meeting e into the first of its slots from `start` on; true if the result stays. O(slots) a meeting put back. */
  attempt(e: number, start: number, limit: number): boolean {
    const { state } = this;
    const { promises, points, agendas } = state;
    this.moved.length = 0;
    this.cameFrom.length = 0;
    if (this.bringIn(e, start)) {
      this.refresh();
      const lost = NOTHING_LOST.cost(promises - state.promises, points - state.points, state);
      if (lost + state.agendas - agendas <= limit) return true;
    }
    this.undo();
    return false;
  }

  private bringIn(e: number, start: number): boolean {
    const { a, b } = this.state.problem;
    const t = this.slotFor(e, start);
    if (t < 0 || !this.clearSequence(e, t) || !this.clear(a[e], t) || !this.clear(b[e], t) || !this.clearRooms(e, t))
      return false;
    const out = this.moved.length;
    this.move(e, t);
    for (let k = 0; k < out; k++) this.putBack(this.moved[k]);
    return true;
  }

  /** The first slot of e's domain from `start` on. */
  private slotFor(e: number, start: number): number {
    const { slots: T, words: W, domain } = this.state.problem;
    for (let i = 0; i < T; i++) {
      const t = start + i < T ? start + i : start + i - T;
      if ((domain[e * W + (t >> 5)] >>> (t & 31)) & 1) return t;
    }
    return -1;
  }

  private move(e: number, t: number): void {
    this.moved.push(e);
    this.cameFrom.push(this.state.slotOf[e]);
    this.state.move(e, t);
  }

  private clearSequence(e: number, t: number): boolean {
    const { state } = this;
    if (state.sequence === undefined) return true;
    return state.sequence.clear(e, t, state, {
      stays: f => state.problem.must[f] === 1,
      takeOut: f => this.move(f, -1),
    });
  }

  private clear(p: number, t: number): boolean {
    const { state, random } = this;
    const { slots: T, parallel, maxMeetings, incident, incidentStart, must } = state.problem;
    while (state.count[p * T + t] >= parallel[p]) {
      const blocker = state.head[p * T + t] >> 1;
      if (must[blocker] === 1) return false;
      this.move(blocker, -1);
    }
    if (state.degree[p] < maxMeetings[p]) return true;
    const size = incidentStart[p + 1] - incidentStart[p];
    const start = random.below(size);
    for (let i = 0; i < size; i++) {
      const e = incident[incidentStart[p] + ((start + i) % size)];
      if (state.slotOf[e] < 0 || must[e] === 1) continue;
      this.move(e, -1);
      return true;
    }
    return false;
  }

  private clearRooms(e: number, t: number): boolean {
    const { state, random } = this;
    const { slots: T, kind, kindLimits, capacity, must } = state.problem;
    for (const limit of kindLimits[kind[e]]) {
      if (state.load[limit * T + t] < capacity[limit * T + t]) continue;
      const list = state.inSlot[t];
      // Others may have taken all rooms of the slot.
      if (list.length === 0) return false;
      const f = list[random.below(list.length)];
      if (must[f] === 1 || !kindLimits[kind[f]].includes(limit)) return false;
      this.move(f, -1);
    }
    return true;
  }

  /** Into the first slot from a random one on where everyone is free and a room is left. */
  private putBack(e: number): void {
    const { state, random } = this;
    const { a, b, slots: T, maxMeetings, parallel } = state.problem;
    if (state.slotOf[e] >= 0 || state.degree[a[e]] >= maxMeetings[a[e]] || state.degree[b[e]] >= maxMeetings[b[e]])
      return;
    const start = random.below(T);
    for (let i = 0; i < T; i++) {
      const t = start + i < T ? start + i : start + i - T;
      if (state.count[a[e] * T + t] >= parallel[a[e]] || state.count[b[e] * T + t] >= parallel[b[e]]) continue;
      if (this.slotFor(e, t) !== t || !this.hasRoom(e, t)) continue;
      if (state.sequence !== undefined && !state.sequence.fits(e, t, state)) continue;
      this.move(e, t);
      return;
    }
  }

  private hasRoom(e: number, t: number): boolean {
    const { slots: T, kind, kindLimits, capacity } = this.state.problem;
    return kindLimits[kind[e]].every(limit => this.state.load[limit * T + t] < capacity[limit * T + t]);
  }

  private undo(): void {
    for (let k = this.moved.length - 1; k >= 0; k--) this.state.move(this.moved[k], this.cameFrom[k]);
    this.refresh();
  }

  private refresh(): void {
    const { a, b } = this.state.problem;
    for (const e of this.moved) {
      this.state.refresh(a[e]);
      this.state.refresh(b[e]);
    }
  }
}
