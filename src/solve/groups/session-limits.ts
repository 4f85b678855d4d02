import type { GroupProblem } from '../../model/group-problem.js';

/** Limits on rooms in which a session of host h in slot t counts whatever its size; none where a lock may ask for another room. O(sizes). */
export function limitsOfSession(problem: GroupProblem, h: number, t: number): number[] {
  const { groupMin, groupMax, sizeKind, sizes, lockedRooms, pairs } = problem;
  if (lockedRooms.some(one => one.host === h && one.slot === t)) return [];
  const kinds = new Set<number>();
  for (let n = Math.max(1, groupMin[h]); n <= groupMax[h]; n++) kinds.add(sizeKind[h * sizes + n]);
  const [first, ...others] = [...kinds].filter(kind => kind >= 0).map(kind => pairs.kindLimits[kind]);
  return first === undefined ? [] : [...first].filter(limit => others.every(list => list.includes(limit)));
}
