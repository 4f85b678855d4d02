/**
 * What fractions refute, asked of `agendaProgram`: its first solution says how few breaks there are at least, which is
 * computed while other work goes on, and a few branches whether there are fewer than the best schedule known has.
 */
import type { Problem } from '../../model/problem.js';
import { type MipModel, MipSolver } from '../mip.js';
import type { Patience } from '../worker.js';
import { agendaProgram } from './agenda-program.js';
import type { SharedFacts } from './bound.js';

/** Columns of a linear program up to which it is solved in about half a second; branches of it. */
const MOST_COLUMNS = 8000;
const MOST_NODES = 8;

export class Fractions {
  private readonly model: MipModel | undefined;
  private readonly solver = new MipSolver();
  private first: Promise<number | undefined> | undefined;

  constructor(
    problem: Problem,
    facts: SharedFacts,
    private readonly patience: Patience,
  ) {
    const model = agendaProgram(problem, facts, MOST_COLUMNS, MOST_NODES);
    this.model = model && { ...model, interior: true };
  }

  /**
   * Begins to solve the program, in a worker: its answer is heard by `count` and `refuteUpTo`. Does nothing the second time.
   * @returns whether there will be an answer
   */
  start(): boolean {
    const { model } = this;
    if (!model) return false;
    if (this.first) return true;
    // Of no use as a question: what counts is the solution that the answer begins with.
    const least = -model.cost.length;
    const asked = this.solver.refute({ ...model, mostNodes: 1 }, least, this.patience);
    this.first = asked.then(answer => (answer?.most === undefined ? undefined : Math.max(0, -answer.most)));
    // A failure is thrown where the answer is heard, not before.
    this.first.catch(() => undefined);
    return true;
  }

  /** A number of breaks that every schedule has; `undefined` if fractions do not say. */
  async count(): Promise<number | undefined> {
    this.start();
    return this.first;
  }

  /**
   * The same; where it is one below `upper`, a few branches may add that one.
   * @param upper breaks of the best schedule known
   */
  async refuteUpTo(upper: number): Promise<number | undefined> {
    const least = await this.count();
    const { model } = this;
    if (!model || least === undefined || least !== upper - 1) return least;
    const answer = await this.solver.refute(model, 1 - upper, this.patience);
    return answer?.refuted ? upper : least;
  }

  end(): Promise<void> {
    return this.solver.end();
  }
}
