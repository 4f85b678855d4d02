/** Every hard rule on demanded meetings as clauses. */
import { hasBit, type Problem, UNBOUNDED } from '../model/problem.js';
import { addAtMost } from './breaks/unbroken.js';
import { Cnf, MOST_LITERALS } from './cnf.js';
import { addFullAgenda, countPeople, roomsAreTight, roomsForAll } from './full-agendas.js';
import { addOrder, addRests, breakEnds } from './rules-in-clauses.js';

/** Every hard rule as clauses; one assumption a must, lock or order row. */
export class MustFormula {
  readonly cnf = new Cnf(MOST_LITERALS);
  /** Assumption of each demanded meeting, by meeting; 0 for others. */
  readonly assumption: Int32Array;
  /** Assumption of each row of `problem.order`; 0 where a meeting of it is not in the formula. */
  readonly orderAssumption: Int32Array;
  /** Variable of (meeting, slot), 0 outside the domain: at e * slots + t. */
  private readonly variable: Int32Array;
  /** Literals of busy slots of those whose breaks or rests are limited, by participant; 0 where there can be no meeting. */
  private readonly busy: number[][] = [];

  /** @param demanded meetings that have to be held; the others may be */
  constructor(
    private readonly problem: Problem,
    readonly demanded: readonly number[],
  ) {
    // What order rows took from the domains is left in: a contradiction has to name these rows.
    const { meetings: E, slots: T, words: W, unorderedDomain: domain } = problem;
    const { cnf } = this;
    const isDemanded = new Uint8Array(E);
    for (const e of demanded) isDemanded[e] = 1;
    // Optional meetings can only help where they fill someone's breaks.
    const capped = problem.maxBreaks.some(cap => cap < UNBOUNDED);
    this.assumption = new Int32Array(E);
    this.variable = new Int32Array(E * T);
    for (let e = 0; e < E; e++) {
      if (isDemanded[e] === 0 && !capped) continue;
      const slots: number[] = [];
      for (let t = 0; t < T; t++) {
        if (!hasBit(domain, e * W, t)) continue;
        this.variable[e * T + t] = cnf.newVariable();
        slots.push(this.variable[e * T + t]);
      }
      cnf.atMost(slots, 1);
      if (isDemanded[e] === 0) continue;
      this.assumption[e] = cnf.newVariable();
      cnf.add(-this.assumption[e], ...slots);
    }
    this.addPeople();
    if (roomsAreTight(problem)) this.addPeopleOfSlots();
    this.addLimits();
    this.orderAssumption = problem.order.first.map((first, i) => this.addOrder(first, problem.order.second[i]));
  }

  /** Literal that meeting e is held in slot t, 0 where it cannot be. */
  literalOf(e: number, t: number): number {
    return this.variable[e * this.problem.slots + t];
  }

  private addOrder(first: number, second: number): number {
    const T = this.problem.slots;
    const slotsOf = (e: number) => Array.from(this.variable.subarray(e * T, (e + 1) * T));
    if ([first, second].some(e => slotsOf(e).every(literal => literal === 0))) return 0;
    const assumption = this.cnf.newVariable();
    addOrder(this.cnf, slotsOf(first), slotsOf(second), assumption);
    return assumption;
  }

  private addPeople(): void {
    const {
      participants: P,
      slots: T,
      incident,
      incidentStart,
      parallel,
      maxMeetings,
      maxBreaks,
      maxConsecutive,
    } = this.problem;
    for (let p = 0; p < P; p++) {
      const all: number[] = [];
      const bySlot: number[][] = Array.from({ length: T }, () => []);
      for (let i = incidentStart[p]; i < incidentStart[p + 1]; i++) {
        for (let t = 0; t < T; t++) {
          const variable = this.variable[incident[i] * T + t];
          if (variable === 0) continue;
          bySlot[t].push(variable);
          all.push(variable);
        }
      }
      for (const literals of bySlot) this.cnf.atMost(literals, parallel[p]);
      if (maxMeetings[p] < UNBOUNDED) this.cnf.atMost(all, maxMeetings[p]);
      if (maxBreaks[p] === UNBOUNDED && maxConsecutive[p] === UNBOUNDED) continue;
      const busy = bySlot.map(literals => (literals.length === 0 ? 0 : this.cnf.anyOf(literals)));
      this.busy[p] = busy;
      if (maxConsecutive[p] < UNBOUNDED) addRests(this.cnf, this.problem, busy, maxConsecutive[p]);
      if (maxBreaks[p] === UNBOUNDED) continue;
      const ends = breakEnds(this.cnf, this.problem, busy);
      this.cnf.atMost(ends, maxBreaks[p]);
      const demands = Array.from(incident.subarray(incidentStart[p], incidentStart[p + 1]), e => this.assumption[e]);
      if (parallel[p] === 1 && !demands.includes(0)) addFullAgenda(this.cnf, this.problem, busy, demands, ends);
    }
  }

  /** Where nobody's agenda is left out. */
  private addPeopleOfSlots(): void {
    const { participants: P, slots: T, parallel } = this.problem;
    if (this.busy.filter(Boolean).length < P || parallel.some(places => places > 1)) return;
    for (let t = 0; t < T; t++) {
      const people = this.busy.map(agenda => agenda[t]).filter(literal => literal !== 0);
      countPeople(this.cnf, people, roomsForAll(this.problem, t));
    }
  }

  private addLimits(): void {
    const { meetings: E, slots: T, kind, kindLimits, capacity } = this.problem;
    const inLimit: number[][] = Array.from({ length: capacity.length }, () => []);
    for (let e = 0; e < E; e++) {
      for (let t = 0; t < T; t++) {
        const variable = this.variable[e * T + t];
        if (variable !== 0) for (const limit of kindLimits[kind[e]]) inLimit[limit * T + t].push(variable);
      }
    }
    inLimit.forEach((literals, cell) => {
      if (!this.cnf.isCut) addAtMost(this.cnf, literals, capacity[cell]);
    });
  }

  /** Slots of the meetings in a model; -1 for those not held. O(meetings · slots). */
  read(model: Uint8Array): Int32Array {
    const { meetings: E, slots: T } = this.problem;
    const slotOf = new Int32Array(E).fill(-1);
    for (let e = 0; e < E; e++) {
      for (let t = 0; t < T; t++) if (model[this.variable[e * T + t]] === 1) slotOf[e] = t;
    }
    return slotOf;
  }
}
