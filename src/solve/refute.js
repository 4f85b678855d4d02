// Is there a whole-number solution worth so much? Branch and bound (Land & Doig 1960, doi:10.2307/1910129) whose every "no" is
// computed in exact integers: HiGHS solves the fractional program of each branch, and only its prices are used, as any prices
// prove a bound. Plain JavaScript, so that workers run it unbuilt too. Deterministic: bounded by branches and iterations, never by the clock.
import { Branching, partOf } from './branching.js';
import { isCutShort } from './cut-short.js';
import { boxOf, isEmpty, isWhole, keeps } from './exact.js';
import { hasRun, iterationLimit, iterationsOf, modelData } from './highs.js';

/** @typedef {import('./mip.js').MipModel} MipModel */
/** @typedef {import('./mip.js').Refutation} Refutation */
/** @typedef {Awaited<ReturnType<typeof import('./highs.js').loadHighs>>} Highs */
/** @typedef {import('./exact.js').Box} Box */
/** @typedef {import('highs').BasisInput} Basis */
/** @typedef {{ box: Box, origin?: import('./branching.js').Origin, basis?: Basis | undefined }} Branch a part, and where it came from */

/** From so many columns an interior point finds the first solution sooner; later ones are a few steps from the last. */
const LARGE = 5000;
/** The same of programs that it suits, simplified first: a quarter of the time that corners alone take. */
const INTERIOR = { solver: 'ipm', presolve: 'on' };
/** Of branches, with the prices of Forrest & Goldfarb (1992, doi:10.1007/BF01581089): steepest edges would be computed anew for each. */
const LATER = { solver: 'simplex', presolve: 'off', simplex_dual_edge_weight_strategy: /** @type {const} */ (1) };
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
    this.status = highs.constants.modelStatus;
    this.model = model;
    this.relaxation = relaxation;
    this.least = least;
    this.ownIterations = 0;
    this.mostIterations = model.mostIterations ?? Number.POSITIVE_INFINITY;
    /** @type {Float64Array | undefined} */
    this.root = undefined;
    /** @type {number | undefined} What no solution is worth more than, by the prices of the first one in fractions. */
    this.most = undefined;
    this.branching = new Branching(highs, model, relaxation, least, box => this.apply(box));
  }

  get iterations() {
    return this.ownIterations + this.branching.iterations;
  }

  /** @returns {Omit<Refutation, 'iterations'>} */
  run() {
    /** @type {Branch[]} */
    const open = [{ box: boxOf(this.model) }];
    for (let left = this.model.mostNodes; open.length > 0; left--) {
      const branch = open.pop();
      if (!branch) break;
      const outcome = left > 0 && this.mayGoOn ? this.explore(branch, left > 1) : 'unknown';
      const bound = this.most === undefined ? {} : { most: this.most };
      if (outcome === 'unknown') return { refuted: false, ...(this.root ? { root: this.root } : {}), ...bound };
      if (!Array.isArray(outcome)) return { refuted: false, values: outcome, ...bound };
      open.push(...outcome);
    }
    return { refuted: true };
  }

  get mayGoOn() {
    return this.iterations < this.mostIterations && !isCutShort();
  }

  /**
   * What is left of a branch: parts of it, the more promising last; none if nothing in it is worth enough.
   * @param {Branch} branch @param {boolean} isSplit whether parts of it will be looked at
   * @returns {Branch[] | Float64Array | 'unknown'}
   */
  explore({ box, origin, basis }, isSplit, isAgain = false) {
    const { relaxation, model, status } = this;
    this.apply(box);
    if (basis) relaxation.setBasis(basis);
    relaxation.options.set(iterationLimit(this.mostIterations - this.iterations));
    const ran = hasRun(this.highs, relaxation);
    this.ownIterations += iterationsOf(relaxation);
    relaxation.options.set(LATER);
    if (!ran) return 'unknown';
    const found = relaxation.getModelStatus();
    if (found === status.infeasible) return isEmpty(model, box, relaxation.getDualRay()) ? [] : 'unknown';
    if (found !== status.optimal) return 'unknown';
    const solution = relaxation.getSolution();
    this.root ??= solution.colValue.slice();
    const exact = this.branching.bound(box, solution);
    if (!exact) return 'unknown';
    this.most ??= Math.floor(this.least + exact.gap);
    if (origin) this.branching.learn(origin, exact.gap);
    if (exact.gap < 0) return [];
    const narrowed = narrow(box, exact.reduced, exact.gap);
    if (narrowed.fixed >= FIXED_MUCH && !isAgain) return this.explore({ box: narrowed.box }, isSplit, true);
    const splits = this.branching.splitsOf(solution);
    if (splits.length === 0) return this.whole(solution.colValue);
    return isSplit ? this.split(narrowed.box, splits, exact.gap) : 'unknown';
  }

  /** @param {Box} box */
  apply({ lower, upper, rowLower, rowUpper }) {
    const { relaxation } = this;
    relaxation.changeColsBounds({ kind: 'range', from: 0, to: lower.length - 1 }, lower, upper);
    if (rowLower.length > 0)
      relaxation.changeRowsBounds({ kind: 'range', from: 0, to: rowLower.length - 1 }, rowLower, rowUpper);
  }

  /** @param {Box} box @param {readonly import('./branching.js').Split[]} splits @param {number} gap @returns {Branch[]} */
  split(box, splits, gap) {
    const basis = this.basis();
    const split = this.branching.choose(box, splits, gap, basis, this.mostIterations - this.iterations);
    const branches = /** @type {const} */ ([0, 1]).map(up => ({
      box: partOf(box, split, up),
      origin: { split, up, gap },
      basis,
    }));
    return split.part > 0.5 ? branches : branches.reverse();
  }

  /** Where simplex may go on from; an interior point may have found none. @returns {Basis | undefined} */
  basis() {
    const { relaxation, highs } = this;
    const isValid = relaxation.info.get('basis_validity') === highs.constants.basisValidity.valid;
    return isValid ? relaxation.getBasis() : undefined;
  }

  /** @param {Float64Array} colValue @returns {Float64Array | 'unknown'} */
  whole(colValue) {
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
