import type { Participant, Rules } from '../model/event.js';
import type { AvailabilityReader } from './availability.js';
import type { PARTICIPANTS } from './headers.js';
import type { ParticipantDraft, ParticipantTable } from './participants.js';
import type { RoomTable } from './rooms.js';
import type { Table } from './table.js';
import { quote } from './text.js';

type Column = keyof typeof PARTICIPANTS;

/** What participants need to become whole. */
export interface Surroundings {
  readonly availability: AvailabilityReader | undefined;
  readonly rooms: RoomTable | undefined;
  /** A room table was given and could not be read: its rooms are not known. */
  readonly roomsUnread: boolean;
  readonly rules: Rules;
}

/** Fills in slots, rooms and rules. Codes: E305, E306, E311, E402. O(participants). */
export function finishParticipants(people: ParticipantTable, around: Surroundings): Participant[] {
  const { table } = people;
  return people.drafts.map(draft => ({
    ...draft.person,
    ...(table && around.availability?.pair(draft.availableText, draft.unavailableText, table)),
    ...bounds(draft, table, around.rules),
    room: ownRoom(draft.person, table, around),
  }));
}

/** The column beats the rule; a promise from a rule or the default never exceeds the maximum. */
function bounds({ person, min, max }: ParticipantDraft, table: Table<Column> | undefined, rules: Rules) {
  const maxMeetings = max ?? rules.maxMeetings;
  const minMeetings = min ?? Math.min(rules.minMeetings, maxMeetings ?? Number.POSITIVE_INFINITY);
  if (max === undefined && maxMeetings !== undefined && minMeetings > maxMeetings) {
    const cause = `expected at most the rule max_meetings (${maxMeetings}), got ${minMeetings}`;
    table?.fault(person.line, 'min_meetings', 'E402', cause);
  }
  return {
    minMeetings,
    maxMeetings,
    maxBreaks: person.maxBreaks ?? rules.maxBreaks,
    maxConsecutive: person.maxConsecutive ?? rules.maxConsecutive,
  };
}

/** The room in its own spelling. */
function ownRoom({ room, line }: Participant, table: Table<Column> | undefined, around: Surroundings) {
  const { rooms, roomsUnread } = around;
  if (room === undefined || roomsUnread) return room;
  const index = rooms?.register.find(room) ?? -1;
  if (index >= 0) return rooms?.register.ids[index];
  const otherwise = rooms ? 'use a room of the event' : 'give the rooms in rooms.csv or with --rooms';
  const action = table?.context.suggester.action(room, rooms?.register.ids ?? [], otherwise);
  table?.fault(line, 'room', 'E311', `no room ${quote(room)}`, action);
  return room;
}
