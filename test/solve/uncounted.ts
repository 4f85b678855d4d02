import { Calendar } from '../../src/model/calendar.js';
import { placesOf } from '../../src/model/limits.js';
import type { Problem } from '../../src/model/problem.js';

/**
 * The same problem as if its rooms had too many limits to count. Of a small event all are counted, so that these say what keeps
 * rooms in the problem that is given back.
 * @param isBare whether none of the limits is left that rooms have
 */
export function uncounted(problem: Problem, isBare: boolean): Problem {
  const { slots: T, limits, limitSets, kindLimits, capacity } = problem;
  const rooms = placesOf(problem.rooms, new Calendar(problem.event), T);
  if (!isBare) return { ...problem, hasAllLimits: false, uncounted: { rooms } };
  const first = limitSets.rooms.length;
  return {
    ...problem,
    hasAllLimits: false,
    uncounted: { rooms },
    limits: limits - first,
    limitSets: { ...limitSets, rooms: [] },
    kindLimits: kindLimits.map(list => list.filter(limit => limit >= first).map(limit => limit - first)),
    capacity: capacity.slice(first * T),
  };
}
