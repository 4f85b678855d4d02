/** A part of a schedule that a program in whole numbers chooses anew, while the rest stays where it is. */
import { degreesOf, type Problem, UNBOUNDED } from '../model/problem.js';
import { heldOf } from './meeting-sets.js';
import { type MipModel, RowBuilder } from './mip.js';
import { weightsOf } from './promises.js';
import { addWindowRows } from './sequence-rows.js';
import { addSetRows } from './set-rows.js';

export interface Window {
  /** Of each meeting: 1 if it may move, or move in where it is not held. */
  readonly takesPart: Uint8Array;
  /** The pairs (meeting, slot) of the program, each a column; the slot of a held meeting that takes part is among them. */
  readonly meeting: readonly number[];
  readonly slot: readonly number[];
}

/** 1 for meetings that no order and no rest of a delegation is about: windows leave the others where they are. O(meetings). */
export function movableMeetings({ a, b, order, maxConsecutive, parallel }: Problem): Uint8Array {
  const isCounted = (p: number): boolean => maxConsecutive[p] === UNBOUNDED || parallel[p] === 1;
  return Uint8Array.from(a, (_, e) =>
    isCounted(a[e]) && isCounted(b[e]) && order.start[e] === order.start[e + 1] ? 1 : 0,
  );
}

/**
 * The most points of the window that keep every must that is kept now, and no fewer promises: of others, where some are lacking
 * anyway, and more, if more can be kept. Its first columns are the window's pairs. O(meetings + people · slots + pairs).
 */
export function programOf(problem: Problem, { takesPart, meeting, slot }: Window, slotOf: Int32Array) {
  const { slots: T, a, b, kind, kindLimits, must, points, minMeetings, maxMeetings } = problem;
  const rows = new RowBuilder();
  const rest = slotOf.map((t, e) => (takesPart[e] === 1 ? -1 : t));
  const [degree, outside] = [degreesOf(problem, slotOf), degreesOf(problem, rest)];
  const { places, rooms } = leftBy(problem, rest);
  const people = (column: number): readonly number[] => [a[meeting[column]], b[meeting[column]]];
  const grouped = (keys: (column: number) => Iterable<number>): Map<number, number[]> => {
    const groups = new Map<number, number[]>();
    meeting.forEach((_, column) => {
      for (const key of keys(column)) {
        const columns = groups.get(key);
        if (columns) columns.push(column);
        else groups.set(key, [column]);
      }
    });
    return groups;
  };
  for (const [e, columns] of grouped(column => [meeting[column]]))
    rows.add(columns, must[e] && slotOf[e] >= 0 ? 1 : 0, 1);
  for (const [place, columns] of grouped(column => people(column).map(p => p * T + slot[column])))
    rows.add(columns, 0, places[place]);
  for (const [cell, columns] of grouped(column => kindLimits[kind[meeting[column]]].map(l => l * T + slot[column])))
    rows.add(columns, 0, rooms[cell]);
  const ofPerson = grouped(people);
  addRests(rows, problem, ofPerson, slot, places);
  const lacks = lacksPromises(problem, degree);
  /** Where promises are lacking, a column for each participant: how many of its promises the window keeps. */
  const promises: { readonly most: number; readonly now: number }[] = [];
  for (const [p, columns] of ofPerson) {
    const open = Math.max(0, minMeetings[p] - outside[p]);
    const now = Math.min(open, degree[p] - outside[p]);
    const most = Math.min(columns.length, maxMeetings[p] - outside[p]);
    const least = lacks ? 0 : now;
    if (least > 0 || most < columns.length) rows.add(columns, least, most);
    if (!lacks || open === 0) continue;
    const kept = meeting.length + promises.length;
    promises.push({ most: open, now });
    rows.add([...columns, kept], 0, columns.length, column => (column === kept ? -1 : 1));
  }
  const ofPromises = promises.map((_, i) => meeting.length + i);
  const keptNow = promises.reduce((sum, { now }) => sum + now, 0);
  if (keptNow > 0)
    rows.add(
      ofPromises,
      keptNow,
      promises.reduce((sum, { most }) => sum + most, 0),
    );
  const columnsOf = grouped(column => [meeting[column]]);
  const repeats = addSetRows(
    rows,
    problem.sets,
    e => columnsOf.get(e) ?? [],
    meeting.length + promises.length,
    new Map(),
    all => heldOf(all, rest),
  );
  const { promise } = weightsOf(problem);
  return {
    cost: Float64Array.from([
      ...meeting.map(e => points[e]),
      ...promises.map(() => promise),
      ...repeats.map(({ fine }) => -fine),
    ]),
    upper: Float64Array.from([
      ...meeting.map(() => 1),
      ...promises.map(({ most }) => most),
      ...repeats.map(({ meetings }) => meetings.length),
    ]),
    ...rows.build(),
    start: Float64Array.from([
      ...meeting.map((e, column) => (slotOf[e] === slot[column] ? 1 : 0)),
      ...promises.map(({ now }) => now),
      ...repeats.map(({ meetings }) => Math.max(0, heldOf(meetings, slotOf) - 1)),
    ]),
    presolve: true,
  } satisfies Partial<MipModel>;
}

/** Whether somebody has fewer meetings than promised, and could have more. O(people). */
function lacksPromises({ minMeetings, incidentStart }: Problem, degrees: Int32Array): boolean {
  return degrees.some((n, p) => n < Math.min(minMeetings[p], incidentStart[p + 1] - incidentStart[p]));
}

/** The rests of those who are no delegations. O(people · slots · maximum). */
function addRests(
  rows: RowBuilder,
  problem: Problem,
  ofPerson: ReadonlyMap<number, readonly number[]>,
  slot: readonly number[],
  places: Int32Array,
): void {
  const { slots: T, maxConsecutive, parallel } = problem;
  for (const [p, columns] of ofPerson) {
    if (maxConsecutive[p] === UNBOUNDED || parallel[p] > 1) continue;
    const inSlot: number[][] = Array.from({ length: T }, () => []);
    for (const column of columns) inSlot[slot[column]].push(column);
    addWindowRows(rows, problem, p, inSlot, undefined, t => places[p * T + t] < 1);
  }
}

/**
 * What a schedule leaves: places of each participant in each slot (people × slots) and rooms of each limit in each slot; below 0
 * where it takes more than there is. O(meetings + people · slots).
 */
export function leftBy(problem: Problem, slotOf: Int32Array): { places: Int32Array; rooms: number[] } {
  const { participants: P, slots: T, a, b, kind, kindLimits, parallel, capacity } = problem;
  const places = Int32Array.from({ length: P * T }, (_, place) => parallel[Math.floor(place / T)]);
  const rooms = Array.from(capacity);
  slotOf.forEach((t, e) => {
    if (t < 0) return;
    places[a[e] * T + t]--;
    places[b[e] * T + t]--;
    for (const limit of kindLimits[kind[e]]) rooms[limit * T + t]--;
  });
  return { places, rooms };
}

/** What the program makes of the schedule that it was made for. O(meetings + pairs). */
export function scheduleOf(values: Float64Array, window: Window, slotOf: Int32Array): Int32Array {
  const next = slotOf.map((t, e) => (window.takesPart[e] === 1 ? -1 : t));
  window.meeting.forEach((e, column) => {
    if (values[column] > 0.5) next[e] = window.slot[column];
  });
  return next;
}
