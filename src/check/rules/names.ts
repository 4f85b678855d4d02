/** Rules on the names in a row. */
import type { RuleCheck } from '../rules.js';
import { counted, opening, rowByRow, what, who } from '../words.js';

/** Everyone in a meeting is a participant of the event. O(people in meetings). */
export const knownParticipants: RuleCheck = facts =>
  rowByRow(facts, row =>
    row.meeting.participants
      .filter(id => !facts.peopleIndex.has(id))
      .map(id => `${opening(what(row))} names "${id}", who is no participant of the event`),
  );

/** A meeting takes place in a slot of the event. O(rows). */
export const knownSlot: RuleCheck = facts =>
  rowByRow(facts, row =>
    row.slot < 0 ? `${opening(what(row))} is in slot "${row.meeting.slot}", which the event does not have` : undefined,
  );

/** A meeting takes place in a room of the event; without a table of rooms any name will do. O(rows). */
export const knownRoom: RuleCheck = facts =>
  rowByRow(facts, row => {
    const { room } = row.meeting;
    if (!facts.rooms || facts.rooms.has(room)) return undefined;
    return room
      ? `${opening(what(row))} is in room "${room}", which the event does not have`
      : `${opening(what(row))} has no room`;
  });

/** A one-to-one has two different participants, a group session a host and as many attendees as it allows. O(rows). */
export const twoPeople: RuleCheck = facts =>
  rowByRow(facts, row => {
    const { participants, kind } = row.meeting;
    const different = new Set(participants).size;
    if (different < participants.length) return `${opening(what(row))} names the same participant twice`;
    if (kind === 'pair')
      return different === 2
        ? undefined
        : `${opening(what(row))} has ${different === 1 ? 'one person' : `${different} people`} instead of two`;
    const host = facts.event.participants[facts.peopleIndex.get(participants[0]) ?? -1];
    if (!host) return undefined;
    if (!host.group)
      return `${opening(what(row))} is a group session, which ${who(host)} cannot hold, being neither host nor topic`;
    const { min, max } = host.group;
    const attendees = different - 1;
    if (attendees >= min && attendees <= max) return undefined;
    return `The group session of ${who(host)} in slot ${row.meeting.slot} has ${counted(attendees, 'attendee')} instead of ${min} to ${max}`;
  });
