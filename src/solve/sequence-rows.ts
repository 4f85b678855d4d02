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
  const { participants: P, slots: T, incident, incidentStart, maxConsecutive, parallel } = problem;
  let added = 0;
  for (let p = 0; p < P; p++) {
    if (maxConsecutive[p] === UNBOUNDED) continue;
    const atSlot: number[][] = Array.from({ length: T }, () => []);
    for (let i = incidentStart[p]; i < incidentStart[p + 1]; i++)
      for (const column of ofMeeting[incident[i]]) atSlot[slot[column]].push(column);
    const busy = parallel[p] === 1 ? atSlot : atSlot.map(columns => addBusy(rows, columns, nextColumn + added++));
    addWindowRows(rows, problem, p, busy, (t, row) => {
      if (parallel[p] === 1) rowOf.set(p * T + t, row);
    });
  }
  return added;
}

/**
 * Of `max_consecutive` + 1 neighbouring slots p leaves one free: a row for each such window that could be overdrawn. O(slots · maximum).
 * @param busy columns that say, one at most, that p is busy in a slot
 * @param onRow hears of the first slot of each window and its row
 * @param isTaken whether p is busy in a slot whatever the program does; default: never
 */
export function addWindowRows(
  rows: RowBuilder,
  { slots: T, maxConsecutive, stretch }: Pick<Problem, 'slots' | 'maxConsecutive' | 'stretch'>,
  p: number,
  busy: readonly (readonly number[])[],
  onRow: (t: number, row: number) => void = () => undefined,
  isTaken: (t: number) => boolean = () => false,
): void {
  const most = maxConsecutive[p];
  for (let t = 0; t + most < T; t++) {
    if (stretch[t] !== stretch[t + most]) continue;
    const window = Array.from({ length: most + 1 }, (_, i) => t + i);
    const taken = window.filter(isTaken).length;
    const open = window.filter(one => !isTaken(one) && busy[one].length > 0).length;
    if (taken + open > most)
      onRow(
        t,
        rows.add(
          window.flatMap(one => busy[one]),
          0,
          most - taken,
        ),
      );
  }
}

/** A column that is 1 where one of the others is. */
function addBusy(rows: RowBuilder, columns: readonly number[], busy: number): number[] {
  for (const column of columns) rows.add([column, busy], 0, Number.POSITIVE_INFINITY, one => (one === busy ? 1 : -1));
  return columns.length > 0 ? [busy] : [];
}
