/**
 * What this version reads and cannot honour yet. Each refusal has its code and reason here and nowhere else:
 * when an engine learns to honour something, its lines go.
 */
import type { ParticipantTable } from './participants.js';
import { quote } from './text.js';

/** E909: working hours are compared in event time only. O(participants). */
export function refuseColumns(people: ParticipantTable, eventZone: string | undefined): void {
  for (const { person } of people.drafts) {
    if (person.workingHours !== undefined && person.timezone !== undefined && person.timezone !== eventZone) {
      const cause = `working hours in the zone ${quote(person.timezone)} are not honoured yet`;
      people.table?.fault(person.line, 'working_hours', 'E909', cause);
    }
  }
}

/** Keys of the event file that FORMATS knows and nothing reads yet (E910), and what to do instead. */
export const UNREAD_KEYS: Readonly<Record<string, string>> = {
  timezone: 'remove it: all times are event time',
  files: 'remove it and use the options (--participants, --slots …), or the usual names beside prefs.csv',
  output: 'remove it and use the options',
};
