/** A first bound on points or promises, and prices for it, from the program of session-program.ts in fractions. */
import type { GroupProblem } from '../../model/group-problem.js';
import type { PromiseTerms } from '../duals.js';
import type { Patience } from '../worker.js';
import type { Items } from './items.js';
import { priceBound } from './price-bound.js';
import type { GroupPrices } from './prices.js';
import type { Goal } from './promise-rows.js';
import { anySessions } from './promise-terms.js';
import { Relaxation } from './relaxation.js';
import { SessionProgram } from './session-program.js';

/** Turns of more rows; from so many columns on, where each takes seconds, only while they gain something. */
const TURNS = 10;
const LARGE = 5000;
const NO_COLUMNS = { lower: new Float64Array(0), upper: new Float64Array(0) };

/** Prices, and what they prove of all schedules. */
export interface PricedBound {
  readonly prices: GroupPrices;
  readonly bound: number;
}

/**
 * `undefined` where the patience ended first or the program has no solution that is known. Time of a few linear programs with a
 * column for each seat, and for each session and one-to-one in each slot.
 * @param terms promises to keep; `target` is 0 for the goal 'promises'
 */
export async function sessionBound(
  problem: GroupProblem,
  items: Items,
  terms: PromiseTerms,
  goal: Goal,
  patience: Patience,
): Promise<PricedBound | undefined> {
  const program = new SessionProgram(problem, items, terms, goal);
  const relaxation = new Relaxation({ model: program.made, columns: new Int32Array(0) });
  try {
    let best: PricedBound | undefined;
    for (let turn = 0; turn < TURNS; turn++) {
      const answer = await relaxation.solve(NO_COLUMNS, patience);
      if (answer?.kind !== 'solved') break;
      const prices = program.prices(answer.prices);
      const bound = priceBound(problem, items, terms, goal, prices, anySessions(problem));
      const isFlat = best !== undefined && bound >= best.bound;
      if (!isFlat) best = { prices, bound };
      if (isFlat && program.made.cost.length >= LARGE) break;
      const rows = program.crowdedRows(answer.values);
      if (!rows) break;
      relaxation.add(rows);
    }
    return best;
  } finally {
    await relaxation.end();
  }
}
