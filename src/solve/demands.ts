/** The door to HiGHS's linear relaxation as a judge of demands: quick where counting alone refutes them. */
import type { Budget } from './budget.js';
import type { MipModel } from './mip.js';
import { askWorker } from './worker.js';

export interface DemandQuestion {
  readonly model: MipModel;
  /** Rows `0 ≤ … ≤ 1` that are demanded to be 1. */
  readonly demands: Int32Array;
}

export interface DemandAnswer {
  /** Demands that contradict each other even in fractions, none of them to spare; `undefined` if all can be met so. */
  readonly core: Int32Array | undefined;
}

export function judgeDemands(question: DemandQuestion, budget: Budget): Promise<DemandAnswer | undefined> {
  return askWorker<DemandAnswer>(new URL('./demands-worker.js', import.meta.url), question, budget);
}
