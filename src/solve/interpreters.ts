/** Who interprets what, when all slots are known: the limits of the problem leave enough of them, but for their rests. */
import { hasBit, type Problem, UNBOUNDED } from '../model/problem.js';
import { roomLimits } from '../model/room-limits.js';
import { interpreterSlots } from '../model/speech.js';
import type { Activities } from './activities.js';
import { Cnf } from './cnf.js';
import { addRests } from './rules-in-clauses.js';
import { askSat } from './sat.js';

const MOST_CONFLICTS = 200_000;

/**
 * An interpreter for each activity that needs one, -1 for the others; `undefined` where none was found. Exact by SAT; at
 * worst exponential in the meetings interpreted, and bounded by conflicts.
 */
export async function assignInterpreters(problem: Problem, activities: Activities): Promise<Int32Array | undefined> {
  const { interpreters, slotOf } = activities;
  const chosen = new Int32Array(slotOf.length).fill(-1);
  if (interpreters.every(set => set.length === 0)) return chosen;
  const cnf = new Cnf();
  const open = interpreterSlots(problem.event);
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
  const answer = await askSat(
    {
      clauses: cnf.take(),
      assumptions: new Int32Array(),
      mostConflicts: MOST_CONFLICTS,
      shrinkConflicts: 0,
      refuted: false,
    },
    // A schedule that is stopped early needs its interpreters all the same.
    { stopped: false },
  );
  if (answer?.status !== 'satisfiable') return undefined;
  variables.forEach(({ activity, interpreter }, k) => {
    if (answer.model[k + 1] === 1) chosen[activity] = interpreter;
  });
  return chosen;
}

/**
 * The problem with rests planned beforehand: every interpreter with `max_consecutive` is free in every so-manieth slot, not
 * all in the same, so that whatever fits can be interpreted. A schedule of it is one of the problem; its bounds are not.
 * O(limits · interpreters · slots).
 */
export function withPlannedRests(problem: Problem): Problem {
  const { event, slots: T, words: W, stretch } = problem;
  const open = interpreterSlots(event);
  const capacity = problem.capacity.slice();
  const sets = roomLimits(problem.kindInterpreters)?.sets ?? [];
  const rests = (interpreter: number, t: number): boolean => {
    const most = event.interpreters[interpreter].maxConsecutive ?? UNBOUNDED;
    const place = t - stretch.indexOf(stretch[t]);
    return most < UNBOUNDED && (place + interpreter) % (most + 1) === most;
  };
  sets.forEach((set, k) => {
    for (const interpreter of set)
      for (let t = 0; t < T; t++)
        if (hasBit(open, interpreter * W, t) && rests(interpreter, t))
          capacity[(problem.limits - sets.length + k) * T + t]--;
  });
  return { ...problem, capacity };
}
