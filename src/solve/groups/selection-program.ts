/**
 * Which meetings, without slots, with whole numbers of sessions: a bound that schedules often meet. Everything that depends on
 * slots is summed over them or left out, so that every schedule is a solution.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { hasBit, UNBOUNDED } from '../../model/problem.js';
import type { PromiseTerms } from '../duals.js';
import { type MipModel, RowBuilder } from '../mip.js';
import type { Items } from './items.js';
import { addPromises, type Goal } from './promise-rows.js';
import { mostMeetingsOf, mostSessionsOf } from './promise-terms.js';

const NO_LIMIT = Number.POSITIVE_INFINITY;

/**
 * Columns: an item each, then the sessions of each host, then what promises need.
 * O(items · limits) entries.
 */
export function selectionProgram(
  problem: GroupProblem,
  items: Items,
  terms: PromiseTerms,
  goal: Goal,
  mostNodes: number,
): MipModel {
  const { pairs, hosts, hostStart, seatsOfHost, groupMin, groupMax } = problem;
  const { participants: P } = pairs;
  const rows = new RowBuilder();
  const sessionColumn = (h: number): number => items.count + h;
  for (let h = 0; h < hosts; h++) {
    const seats = Array.from(seatsOfHost.subarray(hostStart[h], hostStart[h + 1]), s => items.pairs + s);
    const Y = sessionColumn(h);
    if (seats.length === 0) continue;
    for (const seat of seats) rows.add([seat, Y], -NO_LIMIT, 0, column => (column === Y ? -1 : 1));
    rows.add([...seats, Y], -NO_LIMIT, 0, column => (column === Y ? -groupMax[h] : 1));
    if (groupMin[h] > 1) rows.add([...seats, Y], 0, NO_LIMIT, column => (column === Y ? -groupMin[h] : 1));
  }
  const ofPerson = Array.from({ length: P }, (_, p) => [
    ...items.own.subarray(items.ownStart[p], items.ownStart[p + 1]),
    ...(items.hostIndex[p] < 0 ? [] : [sessionColumn(items.hostIndex[p])]),
  ]);
  addLimits(rows, problem, items, sessionColumn);
  addInterpreters(rows, problem, items);
  for (let k = 0; k + 1 < problem.onceStart.length; k++)
    rows.add([...problem.onceItems.subarray(problem.onceStart[k], problem.onceStart[k + 1])], 0, 1);
  items.must.forEach((must, i) => {
    if (must === 1) rows.add([i], 1, 1);
  });
  const columns = items.count + hosts;
  const most = Array.from({ length: P }, (_, p) => mostMeetingsOf(problem, p));
  const added = addPromises(rows, { ofPerson, most, terms, goal, nextColumn: columns }).columns;
  const cost = new Float64Array(columns + added);
  if (goal.kind === 'points') cost.set(items.points);
  else cost.fill(1, columns);
  const upper = new Float64Array(cost.length).fill(1);
  for (let h = 0; h < hosts; h++) upper[sessionColumn(h)] = mostSessionsOf(problem, h);
  if (added > 0) upper.set(terms.possible, columns);
  const integer = new Uint8Array(cost.length);
  integer.fill(1, items.count, columns);
  return { cost, upper, ...rows.build(), mostNodes, integer, gap: 1e-3, presolve: true };
}

/** Limits over all slots together: a session counts in those that all its rooms are within, whatever its size and slot. */
function addLimits(rows: RowBuilder, problem: GroupProblem, items: Items, sessionColumn: (h: number) => number): void {
  const { pairs, hosts, sizeKind, sizes, groupMin, lockedRooms } = problem;
  const inLimit: number[][] = Array.from({ length: pairs.limits }, () => []);
  for (let e = 0; e < items.pairs; e++) for (const limit of pairs.kindLimits[pairs.kind[e]]) inLimit[limit].push(e);
  for (let h = 0; h < hosts; h++) {
    const locked = lockedRooms.filter(({ host }) => host === h).map(({ kind }) => pairs.kindLimits[kind]);
    for (const limit of pairs.kindLimits[sizeKind[h * sizes + groupMin[h]]])
      if (locked.every(limits => limits.includes(limit))) inLimit[limit].push(sessionColumn(h));
  }
  inLimit.forEach((columns, limit) => {
    let most = 0;
    for (let t = 0; t < pairs.slots; t++) most += pairs.capacity[limit * pairs.slots + t];
    if (columns.length > 0 && most < UNBOUNDED) rows.add(columns, 0, most);
  });
}

/** One-to-ones that need an interpreter, in all slots together. */
function addInterpreters(rows: RowBuilder, { speech, pairs }: GroupProblem, items: Items): void {
  if (!speech) return;
  const needy: number[] = [];
  for (let e = 0; e < items.pairs; e++) {
    let understands = false;
    for (let bit = 0; bit < speech.languages && !understands; bit++)
      understands = hasBit(speech.ofItem, e * speech.ways, bit);
    if (!understands) needy.push(e);
  }
  let places = 0;
  for (let j = 0; j < speech.interpreters; j++)
    for (let t = 0; t < pairs.slots; t++) if (hasBit(speech.available, j * pairs.words, t)) places++;
  if (needy.length > places) rows.add(needy, 0, places);
}
