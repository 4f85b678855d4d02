/**
 * What schedules as good as one have in common, as agendas that share one-to-ones, sessions and rooms: what prices on whole agendas
 * (`../breaks/diagram-prices.js`) are asked about. Order, caps, interpreters, who must sit apart and what counts once are left out: what
 * bounds the rest bounds these too.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { hasBit } from '../../model/problem.js';
import type { Priced } from '../breaks/agenda-prices.js';
import type { AgendaQuestion, Hosting, PairRow } from '../breaks/agenda-question.js';
import { leastMeetingsOfGroups, type Reached } from './agenda-bounds.js';
import type { SharedOfGroups } from './agenda-facts.js';
import { type Items, itemsOf } from './items.js';
import { limitsOfSession } from './session-limits.js';

/** An agenda, or a part of one that knows nothing of its other parts. */
interface Agenda {
  readonly person: number;
  readonly items: readonly number[];
  /** 1 in the slots in which it holds sessions; left out: in none. */
  readonly mayHost?: Uint8Array;
  readonly isWhole: boolean;
}

/** Pairs (item, slot) that schedules as good may use, and whom they concern. */
export class PricedItems implements Priced {
  private readonly items: Items;
  private readonly itemOf: number[] = [];
  private readonly slotOf: number[] = [];
  /** Pair of item i in slot t, -1 if it cannot be there: at i * slots + t. */
  private readonly pairAt: Int32Array;
  /** 1 where a host may hold a session of enough guests, by slot. */
  private readonly mayHost: readonly Uint8Array[];

  /** @param reached of a schedule that meets every demand. O(items · slots) */
  constructor(
    private readonly problem: GroupProblem,
    private readonly shared: SharedOfGroups,
    private readonly reached: Reached,
  ) {
    const { slots: T, words: W } = problem.pairs;
    this.items = itemsOf(shared.event);
    this.mayHost = Array.from({ length: problem.hosts }, (_, h) => this.slotsOfSessions(h));
    this.pairAt = new Int32Array(this.items.count * T).fill(-1);
    for (let i = 0; i < this.items.count; i++) {
      for (let t = 0; t < T; t++) {
        if (!hasBit(shared.facts.usable, i * W, t)) continue;
        if (i >= this.items.pairs && this.mayHost[problem.seatHost[i - this.items.pairs]][t] === 0) continue;
        this.pairAt[i * T + t] = this.itemOf.push(i) - 1;
        this.slotOf.push(t);
      }
    }
  }

  question(): AgendaQuestion {
    const { problem, shared, reached, pairAt, itemOf } = this;
    const { facts } = shared;
    const { slots: T, words: W, participants: P, day, stretch, maxMeetings, maxConsecutive } = problem.pairs;
    const agendas = Array.from({ length: P }, (_, p) => this.agendasOf(p)).flat();
    const own = agendas.flatMap(({ items }) => items);
    const ownStart = new Int32Array(agendas.length + 1);
    agendas.forEach(({ items }, k) => {
      ownStart[k + 1] = ownStart[k] + items.length;
    });
    const pairOf = new Int32Array(own.length * T);
    own.forEach((i, k) => {
      pairOf.set(pairAt.subarray(i * T, (i + 1) * T), k * T);
    });
    const least = leastMeetingsOfGroups(problem, facts, reached);
    const busy = ({ isWhole, person: p }: Agenda): number[] =>
      Array.from({ length: T }, (_, t) => (isWhole && hasBit(facts.busy, p * W, t) ? 1 : 0));
    return {
      slots: T,
      day,
      stretch,
      ownStart,
      isHeld: Uint8Array.from(own, i => facts.held[i]),
      pairOf,
      pairs: itemOf.length,
      busy: Uint8Array.from(agendas.flatMap(busy)),
      least: Int32Array.from(agendas, ({ isWhole, person }) => (isWhole ? least[person] : 0)),
      most: Int32Array.from(agendas, ({ person }) => maxMeetings[person]),
      longest: Int32Array.from(agendas, ({ person }) => maxConsecutive[person]),
      hosts: agendas.flatMap(({ person, mayHost }, k) => (mayHost ? [this.hosting(k, person, mayHost)] : [])),
      rows: [...this.rooms(agendas), ...this.points()],
    };
  }

  /**
   * Of who can hold several meetings at once, each item and each session is an agenda of its own: without breaks, as one that is
   * busy in one slot.
   */
  private agendasOf(p: number): Agenda[] {
    const { problem, items, pairAt } = this;
    const { slots: T, parallel } = problem.pairs;
    const canBe = (i: number): boolean => pairAt.subarray(i * T, (i + 1) * T).some(pair => pair >= 0);
    const own = Array.from(items.own.subarray(items.ownStart[p], items.ownStart[p + 1])).filter(canBe);
    const h = items.hostIndex[p];
    const sessions = h < 0 ? new Uint8Array() : this.mayHost[h];
    const hosting = sessions.includes(1) ? { mayHost: sessions } : {};
    if (parallel[p] === 1) return [{ person: p, items: own, ...hosting, isWhole: true }];
    const parts: Agenda[] = own.map(i => ({ person: p, items: [i], isWhole: false }));
    sessions.forEach((may, t) => {
      if (may === 1)
        parts.push({ person: p, items: [], mayHost: sessions.map((_, s) => (s === t ? 1 : 0)), isWhole: false });
    });
    return parts;
  }

  private slotsOfSessions(h: number): Uint8Array {
    const { problem, shared, items } = this;
    const { hostStart, seatsOfHost, groupMin, mostSessions } = problem;
    const { slots: T, words: W } = problem.pairs;
    const seats = seatsOfHost.subarray(hostStart[h], hostStart[h + 1]);
    return Uint8Array.from({ length: T }, (_, t) => {
      if (mostSessions[h] < 1 || !hasBit(shared.event.hostDomain, h * W, t)) return 0;
      const guests = seats.filter(s => hasBit(shared.facts.usable, (items.pairs + s) * W, t));
      return guests.length >= Math.max(1, groupMin[h]) ? 1 : 0;
    });
  }

  private hosting(agenda: number, person: number, mayHost: Uint8Array): Hosting {
    const { problem, items, pairAt } = this;
    const { groupMin, groupMax, mostSessions, hostStart, seatsOfHost } = problem;
    const { slots: T } = problem.pairs;
    const h = items.hostIndex[person];
    const seats = seatsOfHost.subarray(hostStart[h], hostStart[h + 1]);
    const guests = Array.from(mayHost, (may, t) =>
      may === 0 ? new Int32Array() : seats.map(s => pairAt[(items.pairs + s) * T + t]).filter(pair => pair >= 0),
    );
    return {
      agenda,
      mayHost,
      mostSessions: mostSessions[h],
      fewest: Math.max(1, groupMin[h]),
      most: groupMax[h],
      guests,
    };
  }

  /** One-to-ones and sessions of each limit in each slot, where these may be too many. */
  private rooms(agendas: readonly Agenda[]): PairRow[] {
    const { problem, items } = this;
    const { slots: T, kind, kindLimits, capacity } = problem.pairs;
    const pairs: number[][] = Array.from(capacity, () => []);
    const sessions: number[][] = Array.from(capacity, () => []);
    this.itemOf.forEach((i, pair) => {
      if (i >= items.pairs) return;
      for (const limit of kindLimits[kind[i]]) pairs[limit * T + this.slotOf[pair]].push(pair);
    });
    agendas.forEach(({ person, mayHost }, k) => {
      mayHost?.forEach((may, t) => {
        if (may === 0) return;
        for (const limit of limitsOfSession(problem, items.hostIndex[person], t))
          sessions[limit * T + t].push(k * T + t);
      });
    });
    return pairs
      .map((list, cell) => ({
        pairs: Int32Array.from(list),
        sessions: Int32Array.from(sessions[cell]),
        low: 0,
        high: capacity[cell],
      }))
      .filter(row => row.pairs.length + row.sessions.length > row.high);
  }

  /** Points of the items that need not be held: what counts once is counted as often as it is there. */
  private points(): PairRow[] {
    const { items, shared, reached } = this;
    const { held } = shared.facts;
    const low = items.points.reduce((left, value, i) => (held[i] === 1 ? left - value : left), reached.points);
    const pairs = Int32Array.from(this.itemOf.keys()).filter(pair => {
      const i = this.itemOf[pair];
      return held[i] === 0 && items.points[i] > 0;
    });
    if (low <= 0 || pairs.length === 0) return [];
    const worth = Float64Array.from(pairs, pair => items.points[this.itemOf[pair]]);
    return [{ pairs, worth, low, high: Number.POSITIVE_INFINITY }];
  }
}
