/** The door to CaDiCaL (Biere et al. 2024, doi:10.1007/978-3-031-65627-9_7): another solver could take its place behind it. */
import type { Budget } from './budget.js';
import { askWorker } from './worker.js';

export interface SatQuestion {
  readonly variables: number;
  /** Clauses, each ended by 0. */
  readonly clauses: Int32Array;
  readonly assumptions: Int32Array;
  /** Conflicts after which an answer is `unknown`. */
  readonly mostConflicts: number;
  /** Conflicts spent on each attempt to leave out an assumption. */
  readonly shrinkConflicts: number;
  /** The assumptions are known to fail together: only look for a smallest set of them. */
  readonly refuted: boolean;
}

export type SatAnswer =
  /** `model[v]` is 1 where variable v is true. */
  | { readonly status: 'satisfiable'; readonly model: Uint8Array }
  /** `core`: assumptions that cannot all hold; `smallest`: leaving out any one of them would do. */
  | { readonly status: 'unsatisfiable'; readonly core: Int32Array; readonly smallest: boolean }
  | { readonly status: 'unknown' };

/** Rejects if the worker fails; `undefined` if the budget ended first. */
export function askSat(question: SatQuestion, budget: Budget): Promise<SatAnswer | undefined> {
  return askWorker<SatAnswer>(new URL('./sat-worker.js', import.meta.url), question, budget);
}
