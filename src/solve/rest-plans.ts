/**
 * Rests of interpreters (`max_consecutive`), planned before meetings are chosen: nothing but the slots in which each may work is
 * left of them then. Linear programs in which interpreters at work are columns say where rests cost least and what they cost at
 * least; programs in whole numbers ask for a schedule that is worth as much. Larger events spread their rests.
 */
import { clearBit, hasBit, type Problem } from '../model/problem.js';
import { interpreterSlots } from '../model/speech.js';
import { activitiesHeld } from './activities.js';
import type { Budget } from './budget.js';
import { exactUnit, type PromiseTerms } from './duals.js';
import { fromAbove } from './from-above.js';
import { boundBy, dearestWork } from './interpreter-rests.js';
import { assignInterpreters } from './interpreters.js';
import { solveKernel } from './kernel.js';
import type { MeetingBounds } from './meeting-bounds.js';
import { pointsOf, withoutPoints } from './meeting-sets.js';
import { MeetingWork } from './meeting-work.js';
import { MipSolver } from './mip.js';
import { promiseTerms } from './promises.js';
import { SimplexSearch } from './simplex.js';

/** Of a slot in which one may work, beside one in which it does; and of another interpreter's absence beside that. */
const SLIGHT = 1e-3;

/** Promises less than the bound that are asked for. */
const MOST_PROMISE_STEPS = 4;

/** Where interpreters rest. */
export interface RestPlan {
  /** Slots in which each interpreter may work, its rests left out: interpreters × words. */
  readonly open: Int32Array;
  /** A schedule whose interpreters find their rests so: slot of each meeting, -1 if not held. */
  readonly slotOf: Int32Array | undefined;
}

/**
 * Slots of each interpreter with rests planned beforehand: whoever works in no other slot has its rests, which are as few as can
 * be, where it is least needed for locked meetings, else where most of the others work.
 * O(interpreters · slots · longest run + meetings).
 */
export function restedSlots(problem: Problem): Int32Array {
  const { slots: T, words: W, event } = problem;
  const open = interpreterSlots(event);
  const needed = lockedFor(problem);
  const count = event.interpreters.length;
  /** Part of the interpreters who are not there, or rest. */
  const away = new Float64Array(T);
  for (let one = 0; one < count; one++) for (let t = 0; t < T; t++) if (!hasBit(open, one * W, t)) away[t] += 1 / count;
  for (const one of whoRests(problem)) {
    // Fewer rests are better, but a locked meeting comes before any of them.
    const worth = away.map((others, t) => 1 + SLIGHT * others + needed[one * T + t] / SLIGHT);
    for (const t of rest(problem, one, open, worth)) away[t] += 1 / count;
  }
  return open;
}

/** Looks for rests that cost least; what it proves holds for every schedule of the event. */
export class RestPlanner {
  private readonly mips = new MipSolver();
  private readonly work: MeetingWork;
  private readonly unit: number;
  /** Of all promises. */
  private readonly all: PromiseTerms;
  private promises: Pick<MeetingBounds, 'promises' | 'promisePrices'>;
  private points: PointsBound | undefined;

  constructor(
    private readonly problem: Problem,
    private readonly budget: Budget,
  ) {
    this.work = new MeetingWork(problem, budget);
    this.unit = exactUnit(problem);
    this.all = promiseTerms(problem);
    this.promises = { promises: this.all.total, promisePrices: undefined };
  }

  /** Whether linear programs tell where to rest: not in larger events, which take too long for them. */
  get isPriced(): boolean {
    return this.work.fitsSimplex;
  }

  async plan(): Promise<RestPlan> {
    const { problem } = this;
    if (!this.isPriced) return { open: restedSlots(problem), slotOf: undefined };
    try {
      const search = (await this.pricePoints(this.all.total)) ?? (await this.settlePromises());
      if (!search) return { open: restedSlots(problem), slotOf: undefined };
      const slotOf = await this.closeFromAbove();
      const open = slotOf && (await this.restsOf(slotOf));
      return open ? { open, slotOf } : { open: await this.restsAlong(search), slotOf: undefined };
    } finally {
      await this.mips.end();
    }
  }

  /** What is proved about schedules that keep as many promises as the one given; `undefined` if that is nothing. */
  async boundsFor(promises: number): Promise<MeetingBounds | undefined> {
    if (this.points && promises < this.points.terms.target) {
      this.points = undefined;
      try {
        await this.pricePoints(promises);
      } finally {
        await this.mips.end();
      }
    }
    const { points } = this;
    return points && { ...this.promises, ...points, fineDuals: points.duals };
  }

  /** Prices of schedules with so many promises; `undefined` where there seem to be none. */
  private async pricePoints(target: number): Promise<SimplexSearch | undefined> {
    const { problem, mips, budget, unit } = this;
    const terms = { ...this.all, target };
    const search = await SimplexSearch.begin(problem, terms, mips, budget, { isRested: true });
    const duals = search?.prices(unit);
    const bound = duals ? boundBy(problem, duals, terms) : Number.POSITIVE_INFINITY;
    if (duals && Number.isFinite(bound)) this.points = { terms, duals, pricedPoints: bound, points: bound };
    return search;
  }

  /** How many promises are kept at most, then prices of schedules with as many. */
  private async settlePromises(): Promise<SimplexSearch | undefined> {
    const { mips, budget, unit, work } = this;
    const problem = withoutPoints(this.problem);
    const terms = { ...this.all, target: 0 };
    const task = { problem, terms, promiseValue: 1, isRested: true };
    const search = await SimplexSearch.begin(problem, terms, mips, budget, task);
    const duals = search?.prices(unit);
    let bound = duals ? boundBy(problem, duals, terms) : Number.POSITIVE_INFINITY;
    if (!duals || !Number.isFinite(bound)) return undefined;
    this.promises = { promises: bound, promisePrices: { duals, bound } };
    for (let i = 0; i < MOST_PROMISE_STEPS && bound > 0; i++) {
      const outcome = await solveKernel(
        { ...task, duals: [duals], value: bound - 1, bound, ...work.fromAbove },
        mips,
        budget,
      );
      if (!outcome?.proved || outcome.slotOf) break;
      bound--;
      this.promises = { ...this.promises, promises: bound };
    }
    return this.pricePoints(bound);
  }

  /** Is there a schedule worth the bound? If not, one worth a step less, two more, four more? */
  private async closeFromAbove(): Promise<Int32Array | undefined> {
    const { problem, mips, budget, work, points } = this;
    if (!points) return undefined;
    const { terms, duals } = points;
    let { points: bound } = points;
    for (const least of fromAbove(bound, work.step)) {
      if (budget.stopped) break;
      const task = { problem, terms, promiseValue: 0, isRested: true, duals: [duals], value: least - 1, bound };
      const outcome = await solveKernel({ ...task, ...work.fromAbove }, mips, budget);
      if (!outcome?.proved) return outcome?.slotOf;
      bound = outcome.slotOf ? pointsOf(problem, outcome.slotOf) : least - 1;
      this.points = { ...points, points: bound };
      if (outcome.slotOf) return outcome.slotOf;
    }
    return undefined;
  }

  /** Where interpreters rest in a schedule; `undefined` where they do not. */
  private async restsOf(slotOf: Int32Array): Promise<Int32Array | undefined> {
    const { problem, budget } = this;
    const activities = activitiesHeld(problem, slotOf);
    const interpreterOf = await assignInterpreters(problem, activities, interpreterSlots(problem.event), budget);
    if (!interpreterOf) return undefined;
    const { slots: T, event } = problem;
    const worth = new Float64Array(event.interpreters.length * T).fill(SLIGHT);
    interpreterOf.forEach((one, i) => {
      if (one >= 0) worth[one * T + activities.slotOf[i]] = 1;
    });
    const open = interpreterSlots(event);
    for (const one of whoRests(problem)) rest(problem, one, open, worth.subarray(one * T, (one + 1) * T));
    return open;
  }

  /** One after the other rests where it works least in the best solution in fractions, in which the others then make up for it. */
  private async restsAlong(search: SimplexSearch): Promise<Int32Array> {
    const { problem } = this;
    const { slots: T, event, words: W } = problem;
    const open = interpreterSlots(event);
    let { work } = search;
    for (const one of whoRests(problem)) {
      const worth = work.subarray(one * T, (one + 1) * T).map(share => Math.max(0, share) + SLIGHT);
      const rested = rest(problem, one, open, worth);
      if (rested.every(t => worth[t] < 2 * SLIGHT)) continue;
      const upper = Float64Array.from(work, (_, i) => (hasBit(open, Math.floor(i / T) * W, i % T) ? 1 : 0));
      work = (await search.workWithin(upper)) ?? work;
    }
    return open;
  }
}

type PointsBound = Pick<MeetingBounds, 'terms' | 'duals' | 'pricedPoints' | 'points'>;

function whoRests({ event }: Problem): number[] {
  return event.interpreters.flatMap(({ maxConsecutive }, one) => (maxConsecutive === undefined ? [] : [one]));
}

/** Leaves an interpreter the slots that are worth most together and leave it its rests; returns the others in which it is there. */
function rest(problem: Problem, one: number, open: Int32Array, worth: Float64Array): number[] {
  const { slots: T, words: W } = problem;
  // Whoever assigns interpreters lets a run go on from one day to the next where its session does.
  const { slots } = dearestWork({ ...problem, day: new Int32Array(T) }, one, open, worth);
  const rested = Array.from(worth.keys()).filter(t => hasBit(open, one * W, t) && !slots.includes(t));
  for (const t of rested) clearBit(open, one * W, t);
  return rested;
}

/** How far each interpreter is needed in each slot for locked meetings, of which any of some may serve each. */
function lockedFor({ event, slots: T, kind, kindInterpreters, lockedSlot }: Problem): Float64Array {
  const needed = new Float64Array(event.interpreters.length * T);
  lockedSlot.forEach((t, e) => {
    const able = kindInterpreters[kind[e]];
    if (t >= 0) for (const one of able) needed[one * T + t] += 1 / able.length;
  });
  return needed;
}
