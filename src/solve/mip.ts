/** The door to HiGHS: a mixed-integer program solved in a worker of its own. */
import { askWorker, type Patience } from './worker.js';

/** max cost·x, rowLower ≤ Ax ≤ rowUpper, 0 ≤ x ≤ upper, x integer. Rows are CSR. */
export interface MipModel {
  readonly cost: Float64Array;
  readonly upper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
  /** Branch-and-bound nodes after which the answer is `unknown`. */
  readonly mostNodes: number;
}

export interface MipAnswer {
  readonly status: 'optimal' | 'infeasible' | 'unknown';
  /** A feasible solution, if one was found. */
  readonly values: Float64Array | undefined;
  /** Bound on the objective as HiGHS states it, in floating point. */
  readonly bound: number;
}

export function solveMip(model: MipModel, patience: Patience): Promise<MipAnswer | undefined> {
  return askWorker<MipAnswer>(new URL('./mip-worker.js', import.meta.url), model, patience);
}

/** Collects the rows of a `MipModel`. */
export class RowBuilder {
  private readonly starts: number[] = [0];
  private readonly indices: number[] = [];
  private readonly values: number[] = [];
  private readonly lower: number[] = [];
  private readonly upper: number[] = [];

  /** lower ≤ Σ coefficient · column ≤ upper. */
  add(
    columns: readonly number[],
    lower: number,
    upper: number,
    coefficient: (column: number) => number = () => 1,
  ): void {
    for (const column of columns) {
      this.indices.push(column);
      this.values.push(coefficient(column));
    }
    this.starts.push(this.indices.length);
    this.lower.push(lower);
    this.upper.push(upper);
  }

  build(): Pick<MipModel, 'starts' | 'indices' | 'values' | 'rowLower' | 'rowUpper'> {
    return {
      starts: Int32Array.from(this.starts),
      indices: Int32Array.from(this.indices),
      values: Float64Array.from(this.values),
      rowLower: Float64Array.from(this.lower),
      rowUpper: Float64Array.from(this.upper),
    };
  }
}
