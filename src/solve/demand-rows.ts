/** Which of the rows about one demanded meeting are enough to demand it as they all do. */
import type { CitedRow } from '../model/cited-rows.js';

/** A row that demands a meeting, or keeps it in a slot or session (two rows never ask for different sessions), or does both. */
export interface DemandRow extends CitedRow {
  readonly demands: boolean;
  readonly isKept: boolean;
}

/** The first that does both; else the first that demands, and the first that keeps it in a session. O(rows). */
export function fewestRows(rows: readonly DemandRow[]): CitedRow[] {
  const both = rows.find(({ demands, isKept }) => demands && isKept);
  const fewest = both ? [both] : [rows.find(({ demands }) => demands), rows.find(({ isKept }) => isKept)];
  return fewest.filter(row => row !== undefined).map(plain);
}

/** Those that keep the meeting in a slot or session. */
export function keptBy(rows: readonly DemandRow[]): CitedRow[] {
  return rows.filter(({ isKept }) => isKept).map(plain);
}

function plain({ table, line, index, text }: DemandRow): CitedRow {
  return { table, line, index, text };
}
