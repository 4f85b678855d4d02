// Which demands of a linear relaxation contradict each other? HiGHS answers for one set of demands after the other.
// What it blames in the end is computed in exact integers, and where that fails nobody is blamed. Plain JavaScript, so that it runs unbuilt too. Deterministic.
import { parentPort } from 'node:worker_threads';
import { isCutShort } from './cut-short.js';
import { boxOf, exactBound, isEmpty } from './exact.js';
import { hasRun, iterationLimit, iterationsOf, loadHighs, modelData } from './highs.js';

/** @typedef {import('./demands.js').DemandQuestion} DemandQuestion */
/** @typedef {import('./demands.js').DemandAnswer} DemandAnswer */
/** @typedef {import('./mip.js').MipModel} MipModel */
/** @typedef {import('./exact.js').Box} Box */

/** Contradictions are looked for in what is left of one, while it shrinks by so much at least. */
const SHRINKS = 0.9;
/** Prices are compared in parts of so many, sums with one of each to spare: what is blamed is computed exactly in the end. */
const PARTS = 1e6;
/** Iterations of all programs together, times columns: some contradictions of thousands of demands take simplex for ever. */
const MOST_WORK = 4e8;

const loading = loadHighs();

/** @param {DemandQuestion} question @returns {Promise<DemandAnswer>} */
async function solve({ model, demands, needed = new Int32Array(), many = Number.POSITIVE_INFINITY }) {
  const highs = await loading;
  return highs.withModel(modelData(highs, model, false), relaxation => {
    relaxation.options.set({ output_flag: false, random_seed: 1 });
    /** @type {Set<number>} */
    let demanded = new Set();
    for (const row of demands) relaxation.changeRowBounds(row, 0, 1);
    let left = Math.floor(MOST_WORK / Math.max(1, model.cost.length));
    /** Whether it is known that they contradict. @param {readonly number[]} rows */
    const contradict = rows => {
      if (left <= 0 || isCutShort()) return false;
      const wanted = new Set(rows);
      for (const row of demands) {
        if (wanted.has(row) === demanded.has(row)) continue;
        relaxation.changeRowBounds(row, wanted.has(row) ? 1 : 0, 1);
      }
      demanded = wanted;
      relaxation.options.set(iterationLimit(left));
      const hasEnded = hasRun(highs, relaxation);
      left -= iterationsOf(relaxation);
      return hasEnded && relaxation.getModelStatus() === highs.constants.modelStatus.infeasible;
    };
    /** @param {readonly number[]} rows */
    const boxWith = rows => {
      const wanted = new Set(rows);
      const rowLower = model.rowLower.slice();
      for (const row of demands) rowLower[row] = wanted.has(row) ? 1 : 0;
      return { ...boxOf(model), rowLower };
    };
    /** @type {readonly number[]} */
    let core = Array.from(demands);
    if (!contradict(core)) return { core: undefined, isSmallest: false };
    for (let before = Number.POSITIVE_INFINITY; core.length < SHRINKS * before; ) {
      before = core.length;
      const blamed = blamedBy(relaxation.getDualRay(), model, boxWith(core), core);
      if (!contradict(blamed)) break;
      core = blamed;
    }
    const sure = new Set(needed);
    const base = core.filter(row => sure.has(row));
    const others = core.filter(row => !sure.has(row));
    const isShort = others.length < many;
    const fewer = isShort ? [...base, ...quickXplain(contradict, base, others, base.length > 0)] : core;
    // Without work left, what is not known to contradict was taken for what does not.
    const isSmallest = isShort && left > 0;
    if (isSmallest) core = fewer;
    left = Math.max(left, demands.length);
    const isProved = contradict(core) && isEmpty(model, boxWith(core), relaxation.getDualRay());
    return { core: isProved ? Int32Array.from(core).sort() : undefined, isSmallest };
  });
}

/**
 * The demands among `rows` that a ray of HiGHS's needs to show that the box is empty, or a few more: those of low prices are
 * left out as long as the sum of all says no. O(entries).
 * @param {{ values: Float64Array } | undefined} ray @param {MipModel} model @param {Box} box @param {readonly number[]} rows
 */
function blamedBy(ray, model, box, rows) {
  if (!ray) return rows;
  const free = { ...model, cost: new Float64Array(model.cost.length) };
  const most = ray.values.reduce((greatest, value) => Math.max(greatest, Math.abs(value)), 0);
  for (const scale of [most, -most]) {
    const prices = ray.values.map(value => value / scale);
    const exact = exactBound(free, box, prices, 0);
    if (!exact || !(exact.gap < 0)) continue;
    // A demand that is none any more loses its price.
    const priceOf = (/** @type {number} */ row) => Math.max(0, Math.round(-prices[row] * PARTS));
    let left = Math.round(-exact.gap * PARTS) - rows.length;
    const spared = new Set();
    for (const row of [...rows].reverse().sort((x, y) => priceOf(x) - priceOf(y))) {
      left -= priceOf(row);
      if (left <= 0) break;
      spared.add(row);
    }
    return rows.filter(row => !spared.has(row));
  }
  return rows;
}

/**
 * A smallest contradicting subset of `rows`, given that `base` and `rows` together contradict (Junker 2004, "QuickXplain").
 * @param {(rows: readonly number[]) => boolean} contradict
 * @param {readonly number[]} base @param {readonly number[]} rows @param {boolean} baseGrew @returns {readonly number[]}
 */
function quickXplain(contradict, base, rows, baseGrew) {
  if (baseGrew && contradict(base)) return [];
  if (rows.length <= 1) return rows;
  const half = rows.length >> 1;
  const left = rows.slice(0, half);
  const right = rows.slice(half);
  const fromRight = quickXplain(contradict, [...base, ...left], right, true);
  const fromLeft = quickXplain(contradict, [...base, ...fromRight], left, fromRight.length > 0);
  return [...fromLeft, ...fromRight];
}

parentPort?.on('message', async question => parentPort?.postMessage(await solve(question)));
