/** Points that count once, as rows: of items that each bring the points of one wish, all but one pay them back. */
import type { GroupProblem } from '../../model/group-problem.js';
import type { RowBuilder } from '../mip.js';
import type { Goal } from './promise-rows.js';

/** Columns z[k] ≥ Σ x − 1 over the items of set k, each at the price of its points. */
export class RepeatRows {
  /** Adds a row for each set. O(entries). */
  constructor(
    rows: RowBuilder,
    private readonly repeats: GroupProblem['repeats'],
    columnsOf: (item: number) => readonly number[],
    private readonly firstColumn: number,
  ) {
    repeats.forEach(({ items }, k) => {
      const repeated = firstColumn + k;
      const columns = [...items.flatMap(columnsOf), repeated];
      rows.add(columns, Number.NEGATIVE_INFINITY, 1, column => (column === repeated ? -1 : 1));
    });
  }

  /** The first column after these. */
  get nextColumn(): number {
    return this.firstColumn + this.repeats.length;
  }

  /** What these columns cost, and how much each can be at most. O(sets). */
  write(goal: Goal, cost: Float64Array, upper: Float64Array): void {
    this.repeats.forEach(({ items, points }, k) => {
      cost[this.firstColumn + k] = goal === 'points' ? -points : 0;
      upper[this.firstColumn + k] = items.length;
    });
  }
}
