/** Why two people may not meet whatever the schedule: the reasons that one-to-ones and seats share. */
import type { Participant } from '../model/event.js';
import type { UnmetReason } from '../model/outcome.js';
import { add, and, has, isEmpty, type Mask, or } from './masks.js';
import { slotsOf } from './phrases.js';
import { seatsOf } from './rooms.js';
import type { Situation } from './situation.js';
import { languagesBetween, tongues } from './speech.js';
import { listed, who } from './words.js';

export interface Verdict {
  readonly reason: UnmetReason;
  /** One or more sentences, with the ids of the meetings in the way. */
  readonly detail: string;
}

/** The two who do not meet: indexes, and the key of the pair. */
export interface Couple {
  readonly from: number;
  readonly to: number;
  readonly key: number;
  /** Slots of the session that this wish asks for; `undefined`: every slot. */
  readonly asked: Mask | undefined;
}

/** What the two need of a meeting. */
export interface Need {
  /** Who of the two holds the session; `undefined`: a one-to-one. */
  readonly host: number | undefined;
  /** Seats of the smallest that joins them. */
  readonly seats: number;
}

/** The rows of the two. */
export function peopleOf({ event }: Situation, { from, to }: Couple): [Participant, Participant] {
  return [event.participants[from], event.participants[to]];
}

/** Line of the row that says that two must not meet; `undefined`: none does. O(1). */
export function neverLine(situation: Situation, a: number, b: number): number | undefined {
  return situation.wishes.nevers.get(situation.keyOfIndexes(a, b));
}

/** `never` (a row that says so, or one organisation) and `same-side`. O(1). */
export function forbidden(situation: Situation, couple: Couple): Verdict | undefined {
  const line = neverLine(situation, couple.from, couple.to);
  if (line !== undefined)
    return { reason: 'never', detail: `Line ${line} of the wishes says that they must not meet.` };
  const rule = situation.apart.rule(couple.from, couple.to);
  if (rule === undefined) return undefined;
  const people = peopleOf(situation, couple);
  if (rule === 'across-organisations') {
    const detail = `Both are of "${people[0].organisation}", and people of one organisation do not meet.`;
    return { reason: 'never', detail };
  }
  const lost = people.find(({ side }) => !side);
  if (lost) return { reason: 'same-side', detail: `${who(lost)} has no side, and meetings are across sides only.` };
  return { reason: 'same-side', detail: `Both are of side "${people[0].side}", and meetings are across sides only.` };
}

/** Slots in which both are there, in the sessions asked for. */
function inSession(situation: Situation, { from, to, asked }: Couple, host: number | undefined): Mask {
  let slots = and(situation.open[from], situation.open[to]);
  for (const mask of [situation.wishes.sessionOf({ from, to, host }), asked]) if (mask) slots = and(slots, mask);
  return slots;
}

/**
 * Slots in which the two and a room are there, whoever understands whom; who sits in a session that is held may open one too.
 * O(slots · people of a session).
 */
export function roomySlots(situation: Situation, couple: Couple, { host, seats }: Need): Mask {
  const there = and(inSession(situation, couple, host), situation.inUse);
  const { usable } = situation.rooms[host === undefined ? 'pair' : 'group'];
  const both = peopleOf(situation, couple);
  const open = usable.slotsFor(both, seats);
  if (host === undefined) return and(there, open);
  const { event, meetings, people } = situation;
  const joined = situation.masks.none();
  for (const [slot, session] of situation.sessions.of(host)) {
    const known = meetings[session].participants.filter(id => people.has(id));
    const all = [...new Set([...known.map(id => event.participants[people.get(id)!]), ...both])];
    if (has(usable.slotsFor(all, Math.max(seats, seatsOf(all))), slot)) add(joined, slot);
  }
  return and(there, or(open, joined));
}

/**
 * Slots in which the two could meet if there were no other meeting; or why there are none: `no-common-slot`, or
 * `interpreters-full` where nobody could interpret in any of them. O(slots).
 */
export function commonSlots(situation: Situation, couple: Couple, need: Need): Mask | Verdict {
  const people = peopleOf(situation, couple);
  const roomy = roomySlots(situation, couple, need);
  if (isEmpty(roomy)) return { reason: 'no-common-slot', detail: nowhere(situation, couple, need) };
  const common = and(roomy, situation.speech.possible(people));
  if (!isEmpty(common)) return common;
  const languages = listed(languagesBetween(people));
  const able = situation.speech.able(people).length > 0;
  const when = able
    ? `no interpreter for ${languages} is available in ${slotsOf(situation, roomy)}, when they could meet`
    : `no interpreter knows a language of each`;
  return { reason: 'interpreters-full', detail: `${tongues(people, who)}; ${when}.` };
}

function nowhere(situation: Situation, couple: Couple, { host, seats }: Need): string {
  const asked = inSession(situation, couple, host);
  const [from, to] = peopleOf(situation, couple);
  const both = and(situation.open[couple.from], situation.open[couple.to]);
  if (isEmpty(both)) return `${who(from)} and ${who(to)} are never available in the same slot.`;
  const shared = `both are available in ${slotsOf(situation, isEmpty(asked) ? both : asked)}`;
  if (isEmpty(asked)) return `Not in the session asked for: ${shared} only.`;
  if (from.room !== undefined && to.room !== undefined && from.room !== to.room) {
    return `${who(from)} meets in room ${from.room} only, ${who(to)} in room ${to.room} only.`;
  }
  const size = host !== undefined ? ` for a group of ${seats}` : '';
  return `No room${size} that they may use is open when ${shared}.`;
}
