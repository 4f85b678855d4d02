// HiGHS as the system's own command, where one is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What `highs --version` says; `undefined` if it is not installed. */
export function nativeVersion() {
  const { status, stdout } = spawnSync('highs', ['--version'], { encoding: 'utf8' });
  return status === 0 ? /\d+\.\d+\.\d+/.exec(stdout)?.[0] : undefined;
}

/** @type {import('../stages.js').Solve} */
export async function solveNative(model, cost, seconds) {
  const folder = mkdtempSync(join(tmpdir(), 'ejrc-bench-highs-'));
  try {
    const [mps, options, solution] = ['m.mps', 'o.txt', 's.txt'].map(name => join(folder, name));
    writeFileSync(mps, mpsOf(model, cost));
    writeFileSync(options, 'mip_rel_gap = 0\nmip_abs_gap = 0.5\n');
    const started = performance.now();
    const args = ['--time_limit', String(seconds), '--options_file', options, '--solution_file', solution, mps];
    const { stdout } = spawnSync('highs', args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
    const took = (performance.now() - started) / 1000;
    const bound = Number(/^\s*Dual bound\s+(\S+)/m.exec(stdout)?.[1] ?? Number.NaN);
    return {
      values: existsSync(solution) ? valuesOf(readFileSync(solution, 'utf8'), cost.length) : undefined,
      // The model is written as a minimum of negative costs.
      bound: Number.isFinite(bound) ? -bound : null,
      proved: /^\s*Status\s+Optimal/m.test(stdout),
      seconds: took,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Free MPS: rows `L` (at most) and, where there is a lower bound too, `RANGES`.
 * @param {import('../model.js').Model} model @param {readonly number[]} cost
 */
function mpsOf({ choices, colUpper, starts, indices, values, rowLower, rowUpper }, cost) {
  /** @type {string[][]} */
  const entries = cost.map((one, column) => (one === 0 ? [] : [` c${column} cost ${-one}`]));
  rowUpper.forEach((_, row) => {
    for (let k = starts[row]; k < starts[row + 1]; k++)
      entries[indices[k]].push(` c${indices[k]} r${row} ${values[k]}`);
  });
  const marker = (/** @type {string} */ word) => ` MARKER 'MARKER' ${word}`;
  return [
    'NAME bench',
    'ROWS',
    ' N cost',
    ...rowUpper.map((_, row) => ` L r${row}`),
    'COLUMNS',
    marker("'INTORG'"),
    ...entries.slice(0, choices.length).flat(),
    marker("'INTEND'"),
    ...entries.slice(choices.length).flat(),
    'RHS',
    ...rowUpper.map((upper, row) => ` rhs r${row} ${upper}`),
    'RANGES',
    ...rowUpper.map((upper, row) => ` range r${row} ${upper - rowLower[row]}`),
    'BOUNDS',
    ...colUpper.map((upper, column) => ` UP bound c${column} ${upper}`),
    'ENDATA',
    '',
  ].join('\n');
}

/** @param {string} text a raw solution file @param {number} columns */
function valuesOf(text, columns) {
  const [, primal] = text.split('# Primal solution values\n');
  if (!primal?.startsWith('Feasible')) return undefined;
  const values = new Float64Array(columns);
  for (const [, column, value] of primal.matchAll(/^c(\d+) (\S+)$/gm)) values[Number(column)] = Number(value);
  return values;
}
