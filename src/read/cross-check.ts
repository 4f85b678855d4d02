/** What can only be judged when several tables are read. */
import type { Participant } from '../model/event.js';
import { hasExactPoints, type ScoredEvent } from '../model/points.js';
import type { Context } from './context.js';
import type { EventFile } from './event-values.js';
import type { ParticipantTable } from './participants.js';
import type { SlotTable } from './slots.js';
import { foldKey, quote } from './text.js';
import type { WishTable } from './wish-table.js';

/** E408: with the rule across_sides, a participant without a side could meet nobody; a topic needs none. O(participants). */
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
      const { id, side, line, role } = person;
      if (side === '' && role !== 'topic')
        table.fault(line, 'side', 'E408', `${quote(id)} has no side, and the rule across_sides needs it`);
    }
  }
}

/** E306: working hours need slots with times. O(participants). */
export function checkWorkingHours(people: ParticipantTable, slots: SlotTable): void {
  if (slots.timed) return;
  for (const { person } of people.drafts) {
    const { workingHours, line } = person;
    if (workingHours !== undefined) {
      people.table?.fault(line, 'working_hours', 'E306', 'working hours are given, and the slots have no times');
    }
  }
}

/** E207: scores that add up to more than can be told apart. O(wishes). */
export function checkPoints(event: ScoredEvent, file: string, context: Context): void {
  if (hasExactPoints(event)) return;
  const most = Number.MAX_SAFE_INTEGER.toLocaleString('en');
  const cause = `all points together are more than ${most} of the smallest unit that decimals ask for`;
  context.faults.add('E207', { file }, cause, 'write smaller scores and weights, or fewer decimals');
}

/** Whether people of one organisation are kept apart: as the event file says, else where organisations are given. O(participants). */
export function organisationsApart({ drafts }: ParticipantTable, { acrossOrganisations }: EventFile): boolean {
  return acrossOrganisations ?? drafts.some(({ person }) => foldKey(person.organisation) !== '');
}

/**
 * Says which wishes the rule across_organisations forbids, where nobody asked for it: that may be a surprise.
 * O(wishes + participants).
 */
export function tellColleagues(people: ParticipantTable, event: EventFile, wishes: WishTable, context: Context): void {
  if (event.acrossOrganisations !== undefined) return;
  const organisationOf = new Map(people.drafts.map(({ person }) => [person.id, apartFor(person)]));
  let count = 0;
  let first = '';
  wishes.forEach(({ kind, from, to, anyOf, line }) => {
    const own = organisationOf.get(from);
    if (kind === 'never' || !own || !(anyOf ?? [to]).every(id => organisationOf.get(id) === own)) return;
    count++;
    first ||= `${quote(from)} for ${quote(to)} in line ${line}`;
  });
  if (count === 0) return;
  const all = count === 1 ? `1 wish is` : `${count.toLocaleString('en')} wishes are`;
  context.notice(
    `people of one organisation do not meet: ${all} for a colleague (${count === 1 ? '' : 'the first: '}${first}); to allow it, write "rules: {across_organisations: no}" in event.yaml`,
  );
}

function apartFor({ role, organisation }: Participant): string {
  return role === 'topic' ? '' : foldKey(organisation);
}
