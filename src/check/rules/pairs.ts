/** Rules on who meets whom. */
import type { Wish } from '../../model/event.js';
import type { Facts } from '../facts.js';
import { keyOfIds } from '../pairs.js';
import type { Row } from '../rows.js';
import type { RuleCheck } from '../rules.js';
import { type Finding, finding, opening, rowByRow, what, when, who, whoIs } from '../words.js';

/** The people of a pair: the row's first with the one at `place` of its pairs. */
function names({ event }: Facts, row: Row, place: number): string {
  const [first, second] = [row.people[0], row.people[place + 1]].map(person => who(event.participants[person]));
  return `${first} and ${second}`;
}

/** A pair meets at most once: a finding for each later row. O(people in meetings). */
export const once: RuleCheck = facts => {
  const findings: Finding[] = [];
  const firstOf = new Int32Array(facts.pairs.count).fill(-1);
  for (let index = 0; index < facts.rows; index++) {
    const row = facts.row(index);
    row.pairs.forEach((pair, place) => {
      if (firstOf[pair] < 0) {
        firstOf[pair] = index;
        return;
      }
      const first = facts.row(firstOf[pair]);
      const where = `in slots ${first.meeting.slot} and ${row.meeting.slot}`;
      findings.push(finding([first, row], `${names(facts, row, place)} meet more than once, ${where}`));
    });
  }
  return findings;
};

/** A meeting is wished by one of its people, or locked. O(people in meetings). */
export const wished: RuleCheck = facts =>
  rowByRow(facts, row =>
    row.pairs.flatMap((pair, place) => {
      if (facts.lockedPairs.has(pair) || facts.wishes.askers[pair] > 0) return [];
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
    const wishes = row.pairs.flatMap(pair => facts.wishes.withSession.get(pair) ?? []);
    return wishes
      .map(wish => facts.event.wishes.at(wish)!)
      .filter(wish => wish.session !== slot.session)
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
      .map(row => facts.row(row))
      .map(row =>
        finding(
          [row],
          `${opening(what(row))} joins ${whoIs(facts, wish.from)} and ${whoIs(facts, wish.to)}, who must not meet (line ${wish.line} of the wishes)`,
        ),
      );
  });
};

function neverWishes({ event, wishes, peopleIndex }: Facts): Wish[] {
  return wishes.nevers
    .map(index => event.wishes.at(index)!)
    .filter(({ from, to }) => keyOfIds(from, to, peopleIndex) >= 0);
}

/** Rows of the people that `never` rows name, so that also two attendees of one group are seen. */
function rowsOfPeople(facts: Facts): Map<number, Set<number>> {
  const named = new Set(neverWishes(facts).flatMap(({ from, to }) => [from, to].map(id => facts.peopleIndex.get(id)!)));
  const rowsOf = new Map([...named].map(person => [person, new Set<number>()]));
  if (named.size === 0) return rowsOf;
  for (let index = 0; index < facts.rows; index++)
    for (const person of facts.row(index).people) rowsOf.get(person)?.add(index);
  return rowsOf;
}

/** A pair that must meet does. No single row breaks it, so the line is 0. O(musts). */
export const must: RuleCheck = facts => {
  const { event, wishes } = facts;
  return wishes.musts.flatMap((index): Finding[] => {
    if (wishes.pairOf[index] >= 0) return [];
    const wish = event.wishes.at(index)!;
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
export const acrossSides: RuleCheck = facts => {
  if (!facts.event.rules.acrossSides) return [];
  return rowByRow(facts, row =>
    row.pairs.flatMap((_, place) => {
      const [first, second] = [row.people[0], row.people[place + 1]].map(person => facts.event.participants[person]);
      const where = `in slot ${row.meeting.slot}`;
      const lost = [first, second].find(({ side }) => !side);
      if (lost) return [`${names(facts, row, place)} meet ${where}, but ${who(lost)} has no side`];
      if (first.side !== second.side) return [];
      return [`${names(facts, row, place)} meet ${where}, but both are of side "${first.side}"`];
    }),
  );
};
