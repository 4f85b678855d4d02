// Solves mixed-integer programs with HiGHS, away from the main thread: `run` blocks until it is done.
// Plain JavaScript, so that it runs unbuilt too. Deterministic: bounded by nodes and iterations, never by the clock.
import { parentPort } from 'node:worker_threads';
import { costScale, hasRun, iterationsOf, loadHighs, modelData } from './highs.js';
import { refute } from './refute.js';
import { Relaxation } from './relaxation.js';

/** @typedef {import('./mip.js').MipModel} MipModel */
/** @typedef {import('./mip.js').MipAnswer} MipAnswer */
/** @typedef {import('./mip.js').MipQuestion} MipQuestion */

/**
 * The first program after loading takes many times as long as the same one later, as WebAssembly is compiled when it is first
 * called; so a small one is solved before anyone asks, in fractions, which all are first.
 */
const loading = loadHighs().then(highs => {
  new Relaxation(highs).answerTo({ model: smallProgram() });
  return highs;
});

/** HiGHS counts its iterations now and then only; from one check to the next it takes about as long as so many. */
const ITERATIONS_A_CHECK = 100;

/** At most one of each row of a table and one of each column, with weights that tie: its relaxation is fractional. */
function smallProgram() {
  const cost = Float64Array.from({ length: 36 }, (_, k) => 1 + ((k * k) % 5));
  /** @type {number[]} */
  const indices = [];
  for (let p = 0; p < 9; p++) for (let q = 0; q < 4; q++) indices.push(p * 4 + q);
  for (let p = 0; p < 9; p++) for (let q = 0; q < 4; q++) indices.push(q * 9 + p);
  for (let p = 0; p < 9; p++) for (let q = 0; q < 4; q++) indices.push((p * 7 + q * 11) % 36);
  return {
    cost,
    upper: new Float64Array(36).fill(1),
    rowLower: new Float64Array(27),
    rowUpper: new Float64Array(27).fill(1),
    starts: Int32Array.from({ length: 28 }, (_, row) => row * 4),
    indices: Int32Array.from(indices),
    values: new Float64Array(108).fill(1),
    mostNodes: 5,
    presolve: false,
  };
}

/** @param {Awaited<ReturnType<typeof loadHighs>>} highs @param {MipModel} model @returns {MipAnswer} */
function solve(highs, model) {
  const { constants } = highs;
  return highs.withModel(modelData(highs, model, true), highsModel => {
    highsModel.options.set({
      output_flag: false,
      mip_rel_gap: 0,
      // Objectives are whole numbers.
      mip_abs_gap: 0.5 / costScale(model),
      mip_max_nodes: model.mostNodes,
      random_seed: 1,
      presolve: model.presolve ? 'on' : 'off',
      // Neither ever paid for itself on schedules.
      mip_heuristic_run_feasibility_jump: false,
      mip_detect_symmetry: false,
    });
    if (model.start && model.start.length > 0) highsModel.setSolution({ colValue: model.start });
    const { mostIterations = Number.POSITIVE_INFINITY } = model;
    let checks = 0;
    const ran = hasRun(highs, highsModel, {
      [constants.callbackType.mipInterrupt]: event => {
        checks++;
        const iterations = Math.max(Number(event.data.mip_total_lp_iterations), checks * ITERATIONS_A_CHECK);
        if (iterations >= mostIterations) event.interrupt();
      },
    });
    const iterations = Math.max(iterationsOf(highsModel), checks * ITERATIONS_A_CHECK);
    /** @type {MipAnswer['status']} */
    let status = 'unknown';
    if (!ran) return { status, values: undefined, iterations };
    const found = highsModel.getModelStatus();
    if (found === constants.modelStatus.optimal) status = 'optimal';
    else if (found === constants.modelStatus.infeasible) status = 'infeasible';
    const feasible = Number(highsModel.info.get('primal_solution_status')) === 2;
    return { status, values: feasible ? Float64Array.from(highsModel.getSolution().colValue) : undefined, iterations };
  });
}

/** @type {Relaxation | undefined} */
let relaxation;

/** @param {MipQuestion} question */
async function answerTo(question) {
  const highs = await loading;
  if ('step' in question) {
    relaxation ??= new Relaxation(highs);
    return relaxation.answerTo(question.step);
  }
  const { model, refuted } = question;
  return refuted === undefined ? solve(highs, model) : refute(highs, model, refuted);
}

parentPort?.on('message', async question => parentPort?.postMessage(await answerTo(question)));
