/**
 * Which demands of a contradiction are needed for it: a walk over schedules that keep all of them but one. Each such schedule
 * shows that the one left out is needed, and a few exchanges on, another one is left out. One schedule that a solver took long
 * to find so speaks for many.
 */
import { hasBit, type Problem, UNBOUNDED } from '../model/problem.js';
import { type AgendaWeights, BREAK } from './breaks/agenda-figures.js';
import { AgendaState, HARD } from './breaks/agenda-state.js';
import { Exchange } from './breaks/exchange.js';
import { RunEdges } from './breaks/run-edges.js';
import type { Random } from './random.js';

/** Steps of a walk for each demand, and at most. */
const STEPS_A_DEMAND = 400;
const MOST_STEPS = 100_000;
/** One step of so many leaves out another demand; of the others so many in ten are about a participant with a break. */
const LEAVES_OUT = 5;
const GUIDED = 7;
/** In the unit of all costs; a break beyond its cap costs `BREAK`, and idle slots smooth the way. */
const TEMPERATURE = 3;
/** What it may cost more to leave out a demand that is not known to be needed. */
const NEWS = 6;
const ONLY_CAPS: AgendaWeights = { break: 0, overCap: BREAK, stray: 0, idle: 3 };
const NO_CAPS: AgendaWeights = { break: 0, overCap: 0, stray: 0, idle: 0 };

/**
 * Adds demanded meetings of which each is left out by a schedule that keeps every rule and all the others. Not all there are:
 * those that a walk of bounded length from this schedule sees. O(steps · meetings of a chain).
 * @param demanded meetings that contradict each other
 * @param needed those that are known to be needed already; added to
 * @param slotOf where to begin, as far as it keeps the rules; -1: not held
 */
export function addNeededDemands(
  problem: Problem,
  demanded: Iterable<number>,
  needed: Set<number>,
  slotOf: Int32Array,
  random: Random,
): void {
  new Walk(problem, demanded, needed, slotOf, random).run();
}

class Walk {
  private readonly state: AgendaState;
  private readonly exchange: Exchange;
  private readonly edges: RunEdges;
  private readonly isDemanded: Uint8Array;
  private readonly demands: number;
  /** Demanded meetings that are not held: one at least, as all of them contradict each other. */
  private readonly missing: number[] = [];
  /** Meetings that make room, and where they were. */
  private readonly out: number[] = [];
  private readonly wasIn: number[] = [];

  constructor(
    private readonly problem: Problem,
    demanded: Iterable<number>,
    private readonly needed: Set<number>,
    slotOf: Int32Array,
    private readonly random: Random,
  ) {
    const state = new AgendaState(problem, new Int32Array(problem.meetings).fill(-1));
    state.weights = problem.maxBreaks.some(cap => cap < UNBOUNDED) ? ONLY_CAPS : NO_CAPS;
    this.state = state;
    this.exchange = new Exchange(state, random, HARD);
    this.edges = new RunEdges(problem, random);
    this.isDemanded = new Uint8Array(problem.meetings);
    for (const e of demanded) this.isDemanded[e] = 1;
    const others = Array.from(slotOf.keys()).filter(e => this.isDemanded[e] === 0);
    const own = Array.from(slotOf.keys()).filter(e => this.isDemanded[e] === 1);
    for (const e of [...own, ...others]) if (slotOf[e] >= 0) this.tryMove(e, slotOf[e], Number.POSITIVE_INFINITY);
    this.missing.push(...own.filter(e => state.slotOf[e] < 0));
    this.demands = own.length;
  }

  run(): void {
    const { state, missing, demands, needed } = this;
    if (missing.length === 0 && !this.leaveOneOut()) return;
    for (let step = Math.min(MOST_STEPS, STEPS_A_DEMAND * demands); step > 0 && needed.size < demands; step--) {
      const limit = TEMPERATURE * this.random.exponential();
      if (step % LEAVES_OUT === 0) this.bringIn(limit);
      else this.move(limit);
      if (missing.length === 1 && state.overCap === 0) needed.add(missing[0]);
    }
  }

  /** Someone over its cap loses a demanded meeting, if there is one to lose. */
  private leaveOneOut(): boolean {
    const { state, problem, isDemanded } = this;
    const { incident, incidentStart, maxBreaks } = problem;
    const over = state.withBreaks.find(p => state.breaksOf[p] > maxBreaks[p]);
    if (over === undefined) return false;
    const e = incident.subarray(incidentStart[over], incidentStart[over + 1]).find(own => isDemanded[own] === 1);
    if (e === undefined) return false;
    this.put(e, -1);
    this.missing.push(e);
    return true;
  }

  private move(limit: number): void {
    const { state, problem, random, edges } = this;
    const T = problem.slots;
    let e = -1;
    let t = random.below(T);
    if (state.withBreaks.length > 0 && random.below(10) < GUIDED) {
      const p = edges.lookAtOneOf(state.withBreaks, state.busy);
      t = edges.randomBeside();
      e = state.head[p * T + edges.randomEnd()] >> 1;
    } else {
      const list = state.inSlot[random.below(T)];
      if (list.length > 0) e = list[random.below(list.length)];
    }
    if (e < 0 || t < 0 || t === state.slotOf[e] || !hasBit(problem.domain, e * problem.words, t)) return;
    this.exchange.attempt(e, t, limit);
  }

  /** A missing meeting comes in, and what stands against it goes out: one demanded meeting at most, unless more are missing. */
  private bringIn(limit: number): void {
    const { random, missing, out, wasIn, state, isDemanded, needed } = this;
    const at = random.below(missing.length);
    const e = missing[at];
    const t = random.below(this.problem.slots);
    if (!this.clear(e, t)) return;
    if (out.length === 0 && missing.length === 1) this.clearAgenda(e);
    const lost = out.filter(f => isDemanded[f] === 1);
    const left = missing.length - 1 + lost.length;
    if (left < 1 || left > missing.length) return;
    const before = state.agendas;
    wasIn.length = 0;
    for (const f of out) {
      wasIn.push(state.slotOf[f]);
      this.put(f, -1);
    }
    const worth = lost.some(f => !needed.has(f)) ? NEWS : 0;
    if (this.tryMove(e, t, limit + worth + before - state.agendas)) {
      missing[at] = missing.at(-1)!;
      missing.pop();
      missing.push(...lost);
    } else for (const [k, f] of out.entries()) this.put(f, wasIn[k]);
  }

  /** Gathers in `out` what stands in the way of e in slot t; false where it cannot be there. */
  private clear(e: number, t: number): boolean {
    const { state, problem, random, out } = this;
    const { a, b, slots: T, parallel, kind, kindLimits, capacity } = problem;
    out.length = 0;
    if (!hasBit(problem.domain, e * problem.words, t)) return false;
    for (const p of [a[e], b[e]]) {
      if (state.count[p * T + t] < parallel[p]) continue;
      const blocker = state.head[p * T + t] >> 1;
      if (!out.includes(blocker)) out.push(blocker);
    }
    for (const limit of kindLimits[kind[e]]) {
      const isIn = (f: number): boolean => kindLimits[kind[f]].includes(limit);
      if (state.load[limit * T + t] - out.filter(isIn).length < capacity[limit * T + t]) continue;
      const f = state.inSlot[t][random.below(state.inSlot[t].length)];
      if (!isIn(f) || out.includes(f)) return false;
      out.push(f);
    }
    return true;
  }

  /** Where nothing stands in the way, a meeting of one of the two people goes out. */
  private clearAgenda(e: number): void {
    const { state, problem, random, out } = this;
    const p = random.below(2) === 0 ? problem.a[e] : problem.b[e];
    const end = state.head[p * problem.slots + random.below(problem.slots)];
    if (end >= 0) out.push(end >> 1);
  }

  /** Puts e into a slot if that keeps the rules, and costs no more than `limit`. */
  private tryMove(e: number, t: number, limit: number): boolean {
    const { state, problem } = this;
    const { a, b, maxMeetings } = problem;
    const before = state.agendas;
    this.put(e, t);
    const isKept =
      state.conflicts + state.overload === 0 &&
      state.degree[a[e]] <= maxMeetings[a[e]] &&
      state.degree[b[e]] <= maxMeetings[b[e]];
    if (isKept && state.agendas - before <= limit) return true;
    this.put(e, -1);
    return false;
  }

  private put(e: number, t: number): void {
    const { state, problem } = this;
    state.move(e, t);
    state.refresh(problem.a[e]);
    state.refresh(problem.b[e]);
  }
}
