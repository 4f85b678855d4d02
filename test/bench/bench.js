// `npm run bench`: generated events of every size, ours and the peers side by side, every schedule checked before it counts.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parse } from './args.js';
import { nativeVersion } from './engines/native.js';
import { reportOf, withReport, wrongBounds } from './report.js';

/**
 * @typedef {object} Instance
 * @property {import('./args.js').Size} size
 * @property {1 | 2} sides
 * @property {boolean} hard
 * @property {number} seed
 *
 * @typedef {Partial<Record<import('./args.js').EngineName, import('./row.js').Result>>} Results
 * @typedef {{ instance: Instance, results: Results }} Line
 */

const path = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));
const say = (/** @type {string} */ text) => void process.stderr.write(text);
const README = path('./README.md');
/** Seconds beyond its limit after which a peer that does not end is stopped. */
const GRACE = 30;

/** @param {import('./args.js').Asked} asked @returns {Instance[]} */
function instancesOf({ sizes, sides: both, hard: modes, seeds }) {
  return sizes.flatMap(size =>
    both.flatMap(sides => modes.flatMap(hard => seeds.map(seed => ({ size, sides, hard, seed })))),
  );
}

/** @param {Instance} instance @param {string} scores @param {string} folder */
function generate({ size, sides, hard, seed }, scores, folder) {
  const options = { size, sides, seed, scores, out: folder };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const command = [path('../../bin/ejrc.js'), 'generate', ...args, ...(hard ? ['--hard'] : [])];
  const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`expected a generated event, got: ${stderr}`);
}

/** @param {import('./row.js').Task} task @returns {Promise<import('./row.js').Result>} */
function runRow(task) {
  const child = spawn(process.execPath, [path('./row.js'), JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const deadline =
    task.engine === 'ours' ? undefined : setTimeout(() => child.kill('SIGKILL'), (task.limit + GRACE) * 1000);
  let [out, err] = ['', ''];
  child.stdout.on('data', part => {
    out += part;
  });
  child.stderr.on('data', part => {
    err += part;
  });
  return new Promise(resolve => {
    child.on('close', (code, signal) => {
      clearTimeout(deadline);
      const last = out.trimEnd().split('\n').at(-1) ?? '';
      if (code === 0 && last.startsWith('{')) resolve(JSON.parse(last));
      else if (signal === 'SIGKILL') resolve({ kind: 'skipped', why: `no end in ${task.limit} s` });
      else resolve({ kind: 'failed', why: err.trim().split('\n').at(-1) ?? `exit ${code}` });
    });
  });
}

/** @param {Instance} instance @param {import('./args.js').Asked} asked @returns {Promise<Line>} */
async function runInstance(instance, asked) {
  const folder = mkdtempSync(join(tmpdir(), 'ejrc-bench-'));
  try {
    const event = join(folder, 'event');
    generate(instance, asked.scores, event);
    /** @type {Results} */
    const results = {};
    for (const engine of /** @type {import('./args.js').EngineName[]} */ (['ours', ...asked.peers])) {
      const { effort, peerLimit: limit, peerColumns: columns } = asked;
      if (engine === 'lp' && instance.size !== 'S') results.lp = { kind: 'skipped', why: 'S only' };
      else results[engine] = await runRow({ engine, folder: event, effort, limit, columns });
    }
    return { instance, results };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {import('./args.js').Asked} asked */
async function bench(asked) {
  const version = nativeVersion();
  const peers = asked.peers.filter(peer => peer !== 'native' || version !== undefined);
  if (peers.length < asked.peers.length) say('no "highs" command is installed: native HiGHS is left out\n');
  /** @type {Line[]} */
  const lines = [];
  for (const instance of instancesOf(asked)) {
    say(
      `${instance.size} ${instance.sides === 2 ? 'two-sided' : 'general'} ${instance.hard ? 'hard' : 'easy'} seed ${instance.seed} …\n`,
    );
    lines.push(await runInstance(instance, { ...asked, peers }));
  }
  const report = reportOf(lines, { ...asked, peers }, { args: process.argv.slice(2), native: version });
  process.stdout.write(report);
  if (asked.write) writeFileSync(README, withReport(readFileSync(README, 'utf8'), report));
  const wrong = [
    ...lines.flatMap(({ results }) => Object.values(results).filter(result => result.kind === 'failed')),
    ...wrongBounds(lines),
  ];
  return wrong.length === 0 ? 0 : 1;
}

try {
  const asked = parse(process.argv.slice(2));
  if (typeof asked === 'string') process.stdout.write(asked);
  else process.exitCode = await bench(asked);
} catch (error) {
  say(`bench: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
}
