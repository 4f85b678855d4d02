// Which demands of a linear relaxation contradict each other? HiGHS answers for one set of demands after the other.
// What it blames in the end is computed in exact integers, and where that fails nobody is blamed. Plain JavaScript, so that it runs unbuilt too. Deterministic.
import { parentPort, workerData } from 'node:worker_threads';
import { boxOf, isEmpty } from './exact.js';
import { loadHighs, modelData } from './highs.js';

/** @typedef {import('./demands.js').DemandQuestion} DemandQuestion */
/** @typedef {import('./demands.js').DemandAnswer} DemandAnswer */

/** @param {DemandQuestion} question @returns {Promise<DemandAnswer>} */
async function solve({ model, demands }) {
  const highs = await loadHighs();
  return highs.withModel(modelData(highs, model, false), relaxation => {
    relaxation.options.set({ output_flag: false, random_seed: 1 });
    /** @type {Set<number>} */
    let demanded = new Set(demands);
    /** @param {readonly number[]} rows */
    const contradict = rows => {
      const wanted = new Set(rows);
      for (const row of demands) {
        if (wanted.has(row) === demanded.has(row)) continue;
        relaxation.changeRowBounds(row, wanted.has(row) ? 1 : 0, 1);
      }
      demanded = wanted;
      relaxation.run();
      return relaxation.getModelStatus() === highs.constants.modelStatus.infeasible;
    };
    const all = Array.from(demands);
    if (!contradict(all)) return { core: undefined };
    const core = quickXplain(contradict, [], all, false);
    const blamed = new Set(core);
    const rowLower = model.rowLower.slice();
    for (const row of demands) if (!blamed.has(row)) rowLower[row] = 0;
    const isProved = contradict(core) && isEmpty(model, { ...boxOf(model), rowLower }, relaxation.getDualRay());
    return { core: isProved ? Int32Array.from(core) : undefined };
  });
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

solve(workerData).then(answer => parentPort?.postMessage(answer));
