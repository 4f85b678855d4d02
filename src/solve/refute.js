// Is there a whole-number solution worth so much? Branch and bound (Land & Doig 1960, doi:10.2307/1910129) whose every "no" is
// computed in exact integers: HiGHS solves the fractional program of each branch, and only its prices are used, as any prices
// prove a bound. Plain JavaScript, so that workers run it unbuilt too. Deterministic: bounded by branches, never by the clock.
import { loadHighs, modelData } from './highs.js';

/** @typedef {import('./mip.js').MipModel} MipModel */
/** @typedef {import('./mip.js').Refutation} Refutation */
/** @typedef {Awaited<ReturnType<typeof loadHighs>>} Highs */

/**
 * Bounds of columns and rows: a part of all solutions.
 * @typedef {object} Box
 * @property {Float64Array} lower @property {Float64Array} upper @property {Float64Array} rowLower
 * @property {Float64Array} rowUpper
 */

/** Prices are rounded to multiples of one part in so many; a power of two. */
const UNIT = 2 ** 20;
/** From so many columns an interior point finds the first solution sooner; later ones are a few steps from the last. */
const LARGE = 5000;
/** Nearer to a whole number than this is whole. */
const WHOLE = 1e-6;
/** Solved anew, once, where so many columns were fixed: the branch may then end here. */
const FIXED_MUCH = 10;

/** @param {MipModel} model @returns {Box} */
export function boxOf({ upper, rowLower, rowUpper }) {
  return { lower: new Float64Array(upper.length), upper, rowLower, rowUpper };
}

/**
 * Weak duality: with a price y of each row, cost·x = y·Ax + (cost − Aᵀy)·x, and each part is no more than its greatest in the
 * box. Prices with no bound on their side are left out. With no cost at all, a bound below 0 says that the box is empty
 * (Farkas 1902, doi:10.1515/crll.1902.124.1). O(entries).
 * @param {MipModel} model whole numbers
 * @param {Box} box whole numbers
 * @param {Float64Array} prices of rows: any
 * @param {0 | 1} withCost whether cost is counted
 * @returns {{ bound: number, reduced: Float64Array } | undefined} bound and reduced cost in units of 1 / UNIT; `undefined`
 * where some partial sum could leave the exact range of doubles
 */
export function exactBound(model, box, prices, withCost) {
  const { cost, starts, indices, values } = model;
  const reduced = cost.map(value => withCost * value * UNIT);
  let sum = 0;
  let size = reduced.reduce((total, value, column) => total + Math.abs(value) * (1 + box.upper[column]), 0);
  for (let row = 0; row < prices.length; row++) {
    const price = Math.round(prices[row] * UNIT);
    const end = price > 0 ? box.rowUpper[row] : box.rowLower[row];
    if (price === 0 || !Number.isFinite(end)) continue;
    sum += price * end;
    size += Math.abs(price * end);
    for (let k = starts[row]; k < starts[row + 1]; k++) {
      reduced[indices[k]] -= price * values[k];
      size += Math.abs(price * values[k]) * (1 + box.upper[indices[k]]);
    }
  }
  for (let column = 0; column < reduced.length; column++)
    sum += reduced[column] * (reduced[column] > 0 ? box.upper[column] : box.lower[column]);
  // A price that is no number makes no proof either.
  return size < Number.MAX_SAFE_INTEGER ? { bound: sum, reduced } : undefined;
}

/**
 * Whether the box holds no solution at all, as the ray says that HiGHS has for it, in exact integers. O(entries).
 * @param {MipModel} model @param {Box} box @param {{ values: Float64Array } | undefined} ray
 */
export function isEmpty(model, box, ray) {
  const most = ray ? ray.values.reduce((greatest, value) => Math.max(greatest, Math.abs(value)), 0) : 0;
  // HiGHS has no ray where a single row is impossible.
  if (!ray || !(most > 0)) return hasImpossibleRow(model, box);
  // Either sign is in use.
  return [most, -most].some(scale => {
    const prices = ray.values.map(value => value / scale);
    const exact = exactBound(model, box, prices, 0);
    return exact !== undefined && exact.bound < 0;
  });
}

/** @param {MipModel} model @param {Box} box */
function hasImpossibleRow({ starts, indices, values }, { lower, upper, rowLower, rowUpper }) {
  return rowLower.some((least, row) => {
    let smallest = 0;
    let greatest = 0;
    for (let k = starts[row]; k < starts[row + 1]; k++) {
      const ends = [values[k] * lower[indices[k]], values[k] * upper[indices[k]]];
      smallest += Math.min(...ends);
      greatest += Math.max(...ends);
    }
    return greatest < least || smallest > rowUpper[row];
  });
}

/**
 * Whether no solution is worth `least`; a solution, if one is found instead. The answer is empty after `mostNodes` branches.
 * @param {Highs} highs @param {MipModel} model whole numbers, all columns whole @param {number} least
 * @returns {Refutation}
 */
export function refute(highs, model, least) {
  const numbers = [model.cost, model.upper, model.values, model.rowLower, model.rowUpper];
  const isWhole = numbers.every(list => list.every(value => Number.isInteger(value) || Math.abs(value) === Infinity));
  if (!isWhole || model.integer?.some(whole => whole === 0) || model.cost.length === 0) return { refuted: false };
  return highs.withModel(modelData(highs, model, false), relaxation => {
    relaxation.options.set({ output_flag: false, random_seed: 1, presolve: 'off' });
    relaxation.options.set({ solver: model.cost.length >= LARGE ? 'ipm' : 'simplex' });
    return new Search(highs, model, relaxation, least).run();
  });
}

class Search {
  /**
   * @param {Highs} highs @param {MipModel} model @param {ReturnType<Highs['createModel']>} relaxation
   * @param {number} least
   */
  constructor(highs, model, relaxation, least) {
    this.status = highs.constants.modelStatus;
    this.model = model;
    this.relaxation = relaxation;
    this.least = least;
    /** @type {Float64Array | undefined} */
    this.root = undefined;
    /** Rows to branch on: counts of columns. */
    this.counts = Array.from(model.rowLower.keys()).filter(row =>
      model.values.subarray(model.starts[row], model.starts[row + 1]).every(value => value === 1),
    );
  }

  /** @returns {Refutation} */
  run() {
    const open = [boxOf(this.model)];
    for (let nodes = 0; open.length > 0; nodes++) {
      const box = open.pop();
      if (!box) break;
      const outcome = nodes < this.model.mostNodes ? this.explore(box) : 'unknown';
      if (outcome === 'unknown') return { refuted: false, ...(this.root ? { root: this.root } : {}) };
      if (!Array.isArray(outcome)) return { refuted: false, values: outcome };
      open.push(...outcome);
    }
    return { refuted: true };
  }

  /**
   * What is left of a box: parts of it, the more promising last; none if nothing in it is worth enough.
   * @param {Box} box @returns {Box[] | Float64Array | 'unknown'}
   */
  explore(box, isAgain = false) {
    const { relaxation, model, status } = this;
    this.apply(box);
    relaxation.run();
    relaxation.options.set({ solver: 'simplex' });
    const found = relaxation.getModelStatus();
    if (found === status.infeasible) return isEmpty(model, box, relaxation.getDualRay()) ? [] : 'unknown';
    if (found !== status.optimal) return 'unknown';
    const { colValue, rowValue, rowDual } = relaxation.getSolution();
    this.root ??= colValue.slice();
    const exact = exactBound(model, box, rowDual, 1);
    if (!exact) return 'unknown';
    const gap = exact.bound - this.least * UNIT;
    if (gap < 0) return [];
    const narrowed = narrow(box, exact.reduced, gap);
    if (narrowed.fixed >= FIXED_MUCH && !isAgain) return this.explore(narrowed.box, true);
    return this.split(narrowed.box, colValue, rowValue);
  }

  /** @param {Box} box */
  apply({ lower, upper, rowLower, rowUpper }) {
    const { relaxation } = this;
    relaxation.changeColsBounds({ kind: 'range', from: 0, to: lower.length - 1 }, lower, upper);
    if (rowLower.length > 0)
      relaxation.changeRowsBounds({ kind: 'range', from: 0, to: rowLower.length - 1 }, rowLower, rowUpper);
  }

  /**
   * By a count that is no whole number, or a column that is none.
   * @param {Box} box @param {Float64Array} colValue @param {Float64Array} rowValue
   * @returns {Box[] | Float64Array | 'unknown'}
   */
  split(box, colValue, rowValue) {
    const row = mostSplit(this.counts, rowValue);
    if (row >= 0) {
      const floor = Math.floor(rowValue[row]);
      const fewer = { ...box, rowUpper: box.rowUpper.with(row, floor) };
      const more = { ...box, rowLower: box.rowLower.with(row, floor + 1) };
      return rowValue[row] - floor > 0.5 ? [fewer, more] : [more, fewer];
    }
    const column = mostSplit(colValue.keys(), colValue);
    if (column >= 0) {
      const floor = Math.floor(colValue[column]);
      const fewer = { ...box, upper: box.upper.with(column, floor) };
      return [fewer, { ...box, lower: box.lower.with(column, floor + 1) }];
    }
    const values = colValue.map(Math.round);
    const worth = values.reduce((sum, value, at) => sum + value * this.model.cost[at], 0);
    return worth >= this.least && keeps(this.model, values) ? values : 'unknown';
  }
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
 * A column that loses more than the gap by its first step away from its better end stays there.
 * @param {Box} box @param {Float64Array} reduced @param {number} gap
 */
function narrow(box, reduced, gap) {
  const lower = box.lower.slice();
  const upper = box.upper.slice();
  let fixed = 0;
  reduced.forEach((value, column) => {
    if (lower[column] === upper[column] || Math.abs(value) <= gap) return;
    if (value > 0) lower[column] = upper[column];
    else upper[column] = lower[column];
    fixed++;
  });
  return { box: { ...box, lower, upper }, fixed };
}

/**
 * Of these the one nearest to a half between whole numbers, -1 if all are whole.
 * @param {Iterable<number>} places @param {Float64Array} values
 */
function mostSplit(places, values) {
  let found = -1;
  let most = WHOLE;
  for (const place of places) {
    const distance = Math.abs(values[place] - Math.round(values[place]));
    if (distance <= most) continue;
    most = distance;
    found = place;
  }
  return found;
}
