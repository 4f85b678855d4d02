/**
 * Slots, one after the other: the meetings of one are a matching, which a small program finds, of what they bring beyond what prices
 * say they would bring in other slots; then it stays, and those that are left are priced anew (relax and fix: Dillenberger, Escudero,
 * Wollensak & Zhang 1994, "On practical resource allocation for production planning and scheduling with period overlapping setups").
 * First all slots, then some at a time, while all others stay as they are (Shaw 1998, doi:10.1007/3-540-49481-2_30): their relaxation
 * tells beforehand whether that is in vain. Where nearly everyone's time is taken, meetings hardly find a place by moving others, and
 * this gains most of what they miss. Nothing is claimed of bounds.
 */
import { degreesOf, hasBit, type Problem, setBit, usedSlots } from '../model/problem.js';
import type { Annealer } from './anneal.js';
import type { Budget } from './budget.js';
import { bestReduced, type Duals, type PromiseTerms, reducedValue } from './duals.js';
import { pointsOf } from './meeting-sets.js';
import type { MipSolver } from './mip.js';
import { PriceSearch } from './prices.js';
import { weightsOf } from './promises.js';
import type { Random } from './random.js';
import { movableMeetings, programOf, scheduleOf, type Window } from './window.js';

/** Prices of the slots at hand, and after each that is fixed. */
const FIRST_PRICES = { turns: 8, iterations: 120, patience: 1, negligible: 5e-6 } as const;
const NEXT_PRICES = { ...FIRST_PRICES, turns: 3 } as const;
/** In mean points: what a meeting of the slot may lose against its best one, and what being in the relaxation's solution counts. */
const REACH = 0.3;
const GUIDANCE = 0.03;
/** Part of a meeting that the relaxation holds in the slot, from which it takes part whatever it loses. */
const SHARE = 0.02;
/** Of one slot's program. */
const NODES = 50;
const ITERATIONS = 5000;
/** Slots at a time to begin with and at most, and how many times as many after each round in vain. */
const SLOTS = { first: 6, most: 12, wider: 1.1 } as const;
/** Of all of an event's. */
const PART_OF_SLOTS = 0.5;
const ROUNDS = 14;
const MOST_IN_VAIN = 6;

interface Outcome {
  readonly slotOf: Int32Array;
  readonly worth: number;
}

export class SlotBySlot {
  /** 1 for meetings that are not locked either: the others stay where they are. */
  private readonly movable: Uint8Array;
  private readonly slots: readonly number[];
  private readonly meanPoints: number;
  private readonly weights: { readonly promise: number; readonly must: number };
  /** Promises have their prices, whichever slot keeps them. */
  private readonly unpromised: Problem;

  /** @param duals of the whole event, with which prices of some slots begin */
  constructor(
    private readonly problem: Problem,
    private readonly terms: PromiseTerms,
    private readonly duals: Duals,
    private readonly mips: MipSolver,
    private readonly random: Random,
    private readonly budget: Budget,
  ) {
    const { points, lockedSlot } = problem;
    this.movable = movableMeetings(problem).map((movable, e) => (lockedSlot[e] < 0 ? movable : 0));
    this.unpromised = { ...problem, minMeetings: new Int32Array(problem.participants) };
    this.weights = weightsOf(problem);
    const used = usedSlots(problem);
    this.slots = Array.from({ length: problem.slots }, (_, t) => t).filter(t => hasBit(used, 0, t));
    this.meanPoints = points.reduce((sum, w) => sum + w, 0) / Math.max(1, problem.meetings);
  }

  /**
   * Goes on from the best schedule, which keeps all promises asked for, until nothing is gained any more, nothing better can exist or the
   * budget ends. A slot takes O(iterations · meetings · slots) and a program of its meetings.
   * @param onBetter called after each gain
   */
  async improve(annealer: Annealer, onBetter: () => void): Promise<void> {
    const { random, slots } = this;
    this.mips.allow(Number.POSITIVE_INFINITY);
    let best: Outcome = { slotOf: annealer.best.slice(), worth: this.worthOf(annealer.best) };
    const consider = (found: Outcome | undefined): void => {
      if (!found || found.worth < best.worth || !annealer.take(found.slotOf)) return;
      const isBetter = found.worth > best.worth;
      // What is worth the same may open another way.
      best = found;
      if (isBetter) onBetter();
    };
    consider(await this.chosenAnew(slots, best.slotOf));
    const most = Math.min(SLOTS.most, Math.ceil(PART_OF_SLOTS * slots.length));
    let width: number = SLOTS.first;
    let inVain = 0;
    const rounds = this.budget.amount(ROUNDS);
    for (let round = 0; round < rounds && inVain < MOST_IN_VAIN && !annealer.done && !this.budget.stopped; round++) {
      const count = Math.min(most, Math.round(width));
      const first = random.below(slots.length - count + 1);
      const some = round % 2 === 0 ? slots.slice(first, first + count) : this.drawn(count);
      const before = best.worth;
      consider(await this.chosenAnew(some, best.slotOf, best.worth));
      inVain = best.worth > before ? 0 : inVain + 1;
      if (inVain > 0) width *= SLOTS.wider;
    }
  }

  private drawn(count: number): number[] {
    const left = [...this.slots];
    return Array.from({ length: count }, () => left.splice(this.random.below(left.length), 1)[0]);
  }

  /**
   * The schedule with these slots emptied and filled anew, one after the other; `undefined` where the budget ends, a program is not
   * solved, or prices tell beforehand that it will not be worth more, or later that it will not be worth as much.
   * @param worth of the schedule at hand; default: whatever comes out is of interest
   */
  private async chosenAnew(
    slots: readonly number[],
    from: Int32Array,
    worth = Number.NEGATIVE_INFINITY,
  ): Promise<Outcome | undefined> {
    const { budget, terms } = this;
    const open = new Set(slots);
    let slotOf: Int32Array = from.map((t, e) => (open.has(t) && this.movable[e] === 1 ? -1 : t));
    let search = new PriceSearch(this.leftWith(slotOf, open), terms);
    search.consider(this.duals);
    search.startFromBest(from);
    await search.runInTurns(FIRST_PRICES, budget);
    if (search.bound <= worth) return undefined;
    while (open.size > 0) {
      const values = search.values();
      const slot = this.mostDecided(open, values);
      const next = await this.filled(slot, slotOf, search, values);
      if (!next || !(await budget.breathe())) return undefined;
      slotOf = next;
      open.delete(slot);
      if (open.size === 0) break;
      search = search.goneOn(this.leftWith(slotOf, open));
      await search.runInTurns(NEXT_PRICES, budget);
      if (search.bound < worth) return undefined;
    }
    return { slotOf, worth: this.worthOf(slotOf) };
  }

  /** The event in which held meetings stay, and others come into open slots alone. O(meetings · words). */
  private leftWith(slotOf: Int32Array, open: ReadonlySet<number>): Problem {
    const { problem, movable } = this;
    const { words: W } = problem;
    const mask = new Int32Array(W);
    for (const t of open) setBit(mask, 0, t);
    const domain = problem.domain.map((word, i) => (movable[Math.floor(i / W)] === 1 ? word & mask[i % W] : 0));
    const must = problem.must.slice();
    slotOf.forEach((t, e) => {
      if (t < 0) return;
      domain.fill(0, e * W, (e + 1) * W);
      setBit(domain, e * W, t);
      must[e] = 1;
    });
    return { ...problem, domain, must };
  }

  /** The slot of which the relaxation leaves the least open. O(meetings · open slots). */
  private mostDecided(open: ReadonlySet<number>, values: Float64Array): number {
    const { slots: T, meetings: E } = this.problem;
    const undecided = (t: number): number => {
      let sum = 0;
      for (let e = 0; e < E; e++) sum += Math.min(values[e * T + t], 1 - values[e * T + t]);
      return sum;
    };
    const [[slot]] = Array.from(open, t => [t, undecided(t)] as const).sort((x, y) => x[1] - y[1] || x[0] - y[0]);
    return slot;
  }

  /** With a best matching in one slot, by prices; `undefined` where its program is not solved. O(meetings · slots) and the program. */
  private async filled(
    slot: number,
    slotOf: Int32Array,
    { problem, best: duals }: PriceSearch,
    values: Float64Array,
  ): Promise<Int32Array | undefined> {
    const { meanPoints } = this;
    const { meetings: E, words: W, slots, a, b, domain, kind, kindLimits, must } = problem;
    const best = bestReduced(problem, duals);
    const meeting: number[] = [];
    const cost: number[] = [];
    const takesPart = new Uint8Array(E);
    for (let e = 0; e < E; e++) {
      if (slotOf[e] >= 0 || !hasBit(domain, e * W, slot)) continue;
      const gain = reducedValue(problem, duals, e, slot) - (must[e] === 1 ? best[e] : Math.max(0, best[e]));
      const share = values[e * slots + slot];
      if (-gain > REACH * meanPoints * duals.unit && share < SHARE) continue;
      takesPart[e] = 1;
      meeting.push(e);
      // What places and rooms cost is left to the program.
      let paid = duals.pi[a[e] * slots + slot] + duals.pi[b[e] * slots + slot];
      for (const limit of kindLimits[kind[e]]) paid += duals.rho[limit * slots + slot];
      cost.push((gain + paid) / duals.unit + GUIDANCE * meanPoints * share);
    }
    if (meeting.length === 0) return slotOf;
    const window: Window = { takesPart, meeting, slot: meeting.map(() => slot) };
    // Nothing is held in the slot yet: that is no start.
    const { start: _none, ...program } = programOf(this.unpromised, window, slotOf);
    const costs = program.cost.map((own, column) => cost[column] ?? own);
    const limits = { mostNodes: NODES, mostIterations: ITERATIONS };
    const answer = await this.mips.solve({ ...program, ...limits, cost: costs }, this.budget);
    return answer?.values && scheduleOf(answer.values, window, slotOf);
  }

  /** Points, far beyond them promises, and beyond these musts. */
  private worthOf(slotOf: Int32Array): number {
    const { problem, weights } = this;
    const { possible } = this.terms;
    const lacking = degreesOf(problem, slotOf).reduce((sum, n, p) => sum + Math.max(0, possible[p] - n), 0);
    const open = slotOf.reduce((sum, t, e) => (t < 0 ? sum + problem.must[e] : sum), 0);
    return pointsOf(problem, slotOf) - weights.promise * lacking - weights.must * open;
  }
}
