// Group events of the shapes that the tests use, as the tables that an organiser would write.
import { mkdirSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { join } from 'node:path';

/** @typedef {import('../../src/model/group-problem.js').GroupProblem} GroupProblem */

register('./typescript-hook.js', import.meta.url);
/** @type {typeof import('../solve/groups/shapes.js')} */
const { SHAPES, shapedGroups } = await import(new URL('../solve/groups/shapes.ts', import.meta.url).href);

/**
 * Names such as `M crunch`, whose first word is the size.
 * @param {readonly string[]} sizes
 * @param {readonly string[]} wanted empty: all
 */
export function shapesOf(sizes, wanted) {
  const known = Object.keys(SHAPES);
  const unknown = wanted.find(name => !known.includes(name));
  if (unknown !== undefined) throw new Error(`expected some of ${known.join(', ')}, got "${unknown}"`);
  return known.filter(name => (wanted.length > 0 ? wanted.includes(name) : sizes.includes(name.split(' ')[0])));
}

/** @param {{ shape: string, seed: number }} instance @param {string} folder made if absent */
export function writeShape({ shape, seed }, folder) {
  mkdirSync(folder, { recursive: true });
  const tables = tablesOf(shapedGroups(SHAPES[shape], seed));
  for (const [name, rows] of Object.entries(tables)) {
    writeFileSync(join(folder, `${name}.csv`), `${rows.map(cells => cells.join(',')).join('\n')}\n`);
  }
}

/** @param {GroupProblem} problem whose rooms are alike @returns {Record<string, (string | number)[][]>} */
function tablesOf(problem) {
  const { pairs, host, groupMin, groupMax, mostSessions, seats, seatHost, seatGuest, seatPoints } = problem;
  const slots = [...Array(pairs.slots).keys()];
  const hostOf = new Map([...host].map((person, h) => [person, h]));
  const isThere = (/** @type {number} */ p, /** @type {number} */ t) =>
    ((pairs.available[p * pairs.words + (t >> 5)] >>> (t & 31)) & 1) === 1;
  const people = [...Array(pairs.participants).keys()].map(p => {
    const away = slots.filter(t => !isThere(p, t)).map(t => t + 1);
    const h = hostOf.get(p);
    const terms = h === undefined ? ['participant', '', '', ''] : ['host', groupMin[h], groupMax[h], mostSessions[h]];
    return [`P${p}`, away.join(';'), ...terms];
  });
  const asked = [...Array(seats).keys()].map(s => [`P${seatGuest[s]}`, `P${host[seatHost[s]]}`, seatPoints[s], 'seat']);
  const beside = [...pairs.points].map((points, e) => [`P${pairs.a[e]}`, `P${pairs.b[e]}`, points, 'pair']);
  return {
    prefs: [['from', 'to', 'score', 'as'], ...asked, ...beside],
    participants: [['id', 'unavailable', 'role', 'group_min', 'group_max', 'sessions'], ...people],
    slots: [['slot'], ...slots.map(t => [t + 1])],
    rooms: [['room'], ...pairs.rooms.map(({ id }) => [id])],
  };
}
