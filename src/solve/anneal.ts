/**
 * Annealing over ejection chains for promises and points. Complementary slackness aims it: with good prices, a schedule is
 * optimal exactly when every priced place is used and every meeting sits in one of its best slots, so proposals start at
 * places that are priced and empty, and only pairs (meeting, slot) close to their best take part.
 * Metropolis acceptance: Kirkpatrick, Gelatt & Vecchi 1983, doi:10.1126/science.220.4598.671.
 * O(slots + meetings of a person + steps of its chains) a move.
 */
import type { Problem } from '../model/problem.js';
import type { Budget } from './budget.js';
import { Chains } from './chains.js';
import { bestReduced, type Duals, type PromiseTerms, reducedValue } from './duals.js';
import { PricePaths } from './price-paths.js';
import { cooling, type Random } from './random.js';
import { priceAlone } from './rests.js';
import { haveAllPlaces } from './slot-matching.js';
import type { State } from './state.js';

export interface AnnealPlan {
  readonly moves: number;
  /** Temperatures and tightness in units of the mean points of a meeting. */
  readonly first: number;
  readonly last: number;
  /** Pairs whose reduced value is this close to the meeting's best take part. */
  readonly tightness: number;
  /** Whether an eighth of the moves fills places along paths of a slot (price-paths.ts). Default no. */
  readonly followsPaths?: boolean;
  /** Whether an eighth of the moves starts at those who have fewer meetings than promised. Default no. */
  readonly seeksPromises?: boolean;
  /** All moves start at those, and the run ends as soon as so many promises are kept. Default: it does not end for promises. */
  readonly untilPromises?: number;
}

/** How good a state is: musts, then promises, then points. */
export interface Standing {
  readonly musts: number;
  readonly promises: number;
  readonly points: number;
}

export function isBetter(a: Standing, b: Standing): boolean {
  if (a.musts !== b.musts) return a.musts > b.musts;
  if (a.promises !== b.promises) return a.promises > b.promises;
  return a.points > b.points;
}

/** Meetings in the order in which they are put in; the first `selected` belong to the selection. */
export interface FillOrder {
  readonly order: Int32Array;
  readonly selected: number;
}

const ROUNDS = 200;
/** Steps of chains after which a round ends, times its moves: long chains are not to make a run last several times as long. */
const STEPS_A_MOVE = 12;
const FILL_ROUND = 500;
/** Where promises are sought one by one: depth of chains, and steps of all of them a meeting. */
const KEEPING_DEPTH = 3;
const KEEPING_STEPS = 10;
/** From this many meetings the best schedule is copied at the ends of rounds only. */
const LARGE = 5000;
/** Places (limit, slot) looked at for an empty room, and meetings for one that may go there. */
const CELLS_TRIED = 64;
const MEETINGS_TRIED = 16;

export class Annealer {
  best: Int32Array;
  standing: Standing;
  private readonly chains: Chains;
  /** Of a meeting. */
  readonly meanPoints: number;
  private readonly driven: number[] = [];
  private paths: PricePaths | undefined;

  constructor(
    private readonly state: State,
    private readonly random: Random,
    /** Reached when no better schedule can exist. */
    private readonly enough: (standing: Standing) => boolean,
  ) {
    const { points, meetings } = state.problem;
    this.chains = new Chains(state, random);
    const total = points.reduce((sum, w) => sum + w, 0);
    this.meanPoints = total > 0 ? total / meetings : 1;
    this.best = state.slotOf.slice();
    this.standing = this.current;
  }

  get done(): boolean {
    return this.enough(this.standing);
  }

  /** One cooling from the best schedule so far. Resolves early when nothing better can exist or the budget ends. */
  async run(plan: AnnealPlan, duals: Duals | undefined, budget: Budget, onRound?: () => void): Promise<void> {
    const { problem } = this.state;
    const { untilPromises = Number.POSITIVE_INFINITY } = plan;
    if (problem.meetings === 0 || this.standing.promises >= untilPromises) return;
    this.state.adopt(this.best);
    this.chains.allowed = duals ? tightPairs(problem, duals, plan.tightness * this.meanPoints) : problem.domain;
    if (duals) this.state.watch(priceAlone(problem, duals), this.chains.allowed);
    else this.state.watch(new Float64Array(0));
    this.paths = duals && plan.followsPaths ? new PricePaths(this.chains, duals) : undefined;
    const temperatures = cooling(plan.first * this.meanPoints, plan.last * this.meanPoints, ROUNDS);
    const movesARound = Math.ceil(plan.moves / ROUNDS);
    for (let round = 0; round < ROUNDS; round++) {
      const lastStep = this.chains.steps + STEPS_A_MOVE * movesARound;
      for (let i = 0; i < movesARound && this.chains.steps < lastStep; i++) {
        this.move(temperatures[round], duals, plan);
        if (problem.meetings < LARGE) this.record();
      }
      this.record();
      onRound?.();
      if (this.done || this.standing.promises >= untilPromises || !(await budget.breathe())) return;
    }
  }

  /** Empties the schedule at hand; the best stays. O(meetings). */
  clear(): void {
    this.state.adopt(new Int32Array(this.best.length).fill(-1));
  }

  /**
   * Fills in whatever still fits, in this order; the first `selected` ones along alternating paths if need be. Stops with the
   * budget.
   * @param allowed slots of each meeting, a part of its domain; default: all of it
   * @param deep work of chains after which they are no deeper than 1: of those of one meeting, and of all
   */
  async fill(
    { order, selected }: FillOrder,
    depth: number,
    budget: Budget,
    allowed: Int32Array = this.state.problem.domain,
    deep = { each: Number.POSITIVE_INFINITY, all: Number.POSITIVE_INFINITY },
  ): Promise<void> {
    this.chains.allowed = allowed;
    const lastDeep = this.chains.work + deep.all;
    for (let i = 0; i < order.length; i++) {
      if (i % FILL_ROUND === FILL_ROUND - 1) {
        this.chains.commit();
        if (this.enough(this.current) || !(await budget.breathe())) break;
      }
      const e = order[i];
      this.chains.deepUntil = Math.min(lastDeep, this.chains.work + deep.each);
      // What was not selected finds little room, and a long look for it costs the most.
      if (this.state.slotOf[e] >= 0 || this.chains.insert(e, i < selected ? depth : depth - 1)) continue;
      if (i < selected) this.chains.insertAlongPath(e);
    }
    this.chains.deepUntil = Number.POSITIVE_INFINITY;
    this.chains.commit();
    this.record();
  }

  /**
   * Forces meetings of those who lack promised ones into their slots, the dearest first, where no more promises are lost for it
   * than are kept, and no must: in the schedule at hand, along ever deeper chains. O(meetings of these · slots) chains.
   */
  async keepPromises({ possible, total }: PromiseTerms, budget: Budget): Promise<void> {
    const { problem } = this.state;
    this.chains.allowed = problem.domain;
    const lastStep = this.chains.steps + KEEPING_STEPS * problem.meetings;
    for (let depth = 1; depth <= KEEPING_DEPTH && this.state.promises < total; depth++) {
      for (let p = 0; p < possible.length; p++) this.giveMeetings(p, possible[p], depth, lastStep);
      if (!(await budget.breathe())) break;
    }
    this.record();
  }

  /** Until p has `enough`, or so many steps of chains are made. */
  private giveMeetings(p: number, enough: number, depth: number, lastStep: number): void {
    const { problem, degree, slotOf } = this.state;
    const { slots: T, words: W, points, incident, incidentStart, domain } = problem;
    if (degree[p] >= enough) return;
    const own = incident.slice(incidentStart[p], incidentStart[p + 1]);
    for (const e of own.sort((x, y) => points[y] - points[x] || x - y)) {
      if (degree[p] >= enough || this.chains.steps >= lastStep) return;
      for (let t = 0; t < T && slotOf[e] < 0; t++)
        if ((domain[e * W + (t >> 5)] >>> (t & 31)) & 1) this.attempt(e, t, 0, depth);
    }
  }

  /** Goes on from a schedule found elsewhere; false if not all of it finds its places where not all limits are counted. */
  take(slotOf: Int32Array): boolean {
    if (!haveAllPlaces(this.state.problem, slotOf)) return false;
    this.state.adopt(slotOf);
    this.record();
    return true;
  }

  /** Forgets the best and goes on from this schedule. */
  restartFrom(slotOf: Int32Array): void {
    this.state.adopt(slotOf);
    this.standing = this.current;
    this.best.set(slotOf);
  }

  /** Of the state at hand. */
  private get current(): Standing {
    const { musts, promises, points } = this.state;
    return { musts, promises, points };
  }

  private record(): void {
    const now = this.current;
    if (!isBetter(now, this.standing)) return;
    this.standing = now;
    this.best.set(this.state.slotOf);
  }

  private move(temperature: number, duals: Duals | undefined, plan: AnnealPlan): void {
    if (this.paths && this.random.below(8) === 0) {
      this.followPath(this.paths, temperature);
      return;
    }
    const proposal =
      plan.untilPromises === undefined ? this.propose(duals, plan.seeksPromises) : this.placeForLacking();
    if (proposal < 0) return;
    const { slots: T } = this.state.problem;
    const e = Math.floor(proposal / T);
    this.attempt(e, proposal - e * T, temperature, 0);
  }

  private followPath(paths: PricePaths, temperature: number): void {
    const { state, random, chains } = this;
    const cell = state.idle.any(random);
    if (cell < 0) return;
    const { slots: T } = state.problem;
    const p = Math.floor(cell / T);
    const before = state.worth;
    if (paths.follow(p, cell - p * T)) this.settle(before, temperature);
    else chains.undo(0);
  }

  /**
   * Forces e into t, and finds other places for what it drives out, along chains of such a depth. Undone where that costs more
   * than the temperature allows.
   */
  private attempt(e: number, t: number, temperature: number, depth: number): void {
    const { chains, driven, state } = this;
    if (state.problem.lockedSlot[e] >= 0 && state.slotOf[e] >= 0) return;
    const before = state.worth;
    driven.length = 0;
    if (!chains.force(e, t, driven)) {
      chains.undo(0);
      return;
    }
    if (driven.length > 1) driven.sort((x, y) => state.worthOf(y) - state.worthOf(x) || x - y);
    for (const f of driven) if (state.slotOf[f] < 0 && !chains.insert(f, depth)) chains.replaceCheaper(f);
    this.settle(before, temperature);
  }

  /** What was done stays, unless it costs more than the temperature allows. */
  private settle(before: number, temperature: number): void {
    const loss = before - this.state.worth;
    if (loss <= 0 || loss < temperature * this.random.exponential()) this.chains.commit();
    else this.chains.undo(0);
  }

  /** A pair (e, t) as e · slots + t, or -1 if the samples led nowhere. */
  private propose(duals: Duals | undefined, seeksPromises = false): number {
    const { random, state } = this;
    const { slots: T, meetings: E } = state.problem;
    const choice = random.below(8);
    if (duals && choice < 4) {
      const found = this.emptyPlaceOfPerson();
      if (found >= 0) return found;
    } else if (duals && choice < 5) {
      const found = this.emptyPlaceOfSlot(duals);
      if (found >= 0) return found;
    }
    const lacking = choice === 5 && seeksPromises ? this.placeForLacking() : -1;
    if (lacking >= 0) return lacking;
    const unheld = state.inSlot[T];
    const e = unheld.length > 0 && choice !== 7 ? unheld[random.below(unheld.length)] : random.below(E);
    const t = this.randomAllowedSlot(e);
    return t < 0 || state.slotOf[e] === t ? -1 : e * T + t;
  }

  /** Any meeting more of someone who has fewer than promised, and a slot it may go to. */
  private placeForLacking(): number {
    const { random, state } = this;
    const p = state.lacking.any(random);
    if (p < 0) return -1;
    let t = -1;
    const e = this.meetingOf(p, one => {
      if (state.slotOf[one] >= 0) return false;
      t = this.randomAllowedSlot(one);
      return t >= 0;
    });
    return e < 0 ? -1 : e * state.problem.slots + t;
  }

  private randomAllowedSlot(e: number): number {
    const { slots: T, words: W } = this.state.problem;
    const start = this.random.below(T);
    for (let i = 0; i < T; i++) {
      const t = start + i < T ? start + i : start + i - T;
      if ((this.chains.allowed[e * W + (t >> 5)] >>> (t & 31)) & 1) return t;
    }
    return -1;
  }

  /** A participant's slot that has a price and stands empty, and a meeting of that participant that may go there. */
  private emptyPlaceOfPerson(): number {
    const { random, state } = this;
    const { slots: T } = state.problem;
    const cell = state.idle.any(random);
    if (cell < 0) return -1;
    const p = Math.floor(cell / T);
    const t = cell - p * T;
    const e = this.meetingFor(p, t);
    return e >= 0 ? e * T + t : -1;
  }

  private meetingFor(p: number, t: number): number {
    const { state, chains } = this;
    const { words: W } = state.problem;
    return this.meetingOf(p, e => state.slotOf[e] !== t && ((chains.allowed[e * W + (t >> 5)] >>> (t & 31)) & 1) === 1);
  }

  /** Any meeting of p that suits, -1 if none does. O(meetings of p). */
  private meetingOf(p: number, suits: (e: number) => boolean): number {
    const { incident, incidentStart } = this.state.problem;
    const from = incidentStart[p];
    const size = incidentStart[p + 1] - from;
    if (size === 0) return -1;
    const start = this.random.below(size);
    for (let i = 0; i < size; i++) {
      const e = incident[from + (start + i < size ? start + i : start + i - size)];
      if (suits(e)) return e;
    }
    return -1;
  }

  /** A slot whose rooms have a price and are not full, and an unheld meeting that may go there. */
  private emptyPlaceOfSlot(duals: Duals): number {
    const { random, state, chains } = this;
    const { slots: T, words: W } = state.problem;
    const t = this.slotWithRoom(duals);
    for (let tries = 0; tries < MEETINGS_TRIED && t >= 0; tries++) {
      const e = state.waiting.any(random);
      if (e < 0) return -1;
      if ((chains.allowed[e * W + (t >> 5)] >>> (t & 31)) & 1) return e * T + t;
    }
    return -1;
  }

  /** The first one from any limit and slot on, -1 if there is none near. */
  private slotWithRoom(duals: Duals): number {
    const { random, state } = this;
    const { slots: T, limits, capacity } = state.problem;
    const cells = limits * T;
    if (cells === 0) return -1;
    const start = random.below(cells);
    for (let k = 0; k < Math.min(cells, CELLS_TRIED); k++) {
      const cell = start + k < cells ? start + k : start + k - cells;
      if (duals.rho[cell] > 0 && state.load[cell] < capacity[cell]) return cell % T;
    }
    return -1;
  }
}

/**
 * Pairs (meeting, slot) whose reduced value is close to the meeting's best: meetings × words, a part of the domain.
 * O(meetings · slots).
 * @param tightness in points
 * @param best reduced value of each meeting in its best slot, where known
 */
export function tightPairs(
  problem: Problem,
  duals: Duals,
  tightness: number,
  best = bestReduced(problem, duals),
): Int32Array {
  const { meetings: E, words: W, domain, must } = problem;
  const allowed = new Int32Array(E * W);
  for (let e = 0; e < E; e++) {
    const least = (must[e] === 1 ? best[e] : Math.max(0, best[e])) - tightness * duals.unit;
    if (best[e] < least) continue;
    for (let k = 0; k < W; k++) {
      for (let word = domain[e * W + k]; word !== 0; word &= word - 1) {
        const low = word & -word;
        if (reducedValue(problem, duals, e, k * 32 + 31 - Math.clz32(low)) >= least) allowed[e * W + k] |= low;
      }
    }
  }
  return allowed;
}
