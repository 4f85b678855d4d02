/** Words in sections: aligned columns and lists that end with how many are left out. */
import type { Paint } from './terminal.js';

export interface Section {
  readonly title: string;
  /** A section without lines is not shown. */
  readonly lines: readonly string[];
}

/** How a report is told. */
export interface Telling {
  readonly paint: Paint;
  /** Lists are shown to their end. */
  readonly all: boolean;
}

/** Lines of a list that are shown unless all are asked for. */
const MOST_LINES = 10;

/** Columns side by side, two blanks apart, flush left; the last column as it is. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => rows.reduce((most, row) => Math.max(most, row[column].length), 0));
  return rows.map(row =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column])))
      .join('  ')
      .trimEnd(),
  );
}

/** The first lines of a list, and `… and 12 more`. Only those that are shown are made. */
export function cut<T>(
  list: readonly T[],
  lines: (shown: readonly T[]) => string[],
  { all, paint }: Telling,
): string[] {
  if (all || list.length <= MOST_LINES) return lines(list);
  const rest = paint.dim(`… and ${list.length - MOST_LINES} more (--all shows them)`);
  return [...lines(list.slice(0, MOST_LINES)), rest];
}
