// The tables in markdown.
import { cpus } from 'node:os';
import process from 'node:process';

/** @typedef {import('./bench.js').Line} Line */
/** @typedef {import('./row.js').Row} Row */
/** @typedef {import('./row.js').Result} Result */

/** @type {Record<import('./args.js').EngineName, string>} */
export const NAMES = {
  ours: 'ejrc',
  wasm: 'HiGHS WASM',
  native: 'native HiGHS',
  lp: 'javascript-lp-solver',
  greedy: 'greedy',
};

/** @param {Result | undefined} result */
export const rowOf = result => (result?.kind === 'row' ? result.row : undefined);

/** @param {number | null | undefined} seconds */
export const time = seconds =>
  seconds === null || seconds === undefined ? '–' : seconds < 10 ? seconds.toFixed(2) : seconds.toFixed(1);

/** @param {number | undefined} share */
export function percent(share) {
  if (share === undefined || Number.isNaN(share)) return '–';
  return share === 0 ? '0' : `${(share * 100).toFixed(share >= 0.1 ? 0 : share >= 0.01 ? 1 : share >= 0.001 ? 2 : 3)}%`;
}

/** Of the bound. @param {number} value @param {number | null | undefined} bound */
export const gap = (value, bound) =>
  bound === null || bound === undefined ? '–' : percent(bound === 0 ? 0 : (bound - value) / bound);

/** A proof that a checked schedule of another engine refutes. @param {Row} row @param {Line} line */
function isRefuted({ proved, promises, points }, { results }) {
  const others = Object.values(results).flatMap(result => rowOf(result) ?? []);
  return proved && others.some(other => other.promises >= promises && other.points > points + 1e-6);
}

/** @param {readonly (readonly string[])[]} rows the first is the heading */
export function table(rows) {
  const [head, ...rest] = rows.map(cells => `| ${cells.join(' | ')} |`);
  return [head, `|${rows[0].map(() => '---|').join('')}`, ...rest, ''].join('\n');
}

/** All of an instance but its seed. @param {Line['instance']} instance */
export const eventName = instance =>
  'shape' in instance
    ? instance.shape
    : `${instance.size} ${instance.sides === 2 ? 'two-sided' : 'general'} ${instance.mode}`;

/**
 * A peer beside ours: seconds and whether it proved, what it misses, and who holds more.
 * @param {import('./args.js').EngineName} peer
 * @param {Line} line
 */
export function peerCell(peer, line) {
  const own = rowOf(line.results.ours);
  const result = line.results[peer];
  if (result?.kind !== 'row') return result ? unanswered(result) : '';
  const { row } = result;
  const words =
    peer === 'greedy' ? [gap(row.points, own?.bound)] : [`${time(row.seconds)} s`, proofWords(row, own, line)];
  if (own && row.promises !== own.promises) words.push(`${signed(row.promises - own.promises)} promises`);
  if (own && row.points !== own.points) words.push(`${signed(row.points - own.points)} points`);
  return words.join(', ');
}

/** @param {Exclude<Result, { kind: 'row' }>} result */
export const unanswered = ({ kind, why }) => (kind === 'failed' ? `**FAILED** ${why}` : `– (${why})`);

/** @param {Row} row @param {Row | undefined} own @param {Line} line */
function proofWords(row, own, line) {
  if (isRefuted(row, line)) return 'wrongly called optimal';
  return row.proved ? 'proved' : `gap ${gap(row.points, row.bound ?? own?.bound)}`;
}

const signed = (/** @type {number} */ difference) =>
  difference > 0 ? `+${difference}` : String(difference).replace('-', '−');

/** @param {readonly Line[]} lines @param {import('./args.js').Asked} asked */
function pointsTable(lines, { peers }) {
  const head = ['event', 'seed', 'points', 'bound', 'gap', 's to 1%', '0.1%', 'proof', 's in all', 'MB'];
  return table([
    [...head, ...peers.map(peer => NAMES[peer])],
    ...lines.map(line => {
      const { instance, results } = line;
      const own = rowOf(results.ours);
      const cells = own
        ? [
            String(own.points),
            String(own.bound ?? '–'),
            gap(own.points, own.bound),
            ...[own.marks?.percent, own.marks?.permille, own.marks?.proof, own.total].map(time),
            own.megabytes.toFixed(0),
          ]
        : [peerCell('ours', line), ...Array(7).fill('')];
      return [eventName(instance), String(instance.seed), ...cells, ...peers.map(peer => peerCell(peer, line))];
    }),
  ]);
}

/** @param {readonly number[]} values */
export function median(values) {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Medians over seeds; an unproved run counts as endless. @param {readonly Line[]} lines @param {import('./args.js').Asked} asked */
function medianTable(lines, { peers }) {
  const solvers = peers.filter(peer => peer !== 'greedy');
  const groups = [...new Set(lines.map(({ instance }) => eventName(instance)))];
  return table([
    [
      'event',
      'proved',
      'gap',
      's to 0.1%',
      'proof',
      's in all',
      'MB',
      ...solvers.map(peer => `${NAMES[peer]}: proof`),
      'greedy: gap',
    ],
    ...groups.map(group => {
      const own = lines.filter(({ instance }) => eventName(instance) === group);
      return [group, ...ownMedians(own), ...solvers.map(peer => proofMedian(own, peer)), greedyMedian(own)];
    }),
  ]);
}

/** @param {readonly Line[]} lines of one group */
function ownMedians(lines) {
  const rows = lines.flatMap(({ results }) => rowOf(results.ours) ?? []);
  const gaps = rows.flatMap(({ points, bound }) =>
    bound === null ? [] : [bound === 0 ? 0 : (bound - points) / bound],
  );
  return [
    `${rows.filter(({ proved }) => proved).length} of ${lines.length}`,
    percent(median(gaps)),
    endless(median(rows.map(({ marks }) => marks?.permille ?? Number.POSITIVE_INFINITY))),
    proofMedian(lines, 'ours'),
    time(median(rows.map(({ total }) => total))),
    (median(rows.map(({ megabytes }) => megabytes)) ?? 0).toFixed(0),
  ];
}

/** @param {readonly Line[]} lines @param {import('./args.js').EngineName} engine */
export function proofMedian(lines, engine) {
  const results = lines.map(line => ({ line, result: line.results[engine] }));
  if (
    results.every(({ result }) => result === undefined || (result.kind === 'skipped' && !result.why.includes('no end')))
  )
    return '–';
  return endless(
    median(
      results.map(({ line, result }) => {
        const row = rowOf(result);
        if (!row?.proved || isRefuted(row, line)) return Number.POSITIVE_INFINITY;
        return row.marks?.proof ?? row.seconds;
      }),
    ),
  );
}

/** @param {readonly Line[]} lines */
function greedyMedian(lines) {
  const gaps = lines.flatMap(({ results }) => {
    const [row, bound] = [rowOf(results.greedy), rowOf(results.ours)?.bound];
    return row && bound ? [(bound - row.points) / bound] : [];
  });
  return percent(median(gaps));
}

/** @param {number | undefined} seconds */
export const endless = seconds => (seconds === undefined || Number.isFinite(seconds) ? time(seconds) : 'not proved');

/** Where a peer holds as many points: what its schedule is like to live with. @param {readonly Line[]} lines */
export function breaksTable(lines) {
  const rows = lines.flatMap(({ instance, results }) => {
    const own = rowOf(results.ours);
    const even = [results.native, results.wasm]
      .map(rowOf)
      .find(row => row?.points === own?.points && row?.promises === own?.promises);
    if (!own || !even) return [];
    return [
      [
        eventName(instance),
        String(instance.seed),
        String(own.points),
        `${own.breaks} (${own.breaksBound ?? '–'})`,
        String(even.breaks),
        String(own.idle),
        String(even.idle),
      ],
    ];
  });
  if (rows.length === 0) return '';
  const head = ['event', 'seed', 'points of both', 'breaks: ejrc (bound)', 'HiGHS', 'idle slots: ejrc', 'HiGHS'];
  return `Breaks at equal promises and points, HiGHS being asked for these alone:\n\n${table([head, ...rows])}`;
}

/**
 * Bounds of ours that a checked schedule of a peer exceeds: there must be none.
 * @param {readonly Line[]} lines
 * @returns {string[]}
 */
export function wrongBounds(lines) {
  return lines.flatMap(({ instance, results }) => {
    const own = rowOf(results.ours);
    const better = Object.entries(results).filter(([, result]) => {
      const row = rowOf(result);
      if (!own || own.bound === null || !row) return false;
      return row.promises >= own.promises && row.points > own.bound + 1e-6;
    });
    return better.map(
      ([name]) => `${eventName(instance)} seed ${instance.seed}: ${name} holds more than the bound of ejrc`,
    );
  });
}

/** @typedef {{ args: readonly string[], native: string | undefined }} Run what was typed, and the version of native HiGHS */

/** When, how and where: the line below a heading. @param {Run} run */
export function circumstances({ args, native }) {
  const date = new Date().toISOString().slice(0, 10);
  const typed = args.filter(arg => arg !== '--write').map(arg => (arg.includes(' ') ? `"${arg}"` : arg));
  const command = ['npm run bench --', ...typed].join(' ').replace(/ --$/, '');
  return `${date}, \`${command}\`, ${cpus().length} cores, Node ${process.version.slice(1)}${native ? `, native HiGHS ${native}` : ''}`;
}

/** @param {readonly Line[]} lines @param {import('./args.js').Asked} asked @param {Run} run */
export function reportOf(lines, asked, run) {
  return [
    `## ${asked.sizes.join(', ')}${asked.scores === 'distinct' ? ', distinct scores' : ''}`,
    '',
    `${circumstances(run)}; effort ${asked.efforts[0]}, limit of the peers ${asked.peerLimit} s.`,
    '',
    'Medians over the seeds:',
    '',
    medianTable(lines, asked),
    'Every run:',
    '',
    pointsTable(lines, asked),
    breaksTable(lines),
    ...wrongBounds(lines).map(line => `**WRONG BOUND** ${line}\n`),
  ].join('\n');
}

/** Puts a report in the place of the one with the same heading, or at the end. @param {string} readme @param {string} report */
export function withReport(readme, report) {
  const parts = readme
    .trimEnd()
    .split(/^(?=## )/m)
    .map(part => part.trimEnd());
  const heading = report.split('\n')[0];
  const at = parts.findIndex(part => part.split('\n')[0] === heading);
  parts.splice(at < 0 ? parts.length : at, at < 0 ? 0 : 1, report.trimEnd());
  return `${parts.join('\n\n')}\n`;
}
