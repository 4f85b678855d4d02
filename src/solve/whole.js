// Programs in whole numbers by HiGHS: whole, or near the best solution in fractions. Plain JavaScript, so that workers run it
// unbuilt too. Deterministic: bounded by nodes and iterations, never by the clock.
import { isCutShort } from './cut-short.js';
import { keeps } from './exact.js';
import { costScale, hasRun, iterationsOf, modelData } from './highs.js';
import { NO_PRICE, restOf, undecided } from './near.js';
import { Relaxation } from './relaxation.js';

/** @typedef {import('./mip.js').MipModel} MipModel */
/** @typedef {import('./mip.js').MipAnswer} MipAnswer */
/** @typedef {Awaited<ReturnType<typeof import('./highs.js').loadHighs>>} Highs */

/** HiGHS counts its iterations now and then only; from one check to the next it takes about as long as so many. */
const ITERATIONS_A_CHECK = 100;

/** @param {Highs} highs @param {MipModel} model @returns {MipAnswer} */
export function solveWhole(highs, model) {
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
        if (iterations >= mostIterations || isCutShort()) event.interrupt();
      },
    });
    const iterations = Math.max(iterationsOf(highsModel), checks * ITERATIONS_A_CHECK);
    /** @type {MipAnswer['status']} */
    let status = 'unknown';
    if (!ran) return { status, values: undefined, iterations };
    const found = highsModel.getModelStatus();
    if (found === constants.modelStatus.optimal) status = 'optimal';
    else if (found === constants.modelStatus.infeasible) status = 'infeasible';
    const isFeasible = Number(highsModel.info.get('primal_solution_status')) === 2;
    // Within its tolerances, and by its word: what is taken for a schedule keeps every row to the letter.
    const values = isFeasible ? Float64Array.from(highsModel.getSolution().colValue, Math.round) : undefined;
    return { status, values: values && keeps(model, values) ? values : undefined, iterations };
  });
}

/**
 * A good solution near the best one in fractions, which mostly is nearly whole already: what it leaves undecided, and what meets
 * that at no loss, is a small program (Berthold 2014, "RENS: the optimal rounding", doi:10.1007/s12532-013-0060-9). Claims nothing.
 * @param {Highs} highs @param {MipModel} model @returns {MipAnswer}
 */
export function solveNear(highs, model) {
  const { start, mostIterations = Number.POSITIVE_INFINITY } = model;
  const relaxation = new Relaxation(highs);
  const { solved, values: fractions, reduced, iterations } = relaxation.answerTo({ model, mostIterations });
  relaxation.end();
  if (!solved) return unknown(undefined, iterations);
  const values = fractions.map(Math.round);
  const isOpen = undecided(model, fractions, reduced);
  if (!isOpen) return unknown(keeps(model, values) ? values : undefined, iterations);
  if (iterations >= mostIterations) return unknown(undefined, iterations);
  const rest = restOf({ ...model, mostIterations: mostIterations - iterations }, isOpen, values);
  const answer = solveWhole(highs, rest.model);
  const near = { ...answer, values: rest.joined(answer.values) };
  const spent = iterations + near.iterations;
  const isVain = start && worthOf(model, near.values) <= worthOf(model, start);
  if (!isVain || spent >= mostIterations || worthOf(model, fractions) < worthOf(model, start) + 1 - NO_PRICE)
    return unknown(near.values, spent);
  // Where fractions are far from whole, as under rests, nothing near them may be worth as much as what is there.
  const whole = solveWhole(highs, { ...model, mostIterations: mostIterations - spent });
  return unknown(whole.values, spent + whole.iterations);
}

/** @param {Float64Array | undefined} values @param {number} iterations @returns {MipAnswer} */
function unknown(values, iterations) {
  return { status: 'unknown', values, iterations };
}

/** @param {MipModel} model @param {Float64Array} [values] without any: less than anything */
function worthOf({ cost }, values) {
  return values ? values.reduce((sum, value, column) => sum + value * cost[column], 0) : Number.NEGATIVE_INFINITY;
}
