/**
 * Bounds of large events, and prices for them: the program of time-program.ts, nearly solved by steps that only multiply with its
 * matrix (../primal-dual.js), turn by turn with rows that its fractions break. With 100,000 columns a turn takes two seconds, an
 * interior point twenty; what is missing to the best prices is some hundredths of a percent.
 */
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import type { PromiseTerms } from '../duals.js';
import type { Patience } from '../worker.js';
import type { Items } from './items.js';
import { priceBound } from './price-bound.js';
import { pricesFrom } from './prices.js';
import type { Goal } from './promise-rows.js';
import { anySessions } from './promise-terms.js';
import { Relaxation } from './relaxation.js';
import type { PricedBound } from './session-bound.js';
import { brokenRows } from './session-cuts.js';
import { TimeProgram } from './time-program.js';

/** Steps of a turn at most. */
const STEPS = 500;
/** Turns at most, and entries that the steps of all of them may look at: some fifteen seconds. */
const MOST_TURNS = 6;
const MOST_ENTRIES = 2.5e9;
const NO_COLUMNS = { lower: new Float64Array(0), upper: new Float64Array(0) };

export class TimeBound {
  private readonly program: TimeProgram;
  private readonly relaxation: Relaxation;
  /** Whether fractions break rows that are not in the program yet. */
  private isOpen = true;
  private turns = 0;

  /** @param goal what is counted: points, or promises (then `terms.target` is 0) */
  constructor(
    private readonly problem: GroupProblem,
    private readonly items: Items,
    private readonly terms: PromiseTerms,
    private readonly goal: Goal,
  ) {
    this.program = new TimeProgram(problem, items, terms, goal);
    const { made } = this.program;
    this.relaxation = new Relaxation({ model: made, columns: new Int32Array(0), steps: STEPS });
  }

  /** Turns that are worth their time: fewer where each takes long; 0 after the last. */
  get left(): number {
    const most = Math.floor(MOST_ENTRIES / (STEPS * Math.max(1, this.program.made.indices.length)));
    return this.isOpen ? Math.max(1, Math.min(MOST_TURNS, most)) - this.turns : 0;
  }

  /**
   * So many turns more, less where no row is broken or the patience ends.
   * @returns the best bound among them, `undefined` without one, and what the last fractions look like
   */
  async run(
    turns: number,
    patience: Patience,
  ): Promise<{ readonly best: PricedBound | undefined; readonly rounded: ItemSlots | undefined }> {
    const { problem, items, terms, goal, program, relaxation } = this;
    let best: PricedBound | undefined;
    let rounded: ItemSlots | undefined;
    for (let turn = 0; turn < turns && this.left > 0; turn++) {
      const answer = await relaxation.solve(NO_COLUMNS, patience);
      if (answer?.kind !== 'solved') break;
      this.turns++;
      const prices = pricesFrom(problem, items, program, goal, answer.prices);
      const bound = priceBound(problem, items, terms, goal, prices, anySessions(problem));
      if (!(best && best.bound <= bound)) best = { prices, bound };
      rounded = program.read(answer.values);
      if (this.left <= 0) break;
      const rows = brokenRows(problem, items, program, answer.values);
      this.isOpen = rows !== undefined;
      if (!rows) break;
      program.addRows(rows);
      relaxation.add(rows);
    }
    if (this.left <= 0) await this.end();
    return { best, rounded };
  }

  async end(): Promise<void> {
    await this.relaxation.end();
  }
}
