// The tables of events with groups: every effort of ours in the same row, the peers beside the last.
import {
  breaksTable,
  circumstances,
  endless,
  eventName,
  gap,
  median,
  NAMES,
  peerCell,
  percent,
  proofMedian,
  rowOf,
  table,
  time,
  unanswered,
  wrongBounds,
} from './report.js';

/** @typedef {import('./bench.js').GroupLine} GroupLine */
/** @typedef {import('./args.js').Effort} Effort */

const OWN = /** @type {const} */ (['points', 'bound', 'gap', 's to best', 'proof', 's in all']);

/** @param {GroupLine} line @param {Effort} effort @returns {string[]} */
function ownCells({ efforts }, effort) {
  const result = efforts[effort];
  const row = rowOf(result);
  if (!row) return [result && result.kind !== 'row' ? unanswered(result) : '', ...OWN.slice(1).map(() => '')];
  const { points, bound, marks, total } = row;
  return [String(points), String(bound ?? '–'), gap(points, bound), ...[marks?.best, marks?.proof, total].map(time)];
}

/** @param {readonly GroupLine[]} lines @param {import('./args.js').Asked} asked */
function runsTable(lines, { efforts, peers }) {
  const own = efforts.flatMap(effort => OWN.map((name, k) => (k === 0 ? `${effort}: ${name}` : name)));
  return table([
    ['event', 'seed', ...own, ...peers.map(peer => NAMES[peer])],
    ...lines.map(line => [
      eventName(line.instance),
      String(line.instance.seed),
      ...efforts.flatMap(effort => ownCells(line, effort)),
      ...peers.map(peer => peerCell(peer, line)),
    ]),
  ]);
}

/** @param {readonly GroupLine[]} lines of one shape @param {Effort} effort */
function ownMedians(lines, effort) {
  const rows = lines.flatMap(({ efforts }) => rowOf(efforts[effort]) ?? []);
  const gaps = rows.flatMap(({ points, bound }) =>
    bound === null ? [] : [bound === 0 ? 0 : (bound - points) / bound],
  );
  return [
    `${rows.filter(({ proved }) => proved).length} of ${lines.length}`,
    percent(median(gaps)),
    time(median(rows.flatMap(({ marks }) => marks?.best ?? []))),
    endless(median(rows.map(({ marks }) => marks?.proof ?? Number.POSITIVE_INFINITY))),
    time(median(rows.map(({ total }) => total))),
  ];
}

/** Medians over seeds; an unproved run counts as endless. @param {readonly GroupLine[]} lines @param {import('./args.js').Asked} asked */
function medianTable(lines, { efforts, peers }) {
  const own = efforts.flatMap(effort => [`${effort}: proved`, 'gap', 's to best', 'proof', 's in all']);
  const shapes = [...new Set(lines.map(({ instance }) => eventName(instance)))];
  return table([
    ['event', ...own, ...peers.map(peer => `${NAMES[peer]}: proof`)],
    ...shapes.map(shape => {
      const same = lines.filter(({ instance }) => eventName(instance) === shape);
      return [
        shape,
        ...efforts.flatMap(effort => ownMedians(same, effort)),
        ...peers.map(peer => proofMedian(same, peer)),
      ];
    }),
  ]);
}

/**
 * @param {readonly GroupLine[]} lines
 * @param {readonly import('./bench.js').Line[]} everything the same, a line for every effort
 * @param {import('./args.js').Asked} asked
 * @param {import('./report.js').Run} run
 */
export function groupReportOf(lines, everything, asked, run) {
  return [
    `## Groups, ${asked.shapes.length > 0 ? asked.shapes.join(', ') : asked.sizes.join(', ')}`,
    '',
    `${circumstances(run)}; limit of the peers ${asked.peerLimit} s, beside the effort ${asked.efforts.at(-1)}.`,
    '',
    'Medians over the seeds:',
    '',
    medianTable(lines, asked),
    'Every run:',
    '',
    runsTable(lines, asked),
    breaksTable(lines),
    ...wrongBounds(everything).map(line => `**WRONG BOUND** ${line}\n`),
  ].join('\n');
}
