/** Event and plan with the indexes that every writer needs, made once. */
import type { Event, Room, Slot } from '../model/event.js';
import type { Plan } from '../model/outcome.js';
import type { Meeting } from '../model/schedule.js';
import { agendasOf, sortedMeetings } from './indexes.js';
import { LocalClock } from './local-time.js';
import { naturalOrder } from './natural-order.js';
import { type Person, Pieces, personOf } from './pieces.js';
import { worthOf } from './worth.js';

/** A meeting with everything it names looked up. */
export interface MeetingView {
  readonly meeting: Meeting;
  readonly slot: Slot;
  /** Index of the slot. */
  readonly at: number;
  readonly people: readonly Person[];
  /** `undefined` where the rooms were made up by the solver. */
  readonly room: Room | undefined;
  /** Sum of its wishes' points, mutual bonus included, in the organiser's units. */
  readonly points: number;
  /** Wished from both sides. */
  readonly mutual: boolean;
}

export interface View {
  readonly event: Event;
  readonly plan: Plan;
  /** In table order. */
  readonly people: readonly Person[];
  /** Room ids in table order, or in natural order where the solver made them up. */
  readonly rooms: readonly string[];
  readonly local: LocalClock;
  readonly pieces: Pieces;
  /** By slot, then room, then id. Made as they are asked for: there may be hundreds of thousands. */
  meetings(): Iterable<MeetingView>;
  /** A participant's meetings in the order of `meetings`. O(its meetings). */
  meetingsOf(person: Person): readonly MeetingView[];
}

/** O(m log m) for m meetings. Throws if the schedule names what the event does not have: the checker runs before. */
export function viewOf(event: Event, plan: Plan): View {
  const { meetings } = plan.schedule;
  const local = new LocalClock(event);
  const rooms = roomOrder(event, meetings);
  const roomOf = new Map(event.rooms?.map(room => [room.id, room]));
  const people = event.participants.map(personOf);
  const { order, slots } = sortedMeetings(event, meetings, rooms);
  const agendas = agendasOf(event, meetings, order);
  const worth = worthOf(event, plan);
  const viewAt = (index: number): MeetingView => {
    const meeting = meetings[index]!;
    const at = slots[index]!;
    return {
      meeting,
      slot: event.slots[at]!,
      at,
      people: agendas.peopleOf(index).map(person => people[person]!),
      room: roomOf.get(meeting.room),
      points: worth.points(index),
      mutual: worth.mutual(index),
    };
  };
  return {
    event,
    plan,
    people,
    rooms,
    local,
    pieces: new Pieces(event.slots, local),
    *meetings() {
      for (const index of order) yield viewAt(index);
    },
    meetingsOf: ({ index }) => agendas.meetingsOf(index).map(viewAt),
  };
}

function roomOrder(event: Event, meetings: readonly Meeting[]): string[] {
  if (event.rooms) return event.rooms.map(room => room.id);
  return [...new Set(meetings.map(meeting => meeting.room))].sort(naturalOrder);
}
