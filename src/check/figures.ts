/** Every tier of the objective, counted from the raw tables as README defines it. */
import type { Figures } from '../model/objective.js';
import { breaksOf, neighbours } from './agendas.js';
import type { Facts } from './facts.js';
import { ExactSum, pointScale, toNumber } from './points.js';
import { BOTH } from './wishes.js';

/** Meetings without a slot of the event are not held and count nowhere. O(wishes + people in meetings). */
export function figures(facts: Facts): Figures {
  let [breaks, idle] = [0, 0];
  for (let person = 0; person < facts.agendas.length; person++) {
    for (const { length } of breaksOf(facts, person)) {
      breaks++;
      idle += length;
    }
  }
  return { promises: promises(facts), points: points(facts), breaks, idle, moves: moves(facts) };
}

/** Σ min(meetings held, min_meetings). */
function promises({ event, agendas }: Facts): number {
  return event.participants.reduce(
    (sum, { minMeetings }, person) => sum + Math.min(agendas[person].length, minMeetings),
    0,
  );
}

/** Points of the wishes that are met, each once, and the bonus of each meeting or seat that meets a wish of either side. */
function points({ event, held, wishes }: Facts): number {
  const scale = pointScale(event, wishes);
  const sum = new ExactSum();
  event.wishes.forEach((wish, index) => {
    if (held[wishes.contactOf[index]] === 1) sum.add(scale.unitsOf(wish));
  });
  wishes.askers.forEach((bits, contact) => {
    if (bits === BOTH && held[contact] === 1) sum.add(scale.bonus);
  });
  return toNumber(sum.total, scale.decimals);
}

/** Changes between two named rooms from one meeting to the next of a day, of participants with parallel 1. */
function moves(facts: Facts): number {
  const roomOf = (row: number) => facts.roomOf(row);
  let changes = 0;
  facts.event.participants.forEach(({ parallel }, person) => {
    if (parallel > 1) return;
    for (const [before, after] of neighbours(facts, person)) {
      if (roomOf(before) && roomOf(after) && roomOf(before) !== roomOf(after)) changes++;
    }
  });
  return changes;
}
