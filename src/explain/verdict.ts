/** Why two people who wished a one-to-one do not have it: the first reason, in the order that README gives, that holds. */
import type { UnmetReason } from '../model/outcome.js';
import { tooManyBreaks } from './breaks.js';
import type { Way } from './contacts.js';
import { type Couple, commonSlots, forbidden, peopleOf, type Verdict } from './fixed.js';
import { and, isEmpty, type Mask, members, minus } from './masks.js';
import { allMeetings, busyWords, inRoomOf, inTheWay, muteWords, occupied, slotsOf } from './phrases.js';
import { seatsOf } from './rooms.js';
import { brokenOrder, orderWords, restWords } from './sequence.js';
import type { Situation } from './situation.js';
import { languagesBetween } from './speech.js';
import { capital, listed, slotsNamed } from './words.js';

/** Slots in which the two could meet if there were no other meeting, and what other meetings leave of them. */
interface Chances {
  readonly common: Mask;
  readonly left: FreeSlots;
}

type Step = (situation: Situation, couple: Couple, chances: Chances) => Verdict | undefined;

/** Tried in this order, after what no schedule can change; the last always answers. */
const STEPS: readonly Step[] = [
  together,
  (situation, couple, { common }) => full(situation, couple.from, 'from-full', common),
  (situation, couple, { common }) => full(situation, couple.to, 'to-full', common),
  roomsFull,
  interpretersFull,
  order,
  outbid,
];

/** O(slots + meetings named). */
export function verdictOf(situation: Situation, couple: Couple): Verdict {
  const never = forbidden(situation, couple);
  if (never) return never;
  const people = peopleOf(situation, couple);
  const common = commonSlots(situation, couple, { host: undefined, seats: seatsOf(people) });
  if ('reason' in common) return common;
  const chances = { common, left: freeSlots(situation, couple, common) };
  for (const step of STEPS) {
    const verdict = step(situation, couple, chances);
    if (verdict) return verdict;
  }
  throw new Error('expected the last step to give a reason, got none');
}

/** They have a one-to-one already, which does not meet the wish: it is in another session than the wish asks for. */
function together(situation: Situation, { from, to }: Couple): Verdict | undefined {
  return already(situation, { from, to, host: undefined });
}

/** `outbid` where the very contact is held. O(1). */
export function already({ contacts, meetings }: Situation, way: Way): Verdict | undefined {
  const meeting = meetings[contacts.meetingOf(contacts.of(way))];
  if (!meeting) return undefined;
  return { reason: 'outbid', detail: `They meet in ${meeting.id}, in another session than the one asked for.` };
}

function full(situation: Situation, person: number, reason: UnmetReason, common: Mask): Verdict | undefined {
  const all = allMeetings(situation, person);
  if (all !== undefined) return { reason, detail: `${all}.` };
  if (!isEmpty(minus(minus(common, situation.full[person]), situation.tired[person]))) return undefined;
  return { reason, detail: `${occupied(situation, person, common).join('; ')} — no other slot suits both.` };
}

function roomsFull(situation: Situation, couple: Couple, { left }: Chances): Verdict | undefined {
  const { free, roomy } = left;
  if (isEmpty(free) || !isEmpty(roomy)) return undefined;
  return { reason: 'rooms-full', detail: `Both are free in ${roomless(situation, couple, free)}.` };
}

function interpretersFull(situation: Situation, couple: Couple, { left }: Chances): Verdict | undefined {
  const { roomy, spoken } = left;
  if (isEmpty(roomy) || !isEmpty(spoken)) return undefined;
  return { reason: 'interpreters-full', detail: `Both and a room are free in ${mute(situation, couple, roomy)}.` };
}

/** Slots of a one-to-one that is not there. */
interface FreeSlots {
  /** Both are free. */
  readonly free: Mask;
  /** Those of them with a room. */
  readonly roomy: Mask;
  /** Those of these in which the two understand each other. */
  readonly spoken: Mask;
}

/** O(words). */
export function freeSlots(situation: Situation, couple: Couple, common: Mask): FreeSlots {
  let free = common;
  for (const person of [couple.from, couple.to])
    free = minus(minus(free, situation.full[person]), situation.tired[person]);
  const people = peopleOf(situation, couple);
  const roomy = and(and(free, situation.uncrowded), situation.rooms.pair.vacant.slotsFor(people));
  return { free, roomy, spoken: and(roomy, situation.speech.spoken(people)) };
}

/** `slots 2 and 3, but no room is (M002, M005 and 9 more)` */
function roomless(situation: Situation, couple: Couple, slots: Mask): string {
  const taken = inTheWay(slots, inRoomOf(situation, peopleOf(situation, couple)));
  return `${slotsOf(situation, slots)}, but no room is${taken}`;
}

/** `slots 2 and 3, but no interpreter for fr and ja is (M002)` */
function mute(situation: Situation, couple: Couple, slots: Mask): string {
  const people = peopleOf(situation, couple);
  return `${slotsOf(situation, slots)}, ${muteWords(situation, people, slots, languagesBetween(people))}`;
}

/** Wherever both, a room and an interpreter are free, the order of meetings forbids it. */
function order(situation: Situation, couple: Couple, { left }: Chances): Verdict | undefined {
  if (!situation.ordered.has(couple.key)) return undefined;
  return orderVerdict(situation, couple.key, left.spoken, 'both and a room are free');
}

/** `order` where it forbids all of these slots. `open`: what is to be said of them. O(slots · rows of the pair). */
export function orderVerdict(situation: Situation, key: number, slots: Mask, open: string): Verdict | undefined {
  const broken = members(slots).map(slot => brokenOrder(situation, key, slot));
  if (broken.length === 0 || broken.includes(undefined)) return undefined;
  const rules = [...new Set(broken)].map(row => orderWords(situation, row!));
  const only = `They may meet only ${listed(rules)}`;
  return { reason: 'order', detail: `${only}, but ${open} in ${slotsOf(situation, slots)} only.` };
}

/** Each common slot is lost in its own way, or was open and not used. */
function outbid(situation: Situation, couple: Couple, { common, left }: Chances): Verdict {
  const { free, roomy, spoken } = left;
  const fromBusy = and(common, situation.full[couple.from]);
  const toBusy = and(minus(common, fromBusy), situation.full[couple.to]);
  const fromTired = and(minus(common, toBusy), situation.tired[couple.from]);
  const toTired = and(minus(minus(common, fromBusy), fromTired), situation.tired[couple.to]);
  const [noRoom, noTongue] = [minus(free, roomy), minus(roomy, spoken)];
  const parts = [
    isEmpty(fromBusy) ? [] : busyWords(situation, couple.from, fromBusy),
    isEmpty(toBusy) ? [] : busyWords(situation, couple.to, toBusy),
    isEmpty(fromTired) ? [] : restWords(situation, couple.from, fromTired),
    isEmpty(toTired) ? [] : restWords(situation, couple.to, toTired),
    isEmpty(noRoom) ? [] : `both are free in ${roomless(situation, couple, noRoom)}`,
    isEmpty(noTongue) ? [] : `both and a room are free in ${mute(situation, couple, noTongue)}`,
    isEmpty(spoken) ? [] : unused(situation, couple, spoken, 'both and a room are free'),
  ];
  return { reason: 'outbid', detail: `${capital(parts.flat().join('; '))}.` };
}

/**
 * What is to be said of slots in which nothing but order or breaks was in the way of one more meeting: of those without either alone,
 * if there are any. `open`: that it is so, in words.
 */
export function unused(situation: Situation, couple: Couple, slots: Mask, open: string): string {
  const ids = members(slots);
  const breaking = ids.map(slot => {
    const broken = brokenOrder(situation, couple.key, slot);
    return broken ? `would not be ${orderWords(situation, broken)}` : tooManyBreaks(situation, couple, slot);
  });
  const named = (reason: string | undefined) =>
    slotsNamed(ids.filter((_, place) => breaking[place] === reason).map(slot => situation.event.slots[slot].id));
  if (breaking.includes(undefined)) return `${open} in ${named(undefined)}, but the schedule does not use it`;
  return [...new Set(breaking)].map(reason => `meeting in ${named(reason)} ${reason}`).join('; ');
}
