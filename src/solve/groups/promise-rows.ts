/** Maxima and promises as rows: how many meetings each participant has. */
import type { PromiseTerms } from '../duals.js';
import type { RowBuilder } from '../mip.js';

/** Most promises; or most points among schedules with `terms.target` promises. */
export interface Goal {
  readonly kind: 'promises' | 'points';
}

interface PromiseRows {
  /** Columns that are meetings of each participant. */
  readonly ofPerson: readonly (readonly number[])[];
  /** Most meetings of each. */
  readonly most: readonly number[];
  readonly terms: PromiseTerms;
  readonly goal: Goal;
  /** The first column for promises: one a participant, from 0 to what is possible. */
  readonly nextColumn: number;
}

/**
 * Where every possible promise is to be kept, rows alone demand that; else a column each counts what is kept.
 * @returns how many columns that took
 */
export function addPromises(rows: RowBuilder, { ofPerson, most, terms, goal, nextColumn }: PromiseRows): number {
  const forced = goal.kind === 'points' && terms.target === terms.total;
  ofPerson.forEach((columns, p) => {
    const least = forced ? terms.possible[p] : 0;
    // Columns of sessions may exceed 1, so that their number says nothing of the maximum.
    if (columns.length > 0 || least > 0) rows.add(columns, least, most[p]);
  });
  if (forced) return 0;
  ofPerson.forEach((columns, p) => {
    const kept = nextColumn + p;
    rows.add([...columns, kept], 0, Number.POSITIVE_INFINITY, column => (column === kept ? -1 : 1));
  });
  if (goal.kind === 'points')
    rows.add(
      ofPerson.map((_, p) => nextColumn + p),
      terms.target,
      Number.POSITIVE_INFINITY,
    );
  return ofPerson.length;
}
