/** Rules on one participant's agenda. */
import type { Participant, Slot } from '../../model/event.js';
import { breaksOf } from '../agendas.js';
import type { Facts } from '../facts.js';
import type { RuleCheck } from '../rules.js';
import { counted, type Finding, finding, opening, rowByRow, what, when, who } from '../words.js';
import { openSlots } from './slots.js';

/** The findings of every participant in turn. */
function personByPerson(
  facts: Facts,
  judge: (person: Participant, agenda: readonly number[], index: number) => Finding[],
) {
  return facts.event.participants.flatMap((person, index) => judge(person, facts.agendas[index], index));
}

/** At most `parallel` meetings in a slot: a finding for each row too many. O(people in meetings). */
export const singleBooking: RuleCheck = facts =>
  personByPerson(facts, (person, agenda) => {
    let first = 0;
    return agenda.flatMap((index, place) => {
      const slot = facts.slotOf[index];
      if (slot !== facts.slotOf[agenda[first]]) first = place;
      if (place - first < person.parallel) return [];
      const limit = person.parallel === 1 ? 'two meetings' : `more than ${person.parallel} meetings`;
      const message = `${who(person)} has ${limit} in ${when(facts.event.slots[slot])}`;
      return [finding([facts.row(agenda[first]), facts.row(index)], message)];
    });
  });

/** A participant meets only when available and within working hours. O(people in meetings + availability). */
export const availability: RuleCheck = facts => {
  const { slots, participants, timezone } = facts.event;
  const open = openSlots(participants, slots);
  return rowByRow(facts, row => {
    if (row.slot < 0) return [];
    const slot = slots[row.slot];
    return row.people.flatMap(index => {
      const person = participants[index];
      if (open[index * slots.length + row.slot] === 0)
        return [`${who(person)} is not available in ${when(slot)} (${what(row)})`];
      return worksIn(person, slot, timezone)
        ? []
        : [`${opening(when(slot))} is outside the working hours of ${who(person)} (${what(row)})`];
    });
  });
};

/** Hours in another zone than the event's are refused by the readers, and so are not judged here yet. */
export function worksIn({ workingHours, timezone }: Participant, slot: Slot, eventZone: string | undefined): boolean {
  if (!workingHours || !slot.start || !slot.end || (timezone && timezone !== eventZone)) return true;
  const start = minutes(slot.start);
  const end = minutes(slot.end);
  return start >= workingHours.from && (end <= start ? end + 1440 : end) <= workingHours.to;
}

function minutes(time: string): number {
  const [hours, rest] = time.split(':').map(Number);
  return hours * 60 + rest;
}

/** At most `max_meetings` meetings: one finding a participant, at the first row too many. O(people in meetings). */
export const maxMeetings: RuleCheck = facts =>
  personByPerson(facts, (person, agenda) => {
    const { maxMeetings: most } = person;
    if (most === undefined || agenda.length <= most) return [];
    return [
      {
        ...finding(
          [facts.row(agenda[most])],
          `${who(person)} has ${counted(agenda.length, 'meeting')}, at most ${most} allowed`,
        ),
        meetings: agenda.map(row => facts.row(row).meeting.id),
      },
    ];
  });

/** At most `max_breaks` breaks in the whole event: told at the meeting that ends the first too many. O(people in meetings). */
export const maxBreaks: RuleCheck = facts =>
  personByPerson(facts, (person, _, index) => {
    const { maxBreaks: most } = person;
    if (most === undefined) return [];
    const breaks = breaksOf(facts, index);
    if (breaks.length <= most) return [];
    const rows = breaks.slice(most).map(({ endedBy }) => facts.row(endedBy));
    const ends = rows.map(({ slot }) => facts.event.slots[slot].id).join(', ');
    const message = `${who(person)} has ${counted(breaks.length, 'break')}, at most ${most} allowed; too many: before ${rows.length === 1 ? 'slot' : 'slots'} ${ends}`;
    return [{ ...finding(rows, message), line: rows[0].meeting.line }];
  });

/** Busy in at most `max_consecutive` neighbouring slots of one session: a finding for each run that is longer. O(people in meetings). */
export const maxConsecutive: RuleCheck = facts =>
  personByPerson(facts, (person, agenda) => {
    const { maxConsecutive: most } = person;
    if (most === undefined) return [];
    return runsIn(facts, agenda).flatMap(run => {
      const busy = [...new Set(run.map(row => facts.slotOf[row]))];
      if (busy.length <= most) return [];
      const { slots } = facts.event;
      const message = `${who(person)} is busy in ${busy.length} slots in a row, ${slots[busy[0]].id} to ${slots[busy.at(-1)!].id}, at most ${most} allowed`;
      const tooMany = run.find(row => facts.slotOf[row] === busy[most])!;
      return [{ ...finding([facts.row(tooMany)], message), meetings: run.map(row => facts.row(row).meeting.id) }];
    });
  });

/** The rows of an agenda (by slot), cut where a slot is free or a session ends. O(its rows). */
export function runsIn({ event: { slots }, slotOf }: Facts, agenda: readonly number[]): number[][] {
  const runs: number[][] = [];
  agenda.forEach((row, place) => {
    const [slot, before] = [slotOf[row], slotOf[agenda[place - 1]]];
    const goesOn = place > 0 && slot - before <= 1 && slots[slot].session === slots[before].session;
    if (goesOn) runs.at(-1)!.push(row);
    else runs.push([row]);
  });
  return runs;
}
