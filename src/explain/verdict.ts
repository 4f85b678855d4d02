/** Why two people who wished to meet do not: the first of FORMATS section 4's reasons that holds. */
import type { Participant } from '../model/event.js';
import type { UnmetReason } from '../model/outcome.js';
import { tooManyBreaks } from './breaks.js';
import { and, has, isEmpty, type Mask, members, minus } from './masks.js';
import { brokenOrder, orderWords, restWords } from './sequence.js';
import type { Situation } from './situation.js';
import { listed, MOST, slotsNamed, who } from './words.js';

export interface Verdict {
  readonly reason: UnmetReason;
  /** One or more sentences, with the ids of the meetings in the way. */
  readonly detail: string;
}

/** The two who do not meet: indexes and rows. */
export interface Couple {
  readonly from: number;
  readonly to: number;
  readonly key: number;
}

type Step = (situation: Situation, couple: Couple, common: Mask) => Verdict | undefined;

/** Tried in this order; the last always answers. */
const STEPS: readonly Step[] = [
  never,
  sameSide,
  noCommonSlot,
  (situation, couple, common) => full(situation, couple.from, 'from-full', common),
  (situation, couple, common) => full(situation, couple.to, 'to-full', common),
  roomsFull,
  order,
  outbid,
];

/** O(slots + meetings named). */
export function verdictOf(situation: Situation, couple: Couple): Verdict {
  const common = commonSlots(situation, couple);
  for (const step of STEPS) {
    const verdict = step(situation, couple, common);
    if (verdict) return verdict;
  }
  throw new Error('expected the last step to give a reason, got none');
}

/** Slots in which the meeting could take place if there were no other. */
function commonSlots(situation: Situation, couple: Couple): Mask {
  const [from, to] = peopleOf(situation, couple);
  return and(inSession(situation, couple), situation.usable.slotsFor(from, to));
}

function inSession(situation: Situation, { from, to, key }: Couple): Mask {
  const both = and(situation.open[from], situation.open[to]);
  const session = situation.sessionOf(key);
  return session ? and(both, session) : both;
}

function peopleOf({ event }: Situation, { from, to }: Couple): [Participant, Participant] {
  return [event.participants[from], event.participants[to]];
}

function slotIds({ event }: Situation, mask: Mask): string[] {
  return members(mask).map(slot => event.slots[slot].id);
}

function never({ nevers }: Situation, { key }: Couple): Verdict | undefined {
  const line = nevers.get(key);
  return line === undefined
    ? undefined
    : { reason: 'never', detail: `Line ${line} of the wishes says that they must not meet.` };
}

function sameSide(situation: Situation, couple: Couple): Verdict | undefined {
  if (!situation.event.rules.acrossSides) return undefined;
  const people = peopleOf(situation, couple);
  const lost = people.find(({ side }) => !side);
  if (lost) return { reason: 'same-side', detail: `${who(lost)} has no side, and meetings are across sides only.` };
  if (people[0].side !== people[1].side) return undefined;
  return { reason: 'same-side', detail: `Both are of side "${people[0].side}", and meetings are across sides only.` };
}

function noCommonSlot(situation: Situation, couple: Couple, common: Mask): Verdict | undefined {
  if (!isEmpty(common)) return undefined;
  const reason = 'no-common-slot';
  const [from, to] = peopleOf(situation, couple);
  const both = and(situation.open[couple.from], situation.open[couple.to]);
  if (isEmpty(both)) return { reason, detail: `${who(from)} and ${who(to)} are never available in the same slot.` };
  const asked = inSession(situation, couple);
  const shared = `both are available in ${slotsNamed(slotIds(situation, isEmpty(asked) ? both : asked))}`;
  if (isEmpty(asked)) return { reason, detail: `Not in the session asked for: ${shared} only.` };
  if (from.room !== undefined && to.room !== undefined && from.room !== to.room) {
    return { reason, detail: `${who(from)} meets in room ${from.room} only, ${who(to)} in room ${to.room} only.` };
  }
  return { reason, detail: `No room that they may use is open when ${shared}.` };
}

/** Ids of a person's meetings in the given slots. */
function meetingsIn({ agendas, slotOf, meetings }: Situation, person: number, slots: Mask): string[] {
  const there = agendas.of(person).filter(meeting => has(slots, slotOf[meeting]));
  return there.map(meeting => meetings[meeting].id);
}

function full(situation: Situation, person: number, reason: UnmetReason, common: Mask): Verdict | undefined {
  const participant = situation.event.participants[person];
  const { maxMeetings } = participant;
  const held = maxMeetings === undefined ? [] : situation.agendas.of(person);
  if (maxMeetings !== undefined && held.length >= maxMeetings) {
    const ids = held.map(meeting => situation.meetings[meeting].id);
    const allowed = maxMeetings === 0 ? 'may have no meeting' : `has all the meetings allowed (${maxMeetings})`;
    return { reason, detail: `${who(participant)} ${allowed}${ids.length > 0 ? `: ${listed(ids)}` : ''}.` };
  }
  const inMeetings = and(common, situation.full[person]);
  const tired = and(common, situation.tired[person]);
  if (!isEmpty(minus(minus(common, inMeetings), tired))) return undefined;
  const parts = [
    isEmpty(inMeetings) ? [] : busy(situation, person, inMeetings),
    isEmpty(tired) ? [] : restWords(situation, person, tired),
  ].flat();
  return { reason, detail: `${parts.join('; ')} — no other slot suits both.` };
}

/** `A is in M001 and M004 in slots 1 and 3` */
function busy(situation: Situation, person: number, slots: Mask): string {
  const meetings = listed(meetingsIn(situation, person, slots));
  return `${who(situation.event.participants[person])} is in ${meetings} in ${slotsNamed(slotIds(situation, slots))}`;
}

function roomsFull(situation: Situation, couple: Couple, common: Mask): Verdict | undefined {
  const { free, rooms } = freeSlots(situation, couple, common);
  if (isEmpty(free) || !isEmpty(rooms)) return undefined;
  return { reason: 'rooms-full', detail: `Both are free in ${taken(situation, couple, free)}.` };
}

/** Slots in which both are free, and those of them with a room. */
function freeSlots(situation: Situation, couple: Couple, common: Mask): { free: Mask; rooms: Mask } {
  const lost = [couple.from, couple.to].flatMap(person => [situation.full[person], situation.tired[person]]);
  const free = lost.reduce(minus, common);
  const [from, to] = peopleOf(situation, couple);
  return { free, rooms: and(free, situation.vacant.slotsFor(from, to)) };
}

/** `slots 2 and 3, but no room is (M002, M005 and 9 more)` */
function taken(situation: Situation, couple: Couple, slots: Mask): string {
  const [from, to] = peopleOf(situation, couple);
  const own = from.room ?? to.room;
  const ids: string[] = [];
  let total = 0;
  for (const slot of members(slots)) {
    const meetings = situation.slotMeetings[slot];
    const inTheWay = own === undefined ? meetings : meetings.filter(({ room }) => room === own);
    total += inTheWay.length;
    if (ids.length < MOST) ids.push(...inTheWay.slice(0, MOST).map(({ id }) => id));
  }
  return `${slotsNamed(slotIds(situation, slots))}, but no room is (${listed(ids, total)})`;
}

/** Wherever both and a room are free, the order of meetings forbids it. */
function order(situation: Situation, couple: Couple, common: Mask): Verdict | undefined {
  if (!situation.ordered.has(couple.key)) return undefined;
  const { rooms } = freeSlots(situation, couple, common);
  const broken = members(rooms).map(slot => brokenOrder(situation, couple.key, slot));
  if (broken.length === 0 || broken.includes(undefined)) return undefined;
  const rules = [...new Set(broken)].map(row => orderWords(situation, row!));
  const free = slotsNamed(slotIds(situation, rooms));
  return {
    reason: 'order',
    detail: `They may meet only ${listed(rules)}, but both and a room are free in ${free} only.`,
  };
}

/** Each common slot is lost in its own way, or was open and not used. */
function outbid(situation: Situation, couple: Couple, common: Mask): Verdict {
  const { free, rooms } = freeSlots(situation, couple, common);
  const fromBusy = and(common, situation.full[couple.from]);
  const toBusy = and(minus(common, fromBusy), situation.full[couple.to]);
  const fromTired = and(minus(common, toBusy), situation.tired[couple.from]);
  const toTired = and(minus(minus(common, fromBusy), fromTired), situation.tired[couple.to]);
  const roomless = minus(free, rooms);
  const parts = [
    isEmpty(fromBusy) ? [] : `${busy(situation, couple.from, fromBusy)}`,
    isEmpty(toBusy) ? [] : `${busy(situation, couple.to, toBusy)}`,
    isEmpty(fromTired) ? [] : restWords(situation, couple.from, fromTired),
    isEmpty(toTired) ? [] : restWords(situation, couple.to, toTired),
    isEmpty(roomless) ? [] : `both are free in ${taken(situation, couple, roomless)}`,
    isEmpty(rooms) ? [] : unused(situation, couple, rooms),
  ];
  return { reason: 'outbid', detail: `${parts.flat().join('; ')}.` };
}

/** What is to be said of slots with two free people and a room. */
function unused(situation: Situation, couple: Couple, slots: Mask): string {
  const ids = members(slots);
  const breaking = ids.map(slot => {
    const broken = brokenOrder(situation, couple.key, slot);
    if (!broken) return tooManyBreaks(situation, couple, slot);
    return `meeting in slot ${situation.event.slots[slot].id} would not be ${orderWords(situation, broken)}`;
  });
  const usable = ids.filter((_, place) => breaking[place] === undefined);
  if (usable.length === 0) return breaking[0]!;
  const named = slotsNamed(usable.map(slot => situation.event.slots[slot].id));
  return `both and a room are free in ${named}, but the schedule does not use it`;
}
