/** The hard rules, one function each, under the same id as everywhere else. */
import type { RuleId } from '../model/rules.js';
import type { Facts } from './facts.js';
import { acrossOrganisations, acrossSides, never } from './rules/apart.js';
import { lock, order } from './rules/fixed.js';
import { groupHost, groupSize, guestOnce, sessions } from './rules/groups.js';
import { interpreter } from './rules/languages.js';
import { knownParticipants, knownRoom, knownSlot, twoPeople } from './rules/names.js';
import { must, once, session, wished } from './rules/pairs.js';
import { availability, maxBreaks, maxConsecutive, maxMeetings, singleBooking } from './rules/people.js';
import { ownRoom, roomAvailability, roomOnly, roomSeats, roomTables, slotCapacity } from './rules/rooms.js';
import type { Finding } from './words.js';

/** All findings of one rule, by row; near-linear in the schedule and the tables. */
export type RuleCheck = (facts: Facts) => Finding[];

export const RULE_CHECKS: Readonly<Record<RuleId, RuleCheck>> = {
  'known-participants': knownParticipants,
  'known-slot': knownSlot,
  'known-room': knownRoom,
  'two-people': twoPeople,
  'group-host': groupHost,
  'group-size': groupSize,
  sessions,
  once,
  'guest-once': guestOnce,
  wished,
  'single-booking': singleBooking,
  availability,
  session,
  'slot-capacity': slotCapacity,
  'room-tables': roomTables,
  'room-seats': roomSeats,
  'room-availability': roomAvailability,
  'room-only': roomOnly,
  'own-room': ownRoom,
  never,
  must,
  'across-sides': acrossSides,
  'across-organisations': acrossOrganisations,
  interpreter,
  'max-meetings': maxMeetings,
  'max-breaks': maxBreaks,
  'max-consecutive': maxConsecutive,
  lock,
  order,
};
