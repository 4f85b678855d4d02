/** The door to HiGHS: mixed-integer programs, one after the other, solved in a worker of their own. */
import { type Patience, WorkerThread } from './worker.js';

/** Rows of a program, CSR. */
export type ProgramRows = Pick<MipModel, 'starts' | 'indices' | 'values' | 'rowLower' | 'rowUpper'>;

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
  /** Iterations of simplex after which it is `unknown`, as those of a node differ a hundredfold; default: no limit. */
  readonly mostIterations?: number;
  /** Whether the program is simplified first, which pays for large ones only; default: it is not. */
  readonly presolve?: boolean;
  /** Whether the first solution in fractions is sooner reached from inside; default: only of large programs. */
  readonly interior?: boolean;
  /** A solution to begin with, so that only better ones are looked for. */
  readonly start?: Float64Array;
  /**
   * Whether a good solution near the best one in fractions is all that is asked for: sooner found, never called the best, and worse
   * than `start` now and then.
   */
  readonly isNear?: boolean;
}

export interface MipAnswer {
  readonly status: 'optimal' | 'infeasible' | 'unknown';
  /** A feasible solution, if one was found. */
  readonly values: Float64Array | undefined;
  /** Of simplex, that it took. */
  readonly iterations: number;
}

/** Whether no solution is worth so much, in exact integers. */
export interface Refutation {
  readonly refuted: boolean;
  /** A solution that is worth so much, if one was found instead. Neither: too many branches. */
  readonly values?: Float64Array;
  /** Otherwise the solution in fractions of the whole program, if there is one: what more rows have to exclude. */
  readonly root?: Float64Array;
  /** Where it is not refuted: no solution of the whole program is worth more than this whole number. */
  readonly most?: number;
  /** Of simplex, that it took. */
  readonly iterations: number;
}

/** What the worker is asked: to solve, or whether nothing is worth `refuted`; or for the next step of a relaxation. */
export type MipQuestion = { readonly model: MipModel; readonly refuted?: number } | { readonly step: RelaxationStep };

/** A linear program that the worker keeps, and solves again after each change from where it was. */
export interface RelaxationStep {
  /** Begins with this program, read as a linear one; the one before is forgotten. */
  readonly model?: MipModel;
  /** Rows that it has from now on. */
  readonly more?: ProgramRows;
  /** Bounds of all its columns from now on. */
  readonly bounds?: ColumnBounds;
  /** Whether a new program is solved by an interior point alone, which stays within the set of its best solutions; the last step. */
  readonly isInner?: boolean;
  /** Iterations of simplex after which there is no solution; default: no limit. */
  readonly mostIterations?: number;
}

export interface ColumnBounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** What HiGHS says of a linear program: nothing is to rest on its being exact. */
export interface RelaxationAnswer {
  /** Whether there is a solution. */
  readonly solved: boolean;
  /** Of columns, and what each gains by another unit; prices of rows. Empty without a solution. */
  readonly values: Float64Array;
  readonly reduced: Float64Array;
  readonly prices: Float64Array;
  /** Of simplex, that it took. */
  readonly iterations: number;
}

export const NO_SOLUTION: RelaxationAnswer = {
  solved: false,
  values: new Float64Array(0),
  reduced: new Float64Array(0),
  prices: new Float64Array(0),
  iterations: 0,
};

/** A worker with HiGHS, loaded when it is first needed or before; to be ended. */
export class MipSolver {
  private thread: WorkerThread<unknown> | undefined;
  /** Whether the thread keeps a linear program of ours. */
  private hasProgram = false;
  /** Iterations of simplex that are left for what will be asked. */
  private left = Number.POSITIVE_INFINITY;

  /**
   * How many iterations of simplex the questions from now on may take together: where they are used up, nothing is found or
   * proved any more. Nodes alone bound little: one may take ten iterations or ten thousand. Default: no limit.
   */
  allow(iterations: number): void {
    this.left = iterations;
  }

  get mayGoOn(): boolean {
    return this.left > 0;
  }

  /** Loads HiGHS beside whatever is done meanwhile. */
  prepare(): WorkerThread<unknown> {
    this.thread ??= WorkerThread.take<unknown>(new URL('./mip-worker.js', import.meta.url));
    return this.thread;
  }

  /**
   * One program at a time. `undefined` if the patience ended first. That nothing is better, or that there is nothing, is HiGHS's
   * word, which has been wrong, with and without presolve (github.com/ERGO-Code/HiGHS/issues/2980): no proof rests on it.
   */
  async solve(model: MipModel, patience: Patience): Promise<MipAnswer | undefined> {
    if (this.left <= 0) return { status: 'unknown', values: undefined, iterations: 0 };
    return this.ask<MipAnswer>({ model: this.limited(model) }, patience);
  }

  /** Whether no solution of a program in whole numbers is worth `least`: a proof. `undefined` if the patience ended first. */
  async refute(model: MipModel, least: number, patience: Patience): Promise<Refutation | undefined> {
    if (this.left <= 0) return { refuted: false, iterations: 0 };
    return this.ask<Refutation>({ model: this.limited(model), refuted: least }, patience);
  }

  /** The next step of a linear program. `undefined` if the patience ended first. */
  async relax(step: RelaxationStep, patience: Patience): Promise<RelaxationAnswer | undefined> {
    if (this.left <= 0) return NO_SOLUTION;
    // Whoever lost patience lost the program too.
    if (patience.stopped) return undefined;
    if (!step.model && !this.hasProgram) throw new Error('a relaxation begins with a program');
    this.hasProgram = true;
    return this.ask<RelaxationAnswer>({ step: this.limited(step) }, patience);
  }

  private limited<Asked extends MipModel | RelaxationStep>(asked: Asked): Asked {
    const { mostIterations = Number.POSITIVE_INFINITY } = asked;
    return { ...asked, mostIterations: Math.min(mostIterations, this.left) };
  }

  private async ask<Answer extends { iterations: number }>(
    question: MipQuestion,
    patience: Patience,
  ): Promise<Answer | undefined> {
    const answer = (await this.prepare().ask(question, patience)) as Answer | undefined;
    // It still works on what nobody waits for.
    if (!answer) await this.end();
    else this.left -= answer.iterations;
    return answer;
  }

  async end(): Promise<void> {
    const { thread } = this;
    this.thread = undefined;
    this.hasProgram = false;
    await thread?.end();
  }
}

/** Collects the rows of a `MipModel`. */
export class RowBuilder {
  private readonly starts: number[] = [0];
  private readonly indices: number[] = [];
  private readonly values: number[] = [];
  private readonly lower: number[] = [];
  private readonly upper: number[] = [];

  /** lower ≤ Σ coefficient · column ≤ upper. Returns the number of the row. */
  add(
    columns: readonly number[],
    lower: number,
    upper: number,
    coefficient: (column: number) => number = () => 1,
  ): number {
    for (const column of columns) {
      this.indices.push(column);
      this.values.push(coefficient(column));
    }
    this.starts.push(this.indices.length);
    this.lower.push(lower);
    this.upper.push(upper);
    return this.lower.length - 1;
  }

  removeLast(): void {
    this.lower.pop();
    this.upper.pop();
    this.starts.pop();
    this.indices.length = this.values.length = this.starts[this.starts.length - 1];
  }

  /** Rows so far. */
  get count(): number {
    return this.lower.length;
  }

  build(): ProgramRows {
    return {
      starts: Int32Array.from(this.starts),
      indices: Int32Array.from(this.indices),
      values: Float64Array.from(this.values),
      rowLower: Float64Array.from(this.lower),
      rowUpper: Float64Array.from(this.upper),
    };
  }
}
