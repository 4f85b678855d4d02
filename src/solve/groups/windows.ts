/**
 * Windows: everything of a few hosts, or of a few slots, is chosen anew by a program in whole numbers while the rest stays where
 * it is. Which sessions open takes many steps at once, which such a program sees and chains do not (large neighbourhood search:
 * Shaw 1998, doi:10.1007/3-540-49481-2_30). Prices keep programs small: only what costs little takes part. Nothing is claimed
 * of bounds.
 */
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import { hasBit } from '../../model/problem.js';
import type { Standing } from '../anneal.js';
import type { MipModel, MipSolver } from '../mip.js';
import type { Random } from '../random.js';
import type { Patience } from '../worker.js';
import { GroupAnnealer } from './anneal.js';
import type { Items } from './items.js';
import { narrowed } from './narrow.js';
import type { GroupPrices } from './prices.js';
import { partOf } from './program-part.js';
import type { TimeProgram } from './time-program.js';

/** Hosts or slots are added to a window until it has so many columns, or this part of all of them, from two on. */
const COLUMNS = 600;
const PART = 1 / 6;
/** Of what takes part, in mean points an item. */
const TIGHTNESS = 1;
/** Windows in a row in which nothing was gained. */
const MOST_IN_VAIN = 8;
const NODES = 10;

/** What windows are opened in, and what is known of it. */
export interface WindowPlace {
  readonly program: TimeProgram;
  /** What the program says, for points. */
  readonly model: MipModel;
  readonly prices: GroupPrices;
  /** Points that these prove no schedule to exceed. */
  readonly bound: number;
}

export class GroupWindows {
  private readonly meanPoints: number;
  /** What is near, by the last slack. */
  private near: { readonly slack: number; readonly event: GroupProblem } | undefined;

  constructor(
    private readonly problem: GroupProblem,
    private readonly items: Items,
    private readonly mips: MipSolver,
    private readonly random: Random,
  ) {
    this.meanPoints = items.points.reduce((sum, points) => sum + points, 0) / Math.max(1, items.count);
  }

  /**
   * Opens so many windows at most, and ends sooner where the patience does or nothing is gained any more. Each program is
   * exponential in its columns at worst, and bounded by nodes; the rest is O(entries of the program) a window.
   * @param from a schedule that keeps every rule and all promises that the program demands
   * @param onBetter hears of each schedule that is better than all before
   */
  async improve(
    place: WindowPlace,
    from: ItemSlots,
    most: number,
    patience: Patience,
    onBetter: (annealer: GroupAnnealer) => void,
  ): Promise<void> {
    let { best, standing } = this.placed(from);
    let inVain = 0;
    for (let i = 0; i < most && inVain < MOST_IN_VAIN && !patience.stopped; i++) {
      const slack = Math.min(Math.max(0, place.bound - standing.points), TIGHTNESS * this.meanPoints);
      const decided = this.window(place, slack, best);
      const slots = await this.solve(place, decided, patience);
      inVain++;
      if (!slots) continue;
      const next = this.placed(slots);
      const gain = this.gainOf(next.standing, standing);
      // What is worth the same may open another way.
      if (gain >= 0) ({ best, standing } = next);
      if (gain <= 0) continue;
      inVain = 0;
      onBetter(next);
    }
  }

  /** Placed one by one, so that nothing rests on how a program was rounded. */
  private placed(slots: ItemSlots): GroupAnnealer {
    const annealer = new GroupAnnealer(this.problem, this.random, () => true);
    annealer.take(slots);
    return annealer;
  }

  /** In points; below 0 also where musts or promises are lost. */
  private gainOf(after: Standing, before: Standing): number {
    if (after.musts < before.musts || after.promises < before.promises) return -1;
    return after.points - before.points;
  }

  private async solve(
    { program, model }: WindowPlace,
    decided: Float64Array,
    patience: Patience,
  ): Promise<ItemSlots | undefined> {
    const part = partOf(model, decided);
    if (!part || part.columns.length === 0) return undefined;
    const answer = await this.mips.solve({ ...part.model, mostNodes: NODES, presolve: true }, patience);
    if (!answer?.values) return undefined;
    const values = decided.slice();
    part.columns.forEach((column, at) => {
      values[column] = answer.values![at];
    });
    return program.read(values);
  }

  /** What each column is decided to be, `NaN` for those of the window. */
  private window({ program, prices }: WindowPlace, slack: number, slotOf: ItemSlots): Float64Array {
    const { items, random } = this;
    const decided = program.valuesOf(slotOf);
    if (this.near?.slack !== slack) this.near = { slack, event: narrowed(this.problem, items, prices, slack) };
    const bySlot = this.problem.hosts === 0 || random.below(items.count) < items.pairs;
    const shut = this.columnsOf(program, this.near.event, decided, bySlot);
    const enough = Math.min(COLUMNS, program.item.length * PART);
    let columns = 0;
    for (let opened = 0; shut.length > 0 && (opened < 2 || columns < enough); opened++) {
      const [own] = shut.splice(random.below(shut.length), 1);
      columns += own.length;
      for (const column of own) decided[column] = Number.NaN;
    }
    return decided;
  }

  /** Columns of each slot, or of each host, as far as they are held or near: a seat only where its session is. */
  private columnsOf(program: TimeProgram, near: GroupProblem, decided: Float64Array, bySlot: boolean): number[][] {
    const { problem, items } = this;
    const { slots: T, words: W } = problem.pairs;
    const columns: number[][] = Array.from({ length: bySlot ? T : problem.hosts }, () => []);
    const isNear = (domain: Int32Array, row: number, t: number, column: number): boolean =>
      decided[column] === 1 || hasBit(domain, row * W, t);
    const isOpen = Uint8Array.from(program.sessionColumn, (column, cell) =>
      column >= 0 && isNear(near.hostDomain, Math.floor(cell / T), cell % T, column) ? 1 : 0,
    );
    program.item.forEach((i, column) => {
      const t = program.slot[column];
      const h = i < items.pairs ? -1 : problem.seatHost[i - items.pairs];
      if (h < 0 && !bySlot) return;
      const takesPart =
        h < 0
          ? isNear(near.pairs.domain, i, t, column)
          : isOpen[h * T + t] === 1 && isNear(near.seatDomain, i - items.pairs, t, column);
      if (takesPart) columns[bySlot ? t : h].push(column);
    });
    isOpen.forEach((yes, cell) => {
      if (yes === 1) columns[bySlot ? cell % T : Math.floor(cell / T)].push(program.sessionColumn[cell]);
    });
    return columns;
  }
}
