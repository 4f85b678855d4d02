// What is computed in exact integers from a program in whole numbers, whatever some solver says of it: bounds from any prices,
// and whether nothing is left. Plain JavaScript without dependencies, so that workers run it unbuilt too.

/** @typedef {import('./mip.js').MipModel} MipModel */

/**
 * Bounds of columns and rows: a part of all solutions.
 * @typedef {object} Box
 * @property {Float64Array} lower @property {Float64Array} upper @property {Float64Array} rowLower
 * @property {Float64Array} rowUpper
 */

/** Prices are rounded to multiples of one part in so many at most, a power of two: fewer where sums would not be exact. */
const FINEST = 2 ** 20;
/** Nearer to a whole number than this is whole. */
export const WHOLE = 1e-6;

/** @param {MipModel} model @returns {Box} */
export function boxOf({ upper, rowLower, rowUpper }) {
  return { lower: new Float64Array(upper.length), upper, rowLower, rowUpper };
}

/**
 * The program with more rows. O(entries).
 * @param {MipModel} model @param {import('./mip.js').ProgramRows} rows @returns {MipModel}
 */
export function withRows(model, rows) {
  const from = model.indices.length;
  return {
    ...model,
    starts: Int32Array.from(
      joined(
        model.starts,
        rows.starts.subarray(1).map(start => start + from),
      ),
    ),
    indices: Int32Array.from(joined(model.indices, rows.indices)),
    values: joined(model.values, rows.values),
    rowLower: joined(model.rowLower, rows.rowLower),
    rowUpper: joined(model.rowUpper, rows.rowUpper),
  };
}

/** @param {ArrayLike<number>} one @param {ArrayLike<number>} two */
function joined(one, two) {
  const all = new Float64Array(one.length + two.length);
  all.set(one);
  all.set(two, one.length);
  return all;
}

/**
 * Whether the rows and bounds of a program are whole numbers or infinite. O(entries).
 * @param {Partial<Pick<MipModel, 'upper' | 'values' | 'rowLower' | 'rowUpper'>>} program
 */
export function isWhole({ upper, values, rowLower, rowUpper }) {
  return [upper, values, rowLower, rowUpper].every(
    list => !list || list.every(value => Number.isInteger(value) || Math.abs(value) === Infinity),
  );
}

/**
 * Weak duality: with a price y of each row, cost·x = y·Ax + (cost − Aᵀy)·x, and each part is no more than its greatest in the
 * box. Prices with no bound on their side are left out. With no cost at all, a bound below 0 says that the box is empty
 * (Farkas 1902, doi:10.1515/crll.1902.124.1). Prices are rounded as finely as exact sums allow. O(entries).
 * @param {MipModel} model whole numbers
 * @param {Box} box whole numbers
 * @param {Float64Array} prices of rows: any
 * @param {number} least a whole number
 * @returns {{ gap: number, reduced: Float64Array } | undefined} by how much the bound exceeds `least`, and the reduced cost of
 * each column, exactly; `undefined` where some partial sum could leave the exact range of doubles
 */
export function exactBound(model, box, prices, least) {
  const finest = boundIn(FINEST, model, box, prices, least);
  if (finest.isExact || !Number.isFinite(finest.size)) return finest.isExact ? finest : undefined;
  // One bit more for what rounding to fewer parts adds.
  const bits = 1 + Math.ceil(Math.log2(finest.size / Number.MAX_SAFE_INTEGER));
  const unit = FINEST / 2 ** bits;
  const coarse = unit < 1 ? finest : boundIn(unit, model, box, prices, least);
  return coarse.isExact ? coarse : undefined;
}

/**
 * @param {number} unit a power of two: prices are multiples of 1 / unit
 * @param {MipModel} model @param {Box} box @param {Float64Array} prices @param {number} least
 */
function boundIn(unit, { cost, starts, indices, values }, { lower, upper, rowLower, rowUpper }, prices, least) {
  const reduced = cost.map(value => value * unit);
  let sum = -least * unit;
  let size = reduced.reduce((total, value, column) => total + Math.abs(value) * (1 + upper[column]), Math.abs(sum));
  for (let row = 0; row < prices.length; row++) {
    const price = Math.round(prices[row] * unit);
    const end = price > 0 ? rowUpper[row] : rowLower[row];
    if (price === 0 || !Number.isFinite(end)) continue;
    sum += price * end;
    size += Math.abs(price * end);
    for (let k = starts[row]; k < starts[row + 1]; k++) {
      reduced[indices[k]] -= price * values[k];
      size += Math.abs(price * values[k]) * (1 + upper[indices[k]]);
    }
  }
  for (let column = 0; column < reduced.length; column++)
    sum += reduced[column] * (reduced[column] > 0 ? upper[column] : lower[column]);
  // A price that is no number makes no proof either. Parts of a power of two are exact.
  const isExact = size < Number.MAX_SAFE_INTEGER;
  return { isExact, size, gap: sum / unit, reduced: reduced.map(value => value / unit) };
}

/**
 * Whether the box holds no solution at all, as the ray says that HiGHS has for it, in exact integers. O(entries).
 * @param {MipModel} model @param {Box} box @param {{ values: Float64Array } | undefined} ray
 */
export function isEmpty(model, box, ray) {
  const most = ray ? ray.values.reduce((greatest, value) => Math.max(greatest, Math.abs(value)), 0) : 0;
  // HiGHS has no ray where a single row is impossible.
  if (!ray || !(most > 0)) return isEmptyAtSight(model, box);
  const free = { ...model, cost: new Float64Array(model.cost.length) };
  // Either sign is in use.
  return [most, -most].some(scale => {
    const prices = ray.values.map(value => value / scale);
    const exact = exactBound(free, box, prices, 0);
    return exact !== undefined && exact.gap < 0;
  });
}

/** Whether a column or a row by itself is impossible. @param {MipModel} model @param {Box} box */
function isEmptyAtSight({ starts, indices, values }, { lower, upper, rowLower, rowUpper }) {
  if (lower.some((least, column) => least > upper[column])) return true;
  return rowLower.some((least, row) => {
    let smallest = 0;
    let greatest = 0;
    for (let k = starts[row]; k < starts[row + 1]; k++) {
      const ends = [values[k] * lower[indices[k]], values[k] * upper[indices[k]]];
      smallest += Math.min(...ends);
      greatest += Math.max(...ends);
    }
    return greatest < least || smallest > rowUpper[row] || least > rowUpper[row];
  });
}

/**
 * Whether whole numbers keep bounds and rows. O(entries).
 * @param {MipModel} model @param {Float64Array} solution
 */
export function keeps({ upper, rowLower, rowUpper, starts, indices, values }, solution) {
  if (solution.some((value, column) => value < 0 || value > upper[column])) return false;
  return rowLower.every((least, row) => {
    let sum = 0;
    for (let k = starts[row]; k < starts[row + 1]; k++) sum += values[k] * solution[indices[k]];
    return sum >= least && sum <= rowUpper[row];
  });
}

/**
 * Of these the one whose value is nearest to a half between whole numbers, -1 if all are whole.
 * @param {Iterable<number>} places @param {(place: number) => number} valueAt
 */
export function mostSplit(places, valueAt) {
  let found = -1;
  let most = WHOLE;
  for (const place of places) {
    const value = valueAt(place);
    const distance = Math.abs(value - Math.round(value));
    if (distance <= most) continue;
    most = distance;
    found = place;
  }
  return found;
}
