/** What a schedule of items is worth, counted anew from its activities. */
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import type { Activities } from '../activities.js';

/** Promises, and points in the problem's unit: what a wish brings counts once, however many meetings meet it. O(items + people in activities). */
export function countItems(
  problem: GroupProblem,
  slots: ItemSlots,
  { people }: Activities,
): { promises: number; points: number } {
  const { pairs, seats, seatPoints, repeats } = problem;
  const degree = new Int32Array(pairs.participants);
  for (const p of people) degree[p]++;
  const promises = degree.reduce((sum, meetings, p) => sum + Math.min(meetings, pairs.minMeetings[p]), 0);
  let points = 0;
  for (let e = 0; e < pairs.meetings; e++) if (slots[e] >= 0) points += pairs.points[e];
  for (let s = 0; s < seats; s++) if (slots[pairs.meetings + s] >= 0) points += seatPoints[s];
  for (const { items, points: once } of repeats) {
    const held = items.filter(item => slots[item] >= 0).length;
    points -= once * Math.max(0, held - 1);
  }
  return { promises, points };
}
