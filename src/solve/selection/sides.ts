/** The graph of candidate meetings as arcs from a left to a right side. */
import type { Problem } from '../../model/problem.js';

export interface TwoSides {
  /** False: participants fall into two sides and every meeting is one arc. True: each meeting is two arcs, both ways. */
  readonly doubled: boolean;
  /** Side of each participant, where they fall into two. */
  readonly isLeft: Uint8Array;
  /** Arcs sorted by tail: participant on the left, participant on the right, points, meeting. */
  readonly tail: Int32Array;
  readonly head: Int32Array;
  readonly value: Float64Array;
  readonly meeting: Int32Array;
  readonly outStart: Int32Array;
  /** Arcs by head: incoming[inStart[q] .. inStart[q + 1]). */
  readonly inStart: Int32Array;
  readonly incoming: Int32Array;
}

/** Two-colours the participants; `undefined` if some odd ring of meetings forbids it. O(people + meetings). */
function twoColour(problem: Problem): Uint8Array | undefined {
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
export function twoSides(problem: Problem): TwoSides {
  const { participants: P, meetings: E, a, b, points } = problem;
  const colour = twoColour(problem);
  const arcs = colour ? E : 2 * E;
  const tailOf = (arc: number): number => {
    const e = arc < E ? arc : arc - E;
    const first = colour ? colour[a[e]] === 1 : arc < E;
    return first ? a[e] : b[e];
  };
  const outStart = new Int32Array(P + 1);
  for (let arc = 0; arc < arcs; arc++) outStart[tailOf(arc) + 1]++;
  for (let p = 0; p < P; p++) outStart[p + 1] += outStart[p];
  const at = outStart.slice();
  const tail = new Int32Array(arcs);
  const head = new Int32Array(arcs);
  const meeting = new Int32Array(arcs);
  const value = new Float64Array(arcs);
  for (let arc = 0; arc < arcs; arc++) {
    const e = arc < E ? arc : arc - E;
    const p = tailOf(arc);
    const place = at[p]++;
    tail[place] = p;
    head[place] = a[e] === p ? b[e] : a[e];
    meeting[place] = e;
    value[place] = points[e];
  }
  const inStart = new Int32Array(P + 1);
  for (let arc = 0; arc < arcs; arc++) inStart[head[arc] + 1]++;
  for (let p = 0; p < P; p++) inStart[p + 1] += inStart[p];
  const into = inStart.slice();
  const incoming = new Int32Array(arcs);
  for (let arc = 0; arc < arcs; arc++) incoming[into[head[arc]]++] = arc;
  return {
    doubled: !colour,
    isLeft: colour ?? new Uint8Array(P),
    tail,
    head,
    value,
    meeting,
    outStart,
    inStart,
    incoming,
  };
}
