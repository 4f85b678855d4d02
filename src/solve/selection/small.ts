/**
 * Which meetings would take place if slots did not matter: the readable engine for small events, a linear program of
 * javascript-lp-solver. It orders the meetings for the first schedule; no bound is taken from its floating point.
 */
import type { Model, SolveResult } from 'javascript-lp-solver';
import { hasBit, type Problem, usedSlots } from '../../model/problem.js';
import type { PromiseTerms } from '../duals.js';

/** The dense tableau makes larger selections slower than going without. */
export const MOST_SMALL_MEETINGS = 600;

/** Places a participant has: slots × parallel, or its maximum. */
export function placesOf(problem: Problem, p: number): number {
  const { words: W, available, parallel, maxMeetings } = problem;
  let slots = 0;
  for (let k = 0; k < W; k++) for (let word = available[p * W + k]; word !== 0; word &= word - 1) slots++;
  return Math.min(slots * parallel[p], maxMeetings[p]);
}

/**
 * Fractions (0 to 1) of each meeting in a best selection under places, maxima, room totals and promises.
 * Pivots of the simplex method on a dense tableau of about (people + meetings) × meetings.
 * @returns `undefined` if the solver found none, so that the caller goes on without
 */
export async function selectSmall(problem: Problem, terms: PromiseTerms): Promise<Float64Array | undefined> {
  // The package's types describe its CommonJS face; as an ES module the solver is the default export.
  const solver = (await import('javascript-lp-solver')).default as unknown as { Solve(model: Model): SolveResult };
  const { participants: P, meetings: E, slots: T, a, b, kind, kindLimits, capacity, points } = problem;
  const constraints: Record<string, { min?: number; max?: number }> = {};
  for (let p = 0; p < P; p++) constraints[`p${p}`] = { max: placesOf(problem, p), min: terms.possible[p] };
  const used = usedSlots(problem);
  for (let j = 0; j < problem.limits; j++) {
    let total = 0;
    for (let t = 0; t < T; t++) if (hasBit(used, 0, t)) total += capacity[j * T + t];
    constraints[`r${j}`] = { max: total };
  }
  const variables: Record<string, Record<string, number>> = {};
  for (let e = 0; e < E; e++) {
    const column: Record<string, number> = { points: points[e], [`p${a[e]}`]: 1, [`p${b[e]}`]: 1, [`once${e}`]: 1 };
    for (const j of kindLimits[kind[e]]) column[`r${j}`] = 1;
    variables[`x${e}`] = column;
    constraints[`once${e}`] = { max: 1 };
  }
  const answer = solver.Solve({ optimize: 'points', opType: 'max', constraints, variables });
  if (!answer.feasible) return undefined;
  return Float64Array.from({ length: E }, (_, e) => Number(answer[`x${e}`] ?? 0));
}
