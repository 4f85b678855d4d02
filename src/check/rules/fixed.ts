/** Rules on meetings that are fixed in place or in order. */
import type { Lock } from '../../model/event.js';
import type { Facts } from '../facts.js';
import { keyOfIds } from '../pairs.js';
import type { Row } from '../rows.js';
import type { RuleCheck } from '../rules.js';
import { finding, opening, whoIs } from '../words.js';

/** A locked meeting takes place in its slot and room: one finding a lock. O(locks + rows of their pairs). */
export const lock: RuleCheck = facts =>
  facts.event.locks.flatMap(wanted => {
    const rows = rowsOfLock(facts, wanted);
    const kept = rows.some(
      ({ meeting }) => meeting.slot === wanted.slot && (!wanted.room || meeting.room === wanted.room),
    );
    if (kept) return [];
    const place = `slot ${wanted.slot}${wanted.room ? `, room ${wanted.room}` : ''}`;
    const locked = `The meeting of ${wanted.participants.map(id => whoIs(facts, id)).join(' and ')} is locked in ${place} (line ${wanted.line} of the locks)`;
    if (rows.length === 0) return [finding([], `${locked}, but they do not meet`)];
    const { meeting } = rows[0];
    return [finding(rows.slice(0, 1), `${locked}, but is in slot ${meeting.slot}, room ${meeting.room}`)];
  });

/** The rows that hold all people of a lock. */
function rowsOfLock(facts: Facts, { participants }: Lock): Row[] {
  const [first, ...others] = participants;
  const pairs = others.map(other => pairOf(facts, first, other));
  return rowsOfPair(facts, pairs[0]).filter(row => pairs.every(pair => row.pairs.includes(pair)));
}

/** The first of two ordered meetings is over before the second starts; slots never overlap. O(order + rows of their pairs). */
export const order: RuleCheck = facts =>
  facts.event.order.flatMap(({ before, after, line }) => {
    const first = held(facts, before).at(-1);
    const second = held(facts, after)[0];
    if (!first || !second || first.slot < second.slot) return [];
    const [earlier, later] = [before, after].map(
      pair => `the meeting of ${pair.map(id => whoIs(facts, id)).join(' and ')}`,
    );
    const rule = `${opening(earlier)} must be over before ${later} starts (line ${line} of the order)`;
    return [
      finding([first, second], `${rule}, but they are in slots ${first.meeting.slot} and ${second.meeting.slot}`),
    ];
  });

/** The rows of a pair that have a slot, by slot. */
function held(facts: Facts, [a, b]: readonly [string, string]): Row[] {
  return rowsOfPair(facts, pairOf(facts, a, b))
    .filter(({ slot }) => slot >= 0)
    .sort((x, y) => x.slot - y.slot);
}

/** Number of a pair of ids, -1 if it does not meet. */
function pairOf({ pairs, peopleIndex }: Facts, a: string, b: string): number {
  return pairs.find(keyOfIds(a, b, peopleIndex));
}

/** None for -1. */
function rowsOfPair(facts: Facts, pair: number): Row[] {
  return pair < 0 ? [] : facts.rowsOf(pair).map(index => facts.row(index));
}
