// Solves mixed-integer programs with HiGHS, away from the main thread: `run` blocks until it is done.
// Plain JavaScript, so that it runs unbuilt too. Deterministic: bounded by nodes and iterations, never by the clock.
import { parentPort } from 'node:worker_threads';
import { loadHighs } from './highs.js';
import { refute } from './refute.js';
import { Relaxation } from './relaxation.js';
import { solveNear, solveWhole } from './whole.js';

/** @typedef {import('./mip.js').MipQuestion} MipQuestion */

/**
 * The first program after loading takes many times as long as the same one later, as WebAssembly is compiled when it is first
 * called; so a small one is solved before anyone asks, in fractions, which all are first.
 */
const loading = loadHighs().then(highs => {
  new Relaxation(highs).answerTo({ model: smallProgram() });
  return highs;
});

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
  if (refuted !== undefined) return refute(highs, model, refuted);
  return model.isNear ? solveNear(highs, model) : solveWhole(highs, model);
}

parentPort?.on('message', async question => parentPort?.postMessage(await answerTo(question)));
