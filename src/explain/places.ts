/** In which slots a guest would find a place with a host: in a session that is held, or in one more. */

import type { Participant } from '../model/event.js';
import { groupTermsOf } from '../model/ways-to-meet.js';
import { type Couple, neverLine } from './fixed.js';
import { add, and, has, type Mask, members, minus } from './masks.js';
import { mayUse, seatsOf } from './rooms.js';
import type { Situation } from './situation.js';

/** A seat that is not taken: who would sit with whom. */
export interface Seat {
  readonly couple: Couple;
  /** Indexes; one of them is the couple's `from`, the other its `to`. */
  readonly host: number;
  readonly guest: number;
}

/** Sets of common slots, each within the one before unless told. */
export interface Places {
  /** Slots in which the two could meet if there were no other meeting. */
  readonly common: Mask;
  /** The guest is free (not within the next). */
  readonly guestFree: Mask;
  /** The host has a place: in its session of the slot, or as it could hold one more (within `common` only). */
  readonly offered: Mask;
  /** Both. */
  readonly both: Mask;
  /** And nobody sits there whom the guest must not meet. */
  readonly welcome: Mask;
  /** And there is a room with enough seats. */
  readonly roomy: Mask;
  /** And all would understand one another. */
  readonly spoken: Mask;
}

/** People of the smallest session of a host: the fewest guests that it needs. */
export function smallest(situation: Situation, { host, guest }: Seat): { people: Participant[]; seats: number } {
  const { participants } = situation.event;
  const people = [participants[host], participants[guest]];
  return { people, seats: seatsOf(people) + groupTermsOf(participants[host]).min - 1 };
}

/** Slots of which a test is true. O(slots). */
function those(situation: Situation, slots: Mask, test: (slot: number) => boolean): Mask {
  const kept = situation.masks.none();
  for (const slot of members(slots)) if (test(slot)) add(kept, slot);
  return kept;
}

/** O(slots + people in the host's sessions). */
export function placesOf(situation: Situation, seat: Seat, common: Mask): Places {
  const { host, guest } = seat;
  const sessions = situation.sessions.of(host);
  const guestFree = minus(minus(common, situation.full[guest]), situation.tired[guest]);
  const offered = those(situation, common, slot => hasPlace(situation, host, slot));
  const both = and(guestFree, offered);
  const welcome = those(situation, both, slot => clashIn(situation, guest, sessions.get(slot)) === undefined);
  const { people, seats } = smallest(situation, seat);
  const withGuest = (session: number) => [...peopleIn(situation, session), situation.event.participants[guest]];
  const fresh = and(situation.uncrowded, situation.rooms.group.vacant.slotsFor(people, seats));
  const roomy = those(situation, welcome, slot => {
    const session = sessions.get(slot);
    return session === undefined ? has(fresh, slot) : findsRoom(situation, withGuest(session), session, slot);
  });
  const spokenAlone = situation.speech.spoken(people);
  const spoken = those(situation, roomy, slot => {
    const session = sessions.get(slot);
    return session === undefined ? has(spokenAlone, slot) : understands(situation, withGuest(session), session, slot);
  });
  return { common, guestFree, offered, both, welcome, roomy, spoken };
}

/** Whether a host holds as many sessions, or meetings, as it may. O(1). */
export function spent(situation: Situation, host: number): 'sessions' | 'meetings' | undefined {
  const { participants } = situation.event;
  const { sessions = Number.POSITIVE_INFINITY } = groupTermsOf(participants[host]);
  if (situation.sessions.of(host).size >= sessions) return 'sessions';
  return situation.agendas.of(host).length >= (participants[host].maxMeetings ?? Number.POSITIVE_INFINITY)
    ? 'meetings'
    : undefined;
}

function hasPlace(situation: Situation, host: number, slot: number): boolean {
  const session = situation.sessions.of(host).get(slot);
  if (session !== undefined) return !isFull(situation, host, session);
  if (spent(situation, host)) return false;
  return !has(situation.full[host], slot) && !has(situation.tired[host], slot);
}

/** Whether a session has all the guests its host takes. O(1). */
function isFull(situation: Situation, host: number, session: number): boolean {
  return situation.meetings[session].participants.length - 1 >= groupTermsOf(situation.event.participants[host]).max;
}

/** Who sits in a session that the guest must not meet, and the line that says so; `undefined` where nobody does. O(people in it). */
export function clashIn(
  situation: Situation,
  guest: number,
  session: number | undefined,
): { readonly other: number; readonly line: number } | undefined {
  if (session === undefined) return undefined;
  for (const id of situation.meetings[session].participants.slice(1)) {
    const other = situation.people.get(id);
    const line = other === undefined ? undefined : neverLine(situation, guest, other);
    if (line !== undefined) return { other: other!, line };
  }
  return undefined;
}

/** The people of a meeting (index) whom the event knows, host first. */
export function peopleIn({ event, meetings, people }: Situation, meeting: number): Participant[] {
  return meetings[meeting].participants.flatMap(id => {
    const person = people.get(id);
    return person === undefined ? [] : [event.participants[person]];
  });
}

/** Whether the room of a session seats these people, or a larger one is vacant. */
export function findsRoom(
  situation: Situation,
  people: readonly Participant[],
  session: number,
  slot: number,
): boolean {
  const { room: id } = situation.meetings[session];
  const room = situation.roomById.get(id);
  const stays = room
    ? (room.seats ?? Number.POSITIVE_INFINITY) >= seatsOf(people) && mayUse(room, people, 'group')
    : people.every(person => person.room === undefined || person.room === id);
  return stays || has(situation.rooms.group.vacant.slotsFor(people), slot);
}

function understands(situation: Situation, people: readonly Participant[], session: number, slot: number): boolean {
  const at = situation.masks.none();
  add(at, slot);
  return situation.speech.joins(people, situation.meetings[session], at);
}

/**
 * How many guests, this one and up to `least`, could come to a session of the host in a slot that has none: those whose wish for
 * a seat is not met, who are there and free, may sit there and understand the two. Never fewer than really could.
 * O(waiting guests).
 */
export function comers(situation: Situation, { host, guest }: Seat, slot: number, least: number): number {
  const others = [...(situation.wishes.waiting.get(host) ?? [])].filter(
    other => other !== guest && couldCome(situation, other, { host, guest }, slot),
  );
  return 1 + together(situation, others, least - 1);
}

function couldCome(situation: Situation, other: number, { host, guest }: Pick<Seat, 'host' | 'guest'>, slot: number) {
  const { event, agendas, open, full, tired, apart, speech } = situation;
  const { maxMeetings = Number.POSITIVE_INFINITY } = event.participants[other];
  if (agendas.of(other).length >= maxMeetings) return false;
  if (!has(open[other], slot) || has(full[other], slot) || has(tired[other], slot)) return false;
  if (neverLine(situation, host, other) !== undefined || apart.rule(host, other) !== undefined) return false;
  if (neverLine(situation, guest, other) !== undefined) return false;
  return has(speech.spoken([host, guest, other].map(person => event.participants[person])), slot);
}

/** Among more guests nobody is weighed against another: who may sit with whom then takes too long to find out. */
const MOST_WEIGHED = 20;

/** The most of these guests, up to so many, of whom no two must not meet; never fewer. */
function together(situation: Situation, guests: readonly number[], most: number): number {
  const [first, ...others] = guests;
  if (first === undefined || most <= 0) return 0;
  if (guests.length > MOST_WEIGHED) return Math.min(most, guests.length);
  const beside = others.filter(other => neverLine(situation, first, other) === undefined);
  const withFirst = 1 + together(situation, beside, most - 1);
  // Whoever may sit with all others sits there.
  if (withFirst >= most || beside.length === others.length) return withFirst;
  return Math.max(withFirst, together(situation, others, most));
}
