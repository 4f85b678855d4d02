// Solves one mixed-integer program with HiGHS, away from the main thread: `run` blocks until it is done.
// Plain JavaScript, so that it runs unbuilt too. Deterministic: bounded by nodes, never by the clock.
import { parentPort, workerData } from 'node:worker_threads';
import { loadHighs, modelData } from './highs.js';

/** @typedef {import('./mip.js').MipModel} MipModel */
/** @typedef {import('./mip.js').MipAnswer} MipAnswer */

/** @param {MipModel} model @returns {Promise<MipAnswer>} */
async function solve(model) {
  const highs = await loadHighs();
  const { constants } = highs;
  return highs.withModel(modelData(highs, model, true), highsModel => {
    highsModel.options.set({
      output_flag: false,
      mip_rel_gap: 0,
      mip_abs_gap: 0.5,
      mip_max_nodes: model.mostNodes,
      random_seed: 1,
    });
    highsModel.run();
    const status = highsModel.getModelStatus();
    /** @type {MipAnswer['status']} */
    let answer = 'unknown';
    if (status === constants.modelStatus.optimal) answer = 'optimal';
    else if (status === constants.modelStatus.infeasible) answer = 'infeasible';
    const feasible = Number(highsModel.info.get('primal_solution_status')) === 2;
    return {
      status: answer,
      values: feasible ? Float64Array.from(highsModel.getSolution().colValue) : undefined,
      bound: Number(highsModel.info.get('mip_dual_bound')),
    };
  });
}

solve(workerData).then(answer => parentPort?.postMessage(answer));
