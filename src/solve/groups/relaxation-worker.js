// Solves one linear program again and again with other bounds of some columns, away from the main thread.
// Plain JavaScript, so that it runs unbuilt too. Deterministic.
import { parentPort, workerData } from 'node:worker_threads';
import { boxOf, isEmpty } from '../exact.js';
import { costScale, hasRun, loadHighs, modelData } from '../highs.js';

/** @typedef {import('./relaxation.js').RelaxationModel} RelaxationModel */
/** @typedef {import('./relaxation.js').ColumnBounds} ColumnBounds */
/** @typedef {import('./relaxation.js').RelaxationAnswer} RelaxationAnswer */

/** From so many columns an interior point finds the first solution sooner; later ones are a few steps from the last. */
const LARGE = 5000;

/** @type {RelaxationModel} */
const task = workerData;
const scale = costScale(task.model);
const loading = loadHighs().then(highs => {
  const model = highs.createModel(modelData(highs, task.model, false));
  const large = task.model.cost.length >= LARGE;
  model.options.set({ output_flag: false, random_seed: 1, presolve: 'off', solver: large ? 'ipm' : 'simplex' });
  return { highs, model };
});

/** @param {Float64Array} lower @param {Float64Array} upper of the columns that change */
function boxWith(lower, upper) {
  const box = boxOf(task.model);
  box.upper = box.upper.slice();
  task.columns.forEach((column, k) => {
    box.lower[column] = lower[k];
    box.upper[column] = upper[k];
  });
  return box;
}

/** @param {ColumnBounds} bounds @returns {Promise<RelaxationAnswer>} */
async function solve({ lower, upper }) {
  const { highs, model } = await loading;
  if (task.columns.length > 0) model.changeColsBounds({ kind: 'set', indices: task.columns }, lower, upper);
  const ran = hasRun(highs, model);
  model.options.set({ solver: 'simplex' });
  if (!ran) return { kind: 'unknown' };
  const status = model.getModelStatus();
  if (status === highs.constants.modelStatus.infeasible)
    return { kind: isEmpty(task.model, boxWith(lower, upper), model.getDualRay()) ? 'empty' : 'unknown' };
  if (status !== highs.constants.modelStatus.optimal) return { kind: 'unknown' };
  const { colValue, rowDual } = model.getSolution();
  return {
    kind: 'solved',
    values: Float64Array.from(colValue),
    prices: Float64Array.from(rowDual, price => price * scale),
  };
}

parentPort?.on('message', async bounds => parentPort?.postMessage(await solve(bounds)));
