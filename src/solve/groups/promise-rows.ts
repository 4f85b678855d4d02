/** Maxima and promises as rows: how many meetings each participant has. */
import type { PromiseTerms } from '../duals.js';
import type { RowBuilder } from '../mip.js';

/** Most promises; or most points among schedules with `terms.target` promises. */
export type Goal = 'promises' | 'points';

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

/** Which rows speak of each participant, -1 for none, and how many columns promises took. */
export interface PersonRows {
  readonly most: Int32Array;
  readonly kept: Int32Array;
  readonly target: number;
  readonly columns: number;
}

/** Where every possible promise is to be kept, rows alone demand that; else a column each counts what is kept. */
export function addPromises(rows: RowBuilder, { ofPerson, most, terms, goal, nextColumn }: PromiseRows): PersonRows {
  const forced = goal === 'points' && terms.target === terms.total;
  const mostRow = new Int32Array(ofPerson.length).fill(-1);
  const keptRow = new Int32Array(ofPerson.length).fill(-1);
  ofPerson.forEach((columns, p) => {
    const least = forced ? terms.possible[p] : 0;
    // Columns of sessions may exceed 1, so that their number says nothing of the maximum.
    if (columns.length > 0 || least > 0) mostRow[p] = rows.add(columns, least, most[p]);
  });
  if (forced) return { most: mostRow, kept: keptRow, target: -1, columns: 0 };
  ofPerson.forEach((columns, p) => {
    const kept = nextColumn + p;
    keptRow[p] = rows.add([...columns, kept], 0, Number.POSITIVE_INFINITY, column => (column === kept ? -1 : 1));
  });
  const all = ofPerson.map((_, p) => nextColumn + p);
  const target = goal === 'points' ? rows.add(all, terms.target, Number.POSITIVE_INFINITY) : -1;
  return { most: mostRow, kept: keptRow, target, columns: ofPerson.length };
}
