/**
 * A Kempe exchange: all meetings of two slots that hang together through shared participants change places, so that only
 * agendas at the ends of such a chain change (Morgenstern & Shapiro 1990; for timetables Lü & Hao 2010,
 * doi:10.1016/j.ejor.2008.12.007). Where a slot would have more meetings than rooms, a second chain goes back.
 */
import { hasBit } from '../../model/problem.js';
import type { Random } from '../random.js';
import type { AgendaState } from './agenda-state.js';

/** Further chains added when one would overfill a slot. */
const COMPENSATIONS = 2;
/** Meetings looked at before one of them goes back. */
const GLANCES = 30;
/** What a chain may cost beyond what is allowed, in twentieths of a break, for the one that goes back to make good. */
const MOST_GAIN = 5;

export class Exchange {
  /** Meetings of the chains at hand, by position. */
  private readonly chain: Int32Array;
  private chainLength = 0;
  private readonly stamp: Int32Array;
  private stampNow = 0;
  /** Whose agendas change. */
  private readonly people: Int32Array;
  private peopleLength = 0;
  private readonly personStamp: Int32Array;
  private readonly scratch: Int32Array;
  private readonly limitChange: Int32Array;

  /** @param penalties costs of a conflict and of a meeting without a room */
  constructor(
    private readonly state: AgendaState,
    private readonly random: Random,
    private readonly penalties: { readonly conflict: number; readonly overload: number },
  ) {
    this.chain = new Int32Array(state.problem.meetings);
    this.people = new Int32Array(state.problem.participants);
    this.stamp = new Int32Array(state.problem.meetings);
    this.personStamp = new Int32Array(state.problem.participants);
    this.scratch = new Int32Array(state.problem.words);
    this.limitChange = new Int32Array(state.problem.limits);
  }

  /** Exchanges slots s = slot of i and t along the chain that starts at i, if the delta is at most `limit`; true if so. */
  attempt(i: number, t: number, limit: number): boolean {
    const s = this.state.slotOf[i];
    this.stampNow++;
    this.chainLength = 0;
    this.peopleLength = 0;
    if (!this.collect(i, s, t)) return false;
    const { state, chain, people } = this;
    let agendas = this.agendasDelta(s, t);
    // Unless conflicts may be mended, agendas are all there is to gain.
    if (agendas > limit + MOST_GAIN && state.conflicts + state.overload === 0) return false;
    const overfills = this.overfills(s, t) !== 0;
    if (overfills) {
      if (!this.balance(s, t, limit - agendas)) return false;
      agendas = this.agendasDelta(s, t);
    }
    const overload = overfills || state.overload > 0 ? this.overloadDelta(s, t) : 0;
    if (agendas + overload + this.orderDelta(s, t) > limit) return false;
    for (let k = 0; k < this.chainLength; k++) state.move(chain[k], state.slotOf[chain[k]] === s ? t : s);
    for (let k = 0; k < this.peopleLength; k++) state.refresh(people[k]);
    return true;
  }

  /**
   * Adds chains that go back until both slots have rooms enough, or some; false where that is of no avail.
   * @param enough what they may cost
   */
  private balance(s: number, t: number, enough: number): boolean {
    if (enough < -MOST_GAIN) return false;
    for (let tries = 0; tries < COMPENSATIONS && this.overfills(s, t) !== 0; tries++)
      if (!this.compensate(s, t, enough)) return false;
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
  private compensate(s: number, t: number, enough: number): boolean {
    const { state } = this;
    const full = this.overfills(s, t) === 2 ? t : s;
    const list = state.inSlot[full];
    // A slot that takes nobody: none goes back for the one that comes.
    if (list.length === 0) return false;
    let least = Number.POSITIVE_INFINITY;
    let start = -1;
    for (let tries = 0; tries < GLANCES && least > enough; tries++) {
      const j = list[this.random.below(list.length)];
      if (this.stamp[j] === this.stampNow) continue;
      const cost = this.costOfOne(j, full, full === s ? t : s);
      if (cost < least) {
        least = cost;
        start = j;
      }
    }
    if (start >= 0) return this.collect(start, s, t);
    const j = list[this.random.below(list.length)];
    return this.stamp[j] !== this.stampNow && this.collect(j, s, t);
  }

  /** Change of cost if meeting j went alone; infinite where it cannot. */
  private costOfOne(j: number, from: number, to: number): number {
    const { state } = this;
    const { words: W, a, b, domain, parallel } = state.problem;
    const [p, q] = [a[j], b[j]];
    if (parallel[p] > 1 || parallel[q] > 1) return Number.POSITIVE_INFINITY;
    if (!hasBit(domain, j * W, to)) return Number.POSITIVE_INFINITY;
    if (hasBit(state.busy, p * W, to) || hasBit(state.busy, q * W, to)) return Number.POSITIVE_INFINITY;
    return this.swapDelta(p, from, to) + this.swapDelta(q, from, to);
  }

  private countLimitChanges(s: number): void {
    const { state, chain, limitChange } = this;
    const { kind, kindLimits } = state.problem;
    limitChange.fill(0);
    for (let k = 0; k < this.chainLength; k++) {
      const list = kindLimits[kind[chain[k]]];
      const toT = state.slotOf[chain[k]] === s ? 1 : -1;
      for (let j = 0; j < list.length; j++) limitChange[list[j]] += toT;
    }
  }

  /** Gathers a chain and the participants whose agenda changes; false if a meeting cannot be in its other slot. */
  private collect(start: number, s: number, t: number): boolean {
    const { state, chain, people, personStamp } = this;
    const { slots: T, words: W, parallel, domain } = state.problem;
    const from = this.chainLength;
    this.enlist(start);
    for (let k = from; k < this.chainLength; k++) {
      const i = chain[k];
      const at = state.slotOf[i];
      const other = at === s ? t : s;
      if (!hasBit(domain, i * W, other)) return false;
      for (let end = 2 * i; end <= 2 * i + 1; end++) {
        const p = state.personAt(end);
        if (personStamp[p] === this.stampNow) continue;
        personStamp[p] = this.stampNow;
        const inS = (state.busy[p * W + (s >> 5)] >>> (s & 31)) & 1;
        const inT = (state.busy[p * W + (t >> 5)] >>> (t & 31)) & 1;
        if (parallel[p] > 1 || inS !== inT) people[this.peopleLength++] = p;
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
    this.chain[this.chainLength++] = i;
  }

  /** Change of the cost of meetings without a room. */
  private overloadDelta(s: number, t: number): number {
    const { state } = this;
    const { slots: T, capacity, limits } = state.problem;
    const over = (x: number): number => Math.max(x, 0);
    let delta = 0;
    this.countLimitChanges(s);
    for (let j = 0; j < limits; j++) {
      const change = this.limitChange[j];
      if (change === 0) continue;
      const inS = state.load[j * T + s] - capacity[j * T + s];
      const inT = state.load[j * T + t] - capacity[j * T + t];
      delta += over(inS - change) - over(inS) + over(inT + change) - over(inT);
    }
    return this.penalties.overload * delta;
  }

  /** Change of cost of the collected participants' agendas. */
  private agendasDelta(s: number, t: number): number {
    const { people } = this;
    const { parallel } = this.state.problem;
    let delta = 0;
    for (let k = 0; k < this.peopleLength; k++) {
      const p = people[k];
      delta += parallel[p] > 1 ? this.delegationDelta(p, s, t) : this.swapDelta(p, s, t);
    }
    return delta;
  }

  private orderDelta(s: number, t: number): number {
    const { sequence, slotOf } = this.state;
    if (sequence === undefined) return 0;
    const isInChain = (e: number): boolean => this.stamp[e] === this.stampNow;
    return (
      this.penalties.conflict *
      sequence.exchangeClashes(this.chain.subarray(0, this.chainLength), s, t, slotOf, isInChain)
    );
  }

  /** Of a participant whose busy slots would be those in `scratch`. */
  private agendaDelta(p: number): number {
    const { state, scratch } = this;
    const agenda = state.costOf(p, scratch, 0) - state.keptCost(p);
    if (state.sequence === undefined) return agenda;
    return agenda + this.penalties.conflict * (state.sequence.excess(p, scratch, 0) - state.excessOf[p]);
  }

  /** Change of cost if a participant busy in exactly one of the two slots were busy in the other. O(days). */
  swapDelta(p: number, s: number, t: number): number {
    const { state, scratch } = this;
    if (state.cost.isOneWord && state.sequence === undefined)
      return state.costOfWord(p, state.busy[p] ^ (1 << s) ^ (1 << t)) - state.keptCost(p);
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
    for (let k = 0; k < this.chainLength; k++) {
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
}

function setTo(mask: Int32Array, t: number, on: boolean): void {
  if (on) mask[t >> 5] |= 1 << (t & 31);
  else mask[t >> 5] &= ~(1 << (t & 31));
}
