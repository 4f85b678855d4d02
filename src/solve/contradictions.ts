/** Musts and locks that cannot all be kept: which rows, and whether that is proved. */
import type { SolveOutcome } from '../model/outcome.js';
import type { BuildOutcome, Problem } from '../model/problem.js';
import type { Budget } from './budget.js';

export function impossibleFrom(built: Exclude<BuildOutcome, { kind: 'built' }>): SolveOutcome {
  if (built.kind === 'too-entangled') {
    return {
      kind: 'not-found',
      explanation: 'the restrictions of rooms (only, room) overlap in more ways than can be counted; reserve rooms for fewer groups',
    };
  }
  const [first] = built.contradictions;
  return { kind: 'impossible', conflict: first.rows, explanation: first.explanation };
}

export async function unkeptMusts(_problem: Problem, _budget: Budget): Promise<SolveOutcome> {
  return { kind: 'not-found', explanation: 'no schedule was found that keeps every must, lock and max_breaks' };
}
