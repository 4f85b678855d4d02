/** Who interprets what, when all slots are known: the limits of the problem leave enough of them, but for their rests. */
import { hasBit, type Problem, UNBOUNDED } from '../model/problem.js';
import type { Activities } from './activities.js';
import { assign } from './assignment.js';
import { Cnf } from './cnf.js';
import { firstOfInterpreters, needsRests } from './interpreter-rests.js';
import { addRests } from './rules-in-clauses.js';
import { askSat } from './sat.js';
import type { Patience } from './worker.js';

/** Conflicts; and where the time is over: a schedule that is stopped early needs its interpreters all the same. */
const MOST_CONFLICTS = { inTime: 200_000, late: 2000 };
/** Slots of the longest row of them that is looked at. */
const LONGEST = 64;

/**
 * An interpreter for each one-to-one that needs one, -1 for the others; `undefined` where none was found. Slot by slot, which is
 * exact where nobody needs rests; where that fails, exact by SAT, at worst exponential in the meetings interpreted, and bounded
 * by conflicts. Where so much work in a row leaves no rest, as clauses take long to find out, they are not asked.
 * @param open slots in which each interpreter may work: interpreters × words
 */
export async function assignInterpreters(
  problem: Problem,
  activities: Activities,
  open: Int32Array,
  patience: Patience,
): Promise<Int32Array | undefined> {
  const chosen = slotBySlot(problem, activities, open);
  if (chosen || !needsRests(problem) || leavesNoRest(problem, activities, open)) return chosen;
  return assignAtOnce(problem, activities, open, patience);
}

/**
 * Whether some slots of a stretch have more meetings for the interpreters of a limit than these can serve with their rests: of so
 * many slots in a row each works all but one in `maxConsecutive` + 1. O(limits · slots · `LONGEST` · interpreters).
 */
function leavesNoRest(problem: Problem, { slotOf, kind }: Activities, open: Int32Array): boolean {
  const { slots: T, words: W, stretch, kindLimits, limitSets, event } = problem;
  const first = firstOfInterpreters(problem);
  const meetings = new Int32Array(limitSets.interpreters.length * T);
  slotOf.forEach((t, i) => {
    for (const limit of kindLimits[kind[i]]) if (limit >= first) meetings[(limit - first) * T + t]++;
  });
  return limitSets.interpreters.some((set, k) => {
    for (let from = 0; from < T; from++) {
      const there = new Int32Array(set.length);
      let served = 0;
      for (let t = from; t < Math.min(T, from + LONGEST) && stretch[t] === stretch[from]; t++) {
        served += meetings[k * T + t];
        const length = t - from + 1;
        let able = 0;
        for (const [i, one] of set.entries()) {
          if (hasBit(open, one * W, t)) there[i]++;
          const { maxConsecutive: most } = event.interpreters[one];
          able += Math.min(there[i], length - (most === undefined ? 0 : Math.floor(length / (most + 1))));
        }
        if (served > able) return true;
      }
    }
    return false;
  });
}

/**
 * In the order of slots, those first who need no rests or have worked least since the last; `undefined` where a meeting finds nobody.
 * O(slots · interpreters³).
 */
function slotBySlot(problem: Problem, { slotOf, kind }: Activities, open: Int32Array): Int32Array | undefined {
  const { words: W, slots: T, stretch, kindInterpreters, event } = problem;
  const chosen = new Int32Array(slotOf.length).fill(-1);
  const inSlot: number[][] = Array.from({ length: T }, () => []);
  slotOf.forEach((t, i) => {
    if (kindInterpreters[kind[i]].length > 0) inSlot[t].push(i);
  });
  const width = event.interpreters.length;
  const forbidden = width * (T + 1) + 1;
  /** Slots that each interpreter has worked up to now without a rest. */
  let worked = new Int32Array(width);
  for (let t = 0; t < T; t++) {
    if (t > 0 && stretch[t] !== stretch[t - 1]) worked = new Int32Array(width);
    const meetings = inSlot[t];
    if (meetings.length > width) return undefined;
    const cost = new Float64Array(meetings.length * width).fill(forbidden);
    meetings.forEach((i, row) => {
      for (const one of kindInterpreters[kind[i]]) {
        const most = event.interpreters[one].maxConsecutive;
        const isFree = hasBit(open, one * W, t) && worked[one] < (most ?? UNBOUNDED);
        // Who needs no rests works first.
        if (isFree) cost[row * width + one] = most === undefined ? 0 : worked[one] + 1;
      }
    });
    const next = new Int32Array(width);
    for (const [row, one] of assign(cost, meetings.length, width).entries()) {
      if (cost[row * width + one] === forbidden) return undefined;
      chosen[meetings[row]] = one;
      next[one] = worked[one] + 1;
    }
    worked = next;
  }
  return chosen;
}

async function assignAtOnce(
  problem: Problem,
  { slotOf, kind }: Activities,
  open: Int32Array,
  patience: Patience,
): Promise<Int32Array | undefined> {
  const interpreters = Array.from(kind, one => problem.kindInterpreters[one]);
  const chosen = new Int32Array(slotOf.length).fill(-1);
  const cnf = new Cnf();
  const at = problem.event.interpreters.map(() => Array.from({ length: problem.slots }, () => [] as number[]));
  const variables: { readonly activity: number; readonly interpreter: number }[] = [];
  interpreters.forEach((set, activity) => {
    if (set.length === 0) return;
    const own = set
      .filter(interpreter => hasBit(open, interpreter * problem.words, slotOf[activity]))
      .map(interpreter => {
        const variable = cnf.newVariable();
        variables.push({ activity, interpreter });
        at[interpreter][slotOf[activity]].push(variable);
        return variable;
      });
    cnf.add(...own);
  });
  at.forEach((slots, interpreter) => {
    for (const literals of slots) cnf.atMost(literals, 1);
    const most = problem.event.interpreters[interpreter].maxConsecutive ?? UNBOUNDED;
    const busy = slots.map(literals => (literals.length === 0 ? 0 : cnf.anyOf(literals)));
    if (most < UNBOUNDED) addRests(cnf, problem, busy, most);
  });
  const question = { clauses: cnf.take(), assumptions: new Int32Array(), shrinkConflicts: 0, refuted: false };
  const answer =
    (await askSat({ ...question, mostConflicts: MOST_CONFLICTS.inTime }, patience)) ??
    (await askSat({ ...question, mostConflicts: MOST_CONFLICTS.late }, { stopped: false }));
  if (answer?.status !== 'satisfiable') return undefined;
  variables.forEach(({ activity, interpreter }, k) => {
    if (answer.model[k + 1] === 1) chosen[activity] = interpreter;
  });
  return chosen;
}

/**
 * The problem in which interpreters have these slots alone. A schedule of it is one of the problem; its bounds are not.
 * O(limits · interpreters · slots).
 */
export function withInterpretersIn(problem: Problem, open: Int32Array): Problem {
  const { slots: T, words: W } = problem;
  const capacity = problem.capacity.slice();
  const sets = problem.limitSets.interpreters;
  const first = firstOfInterpreters(problem);
  sets.forEach((set, k) => {
    for (let t = 0; t < T; t++)
      capacity[(first + k) * T + t] = set.filter(interpreter => hasBit(open, interpreter * W, t)).length;
  });
  if (!problem.uncounted?.interpreters) return { ...problem, capacity };
  const interpreters = problem.uncounted.interpreters.map((_, one) =>
    Int32Array.from({ length: T }, (__, t) => (hasBit(open, one * W, t) ? 1 : 0)),
  );
  return { ...problem, capacity, uncounted: { ...problem.uncounted, interpreters } };
}

/**
 * The schedule without the cheapest meetings for which the problem's limits have no room; `undefined` where musts alone are
 * too many. O(limits · slots · meetings in question).
 */
export function fittingPart(problem: Problem, slotOf: Int32Array): Int32Array | undefined {
  const { slots: T, limits, capacity, kind, kindLimits, must, points } = problem;
  const part = slotOf.slice();
  for (let limit = 0; limit < limits; limit++) {
    const counted: number[][] = Array.from({ length: T }, () => []);
    part.forEach((t, e) => {
      if (t >= 0 && kindLimits[kind[e]].includes(limit)) counted[t].push(e);
    });
    for (let t = 0; t < T; t++) {
      const tooMany = counted[t].length - capacity[limit * T + t];
      if (tooMany <= 0) continue;
      const spare = counted[t].filter(e => must[e] === 0).sort((x, y) => points[x] - points[y] || x - y);
      if (spare.length < tooMany) return undefined;
      for (const e of spare.slice(0, tooMany)) part[e] = -1;
    }
  }
  return part;
}
