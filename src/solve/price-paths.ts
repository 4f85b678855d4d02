/**
 * The cheapest way to fill a free place of someone in a slot: along a path of meetings of that slot that go and come in turns, until
 * it ends with another who is free, or with one whose place may stay free. Where people are short of places rather than rooms, each
 * slot is a matching that lacks little, and such a path is what augments it (Berge 1957, doi:10.1073/pnas.43.9.842); prices say
 * which one loses least (Dijkstra 1959, doi:10.1007/BF01386390, over at most `MOST_ENDS` people). They are a guide and no more:
 * what a path is worth is seen when it has been followed.
 */
import type { Chains } from './chains.js';
import type { Duals } from './duals.js';

/** People from whom a path goes on, at most. */
const MOST_ENDS = 40;

export class PricePaths {
  private readonly pi: Float64Array;
  /** Points of each meeting and what promises add to them, less what maxima take, in units of the prices. */
  private readonly worth: Float64Array;
  /** Number of the last search that reached a participant. */
  private readonly reachedIn: Int32Array;
  private search = 0;
  /** What is lost, up to where a participant's place in the slot is the one to be filled; of those reached. */
  private readonly loss: Float64Array;
  /** Who had the place to be filled before; the meeting that filled it; and the one that left for it. */
  private readonly from: Int32Array;
  private readonly coming: Int32Array;
  private readonly going: Int32Array;
  /** Those reached from whom the path has not gone on. */
  private readonly ends: number[] = [];

  /** O(meetings + people · slots). */
  constructor(
    private readonly chains: Chains,
    duals: Duals,
  ) {
    const { participants: P, a, b, points } = chains.state.problem;
    const { theta, mu, unit } = duals;
    this.pi = duals.pi;
    this.worth = Float64Array.from(points, (own, e) => own * unit + theta[a[e]] + theta[b[e]] - mu[a[e]] - mu[b[e]]);
    this.reachedIn = new Int32Array(P);
    this.loss = new Float64Array(P);
    this.from = new Int32Array(P);
    this.coming = new Int32Array(P);
    this.going = new Int32Array(P);
  }

  /**
   * Follows the path; false if there is none, or a rule that has no price stands against it (the caller undoes).
   * O(`MOST_ENDS` · (meetings of a person + slots)).
   * @param p who is free in slot t
   */
  follow(p: number, t: number): boolean {
    const { chains, from, coming, going } = this;
    const { last, end } = this.cheapest(p, t);
    if (end < 0) return false;
    const gone: number[] = [];
    for (let v = end; v !== p; v = from[v]) {
      chains.remove(going[v]);
      gone.push(going[v]);
    }
    if (last >= 0 && !this.put(last, t)) return false;
    for (let v = end; v !== p; v = from[v]) if (!this.put(coming[v], t)) return false;
    for (const f of gone) chains.insert(f, 0);
    return true;
  }

  private put(e: number, t: number): boolean {
    const { state } = this.chains;
    if (!state.belowMaxima(e) || ((state.candidates(e, t >> 5) >>> (t & 31)) & 1) === 0) return false;
    this.chains.place(e, t);
    return true;
  }

  /** With whom the cheapest path ends, -1 if there is none; and its last meeting, -1 where that participant stays free. */
  private cheapest(p: number, t: number): { end: number; last: number } {
    const { state, allowed } = this.chains;
    const { slots: T, words: W, a, b, incident, incidentStart, lockedSlot } = state.problem;
    const { pi, ends, loss, reachedIn } = this;
    const [k, bit] = [t >> 5, t & 31];
    const has = (words: Int32Array, row: number): boolean => ((words[row * W + k] >>> bit) & 1) === 1;
    const best = { loss: Number.POSITIVE_INFINITY, end: -1, last: -1 };
    const note = (lost: number, end: number, last: number): void => {
      if (lost < best.loss) Object.assign(best, { loss: lost, end, last });
    };
    this.search++;
    ends.length = 0;
    this.reach(p, -pi[p * T + t]);
    for (let n = 0; n < MOST_ENDS && ends.length > 0; n++) {
      const v = this.nearest();
      if (loss[v] >= best.loss) break;
      if (v !== p) note(loss[v] + pi[v * T + t], v, -1);
      for (let i = incidentStart[v]; i < incidentStart[v + 1]; i++) {
        const e = incident[i];
        if (state.slotOf[e] >= 0 || !has(allowed, e)) continue;
        const w = a[e] === v ? b[e] : a[e];
        if (reachedIn[w] === this.search) continue;
        const lost = loss[v] - this.valueOf(e, t);
        if (has(state.free, w)) {
          if (has(state.open, state.classOf[e])) note(lost - pi[w * T + t], v, e);
          continue;
        }
        const f = state.head[w * T + t] >> 1;
        // Someone else's delegation may have any of several meetings leave.
        if (f < 0 || lockedSlot[f] >= 0 || state.count[w * T + t] > 1) continue;
        const r = a[f] === w ? b[f] : a[f];
        if (reachedIn[r] === this.search) continue;
        reachedIn[w] = this.search;
        this.reach(r, lost + this.lossWithout(f, w, r), v, e, f);
      }
    }
    return best;
  }

  private reach(r: number, loss: number, from = -1, coming = -1, going = -1): void {
    this.reachedIn[r] = this.search;
    this.loss[r] = loss;
    this.from[r] = from;
    this.coming[r] = coming;
    this.going[r] = going;
    this.ends.push(r);
  }

  /** Takes out the end up to which least is lost. */
  private nearest(): number {
    const { ends, loss } = this;
    let at = 0;
    for (let i = 1; i < ends.length; i++) if (loss[ends[i]] < loss[ends[at]]) at = i;
    const nearest = ends[at];
    ends[at] = ends[ends.length - 1];
    ends.pop();
    return nearest;
  }

  /** What a held meeting of w and r gains where it is, less what it could gain in a slot in which both are free. */
  private lossWithout(f: number, w: number, r: number): number {
    const { state, allowed } = this.chains;
    const { slots: T, words: W } = state.problem;
    let elsewhere = 0;
    for (let k = 0; k < W; k++) {
      for (let mask = state.candidates(f, k) & allowed[f * W + k]; mask !== 0; mask &= mask - 1) {
        const t = k * 32 + 31 - Math.clz32(mask & -mask);
        elsewhere = Math.max(elsewhere, this.valueOf(f, t) + this.pi[w * T + t] + this.pi[r * T + t]);
      }
    }
    return this.valueOf(f, state.slotOf[f]) - elsewhere;
  }

  /** Of a meeting in a slot, when the places of its two participants are paid. */
  private valueOf(e: number, t: number): number {
    const { a, b, slots: T } = this.chains.state.problem;
    return this.worth[e] - this.pi[a[e] * T + t] - this.pi[b[e] * T + t];
  }
}
