// One engine on one event, in a process of its own so that memory is its own: reads, solves, checks, prints one line of JSON.
import { join } from 'node:path';
import process from 'node:process';
import { solveGreedy } from './engines/greedy.js';
import { solveLp } from './engines/lp.js';
import { solveNative } from './engines/native.js';
import { solveOurs, writeAll } from './engines/ours.js';
import { groupModelOf, itemsOf, toGroupSchedule } from './group-model.js';
import { columnsOf, modelOf } from './model.js';
import { pairsOf, toSchedule } from './pairs.js';
import { ejrc, memory } from './product.js';
import { inStages } from './stages.js';

/**
 * @typedef {object} Row figures are the checker's
 * @property {number} promises
 * @property {number} points
 * @property {number | null} bound on points
 * @property {boolean} proved promises and points
 * @property {number} breaks
 * @property {number | null} breaksBound
 * @property {number} idle
 * @property {import('./engines/ours.js').Marks | null} marks
 * @property {number} seconds of solving
 * @property {number} total seconds of the process: start, reading, solving, checking, and for ours writing
 * @property {number} megabytes most memory
 *
 * @typedef {{ kind: 'row', row: Row } | { kind: 'skipped', why: string } | { kind: 'failed', why: string }} Result
 *
 * @typedef {object} Task
 * @property {import('./args.js').EngineName} engine
 * @property {string} folder
 * @property {import('./args.js').Effort} effort
 * @property {number} limit seconds
 * @property {number} columns most columns of a model
 */

/**
 * @param {import('./product.js').Event} event
 * @param {import('./product.js').Schedule} schedule
 */
function judged(event, schedule) {
  const report = ejrc.check(event, schedule);
  const [first] = report.violations;
  if (first) throw new Error(`${report.violations.length} violations, the first: ${first.rule}: ${first.message}`);
  return report;
}

/** @param {Task} task @returns {Promise<Row>} */
async function ours({ folder, effort }) {
  memory.tuneV8();
  const { event } = await ejrc.readEvent({ prefs: join(folder, 'prefs.csv'), discover: true });
  const solved = await solveOurs(event, effort);
  const { objective, schedule } = solved.outcome;
  const report = judged(event, schedule);
  for (const tier of /** @type {const} */ (['promises', 'points', 'breaks', 'idle', 'moves'])) {
    const [said, counted] = [objective[tier].value, report.figures[tier]];
    if (Math.abs(said - counted) > 1e-6) throw new Error(`${tier}: the solver says ${said}, the checker ${counted}`);
  }
  await writeAll(event, solved, report, effort);
  return {
    ...figuresOf(report),
    bound: objective.points.bound,
    proved: objective.points.proved,
    breaksBound: objective.breaks.bound,
    marks: solved.marks,
    seconds: solved.seconds,
    ...spent(),
  };
}

/** @param {Task} task @returns {Promise<Row>} */
async function peer({ engine, folder, limit, columns }) {
  const { event } = await ejrc.readEvent({ prefs: join(folder, 'prefs.csv'), discover: true });
  const program = event.participants.some(({ group }) => group) ? groupProgram(event) : pairProgram(event);
  if (engine !== 'greedy' && program.columns > columns)
    throw new Skipped(`${program.columns} columns, above ${columns}`);
  const found =
    engine === 'greedy'
      ? solveGreedy(event, pairsOf(event))
      : await inStages(program.model(), limit, await solver(engine));
  if (!found.held) throw new Skipped(`no end in ${limit} s`);
  const report = judged(event, program.schedule(found.held));
  const { bound, proved, seconds } = found;
  return { ...figuresOf(report), bound, proved, breaksBound: null, marks: null, seconds, ...spent() };
}

/**
 * @typedef {object} Program what a solver of linear models is given
 * @property {number} columns
 * @property {() => import('./model.js').Model} model
 * @property {(held: readonly [number, number][]) => import('./product.js').Schedule} schedule
 */

/** @param {import('./product.js').Event} event @returns {Program} */
function pairProgram(event) {
  const pairs = pairsOf(event);
  return {
    columns: columnsOf(pairs),
    model: () => modelOf(event, pairs),
    schedule: held => toSchedule(event, pairs, held),
  };
}

/** @param {import('./product.js').Event} event @returns {Program} */
function groupProgram(event) {
  const items = itemsOf(event);
  return {
    columns: columnsOf(items),
    model: () => groupModelOf(event, items),
    schedule: held => toGroupSchedule(event, items, held),
  };
}

/** @param {import('./args.js').EngineName} engine */
async function solver(engine) {
  if (engine === 'native') return solveNative;
  if (engine === 'lp') return solveLp;
  return (await import('./engines/wasm.js')).solveWasm;
}

/** @param {ReturnType<typeof ejrc.check>} report */
function figuresOf({ figures: { promises, points, breaks, idle } }) {
  return { promises, points, breaks, idle };
}

/** From the start of the process. */
function spent() {
  return { total: performance.now() / 1000, megabytes: process.resourceUsage().maxRSS / 1024 };
}

class Skipped extends Error {}

/** @param {Task} task @returns {Promise<Result>} */
async function run(task) {
  try {
    return { kind: 'row', row: await (task.engine === 'ours' ? ours(task) : peer(task)) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { kind: error instanceof Skipped ? 'skipped' : 'failed', why };
  }
}

process.stdout.write(`\n${JSON.stringify(await run(JSON.parse(process.argv[2])))}\n`);
