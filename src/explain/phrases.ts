/** Pieces of sentences about the schedule: who is where, and what stands in the way. */
import type { Participant } from '../model/event.js';
import type { Meeting } from '../model/schedule.js';
import { and, has, isEmpty, type Mask, members } from './masks.js';
import { restWords } from './sequence.js';
import type { Situation } from './situation.js';
import { listed, MOST, slotsNamed, who } from './words.js';

/** Ids of the slots of a mask. O(slots). */
export function slotIds({ event }: Situation, mask: Mask): string[] {
  return members(mask).map(slot => event.slots[slot].id);
}

/** `slots 2 and 3` */
export function slotsOf(situation: Situation, mask: Mask): string {
  return slotsNamed(slotIds(situation, mask));
}

/** `A is in M001 and M004 in slots 1 and 3` */
export function busyWords(situation: Situation, person: number, slots: Mask): string {
  const { agendas, slotOf, meetings, event } = situation;
  const there = agendas.of(person).filter(meeting => has(slots, slotOf[meeting]));
  const ids = there.map(meeting => meetings[meeting].id);
  return `${who(event.participants[person])} is in ${listed(ids)} in ${slotsOf(situation, slots)}`;
}

/** `A has all the meetings allowed (2): M001 and M004`, or `undefined` where it has not. O(meetings of the person). */
export function allMeetings({ event, agendas, meetings }: Situation, person: number): string | undefined {
  const participant = event.participants[person];
  const { maxMeetings } = participant;
  if (maxMeetings === undefined) return undefined;
  const held = agendas.of(person);
  if (held.length < maxMeetings) return undefined;
  const allowed = maxMeetings === 0 ? 'may have no meeting' : `has all the meetings allowed (${maxMeetings})`;
  const ids = held.map(meeting => meetings[meeting].id);
  return `${who(participant)} ${allowed}${ids.length > 0 ? `: ${listed(ids)}` : ''}`;
}

/** In which of these slots a person is in meetings, and in which it has to rest. */
export function occupied(situation: Situation, person: number, slots: Mask): string[] {
  const inMeetings = and(slots, situation.full[person]);
  const tired = and(slots, situation.tired[person]);
  return [
    isEmpty(inMeetings) ? [] : busyWords(situation, person, inMeetings),
    isEmpty(tired) ? [] : restWords(situation, person, tired),
  ].flat();
}

/** ` (M002, M005 and 9 more)`: those meetings of the slots that are in the way. O(slots + meetings told of). */
export function inTheWay(slots: Mask, meetingsOf: (slot: number) => readonly Meeting[]): string {
  const ids: string[] = [];
  let total = 0;
  for (const slot of members(slots)) {
    const meetings = meetingsOf(slot);
    total += meetings.length;
    if (ids.length < MOST) ids.push(...meetings.slice(0, MOST).map(({ id }) => id));
  }
  return total === 0 ? '' : ` (${listed(ids, total)})`;
}

/** The meetings of a slot in the rooms that people may use: in their own room, where one has one. */
export function inRoomOf({ slotMeetings }: Situation, people: readonly Participant[]) {
  const own = people.find(({ room }) => room !== undefined)?.room;
  return (slot: number): readonly Meeting[] =>
    own === undefined ? slotMeetings[slot] : slotMeetings[slot].filter(({ room }) => room === own);
}

/** `but no interpreter for fr and ja is (M003 and M007)`, or who has to rest. */
export function muteWords(
  situation: Situation,
  people: readonly Participant[],
  slots: Mask,
  languages: readonly string[],
): string {
  const { speech, event } = situation;
  const ids = speech.ids(people);
  const theirs = (slot: number) => situation.interpreted[slot].filter(({ interpreter }) => ids.has(interpreter));
  const taken = inTheWay(slots, theirs);
  const resting = speech.resting(people, slots).map(at => event.interpreters[at].name || event.interpreters[at].id);
  const rests = resting.length === 0 ? '' : `, ${listed(resting)} ${resting.length === 1 ? 'has' : 'have'} to rest`;
  return `but no interpreter for ${listed(languages)} is${taken}${rests}`;
}
