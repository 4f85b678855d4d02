/** What can only be judged when several tables are read. */
import type { Context } from './context.js';
import type { EventFile } from './event-file.js';
import type { ParticipantTable } from './participants.js';
import type { SlotTable } from './slots.js';
import { quote } from './text.js';

/** E408: with the rule across_sides, a participant without a side could meet nobody. O(participants). */
export function checkSides(people: ParticipantTable | undefined, event: EventFile, context: Context): void {
  if (!event.rules.acrossSides) return;
  const table = people?.table;
  if (people === undefined || table === undefined) {
    const place = { file: event.file, columnName: 'rules.across_sides' };
    context.faults.add('E408', place, 'nobody has a side', 'give the participants a column "side" in participants.csv');
  } else if (!table.has('side')) {
    table.fault(table.headerLine, 'side', 'E408', 'there is no column "side", and the rule across_sides needs it');
  } else {
    for (const { person } of people.drafts) {
      const { id, side, line } = person;
      if (side === '')
        table.fault(line, 'side', 'E408', `${quote(id)} has no side, and the rule across_sides needs it`);
    }
  }
}

/** E306: working hours need slots with times. O(participants). */
export function checkWorkingHours(people: ParticipantTable | undefined, slots: SlotTable): void {
  if (people === undefined || slots.timed) return;
  for (const { person } of people.drafts) {
    const { workingHours, line } = person;
    if (workingHours !== undefined) {
      people.table?.fault(line, 'working_hours', 'E306', 'working hours are given, and the slots have no times');
    }
  }
}
