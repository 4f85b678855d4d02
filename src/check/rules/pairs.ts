/** Rules on who meets whom. */
import type { Wish } from '../../model/event.js';
import type { Facts, Row } from '../facts.js';
import { keyOfIds } from '../pairs.js';
import type { RuleCheck } from '../rules.js';
import { type Finding, finding, opening, rowByRow, what, when, who, whoIs } from '../words.js';

/** The people of a pair: the row's first with the one at `place` of its pairs. */
function names({ event }: Facts, row: Row, place: number): string {
  const [first, second] = [row.people[0], row.people[place + 1]].map(person => who(event.participants[person]));
  return `${first} and ${second}`;
}

/** A pair meets at most once: a finding for each later row. O(people in meetings). */
export const once: RuleCheck = facts =>
  facts.rows.flatMap((row, index) =>
    row.pairs.flatMap((key, place) => {
      const first = facts.rows[facts.pairs.get(key)!.rows[0]];
      if (first === facts.rows[index]) return [];
      const where = `in slots ${first.meeting.slot} and ${row.meeting.slot}`;
      return [finding([first, row], `${names(facts, row, place)} meet more than once, ${where}`)];
    }),
  );

/** A meeting is wished by one of its people, or locked. O(people in meetings). */
export const wished: RuleCheck = facts =>
  rowByRow(facts, row =>
    row.pairs.flatMap((key, place) => {
      if (facts.lockedPairs.has(key) || facts.pairs.get(key)!.wishes.length > 0) return [];
      return [
        `${names(facts, row, place)} meet in slot ${row.meeting.slot}, but neither wished it and no lock asks for it`,
      ];
    }),
  );

/** A meeting wished for a session takes place in it. O(wishes + rows). */
export const session: RuleCheck = facts =>
  rowByRow(facts, row => {
    if (row.slot < 0) return [];
    const slot = facts.event.slots[row.slot];
    const wishes = row.pairs.flatMap(key => facts.pairs.get(key)!.wishes).map(wish => facts.event.wishes[wish]);
    return wishes
      .filter(wish => wish.session !== undefined && wish.session !== slot.session)
      .map(
        wish =>
          `${opening(what(row))} is in ${when(slot)}, but line ${wish.line} of the wishes asks for session "${wish.session}"`,
      );
  });

/** A pair that must not meet does not: one finding a `never` row and meeting. O(never rows + people in meetings). */
export const never: RuleCheck = facts => {
  const rowsOf = rowsOfPeople(facts);
  return neverWishes(facts).flatMap(wish => {
    const [a, b] = [facts.peopleIndex.get(wish.from)!, facts.peopleIndex.get(wish.to)!];
    return [...(rowsOf.get(a) ?? [])]
      .filter(row => rowsOf.get(b)?.has(row))
      .map(row =>
        finding(
          [row],
          `${opening(what(row))} joins ${whoIs(facts, wish.from)} and ${whoIs(facts, wish.to)}, who must not meet (line ${wish.line} of the wishes)`,
        ),
      );
  });
};

function neverWishes({ event, wishes, peopleIndex }: Facts): Wish[] {
  return wishes.nevers.map(index => event.wishes[index]).filter(({ from, to }) => keyOfIds(from, to, peopleIndex) >= 0);
}

/** Rows of the people that `never` rows name, so that also two attendees of one group are seen. */
function rowsOfPeople(facts: Facts): Map<number, Set<Row>> {
  const named = new Set(neverWishes(facts).flatMap(({ from, to }) => [from, to].map(id => facts.peopleIndex.get(id)!)));
  const rowsOf = new Map([...named].map(person => [person, new Set<Row>()]));
  for (const row of facts.rows) for (const person of row.people) rowsOf.get(person)?.add(row);
  return rowsOf;
}

/** A pair that must meet does. No single row breaks it, so the line is 0. O(musts). */
export const must: RuleCheck = facts => {
  const { event, pairs, peopleIndex, wishes } = facts;
  return wishes.musts.flatMap((index): Finding[] => {
    const wish = event.wishes[index];
    if (pairs.get(keyOfIds(wish.from, wish.to, peopleIndex))?.wishes.includes(index)) return [];
    const why = wish.kind === 'must' ? '' : ', every wish being a must';
    return [
      finding(
        [],
        `${whoIs(facts, wish.from)} and ${whoIs(facts, wish.to)} must meet (line ${wish.line} of the wishes${why}), but do not`,
      ),
    ];
  });
};

/** A meeting joins two different sides; one without a side joins none. O(people in meetings). */
export const acrossSides: RuleCheck = facts =>
  rowByRow(facts, row => {
    if (!facts.event.rules.acrossSides) return [];
    return row.pairs.flatMap((_, place) => {
      const [first, second] = [row.people[0], row.people[place + 1]].map(person => facts.event.participants[person]);
      const where = `in slot ${row.meeting.slot}`;
      const lost = [first, second].find(({ side }) => !side);
      if (lost) return [`${names(facts, row, place)} meet ${where}, but ${who(lost)} has no side`];
      if (first.side !== second.side) return [];
      return [`${names(facts, row, place)} meet ${where}, but both are of side "${first.side}"`];
    });
  });
