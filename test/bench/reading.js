// What reading costs, in seconds of the processor, beside csv-parse alone on the same bytes.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { circumstances, median, table } from './report.js';

/**
 * @typedef {'ejrc' | 'csv-parse'} Reader
 *
 * @typedef {object} Cost
 * @property {number} reading seconds of the processor from the first byte read to the last row, all threads
 * @property {number} whole seconds of the processor for the whole process
 * @property {number} megabytes most memory of the process
 * @property {number} wishes
 * @property {number} rows of all tables
 *
 * @typedef {object} Reading
 * @property {string} event
 * @property {Record<Reader, Cost>} costs medians
 */

const ROW = fileURLToPath(new URL('./reading-row.js', import.meta.url));

/** @param {Reader} reader @param {string} folder @returns {Cost} */
function readOnce(reader, folder) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [ROW, reader, folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`expected ${reader} to read the tables, got: ${stderr}`);
  return JSON.parse(stdout);
}

/**
 * Turn by turn, so that a busy moment hits both.
 * @param {string} folder of tables @param {number} runs at least 1
 * @returns {Omit<Reading, 'event'>}
 */
export function timeReading(folder, runs) {
  const turns = Array.from({ length: runs }, () => ({
    ejrc: readOnce('ejrc', folder),
    'csv-parse': readOnce('csv-parse', folder),
  }));
  const middle = (/** @type {Reader} */ reader) => {
    const of = (/** @type {keyof Cost} */ figure) => median(turns.map(turn => turn[reader][figure])) ?? 0;
    const [reading, whole, megabytes, wishes, rows] = [
      of('reading'),
      of('whole'),
      of('megabytes'),
      of('wishes'),
      of('rows'),
    ];
    return { reading, whole, megabytes, wishes, rows };
  };
  return { costs: { ejrc: middle('ejrc'), 'csv-parse': middle('csv-parse') } };
}

/** @param {readonly Reading[]} readings @param {import('./args.js').Asked} asked @param {import('./report.js').Run} run */
export function readingReportOf(readings, { runs }, run) {
  const head = ['event', 'wishes', 'rows of all tables'];
  const figures = ['CPU s: ejrc', 'csv-parse', 'ratio', 'whole process: ejrc', 'csv-parse', 'MB: ejrc', 'csv-parse'];
  const rows = readings.map(({ event, costs: { ejrc, 'csv-parse': alone } }) => {
    const count = (/** @type {number} */ n) => n.toLocaleString('en');
    const seconds = [ejrc.reading, alone.reading].map(s => s.toFixed(2));
    const whole = [ejrc.whole, alone.whole].map(s => s.toFixed(2));
    const memory = [ejrc.megabytes, alone.megabytes].map(mb => mb.toFixed(0));
    const ratio = (ejrc.reading / alone.reading).toFixed(1);
    return [event, count(ejrc.wishes), count(ejrc.rows), ...seconds, ratio, ...whole, ...memory];
  });
  return [
    '## Reading',
    '',
    `${circumstances(run)}; medians of ${runs} runs each, turn by turn.`,
    '',
    table([[...head, ...figures], ...rows]),
  ].join('\n');
}
