/** Rules on the names in a row. */
import type { RuleCheck } from '../rules.js';
import { opening, rowByRow, what, who } from '../words.js';

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

/** A one-to-one has two different people, and nobody stands twice in a row. O(people in meetings). */
export const twoPeople: RuleCheck = facts =>
  rowByRow(facts, row => {
    const { participants, kind } = row.meeting;
    const different = new Set(participants).size;
    if (different < participants.length) return `${opening(what(row))} names the same participant twice`;
    if (kind === 'group') return undefined;
    if (different !== 2)
      return `${opening(what(row))} has ${different === 1 ? 'one person' : `${different} people`} instead of two`;
    const topic = row.people.map(person => facts.event.participants[person]).find(({ role }) => role === 'topic');
    return topic && `${opening(what(row))} is a one-to-one with ${who(topic)}, which is a topic and no person`;
  });
