/** Rules on group sessions. */
import type { Participant } from '../../model/event.js';
import type { Facts } from '../facts.js';
import type { Row } from '../rows.js';
import type { RuleCheck } from '../rules.js';
import { counted, type Finding, finding, opening, rowByRow, what, when, who } from '../words.js';

/** Who stands first in a group session, if that is a participant; `undefined` for a one-to-one. */
function hostOf({ event, peopleIndex }: Facts, { meeting }: Row): Participant | undefined {
  if (meeting.kind !== 'group') return undefined;
  return event.participants[peopleIndex.get(meeting.participants[0]) ?? -1];
}

/** A session is held by a host or topic, who stands first; its guests are people. O(people in meetings). */
export const groupHost: RuleCheck = facts =>
  rowByRow(facts, row => {
    const host = hostOf(facts, row);
    if (!host) return undefined;
    const said: string[] = [];
    if (!host.group)
      said.push(
        `${opening(what(row))} is a group session, which ${who(host)} cannot hold, being neither host nor topic`,
      );
    for (const person of row.people) {
      const guest = facts.event.participants[person];
      if (guest !== host && guest.role === 'topic')
        said.push(`${opening(what(row))} has ${who(guest)} as a guest, which is a topic and no person`);
    }
    return said;
  });

/** A session has as many guests as its host allows. O(people in meetings). */
export const groupSize: RuleCheck = facts =>
  rowByRow(facts, row => {
    const host = hostOf(facts, row);
    if (!host?.group) return undefined;
    const { min, max } = host.group;
    const guests = new Set(row.meeting.participants).size - 1;
    if (guests >= min && guests <= max) return undefined;
    const expected = min === max ? `${min}` : `${min} to ${max}`;
    return `The group session of ${who(host)} in slot ${row.meeting.slot} has ${counted(guests, 'guest')} instead of ${expected}`;
  });

/** A host holds at most `sessions` sessions, one in a slot: a finding for each row too many. O(rows log rows). */
export const sessions: RuleCheck = facts => {
  const held = new Map<Participant, Row[]>();
  for (let index = 0; index < facts.rows; index++) {
    const row = facts.row(index);
    const host = hostOf(facts, row);
    if (!host?.group) continue;
    const rows = held.get(host);
    if (rows) rows.push(row);
    else held.set(host, [row]);
  }
  return [...held].flatMap(([host, rows]) => [...tooMany(host, rows), ...atOnce(facts, host, rows)]);
};

function tooMany(host: Participant, rows: readonly Row[]): Finding[] {
  const most = host.group?.sessions;
  if (most === undefined || rows.length <= most) return [];
  const bySlot = [...rows].sort((a, b) => a.slot - b.slot);
  const message = `${who(host)} holds ${counted(rows.length, 'group session')}, at most ${most} allowed`;
  return bySlot.slice(most).map(row => finding([row], `${message}; ${what(row)} is too many`));
}

function atOnce(facts: Facts, host: Participant, rows: readonly Row[]): Finding[] {
  const firstIn = new Map<number, Row>();
  return rows.flatMap(row => {
    const first = firstIn.get(row.slot);
    if (!first || row.slot < 0) {
      firstIn.set(row.slot, row);
      return [];
    }
    return [finding([first, row], `${who(host)} holds two group sessions in ${when(facts.event.slots[row.slot])}`)];
  });
}

/** A guest sits in at most one session of a host: a finding for each later row. O(people in meetings). */
export const guestOnce: RuleCheck = facts => {
  const firstOf = new Map<number, Row>();
  const findings: Finding[] = [];
  for (let index = 0; index < facts.rows; index++) {
    const row = facts.row(index);
    if (row.meeting.kind !== 'group') continue;
    row.contacts.forEach((contact, place) => {
      const first = firstOf.get(contact);
      if (!first) {
        firstOf.set(contact, row);
        return;
      }
      const [host, guest] = [row.people[0], row.people[place + 1]].map(person => who(facts.event.participants[person]));
      const where = `in slots ${first.meeting.slot} and ${row.meeting.slot}`;
      findings.push(finding([first, row], `${guest} sits in more than one session of ${host}, ${where}`));
    });
  }
  return findings;
};
