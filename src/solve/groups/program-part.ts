/** The part of a program that is left where some of its columns are decided. */
import { type MipModel, RowBuilder } from '../mip.js';

export interface ProgramPart {
  /** Columns that are left: numbers in the whole program. */
  readonly columns: readonly number[];
  readonly model: MipModel;
}

/**
 * Rows that what is left cannot break are left out. O(entries).
 * @param decided value of each column, `NaN` where it is left
 * @returns `undefined` where a row is broken whatever the columns left do
 */
export function partOf(whole: MipModel, decided: Float64Array): ProgramPart | undefined {
  const columns: number[] = [];
  const place = new Int32Array(whole.cost.length).fill(-1);
  decided.forEach((value, column) => {
    if (Number.isNaN(value)) place[column] = columns.push(column) - 1;
  });
  const rows = new RowBuilder();
  for (let row = 0; row < whole.rowLower.length; row++)
    if (!addPart(rows, whole, row, decided, place)) return undefined;
  return {
    columns,
    model: {
      ...whole,
      cost: Float64Array.from(columns, column => whole.cost[column]),
      upper: Float64Array.from(columns, column => whole.upper[column]),
      ...rows.build(),
    },
  };
}

/** False where the row is broken. */
function addPart(rows: RowBuilder, whole: MipModel, row: number, decided: Float64Array, place: Int32Array): boolean {
  const { starts, indices, values, rowLower, rowUpper, upper } = whole;
  const left: number[] = [];
  const weights = new Map<number, number>();
  let [fixed, least, most] = [0, 0, 0];
  for (let k = starts[row]; k < starts[row + 1]; k++) {
    const column = indices[k];
    const at = place[column];
    if (at < 0) {
      fixed += values[k] * decided[column];
      continue;
    }
    left.push(at);
    weights.set(at, values[k]);
    least += Math.min(0, values[k]) * upper[column];
    most += Math.max(0, values[k]) * upper[column];
  }
  const [lower, end] = [rowLower[row] - fixed, rowUpper[row] - fixed];
  if (most < lower || least > end) return false;
  if (least < lower || most > end) rows.add(left, lower, end, at => weights.get(at)!);
  return true;
}
