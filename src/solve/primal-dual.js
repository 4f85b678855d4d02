// Large linear programs in fractions, nearly solved by steps that only multiply with the matrix: the primal-dual hybrid gradient
// method (Chambolle & Pock 2011, doi:10.1007/s10851-010-0251-1) as in PDLP (Applegate et al. 2021, "Practical large-scale linear
// programming using primal-dual hybrid gradient"), with reflected Halpern steps, which draw every iterate back to where they
// began (Lu & Yang 2024, "Restarted Halpern PDHG for linear programming"). Plain JavaScript, so that workers run it unbuilt too.
// Deterministic: no step looks at a clock.

import { isCutShort } from './cut-short.js';
import { Restarts } from './restarts.js';

/** @typedef {import('./mip.js').MipModel} MipModel */

/** Turns of scaling rows and columns by their largest entries (Ruiz 2001), before one by their sums (Pock & Chambolle 2011). */
const SCALINGS = 10;
/** Of steps: scaled by the sums of its rows and columns, a matrix makes nothing longer (Schur's test). */
const SAFE = 0.99;
/** Steps from one look at the gap to the next. */
const LOOK = 50;
/** Gap between the two objectives, and what rows are exceeded by, as parts of what they are measured by, at which it is solved. */
const SOLVED = { gap: 2e-5, rows: 1e-4 };
/** A way as short as that tells nothing of how long steps should be. */
const NO_WAY = 1e-10;

export class PrimalDual {
  /**
   * A program to maximise, from 0 on, whose columns have finite upper bounds. O(entries).
   * @param {MipModel} model
   */
  constructor(model) {
    const columns = model.cost.length;
    this.values = new Float64Array(columns);
    this.lower = new Float64Array(columns);
    this.upper = Float64Array.from(model.upper);
    this.prices = new Float64Array(model.rowLower.length);
    this.weight = 0;
    this.scaled = new Scaled(model);
  }

  /**
   * The same program with more rows at the end: goes on from where it is. O(entries).
   * @param {MipModel} model
   */
  take(model) {
    const prices = new Float64Array(model.rowLower.length);
    prices.set(this.prices);
    this.prices = prices;
    this.scaled = new Scaled(model);
  }

  /**
   * Other bounds of some columns, within those of the program.
   * @param {Int32Array} columns @param {Float64Array} lower @param {Float64Array} upper
   */
  bound(columns, lower, upper) {
    columns.forEach((column, k) => {
      this.lower[column] = lower[k];
      this.upper[column] = upper[k];
    });
  }

  /**
   * Goes on for so many steps, or until it is nearly solved: `values` and `prices` are those of the last step. Rows that bind from
   * above have prices of 0 or more. O(steps · entries).
   * @param {number} steps
   * @returns {number} steps made
   */
  run(steps) {
    const run = new Run(this.scaled, this);
    let made = 0;
    while (made < steps && !isCutShort()) {
      run.step();
      made++;
      if (made % LOOK === 0 && run.isSolved) break;
    }
    run.write(this);
    return made;
  }
}

/** A program whose rows and columns are of one size, by rows and by columns, to be minimised. */
class Scaled {
  /** @param {MipModel} model */
  constructor(model) {
    const { starts, indices } = model;
    const rows = model.rowLower.length;
    const columns = model.cost.length;
    this.starts = starts;
    this.indices = indices;
    this.entries = Float64Array.from(model.values);
    this.ofRow = new Float64Array(rows).fill(1);
    this.ofColumn = new Float64Array(columns).fill(1);
    for (let turn = 0; turn <= SCALINGS; turn++) this.scale(turn === SCALINGS);
    this.columnStarts = new Int32Array(columns + 1);
    this.rowsOf = new Int32Array(indices.length);
    this.entriesOf = new Float64Array(indices.length);
    this.transpose();
    this.cost = model.cost.map((value, j) => -value * this.ofColumn[j]);
    this.rowLower = model.rowLower.map((value, i) => value * this.ofRow[i]);
    this.rowUpper = model.rowUpper.map((value, i) => value * this.ofRow[i]);
    this.openEnds(model);
  }

  /**
   * Ends that no row can reach are none: large ones would say what is small. O(entries).
   * @param {MipModel} model
   */
  openEnds({ starts, indices, values, upper, rowLower, rowUpper }) {
    for (let i = 0; i < rowLower.length; i++) {
      let [least, most] = [0, 0];
      for (let k = starts[i]; k < starts[i + 1]; k++) {
        const reach = values[k] * upper[indices[k]];
        if (reach < 0) least += reach;
        else most += reach;
      }
      if (rowLower[i] <= least) this.rowLower[i] = Number.NEGATIVE_INFINITY;
      if (rowUpper[i] >= most) this.rowUpper[i] = Number.POSITIVE_INFINITY;
    }
  }

  /** @param {boolean} bySums whether by the sums of the entries, instead of the largest */
  scale(bySums) {
    const { starts, indices, entries } = this;
    const ofRow = new Float64Array(this.ofRow.length);
    const ofColumn = new Float64Array(this.ofColumn.length);
    for (let i = 0; i < ofRow.length; i++)
      for (let k = starts[i]; k < starts[i + 1]; k++) {
        const size = Math.abs(entries[k]);
        const j = indices[k];
        ofRow[i] = bySums ? ofRow[i] + size : Math.max(ofRow[i], size);
        ofColumn[j] = bySums ? ofColumn[j] + size : Math.max(ofColumn[j], size);
      }
    toFactors(ofRow);
    toFactors(ofColumn);
    for (let i = 0; i < ofRow.length; i++)
      for (let k = starts[i]; k < starts[i + 1]; k++) entries[k] *= ofRow[i] * ofColumn[indices[k]];
    for (let i = 0; i < ofRow.length; i++) this.ofRow[i] *= ofRow[i];
    for (let j = 0; j < ofColumn.length; j++) this.ofColumn[j] *= ofColumn[j];
  }

  transpose() {
    const { starts, indices, entries, ofRow, columnStarts, rowsOf, entriesOf } = this;
    for (const j of indices) columnStarts[j + 1]++;
    for (let j = 0; j + 1 < columnStarts.length; j++) columnStarts[j + 1] += columnStarts[j];
    const next = columnStarts.slice();
    for (let i = 0; i < ofRow.length; i++)
      for (let k = starts[i]; k < starts[i + 1]; k++) {
        const at = next[indices[k]]++;
        rowsOf[at] = i;
        entriesOf[at] = entries[k];
      }
  }

  /** What the rows sum up to. @param {Float64Array} x of columns @param {Float64Array} y of rows: the result */
  multiply(x, y) {
    product(this.starts, this.indices, this.entries, x, y);
  }

  /** What the columns cost. @param {Float64Array} y of rows @param {Float64Array} x of columns: the result */
  multiplyBack(y, x) {
    product(this.columnStarts, this.rowsOf, this.entriesOf, y, x);
  }
}

/** One run of steps, in the units of a scaled program. */
class Run {
  /** @param {Scaled} program @param {PrimalDual} from */
  constructor(program, { values, prices, lower, upper, weight }) {
    this.program = program;
    const { ofColumn, ofRow, cost, rowLower, rowUpper } = program;
    this.lower = lower.map((value, j) => value / ofColumn[j]);
    this.upper = upper.map((value, j) => value / ofColumn[j]);
    this.x = values.map((value, j) => Math.min(this.upper[j], Math.max(this.lower[j], value / ofColumn[j])));
    this.y = prices.map((value, i) => -value / ofRow[i]);
    this.firstX = this.x.slice();
    this.firstY = this.y.slice();
    /** Where a step without Halpern's would go. */
    this.nextX = this.x.slice();
    this.nextY = this.y.slice();
    this.ahead = new Float64Array(this.x.length);
    this.sums = new Float64Array(this.y.length);
    this.costs = new Float64Array(this.x.length);
    const ends = rowUpper.map((value, i) => (Number.isFinite(value) ? value : rowLower[i])).filter(Number.isFinite);
    this.size = { cost: lengthOf(cost), ends: lengthOf(ends) };
    /** Its square is how many times as long the steps of prices are as those of values. */
    this.weight = weight > 0 ? weight : this.size.cost > 0 && this.size.ends > 0 ? this.size.cost / this.size.ends : 1;
    this.restarts = new Restarts();
  }

  step() {
    const length = this.look();
    this.restarts.step();
    if (this.restarts.isDue(length)) this.anew();
    else this.halpern();
  }

  /** A plain step, from x and y to nextX and nextY; its length in the norm in which such steps never grow, or nearly. */
  look() {
    const { program, x, y, nextX, nextY, ahead, sums, costs, lower, upper, weight } = this;
    const { cost, rowLower, rowUpper } = program;
    const stepX = SAFE / weight;
    const stepY = SAFE * weight;
    program.multiplyBack(y, costs);
    let inX = 0;
    for (let j = 0; j < x.length; j++) {
      const to = x[j] - stepX * (cost[j] - costs[j]);
      const next = Math.max(lower[j], Math.min(upper[j], to));
      const moved = next - x[j];
      inX += moved * moved;
      nextX[j] = next;
      ahead[j] = next + moved;
    }
    program.multiply(ahead, sums);
    let inY = 0;
    for (let i = 0; i < y.length; i++) {
      const to = y[i] / stepY - sums[i];
      // What of the row's sum lies outside its ends is paid for.
      const inside = Math.max(-rowUpper[i], Math.min(-rowLower[i], to));
      const next = stepY * (to - inside);
      const moved = next - y[i];
      inY += moved * moved;
      nextY[i] = next;
    }
    return Math.sqrt(weight * inX + inY / weight);
  }

  /** As far again beyond the plain step, and back towards the first by a part that becomes smaller. */
  halpern() {
    const { x, y, nextX, nextY, firstX, firstY } = this;
    const { part } = this.restarts;
    for (let j = 0; j < x.length; j++) x[j] = part * (2 * nextX[j] - x[j]) + (1 - part) * firstX[j];
    for (let i = 0; i < y.length; i++) y[i] = part * (2 * nextY[i] - y[i]) + (1 - part) * firstY[i];
  }

  /** From the plain step on, with lengths that suit the way from the last beginning. */
  anew() {
    const wayX = distance(this.nextX, this.firstX);
    const wayY = distance(this.nextY, this.firstY);
    if (wayX > NO_WAY && wayY > NO_WAY) this.weight = Math.sqrt((this.weight * wayY) / wayX);
    for (const x of [this.x, this.firstX]) x.set(this.nextX);
    for (const y of [this.y, this.firstY]) y.set(this.nextY);
    this.restarts.begin();
  }

  /** Whether both objectives and all rows are nearly met by the last plain step. O(entries). */
  get isSolved() {
    const { program, nextX, nextY, sums, costs, lower, upper, size } = this;
    const { cost, rowLower, rowUpper } = program;
    program.multiply(nextX, sums);
    program.multiplyBack(nextY, costs);
    let [value, bound, beyond] = [0, 0, 0];
    for (let j = 0; j < nextX.length; j++) {
      value += cost[j] * nextX[j];
      const left = cost[j] - costs[j];
      if (left !== 0) bound += left * (left > 0 ? lower[j] : upper[j]);
    }
    for (let i = 0; i < nextY.length; i++) {
      if (nextY[i] !== 0) bound += nextY[i] * (nextY[i] > 0 ? rowLower[i] : rowUpper[i]);
      const outside = Math.max(0, rowLower[i] - sums[i], sums[i] - rowUpper[i]);
      beyond += outside * outside;
    }
    const isMet = Math.sqrt(beyond) <= SOLVED.rows * (1 + size.ends);
    return isMet && Math.abs(value - bound) <= SOLVED.gap * (1 + Math.abs(value));
  }

  /** @param {PrimalDual} to */
  write(to) {
    const { ofColumn, ofRow } = this.program;
    to.values = this.nextX.map((value, j) => value * ofColumn[j]);
    to.prices = this.nextY.map((value, i) => -value * ofRow[i]);
    to.weight = this.weight;
  }
}

/** @param {Float64Array} sizes by which to divide; empty rows stay as they are */
function toFactors(sizes) {
  for (let i = 0; i < sizes.length; i++) sizes[i] = sizes[i] > 0 ? 1 / Math.sqrt(sizes[i]) : 1;
}

/**
 * Of a matrix by rows, or by columns, with a vector. O(entries).
 * @param {Int32Array} starts @param {Int32Array} indices @param {Float64Array} entries
 * @param {Float64Array} x @param {Float64Array} result
 */
function product(starts, indices, entries, x, result) {
  for (let i = 0; i < result.length; i++) {
    let sum = 0;
    for (let k = starts[i], end = starts[i + 1]; k < end; k++) sum += entries[k] * x[indices[k]];
    result[i] = sum;
  }
}

/** Euclidean. @param {Float64Array} list */
function lengthOf(list) {
  let sum = 0;
  for (const value of list) sum += value * value;
  return Math.sqrt(sum);
}

/** @param {Float64Array} one @param {Float64Array} two */
function distance(one, two) {
  let sum = 0;
  for (let k = 0; k < one.length; k++) sum += (one[k] - two[k]) ** 2;
  return Math.sqrt(sum);
}
