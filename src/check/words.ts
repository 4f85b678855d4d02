/** How people, slots and meetings are named in a violation's sentence. */
import type { Participant, Slot } from '../model/event.js';
import type { Violation } from '../model/outcome.js';
import type { Facts } from './facts.js';
import type { Row } from './rows.js';

/** A violation without its rule's id. */
export type Finding = Omit<Violation, 'rule'>;

/** `Anna Rossi (P12)`, or the id alone. */
export function who({ id, name }: Participant): string {
  return name && name !== id ? `${name} (${id})` : id;
}

/** `slot 3 (2021-05-18 09:00)`, or what is known of it. */
export function when({ id, date, start }: Slot): string {
  const time = [date, start].filter(Boolean).join(' ');
  return time && time !== id ? `slot ${id} (${time})` : `slot ${id}`;
}

/** `meeting M007 (A, B)`. At most six people are named. */
export function what({ meeting }: Row): string {
  const { id, participants } = meeting;
  const more = participants.length > 6 ? `, and ${participants.length - 6} more` : '';
  return `meeting ${id || '(no id)'} (${participants.slice(0, 6).join(', ')}${more})`;
}

/** The name of an id that may be no participant. O(1). */
export function whoIs(facts: Facts, id: string): string {
  const index = facts.peopleIndex.get(id);
  return index === undefined ? id : who(facts.event.participants[index]);
}

/** Opens a sentence with one of our own words; ids are left as they are. */
export function opening(words: string): string {
  return words[0].toUpperCase() + words.slice(1);
}

/** `1 meeting`, `2 meetings`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A finding about rows of the schedule, told at the line of the last of them. */
export function finding(rows: readonly Row[], message: string): Finding {
  return {
    line: rows.at(-1)?.meeting.line ?? 0,
    meetings: rows.map(({ meeting }) => meeting.id),
    message: `${message}.`,
  };
}

/** One finding for each sentence that `judge` has about a row. O(rows). */
export function rowByRow(facts: Facts, judge: (row: Row) => string | readonly string[] | undefined): Finding[] {
  const findings: Finding[] = [];
  for (let index = 0; index < facts.rows; index++) {
    const row = facts.row(index);
    const said = judge(row);
    if (typeof said === 'string') findings.push(finding([row], said));
    else if (said) for (const message of said) findings.push(finding([row], message));
  }
  return findings;
}
