/**
 * Fewer breaks and idle slots by annealing over Kempe exchanges: all meetings of two slots that hang together through shared
 * participants change places, so that only agendas at the ends of such a chain change (Morgenstern & Shapiro 1990;
 * for timetables Lü & Hao 2010, doi:10.1016/j.ejor.2008.12.007). A tenth of the moves shifts a single meeting and, where the
 * start is in conflict, pays for conflicts: without them feasibility is not reached. Others exchange meetings that are held
 * for such that are not (`substitute.ts`), at no cost in promises and points unless someone's `max_breaks` demands it or the
 * aim allows it (`aim.ts`).
 */
import type { Budget } from '../budget.js';
import { cooling, type Random } from '../random.js';
import { BREAK, CAPS_FIRST, SMOOTH } from './agenda-figures.js';
import { type AgendaState, HARD, SOFT } from './agenda-state.js';
import { type Aim, type BreakStanding, capsFirst, NOTHING_LOST } from './aim.js';
import { RunEdges } from './run-edges.js';
import { Substitution } from './substitute.js';

export interface Cooling {
  readonly moves: number;
  /** Temperatures in breaks. */
  readonly first: number;
  readonly last: number;
  /** Whether promises and points may be paid for fewer breaks over someone's cap. */
  readonly pays: boolean;
}

/** Temperatures of a cooling. */
export const ROUNDS = 200;
/** From this many meetings the best schedule is copied at the ends of rounds only. */
const LARGE = 20_000;
/** With more breaks than these, nearly all moves are about one of them. */
const MANY = 1000;
/** Meetings and slots looked at before one is proposed. */
const GLANCES = 5;
/** Further chains looked for when one would overfill a slot. */
const COMPENSATIONS = 2;
/** A chain that costs more than allowed, in twentieths of a break, is hardly ever made good by one that goes back. */
const MOST_GAIN = BREAK;

export class KempeAnnealer {
  /** Says when nothing is left to gain. */
  enough: (standing: BreakStanding) => boolean = () => false;
  best: Int32Array;
  standing: BreakStanding;
  /** Meetings of the chain at hand, by position. */
  private readonly chain: number[] = [];
  private readonly stamp: Int32Array;
  private stampNow = 0;
  private readonly people: number[] = [];
  private readonly personStamp: Int32Array;
  private readonly edges: RunEdges;
  private readonly substitution: Substitution;
  /** Percent of the moves that exchange held meetings for others. */
  private substituteShare = 0;
  /** Tenths of the others that start from a participant with a break. */
  private readonly guidedShare: number;
  private readonly scratch: Int32Array;
  private readonly limitChange: Int32Array;
  private readonly penalties: { readonly conflict: number; readonly overload: number };

  constructor(
    private readonly state: AgendaState,
    private readonly random: Random,
    private readonly aim: Aim = NOTHING_LOST,
  ) {
    this.best = state.slotOf.slice();
    this.standing = this.current();
    this.penalties = this.standing.conflicts === 0 ? HARD : SOFT;
    this.guidedShare = this.standing.breaks > MANY ? 9 : 7;
    this.stamp = new Int32Array(state.problem.meetings);
    this.personStamp = new Int32Array(state.problem.participants);
    this.scratch = new Int32Array(state.problem.words);
    this.limitChange = new Int32Array(state.problem.limits);
    this.edges = new RunEdges(state.problem, random);
    this.substitution = new Substitution(state, random);
  }

  get done(): boolean {
    return this.enough(this.standing);
  }

  /** One cooling from the state at hand; `onRound` is awaited after each of its rounds. */
  async run(
    { moves, first, last, pays }: Cooling,
    budget: Budget,
    onRound?: (round: number) => Promise<void>,
  ): Promise<void> {
    if (this.state.problem.meetings === 0 || this.state.problem.slots < 2) return;
    const aim = pays ? capsFirst(this.state.problem) : this.aim;
    this.substitution.aim = aim;
    this.state.weights = pays ? CAPS_FIRST : SMOOTH;
    this.substituteShare = this.standing.conflicts > 0 ? 0 : aim.substitutes;
    const temperatures = cooling(first * BREAK, last * BREAK, ROUNDS);
    const movesARound = Math.ceil(moves / ROUNDS);
    for (const [round, temperature] of temperatures.entries()) {
      for (let i = 0; i < movesARound; i++) this.move(temperature);
      this.keepIfBest();
      await onRound?.(round);
      if (this.done) return;
      if (!(await budget.breathe())) return;
    }
  }

  /** Returns to the best schedule found. */
  restore(): void {
    this.goTo(this.best);
  }

  /** Takes a schedule from elsewhere, if it is better than the best found. */
  adopt(slotOf: Int32Array): void {
    const before = this.state.slotOf.slice();
    this.goTo(slotOf);
    this.keepIfBest();
    if (this.best.some((t, e) => t !== slotOf[e])) this.goTo(before);
  }

  private goTo(slotOf: Int32Array): void {
    const { state } = this;
    slotOf.forEach((t, e) => {
      if (state.slotOf[e] !== t) state.move(e, t);
    });
    for (let p = 0; p < state.problem.participants; p++) state.refresh(p);
  }

  private current(): BreakStanding {
    const { conflicts, overload, overCap, promises, points, breaks, idle } = this.state;
    return { conflicts: conflicts + overload, overCap, promises, points, breaks, idle };
  }

  private move(temperature: number): void {
    const { state, random } = this;
    if (random.below(100) < this.substituteShare) {
      if (this.substitute(temperature * random.exponential())) this.record();
      return;
    }
    const guided = state.withBreaks.length > 0 && random.below(10) < this.guidedShare;
    const proposal = guided ? this.guided() : this.anywhere();
    if (proposal < 0) return;
    const T = state.problem.slots;
    const i = Math.floor(proposal / T);
    const t = proposal - i * T;
    if (t === state.slotOf[i]) return;
    const limit = temperature * random.exponential();
    if (random.below(10) === 0) this.relocate(i, t, limit);
    else this.exchange(i, t, limit);
  }

  /** Brings in a meeting that is not held: one of a participant with breaks, beside one of its runs, or any anywhere. */
  private substitute(limit: number): boolean {
    const { state, random } = this;
    const { slots: T, incident, incidentStart } = state.problem;
    const { givesUp } = this.substitution.aim;
    if (givesUp > 0 && random.below(100) < givesUp) return this.giveUp(limit);
    if (state.withBreaks.length > 0 && random.below(2) === 0) {
      const p = this.edges.lookAtOneOf(state.withBreaks, state.busy);
      const t = this.edges.randomBeside();
      const size = incidentStart[p + 1] - incidentStart[p];
      const start = random.below(size);
      for (let i = 0; i < size && t >= 0; i++) {
        const e = incident[incidentStart[p] + ((start + i) % size)];
        if (state.slotOf[e] < 0 && this.fits(e, t)) return this.substitution.attempt(e, t, limit);
      }
      return false;
    }
    const dropped = state.inSlot[T];
    if (dropped.length === 0) return false;
    return this.substitution.attempt(dropped[random.below(dropped.length)], random.below(T), limit);
  }

  /** Gives up a meeting at an end of one of the runs of a participant with breaks. */
  private giveUp(limit: number): boolean {
    const { state, edges } = this;
    if (state.withBreaks.length === 0) return false;
    const p = edges.lookAtOneOf(state.withBreaks, state.busy);
    return this.substitution.giveUp(state.head[p * state.problem.slots + edges.randomEnd()] >> 1, limit);
  }

  private anywhere(): number {
    const { state, random } = this;
    const T = state.problem.slots;
    const list = state.inSlot[random.below(T)];
    if (list.length === 0) return -1;
    const i = list[random.below(list.length)];
    const t = random.below(T);
    return this.fits(i, t) ? i * T + t : -1;
  }

  private fits(i: number, t: number): boolean {
    const { domain, words: W } = this.state.problem;
    return ((domain[i * W + (t >> 5)] >>> (t & 31)) & 1) === 1;
  }

  /**
   * A meeting at an end of one of a participant's runs, to a free slot beside one of its runs: of some the one that is best
   * for its two participants.
   */
  private guided(): number {
    const { state, edges } = this;
    const { slots: T, words: W, a, b } = state.problem;
    const p = edges.lookAtOneOf(state.withBreaks, state.busy);
    let chosen = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < GLANCES; k++) {
      const to = edges.randomBeside();
      if (to < 0) return -1;
      const from = edges.randomEnd();
      const i = state.head[p * T + from] >> 1;
      if (!this.fits(i, to)) continue;
      const q = a[i] === p ? b[i] : a[i];
      const isFree = ((state.busy[q * W + (to >> 5)] >>> (to & 31)) & 1) === 0;
      const cost = this.swapDelta(p, from, to) + (isFree ? this.swapDelta(q, from, to) : 0);
      if (cost >= least) continue;
      least = cost;
      chosen = i * T + to;
    }
    return chosen;
  }

  private relocate(e: number, t: number, limit: number): void {
    const { state } = this;
    const { a, b } = state.problem;
    if (this.penalties === HARD && !this.isFree(e, t)) return;
    const before = this.localCost(a[e], b[e]);
    const from = state.slotOf[e];
    state.move(e, t);
    state.refresh(a[e]);
    state.refresh(b[e]);
    if (this.localCost(a[e], b[e]) - before <= limit) {
      this.record();
      return;
    }
    state.move(e, from);
    state.refresh(a[e]);
    state.refresh(b[e]);
  }

  /** Whether both participants have a free place in slot t and a room is left. */
  private isFree(e: number, t: number): boolean {
    const { count, load, problem } = this.state;
    const { a, b, slots: T, parallel, kind, kindLimits, capacity } = problem;
    if (count[a[e] * T + t] >= parallel[a[e]] || count[b[e] * T + t] >= parallel[b[e]]) return false;
    const limits = kindLimits[kind[e]];
    for (let k = 0; k < limits.length; k++) if (load[limits[k] * T + t] >= capacity[limits[k] * T + t]) return false;
    return true;
  }

  private localCost(p: number, q: number): number {
    const { state } = this;
    const agenda = (x: number): number => state.agendaCost(x, state.breaksOf[x], state.idleOf[x]);
    return this.penalties.conflict * state.conflicts + this.penalties.overload * state.overload + agenda(p) + agenda(q);
  }

  /** Exchanges slots s = slot of i and t along the chain that starts at i, if the delta is at most `limit`. */
  private exchange(i: number, t: number, limit: number): void {
    const s = this.state.slotOf[i];
    this.stampNow++;
    this.chain.length = 0;
    this.people.length = 0;
    if (!this.collect(i, s, t)) return;
    if (this.overfills(s, t) !== 0 && !this.balance(s, t, limit)) return;
    if (this.delta(s, t) > limit) return;
    const { state, chain, people } = this;
    for (let k = 0; k < chain.length; k++) state.move(chain[k], state.slotOf[chain[k]] === s ? t : s);
    for (let k = 0; k < people.length; k++) state.refresh(people[k]);
    this.record();
  }

  /** Adds chains that go back until both slots have rooms enough; false where that is of no avail. */
  private balance(s: number, t: number, limit: number): boolean {
    if (this.agendasDelta(0, s, t) > limit + MOST_GAIN) return false;
    for (let tries = 0; tries < COMPENSATIONS && this.overfills(s, t) !== 0; tries++)
      if (!this.compensate(s, t)) return false;
    return true;
  }

  /** Which slot would have more meetings than rooms and did not before: 1 for s, 2 for t, 0 for neither. */
  private overfills(s: number, t: number): number {
    const { state, limitChange } = this;
    const { slots: T, limits, capacity } = state.problem;
    this.countLimitChanges(s);
    for (let j = 0; j < limits; j++) {
      const change = limitChange[j];
      if (change > 0 && state.load[j * T + t] + change > capacity[j * T + t]) return 2;
      if (change < 0 && state.load[j * T + s] - change > capacity[j * T + s]) return 1;
    }
    return 0;
  }

  /** Adds a second chain that starts in the overfull slot, so that as many go back: the best of some. */
  private compensate(s: number, t: number): boolean {
    const { chain, people } = this;
    const full = this.overfills(s, t) === 2 ? t : s;
    const list = this.state.inSlot[full];
    const [firstMeeting, firstPerson] = [chain.length, people.length];
    let least = Number.POSITIVE_INFINITY;
    let start = -1;
    for (let tries = 0; tries < COMPENSATIONS; tries++) {
      const j = list[this.random.below(list.length)];
      if (this.stamp[j] === this.stampNow) continue;
      const fits = this.collect(j, s, t);
      if (fits) {
        const cost = this.agendasDelta(firstPerson, s, t);
        if (cost < least) {
          least = cost;
          start = j;
        }
      }
      this.forget(firstMeeting, firstPerson);
    }
    return start >= 0 && this.collect(start, s, t);
  }

  /** Takes back what was collected from these positions on. */
  private forget(firstMeeting: number, firstPerson: number): void {
    const { chain, people, stamp, personStamp } = this;
    const { a, b, parallel } = this.state.problem;
    for (let k = firstMeeting; k < chain.length; k++) {
      const e = chain[k];
      stamp[e] = 0;
      // No two chains share a person, but they may share a delegation.
      if (parallel[a[e]] === 1) personStamp[a[e]] = 0;
      if (parallel[b[e]] === 1) personStamp[b[e]] = 0;
    }
    for (let k = firstPerson; k < people.length; k++) personStamp[people[k]] = 0;
    chain.length = firstMeeting;
    people.length = firstPerson;
  }

  private countLimitChanges(s: number): void {
    const { state, chain, limitChange } = this;
    const { kind, kindLimits } = state.problem;
    limitChange.fill(0);
    for (let k = 0; k < chain.length; k++) {
      const list = kindLimits[kind[chain[k]]];
      const toT = state.slotOf[chain[k]] === s ? 1 : -1;
      for (let j = 0; j < list.length; j++) limitChange[list[j]] += toT;
    }
  }

  /** Gathers a chain and the participants whose agenda changes; false if a meeting cannot be in its other slot. */
  private collect(start: number, s: number, t: number): boolean {
    const { state, chain, people, personStamp } = this;
    const { slots: T, words: W, parallel } = state.problem;
    const from = chain.length;
    this.enlist(start);
    for (let k = from; k < chain.length; k++) {
      const i = chain[k];
      const at = state.slotOf[i];
      const other = at === s ? t : s;
      if (!this.fits(i, other)) return false;
      for (let end = 2 * i; end <= 2 * i + 1; end++) {
        const p = state.personAt(end);
        if (personStamp[p] === this.stampNow) continue;
        personStamp[p] = this.stampNow;
        const inS = (state.busy[p * W + (s >> 5)] >>> (s & 31)) & 1;
        const inT = (state.busy[p * W + (t >> 5)] >>> (t & 31)) & 1;
        if (parallel[p] > 1 || inS !== inT) people.push(p);
        if (parallel[p] > 1) continue;
        for (let x = state.head[p * T + s]; x >= 0; x = state.nextEnd[x]) this.enlist(x >> 1);
        for (let x = state.head[p * T + t]; x >= 0; x = state.nextEnd[x]) this.enlist(x >> 1);
      }
    }
    return true;
  }

  private enlist(i: number): void {
    if (this.stamp[i] === this.stampNow) return;
    this.stamp[i] = this.stampNow;
    this.chain.push(i);
  }

  /** Change of cost if the collected chain is exchanged. */
  private delta(s: number, t: number): number {
    const { state } = this;
    const { slots: T, capacity, limits } = state.problem;
    let delta = 0;
    if (limits > 0) {
      this.countLimitChanges(s);
      for (let j = 0; j < limits; j++) {
        const change = this.limitChange[j];
        if (change === 0) continue;
        const inS = state.load[j * T + s] - capacity[j * T + s];
        const inT = state.load[j * T + t] - capacity[j * T + t];
        const over = (x: number): number => Math.max(x, 0);
        delta += this.penalties.overload * (over(inS - change) - over(inS) + over(inT + change) - over(inT));
      }
    }
    return delta + this.orderDelta(s, t) + this.agendasDelta(0, s, t);
  }

  /** Change of cost of the collected participants' agendas, from position `first` on. */
  private agendasDelta(first: number, s: number, t: number): number {
    const { people } = this;
    const { parallel } = this.state.problem;
    let delta = 0;
    for (let k = first; k < people.length; k++) {
      const p = people[k];
      delta += parallel[p] > 1 ? this.delegationDelta(p, s, t) : this.swapDelta(p, s, t);
    }
    return delta;
  }

  private orderDelta(s: number, t: number): number {
    const { sequence, slotOf } = this.state;
    if (sequence === undefined) return 0;
    const isInChain = (e: number): boolean => this.stamp[e] === this.stampNow;
    return this.penalties.conflict * sequence.exchangeClashes(this.chain, s, t, slotOf, isInChain);
  }

  /** Of a participant whose busy slots would be those in `scratch`. */
  private agendaDelta(p: number): number {
    const { state, scratch } = this;
    state.cost.measure(scratch, 0);
    const { breaks, idle } = state.cost;
    const agenda = state.agendaCost(p, breaks, idle) - state.agendaCost(p, state.breaksOf[p], state.idleOf[p]);
    if (state.sequence === undefined) return agenda;
    return agenda + this.penalties.conflict * (state.sequence.excess(p, scratch, 0) - state.excessOf[p]);
  }

  /** A participant busy in exactly one of the two slots. */
  private swapDelta(p: number, s: number, t: number): number {
    const { state, scratch } = this;
    const W = state.problem.words;
    for (let k = 0; k < W; k++) scratch[k] = state.busy[p * W + k];
    scratch[s >> 5] ^= 1 << (s & 31);
    scratch[t >> 5] ^= 1 << (t & 31);
    return this.agendaDelta(p);
  }

  /** A delegation: only the chain's own meetings change places. */
  private delegationDelta(p: number, s: number, t: number): number {
    const { state, scratch, chain } = this;
    const { words: W, slots: T, parallel, a, b } = state.problem;
    let change = 0;
    for (let k = 0; k < chain.length; k++) {
      const e = chain[k];
      if (a[e] === p || b[e] === p) change += state.slotOf[chain[k]] === s ? 1 : -1;
    }
    const inS = state.count[p * T + s];
    const inT = state.count[p * T + t];
    const over = (x: number): number => Math.max(0, x - parallel[p]);
    const conflicts = over(inS - change) + over(inT + change) - over(inS) - over(inT);
    for (let k = 0; k < W; k++) scratch[k] = state.busy[p * W + k];
    setTo(scratch, s, inS - change > 0);
    setTo(scratch, t, inT + change > 0);
    return this.penalties.conflict * conflicts + this.agendaDelta(p);
  }

  /** Called after every accepted move: a copy of all slots is too dear there where the event is large. */
  private record(): void {
    if (this.state.problem.meetings < LARGE) this.keepIfBest();
  }

  /** A quick look before anything is made. */
  private keepIfBest(): void {
    const { state, standing } = this;
    if (state.conflicts + state.overload > standing.conflicts) return;
    const now = this.current();
    if (!this.aim.isBetter(now, standing)) return;
    this.standing = now;
    this.best.set(state.slotOf);
  }
}

function setTo(mask: Int32Array, t: number, on: boolean): void {
  if (on) mask[t >> 5] |= 1 << (t & 31);
  else mask[t >> 5] &= ~(1 << (t & 31));
}
