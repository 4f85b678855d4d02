/** Rules that keep people apart. */
import type { Participant } from '../../model/event.js';
import type { Facts } from '../facts.js';
import type { Row } from '../rows.js';
import type { RuleCheck } from '../rules.js';
import { finding, opening, rowByRow, what, who, whoIs } from '../words.js';

/** Two people whom a row of prefs.csv keeps apart. */
interface Ban {
  readonly from: string;
  readonly to: string;
  readonly line: number;
}

/**
 * Two people who must not meet are in no meeting together, also not as guests of one session; a row about an organisation
 * is about each of its people. One finding a pair of people and meeting. O(never rows + people in meetings).
 */
export const never: RuleCheck = facts => {
  const bans = bansOf(facts);
  const rowsOf = rowsOfPeople(facts, bans);
  return bans.flatMap(({ from, to, line }) => {
    const others = rowsOf.get(facts.peopleIndex.get(to)!)!;
    return [...rowsOf.get(facts.peopleIndex.get(from)!)!]
      .filter(index => others.has(index))
      .map(index => facts.row(index))
      .map(row =>
        finding(
          [row],
          `${opening(what(row))} joins ${whoIs(facts, from)} and ${whoIs(facts, to)}, who must not meet (line ${line} of the wishes)`,
        ),
      );
  });
};

/** Two people once each, whoever said so, and how often: the first row counts. */
function bansOf({ event, wishes, peopleIndex }: Facts): Ban[] {
  const bans = new Map<string, Ban>();
  for (const index of wishes.nevers) {
    const { from, to, anyOf = [to], line } = event.wishes.at(index)!;
    for (const other of anyOf) {
      if (from === other || !peopleIndex.has(from) || !peopleIndex.has(other)) continue;
      const pair = [from, other]
        .map(id => peopleIndex.get(id)!)
        .sort()
        .join(' ');
      if (!bans.has(pair)) bans.set(pair, { from, to: other, line });
    }
  }
  return [...bans.values()];
}

/** Rows of the people that are named. */
function rowsOfPeople(facts: Facts, bans: readonly Ban[]): Map<number, Set<number>> {
  const named = new Set(bans.flatMap(({ from, to }) => [from, to].map(id => facts.peopleIndex.get(id)!)));
  const rowsOf = new Map([...named].map(person => [person, new Set<number>()]));
  if (named.size === 0) return rowsOf;
  for (let index = 0; index < facts.rows; index++)
    for (const person of facts.row(index).people) rowsOf.get(person)?.add(index);
  return rowsOf;
}

/** Sentences about the two people of each contact in turn: of a one-to-one, or the host with a guest. */
function twoByTwo(facts: Facts, judge: (a: Participant, b: Participant, row: Row) => string | undefined) {
  const { participants } = facts.event;
  return rowByRow(facts, row =>
    row.contacts.flatMap((_, place) => {
      const said = judge(participants[row.people[0]], participants[row.people[place + 1]], row);
      return said === undefined ? [] : [said];
    }),
  );
}

/** A meeting joins two different sides; one without a side joins none. A topic has no side. O(people in meetings). */
export const acrossSides: RuleCheck = facts => {
  if (!facts.event.rules.acrossSides) return [];
  return twoByTwo(facts, (first, second, row) => {
    if (first.role === 'topic' || second.role === 'topic') return undefined;
    const where = `meet in slot ${row.meeting.slot}`;
    const lost = [first, second].find(({ side }) => !side);
    if (lost) return `${who(first)} and ${who(second)} ${where}, but ${who(lost)} has no side`;
    if (first.side !== second.side) return undefined;
    return `${who(first)} and ${who(second)} ${where}, but both are of side "${first.side}"`;
  });
};

/**
 * People of one organisation do not meet; two guests of a session meet its host, not each other. Names are compared without
 * case and width; one without an organisation shares none, and a topic is of none. O(people in meetings).
 */
export const acrossOrganisations: RuleCheck = facts => {
  if (!facts.event.rules.acrossOrganisations) return [];
  return twoByTwo(facts, (first, second, row) =>
    shareOrganisation(first, second)
      ? `${who(first)} and ${who(second)} meet in slot ${row.meeting.slot}, but both are of "${first.organisation.trim()}"`
      : undefined,
  );
};

/** O(length of the names). */
export function shareOrganisation(a: Participant, b: Participant): boolean {
  if (a.role === 'topic' || b.role === 'topic') return false;
  const name = folded(a.organisation);
  return name !== '' && name === folded(b.organisation);
}

function folded(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}
