/** How many breaks fractions refute, in a worker beside the search: each no is exact (`../refute.js`). */
import type { GroupProblem } from '../../model/group-problem.js';
import type { Budget } from '../budget.js';
import { type MipModel, MipSolver, type Refutation } from '../mip.js';
import type { Reached } from './agenda-bounds.js';
import type { SharedOfGroups } from './agenda-facts.js';
import { groupAgendaProgram } from './agenda-program.js';

/** Columns of a program up to which it is solved in about a second, and branches of it. */
const MOST_COLUMNS = 5000;
const MOST_NODES = 8;
/** Fractions come close to whole numbers. */
const NEARLY = 1e-4;

export class AgendaFractions {
  private readonly solver = new MipSolver();
  private readonly first: Promise<Refutation | undefined>;

  private constructor(
    private readonly model: MipModel,
    private readonly breaks: number,
    private readonly budget: Budget,
  ) {
    this.first = this.refute(breaks);
    // A failure is thrown where the answer is heard, not before.
    this.first.catch(() => undefined);
  }

  /**
   * Begins to work, until it is ended; nothing where the event is too large for that, or nobody has breaks.
   * @param reached of a schedule that meets every demand
   * @param breaks of that schedule
   */
  static begin(
    problem: GroupProblem,
    shared: SharedOfGroups,
    reached: Reached,
    breaks: number,
    budget: Budget,
  ): AgendaFractions | undefined {
    if (budget.isQuick || budget.stopped || breaks === 0) return undefined;
    const model = groupAgendaProgram(problem, shared, reached, MOST_COLUMNS, MOST_NODES);
    return model && new AgendaFractions(model, breaks, budget);
  }

  /**
   * No schedule as good has fewer breaks than that.
   * @param least what is known already
   * @param breaks of the best schedule found: nothing beyond is asked
   */
  async least(least: number, breaks: number): Promise<number> {
    if (least >= breaks) return least;
    let asked = this.breaks;
    let answer = await this.first;
    // What the program leaves out may allow fewer breaks in it: then these are to be refuted.
    while (answer?.values) {
      asked = this.breaksIn(answer.values);
      answer = await this.refute(asked);
    }
    if (answer?.refuted) return Math.max(least, Math.min(asked, breaks));
    if (!answer?.root) return least;
    const inFractions = Math.ceil(this.breaksIn(answer.root) - NEARLY);
    let known = least;
    // That question has been put already, without an answer.
    for (let next = Math.max(inFractions, known + 1); next <= breaks && next < asked; next++) {
      if (!(await this.refute(next))?.refuted) break;
      known = next;
    }
    return known;
  }

  /** Ends the worker. */
  end(): Promise<void> {
    return this.solver.end();
  }

  /** Whether there are fewer than so many breaks. */
  private refute(breaks: number): Promise<Refutation | undefined> {
    return this.solver.refute(this.model, 1 - breaks, this.budget);
  }

  private breaksIn(values: Float64Array): number {
    return values.reduce((sum, part, column) => sum - part * this.model.cost[column], 0);
  }
}
