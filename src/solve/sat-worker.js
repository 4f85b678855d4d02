// Keeps CaDiCaL at hand for one session of questions after the other, each question answered by one message.
// Plain JavaScript, so that it runs unbuilt too. Deterministic: bounded by conflicts, never by the clock.
import { parentPort } from 'node:worker_threads';
import { Cadical } from 'cadical-wasm';
import { isCutShort } from './cut-short.js';

/** @typedef {import('./sat.js').SatRequest} SatRequest */
/** @typedef {import('./sat.js').SatAnswer} SatAnswer */

/** @type {Cadical | undefined} */
let solver;
let variables = 0;

/** @param {SatRequest} request @returns {Promise<SatAnswer>} */
async function answer({ fresh, clauses, phases, assumptions, mostConflicts }) {
  if (fresh) {
    solver?.dispose();
    solver = await Cadical.create({ quiet: true, ...fresh });
    solver.setTerminate(isCutShort);
    variables = 0;
  }
  if (!solver) throw new Error('a session starts with a fresh solver');
  let from = 0;
  for (let i = 0; i < clauses.length; i++) {
    variables = Math.max(variables, Math.abs(clauses[i]));
    if (clauses[i] !== 0) continue;
    solver.addClause(clauses.subarray(from, i));
    from = i + 1;
  }
  for (const literal of phases) solver.phase(literal);
  const status = solver.solve({ assumptions: Array.from(assumptions), conflicts: mostConflicts });
  if (status === 'unsatisfiable') return { status, core: Int32Array.from(solver.failedAssumptions()) };
  if (status === 'unknown') return { status };
  const model = new Uint8Array(variables + 1);
  for (let v = 1; v <= variables; v++) model[v] = solver.value(v) ? 1 : 0;
  return { status, model };
}

parentPort?.on('message', request => answer(request).then(reply => parentPort?.postMessage(reply)));
