/**
 * Windows: some meetings, and those not held, are chosen anew by a program, in fractions and then in whole numbers near them, while
 * the rest stays where it is. What annealing leaves to gain takes many steps at once, which such a program sees and chains do not
 * (large neighbourhood search: Shaw 1998, doi:10.1007/3-540-49481-2_30). All meetings of a few slots, of some people, or all that may
 * come into one slot in which something of a price is unused: where nearly everyone is short of it, that is a perfect matching to be
 * found in a sparse graph. What gains the most comes the most often. Nothing is claimed of bounds.
 */
import { degreesOf, type Problem } from '../model/problem.js';
import type { Annealer } from './anneal.js';
import type { Budget } from './budget.js';
import type { Duals } from './duals.js';
import { pointsOf } from './meeting-sets.js';
import { type MipAnswer, MipSolver } from './mip.js';
import { weightsOf } from './promises.js';
import type { Random } from './random.js';
import { keepsRests } from './rests.js';
import { leftBy, programOf, scheduleOf, type Window } from './window.js';
import { WindowPicker } from './window-picks.js';

/** How large windows are, and how much is done in all in each of the two threads. */
export interface WindowPlan {
  /** Slots are added to a window of slots until it has so many pairs, from two on; people to one of people. */
  readonly slotPairs: number;
  readonly peoplePairs: number;
  /** Pairs that lose no more than so much, in mean points, take part in windows of slots and of people. */
  readonly tightness: number;
  /** From round to round they become larger, up to so many times. */
  readonly widest: number;
  /** Of a window about one slot at most. */
  readonly aboutPairs: number;
  /** Rounds of two windows side by side, their pairs in all, and their iterations of simplex. */
  readonly rounds: number;
  readonly pairs: number;
  readonly iterations: number;
  /** Iterations of one window. */
  readonly mostIterations: Readonly<Record<'about' | 'others', number>>;
}

/** Windows about one slot, which are larger, of a few slots, and of some people. */
const SORTS = ['about', 'slots', 'people'] as const;
type Sort = (typeof SORTS)[number];

/** Rounds in a row in which nothing was gained. */
const MOST_IN_VAIN = 6;
/** With each round windows of slots and of people become so many times as large. */
const WIDER = 1.3;
/** Of one window: branches, and iterations of simplex, some and so many for each pair. */
const NODES = 50;
const ITERATIONS = { some: 1000, eachPair: 3 } as const;
/** Pairs of any window after many that were too much, and the part of its pairs that the next after one may have. */
const FEWEST_PAIRS = 250;
const PART_AFTER_TOO_MUCH = 0.7;
/** And so many times as many after windows that took less than they might, and gained nothing. */
const TIMES_AFTER_TOO_LITTLE = 1.2;
/** Nor does it end before such a part of its iterations was in vain: small windows are soon closed. */
const PART_IN_VAIN = 0.2;
/** So much of what a sort of windows gained and took counts after the next one. */
const REMEMBERED = 0.7;

export class Windows {
  /** Slots about which a window was opened, and what was lost there: while that is so, another would hardly find more. */
  private readonly tried = new Map<number, number>();
  /** Pairs of the windows that follow at most: fewer after one that was too much. */
  private readonly mostPairs: Record<Sort, number>;
  /** Times the pairs of the plan: what smaller windows have left takes larger ones. */
  private width = 1;
  private readonly promiseValue: number;
  /** Round in which a sort came last. */
  private readonly last = { about: -1, slots: -1, people: -1 };
  /** What each sort of windows gained in worth, and the iterations they took, the latest most. */
  private readonly gained = { about: 0, slots: 0, people: 0 };
  private readonly taken = { about: 0, slots: 0, people: 0 };

  constructor(
    private readonly problem: Problem,
    private readonly mips: MipSolver,
    private readonly random: Random,
    private readonly plan: WindowPlan,
  ) {
    this.promiseValue = weightsOf(problem).promise;
    const any = Number.POSITIVE_INFINITY;
    this.mostPairs = { about: plan.aboutPairs, slots: any, people: any };
  }

  /**
   * Opens windows of the best schedule until that is enough, the budget ends or nothing is gained any more: two at a
   * time, each in a thread of its own. Each program is exponential in its pairs at worst, and bounded by nodes; the rest is
   * O(meetings · slots + people · slots) a window.
   * @param onBetter called after each gain
   * @param isEnough default: nothing better can exist
   * @param seeksPromises whether more promises may be kept: then windows begin with those who lack one; default no
   */
  async improve(
    annealer: Annealer,
    duals: Duals,
    budget: Budget,
    onBetter: () => void,
    isEnough = (): boolean => annealer.done,
    seeksPromises = false,
  ): Promise<void> {
    const { problem, random, plan } = this;
    const beside = new MipSolver();
    const solvers = [this.mips, beside];
    const picker = new WindowPicker(problem, duals, annealer.meanPoints, random, seeksPromises, plan.tightness);
    let slotOf: Int32Array = annealer.best.slice();
    let pairsLeft = plan.pairs;
    try {
      for (const solver of solvers) solver.allow(plan.iterations);
      let inVain = 0;
      let takenInVain = 0;
      const isVain = (): boolean => inVain >= MOST_IN_VAIN && takenInVain >= PART_IN_VAIN * plan.iterations;
      for (let i = 0; i < plan.rounds && !isVain() && !isEnough(); i++) {
        if (pairsLeft <= 0 || !solvers.every(solver => solver.mayGoOn)) return;
        const { sort, windows } = this.next(picker, i, slotOf);
        const limits = windows.map(window => this.iterationsFor(sort, window));
        pairsLeft -= Math.max(...windows.map(window => window.meeting.length));
        const answers = await Promise.all(
          windows.map((window, k) => this.ask(solvers[k], window, slotOf, limits[k], budget)),
        );
        if (answers.includes(undefined) || !(await budget.breathe())) return;
        windows.forEach((window, k) => {
          if (answers[k]!.iterations >= limits[k]) this.shrinkBelow(sort, window);
        });
        const before = slotOf;
        answers.forEach((answer, k) => {
          if (answer?.values) slotOf = this.joined(before, slotOf, scheduleOf(answer.values, windows[k], before));
        });
        const most = Math.max(...answers.map(answer => answer!.iterations));
        const gain = this.worthOf(slotOf) - this.worthOf(before);
        inVain++;
        takenInVain += most;
        this.width = Math.min(this.plan.widest, WIDER * this.width);
        this.remember(sort, gain, most);
        if (gain === 0 && answers.every((answer, k) => answer!.iterations < limits[k])) this.growAgain(sort);
        if (gain === 0) continue;
        if (!annealer.take(slotOf)) {
          slotOf = before;
          continue;
        }
        inVain = 0;
        takenInVain = 0;
        onBetter();
      }
    } finally {
      await beside.end();
    }
  }

  private iterationsFor(sort: Sort, { meeting }: Window): number {
    const most = this.plan.mostIterations[sort === 'about' ? 'about' : 'others'];
    return Math.min(most, ITERATIONS.some + ITERATIONS.eachPair * meeting.length);
  }

  private shrinkBelow(sort: Sort, { meeting }: Window): void {
    const { mostPairs } = this;
    mostPairs[sort] = Math.max(FEWEST_PAIRS, Math.min(mostPairs[sort], PART_AFTER_TOO_MUCH * meeting.length));
  }

  private growAgain(sort: Sort): void {
    const most = sort === 'about' ? this.plan.aboutPairs : Number.POSITIVE_INFINITY;
    this.mostPairs[sort] = Math.min(most, TIMES_AFTER_TOO_LITTLE * this.mostPairs[sort]);
  }

  private remember(sort: Sort, gain: number, iterations: number): void {
    this.gained[sort] = REMEMBERED * this.gained[sort] + gain;
    this.taken[sort] = REMEMBERED * this.taken[sort] + Math.max(1, iterations);
  }

  /**
   * Mostly of the sort that gained the most for its iterations, in one round of four of the one that has not come for the longest
   * (Ropke & Pisinger 2006, doi:10.1287/trsc.1050.0135).
   */
  private next(picker: WindowPicker, round: number, slotOf: Int32Array): { sort: Sort; windows: Window[] } {
    const byAge = SORTS.toSorted((x, y) => this.last[x] - this.last[y]);
    const order = round % 4 === 3 ? byAge : byAge.toSorted((x, y) => this.compareRates(x, y));
    for (const sort of order) {
      const windows = this.windowsOf(sort, picker, slotOf);
      if (windows.length === 0) continue;
      this.last[sort] = round;
      return { sort, windows };
    }
    throw new Error('a window of slots can always be opened');
  }

  /** Below 0 where the first gained more for what it took; what was not tried yet comes before all. */
  private compareRates(x: Sort, y: Sort): number {
    const { last, gained, taken } = this;
    if (last[x] < 0 || last[y] < 0) return Math.sign(last[x]) - Math.sign(last[y]);
    return gained[y] / taken[y] - gained[x] / taken[x];
  }

  /** None about slots where promises are sought, nor of people where nobody loses anything. */
  private windowsOf(sort: Sort, picker: WindowPicker, slotOf: Int32Array): Window[] {
    const { plan, mostPairs, width } = this;
    const most = (pairs: number): number => Math.min(width * pairs, mostPairs[sort]);
    if (sort === 'about') return picker.seeksPromises ? [] : this.aboutSlots(picker, slotOf);
    if (sort === 'people') return picker.amongPeople(slotOf, most(plan.peoplePairs));
    return picker.ofSlots(slotOf, most(plan.slotPairs));
  }

  /** About the two slots in which most is lost, but not while no more and no less is than when that was tried. */
  private aboutSlots(picker: WindowPicker, slotOf: Int32Array): Window[] {
    const open = picker.wastefulSlots(slotOf).filter(({ slot, worth }) => this.tried.get(slot) !== worth);
    return open.slice(0, 2).flatMap(({ slot, worth }) => {
      this.tried.set(slot, worth);
      return picker.about(slot, slotOf, this.mostPairs.about) ?? [];
    });
  }

  private ask(
    solver: MipSolver,
    window: Window,
    slotOf: Int32Array,
    mostIterations: number,
    budget: Budget,
  ): Promise<MipAnswer | undefined> {
    const program = programOf(this.problem, window, slotOf);
    return solver.solve({ ...program, mostNodes: NODES, mostIterations, isNear: true }, budget);
  }

  /** What two windows of one schedule make of it together, where that can be; else the better of the two. */
  private joined(before: Int32Array, into: Int32Array, next: Int32Array): Int32Array {
    const both = into.map((t, e) => (t === before[e] ? next[e] : t));
    // What is worth the same may open another way.
    for (const one of [both, next])
      if (this.worthOf(one) >= this.worthOf(into) && this.keepsRules(before, one)) return one;
    return into;
  }

  /**
   * Whether it keeps places, rooms, rests and maxima, and as many promises as now: each window does, but two may take the last
   * two meetings of a participant, or add one each.
   */
  private keepsRules(now: Int32Array, next: Int32Array): boolean {
    const { maxMeetings } = this.problem;
    const { places, rooms } = leftBy(this.problem, next);
    if (places.some(left => left < 0) || rooms.some(left => left < 0)) return false;
    if (!keepsRests(this.problem, places)) return false;
    const [before, after] = [now, next].map(slotOf => degreesOf(this.problem, slotOf));
    return this.promisesOf(after) >= this.promisesOf(before) && after.every((n, p) => n <= maxMeetings[p]);
  }

  /** Points, and far beyond them promises. */
  private worthOf(slotOf: Int32Array): number {
    return pointsOf(this.problem, slotOf) + this.promiseValue * this.promisesOf(degreesOf(this.problem, slotOf));
  }

  private promisesOf(degrees: Int32Array): number {
    const { minMeetings } = this.problem;
    return degrees.reduce((sum, n, p) => sum + Math.min(n, minMeetings[p]), 0);
  }
}
