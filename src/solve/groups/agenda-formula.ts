/**
 * Every schedule of an event with groups that is as good as one in promises and points, as clauses, with everyone's breaks counted:
 * what no assignment satisfies, no such schedule has.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { hasBit } from '../../model/problem.js';
import type { SharedFacts } from '../breaks/bound.js';
import type { Losses } from '../breaks/losses.js';
import type { CountedAgendas } from '../breaks/statement.js';
import { addRun } from '../breaks/unbroken.js';
import type { Cnf } from '../cnf.js';
import { linkCounts } from '../full-agendas.js';
import { breakEnds, idleSlots } from '../rules-in-clauses.js';
import type { Reached } from './agenda-bounds.js';
import type { SharedOfGroups } from './agenda-facts.js';
import { addGroupLosses } from './agenda-losses.js';
import { GroupFormula } from './formula.js';
import { itemsOf } from './items.js';

/** What the schedules have in common: they are no worse than this in promises and points. */
export interface GroupWorth {
  readonly shared: SharedOfGroups;
  readonly reached: Reached;
}

export class GroupAgendaFormula implements CountedAgendas {
  /** With the slots that its items may still have. */
  readonly event: GroupProblem;
  readonly rules: GroupFormula;
  readonly breaks: number[][];
  /** Meetings of each participant, counted: literal k is true where it has more than k. */
  readonly degree: readonly (readonly number[])[];
  private readonly losses: Losses | undefined;

  /** O(items · slots · (people + rooms + ways)). */
  constructor(readonly worth: GroupWorth) {
    const { event, facts } = worth.shared;
    const { maxMeetings, parallel } = event.pairs;
    this.event = event;
    this.rules = new GroupFormula(event, itemsOf(event));
    const { cnf, busyOf, meetingsOf } = this.rules;
    this.degree = meetingsOf.map((bySlot, p) => {
      const literals = parallel[p] === 1 ? busyOf[p].filter(literal => literal !== 0) : bySlot.flat();
      return cnf.sort(literals, Math.min(literals.length, maxMeetings[p]));
    });
    this.addFacts(facts);
    this.breaks = busyOf.map((busy, p) => {
      const ends = breakEnds(cnf, event.pairs, busy);
      const breaks = cnf.sort(ends, ends.length);
      const sure = this.surelyHeld(p);
      if (sure > 1 && event.pairs.days === 1) addRun(cnf, event.pairs, busy, sure, breaks[0] ?? 0);
      return breaks;
    });
    this.addPromises();
    this.losses = addGroupLosses(this);
  }

  get cnf(): Cnf {
    return this.rules.cnf;
  }

  /** Losses are rounded, and not all of them are counted. */
  get isLoose(): boolean {
    return true;
  }

  read(model: Uint8Array): Int32Array {
    return this.rules.read(model);
  }

  idle(): number[][] {
    const { pairs } = this.event;
    return this.rules.busyOf.map(busy => idleSlots(this.cnf, pairs, busy));
  }

  cut(model: Uint8Array): number[] {
    const { event } = this;
    const { reached } = this.worth;
    const { items, variable } = this.rules;
    const slotOf = this.read(model);
    if (pointsOf(event, items.points, slotOf) >= reached.points) return [];
    const lost = (this.losses?.tooMany(model) ?? []).map(literal => -literal);
    if (lost.length > 0) return lost;
    // More points are had by something that is not held alone.
    const T = event.pairs.slots;
    return Array.from(variable).filter((literal, at) => literal !== 0 && slotOf[Math.floor(at / T)] < 0);
  }

  phasesOf(slotOf: Int32Array): Int32Array {
    const T = this.event.pairs.slots;
    return Int32Array.from(this.rules.variable.keys())
      .filter(at => this.rules.variable[at] !== 0)
      .map(at => (slotOf[Math.floor(at / T)] === at % T ? this.rules.variable[at] : -this.rules.variable[at]));
  }

  /** What prices say, and that the busy slots of a participant are as many as what it has (cf. ../breaks/formula.ts). */
  private addFacts({ held, busy }: SharedFacts): void {
    const { cnf, items, busyOf, sizes } = this.rules;
    const { mostSessions, pairs } = this.event;
    const { slots: T, words: W, parallel } = pairs;
    const literalOf = Array.from({ length: items.count }, (_, i) => {
      const places = this.rules.placesOf(i);
      if (held[i] === 1) cnf.add(...places);
      return held[i] === 1 || places.length === 0 ? 0 : cnf.anyOf(places);
    });
    this.degree.forEach((degree, p) => {
      for (let t = 0; t < T; t++)
        if (hasBit(busy, p * W, t)) cnf.add(...[busyOf[p][t]].filter(literal => literal !== 0));
      if (parallel[p] !== 1) return;
      const h = items.hostIndex[p];
      const sessions = h < 0 ? [] : sizes.slice(h * T, (h + 1) * T).flatMap(size => size.slice(0, 1));
      const own = items.own.subarray(items.ownStart[p], items.ownStart[p + 1]);
      const sure = own.filter(i => held[i] === 1).length;
      const open = Array.from(own, i => literalOf[i]).filter(literal => literal !== 0);
      if (h >= 0) open.push(...cnf.sort(sessions, mostSessions[h]));
      linkCounts(cnf, degree, sure, cnf.sort(open, Math.max(0, degree.length + 1 - sure)));
    });
  }

  /** Meetings of a participant who has these and no others; 0 where that is not sure. */
  private surelyHeld(p: number): number {
    const { items } = this.rules;
    if (items.hostIndex[p] >= 0 || this.event.pairs.parallel[p] !== 1) return 0;
    const own = Array.from(items.own.subarray(items.ownStart[p], items.ownStart[p + 1]));
    const open = own.filter(i => this.rules.placesOf(i).length > 0);
    return open.every(i => this.worth.shared.facts.held[i] === 1) ? open.length : 0;
  }

  /** As many promises as the schedule at hand keeps. */
  private addPromises(): void {
    const { reached } = this.worth;
    const { pairs } = this.event;
    const promised = this.degree.flatMap((counted, p) => counted.slice(0, pairs.minMeetings[p]));
    const broken = promised.map(literal => -literal);
    if (promised.length < reached.promises) this.cnf.add();
    else this.cnf.atMost(broken, promised.length - reached.promises);
  }
}

/** Points of what is held: those of a wish with a choice once. */
function pointsOf({ repeats }: GroupProblem, points: Float64Array, slotOf: Int32Array): number {
  let sum = 0;
  slotOf.forEach((t, i) => {
    if (t >= 0) sum += points[i];
  });
  for (const { items, points: once } of repeats)
    sum -= once * Math.max(0, items.filter(i => slotOf[i] >= 0).length - 1);
  return sum;
}
