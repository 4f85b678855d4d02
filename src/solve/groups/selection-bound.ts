/**
 * A bound on points for events that are too large for prices by slot: the selection without slots, as a linear program.
 * Whatever prices its rows have, they prove a bound, which is evaluated from those of HiGHS in whole numbers (exact.js).
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { UNBOUNDED } from '../../model/problem.js';
import { boxOf, exactBound } from '../exact.js';
import { type MipModel, RowBuilder } from '../mip.js';
import { placesOf } from '../selection/small.js';
import type { Patience } from '../worker.js';
import type { Items } from './items.js';
import { Relaxation } from './relaxation.js';
import { RepeatRows } from './repeat-rows.js';

const NO_COLUMNS = { lower: new Float64Array(0), upper: new Float64Array(0) };

/** Points that no schedule exceeds; infinite where none was found. Time of a linear program with a column an item and host. */
export async function selectionBound(problem: GroupProblem, items: Items, patience: Patience): Promise<number> {
  const model = selectionModel(problem, items);
  const relaxation = new Relaxation({ model, columns: new Int32Array(0) });
  try {
    const answer = await relaxation.solve(NO_COLUMNS, patience);
    const exact = answer?.kind === 'solved' ? exactBound(model, boxOf(model), answer.prices, 0) : undefined;
    // Points are whole numbers.
    return exact ? Math.floor(exact.gap) : Number.POSITIVE_INFINITY;
  } finally {
    await relaxation.end();
  }
}

/** Columns: items, the number of sessions of each host, and points that count once. Each row says "at most". */
function selectionModel(problem: GroupProblem, items: Items): MipModel {
  const { pairs, hosts, groupMax, hostStart, seatsOfHost, mostSessions, onceStart, onceItems } = problem;
  const sessionsOf = (h: number): number => items.count + h;
  const rows = new RowBuilder();
  const add = (columns: readonly number[], most: number, coefficient?: (column: number) => number): void => {
    if (columns.length > 0 && most < UNBOUNDED) rows.add(columns, Number.NEGATIVE_INFINITY, most, coefficient);
  };
  for (let p = 0; p < pairs.participants; p++) {
    const own = Array.from(items.own.subarray(items.ownStart[p], items.ownStart[p + 1]));
    const h = items.hostIndex[p];
    add(h < 0 ? own : [...own, sessionsOf(h)], placesOf(pairs, p));
  }
  for (let h = 0; h < hosts; h++) {
    const seats = Array.from(seatsOfHost.subarray(hostStart[h], hostStart[h + 1]), s => items.pairs + s);
    add([...seats, sessionsOf(h)], 0, column => (column === sessionsOf(h) ? -groupMax[h] : 1));
  }
  for (let k = 0; k + 1 < onceStart.length; k++) add(Array.from(onceItems.subarray(onceStart[k], onceStart[k + 1])), 1);
  addLimits(problem, items, add);
  const repeats = new RepeatRows(rows, problem.repeats, i => [i], sessionsOf(hosts));
  const cost = new Float64Array(repeats.nextColumn);
  cost.set(items.points);
  const upper = new Float64Array(repeats.nextColumn).fill(1);
  upper.set(mostSessions, items.count);
  repeats.write('points', cost, upper);
  return { cost, upper, ...rows.build(), mostNodes: 0 };
}

/** Meetings and sessions together fit all the places of a limit. Rooms of a larger session are among those of the smallest. */
function addLimits(
  { pairs, hosts, sizeKind, sizes, groupMin }: GroupProblem,
  items: Items,
  add: (columns: readonly number[], most: number) => void,
): void {
  const inLimit: number[][] = Array.from({ length: pairs.limits }, () => []);
  for (let e = 0; e < items.pairs; e++) for (const limit of pairs.kindLimits[pairs.kind[e]]) inLimit[limit].push(e);
  for (let h = 0; h < hosts; h++)
    for (const limit of pairs.kindLimits[sizeKind[h * sizes + groupMin[h]]]) inLimit[limit].push(items.count + h);
  inLimit.forEach((columns, limit) => {
    let places = 0;
    for (let t = 0; t < pairs.slots; t++) places += Math.min(UNBOUNDED, pairs.capacity[limit * pairs.slots + t]);
    add(columns, places);
  });
}
