/** The graph of candidate meetings as arcs from a left to a right side. */
import { largeFloat64 } from '../../model/large-lists.js';
import type { Problem } from '../../model/problem.js';
import type { Pace } from './pace.js';

export interface TwoSides {
  /** False: participants fall into two sides and every meeting is one arc. True: each meeting is two arcs, both ways. */
  readonly doubled: boolean;
  /** Side of each participant, where they fall into two. */
  readonly isLeft: Uint8Array;
  /** Arcs of left participant p: outStart[p] .. outStart[p + 1]. */
  readonly outStart: Int32Array;
  /** Of each arc: participant on the right, points, meeting. */
  readonly head: Int32Array;
  readonly value: Float64Array;
  readonly meeting: Int32Array;
  /** Of each participant, meetings that are no arcs: see `isSettled`. */
  readonly settled: Int32Array;
}

/** A meeting that takes place in any case, for no points and in no room that others could have: nothing is to be chosen of it. */
export function isSettled({ lockedSlot, points, kind, kindLimits }: Problem, e: number): boolean {
  return lockedSlot[e] >= 0 && points[e] === 0 && kindLimits[kind[e]].length === 0;
}

/** Two-colours the participants; `undefined` if some odd ring of meetings forbids it. O(people + meetings). */
export function twoColour(problem: Problem): Uint8Array | undefined {
  const { participants: P, a, b, incident, incidentStart } = problem;
  const colour = new Uint8Array(P).fill(2);
  const queue: number[] = [];
  for (let root = 0; root < P; root++) {
    if (colour[root] !== 2) continue;
    colour[root] = 1;
    queue.push(root);
    for (let p = queue.pop(); p !== undefined; p = queue.pop()) {
      for (let i = incidentStart[p]; i < incidentStart[p + 1]; i++) {
        const q = a[incident[i]] === p ? b[incident[i]] : a[incident[i]];
        if (colour[q] === colour[p]) return undefined;
        if (colour[q] !== 2) continue;
        colour[q] = 1 - colour[p];
        queue.push(q);
      }
    }
  }
  return colour;
}

/** O(people + meetings). */
export async function twoSides(problem: Problem, pace: Pace): Promise<TwoSides> {
  const { participants: P, meetings: E, a, b, points, incident, incidentStart } = problem;
  const colour = twoColour(problem);
  const settled = new Int32Array(P);
  let left = E;
  for (let e = 0; e < E; e++) {
    if (!isSettled(problem, e)) continue;
    settled[a[e]]++;
    settled[b[e]]++;
    left--;
  }
  const arcs = colour ? left : 2 * left;
  const outStart = new Int32Array(P + 1);
  const head = new Int32Array(arcs);
  const meeting = new Int32Array(arcs);
  const value = largeFloat64(arcs);
  let arc = 0;
  for (let p = 0; p < P; p++) {
    if (!colour || colour[p] === 1) {
      for (let i = incidentStart[p]; i < incidentStart[p + 1]; i++) {
        const e = incident[i];
        if (settled[p] > 0 && isSettled(problem, e)) continue;
        head[arc] = a[e] === p ? b[e] : a[e];
        meeting[arc] = e;
        value[arc++] = points[e];
      }
    }
    outStart[p + 1] = arc;
    if (pace.spend(incidentStart[p + 1] - incidentStart[p])) await pace.rest();
  }
  return { doubled: !colour, isLeft: colour ?? new Uint8Array(P), outStart, head, value, meeting, settled };
}
