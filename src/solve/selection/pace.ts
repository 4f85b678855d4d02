/** When to breathe, counted in work and not by a clock, so that every run is the same. */
import type { Budget } from '../budget.js';

/** Arcs looked at between two breaths: some 20 to 50 milliseconds. */
const WORK_OF_A_BREATH = 1e6;

export class Pace {
  private work = 0;

  constructor(private readonly budget: Budget) {}

  /** Counts work; true once it is time to `rest`. */
  spend(work: number): boolean {
    this.work += work;
    return this.work >= WORK_OF_A_BREATH;
  }

  /** Lets spinners turn and signals arrive. Resolves to whether work may go on. */
  rest(): Promise<boolean> {
    this.work = 0;
    return this.budget.breathe();
  }
}
