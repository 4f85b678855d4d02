/** Sets of meetings as rows of a program over pairs (meeting, slot). */
import type { MeetingSets } from '../model/problem.js';
import type { RowBuilder } from './mip.js';

/** A column for what the meetings of a set pay back: so much for each beyond the first. */
export interface Repeat {
  readonly fine: number;
  readonly meetings: Int32Array;
}

/**
 * At most one meeting of each set, but for those that a column from `nextColumn` on stands for. O(entries).
 * @param columnsOf of a meeting
 * @param rowOf takes the row of each set
 * @param taken how many meetings of a set are held whatever the program does; default: none
 * @returns what these columns are, in their order
 */
export function addSetRows(
  rows: RowBuilder,
  sets: MeetingSets | undefined,
  columnsOf: (e: number) => readonly number[],
  nextColumn: number,
  rowOf: Map<number, number>,
  taken: (meetings: Int32Array) => number = () => 0,
): Repeat[] {
  const repeats: Repeat[] = [];
  for (let s = 0; sets && s < sets.fine.length; s++) {
    const meetings = sets.meetings.subarray(sets.start[s], sets.start[s + 1]);
    const columns = Array.from(meetings, columnsOf).flat();
    const left = 1 - taken(meetings);
    if (columns.length <= left) continue;
    const isStrict = sets.fine[s] === Number.POSITIVE_INFINITY;
    const repeated = isStrict ? -1 : nextColumn + repeats.length;
    if (!isStrict) repeats.push({ fine: sets.fine[s], meetings });
    const all = isStrict ? columns : [...columns, repeated];
    rowOf.set(
      s,
      rows.add(all, Number.NEGATIVE_INFINITY, left, column => (column === repeated ? -1 : 1)),
    );
  }
  return repeats;
}
