/** The door to a worker for one linear program that is solved again and again, with other bounds of some columns or more rows. */
import { withRows } from '../exact.js';
import type { MipModel, ProgramRows } from '../mip.js';
import { type Patience, WorkerThread } from '../worker.js';

export interface RelaxationModel {
  /** Read as a linear program; rows and bounds are whole numbers. */
  readonly model: MipModel;
  /** Columns whose bounds change, ascending. */
  readonly columns: Int32Array;
  /** Instead of HiGHS, so many steps of ../primal-dual.js each time: nearly solved, sooner where it is large. */
  readonly steps?: number | undefined;
}

/** What the worker is asked: bounds, and rows that the program has from now on. */
export interface RelaxationQuestion {
  /** Begins with this one; the one before is forgotten. */
  readonly fresh?: RelaxationModel | undefined;
  readonly bounds: ColumnBounds;
  readonly more: readonly ProgramRows[];
  /** Of simplex, after which there is no answer; infinite: no limit. */
  readonly mostIterations: number;
}

export interface RelaxationReply {
  readonly answer: RelaxationAnswer;
  /** Of simplex, that it took. */
  readonly iterations: number;
}

/** Bounds of these columns, in their order. */
export interface ColumnBounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

export type RelaxationAnswer =
  /** There is no solution: a proof in exact integers. */
  | { readonly kind: 'empty' }
  /** HiGHS has no answer, as for a program without columns or after its last iteration, or says without proof that there is no solution. */
  | { readonly kind: 'unknown' }
  /** Values of columns, and prices of rows. They are what a solver says: nothing is to rest on their being exact. */
  | { readonly kind: 'solved'; readonly values: Float64Array; readonly prices: Float64Array };

/** A worker of its own, started by the first question; to be ended. */
export class Relaxation {
  private thread: WorkerThread<RelaxationReply> | undefined;

  private more: ProgramRows[] = [];

  /** @param left iterations of simplex that all answers together may take */
  constructor(
    private task: RelaxationModel,
    private left = Number.POSITIVE_INFINITY,
  ) {}

  /** Rows that the program has from the next question on. O(entries). */
  add(rows: ProgramRows): void {
    this.task = { ...this.task, model: withRows(this.task.model, rows) };
    this.more.push(rows);
  }

  /** One at a time. `undefined` if the patience ended first. Rejects if the worker fails. */
  async solve(bounds: ColumnBounds, patience: Patience): Promise<RelaxationAnswer | undefined> {
    if (this.left <= 0) return { kind: 'unknown' };
    const [fresh, more] = this.thread ? [undefined, this.more] : [this.task, []];
    this.more = [];
    this.thread ??= WorkerThread.take<RelaxationReply>(new URL('./relaxation-worker.js', import.meta.url));
    const question: RelaxationQuestion = { fresh, bounds, more, mostIterations: this.left };
    const reply = await this.thread.ask(question, patience);
    if (!reply) await this.end();
    else this.left -= reply.iterations;
    return reply?.answer;
  }

  async end(): Promise<void> {
    const { thread } = this;
    this.thread = undefined;
    await thread?.end();
  }
}
