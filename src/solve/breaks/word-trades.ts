/**
 * Trades: a held meeting goes out and another of equal points comes in, which need not have a participant in common with it.
 * No promise, no point and no must is lost; the two are looked for where they cost the agendas least.
 */
import type { Random } from '../random.js';
import { randomSlot } from './random-slot.js';
import type { WordState } from './word-state.js';

/** Meetings looked at before one goes out, and before one comes in. */
const GLANCES_OUT = 20;
const GLANCES_IN = 50;
/** What one half of a trade may cost beyond what is allowed for both: a break is most of what the other half saves. */
const MOST_SAVED = 20;

export class WordTrades {
  /** The trade that `forRoom` found. */
  out = -1;
  in = -1;

  constructor(
    private readonly state: WordState,
    private readonly random: Random,
  ) {}

  /** Brings in a meeting of p's in slot t, where p is free, for any other of equal points; true if so. */
  fill(p: number, t: number, limit: number): boolean {
    const { state } = this;
    const { incident, incidentStart, domain, maxMeetings } = state.problem;
    const { slotOf, degree, pair, at } = state;
    if (degree[p] >= maxMeetings[p]) return false;
    const own = state.addDelta(p, t);
    if (own > limit + MOST_SAVED) return false;
    const start = incidentStart[p];
    const size = incidentStart[p + 1] - start;
    let i = this.random.below(size);
    for (let k = 0; k < size; k++, i = i + 1 === size ? 0 : i + 1) {
      const e = incident[start + i];
      if (slotOf[e] >= 0 || ((domain[e] >>> t) & 1) === 0 || state.held[state.classOf[e]].length === 0) continue;
      if (!state.isInOrder(e, t)) continue;
      const q = p ^ pair[e];
      const blocker = at[q * 32 + t];
      if (blocker >= 0) {
        if (!this.equals(blocker, e) || !this.mayLose(q ^ pair[blocker])) continue;
        if (own + state.dropDelta(q ^ pair[blocker], t) <= limit && state.hasRoom(e, t, blocker))
          return this.trade(blocker, e, t);
        continue;
      }
      const delta = own + state.addDelta(q, t);
      if (degree[q] >= maxMeetings[q] || delta > limit + MOST_SAVED) continue;
      const f = this.toGoFor(e, p, q, t, limit - delta);
      return f >= 0 && this.trade(f, e, t);
    }
    return false;
  }

  /** Takes p's meeting in slot t out for any other of equal points; true if so. */
  shed(p: number, t: number, limit: number): boolean {
    const { state } = this;
    const { a, b, must, maxMeetings } = state.problem;
    const { degree, pair } = state;
    const f = state.at[p * 32 + t];
    const q = p ^ pair[f];
    if (must[f] === 1 || !this.mayLose(p) || !this.mayLose(q)) return false;
    const delta = state.dropDelta(p, t) + state.dropDelta(q, t);
    if (delta > limit + MOST_SAVED) return false;
    const list = state.unheld[state.classOf[f]];
    if (list.length === 0) return false;
    const open = this.openSlots() | (1 << t);
    let j = this.random.below(list.length);
    for (let k = Math.min(list.length, GLANCES_OUT); k > 0; k--, j = j + 1 === list.length ? 0 : j + 1) {
      const e = list[j];
      const x = a[e];
      const y = b[e];
      if (degree[x] >= maxMeetings[x] || degree[y] >= maxMeetings[y]) continue;
      if (x === p || y === p || x === q || y === q) {
        if (this.replaces(e, p, q, t, limit)) return this.trade(f, e, t);
        continue;
      }
      const u = this.slotFor(e, open);
      if (u < 0 || !state.hasRoom(e, u, u === t ? f : -1)) continue;
      if (state.isInOrder(e, u) && delta + state.addDelta(x, u) + state.addDelta(y, u) <= limit)
        return this.trade(f, e, u);
    }
    return false;
  }

  /**
   * Looks for a meeting that can go from slot t and one that can come into slot s, at a cost of at most `enough`; sets `out`
   * and `in`. Neither is about those whose agendas are about to change.
   * @param z one of these, who is busy in one of the two slots; the other one is busy in s
   * @param mark of the meetings that are about to move, in `marks`
   */
  forRoom(s: number, t: number, z: number, marks: Int32Array, mark: number, enough: number): boolean {
    const { state } = this;
    const { a, b, must } = state.problem;
    const list = state.inSlot[t];
    let least = Number.POSITIVE_INFINITY;
    this.out = -1;
    let i = this.random.below(list.length);
    for (let k = Math.min(list.length, GLANCES_OUT); k > 0; k--, i = i + 1 === list.length ? 0 : i + 1) {
      const f = list[i];
      if (marks[f] === mark || must[f] === 1 || state.unheld[state.classOf[f]].length === 0) continue;
      const x = a[f];
      const y = b[f];
      if (!this.mayLose(x) || !this.mayLose(y)) continue;
      const delta = state.dropDelta(x, t) + state.dropDelta(y, t);
      if (delta >= least || (state.rooms && !state.rooms.leaves(f))) continue;
      least = delta;
      this.out = f;
      if (delta <= -MOST_SAVED) break;
    }
    return this.out >= 0 && least <= enough + MOST_SAVED && this.comesIn(s, z, enough - least);
  }

  /** Looks for a meeting of the same points as `out` that can come into slot s; sets `in`. */
  private comesIn(s: number, z: number, enough: number): boolean {
    const { state } = this;
    const { a, b, domain, maxMeetings } = state.problem;
    const { busy, degree } = state;
    const x = a[this.out];
    const y = b[this.out];
    const list = state.unheld[state.classOf[this.out]];
    let j = this.random.below(list.length);
    for (let k = Math.min(list.length, GLANCES_IN); k > 0; k--, j = j + 1 === list.length ? 0 : j + 1) {
      const e = list[j];
      const q = a[e];
      const r = b[e];
      if ((((busy[q] | busy[r] | ~domain[e]) >>> s) & 1) === 1 || !state.hasNoOrder(e)) continue;
      if (q === x || r === x || q === y || r === y || q === z || r === z) continue;
      if (degree[q] >= maxMeetings[q] || degree[r] >= maxMeetings[r]) continue;
      if (state.addDelta(q, s) + state.addDelta(r, s) > enough) continue;
      if (state.rooms && !state.rooms.enters(e)) continue;
      this.in = e;
      return true;
    }
    return false;
  }

  /** A meeting that can go for e = {p, q} to come into slot t: of that slot unless there is a room to spare; -1 if none. */
  private toGoFor(e: number, p: number, q: number, t: number, enough: number): number {
    const { state } = this;
    const { a, b } = state.problem;
    const hasRoom = state.hasRoom(e, t);
    const list = hasRoom ? state.held[state.classOf[e]] : state.inSlot[t];
    const size = list.length;
    if (size === 0) return -1;
    let i = this.random.below(size);
    for (let k = 0; k < size; k++, i = i + 1 === size ? 0 : i + 1) {
      const f = list[i];
      if (!this.equals(f, e) || !(hasRoom || state.hasRoom(e, t, f))) continue;
      const x = a[f];
      const y = b[f];
      if (x === p || y === p || x === q || y === q || !this.mayLose(x) || !this.mayLose(y)) continue;
      const u = state.slotOf[f];
      if (state.dropDelta(x, u) + state.dropDelta(y, u) <= enough) return f;
    }
    return -1;
  }

  /** Whether e, which shares one participant with {p, q}, may take its place in slot t. */
  private replaces(e: number, p: number, q: number, t: number, limit: number): boolean {
    const { state } = this;
    const { a, b, domain } = state.problem;
    const isOfP = a[e] === p || b[e] === p;
    const stays = isOfP ? p : q;
    const comes = stays ^ state.pair[e];
    if (((domain[e] >>> t) & 1) === 0 || ((state.busy[comes] >>> t) & 1) === 1 || !state.isInOrder(e, t)) return false;
    if (!state.hasRoom(e, t, state.at[p * 32 + t])) return false;
    return state.dropDelta(isOfP ? q : p, t) + state.addDelta(comes, t) <= limit;
  }

  /** A random slot of these in which e could take place, beside a run if there is one; -1 if none. */
  private slotFor(e: number, open: number): number {
    const { a, b, domain } = this.state.problem;
    const { busy, beside } = this.state;
    const slots = domain[e] & open & ~busy[a[e]] & ~busy[b[e]];
    const best = slots & (beside[a[e]] | beside[b[e]]);
    return slots === 0 ? -1 : randomSlot(best === 0 ? slots : best, this.random);
  }

  private openSlots(): number {
    const { load, capacity } = this.state;
    let open = 0;
    for (let t = 0; t < load.length; t++) if (load[t] < capacity[t]) open |= 1 << t;
    return open;
  }

  private equals(f: number, e: number): boolean {
    return this.state.classOf[f] === this.state.classOf[e] && this.state.problem.must[f] === 0;
  }

  private mayLose(p: number): boolean {
    return this.state.degree[p] > this.state.problem.minMeetings[p];
  }

  private trade(f: number, e: number, t: number): true {
    this.state.takeOut(f);
    this.state.putIn(e, t);
    return true;
  }
}
