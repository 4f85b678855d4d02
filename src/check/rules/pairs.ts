/** Rules on who meets whom. */
import type { Facts } from '../facts.js';
import type { Row } from '../rows.js';
import type { RuleCheck } from '../rules.js';
import type { Robbed } from '../wishes.js';
import { type Finding, finding, opening, rowByRow, what, when, who, whoIs } from '../words.js';

/** The people of a contact: the row's first with the one at `place` of its contacts. */
function names({ event }: Facts, row: Row, place: number): string {
  const [first, second] = [row.people[0], row.people[place + 1]].map(person => who(event.participants[person]));
  return `${first} and ${second}`;
}

/** Two people hold at most one one-to-one, and no wish is the reason for two meetings: a finding for each later row. O(people in meetings). */
export const once: RuleCheck = facts => {
  const findings: Finding[] = [];
  const firstOf = new Int32Array(facts.contacts.count).fill(-1);
  for (let index = 0; index < facts.rows; index++) {
    const row = facts.row(index);
    row.contacts.forEach((contact, place) => {
      const loss = facts.wishes.robbed.get(contact);
      if (firstOf[contact] < 0) {
        firstOf[contact] = index;
        if (loss) findings.push(robbed(facts, row, place, loss));
        return;
      }
      if (row.meeting.kind === 'group') return;
      const first = facts.row(firstOf[contact]);
      const where = `in slots ${first.meeting.slot} and ${row.meeting.slot}`;
      findings.push(finding([first, row], `${names(facts, row, place)} meet more than once, ${where}`));
    });
  }
  return findings;
};

function robbed(facts: Facts, row: Row, place: number, { wish, by }: Robbed): Finding {
  const { line } = facts.event.wishes.at(wish)!;
  const [first] = facts.rowsOf(by).map(one => facts.row(one));
  const reason = `${what(first)} already meets line ${line} of the wishes, which speaks for it`;
  return finding([first, row], `${names(facts, row, place)} meet in slot ${row.meeting.slot}, but ${reason}`);
}

/** A meeting, or seat, is wished by one of its two people, or locked. O(people in meetings). */
export const wished: RuleCheck = facts =>
  rowByRow(facts, row =>
    row.contacts.flatMap((contact, place) => {
      const { askers, robbed } = facts.wishes;
      if (facts.lockedContacts.has(contact) || askers[contact] > 0 || robbed.has(contact)) return [];
      const seat = row.meeting.kind === 'group' ? 'a seat with the other' : 'it';
      return [
        `${names(facts, row, place)} meet in slot ${row.meeting.slot}, but neither wished ${seat} and no lock asks for it`,
      ];
    }),
  );

/** A meeting wished for a session takes place in it. O(wishes + rows). */
export const session: RuleCheck = facts =>
  rowByRow(facts, row => {
    if (row.slot < 0) return [];
    const slot = facts.event.slots[row.slot];
    const wishes = row.contacts.flatMap(contact => facts.wishes.withSession.get(contact) ?? []);
    return wishes
      .map(wish => facts.event.wishes.at(wish)!)
      .filter(wish => wish.session !== slot.session)
      .map(
        wish =>
          `${opening(what(row))} is in ${when(slot)}, but line ${wish.line} of the wishes asks for session "${wish.session}"`,
      );
  });

/** A wish that must be met is. No single row breaks it, so the line is 0. O(musts). */
export const must: RuleCheck = facts => {
  const { event, wishes } = facts;
  return wishes.musts.flatMap((index): Finding[] => {
    if (wishes.contactOf[index] >= 0) return [];
    const { from, to, kind, as, anyOf, line } = event.wishes.at(index)!;
    const why = kind === 'must' ? '' : ', every wish being a must';
    const whom = anyOf ? `one of ${to}` : whoIs(facts, to);
    const how = as === 'either' || !facts.event.participants.some(({ group }) => group) ? '' : HOW[as];
    return [
      finding([], `${whoIs(facts, from)} and ${whom} must meet${how} (line ${line} of the wishes${why}), but do not`),
    ];
  });
};

const HOW = { seat: ' in a group session', pair: ' one to one' } as const;
