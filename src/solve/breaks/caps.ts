/** `max_breaks` is a rule, points are not: where no order of the meetings keeps someone's cap, meetings are given up. */
import type { Problem } from '../../model/problem.js';
import { State } from '../state.js';
import { AgendaCost } from './agenda-cost.js';
import { SlotRepair } from './slot-repair.js';

/** Busy slots from the state's counts, and how far agendas are over their caps. */
class Caps {
  private readonly cost: AgendaCost;
  private readonly mask: Int32Array;

  constructor(private readonly state: State) {
    this.cost = new AgendaCost(state.problem);
    this.mask = new Int32Array(state.problem.words);
  }

  /** Breaks of p beyond its cap; if it were busy in slot `other` instead of free, or the other way round. O(slots). */
  excess(p: number, other = -1): number {
    const { problem, count } = this.state;
    return this.excessIf(p, t => count[p * problem.slots + t] > 0 !== (t === other));
  }

  /** The same of the musts that are held, alone. O(meetings of p + slots) */
  excessOfMusts(p: number): number {
    const { problem, slotOf } = this.state;
    const { incident, incidentStart, must } = problem;
    const slots = new Set<number>();
    for (const e of incident.subarray(incidentStart[p], incidentStart[p + 1])) if (must[e] === 1) slots.add(slotOf[e]);
    return this.excessIf(p, t => slots.has(t));
  }

  private excessIf(p: number, isBusy: (t: number) => boolean): number {
    const { slots, maxBreaks } = this.state.problem;
    this.mask.fill(0);
    for (let t = 0; t < slots; t++) if (isBusy(t)) this.mask[t >> 5] |= 1 << (t & 31);
    this.cost.measure(this.mask, 0);
    return Math.max(0, this.cost.breaks - maxBreaks[p]);
  }

  /** The runs of p's busy slots that are not the longest of their day, the shortest first. O(slots). */
  shortRuns(p: number): number[][] {
    const { slots: T, day } = this.state.problem;
    const runs: number[][] = [];
    let longest: number[] = [];
    for (let t = 0, run: number[] = []; t <= T; t++) {
      const isNewDay = t === 0 || t === T || day[t] !== day[t - 1];
      const isBusy = t < T && this.state.count[p * T + t] > 0;
      if ((isNewDay || !isBusy) && run.length > 0) {
        const [short, long] = run.length <= longest.length ? [run, longest] : [longest, run];
        if (short.length > 0) runs.push(short);
        longest = long;
        run = [];
      }
      if (isNewDay) longest = [];
      if (isBusy) run.push(t);
    }
    return runs.sort((x, y) => x.length - y.length);
  }

  both(e: number): number {
    return this.excess(this.state.problem.a[e]) + this.excess(this.state.problem.b[e]);
  }
}

/**
 * Brings everyone within its cap, one after the other: a short run of its meetings goes, each with others that come in for its
 * partner; where there are none, the meetings are given up that cost least. Then puts back whatever fits without breaking a cap.
 * Whose musts alone are over its cap is left as it is.
 * @returns the slots, and whether all caps are kept. O(meetings² · slots) at worst, and for each slot of a run a search of bounded
 * width (slot-repair.ts).
 */
export function keepCaps(problem: Problem, slotOf: Int32Array): { slotOf: Int32Array; isKept: boolean } {
  const state = new State(problem);
  state.adopt(slotOf);
  const caps = new Caps(state);
  const repair = new SlotRepair(state, (p, t) => caps.excess(p, t));
  for (let p = 0; p < problem.participants; ) {
    if (caps.excess(p) === 0 || caps.excessOfMusts(p) > 0) {
      p++;
      continue;
    }
    if (dissolve(state, caps, repair, p)) continue;
    const e = cheapestToGiveUp(state, caps, p);
    state.remove(e);
    // The partner's agenda may now be over its cap.
    const partner = problem.a[e] === p ? problem.b[e] : problem.a[e];
    if (partner < p && caps.excess(partner) > 0) p = partner;
  }
  refill(state, caps);
  const isKept = state.degree.every((_, p) => caps.excess(p) === 0);
  return { slotOf: state.slotOf.slice(), isKept };
}

/** Dissolves the shortest run of p that can be dissolved, from one end to the other; false if none could, at least not whole. */
function dissolve(state: State, caps: Caps, repair: SlotRepair, p: number): boolean {
  const { slots: T, parallel, must } = state.problem;
  if (parallel[p] > 1) return false;
  const meetingIn = (t: number): number => state.head[p * T + t] >> 1;
  return caps
    .shortRuns(p)
    .filter(run => run.every(t => must[meetingIn(t)] === 0))
    .some(run => run.every(t => repair.replace(meetingIn(t), p)));
}

/** Fewest breaks over caps, then fewest promises lost, then fewest points. */
function cheapestToGiveUp(state: State, caps: Caps, p: number): number {
  const { incident, incidentStart, must, points } = state.problem;
  let cheapest = -1;
  let least: readonly number[] = [];
  for (let i = incidentStart[p]; i < incidentStart[p + 1]; i++) {
    const e = incident[i];
    if (state.slotOf[e] < 0 || must[e] === 1) continue;
    const before = caps.both(e);
    const promises = state.promises;
    const t = state.remove(e);
    const loss = [caps.both(e) - before, promises - state.promises, points[e]];
    state.place(e, t);
    if (cheapest < 0 || isLess(loss, least)) {
      cheapest = e;
      least = loss;
    }
  }
  return cheapest;
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at >= 0 && a[at] < b[at];
}

function refill(state: State, caps: Caps): void {
  const { points, words: W } = state.problem;
  const order = Array.from(points.keys())
    .filter(e => state.slotOf[e] < 0)
    .sort((x, y) => points[y] - points[x] || x - y);
  for (const e of order) {
    if (!state.belowMaxima(e)) continue;
    for (let k = 0; k < W && state.slotOf[e] < 0; k++) {
      for (let word = state.candidates(e, k); word !== 0 && state.slotOf[e] < 0; word &= word - 1) {
        const before = caps.both(e);
        state.place(e, k * 32 + (31 - Math.clz32(word & -word)));
        if (caps.both(e) > before) state.remove(e);
      }
    }
  }
}
