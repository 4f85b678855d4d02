/**
 * Windows of slots: all meetings of a few slots, and those not held, are chosen anew by a program in whole numbers while the rest
 * stays where it is. What annealing leaves to gain takes many steps at once, which such a program sees and chains do not (large
 * neighbourhood search: Shaw 1998, doi:10.1007/3-540-49481-2_30). The prices say where to look, slots in which something of a
 * price is unused, and keep programs small: only pairs close to their best take part. Nothing is claimed of bounds.
 */
import { type Problem, popCount, UNBOUNDED } from '../model/problem.js';
import { type Annealer, tightPairs } from './anneal.js';
import type { Budget } from './budget.js';
import type { Duals } from './duals.js';
import { type MipAnswer, type MipModel, MipSolver, RowBuilder } from './mip.js';
import type { Random } from './random.js';

/** Slots are added to a window until it has so many pairs, from two on. */
const PAIRS = 2000;
/** Of the pairs that take part, in mean points. */
const TIGHTNESS = 0.0025;
/** Rounds of two windows side by side, and rounds in a row in which nothing was gained. */
const MOST_ROUNDS = 24;
const MOST_IN_VAIN = 9;
const NODES = 50;
/** Of simplex, for one window, and for all of them in one thread: some seconds; and of a quick run. */
const ITERATIONS = { each: 10_000, inAll: 60_000, quick: 1500 } as const;
/** Pairs below which a window that was not decided makes the next no smaller. */
const FEWEST_PAIRS = 250;
/** Weight of a defect, a slot without any having the weight 1. */
const DEFECT = 5;

/** Whether a program was too much, rather than in want of branches. */
function isCutOff(answer: MipAnswer | undefined): boolean {
  return answer !== undefined && answer.iterations >= ITERATIONS.each;
}

/** Slots that are open (1), and the pairs (meeting, slot) of its program, each a column. */
interface Window {
  readonly isOpen: Uint8Array;
  readonly meeting: readonly number[];
  readonly slot: readonly number[];
}

export class Windows {
  /** 1 for meetings that no rule on what follows what is about: the others stay where they are. */
  private readonly movable: Uint8Array;

  constructor(
    private readonly problem: Problem,
    private readonly mips: MipSolver,
    private readonly random: Random,
    /** Slots are added to a window until it has so many pairs. */
    private leastPairs = PAIRS,
  ) {
    const { a, b, order, maxConsecutive } = problem;
    this.movable = Uint8Array.from(a, (_, e) => {
      const isFree = maxConsecutive[a[e]] === UNBOUNDED && maxConsecutive[b[e]] === UNBOUNDED;
      return isFree && order.start[e] === order.start[e + 1] ? 1 : 0;
    });
  }

  /**
   * Opens windows of the best schedule until nothing better can exist, the budget ends or nothing is gained any more: two at a
   * time that share no slot, each in a thread of its own. Each program is exponential in its pairs at worst, and bounded by
   * nodes; the rest is O(meetings + people · slots) a window.
   * @param onBetter called after each gain
   */
  async improve(annealer: Annealer, duals: Duals, budget: Budget, onBetter: () => void): Promise<void> {
    const beside = new MipSolver();
    const solvers = [this.mips, beside];
    const pool = tightPairs(this.problem, duals, TIGHTNESS * annealer.meanPoints);
    let slotOf: Int32Array = annealer.best.slice();
    try {
      for (const solver of solvers) solver.allow(budget.amount(ITERATIONS.inAll, ITERATIONS.quick));
      let inVain = 0;
      for (let i = 0; i < budget.amount(MOST_ROUNDS) && inVain < MOST_IN_VAIN && !annealer.done; i++) {
        if (!solvers.every(solver => solver.mayGoOn)) return;
        const windows = this.pickTwo(slotOf, duals, pool);
        const programs = windows.map(window => this.program(window, slotOf));
        const answers = await Promise.all(programs.map((program, k) => solvers[k].solve(program, budget)));
        if (answers.includes(undefined) || !(await budget.breathe())) return;
        if (answers.some(isCutOff) && this.leastPairs > FEWEST_PAIRS) this.leastPairs /= 2;
        const before = slotOf;
        answers.forEach((answer, k) => {
          if (answer?.values) slotOf = this.better(slotOf, this.read(answer.values, windows[k], before, slotOf));
        });
        inVain++;
        if (this.pointsOf(slotOf) === this.pointsOf(before)) continue;
        inVain = 0;
        annealer.take(slotOf);
        onBetter();
      }
    } finally {
      await beside.end();
    }
  }

  /** What is worth the same may open another way. */
  private better(slotOf: Int32Array, next: Int32Array): Int32Array {
    return this.pointsOf(next) >= this.pointsOf(slotOf) && this.keeps(slotOf, next) ? next : slotOf;
  }

  /**
   * Whether it keeps maxima, and promises that are kept now: each window does, but two may take the last two meetings of a
   * participant, or add one each.
   */
  private keeps(slotOf: Int32Array, next: Int32Array): boolean {
    const { minMeetings, maxMeetings } = this.problem;
    const before = this.degrees(slotOf);
    return this.degrees(next).every((n, p) => n <= maxMeetings[p] && n >= Math.min(minMeetings[p], before[p]));
  }

  private degrees(slotOf: Int32Array): Int32Array {
    const { participants, a, b } = this.problem;
    const degrees = new Int32Array(participants);
    slotOf.forEach((t, e) => {
      if (t < 0) return;
      degrees[a[e]]++;
      degrees[b[e]]++;
    });
    return degrees;
  }

  private pointsOf(slotOf: Int32Array): number {
    return slotOf.reduce((sum, t, e) => (t < 0 ? sum : sum + this.problem.points[e]), 0);
  }

  /** One window, and another one of the slots that it leaves if there are enough. */
  private pickTwo(slotOf: Int32Array, duals: Duals, pool: Int32Array): Window[] {
    const defects = this.defects(slotOf, duals);
    const isTaken = new Uint8Array(this.problem.slots);
    const windows: Window[] = [];
    while (windows.length < 2 && (windows.length === 0 || isTaken.filter(yes => yes === 0).length >= 2)) {
      const isOpen = this.pick(slotOf, defects, pool, isTaken);
      isOpen.forEach((yes, t) => {
        isTaken[t] |= yes;
      });
      windows.push(this.windowOf(isOpen, slotOf, pool));
    }
    return windows;
  }

  /** Slots by chance, those with more defects sooner, until there are pairs enough. */
  private pick(slotOf: Int32Array, defects: Int32Array, pool: Int32Array, isTaken: Uint8Array): Uint8Array {
    const isOpen = new Uint8Array(isTaken.length);
    const left = Array.from(isTaken.keys()).filter(t => isTaken[t] === 0);
    for (let opened = 0; left.length > 0; opened++) {
      if (opened >= 2 && this.countPairs(isOpen, slotOf, pool) >= this.leastPairs) break;
      const t = this.pickOne(left, defects);
      isOpen[t] = 1;
      left.splice(left.indexOf(t), 1);
    }
    return isOpen;
  }

  private pickOne(slots: readonly number[], defects: Int32Array): number {
    const ends: number[] = [];
    for (const t of slots) ends.push((ends.at(-1) ?? 0) + 1 + DEFECT * defects[t]);
    const place = this.random.below(ends[ends.length - 1]);
    return slots[ends.findIndex(end => place < end)];
  }

  /** Of each slot: people and rooms of a price that are unused. O(meetings + people · slots). */
  private defects(slotOf: Int32Array, { pi, rho }: Duals): Int32Array {
    const { participants: P, slots: T, a, b, kind, kindLimits, parallel, capacity } = this.problem;
    const left = Int32Array.from(pi, (_, place) => parallel[Math.floor(place / T)]);
    const room = Array.from(capacity);
    slotOf.forEach((t, e) => {
      if (t < 0) return;
      left[a[e] * T + t]--;
      left[b[e] * T + t]--;
      for (const limit of kindLimits[kind[e]]) room[limit * T + t]--;
    });
    const defects = new Int32Array(T);
    for (let place = 0; place < P * T; place++) if (pi[place] > 0) defects[place % T] += left[place];
    for (let cell = 0; cell < room.length; cell++) if (rho[cell] > 0) defects[cell % T] += room[cell];
    return defects;
  }

  private takesPart(e: number, isOpen: Uint8Array, slotOf: Int32Array): boolean {
    return this.movable[e] === 1 && (slotOf[e] < 0 || isOpen[slotOf[e]] === 1);
  }

  private countPairs(isOpen: Uint8Array, slotOf: Int32Array, pool: Int32Array): number {
    const { meetings, words: W } = this.problem;
    const open = new Int32Array(W);
    isOpen.forEach((yes, t) => {
      if (yes === 1) open[t >> 5] |= 1 << (t & 31);
    });
    let pairs = 0;
    for (let e = 0; e < meetings; e++) {
      if (!this.takesPart(e, isOpen, slotOf)) continue;
      for (let k = 0; k < W; k++) pairs += popCount(pool[e * W + k] & open[k]);
    }
    return pairs;
  }

  private windowOf(isOpen: Uint8Array, slotOf: Int32Array, pool: Int32Array): Window {
    const { meetings, words: W } = this.problem;
    const slots = Array.from(isOpen.keys()).filter(t => isOpen[t] === 1);
    const meeting: number[] = [];
    const slot: number[] = [];
    for (let e = 0; e < meetings; e++) {
      if (!this.takesPart(e, isOpen, slotOf)) continue;
      for (const t of slots) {
        if (slotOf[e] !== t && ((pool[e * W + (t >> 5)] >>> (t & 31)) & 1) === 0) continue;
        meeting.push(e);
        slot.push(t);
      }
    }
    return { isOpen, meeting, slot };
  }

  /** The most points of the window that keep every promise and must that is kept now. */
  private program({ isOpen, meeting, slot }: Window, slotOf: Int32Array): MipModel {
    const {
      slots: T,
      a,
      b,
      kind,
      kindLimits,
      must,
      points,
      parallel,
      capacity,
      minMeetings,
      maxMeetings,
    } = this.problem;
    const rows = new RowBuilder();
    const { degree, outside, used, load } = this.fixed(isOpen, slotOf);
    const people = (column: number): readonly number[] => [a[meeting[column]], b[meeting[column]]];
    const grouped = (keys: (column: number) => Iterable<number>): Map<number, number[]> => {
      const groups = new Map<number, number[]>();
      meeting.forEach((_, column) => {
        for (const key of keys(column)) {
          const columns = groups.get(key);
          if (columns) columns.push(column);
          else groups.set(key, [column]);
        }
      });
      return groups;
    };
    for (const [e, columns] of grouped(column => [meeting[column]]))
      rows.add(columns, must[e] && slotOf[e] >= 0 ? 1 : 0, 1);
    for (const [place, columns] of grouped(column => people(column).map(p => p * T + slot[column])))
      rows.add(columns, 0, parallel[Math.floor(place / T)] - used[place]);
    for (const [cell, columns] of grouped(column => kindLimits[kind[meeting[column]]].map(l => l * T + slot[column])))
      rows.add(columns, 0, capacity[cell] - load[cell]);
    for (const [p, columns] of grouped(people)) {
      const least = Math.max(0, Math.min(minMeetings[p], degree[p]) - outside[p]);
      const most = Math.min(columns.length, maxMeetings[p] - outside[p]);
      if (least > 0 || most < columns.length) rows.add(columns, least, most);
    }
    return {
      cost: Float64Array.from(meeting, e => points[e]),
      upper: new Float64Array(meeting.length).fill(1),
      ...rows.build(),
      mostNodes: NODES,
      mostIterations: ITERATIONS.each,
      start: Float64Array.from(meeting, (e, column) => (slotOf[e] === slot[column] ? 1 : 0)),
      presolve: true,
    };
  }

  /** What stays: how many meetings each participant has in all and outside of the window, and what they use of it. */
  private fixed(isOpen: Uint8Array, slotOf: Int32Array) {
    const { participants: P, slots: T, a, b, kind, kindLimits, capacity } = this.problem;
    const [degree, outside] = [new Int32Array(P), new Int32Array(P)];
    const [used, load] = [new Int32Array(P * T), new Int32Array(capacity.length)];
    slotOf.forEach((t, e) => {
      if (t < 0) return;
      const stays = !this.takesPart(e, isOpen, slotOf);
      for (const p of [a[e], b[e]]) {
        degree[p]++;
        if (!stays) continue;
        outside[p]++;
        used[p * T + t]++;
      }
      if (stays) for (const limit of kindLimits[kind[e]]) load[limit * T + t]++;
    });
    return { degree, outside, used, load };
  }

  /** What a window of a schedule makes of it, put into another one, which may hold more of what the window could place. */
  private read(values: Float64Array, window: Window, before: Int32Array, into: Int32Array): Int32Array {
    const { isOpen, meeting, slot } = window;
    const next = into.map((t, e) => (before[e] >= 0 && this.takesPart(e, isOpen, before) ? -1 : t));
    meeting.forEach((e, column) => {
      if (values[column] > 0.5 && next[e] < 0) next[e] = slot[column];
    });
    return next;
  }
}
