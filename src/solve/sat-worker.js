// Asks CaDiCaL whether clauses can be true under assumptions, and if not, for a smallest set of assumptions to blame.
// Plain JavaScript, so that it runs unbuilt too. Deterministic: bounded by conflicts, never by the clock.
import { parentPort, workerData } from 'node:worker_threads';
import { Cadical } from 'cadical-wasm';

/** @typedef {import('./sat.js').SatQuestion} SatQuestion */
/** @typedef {import('./sat.js').SatAnswer} SatAnswer */

/** @param {SatQuestion} question @returns {Promise<SatAnswer>} */
async function solve(question) {
  const solver = await Cadical.create({ quiet: true });
  try {
    let from = 0;
    for (let i = 0; i < question.clauses.length; i++) {
      if (question.clauses[i] !== 0) continue;
      solver.addClause(Array.from(question.clauses.subarray(from, i)));
      from = i + 1;
    }
    const assumptions = Array.from(question.assumptions);
    if (question.refuted) return { status: 'unsatisfiable', ...shrink(solver, assumptions, question.shrinkConflicts) };
    const status = solver.solve({ assumptions, conflicts: question.mostConflicts });
    if (status === 'satisfiable') {
      const model = new Uint8Array(question.variables + 1);
      for (let v = 1; v <= question.variables; v++) model[v] = solver.value(v) ? 1 : 0;
      return { status, model };
    }
    if (status === 'unknown') return { status };
    return { status, ...shrink(solver, solver.failedAssumptions(), question.shrinkConflicts) };
  } finally {
    solver.dispose();
  }
}

/**
 * Leaves out one assumption after the other while what is left still fails.
 * @param {Cadical} solver @param {number[]} core @param {number} mostConflicts
 */
function shrink(solver, core, mostConflicts) {
  let kept = core;
  let smallest = true;
  for (const literal of core) {
    if (!kept.includes(literal)) continue;
    const others = kept.filter(other => other !== literal);
    const status = solver.solve({ assumptions: others, conflicts: mostConflicts });
    if (status === 'unsatisfiable') kept = others.filter(other => solver.failed(other));
    else if (status === 'unknown') smallest = false;
  }
  return { core: Int32Array.from(kept), smallest };
}

solve(workerData).then(answer => parentPort?.postMessage(answer));
