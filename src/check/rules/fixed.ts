/** Rules on meetings that are fixed in place or in order. */
import type { Lock } from '../../model/event.js';
import type { Facts } from '../facts.js';
import { isGroupLock, keyOfIds, keysOfLock, seatOfIds } from '../pairs.js';
import type { Row } from '../rows.js';
import type { RuleCheck } from '../rules.js';
import { finding, opening, whoIs } from '../words.js';

/** A locked meeting takes place in its slot and room, with all its people: one finding a lock. O(locks + rows of their contacts). */
export const lock: RuleCheck = facts =>
  facts.event.locks.flatMap(wanted => {
    const rows = rowsOfLock(facts, wanted);
    const kept = rows.some(
      ({ meeting }) => meeting.slot === wanted.slot && (!wanted.room || meeting.room === wanted.room),
    );
    if (kept) return [];
    const place = `slot ${wanted.slot}${wanted.room ? `, room ${wanted.room}` : ''}`;
    const locked = `${meetingOf(facts, wanted)} is locked in ${place} (line ${wanted.line} of the locks)`;
    if (rows.length === 0) return [finding([], `${locked}, but they do not meet`)];
    const { meeting } = rows[0];
    return [finding(rows.slice(0, 1), `${locked}, but is in slot ${meeting.slot}, room ${meeting.room}`)];
  });

function meetingOf(facts: Facts, lock: Lock): string {
  const [first, ...others] = lock.participants.map(id => whoIs(facts, id));
  if (isGroupLock(lock)) return `The session of ${first} with ${others.join(' and ')}`;
  return `The meeting of ${[first, ...others].join(' and ')}`;
}

/** The rows that hold all people of a lock. */
function rowsOfLock(facts: Facts, lock: Lock): Row[] {
  const contacts = keysOfLock(lock, facts.peopleIndex).map(key => facts.contacts.find(key));
  return rowsOf(facts, contacts[0]).filter(row => contacts.every(contact => row.contacts.includes(contact)));
}

/** The first of two ordered meetings is over before the second starts; slots never overlap. O(order + rows of their contacts). */
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

/** The rows in which two people meet, alone or one as the other's guest, that have a slot, by slot. */
function held(facts: Facts, [a, b]: readonly [string, string]): Row[] {
  const { peopleIndex, contacts } = facts;
  const keys = [keyOfIds(a, b, peopleIndex), seatOfIds(a, b, peopleIndex), seatOfIds(b, a, peopleIndex)];
  return keys
    .flatMap(key => rowsOf(facts, contacts.find(key)))
    .filter(({ slot }) => slot >= 0)
    .sort((x, y) => x.slot - y.slot);
}

/** None for -1. */
function rowsOf(facts: Facts, contact: number): Row[] {
  return contact < 0 ? [] : facts.rowsOf(contact).map(index => facts.row(index));
}
