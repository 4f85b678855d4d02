/** A part of a schedule that a program in whole numbers chooses anew, while the rest stays where it is. */
import type { Problem } from '../model/problem.js';
import { type MipModel, RowBuilder } from './mip.js';

export interface Window {
  /** Of each meeting: 1 if it may move, or move in where it is not held. */
  readonly takesPart: Uint8Array;
  /** The pairs (meeting, slot) of the program, each a column; the slot of a held meeting that takes part is among them. */
  readonly meeting: readonly number[];
  readonly slot: readonly number[];
}

/** What a promise is worth beside points. */
export function promiseValueOf({ points }: Problem): number {
  return 4 * points.reduce((most, w) => Math.max(most, w), 0) + 1;
}

/**
 * The most points of the window that keep every promise and must that is kept now, and the promises that could be kept as well.
 * Its first columns are the window's pairs. O(meetings + people · slots + pairs).
 */
export function programOf(problem: Problem, { takesPart, meeting, slot }: Window, slotOf: Int32Array) {
  const { slots: T, a, b, kind, kindLimits, must, points, parallel, capacity, minMeetings, maxMeetings } = problem;
  const rows = new RowBuilder();
  const { degree, outside, used, load } = staying(problem, takesPart, slotOf);
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
    rows.add(columns, 0, parallel[Math.floor(place / T)] - used[place]);
  for (const [cell, columns] of grouped(column => kindLimits[kind[meeting[column]]].map(l => l * T + slot[column])))
    rows.add(columns, 0, capacity[cell] - load[cell]);
  /** A column for each participant with promises that are not kept: how many more are. */
  const more: number[] = [];
  for (const [p, columns] of grouped(people)) {
    const kept = Math.min(minMeetings[p], degree[p]);
    const least = Math.max(0, kept - outside[p]);
    const most = Math.min(columns.length, maxMeetings[p] - outside[p]);
    if (least > 0 || most < columns.length) rows.add(columns, least, most);
    if (kept === minMeetings[p]) continue;
    const gained = meeting.length + more.length;
    more.push(minMeetings[p] - kept);
    rows.add([...columns, gained], kept - outside[p], columns.length, column => (column === gained ? -1 : 1));
  }
  const promise = promiseValueOf(problem);
  return {
    cost: Float64Array.from([...meeting.map(e => points[e]), ...more.map(() => promise)]),
    upper: Float64Array.from([...meeting.map(() => 1), ...more]),
    ...rows.build(),
    start: Float64Array.from([
      ...meeting.map((e, column) => (slotOf[e] === slot[column] ? 1 : 0)),
      ...more.map(() => 0),
    ]),
    presolve: true,
  } satisfies Partial<MipModel>;
}

/** How many meetings each participant has in all and outside of the window, and what those outside use of places and rooms. */
function staying(problem: Problem, takesPart: Uint8Array, slotOf: Int32Array) {
  const { participants: P, slots: T, a, b, kind, kindLimits, capacity } = problem;
  const [degree, outside] = [new Int32Array(P), new Int32Array(P)];
  const [used, load] = [new Int32Array(P * T), new Int32Array(capacity.length)];
  slotOf.forEach((t, e) => {
    if (t < 0) return;
    for (const p of [a[e], b[e]]) {
      degree[p]++;
      if (takesPart[e] === 1) continue;
      outside[p]++;
      used[p * T + t]++;
    }
    if (takesPart[e] === 0) for (const limit of kindLimits[kind[e]]) load[limit * T + t]++;
  });
  return { degree, outside, used, load };
}

/** What the program makes of the schedule that it was made for. O(meetings + pairs). */
export function scheduleOf(values: Float64Array, window: Window, slotOf: Int32Array): Int32Array {
  const next = slotOf.map((t, e) => (window.takesPart[e] === 1 ? -1 : t));
  window.meeting.forEach((e, column) => {
    if (values[column] > 0.5) next[e] = window.slot[column];
  });
  return next;
}
