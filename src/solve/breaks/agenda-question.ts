/**
 * What schedules of equal promises and points have in common, as agendas that share meetings and rooms: what prices on whole agendas
 * (`diagram-prices.js`) are asked about. Order, caps and odd sets are left out: what bounds the rest bounds these too.
 */
import { hasBit } from '../../model/problem.js';
import { AgendaGuide } from './agenda-guide.js';
import type { Priced, PriceLists } from './agenda-prices.js';
import { isSingle } from './fits-words.js';
import type { EqualWorth } from './formula.js';

/** Agendas that share meetings and rooms. */
export interface AgendaQuestion {
  readonly slots: number;
  /** Day and stretch of each slot. */
  readonly day: Int32Array;
  readonly stretch: Int32Array;
  /** Meetings of participant p's own, of those that may be held: from ownStart[p] to ownStart[p + 1]. */
  readonly ownStart: Int32Array;
  /** 1 where every schedule holds it. */
  readonly isHeld: Uint8Array;
  /** Pair (meeting, slot) of each of these in each slot, -1 where it cannot be. */
  readonly pairOf: Int32Array;
  readonly pairs: number;
  /** 1 where every schedule has the participant busy: participants × slots. */
  readonly busy: Uint8Array;
  /** Fewest and most meetings, and most neighbouring busy slots of a stretch, of each participant. */
  readonly least: Int32Array;
  readonly most: Int32Array;
  readonly longest: Int32Array;
  /** Who may hold sessions: the pair of a guest is in the agenda of the guest alone, and in `guests` here. */
  readonly hosts: readonly Hosting[];
  /** What the pairs of every schedule are worth together: so much at least, and at most. */
  readonly rows: readonly PairRow[];
}

/** Sessions of one participant: the pairs of one slot's guests take place together, as one meeting of the host. */
export interface Hosting {
  readonly agenda: number;
  /** 1 where it may hold one, by slot. */
  readonly mayHost: Uint8Array;
  /** At least 1. */
  readonly mostSessions: number;
  /** Guests of a session: so many at least, and at most. */
  readonly fewest: number;
  readonly most: number;
  /** Pairs of its guests, by slot; none where it may hold none. */
  readonly guests: readonly Int32Array[];
}

export interface PairRow {
  readonly pairs: Int32Array;
  /** Sessions that are worth 1 each, at agenda * slots + slot. */
  readonly sessions?: Int32Array;
  /** Whole numbers; left out where each pair is worth 1. */
  readonly worth?: Float64Array;
  readonly low: number;
  readonly high: number;
}

/** Pairs (meeting, slot) that schedules of equal worth may use, and whom they concern. */
export class PricedPairs implements Priced {
  readonly meetingOf: number[] = [];
  readonly slotOf: number[] = [];
  /** Pair of meeting e in slot t, -1 if it cannot be there: at e * slots + t. */
  readonly pairAt: Int32Array;

  constructor(readonly worth: EqualWorth) {
    const { meetings: E, slots: T, words: W } = worth.problem;
    this.pairAt = new Int32Array(E * T).fill(-1);
    for (let e = 0; e < E; e++) {
      for (let t = 0; t < T; t++) {
        if (!hasBit(worth.facts.usable, e * W, t)) continue;
        this.pairAt[e * T + t] = this.meetingOf.push(e) - 1;
        this.slotOf.push(t);
      }
    }
  }

  question(): AgendaQuestion {
    const { pairAt, meetingOf, worth } = this;
    const { problem, facts, terms } = worth;
    const { slots: T, words: W, participants: P, parallel, maxMeetings, maxConsecutive } = problem;
    const agendas = this.agendas();
    const own = agendas.flatMap(({ meetings }) => meetings);
    const ownStart = new Int32Array(agendas.length + 1);
    agendas.forEach(({ meetings }, k) => {
      ownStart[k + 1] = ownStart[k] + meetings.length;
    });
    // Where not every promise can be kept, anyone's may be the one that is not.
    const least = terms.target >= terms.total ? terms.possible : new Int32Array(P);
    const busy = new Uint8Array(agendas.length * T);
    agendas.forEach(({ person: p }, k) => {
      for (let t = 0; t < T && parallel[p] === 1; t++) if (hasBit(facts.busy, p * W, t)) busy[k * T + t] = 1;
    });
    const pairOf = new Int32Array(own.length * T);
    own.forEach((e, i) => {
      pairOf.set(pairAt.subarray(e * T, (e + 1) * T), i * T);
    });
    return {
      slots: T,
      day: problem.day,
      stretch: problem.stretch,
      ownStart,
      isHeld: Uint8Array.from(own, e => facts.held[e]),
      pairOf,
      pairs: meetingOf.length,
      busy,
      least: Int32Array.from(agendas, ({ person }) => (parallel[person] === 1 ? least[person] : 0)),
      most: Int32Array.from(agendas, ({ person }) => maxMeetings[person]),
      longest: Int32Array.from(agendas, ({ person }) => maxConsecutive[person]),
      hosts: [],
      rows: [...this.rooms(), ...this.points()],
    };
  }

  /** None where someone has several meetings at a time: a search of parts (`slot-parts.ts`) finds no more with it. */
  guide(prices: PriceLists): AgendaGuide | undefined {
    const { problem } = this.worth;
    return isSingle(problem) ? new AgendaGuide(problem, { ...prices, pairAt: this.pairAt }) : undefined;
  }

  /**
   * One a participant. Of who can have several meetings at a time each meeting is an agenda of its own: without breaks, as one that is
   * busy in one slot.
   */
  private agendas(): readonly { readonly person: number; readonly meetings: readonly number[] }[] {
    const { problem, facts } = this.worth;
    const { words: W, participants: P, parallel, incident, incidentStart } = problem;
    const isUsable = (e: number): boolean => facts.usable.subarray(e * W, (e + 1) * W).some(word => word !== 0);
    return Array.from({ length: P }, (_, person) => {
      const own = Array.from(incident.subarray(incidentStart[person], incidentStart[person + 1])).filter(isUsable);
      return parallel[person] === 1 ? [{ person, meetings: own }] : own.map(e => ({ person, meetings: [e] }));
    }).flat();
  }

  /** Meetings of each limit in each slot, where either end of the row says something. */
  private rooms(): PairRow[] {
    const { problem, facts } = this.worth;
    const { slots: T, kind, kindLimits, capacity } = problem;
    const inCell: number[][] = Array.from(capacity, () => []);
    this.meetingOf.forEach((e, pair) => {
      for (const limit of kindLimits[kind[e]]) inCell[limit * T + this.slotOf[pair]].push(pair);
    });
    return inCell
      .map((pairs, cell) => ({ pairs: Int32Array.from(pairs), low: facts.inLimit[cell], high: capacity[cell] }))
      .filter(({ pairs, low, high }) => low > 0 || pairs.length > high);
  }

  /** Points of the meetings that need not be held. */
  private points(): PairRow[] {
    const { problem, facts, points } = this.worth;
    // Points that are not looked at have no price.
    if (!Number.isFinite(points)) return [];
    const low = problem.points.reduce((left, value, e) => (facts.held[e] === 1 ? left - value : left), points);
    const all = Int32Array.from(this.meetingOf.keys());
    const pairs = all.filter(pair => facts.held[this.meetingOf[pair]] === 0);
    if (low <= 0 || pairs.length === 0) return [];
    const worth = Float64Array.from(pairs, pair => problem.points[this.meetingOf[pair]]);
    return [{ pairs, worth, low, high: Number.POSITIVE_INFINITY }];
  }
}
