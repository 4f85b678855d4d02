/** Order rows and `max_consecutive` as rows of a program over pairs (meeting, slot). */
import { type Problem, UNBOUNDED } from '../model/problem.js';
import type { RowBuilder } from './mip.js';

/** Columns of a program: column c is meeting[c] in slot[c], if it is in the program at all. */
export interface PairColumns {
  readonly meeting: readonly number[];
  readonly slot: readonly number[];
  readonly ofMeeting: readonly (readonly number[])[];
}

/**
 * Whatever the slot t, the first meeting is not in t or later while the second is in t or earlier; of `max_consecutive` + 1
 * neighbouring slots one is free. Whether a delegation is busy in a slot is a column of its own.
 * @param nextColumn the first of these columns, binary and of no cost
 * @param rowOf takes the row of each window over pairs alone, by the place (p * slots + t) where it begins
 * @returns how many there are
 */
export function addSequenceRows(
  rows: RowBuilder,
  problem: Problem,
  pairs: PairColumns,
  nextColumn: number,
  rowOf: Map<number, number>,
): number {
  addOrder(rows, problem, pairs);
  return addRests(rows, problem, pairs, nextColumn, rowOf);
}

function addOrder(rows: RowBuilder, { slots: T, order }: Problem, { slot, ofMeeting }: PairColumns): void {
  order.first.forEach((first, i) => {
    for (let t = 0; t < T; t++) {
      const late = ofMeeting[first].filter(column => slot[column] >= t);
      const early = ofMeeting[order.second[i]].filter(column => slot[column] <= t);
      if (late.length > 0 && early.length > 0) rows.add([...late, ...early], 0, 1);
    }
  });
}

function addRests(
  rows: RowBuilder,
  problem: Problem,
  { slot, ofMeeting }: PairColumns,
  nextColumn: number,
  rowOf: Map<number, number>,
): number {
  const { participants: P, slots: T, incident, incidentStart, maxConsecutive, parallel, stretch } = problem;
  let added = 0;
  for (let p = 0; p < P; p++) {
    const most = maxConsecutive[p];
    if (most === UNBOUNDED) continue;
    const atSlot: number[][] = Array.from({ length: T }, () => []);
    for (let i = incidentStart[p]; i < incidentStart[p + 1]; i++)
      for (const column of ofMeeting[incident[i]]) atSlot[slot[column]].push(column);
    const busy = parallel[p] === 1 ? atSlot : atSlot.map(columns => addBusy(rows, columns, nextColumn + added++));
    for (let t = 0; t + most < T; t++) {
      if (stretch[t] !== stretch[t + most]) continue;
      const window = busy.slice(t, t + most + 1);
      if (window.some(columns => columns.length === 0)) continue;
      const row = rows.add(window.flat(), 0, most);
      if (parallel[p] === 1) rowOf.set(p * T + t, row);
    }
  }
  return added;
}

/** A column that is 1 where one of the others is. */
function addBusy(rows: RowBuilder, columns: readonly number[], busy: number): number[] {
  for (const column of columns) rows.add([column, busy], 0, Number.POSITIVE_INFINITY, one => (one === busy ? 1 : -1));
  return columns.length > 0 ? [busy] : [];
}
