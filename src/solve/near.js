// What a solution in fractions leaves to decide: where it is nearly whole, a small program. Plain JavaScript, so that workers run
// it unbuilt too.
import { WHOLE } from './exact.js';

/** @typedef {import('./mip.js').MipModel} MipModel */

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
 * The program of the open columns alone, while the others stay where they are; `joined` makes a solution of it one of the whole
 * program. O(entries).
 * @param {MipModel} model @param {Uint8Array} isOpen 1 where a column is not decided @param {Float64Array} whole values of the others
 * @returns {{ model: MipModel, joined: (values: Float64Array | undefined) => Float64Array | undefined }}
 */
export function restOf(model, isOpen, whole) {
  const columns = Array.from(isOpen.keys()).filter(column => isOpen[column] === 1);
  const place = new Int32Array(isOpen.length).fill(-1);
  columns.forEach((column, i) => {
    place[column] = i;
  });
  const [starts, indices, values, rowLower, rowUpper] = [[0], [], [], [], []].map(
    list => /** @type {number[]} */ (list),
  );
  for (let row = 0; row + 1 < model.starts.length; row++) {
    const before = indices.length;
    let taken = 0;
    for (let k = model.starts[row]; k < model.starts[row + 1]; k++) {
      const column = model.indices[k];
      if (place[column] < 0) taken += model.values[k] * whole[column];
      else {
        indices.push(place[column]);
        values.push(model.values[k]);
      }
    }
    if (indices.length === before) continue;
    starts.push(indices.length);
    rowLower.push(model.rowLower[row] - taken);
    rowUpper.push(model.rowUpper[row] - taken);
  }
  const { mostNodes, mostIterations, presolve } = model;
  return {
    model: {
      cost: Float64Array.from(columns, column => model.cost[column]),
      upper: Float64Array.from(columns, column => model.upper[column]),
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
      rowLower: Float64Array.from(rowLower),
      rowUpper: Float64Array.from(rowUpper),
      mostNodes,
      ...(mostIterations === undefined ? {} : { mostIterations }),
      ...(presolve === undefined ? {} : { presolve }),
    },
    joined: found => found && whole.map((value, column) => (place[column] < 0 ? value : found[place[column]])),
  };
}
