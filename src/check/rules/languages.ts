/** The rule on languages and interpreters. */
import type { Event, Interpreter, Participant } from '../../model/event.js';
import type { Facts } from '../facts.js';
import type { Row } from '../rows.js';
import type { RuleCheck } from '../rules.js';
import { type Finding, finding, opening, rowByRow, what, when } from '../words.js';
import { runsIn } from './people.js';
import { openSlots } from './slots.js';

/**
 * With a table of interpreters, a meeting whose people share no language names one who knows a language of each. Whoever is
 * named is available, in one meeting a slot, and works at most `max_consecutive` neighbouring slots of a session.
 * O(people in meetings · languages + interpreters × slots).
 */
export const interpreter: RuleCheck = facts => {
  const known = new Map(facts.event.interpreters.map((one, index) => [one.id, index]));
  const open = openSlots(facts.event.interpreters, facts.event.slots);
  const isOpen = (one: number, slot: number) => open[one * facts.event.slots.length + slot] === 1;
  const byMeeting = rowByRow(facts, row => {
    const index = known.get(row.meeting.interpreter);
    return index === undefined ? nobody(facts.event, row) : somebody(facts.event, row, index, isOpen);
  });
  const rowsOf = agendas(facts);
  const byInterpreter = facts.event.interpreters.flatMap(one => {
    const agenda = rowsOf.get(one.id)!;
    const rows = agenda.map(index => facts.row(index));
    return [...doubleBooked(one, rows, facts.event), ...overworked(facts, one, agenda)];
  });
  return [...byMeeting, ...byInterpreter];
};

/** What is wrong with a meeting that names no interpreter of the event. */
function nobody(event: Event, row: Row): string[] {
  const { interpreter: name } = row.meeting;
  const needs = event.interpreters.length > 0 && !shareLanguage(peopleOf(event, row));
  if (name.includes(';')) return [`${opening(what(row))} names more than one interpreter (${name}) instead of one`];
  if (name) return [`${opening(what(row))} names the interpreter "${name}", whom the event does not have`];
  if (!needs) return [];
  return [`${opening(what(row))} has no interpreter, but its people share no language: ${spoken(event, row)}`];
}

function somebody(event: Event, row: Row, index: number, isOpen: (one: number, slot: number) => boolean): string[] {
  const { id, languages } = event.interpreters[index];
  const said: string[] = [];
  const people = peopleOf(event, row);
  const lost = stranger(event.interpreters[index], people);
  if (lost && !shareLanguage(people))
    said.push(
      `${opening(what(row))} has the interpreter ${id} (${languages.join(', ')}), who knows no language of ${lost.id} (${lost.languages.join(', ')})`,
    );
  if (row.slot >= 0 && !isOpen(index, row.slot))
    said.push(`The interpreter ${id} is not available in ${when(event.slots[row.slot])} (${what(row)})`);
  return said;
}

/** Those of a meeting who are restricted to languages; a topic is nobody and says nothing. */
function peopleOf({ participants }: Event, row: Row): Participant[] {
  return row.people
    .map(person => participants[person])
    .filter(({ languages, role }) => languages.length > 0 && role !== 'topic');
}

/** Whether one language is known to all of these, each restricted to some. */
function shareLanguage([first, ...others]: readonly Participant[]): boolean {
  return !first || first.languages.some(language => others.every(({ languages }) => languages.includes(language)));
}

/** The first of the people of whom the interpreter knows no language. */
function stranger({ languages }: Interpreter, people: readonly Participant[]): Participant | undefined {
  return people.find(person => !languages.some(language => person.languages.includes(language)));
}

function spoken(event: Event, row: Row): string {
  const people = peopleOf(event, row);
  const more = people.length > 6 ? `; and ${people.length - 6} more` : '';
  return `${people
    .slice(0, 6)
    .map(({ id, languages }) => `${id} ${languages.join(', ')}`)
    .join('; ')}${more}`;
}

/** Indexes of the rows of each interpreter of the event, by slot, then row. */
function agendas(facts: Facts): Map<string, number[]> {
  const rowsOf = new Map(facts.event.interpreters.map(({ id }): [string, number[]] => [id, []]));
  if (rowsOf.size === 0) return rowsOf;
  for (const rows of facts.slotRows)
    for (const index of rows) rowsOf.get(facts.row(index).meeting.interpreter)?.push(index);
  return rowsOf;
}

/** One meeting a slot: a finding for each row too many. */
function doubleBooked({ id }: Interpreter, rows: readonly Row[], { slots }: Event): Finding[] {
  let first = rows[0];
  return rows.flatMap(row => {
    if (row.slot !== first.slot) first = row;
    if (first === row) return [];
    return [finding([first, row], `The interpreter ${id} is in two meetings in ${when(slots[row.slot])}`)];
  });
}

/** At most `max_consecutive` neighbouring slots of one session: a finding for each run that is longer. */
function overworked(facts: Facts, { id, maxConsecutive: most }: Interpreter, agenda: readonly number[]): Finding[] {
  if (most === undefined) return [];
  return runsIn(facts, agenda).flatMap(run => {
    const busy = [...new Set(run.map(row => facts.slotOf[row]))];
    if (busy.length <= most) return [];
    const [first, last] = [busy[0], busy.at(-1)!].map(slot => facts.event.slots[slot].id);
    const message = `The interpreter ${id} works in ${busy.length} slots in a row, ${first} to ${last}, at most ${most} allowed`;
    const tooMany = run.find(row => facts.slotOf[row] === busy[most])!;
    return [{ ...finding([facts.row(tooMany)], message), meetings: run.map(row => facts.row(row).meeting.id) }];
  });
}
