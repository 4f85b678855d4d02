// The product, as the command line runs it, with a stop-watch at its reports.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ejrc, memory } from '../product.js';

/**
 * @typedef {object} Marks seconds from the start of the solve until the gap proved by then was at most so much; `null`: never
 * @property {number | null} percent
 * @property {number | null} permille
 * @property {number | null} proof
 * @property {number} best until the promises and points that it ended with were reported first
 */

/** Shares of the bound. */
const LEVELS = /** @type {const} */ ({ percent: 0.01, permille: 0.001, proof: 0 });

/**
 * @param {import('../product.js').Event} event
 * @param {'quick' | 'standard' | 'thorough'} effort
 */
export async function solveOurs(event, effort) {
  memory.clearAway(event);
  const clear = memory.clearingSteps(event);
  /** @type {Marks} */
  const marks = { percent: null, permille: null, proof: null, best: 0 };
  /** @type {{ promises: number | null, points: number | null, at: number }[]} */
  const rises = [];
  const started = performance.now();
  const elapsed = () => (performance.now() - started) / 1000;
  const note = (/** @type {Record<string, number | null>} */ { promises, points }) => {
    const last = rises.at(-1);
    if (last?.promises !== promises || last?.points !== points) rises.push({ promises, points, at: elapsed() });
  };
  const mark = (/** @type {Record<string, readonly (number | null)[]>} */ { promises, points }) => {
    const [value, bound] = points;
    if (promises[0] === null || promises[0] !== promises[1] || value === null || bound === null) return;
    for (const level of /** @type {(keyof typeof LEVELS)[]} */ (Object.keys(LEVELS))) {
      if (marks[level] === null && bound - value <= LEVELS[level] * bound) marks[level] = elapsed();
    }
  };
  const outcome = await ejrc.solveEvent(event, {
    seed: 1,
    effort,
    onProgress: progress => {
      const { values, bounds } = progress;
      note(values);
      mark({ promises: [values.promises, bounds.promises], points: [values.points, bounds.points] });
      clear(progress);
    },
  });
  const seconds = elapsed();
  if (outcome.kind !== 'solved') throw new Error(`expected a schedule, got "${outcome.kind}"`);
  memory.clearAway(event);
  // What the certificate would need is the whole problem, and no certificate is asked for.
  const { schedule, objective, status, stopped, priceList } = outcome;
  const { promises, points } = objective;
  mark({ promises: [promises.value, promises.bound], points: [points.value, points.bound] });
  const best = rises.find(rise => rise.promises === promises.value && rise.points === points.value);
  return {
    outcome: { schedule, objective, status, stopped, priceList },
    marks: { ...marks, best: best?.at ?? seconds },
    seconds,
  };
}

/**
 * Explains and writes as `ejrc schedule` does.
 * @param {import('../product.js').Event} event
 * @param {Awaited<ReturnType<typeof solveOurs>>} solved
 * @param {ReturnType<typeof ejrc.check>} report
 * @param {'quick' | 'standard' | 'thorough'} effort
 */
export async function writeAll(event, { outcome, seconds }, report, effort) {
  const wishes = ejrc.explainWishes(event, outcome.schedule);
  const plan = { ...outcome, report, wishes, seed: 1, effort, seconds, version: 'bench' };
  const folder = mkdtempSync(join(tmpdir(), 'ejrc-bench-out-'));
  try {
    const files = await ejrc.buildFiles(event, plan);
    memory.clearAway(event);
    ejrc.writeFolder(join(folder, 'schedule'), files);
  } finally {
    setImmediate(() => rmSync(folder, { recursive: true, force: true }));
  }
}
