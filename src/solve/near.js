// What a solution in fractions leaves to decide: where it is nearly whole, a small program. Plain JavaScript, so that workers run
// it unbuilt too.
import { WHOLE } from './exact.js';

/** @typedef {import('./mip.js').MipModel} MipModel */
/** @typedef {import('./mip.js').ColumnBounds} ColumnBounds */

/** A price below this counts as none. */
export const NO_PRICE = 1e-6;
/** Rows of so many columns join nothing: rooms, which nearly all meetings of a slot share, and people in all their slots. */
const LONG = 60;

/**
 * Marks the columns that are no whole number, and of those that share a row with one: in short rows what loses nothing or is in the
 * start, and in all what takes up what is missing there, without which a row could not be kept. `undefined` where all are whole.
 * O(entries).
 * @param {MipModel} model @param {Float64Array} solution in fractions @param {Float64Array} reduced
 */
export function undecided({ starts, indices, values, start }, solution, reduced) {
  const isSplit = Uint8Array.from(solution, value => (Math.abs(value - Math.round(value)) > WHOLE ? 1 : 0));
  if (!isSplit.includes(1)) return undefined;
  const isOpen = isSplit.slice();
  for (let row = 0; row + 1 < starts.length; row++) {
    const columns = indices.subarray(starts[row], starts[row + 1]);
    if (!columns.some(column => isSplit[column] === 1)) continue;
    columns.forEach((column, k) => {
      const isFree = Math.abs(reduced[column]) < NO_PRICE || (start && start[column] > 0.5);
      if (values[starts[row] + k] < 0 || (columns.length < LONG && isFree)) isOpen[column] = 1;
    });
  }
  return isOpen;
}

/**
 * Bounds under which decided columns stay where they are. O(columns).
 * @param {Uint8Array} isOpen 1 where a column is not decided @param {Float64Array} values whole @param {Float64Array} upper
 * @returns {ColumnBounds}
 */
export function within(isOpen, values, upper) {
  return {
    lower: values.map((value, column) => (isOpen[column] === 1 ? 0 : value)),
    upper: values.map((value, column) => (isOpen[column] === 1 ? upper[column] : value)),
  };
}
