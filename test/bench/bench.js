// `npm run bench`: generated events of every size, ours and the peers side by side, every schedule checked before it counts.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parse } from './args.js';
import { nativeVersion } from './engines/native.js';
import { groupReportOf } from './group-report.js';
import { ejrc } from './product.js';
import { readingReportOf, timeReading } from './reading.js';
import { eventName, reportOf, withReport, wrongBounds } from './report.js';
import { runRow } from './run.js';

/**
 * @typedef {object} Instance
 * @property {import('./args.js').Size} size
 * @property {1 | 2} sides
 * @property {import('./args.js').Mode} mode
 * @property {number} seed
 *
 * @typedef {{ shape: string, seed: number }} GroupInstance
 *
 * @typedef {Partial<Record<import('./args.js').EngineName, import('./row.js').Result>>} Results
 * @typedef {{ instance: Instance | GroupInstance, results: Results }} Line
 * @typedef {Line & { efforts: Partial<Record<import('./args.js').Effort, import('./row.js').Result>> }} GroupLine
 */

const path = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));
const say = (/** @type {string} */ text) => void process.stderr.write(text);
const README = path('./README.md');

/** @param {import('./args.js').Asked} asked @returns {Instance[]} */
function instancesOf({ sizes, sides: both, modes, seeds }) {
  return sizes.flatMap(size =>
    both.flatMap(sides => modes.flatMap(mode => seeds.map(seed => ({ size, sides, mode, seed })))),
  );
}

/** What `ejrc generate` is told beside `--hard`. @param {import('./args.js').Size} size @param {import('./args.js').Mode} mode */
function optionsOf(size, mode) {
  if (mode === 'full') return { availability: 100 };
  if (mode === 'tight') return { availability: 100, rooms: ejrc.settle({ size, name: '', hard: true }).rooms };
  return {};
}

/** @param {Instance} instance @param {string} scores @param {string} folder */
function generate({ size, sides, mode, seed }, scores, folder) {
  const options = { size, sides, seed, scores, out: folder, ...optionsOf(size, mode) };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const command = [path('../../bin/ejrc.js'), 'generate', ...args, ...(mode === 'hard' ? ['--hard'] : [])];
  const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`expected a generated event, got: ${stderr}`);
}

/**
 * A folder that is gone when the use of it ends.
 * @template Answer
 * @param {(folder: string) => Promise<Answer>} use
 */
async function inFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'ejrc-bench-'));
  try {
    return await use(join(folder, 'event'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {Instance} instance @param {import('./args.js').Asked} asked @returns {Promise<Line>} */
function runInstance(instance, { scores, peers, efforts: [effort], peerLimit: limit, peerColumns: columns }) {
  return inFolder(async folder => {
    generate(instance, scores, folder);
    /** @type {Results} */
    const results = {};
    for (const engine of /** @type {import('./args.js').EngineName[]} */ (['ours', ...peers])) {
      if (engine === 'lp' && instance.size !== 'S') results.lp = { kind: 'skipped', why: 'S only' };
      else results[engine] = await runRow({ engine, folder, effort, limit, columns });
    }
    return { instance, results };
  });
}

/**
 * Every effort, and the peers beside the last.
 * @param {GroupInstance} instance @param {import('./args.js').Asked} asked @param {typeof import('./shapes.js').writeShape} write
 * @returns {Promise<GroupLine>}
 */
function runGroups(instance, { peers, efforts: all, peerLimit: limit, peerColumns: columns }, write) {
  return inFolder(async folder => {
    write(instance, folder);
    /** @type {GroupLine['efforts']} */
    const efforts = {};
    /** @type {Results} */
    const results = {};
    for (const effort of all) {
      results.ours = await runRow({ engine: 'ours', folder, effort, limit, columns });
      efforts[effort] = results.ours;
    }
    for (const engine of peers) results[engine] = await runRow({ engine, folder, effort: all[0], limit, columns });
    return { instance, results, efforts };
  });
}

/**
 * Prints, keeps, and says whether all went well.
 * @param {string} report @param {readonly Line[]} lines @param {boolean} write
 */
function tell(report, lines, write) {
  process.stdout.write(report);
  if (write) writeFileSync(README, withReport(readFileSync(README, 'utf8'), report));
  const wrong = [
    ...lines.flatMap(({ results }) => Object.values(results).filter(result => result.kind === 'failed')),
    ...wrongBounds(lines),
  ];
  return wrong.length === 0 ? 0 : 1;
}

/** @param {import('./args.js').Asked} asked @param {import('./report.js').Run} run */
async function pairs(asked, run) {
  /** @type {Line[]} */
  const lines = [];
  for (const instance of instancesOf(asked)) {
    say(`${eventName(instance)} seed ${instance.seed} …\n`);
    lines.push(await runInstance(instance, asked));
  }
  return tell(reportOf(lines, asked, run), lines, asked.write);
}

/** @param {import('./args.js').Asked} asked @param {import('./report.js').Run} run */
async function groups(asked, run) {
  const { shapesOf, writeShape } = await import('./shapes.js');
  /** @type {GroupLine[]} */
  const lines = [];
  for (const shape of shapesOf(asked.sizes, asked.shapes)) {
    for (const seed of asked.seeds) {
      say(`${shape} seed ${seed} …\n`);
      lines.push(await runGroups({ shape, seed }, asked, writeShape));
    }
  }
  const everything = lines.flatMap(({ efforts, instance, results }) => [
    { instance, results },
    ...Object.values(efforts).map(ours => ({ instance, results: { ...results, ours } })),
  ]);
  return tell(groupReportOf(lines, everything, asked, run), everything, asked.write);
}

/** @param {import('./args.js').Asked} asked @param {import('./report.js').Run} run */
async function reading(asked, run) {
  /** @type {import('./reading.js').Reading[]} */
  const readings = [];
  for (const size of asked.sizes) {
    say(`reading ${size} …\n`);
    const instance = { size, sides: asked.sides[0], mode: asked.modes[0], seed: asked.seeds[0] };
    readings.push(
      await inFolder(async folder => {
        generate(instance, asked.scores, folder);
        return { event: eventName(instance), ...timeReading(folder, asked.runs) };
      }),
    );
  }
  return tell(readingReportOf(readings, asked, run), [], asked.write);
}

/** @param {import('./args.js').Asked} asked */
async function bench(asked) {
  const native = asked.peers.includes('native') ? nativeVersion() : undefined;
  const peers = asked.peers.filter(peer => peer !== 'native' || native !== undefined);
  if (peers.length < asked.peers.length) say('no "highs" command is installed: native HiGHS is left out\n');
  const mode = { pairs, groups, reading }[asked.mode];
  return mode({ ...asked, peers }, { args: process.argv.slice(2), native });
}

try {
  const asked = parse(process.argv.slice(2));
  if (typeof asked === 'string') process.stdout.write(asked);
  else process.exitCode = await bench(asked);
} catch (error) {
  say(`bench: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
}
