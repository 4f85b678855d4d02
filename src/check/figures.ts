/** Every tier of the objective, counted from the raw tables as FORMATS sections 2 and 3 define it. */
import type { Figures } from '../model/objective.js';
import { breaksOf, neighbours } from './agendas.js';
import type { Facts } from './facts.js';
import { isMutual } from './pairs.js';
import { pointScale, toNumber } from './points.js';

/** Meetings without a slot of the event are not held and count nowhere. O(wishes + people in meetings). */
export function figures(facts: Facts): Figures {
  const breaks = facts.agendas.flatMap((_, person) => breaksOf(facts, person));
  return {
    promises: promises(facts),
    points: points(facts),
    breaks: breaks.length,
    idle: breaks.reduce((sum, { length }) => sum + length, 0),
    moves: moves(facts),
  };
}

/** Σ min(meetings held, min_meetings). */
function promises({ event, agendas }: Facts): number {
  return event.participants.reduce(
    (sum, { minMeetings }, person) => sum + Math.min(agendas[person].length, minMeetings),
    0,
  );
}

/** Points of the wishes that are met, each once, and the bonus of mutual meetings. */
function points({ event, pairs, rows, wishes }: Facts): number {
  const scale = pointScale(event, wishes);
  let units = 0n;
  for (const pair of pairs.values()) {
    if (!pair.rows.some(row => rows[row].slot >= 0)) continue;
    for (const wish of pair.wishes) units += scale.unitsOf(wish);
    if (isMutual(event, pair)) units += scale.bonus;
  }
  return toNumber(units, scale.decimals);
}

/** Changes between two named rooms from one meeting to the next of a day, of participants with parallel 1. */
function moves(facts: Facts): number {
  const roomOf = (row: number) => facts.rows[row].meeting.room;
  let changes = 0;
  facts.event.participants.forEach(({ parallel }, person) => {
    if (parallel > 1) return;
    for (const [before, after] of neighbours(facts, person)) {
      if (roomOf(before) && roomOf(after) && roomOf(before) !== roomOf(after)) changes++;
    }
  });
  return changes;
}
