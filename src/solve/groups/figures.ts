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

/** Breaks and idle slots of all agendas. O(participants · slots). */
export function countBreaks(
  { pairs: { participants: P, slots: T, day } }: GroupProblem,
  { slotOf, start, people }: Activities,
): { breaks: number; idle: number } {
  const busy = new Uint8Array(P * T);
  for (let i = 0; i < slotOf.length; i++)
    for (let k = start[i]; k < start[i + 1]; k++) busy[people[k] * T + slotOf[i]] = 1;
  let [breaks, idle] = [0, 0];
  for (let p = 0; p < P; p++) {
    let last = -1;
    for (let t = 0; t < T; t++) {
      if (busy[p * T + t] === 0) continue;
      if (last >= 0 && day[last] === day[t] && t - last > 1) {
        breaks++;
        idle += t - last - 1;
      }
      last = t;
    }
  }
  return { breaks, idle };
}
