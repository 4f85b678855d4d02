// Solves one linear program again and again with other bounds of some columns or more rows, away from the main thread: by HiGHS,
// or nearly by so many steps of ../primal-dual.js.
// Plain JavaScript, so that it runs unbuilt too. Deterministic.
import { parentPort } from 'node:worker_threads';
import { boxOf, isEmpty, withRows } from '../exact.js';
import { costScale, hasRun, iterationLimit, iterationsOf, loadHighs, modelData } from '../highs.js';
import { PrimalDual } from '../primal-dual.js';

/** @typedef {import('../mip.js').MipModel} MipModel */
/** @typedef {import('./relaxation.js').RelaxationModel} RelaxationModel */
/** @typedef {import('./relaxation.js').RelaxationQuestion} RelaxationQuestion */
/** @typedef {import('./relaxation.js').RelaxationAnswer} RelaxationAnswer */
/** @typedef {import('./relaxation.js').RelaxationReply} RelaxationReply */
/** @typedef {Awaited<ReturnType<typeof loadHighs>>} Highs */
/** @typedef {ReturnType<Highs['createModel']>} HighsModel */

/** From so many columns an interior point finds the first solution sooner; later ones are a few steps from the last. */
const LARGE = 5000;
/** From so many columns simplex takes longer, even from the last solution, than an interior point of a program with more rows. */
const VERY_LARGE = 15_000;
/** Interior points take some thirty iterations. */
const MOST_INTERIOR = 200;
/** Columns that simplex may look at for one answer, some half a minute: now and then it would not come to an end. */
const MOST_LOOKED_AT = 4e8;

/** @type {ReturnType<typeof loadHighs> | undefined} */
let loading;
/** @type {MipModel} */
let program;
/** @type {RelaxationModel['columns']} */
let columns;
/** @type {HighsModel | undefined} */
let model;
/** Whether only interior points were asked for so far: there is no solution for simplex to go on from. */
let isInterior = false;
/** @type {{ solver: PrimalDual, steps: number } | undefined} */
let nearly;

/** @param {Highs} highs @param {RelaxationModel} task */
function begin(highs, task) {
  model?.dispose();
  program = task.model;
  columns = task.columns;
  model = highs.createModel(modelData(highs, program, false));
  isInterior = program.cost.length >= LARGE;
  // Prices need not be those of a corner, to which the way takes longer than all the rest.
  const interior = { run_crossover: 'off', ipm_iteration_limit: MOST_INTERIOR };
  model.options.set({ output_flag: false, random_seed: 1, presolve: 'off', ...interior });
}

/**
 * Solves the program as it is; whether there is an answer.
 * @param {Highs} highs @param {HighsModel} model @param {number} mostIterations
 */
function run(highs, model, mostIterations) {
  if (isInterior) {
    model.options.set({ solver: 'ipm' });
    if (hasRun(highs, model) && model.getModelStatus() === highs.constants.modelStatus.optimal) return true;
    isInterior = false;
  }
  const most = Math.min(mostIterations, Math.ceil(MOST_LOOKED_AT / Math.max(1, program.cost.length)));
  model.options.set({ solver: 'simplex', ...iterationLimit(most) });
  return hasRun(highs, model);
}

/** @param {RelaxationQuestion['bounds']} bounds of the columns that change */
function boxWith({ lower, upper }) {
  const box = boxOf(program);
  box.upper = box.upper.slice();
  columns.forEach((column, k) => {
    box.lower[column] = lower[k];
    box.upper[column] = upper[k];
  });
  return box;
}

/** @param {RelaxationQuestion} question @returns {Promise<RelaxationReply>} */
async function reply(question) {
  const { fresh } = question;
  if (fresh) nearly = fresh.steps ? { solver: new PrimalDual(fresh.model), steps: fresh.steps } : undefined;
  return nearly ? stepsOf(nearly, question) : replyExactly(question);
}

/** @param {{ solver: PrimalDual, steps: number }} nearly @param {RelaxationQuestion} question @returns {RelaxationReply} */
function stepsOf({ solver, steps }, { fresh, bounds, more }) {
  if (fresh) [program, columns] = [fresh.model, fresh.columns];
  for (const rows of more) program = withRows(program, rows);
  if (more.length > 0) solver.take(program);
  solver.bound(columns, bounds.lower, bounds.upper);
  solver.run(steps);
  return { answer: { kind: 'solved', values: solver.values, prices: solver.prices }, iterations: 0 };
}

/** @param {RelaxationQuestion} question @returns {Promise<RelaxationReply>} */
async function replyExactly({ fresh, bounds, more, mostIterations }) {
  loading ??= loadHighs();
  const highs = await loading;
  if (fresh) begin(highs, fresh);
  if (!model) throw new Error('the first question brings the program');
  for (const rows of more) {
    program = withRows(program, rows);
    const { starts, indices, values, rowLower, rowUpper } = rows;
    const shape = { numRows: rowLower.length, numCols: program.cost.length };
    const matrix = { format: /** @type {const} */ ('csr'), ...shape, starts, indices, values };
    model.addRows({ lower: rowLower, upper: rowUpper, matrix });
  }
  if (columns.length > 0) model.changeColsBounds({ kind: 'set', indices: columns }, bounds.lower, bounds.upper);
  const grows = fresh !== undefined || (more.length > 0 && program.cost.length >= VERY_LARGE);
  isInterior &&= grows;
  const answer = run(highs, model, mostIterations)
    ? answerOf(highs, model, bounds)
    : { kind: /** @type {const} */ ('unknown') };
  return { answer, iterations: iterationsOf(model) };
}

/**
 * @param {Highs} highs @param {HighsModel} model @param {RelaxationQuestion['bounds']} bounds
 * @returns {RelaxationAnswer}
 */
function answerOf(highs, model, bounds) {
  const status = model.getModelStatus();
  if (status === highs.constants.modelStatus.infeasible)
    return { kind: isEmpty(program, boxWith(bounds), model.getDualRay()) ? 'empty' : 'unknown' };
  if (status !== highs.constants.modelStatus.optimal) return { kind: 'unknown' };
  const { colValue, rowDual } = model.getSolution();
  const scale = costScale(program);
  return { kind: 'solved', values: Float64Array.from(colValue), prices: Float64Array.from(rowDual, y => y * scale) };
}

parentPort?.on('message', async question => parentPort?.postMessage(await reply(question)));
