/**
 * The last units of a gap: only what the prices leave open goes into a mixed-integer program. A schedule better than the one
 * at hand cannot use a pair (meeting, slot) whose reduced value is further from the meeting's best than the gap, must hold a
 * meeting whose best exceeds the gap, and must fill a place whose price exceeds it (reduced-cost fixing: Dantzig, Fulkerson &
 * Johnson 1954, doi:10.1287/opre.2.4.393). The rest is HiGHS's.
 */
import type { Problem } from '../model/problem.js';
import type { Budget } from './budget.js';
import { bestReduced, type Duals, evaluateBound, type PromiseTerms, reducedValue } from './duals.js';
import { type MipAnswer, RowBuilder, solveMip } from './mip.js';

export interface KernelOutcome {
  /** A schedule with more points (or the promises asked for), if one was found: slot of each meeting. */
  readonly slotOf: Int32Array | undefined;
  /** True: no schedule with the promises asked for has more points than the result (or than before, without one). */
  readonly proved: boolean;
}

const MOST_PAIRS = 40_000;

interface Kernel {
  readonly meeting: number[];
  readonly slot: number[];
  readonly ofMeeting: number[][];
  readonly size: number;
}

/** Pairs that a schedule with at least `least` points (in exact units) may use. */
function reduce(problem: Problem, duals: Duals, best: Float64Array, gap: number): Kernel {
  const { meetings: E, slots: T, words: W, domain, must } = problem;
  const kernel: Kernel = { meeting: [], slot: [], ofMeeting: [], size: 0 };
  for (let e = 0; e < E; e++) {
    const top = must[e] === 1 ? best[e] : Math.max(0, best[e]);
    const columns: number[] = [];
    for (let t = 0; t < T; t++) {
      if (((domain[e * W + (t >> 5)] >>> (t & 31)) & 1) === 0) continue;
      if (top - reducedValue(problem, duals, e, t) > gap) continue;
      columns.push(kernel.meeting.length);
      kernel.meeting.push(e);
      kernel.slot.push(t);
    }
    kernel.ofMeeting.push(columns);
  }
  return kernel;
}

function addRows(rows: RowBuilder, problem: Problem, terms: PromiseTerms, duals: Duals, best: Float64Array, gap: number, kernel: Kernel): void {
  const { participants: P, slots: T, a, b, kind, kindLimits, parallel, capacity, maxMeetings, must } = problem;
  const atPlace: number[][] = Array.from({ length: P * T }, () => []);
  const inLimit: number[][] = Array.from({ length: capacity.length }, () => []);
  const ofPerson: number[][] = Array.from({ length: P }, () => []);
  kernel.meeting.forEach((e, column) => {
    const t = kernel.slot[column];
    for (const p of [a[e], b[e]]) {
      atPlace[p * T + t].push(column);
      ofPerson[p].push(column);
    }
    for (const limit of kindLimits[kind[e]]) inLimit[limit * T + t].push(column);
  });
  kernel.ofMeeting.forEach((columns, e) => {
    rows.add(columns, must[e] === 1 || best[e] > gap ? 1 : 0, 1);
  });
  atPlace.forEach((columns, place) => {
    const most = parallel[Math.floor(place / T)];
    const least = duals.pi[place] > gap ? most : 0;
    if (columns.length > most || least > 0) rows.add(columns, least, most);
  });
  inLimit.forEach((columns, cell) => {
    const least = duals.rho[cell] > gap ? capacity[cell] : 0;
    if (columns.length > capacity[cell] || least > 0) rows.add(columns, least, capacity[cell]);
  });
  ofPerson.forEach((columns, p) => {
    const least = terms.target === terms.total ? terms.possible[p] : 0;
    if (columns.length > maxMeetings[p] || least > 0) rows.add(columns, least, Math.min(columns.length, maxMeetings[p]));
  });
}

/**
 * Looks for a schedule with more than `points` points and all promises kept.
 * @param slotOf the schedule at hand, with `points` points
 * @returns `undefined` where the kernel is too large, promises cannot all be kept, or the budget ended
 */
export async function solveKernel(
  problem: Problem,
  terms: PromiseTerms,
  duals: Duals,
  points: number,
  nodes: number,
  budget: Budget,
): Promise<KernelOutcome | undefined> {
  if (terms.target !== terms.total) return undefined;
  const best = bestReduced(problem, duals);
  const exact = evaluateBound(problem, duals, terms, best);
  if (exact === undefined) return undefined;
  const gap = exact - (points + 1) * duals.unit;
  if (gap < 0) return { slotOf: undefined, proved: true };
  const kernel = reduce(problem, duals, best, gap);
  const columns = kernel.meeting.length;
  if (columns > MOST_PAIRS) return undefined;
  const rows = new RowBuilder();
  addRows(rows, problem, terms, duals, best, gap, kernel);
  const answer = await solveMip(
    {
      cost: Float64Array.from(kernel.meeting, e => problem.points[e]),
      lower: new Float64Array(columns),
      upper: new Float64Array(columns).fill(1),
      ...rows.build(),
      start: undefined,
      mostNodes: nodes,
    },
    budget,
  );
  return answer && readAnswer(problem, kernel, answer, points);
}

function readAnswer(problem: Problem, kernel: Kernel, answer: MipAnswer, points: number): KernelOutcome {
  if (answer.status === 'infeasible') return { slotOf: undefined, proved: true };
  if (answer.values) {
    const slotOf = new Int32Array(problem.meetings).fill(-1);
    let found = 0;
    answer.values.forEach((value, column) => {
      if (value < 0.5) return;
      slotOf[kernel.meeting[column]] = kernel.slot[column];
      found += problem.points[kernel.meeting[column]];
    });
    if (found > points) return { slotOf, proved: answer.status === 'optimal' };
    return { slotOf: undefined, proved: answer.status === 'optimal' };
  }
  return { slotOf: undefined, proved: answer.bound < points + 0.5 };
}
