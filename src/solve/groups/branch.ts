/**
 * Branch and bound on how many sessions each host holds, and then on when (Land & Doig 1960, doi:10.2307/1910129). HiGHS solves
 * the fractional program of each branch, and its prices alone count: the bound of a branch is evaluated from them in exact
 * integers, as is whether a branch is without any solution.
 */
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import { clearBit } from '../../model/problem.js';
import type { PromiseTerms } from '../duals.js';
import { mostSplit, WHOLE } from '../exact.js';
import type { Patience } from '../worker.js';
import type { Items } from './items.js';
import { priceBound } from './price-bound.js';
import { type GroupPrices, pricesFrom, type SessionChoice } from './prices.js';
import type { Goal } from './promise-rows.js';
import { anySessions } from './promise-terms.js';
import { Relaxation, type RelaxationAnswer } from './relaxation.js';
import { brokenRows } from './session-cuts.js';
import { TimeProgram } from './time-program.js';

/** Turns of more rows: for the whole event, and for a part of it. */
const TURNS_AT_ROOT = 10;
/** Columns of all the turns at the root, which take seconds each where there are many. */
const COLUMNS_AT_ROOT = 60_000;
const TURNS = 2;
/** Of a dive: programs at most; sessions that are nearly held, and the part of those split of which the nearest are held next. */
const MOST_DIVES = 30;
const NEARLY = 0.95;
const PART_OF_DIVE = 1 / 8;

/** A part of all schedules. */
interface Branch extends SessionChoice {
  /** Columns of items in slots that are left out. */
  readonly shut: readonly number[];
  /** Value that none of them exceeds. */
  readonly bound: number;
}

export class BranchAndBound {
  /** Prices of the whole event, and the bound that they prove; `undefined` before the first step. */
  root: { readonly prices: GroupPrices; readonly bound: number } | undefined;
  private readonly whole: Branch;
  private open: Branch[];
  /** Branches in which all sessions are decided and something else is split. */
  private leafBound = Number.NEGATIVE_INFINITY;
  readonly program: TimeProgram;
  /** Rows of the program at the last dive. */
  private rowsDived = 0;
  private readonly relaxation: Relaxation;
  private readonly columns: Int32Array;

  /**
   * @param goal what is counted: points, or promises (then `terms.target` is 0)
   * @param iterations of simplex, that all its programs together may take
   */
  constructor(
    private readonly problem: GroupProblem,
    private readonly items: Items,
    private readonly terms: PromiseTerms,
    readonly goal: Goal,
    iterations = Number.POSITIVE_INFINITY,
  ) {
    this.whole = { ...anySessions(problem), shut: [], bound: Number.POSITIVE_INFINITY };
    this.open = [this.whole];
    const program = new TimeProgram(problem, items, terms, goal);
    this.program = program;
    const sessions = program.sessionColumn.filter(column => column >= 0);
    this.columns = Int32Array.from([...program.item.keys(), ...sessions, ...program.countColumns()]);
    this.relaxation = new Relaxation({ model: program.made, columns: this.columns }, iterations);
  }

  /** What no schedule exceeds; infinite before the first step. */
  get bound(): number {
    return this.open.reduce((most, { bound }) => Math.max(most, bound), this.leafBound);
  }

  /** Whether nothing is left that another step could decide. */
  get isExhausted(): boolean {
    return this.open.length === 0;
  }

  /**
   * So many steps at most, or until nothing better than `value` can be left.
   * @param found hears of the solution of each step, halves rounded: not all of it can be kept as it is
   * @returns false if the patience ended first
   */
  async run(steps: number, value: number, patience: Patience, found: (slots: ItemSlots) => void): Promise<boolean> {
    for (let step = 0; step < steps && this.open.length > 0 && this.bound > value; step++) {
      if (patience.stopped) return false;
      const at = this.best();
      const branch = this.open[at];
      const answer = await this.relax(branch, patience);
      if (!answer) return false;
      this.open.splice(at, 1);
      if (answer.kind === 'empty') continue;
      // Without an answer everything is free of charge: a bound, if a weak one.
      const rows = answer.kind === 'solved' ? answer.prices : new Float64Array(this.program.made.rowLower.length);
      const prices = pricesFrom(this.problem, this.items, this.program, this.goal, rows);
      const bound = Math.min(
        branch.bound,
        priceBound(this.problem, this.without(branch.shut), this.terms, this.goal, prices, branch),
      );
      this.root ??= { prices, bound };
      if (answer.kind === 'solved') this.split({ ...branch, bound }, answer.values, found);
      else this.leafBound = Math.max(this.leafBound, bound);
    }
    return true;
  }

  /**
   * The fractional program of a branch, with more rows as long as its solution breaks some. The last solution counts where one
   * with more rows is not to be had.
   */
  private async relax(branch: Branch, patience: Patience): Promise<RelaxationAnswer | undefined> {
    const { problem, items, program, relaxation } = this;
    const bounds = this.boundsOf(branch);
    const atRoot = Math.max(1, Math.floor(COLUMNS_AT_ROOT / program.made.cost.length));
    const turns = this.root ? TURNS : Math.min(TURNS_AT_ROOT, atRoot);
    let answer = await relaxation.solve(bounds, patience);
    for (let turn = 0; turn < turns && answer?.kind === 'solved'; turn++) {
      const rows = brokenRows(problem, items, program, answer.values);
      if (!rows) break;
      program.addRows(rows);
      relaxation.add(rows);
      const next = await relaxation.solve(bounds, patience);
      if (next?.kind === 'empty') return next;
      if (next?.kind !== 'solved') break;
      answer = next;
    }
    return answer;
  }

  /**
   * Goes down from the whole event by what fractions favour: sessions that are nearly held, and those nearest to it, are held
   * from then on; when all are decided, items keep the slots that they are nearest to. Nothing is proved by it. It goes another
   * way where the program has more rows than before, and from the branch of the greatest bound where it has not.
   * @param found as in `run`
   */
  async dive(patience: Patience, found: (slots: ItemSlots) => void): Promise<void> {
    const rows = this.program.made.rowLower.length;
    const isNew = rows > this.rowsDived;
    this.rowsDived = rows;
    if (!isNew && this.isExhausted) return;
    let [branch, part] = [isNew ? this.whole : this.open[this.best()], PART_OF_DIVE];
    let last: { readonly branch: Branch; readonly values: Float64Array } | undefined;
    for (let turn = 0; turn < MOST_DIVES && !patience.stopped; turn++) {
      const answer = await this.relax(branch, patience);
      if (answer?.kind === 'solved') {
        found(this.program.read(answer.values));
        last = { branch, values: answer.values };
      } else if (!last || !answer || part === 0) return;
      // Too much at once: only the very nearest.
      part = answer.kind === 'solved' ? PART_OF_DIVE : 0;
      const next = this.deeper(last.branch, last.values, part);
      if (!next) return;
      branch = next;
    }
  }

  /** Holds that part of what is split, one at least; `undefined` where nothing is. */
  private deeper(branch: Branch, values: Float64Array, part: number): Branch | undefined {
    const { sessionColumn, item } = this.program;
    const isSplit = (column: number): boolean => values[column] > WHOLE && values[column] < 1 - WHOLE;
    const nearest = (all: readonly number[], columnOf: (one: number) => number): number[] => {
      const worthOf = (one: number): number => values[columnOf(one)];
      const sorted = all.filter(one => isSplit(columnOf(one))).sort((x, y) => worthOf(y) - worthOf(x));
      const most = Math.max(1, Math.ceil(sorted.length * part));
      return part > 0 ? sorted.filter((one, at) => at < most || worthOf(one) >= NEARLY) : sorted.slice(0, 1);
    };
    const cells = Array.from(sessionColumn.keys()).filter(cell => sessionColumn[cell] >= 0);
    const split = nearest(cells, cell => sessionColumn[cell]);
    if (split.length > 0) {
      const held = branch.held.slice();
      for (const cell of split) held[cell] = 1;
      // What is whole stays, as long as there is more than one to choose.
      if (part > 0) for (const cell of cells) if (values[sessionColumn[cell]] >= 1 - WHOLE) held[cell] = 1;
      return { ...branch, held };
    }
    const isShut = new Set(branch.shut);
    const others = (column: number): number[] =>
      this.program.ofItem(item[column]).filter(other => other !== column && !isShut.has(other));
    const wide = Array.from(item.keys()).filter(column => !isShut.has(column) && others(column).length > 0);
    const kept = nearest(wide, column => column);
    const first = kept.filter((column, at) => kept.findIndex(other => item[other] === item[column]) === at);
    return first.length === 0 ? undefined : { ...branch, shut: [...branch.shut, ...first.flatMap(others)] };
  }

  async end(): Promise<void> {
    await this.relaxation.end();
  }

  /** The branch of the greatest bound, of several the last: the deepest. */
  private best(): number {
    let best = 0;
    for (let at = 1; at < this.open.length; at++) if (this.open[at].bound >= this.open[best].bound) best = at;
    return best;
  }

  /** The items without the slots that are left out. */
  private without(shut: readonly number[]): Items {
    if (shut.length === 0) return this.items;
    const domain = this.items.domain.slice();
    const { words } = this.problem.pairs;
    for (const column of shut) clearBit(domain, this.program.item[column] * words, this.program.slot[column]);
    return { ...this.items, domain };
  }

  private boundsOf({ least, most, held, shut }: Branch) {
    const { sessionColumn } = this.program;
    const lower = this.program.item.map(() => 0);
    const upper = this.program.item.map(() => 1);
    for (const column of shut) upper[column] = 0;
    sessionColumn.forEach((column, cell) => {
      if (column < 0) return;
      lower.push(held[cell] === 1 ? 1 : 0);
      upper.push(held[cell] === 0 ? 0 : 1);
    });
    for (const h of this.program.countedHosts) {
      lower.push(least[h]);
      upper.push(most[h]);
    }
    return { lower: Float64Array.from(lower), upper: Float64Array.from(upper) };
  }

  private split(branch: Branch, values: Float64Array, found: (slots: ItemSlots) => void): void {
    if (branch.bound === Number.NEGATIVE_INFINITY) return;
    // Whatever is decided by rounding is looked at again where it is placed.
    found(this.program.read(values));
    const { program, problem } = this;
    const sessionsOf = (h: number): number => program.ofHost(h).reduce((sum, column) => sum + values[column], 0);
    const h = mostSplit(Array(problem.hosts).keys(), sessionsOf);
    if (h >= 0) {
      const floor = Math.floor(sessionsOf(h));
      this.open.push(
        { ...branch, most: branch.most.with(h, floor) },
        { ...branch, least: branch.least.with(h, floor + 1) },
      );
      return;
    }
    const cell = mostSplit(program.sessionColumn.keys(), one => {
      const column = program.sessionColumn[one];
      return column < 0 ? 0 : values[column];
    });
    if (cell >= 0) {
      this.open.push({ ...branch, held: branch.held.with(cell, 0) }, { ...branch, held: branch.held.with(cell, 1) });
      return;
    }
    if (!this.splitItem(branch, values)) this.leafBound = Math.max(this.leafBound, branch.bound);
  }

  /** An item that is in several slots by halves is in one of them, or not in it. */
  private splitItem(branch: Branch, values: Float64Array): boolean {
    const { program } = this;
    const { item } = program;
    const isSplit = (column: number): boolean => values[column] > WHOLE && values[column] < 1 - WHOLE;
    const isWide = (column: number): boolean =>
      program.ofItem(item[column]).some(other => other !== column && isSplit(other));
    const column = mostSplit(item.keys(), one => (isSplit(one) && isWide(one) ? values[one] : 0));
    if (column < 0) return false;
    const others = program.ofItem(item[column]).filter(other => other !== column && !branch.shut.includes(other));
    this.open.push({ ...branch, shut: [...branch.shut, column] }, { ...branch, shut: [...branch.shut, ...others] });
    return true;
  }
}
