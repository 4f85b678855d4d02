/** What meetings are worth, from the wishes they meet. */
import type { Event } from '../model/event.js';
import type { Plan } from '../model/outcome.js';
import { tidy } from './csv.js';

/** Of a meeting by its index in the schedule. */
export interface Worth {
  /** Mutual bonus included, in the organiser's units. */
  points(meeting: number): number;
  mutual(meeting: number): boolean;
}

/** Who of a meeting asked for it: bits. */
const [FIRST, OTHERS] = [1, 2];

/** O(wishes + meetings). */
export function worthOf(event: Event, { schedule, wishes }: Plan): Worth {
  const { meetings } = schedule;
  const points = new Float64Array(meetings.length);
  const askers = new Uint8Array(meetings.length);
  const indexOf = new Map(meetings.map(({ id }, index) => [id, index]));
  for (const outcome of wishes) {
    const index = outcome.met ? indexOf.get(outcome.meeting) : undefined;
    if (index === undefined) continue;
    points[index]! += outcome.points;
    const asker = event.wishes.at(outcome.wish)!.from;
    askers[index]! |= asker === meetings[index]!.participants[0] ? FIRST : OTHERS;
  }
  const mutual = (index: number) => askers[index] === (FIRST | OTHERS);
  return { mutual, points: index => tidy(points[index]! + (mutual(index) ? event.mutualBonus : 0)) };
}
