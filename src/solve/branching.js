// What a branch is split by: reliability branching (Achterberg, Koch & Martin 2005, doi:10.1016/j.orl.2004.04.002). What each part
// loses is tried by a few steps of simplex first, and remembered per unit of what it cuts off; once that is known well enough
// it is believed. Plain JavaScript, so that workers run it unbuilt too. Deterministic: by iterations, never by the clock.
import { exactBound, WHOLE } from './exact.js';
import { costScale, hasRun, iterationLimit, iterationsOf, scaled } from './highs.js';

/** @typedef {import('./mip.js').MipModel} MipModel */
/** @typedef {import('./exact.js').Box} Box */
/** @typedef {Awaited<ReturnType<typeof import('./highs.js').loadHighs>>} Highs */
/**
 * Something that is to be a whole number and is none: a count of columns, by its row, or one column.
 * @typedef {object} Split
 * @property {boolean} isRow @property {number} at @property {number} floor
 * @property {number} part what it is more than that: 0 to 1
 */
/**
 * How a box came about, and by how much the bound exceeded what was asked for before.
 * @typedef {object} Origin
 * @property {Split} split @property {0 | 1} up @property {number} gap
 */

/** Tries of both parts, so many in vain in a row and so many in all: more at first, where all that follows depends on it. */
const MOST_IN_VAIN = 8;
const TRIES = { first: 32, later: 8 };
/** Iterations of simplex of each try. */
const STEPS = 60;
/** What was seen so often is not tried again. */
const RELIABLE = 4;
/** No part is taken to lose nothing at all: then the other would not count. */
const LEAST_LOSS = 1e-4;

export class Branching {
  /**
   * @param {Highs} highs @param {MipModel} model @param {ReturnType<Highs['createModel']>} relaxation of it
   * @param {number} least @param {(box: Box) => void} apply sets the bounds of the relaxation
   */
  constructor(highs, model, relaxation, least, apply) {
    this.highs = highs;
    this.model = model;
    this.relaxation = relaxation;
    this.least = least;
    this.apply = apply;
    this.scale = costScale(model);
    /** Iterations that tries took. */
    this.iterations = 0;
    const { length: rows } = model.rowLower;
    /** Rows that count columns. */
    this.counts = Array.from({ length: rows }, (_, row) => row).filter(row =>
      model.values.subarray(model.starts[row], model.starts[row + 1]).every(value => value === 1),
    );
    /** What a part lost, per unit, in all, and how often that was seen: of rows and columns, downwards and upwards. */
    this.losses = [0, 1].map(() => new Float64Array(rows + model.cost.length));
    this.seen = [0, 1].map(() => new Int32Array(rows + model.cost.length));
    this.all = [0, 1].map(() => ({ loss: 0, seen: 0 }));
  }

  /** @param {Origin} origin @param {number} gap that is left */
  learn({ split, up, gap: before }, gap) {
    const loss = Math.max(0, before - Math.max(gap, 0)) / reach(split, up);
    const at = this.keyOf(split);
    this.losses[up][at] += loss;
    this.seen[up][at]++;
    this.all[up].loss += loss;
    this.all[up].seen++;
  }

  /**
   * The split that both parts of lose the most by. Leaves the bounds of the relaxation changed.
   * @param {Box} box @param {readonly Split[]} splits of its best solution: one at least
   * @param {number} gap by which its bound exceeds what is asked for
   * @param {import('highs').BasisInput | undefined} basis of that solution
   * @param {number} mostIterations that tries may take
   */
  choose(box, splits, gap, basis, mostIterations) {
    const sorted = splits.map(split => ({ split, worth: this.guess(split, gap) })).sort((x, y) => y.worth - x.worth);
    const most = this.iterations === 0 ? TRIES.first : TRIES.later;
    const end = this.iterations + mostIterations;
    let [tries, inVain, bestWorth, best] = [0, 0, -1, sorted[0].split];
    for (const { split, worth: guessed } of sorted) {
      let worth = guessed;
      if (!this.isReliable(split)) {
        if (tries === most || inVain >= MOST_IN_VAIN || this.iterations >= end) continue;
        tries++;
        const losses = /** @type {const} */ ([0, 1]).map(up => this.try(box, split, up, gap, basis));
        // Nothing is left of one part: the other is all there is.
        if (losses.some(loss => loss > gap)) return split;
        worth = product(losses);
      }
      inVain = worth > bestWorth ? 0 : inVain + 1;
      if (worth > bestWorth) [bestWorth, best] = [worth, split];
    }
    return best;
  }

  /**
   * What a part loses at least; more than the gap where nothing is left of it.
   * @param {Box} box @param {Split} split @param {0 | 1} up @param {number} gap
   * @param {import('highs').BasisInput | undefined} basis
   */
  try(box, split, up, gap, basis) {
    const { highs, relaxation } = this;
    const part = partOf(box, split, up);
    this.apply(part);
    if (basis) relaxation.setBasis(basis);
    relaxation.options.set(iterationLimit(STEPS));
    const ran = hasRun(highs, relaxation);
    this.iterations += iterationsOf(relaxation);
    if (!ran) return 0;
    const isEmpty = relaxation.getModelStatus() === highs.constants.modelStatus.infeasible;
    const left = isEmpty ? -1 : this.bound(part, relaxation.getSolution())?.gap;
    if (left === undefined) return 0;
    this.learn({ split, up, gap }, left);
    return left < 0 ? gap + 1 : Math.max(0, gap - left);
  }

  /** What a box is worth at most, by the prices of a solution, whatever they are. @param {Box} box @param {{ rowDual: Float64Array }} solution */
  bound(box, { rowDual }) {
    return exactBound(this.model, box, scaled(rowDual, this.scale), this.least);
  }

  /** All that is split. @param {{ colValue: Float64Array, rowValue: Float64Array }} solution @returns {Split[]} */
  splitsOf({ colValue, rowValue }) {
    /** @type {Split[]} */
    const splits = [];
    for (const row of this.counts) if (isSplit(rowValue[row])) splits.push(splitOf(true, row, rowValue[row]));
    colValue.forEach((value, at) => {
      if (isSplit(value)) splits.push(splitOf(false, at, value));
    });
    return splits;
  }

  /** @param {Split} split */
  keyOf({ isRow, at }) {
    return isRow ? at : this.model.rowLower.length + at;
  }

  /** @param {Split} split */
  isReliable(split) {
    const at = this.keyOf(split);
    return Math.min(this.seen[0][at], this.seen[1][at]) >= RELIABLE;
  }

  /** What both parts are believed to lose, one times the other. @param {Split} split @param {number} gap */
  guess(split, gap) {
    return product([this.loss(split, 0, gap), this.loss(split, 1, gap)]);
  }

  /** Of a split that was never seen as much as of others. @param {Split} split @param {0 | 1} up @param {number} gap */
  loss(split, up, gap) {
    const at = this.keyOf(split);
    const known = this.seen[up][at] > 0;
    const { loss, seen } = known ? { loss: this.losses[up][at], seen: this.seen[up][at] } : this.all[up];
    const each = seen > 0 ? loss / seen : 1;
    return Math.min(each * reach(split, up), gap + 1);
  }
}

/**
 * One of the two parts.
 * @param {Box} box @param {Split} split @param {0 | 1} up
 * @returns {Box}
 */
export function partOf(box, { isRow, at, floor }, up) {
  if (isRow)
    return up
      ? { ...box, rowLower: box.rowLower.with(at, floor + 1) }
      : { ...box, rowUpper: box.rowUpper.with(at, floor) };
  return up ? { ...box, lower: box.lower.with(at, floor + 1) } : { ...box, upper: box.upper.with(at, floor) };
}

/** @param {number[]} losses */
function product(losses) {
  return losses.reduce((all, loss) => all * Math.max(LEAST_LOSS, loss), 1);
}

/** How much of what is split goes one way. @param {Split} split @param {0 | 1} up */
function reach({ part }, up) {
  return up ? 1 - part : part;
}

/** @param {number} value */
function isSplit(value) {
  return Math.abs(value - Math.round(value)) > WHOLE;
}

/** @param {boolean} isRow @param {number} at @param {number} value @returns {Split} */
function splitOf(isRow, at, value) {
  const floor = Math.floor(value);
  return { isRow, at, floor, part: value - floor };
}
