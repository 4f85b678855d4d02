/**
 * Prices by the primal–dual hybrid gradient method on the time-indexed linear relaxation, each meeting's slot vector
 * projected on {x ≥ 0, Σx ≤ 1}. Chambolle & Pock 2011, doi:10.1007/s10851-010-0251-1; diagonal steps: Pock & Chambolle 2011,
 * doi:10.1109/ICCV.2011.6126441; restarts, and the balance of steps: Applegate et al. 2021, "Practical large-scale linear
 * programming using primal-dual hybrid gradient"; between restarts reflected steps, each drawn back to where they began: Lu & Yang
 * 2024, "Restarted Halpern PDHG for linear programming" (a quarter of the iterations that averages took). One iteration is
 * O(active pairs + (people + limits + kinds) · slots); the result is a bound whatever it reached.
 * After the first run pairs (meeting, slot) that the prices make hopeless wait until prices call them back (sifting: Bixby,
 * Gregory, Lustig, Marsten & Shanno 1992, doi:10.1287/opre.40.5.885). Bounds are always taken over all pairs.
 */
import type { Problem } from '../model/problem.js';
import { type AlikeSlots, fold, unfold } from './alike-slots.js';
import type { Budget } from './budget.js';
import { CoarsePrices } from './coarse-prices.js';
import { boundInPoints, type Duals, evaluateBound, exactUnit, type PromiseTerms, zeroDuals } from './duals.js';
import { pricesOfSets } from './meeting-sets.js';
import { nameOf, type OddSet, oddPrices, violatedSets } from './odd-sets.js';
import {
  activePairs,
  type Carried,
  carriedFrom,
  drawnBack,
  NAMES,
  openSpace,
  PLAIN,
  PRICES,
  rebalanced,
  SIFT_FROM,
  type Start,
  type Task,
  type Vectors,
  type Workspace,
} from './price-space.js';
import { dualStep, primalStep } from './price-steps.js';
import { Restarts } from './restarts.js';
import { Rests } from './rests.js';

/** Iterations between two looks at what they prove, at least: a look takes as long as some of them. */
const LOOK = 60;
/** From so many meetings hopeless pairs are to be left out as soon as prices tell: turns end twice as often. */
export const HUGE = 500_000;
/**
 * Mean points that a pair may lose against its meeting's best and still take part; twice as many from each turn on that proved no
 * more than the one before: what is left out may then be what is missing, and prices swing between two such choices.
 */
const REACH = 1;
const MOST_REACH = 8;
/** In huge events memory is short; where promises are all that counts, one of them is the unit. */
const NARROW_REACH = 0.25;
/** Of coarse prices: iterations between two looks at least, and in all; a look that takes less than this part off the bound is the last. */
const COARSE_LOOK = 40;
const MOST_COARSE_ITERATIONS = 480;
const NEGLIGIBLE = 5e-5;
/** Meetings looked at between two breaths: some 50 milliseconds. */
const MEETINGS_A_BREATH = 4e6;
/** Pairs looked at between two breaths: some 50 milliseconds. */
const PAIRS_A_BREATH = 2e6;
/**
 * Parts of a point to which prices are also rounded: best prices are often whole or simple fractions of points, and
 * rounding jumps onto them hundreds of iterations before the iterates arrive.
 */
const SIMPLE_PARTS = [1, 2, 4];
/** Mean points of a meeting above which no whole points are tried: iterates are hundreds of them off. */
const DEAR = 65_536;

/** Prices of alike slots once, and what they prove. */
interface Found {
  readonly duals: Duals;
  readonly value: number;
}

/** How long prices are sought. */
export interface PriceTurns {
  /** At most. */
  readonly turns: number;
  /** Of a turn. */
  readonly iterations: number;
  /** Turns in a row that may gain next to nothing. */
  readonly patience: number;
  /** Part of the bound that is next to nothing. */
  readonly negligible: number;
}

export class PriceSearch {
  /**
   * Best prices that were not rounded to simple parts: they lie inside the set of best ones and tell more of what all best
   * schedules share.
   */
  fine: Duals;
  /** Best prices so far and the bound they prove, in integer points. */
  best: Duals;
  bound = Number.POSITIVE_INFINITY;
  /** The same before the floor, for measuring progress. */
  exactBound = Number.POSITIVE_INFINITY;

  private readonly task: Task;
  /** Prices are rounded to multiples of one part in so many. */
  readonly unit: number;
  private space: Workspace | undefined;
  private fineBound = Number.POSITIVE_INFINITY;
  private readonly restarts = new Restarts();
  /** Whether a restart follows the next step, which is a plain one. */
  private isDue = false;
  /** Iterations in all at the last look. */
  private lookedAt = 0;
  private found: { fine?: Found; best?: Found } = {};
  /** What iterates begin with. */
  private start: Start | undefined;
  /** Iterates of another search, with which this one begins. */
  private carried: Carried | undefined;
  private reach: number;
  /** What was proved when pairs were chosen last. */
  private provedBefore = Number.POSITIVE_INFINITY;
  private sets: readonly OddSet[] = [];

  constructor(
    readonly problem: Problem,
    readonly terms: PromiseTerms,
    /** Given: every promise is worth this many points, and `terms.target` is not asked for (0). */
    promiseValue?: number,
    /** Given: alike slots are priced alike, and no odd sets are looked for. */
    private readonly alike?: AlikeSlots,
  ) {
    const forced = terms.target === terms.total && promiseValue === undefined;
    const total = problem.points.reduce((sum, w) => sum + w, 0);
    const scale = total > 0 ? total / problem.meetings : 1;
    const width = alike?.width ?? new Float64Array(problem.slots).fill(1);
    // Slots that are priced alike are no neighbours any more.
    const rests = alike ? undefined : Rests.of(problem);
    this.task = { problem: { ...problem, ...alike?.folded }, rests, width, terms, forced, promiseValue, scale };
    this.unit = exactUnit(problem);
    const isHuge = problem.meetings > HUGE;
    this.reach = isHuge || promiseValue !== undefined ? NARROW_REACH : REACH;
    this.best = zeroDuals(problem, this.unit);
    this.fine = this.best;
    this.consider({ ...this.best, sigma: Math.round((promiseValue ?? 0) * this.unit) });
  }

  /**
   * Keeps prices from elsewhere if they prove more. Returns their bound in points, before the floor.
   * @param isFine whether they lie inside the set of best ones, if they are best
   */
  consider(duals: Duals, isFine = duals.unit === this.unit): number {
    const exact = evaluateBound(this.problem, duals, this.terms);
    if (exact === undefined) return Number.POSITIVE_INFINITY;
    const value = exact / duals.unit;
    if (isFine && value < this.fineBound) {
      this.fineBound = value;
      this.fine = duals;
    }
    if (value < this.exactBound) {
      this.exactBound = value;
      this.bound = boundInPoints(exact, duals.unit);
      this.best = duals;
    }
    return value;
  }

  /**
   * Prices where slots matter by the hour alone, as far as that pays. Nothing where slots differ from meeting to meeting.
   * Resolves to whether work may go on.
   */
  async runCoarsely(fraction: Float64Array, budget: Budget): Promise<boolean> {
    // Folded they come to other prices, which finer ones gain less from: worth it where memory is short.
    const alike = this.problem.meetings > HUGE ? this.alike : undefined;
    const coarse = CoarsePrices.of(this.problem, this.terms, { fraction, duals: this.best }, alike);
    const breath = Math.max(1, Math.floor(MEETINGS_A_BREATH / this.problem.meetings));
    for (let i = 1, lookedAt = 0; coarse && i <= MOST_COARSE_ITERATIONS; i++) {
      const canBeRead = coarse.iterate();
      if (i % breath === 0 && !(await budget.breathe())) break;
      if (!canBeRead || i - lookedAt < COARSE_LOOK) continue;
      lookedAt = i;
      const before = this.provedSoFar;
      const duals = coarse.read(this.unit);
      alike ? this.offer(duals) : this.consider(duals);
      if (before - this.provedSoFar < before * NEGLIGIBLE) break;
    }
    this.unfoldFound();
    return !budget.stopped;
  }

  /** What prices prove that may still wait to be unfolded. */
  private get provedSoFar(): number {
    return this.found.best?.value ?? this.exactBound;
  }

  /**
   * The first run of iterations goes on from the best prices, and looks only at the pairs that these leave.
   * @param slotOf a schedule that it goes on from as well
   */
  startFromBest(slotOf?: Int32Array): void {
    const { alike, best } = this;
    this.start = {
      duals: alike ? fold(alike, best) : best,
      slotOf: alike ? slotOf?.map(t => (t < 0 ? t : alike.kindOf[t])) : slotOf,
    };
  }

  /** Runs some iterations; the bound never gets worse. */
  run(iterations: number): void {
    const space = this.reopened();
    for (let i = 1; i <= iterations; i++) this.iterate(space, i === iterations);
    this.unfoldFound();
  }

  /** The same, stopping early with the budget. Resolves to whether work may go on. */
  async runWithin(iterations: number, budget: Budget): Promise<boolean> {
    const space = this.reopened();
    const breath = Math.max(1, Math.floor(PAIRS_A_BREATH / Math.max(1, space.pairSlot.length)));
    let goesOn = true;
    for (let i = 1; goesOn && i <= iterations; i++) {
      this.iterate(space, i === iterations);
      if (i % breath === 0 || i === iterations) goesOn = await budget.breathe();
    }
    this.unfoldFound();
    return goesOn;
  }

  /** Turns of so many iterations, until `patience` of them in a row bring the bound down by no more than a negligible part of it. */
  async runInTurns(how: PriceTurns, budget: Budget): Promise<void> {
    for (let turn = 0, idle = 0; turn < how.turns && idle < how.patience; turn++) {
      const enough = this.exactBound * (1 - how.negligible);
      if (!(await this.runWithin(how.iterations, budget))) return;
      idle = this.exactBound < enough ? 0 : idle + 1;
    }
  }

  /** @param isLast of this run: what it comes to is looked at */
  private iterate(space: Workspace, isLast: boolean): void {
    const { moved, balance } = space;
    const { restarts } = this;
    restarts.step();
    space.blend = isLast || this.isDue ? PLAIN : drawnBack(restarts.part);
    moved.values = 0;
    moved.prices = 0;
    primalStep(space);
    dualStep(space);
    if (isLast || (this.isDue && restarts.total - this.lookedAt >= LOOK)) this.look(space);
    if (this.isDue) this.restart(space);
    else this.isDue = restarts.isDue(Math.sqrt(moved.values / balance + moved.prices * balance));
  }

  /** What the iterates prove, which the last step has left without blending. */
  private look(space: Workspace): void {
    this.lookedAt = this.restarts.total;
    const { now } = space;
    this.offer(this.rounded(now, this.unit));
    if (this.task.scale > DEAR) return;
    for (const parts of SIMPLE_PARTS) if (parts < this.unit) this.offer(this.rounded(now, parts));
  }

  /** Over other pairs where these are sifted, and with the odd sets added since. */
  private reopened(): Workspace {
    const { problem, sets, task, start } = this;
    const sifts = (this.space ?? start) !== undefined && problem.meetings >= SIFT_FROM;
    if (this.space && !sifts && this.space.sets === sets) return this.space;
    this.beginAnew();
    const earlier = this.space ? carriedFrom(this.space) : this.carried;
    this.carried = undefined;
    // What is not carried over makes room for its successor.
    this.space = undefined;
    const guide = !sifts ? undefined : earlier ? this.rounded(earlier.now, this.unit) : start?.duals;
    if (earlier && this.exactBound >= this.provedBefore) this.reach = Math.min(MOST_REACH, 2 * this.reach);
    this.provedBefore = this.exactBound;
    this.space = openSpace(task, activePairs(task, guide, this.reach), sets, earlier, start);
    this.start = undefined;
    return this.space;
  }

  /** From the last plain step on, with steps whose lengths suit the way from the last restart. O(active pairs + people · slots). */
  private restart(space: Workspace): void {
    const { now, first, steps, pairStart, pairSlot, active } = space;
    const { width, problem } = this.task;
    let [ofValues, ofPrices] = [0, 0];
    for (let m = 0; m < active.length; m++)
      for (let i = pairStart[m]; i < pairStart[m + 1]; i++)
        ofValues += (width[pairSlot[i]] * (now.x[i] - first.x[i]) ** 2) / space.primalStep[m];
    for (const name of PRICES) {
      const ofSlots = name === 'pi' || name === 'rho';
      for (let k = 0; k < now[name].length; k++) {
        const alike = ofSlots ? width[k % problem.slots] : 1;
        if (steps[name][k] > 0) ofPrices += (alike * (now[name][k] - first[name][k]) ** 2) / steps[name][k];
      }
    }
    space.balance = rebalanced(space.balance, ofValues, ofPrices);
    for (const name of NAMES) first[name].set(now[name]);
    this.beginAnew();
  }

  private beginAnew(): void {
    this.restarts.begin();
    this.isDue = false;
  }

  /** As `consider`, of prices that the search has found: those of alike slots once wait for `unfoldFound`. */
  private offer(duals: Duals): number {
    const { alike, task, terms, found } = this;
    if (!alike) return this.consider(duals);
    const exact = evaluateBound(task.problem, duals, terms, undefined, task.width) ?? Number.POSITIVE_INFINITY;
    const value = exact / duals.unit;
    if (duals.unit === this.unit && value < (found.fine?.value ?? this.fineBound)) found.fine = { duals, value };
    if (value < this.provedSoFar) found.best = { duals, value };
    return value;
  }

  /** Evaluates over all slots what proved most of those offered. */
  private unfoldFound(): void {
    const { alike, problem } = this;
    const { fine, best } = this.found;
    const isHuge = problem.meetings > HUGE;
    this.found = {};
    for (const one of new Set(isHuge ? [best] : [fine, best]))
      if (alike && one) this.consider(unfold(alike, problem, one.duals));
    // A list of the prices of a huge event takes tens of megabytes.
    if (isHuge) this.fine = this.best;
  }

  private rounded(vectors: Vectors, unit: number): Duals {
    const factor = this.task.scale * unit;
    const round = (list: Float64Array): Float64Array => list.map(value => Math.round(value * factor));
    const theta = round(vectors.theta);
    // All promises kept: any σ above every θ gives the same bound. Else θ must not exceed σ.
    const sigma = this.task.forced
      ? theta.reduce((most, value) => Math.max(most, value), 0)
      : Math.round(vectors.sigma[0] * factor);
    for (let p = 0; p < theta.length; p++) if (theta[p] > sigma) theta[p] = sigma;
    const odd = oddPrices(this.problem, this.sets, round(vectors.kappa));
    const pi = round(vectors.pi);
    const { rests } = this.task;
    const windows = rests && round(vectors.rest);
    if (windows) rests.spread(windows, pi);
    const { rho, mu, set } = vectors;
    return {
      unit,
      pi,
      rests: windows,
      rho: round(rho),
      mu: round(mu),
      theta,
      sigma,
      odd,
      sets: this.problem.sets && pricesOfSets(this.problem, round(set), unit),
    };
  }

  /**
   * Gives the memory of the iterates back; a later run would start anew.
   * Returns how much of each meeting they held last, from 0 to 1; `undefined` without any.
   */
  rest(): Float32Array | undefined {
    const { space } = this;
    this.space = undefined;
    if (!space) return undefined;
    const held = new Float32Array(this.problem.meetings);
    const { active, pairStart, pairSlot, now } = space;
    const { width } = this.task;
    active.forEach((e, m) => {
      let sum = 0;
      for (let i = pairStart[m]; i < pairStart[m + 1]; i++) sum += width[pairSlot[i]] * now.x[i];
      held[e] = Math.min(1, Math.max(0, sum));
    });
    return held;
  }

  /** How much of each pair the last iterate holds, meetings × slots; 0 of those that do not take part. */
  values(): Float64Array {
    const { slots: T, meetings: E } = this.problem;
    const values = new Float64Array(E * T);
    if (!this.space) return values;
    const { active, pairStart, pairSlot, now } = this.space;
    active.forEach((e, m) => {
      for (let i = pairStart[m]; i < pairStart[m + 1]; i++) values[e * T + pairSlot[i]] = now.x[i];
    });
    return values;
  }

  /** A search that goes on from this one where less of the same event is open. */
  goneOn(problem: Problem): PriceSearch {
    const next = new PriceSearch(problem, this.terms);
    next.consider(this.best);
    next.carried = this.space && carriedFrom(this.space);
    return next;
  }

  /** Adds odd sets that the last iterate violates; returns how many. The bound can only gain from them. */
  addOddSets(most: number): number {
    if (!this.space || this.alike) return 0;
    const { slots: T } = this.problem;
    const x = this.values();
    const known = new Set(this.sets.map(nameOf));
    const violated = violatedSets(this.problem, (e, t) => x[e * T + t]).filter(set => !known.has(nameOf(set)));
    // Another list begins another workspace.
    if (violated.length > 0) this.sets = [...this.sets, ...violated.slice(0, most)];
    return Math.min(most, violated.length);
  }
}
