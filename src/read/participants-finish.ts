import { LIMITS, type Participant, type Rules } from '../model/event.js';
import type { AvailabilityReader } from './availability.js';
import type { Attendance } from './availability-table.js';
import type { PARTICIPANTS } from './headers.js';
import type { ParticipantDraft, ParticipantTable } from './participants.js';
import type { RoomFinder } from './room-finder.js';
import type { Table } from './table.js';

type Column = keyof typeof PARTICIPANTS;

/** What participants need to become whole. */
export interface Surroundings {
  readonly availability: AvailabilityReader | undefined;
  /** What availability.csv says. */
  readonly attendance: Attendance | undefined;
  readonly rooms: RoomFinder;
  readonly rules: Rules;
}

/** Fills in slots, rooms and rules. Codes: E113, E114, E305, E306, E311, E402. O(participants). */
export function finishParticipants(people: ParticipantTable, around: Surroundings): Participant[] {
  const { table } = people;
  return people.drafts.map((draft, index) => ({
    ...draft.person,
    ...calendarOf(draft, index, table, around),
    ...bounds(draft, table, around.rules),
    room: ownRoom(draft.person, table, around.rooms),
  }));
}

/** Columns and availability.csv both take slots away. */
function calendarOf(
  draft: ParticipantDraft,
  index: number,
  table: Table<Column> | undefined,
  { availability, attendance }: Surroundings,
): Pick<Participant, 'available' | 'unavailable' | 'attendance'> | undefined {
  const own = table && availability?.pair(draft.availableText, draft.unavailableText, table);
  const { available, unavailable } = own ?? draft.person;
  if (!attendance) return own;
  const attended = attendance.of(index, unavailable);
  return { available, unavailable: attendance.without(index, unavailable), ...(attended && { attendance: attended }) };
}

/** The column beats the rule; a promise from a rule or the default never exceeds the maximum. */
function bounds({ person, min, max }: ParticipantDraft, table: Table<Column> | undefined, rules: Rules) {
  const maxMeetings = max ?? rules.maxMeetings;
  const minMeetings = min ?? Math.min(rules.minMeetings, maxMeetings ?? Number.POSITIVE_INFINITY);
  if (max === undefined && maxMeetings !== undefined && minMeetings > maxMeetings) {
    const cause = `expected at most the rule max_meetings (${maxMeetings}), got ${minMeetings}`;
    table?.fault(person.line, 'min_meetings', 'E402', cause);
  }
  const own = { maxMeetings: max, maxConsecutive: person.maxConsecutive, maxBreaks: person.maxBreaks };
  const ownLimits = LIMITS.filter(name => own[name] !== undefined && own[name] === rules[name]);
  return {
    minMeetings,
    maxMeetings,
    maxBreaks: own.maxBreaks ?? rules.maxBreaks,
    maxConsecutive: own.maxConsecutive ?? rules.maxConsecutive,
    ...(ownLimits.length > 0 && { ownLimits }),
  };
}

function ownRoom({ room, line }: Participant, table: Table<Column> | undefined, rooms: RoomFinder) {
  return room === undefined || table === undefined ? room : rooms.find(room, line, table);
}
