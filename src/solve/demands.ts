/** The door to HiGHS's linear relaxation as a judge of demands: quick where counting alone refutes them. */
import type { Budget } from './budget.js';
import type { MipModel } from './mip.js';
import { askWorker } from './worker.js';

/** Columns of programs that are too large to ask. */
export const MOST_COLUMNS = 60_000;

export interface DemandQuestion {
  readonly model: MipModel;
  /** Rows `0 ≤ … ≤ 1` that are demanded to be 1, the other rows being rules; of several contradictions one of earlier rows is rather named. */
  readonly demands: Int32Array;
  /** Of those the ones that are known to be needed for every contradiction. */
  readonly needed?: Int32Array;
  /** Demands, not known to be needed, from which on none of them is tried by itself; not set: all are, however many. */
  readonly many?: number;
}

export interface DemandAnswer {
  /** Demands that contradict each other even in fractions; `undefined` if all can be met so. */
  readonly core: Int32Array | undefined;
  /** Whether fractions meet them as soon as any one of them is left out. */
  readonly isSmallest: boolean;
}

export function judgeDemands(question: DemandQuestion, budget: Budget): Promise<DemandAnswer | undefined> {
  return askWorker<DemandAnswer>(new URL('./demands-worker.js', import.meta.url), question, budget);
}
