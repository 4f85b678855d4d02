/**
 * Every schedule of equal promises (where these can be counted) and points as clauses, with its breaks counted: what no
 * assignment satisfies, no schedule has. Implied constraints of Bofill et al. (JAIR 2022, doi:10.1613/jair.1.13380) let the
 * solver see early what counting shows: the busy slots of a participant are as many as its meetings, the busy people of a slot
 * even in number and at most twice its rooms.
 */
import { hasBit, type Problem, UNBOUNDED } from '../../model/problem.js';
import { Cnf } from '../cnf.js';
import type { Duals, PromiseTerms } from '../duals.js';
import { countPeople, linkCounts } from '../full-agendas.js';
import { addOrder, addRests, breakEnds, idleSlots } from '../rules-in-clauses.js';
import type { SharedFacts } from './bound.js';
import { isSingle } from './fits-words.js';
import { addLosses, type Losses } from './losses.js';
import { addAtMost, addExclusive, addRun } from './unbroken.js';

/** What the schedules have in common with the best one known: its points, at least, at so many promises. */
export interface EqualWorth {
  readonly problem: Problem;
  readonly terms: PromiseTerms;
  /** `undefined`: points are not looked at, which is right where every meeting is held. */
  readonly duals: Duals | undefined;
  readonly points: number;
  readonly facts: SharedFacts;
}

/** Variables that count promises: where many cannot be kept, their clauses would take gigabytes. */
const MOST_PROMISE_COUNTERS = 250_000;

export class AgendaFormula {
  readonly cnf = new Cnf();
  /** Variable of (meeting, slot), 0 where it may not be used: at e * slots + t. */
  readonly pair: Int32Array;
  /** Variable of (participant, slot) in use, 0 where it cannot be: at p * slots + t. */
  readonly busy: Int32Array;
  /** Of each participant, counted: literal k is true where it has more than k breaks. */
  readonly breaks: number[][] = [];
  /** Meetings of each participant, counted: literal k is true where it has more than k. */
  readonly degree: number[][] = [];
  /** Literal of each meeting that is held, 0 where it always is. */
  readonly held: Int32Array;
  /** Busy people of each slot, counted; empty where someone can hold several meetings at once or people are not counted. */
  readonly people: number[][] = [];

  readonly problem: Problem;
  private readonly losses: Losses | undefined;
  private countsPromises = true;

  /**
   * @param countsPeople whether the busy people of each slot are counted, which pays where rooms are few and is a burden elsewhere
   */
  constructor(
    readonly worth: EqualWorth,
    private readonly countsPeople: boolean,
  ) {
    this.problem = worth.problem;
    const { meetings: E, slots: T, participants: P } = this.problem;
    this.pair = new Int32Array(E * T);
    this.busy = new Int32Array(P * T);
    this.held = new Int32Array(E);
    this.addMeetings();
    for (let p = 0; p < P; p++) this.addPerson(p);
    this.addOrders();
    this.addRooms();
    this.addPromises();
    if (worth.duals && this.held.some(literal => literal !== 0)) this.losses = addLosses(this, worth.duals);
  }

  /** Slot of each meeting in a model, -1 where it is not held. */
  read(model: Uint8Array): Int32Array {
    const { meetings: E, slots: T } = this.problem;
    const slotOf = new Int32Array(E).fill(-1);
    for (let e = 0; e < E; e++) for (let t = 0; t < T; t++) if (model[this.pair[e * T + t]] === 1) slotOf[e] = t;
    return slotOf;
  }

  /** Whether models may be of less worth: in points, see `cut`, or in promises. */
  get isLoose(): boolean {
    return this.losses !== undefined || !this.countsPromises;
  }

  /** A clause that shuts out a model of too few points, and others like it; empty where there are enough, or none is known. */
  cut(model: Uint8Array): number[] {
    return this.losses?.tooMany(model).map(literal => -literal) ?? [];
  }

  /** The literals of a schedule's meetings. */
  phasesOf(slotOf: Int32Array): Int32Array {
    const { slots: T } = this.problem;
    return Int32Array.from(this.pair.keys())
      .filter(i => this.pair[i] !== 0)
      .map(i => (slotOf[Math.floor(i / T)] === i % T ? this.pair[i] : -this.pair[i]));
  }

  private addMeetings(): void {
    const { problem, cnf, pair } = this;
    const { facts } = this.worth;
    const { meetings: E, slots: T, words: W } = problem;
    for (let e = 0; e < E; e++) {
      const slots: number[] = [];
      for (let t = 0; t < T; t++) {
        if (!hasBit(facts.usable, e * W, t)) continue;
        pair[e * T + t] = cnf.newVariable();
        slots.push(pair[e * T + t]);
      }
      addExclusive(cnf, slots);
      if (facts.held[e] === 1) cnf.add(...slots);
      else this.held[e] = cnf.anyOf(slots);
    }
  }

  private addPerson(p: number): void {
    const { problem, cnf, pair, busy } = this;
    const { facts } = this.worth;
    const { slots: T, words: W, incident, incidentStart, parallel, maxMeetings, maxBreaks, maxConsecutive } = problem;
    const own = incident.subarray(incidentStart[p], incidentStart[p + 1]);
    const pairs: number[] = [];
    for (let t = 0; t < T; t++) {
      const here: number[] = [];
      for (const e of own) if (pair[e * T + t] !== 0) here.push(pair[e * T + t]);
      if (here.length === 0) continue;
      if (parallel[p] === 1) addExclusive(cnf, here);
      else cnf.atMost(here, parallel[p]);
      busy[p * T + t] = cnf.anyOf(here);
      if (hasBit(facts.busy, p * W, t)) cnf.add(busy[p * T + t]);
      pairs.push(...here);
    }
    const places = this.agendaOf(p).filter(literal => literal !== 0);
    const most = Math.min(maxMeetings[p], own.length);
    const open = Array.from(own, e => this.held[e]).filter(literal => literal !== 0);
    const sure = own.length - open.length;
    const degree = cnf.sort(parallel[p] === 1 ? places : pairs, most + 1);
    const held = cnf.sort(open, most + 1 - sure);
    linkCounts(cnf, degree, sure, held, most);
    this.degree.push(degree);
    const agenda = this.agendaOf(p);
    if (maxConsecutive[p] < UNBOUNDED) addRests(cnf, problem, agenda, maxConsecutive[p]);
    const ends = breakEnds(cnf, problem, agenda);
    const cap = Math.min(maxBreaks[p], ends.length);
    const breaks = cnf.sort(ends, cap + 1);
    if (breaks.length > cap) cnf.add(-breaks[cap]);
    this.breaks.push(breaks.slice(0, cap));
    if (sure === own.length && sure > 1 && parallel[p] === 1 && problem.days === 1)
      addRun(cnf, problem, agenda, sure, breaks.length > 0 ? breaks[0] : 0);
  }

  /** Literals of a participant's busy slots, 0 where it cannot be busy. */
  private agendaOf(p: number): number[] {
    return Array.from(this.busy.subarray(p * this.problem.slots, (p + 1) * this.problem.slots));
  }

  /** Of each participant: as many of these literals are true as it has idle slots, or more. Adds their clauses. */
  idle(): number[][] {
    const { cnf, problem } = this;
    return Array.from({ length: problem.participants }, (_, p) => idleSlots(cnf, problem, this.agendaOf(p)));
  }

  private addOrders(): void {
    const { cnf, pair, problem } = this;
    const slotsOf = (e: number) => Array.from(pair.subarray(e * problem.slots, (e + 1) * problem.slots));
    problem.order.first.forEach((first, i) => {
      addOrder(cnf, slotsOf(first), slotsOf(problem.order.second[i]), 0);
    });
  }

  private addRooms(): void {
    const { problem } = this;
    const { slots: T, limits, capacity, kindLimits } = problem;
    const counted = isSingle(problem) && this.countsPeople;
    for (let t = 0; t < T; t++) {
      let rooms = problem.meetings;
      for (let l = 0; l < limits; l++) {
        // Two busy people are a meeting: where people are counted, so are rooms that everyone may use.
        if (counted && kindLimits.every(list => list.includes(l))) rooms = Math.min(rooms, capacity[l * T + t]);
        else this.addLimit(l, t);
      }
      this.people.push(counted ? this.countPeople(t, rooms) : []);
    }
  }

  private addLimit(l: number, t: number): void {
    const { cnf, problem, pair } = this;
    const { slots: T, meetings: E, capacity, kind, kindLimits } = problem;
    const inLimit: number[] = [];
    for (let e = 0; e < E; e++)
      if (pair[e * T + t] !== 0 && kindLimits[kind[e]].includes(l)) inLimit.push(pair[e * T + t]);
    addAtMost(cnf, inLimit, capacity[l * T + t]);
  }

  private countPeople(t: number, rooms: number): number[] {
    const { cnf, problem, busy } = this;
    const { participants: P, slots: T } = problem;
    const people: number[] = [];
    for (let p = 0; p < P; p++) if (busy[p * T + t] !== 0) people.push(busy[p * T + t]);
    return countPeople(cnf, people, rooms);
  }

  /** As many promises as asked for, unless counting them takes too much. */
  private addPromises(): void {
    const { possible, target } = this.worth.terms;
    const broken: number[] = [];
    let reachable = 0;
    this.degree.forEach((counted, p) => {
      for (const literal of counted.slice(0, possible[p])) broken.push(-literal);
      reachable += Math.min(counted.length, possible[p]);
    });
    const most = Math.max(0, reachable - target);
    // What is refuted without the rule is refuted all the more; but models may keep too few.
    this.countsPromises = broken.length <= most || broken.length * most <= MOST_PROMISE_COUNTERS;
    if (this.countsPromises) this.cnf.atMost(broken, most);
    // Counted for meetings that cannot all be held: there is no such schedule.
    if (reachable < target) this.cnf.add();
  }
}
