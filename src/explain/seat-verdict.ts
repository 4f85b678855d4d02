/** Why a guest has no seat with a host: the first reason, in the order that README gives, that holds. */
import { groupTermsOf } from '../model/ways-to-meet.js';
import { type Couple, commonSlots, forbidden, type Verdict } from './fixed.js';
import { has, isEmpty, type Mask, members, minus } from './masks.js';
import { allMeetings, busyWords, inRoomOf, inTheWay, muteWords, occupied, slotIds, slotsOf } from './phrases.js';
import { clashIn, comers, type Places, placesOf, type Seat, smallest, spent } from './places.js';
import { restWords } from './sequence.js';
import type { Situation } from './situation.js';
import { languagesBetween } from './speech.js';
import { already, orderVerdict, unused } from './verdict.js';
import { capital, listed, who } from './words.js';

type Step = (situation: Situation, seat: Seat, places: Places) => Verdict | undefined;

/** Tried in this order, after what no schedule can change; the last always answers. */
const STEPS: readonly Step[] = [
  (situation, { couple: { from, to }, host }) => already(situation, { from, to, host }),
  (situation, seat, places) => full(situation, seat, places, 'from'),
  (situation, seat, places) => full(situation, seat, places, 'to'),
  unwelcome,
  roomsFull,
  interpretersFull,
  (situation, { couple }, { spoken }) =>
    situation.ordered.has(couple.key)
      ? orderVerdict(situation, couple.key, spoken, 'a place and a room are free')
      : undefined,
  outbid,
];

/** O(slots + people in the host's sessions + meetings named). */
export function seatVerdictOf(situation: Situation, seat: Seat): Verdict {
  const never = forbidden(situation, seat.couple);
  if (never) return never;
  const common = commonSlots(situation, seat.couple, {
    host: seat.host,
    seats: smallest(situation, seat).seats,
  });
  if ('reason' in common) return common;
  const places = placesOf(situation, seat, common);
  for (const step of STEPS) {
    const verdict = step(situation, seat, places);
    if (verdict) return verdict;
  }
  throw new Error('expected the last step to give a reason, got none');
}

/** `from-full` or `to-full`, as the guest or the host asked. */
function full(situation: Situation, seat: Seat, places: Places, side: keyof Couple & ('from' | 'to')) {
  const reason = `${side}-full` as const;
  if (seat.couple[side] === seat.host) return hostFull(situation, seat, places, reason);
  const all = allMeetings(situation, seat.guest);
  if (all !== undefined) return { reason, detail: `${all}.` };
  if (!isEmpty(places.guestFree)) return undefined;
  const parts = occupied(situation, seat.guest, places.common);
  return { reason, detail: `${parts.join('; ')} — no other slot suits both.` };
}

function hostFull(situation: Situation, { host }: Seat, places: Places, reason: 'from-full' | 'to-full') {
  if (!isEmpty(places.offered)) return undefined;
  const parts = hostWords(situation, host, places.common);
  return { reason, detail: `${capital(parts.join('; '))} — no other slot suits both.` };
}

/** Why a host has no place in these slots, one or more parts of a sentence. */
function hostWords(situation: Situation, host: number, slots: Mask): string[] {
  const sessions = situation.sessions.of(host);
  const held = members(slots).filter(slot => sessions.has(slot));
  const ids = held.map(slot => situation.meetings[sessions.get(slot)!].id);
  const parts = ids.length === 0 ? [] : [fullWords(situation, host, ids)];
  const idle = situation.masks.where((_, slot) => has(slots, slot) && !sessions.has(slot));
  if (isEmpty(idle)) return parts;
  const limit = spent(situation, host);
  if (limit === 'sessions') return [...parts, spentWords(situation, host)];
  return [...parts, ...(limit ? [allMeetings(situation, host)!] : occupied(situation, host, idle))];
}

/** `the group sessions M001 and M004 of H are full (6 guests each)` */
function fullWords({ event }: Situation, host: number, ids: readonly string[]): string {
  const person = event.participants[host];
  const { max } = groupTermsOf(person);
  const guests = `${max} ${max === 1 ? 'guest' : 'guests'}`;
  if (ids.length === 1) return `the group session ${ids[0]} of ${who(person)} is full (${guests})`;
  return `the group sessions ${listed(ids)} of ${who(person)} are full (${guests} each)`;
}

/** `H holds no more than 2 group sessions (M001 and M004)` */
function spentWords({ event, sessions, meetings }: Situation, host: number): string {
  const person = event.participants[host];
  const most = groupTermsOf(person).sessions!;
  const ids = [...sessions.of(host).values()].map(meeting => meetings[meeting].id);
  const held = ids.length === 0 ? '' : ` (${listed(ids)})`;
  return `${who(person)} holds no more than ${most} group ${most === 1 ? 'session' : 'sessions'}${held}`;
}

/** Wherever there is a place and the guest is free, somebody sits whom the guest must not meet. */
function unwelcome(situation: Situation, seat: Seat, { both, welcome }: Places): Verdict | undefined {
  if (isEmpty(both) || !isEmpty(welcome)) return undefined;
  return { reason: 'never', detail: `The only free places: ${clashWords(situation, seat, both).join('; ')}.` };
}

/** `M003, where B sits: line 5 of the wishes says that they must not meet` */
function clashWords(situation: Situation, { host, guest }: Seat, slots: Mask): string[] {
  const sessions = situation.sessions.of(host);
  return members(slots).flatMap(slot => {
    const session = sessions.get(slot);
    const clash = clashIn(situation, guest, session);
    if (!clash) return [];
    const other = who(situation.event.participants[clash.other]);
    return [
      `${situation.meetings[session!].id}, where ${other} sits: line ${clash.line} of the wishes says that they must not meet`,
    ];
  });
}

function roomsFull(situation: Situation, seat: Seat, { welcome, roomy }: Places): Verdict | undefined {
  if (isEmpty(welcome) || !isEmpty(roomy)) return undefined;
  return { reason: 'rooms-full', detail: `${capital(roomWords(situation, seat, welcome).join('; '))}.` };
}

/** Why there is no room in these slots: in those with a session, and in the others. */
function roomWords(situation: Situation, seat: Seat, slots: Mask): string[] {
  const { held, idle } = split(situation, seat.host, slots);
  const { people, seats } = smallest(situation, seat);
  const sessions = members(held).map(slot => situation.meetings[situation.sessions.of(seat.host).get(slot)!]);
  const parts = sessions.map(
    ({ id, room, slot }) =>
      `${id} has a place, but its room ${room} seats no more and no larger one is free in slot ${slot}`,
  );
  if (isEmpty(idle)) return parts;
  const taken = inTheWay(idle, inRoomOf(situation, people));
  const many = seats > 2 ? ` for a group of ${seats}` : '';
  return [...parts, `both are free in ${slotsOf(situation, idle)}, but no room${many} is${taken}`];
}

function interpretersFull(situation: Situation, seat: Seat, { roomy, spoken }: Places): Verdict | undefined {
  if (isEmpty(roomy) || !isEmpty(spoken)) return undefined;
  return { reason: 'interpreters-full', detail: `${capital(tongueWords(situation, seat, roomy))}.` };
}

/** Interpreters are judged for the two; a session may need one who knows the languages of all its people. */
function tongueWords(situation: Situation, seat: Seat, slots: Mask): string {
  const { held, idle } = split(situation, seat.host, slots);
  const { people } = smallest(situation, seat);
  const guest = who(situation.event.participants[seat.guest]);
  const parts = members(held).map(slot => {
    const { id } = situation.meetings[situation.sessions.of(seat.host).get(slot)!];
    return `nobody could interpret for all of ${id} with ${guest} in it`;
  });
  if (isEmpty(idle)) return parts.join('; ');
  const alone = muteWords(situation, people, idle, languagesBetween(people));
  return [...parts, `a place and a room are free in ${slotsOf(situation, idle)}, ${alone}`].join('; ');
}

/** Slots with a session of the host, and without. */
function split(situation: Situation, host: number, slots: Mask): { held: Mask; idle: Mask } {
  const sessions = situation.sessions.of(host);
  const held = situation.masks.where((_, slot) => has(slots, slot) && sessions.has(slot));
  return { held, idle: minus(slots, held) };
}

/** Each common slot is lost in its own way, or was open and not used. */
function outbid(situation: Situation, seat: Seat, places: Places): Verdict {
  const { common, guestFree, both, welcome, roomy, spoken } = places;
  const guestBusy = situation.masks.where((_, slot) => has(common, slot) && has(situation.full[seat.guest], slot));
  const guestTired = minus(minus(common, guestFree), guestBusy);
  const hostless = minus(guestFree, both);
  const clashing = minus(both, welcome);
  const few = tooFew(situation, seat, spoken);
  const open = minus(spoken, few.slots);
  const parts = [
    isEmpty(guestBusy) ? [] : busyWords(situation, seat.guest, guestBusy),
    isEmpty(guestTired) ? [] : restWords(situation, seat.guest, guestTired),
    isEmpty(hostless) ? [] : hostWords(situation, seat.host, hostless),
    isEmpty(clashing) ? [] : clashWords(situation, seat, clashing).map(words => `a free place in ${words}`),
    isEmpty(minus(welcome, roomy)) ? [] : roomWords(situation, seat, minus(welcome, roomy)),
    isEmpty(minus(roomy, spoken)) ? [] : tongueWords(situation, seat, minus(roomy, spoken)),
    few.words,
    isEmpty(open) ? [] : unused(situation, seat.couple, open, 'a place and a room are free'),
  ];
  return { reason: 'outbid', detail: `${capital(parts.flat().join('; '))}.` };
}

/** Slots in which one more session would have fewer guests than its host asks for, and what is to be said of them. */
function tooFew(situation: Situation, seat: Seat, slots: Mask): { slots: Mask; words: string[] } {
  const { host } = seat;
  const least = groupTermsOf(situation.event.participants[host]).min;
  const { idle } = split(situation, host, slots);
  const coming = new Map(least < 2 ? [] : members(idle).map(slot => [slot, comers(situation, seat, slot, least)]));
  const few = situation.masks.where((_, slot) => (coming.get(slot) ?? least) < least);
  if (isEmpty(few)) return { slots: few, words: [] };
  const most = Math.max(...members(few).map(slot => coming.get(slot)!));
  const name = who(situation.event.participants[host]);
  const where = `${slotIds(situation, few).length === 1 ? '' : 'any of '}${slotsOf(situation, few)}`;
  return { slots: few, words: [`only ${most} of at least ${least} guests of ${name} could come in ${where}`] };
}
