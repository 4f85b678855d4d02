// Is there a whole-number solution worth so much? Branch and bound (Land & Doig 1960, doi:10.2307/1910129) whose every "no" is
// computed in exact integers: HiGHS solves the fractional program of each branch, and only its prices are used, as any prices
// prove a bound. Plain JavaScript, so that workers run it unbuilt too. Deterministic: bounded by branches and iterations, never by the clock.
import { isCutShort } from './cut-short.js';
import { boxOf, exactBound, isEmpty, isWhole, keeps, mostSplit } from './exact.js';
import { costScale, hasRun, iterationLimit, iterationsOf, modelData } from './highs.js';

/** @typedef {import('./mip.js').MipModel} MipModel */
/** @typedef {import('./mip.js').Refutation} Refutation */
/** @typedef {Awaited<ReturnType<typeof import('./highs.js').loadHighs>>} Highs */
/** @typedef {import('./exact.js').Box} Box */

/** From so many columns an interior point finds the first solution sooner; later ones are a few steps from the last. */
const LARGE = 5000;
/** The same of programs that it suits, simplified first: a quarter of the time that corners alone take. */
const INTERIOR = { solver: 'ipm', presolve: 'on' };
/** Solved anew, once, where so many columns were fixed: the branch may then end here. */
const FIXED_MUCH = 10;

/**
 * Whether no solution is worth `least`; a solution, if one is found instead. The answer is empty after `mostNodes` branches.
 * @param {Highs} highs @param {MipModel} model whole numbers, all columns whole @param {number} least
 * @returns {Refutation}
 */
export function refute(highs, model, least) {
  if (!Number.isSafeInteger(least) || !isWhole(model) || !isWhole({ values: model.cost }) || model.cost.length === 0)
    return { refuted: false, iterations: 0 };
  return highs.withModel(modelData(highs, model, false), relaxation => {
    relaxation.options.set({ output_flag: false, random_seed: 1, presolve: 'off' });
    if (model.interior) relaxation.options.set(INTERIOR);
    else relaxation.options.set({ solver: model.cost.length >= LARGE ? 'ipm' : 'simplex' });
    const search = new Search(highs, model, relaxation, least);
    return { ...search.run(), iterations: search.iterations };
  });
}

class Search {
  /**
   * @param {Highs} highs @param {MipModel} model @param {ReturnType<Highs['createModel']>} relaxation
   * @param {number} least
   */
  constructor(highs, model, relaxation, least) {
    this.highs = highs;
    this.scale = costScale(model);
    this.status = highs.constants.modelStatus;
    this.model = model;
    this.relaxation = relaxation;
    this.least = least;
    this.iterations = 0;
    this.mostIterations = model.mostIterations ?? Number.POSITIVE_INFINITY;
    /** @type {Float64Array | undefined} */
    this.root = undefined;
    /** @type {number | undefined} What no solution is worth more than, by the prices of the first one in fractions. */
    this.most = undefined;
    /** Rows to branch on: counts of columns. */
    this.counts = Array.from(model.rowLower.keys()).filter(row =>
      model.values.subarray(model.starts[row], model.starts[row + 1]).every(value => value === 1),
    );
  }

  /** @returns {Omit<Refutation, 'iterations'>} */
  run() {
    const open = [boxOf(this.model)];
    for (let nodes = 0; open.length > 0; nodes++) {
      const box = open.pop();
      if (!box) break;
      const mayGoOn = nodes < this.model.mostNodes && this.iterations < this.mostIterations && !isCutShort();
      const outcome = mayGoOn ? this.explore(box) : 'unknown';
      const bound = this.most === undefined ? {} : { most: this.most };
      if (outcome === 'unknown') return { refuted: false, ...(this.root ? { root: this.root } : {}), ...bound };
      if (!Array.isArray(outcome)) return { refuted: false, values: outcome, ...bound };
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
    relaxation.options.set(iterationLimit(this.mostIterations - this.iterations));
    const ran = hasRun(this.highs, relaxation);
    this.iterations += iterationsOf(relaxation);
    relaxation.options.set({ solver: 'simplex', presolve: 'off' });
    if (!ran) return 'unknown';
    const found = relaxation.getModelStatus();
    if (found === status.infeasible) return isEmpty(model, box, relaxation.getDualRay()) ? [] : 'unknown';
    if (found !== status.optimal) return 'unknown';
    const { colValue, rowValue, rowDual } = relaxation.getSolution();
    this.root ??= colValue.slice();
    const prices = this.scale === 1 ? rowDual : rowDual.map(price => price * this.scale);
    const exact = exactBound(model, box, prices, this.least);
    if (!exact) return 'unknown';
    this.most ??= Math.floor(this.least + exact.gap);
    if (exact.gap < 0) return [];
    const narrowed = narrow(box, exact.reduced, exact.gap);
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
    const row = mostSplit(this.counts, at => rowValue[at]);
    if (row >= 0) {
      const floor = Math.floor(rowValue[row]);
      const fewer = { ...box, rowUpper: box.rowUpper.with(row, floor) };
      const more = { ...box, rowLower: box.rowLower.with(row, floor + 1) };
      return rowValue[row] - floor > 0.5 ? [fewer, more] : [more, fewer];
    }
    const column = mostSplit(colValue.keys(), at => colValue[at]);
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
