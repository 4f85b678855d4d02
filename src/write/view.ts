/** Event and plan with the indexes that every writer needs, made once. */
import type { Event, Participant, Room, Slot } from '../model/event.js';
import type { Plan } from '../model/outcome.js';
import type { Meeting } from '../model/schedule.js';
import { tidy } from './csv.js';
import { type LocalClock, localClock } from './local-time.js';

/** A meeting with everything it names looked up. */
export interface MeetingView {
  readonly meeting: Meeting;
  readonly slot: Slot;
  readonly people: readonly Participant[];
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
  /** By slot, then room, then id. */
  readonly meetings: readonly MeetingView[];
  /** Room ids in table order, or in natural order where the solver made them up. */
  readonly rooms: readonly string[];
  readonly local: LocalClock;
  /** A participant's meetings in the order of `meetings`. */
  meetingsOf(id: string): readonly MeetingView[];
}

/** O(m log m) for m meetings. Throws if the schedule names what the event does not have: the checker runs before. */
export async function viewOf(event: Event, plan: Plan): Promise<View> {
  const rooms = roomOrder(event, plan.schedule.meetings);
  const meetings = sortedMeetings(event, plan, rooms);
  const byPerson = new Map<string, MeetingView[]>();
  for (const meeting of meetings) {
    for (const { id } of meeting.people) {
      const list = byPerson.get(id);
      if (list) list.push(meeting);
      else byPerson.set(id, [meeting]);
    }
  }
  return { event, plan, meetings, rooms, local: await localClock(event), meetingsOf: id => byPerson.get(id) ?? [] };
}

function sortedMeetings(event: Event, plan: Plan, rooms: readonly string[]): MeetingView[] {
  const slotRank = new Map(event.slots.map((slot, index) => [slot.id, index]));
  const roomRank = new Map(rooms.map((room, index) => [room, index]));
  const people = new Map(event.participants.map(person => [person.id, person]));
  const roomOf = new Map((event.rooms ?? []).map(room => [room.id, room]));
  const worth = worthOf(event, plan);
  const views = plan.schedule.meetings.map(meeting => ({
    meeting,
    slot: known(event.slots[slotRank.get(meeting.slot) ?? -1], meeting.slot),
    people: meeting.participants.map(id => known(people.get(id), id)),
    room: roomOf.get(meeting.room),
    ...worth(meeting),
  }));
  return views.sort(
    (a, b) =>
      slotRank.get(a.slot.id)! - slotRank.get(b.slot.id)! ||
      roomRank.get(a.meeting.room)! - roomRank.get(b.meeting.room)! ||
      naturalOrder(a.meeting.id, b.meeting.id),
  );
}

/** Points and mutuality of each meeting, from the wishes it meets. */
function worthOf(event: Event, plan: Plan): (meeting: Meeting) => { points: number; mutual: boolean } {
  const points = new Map<string, number>();
  const askers = new Map<string, Set<string>>();
  for (const outcome of plan.wishes) {
    if (!outcome.met) continue;
    points.set(outcome.meeting, (points.get(outcome.meeting) ?? 0) + outcome.points);
    const known = askers.get(outcome.meeting) ?? new Set();
    askers.set(outcome.meeting, known.add(event.wishes[outcome.wish]!.from));
  }
  return meeting => {
    const asked = askers.get(meeting.id);
    const mutual = asked !== undefined && asked.size > 1 && asked.has(meeting.participants[0]!);
    return { points: tidy((points.get(meeting.id) ?? 0) + (mutual ? event.mutualBonus : 0)), mutual };
  };
}

function roomOrder(event: Event, meetings: readonly Meeting[]): string[] {
  if (event.rooms) return event.rooms.map(room => room.id);
  return [...new Set(meetings.map(meeting => meeting.room))].sort(naturalOrder);
}

/** `Room 2` before `Room 10`; independent of the machine's language. */
function naturalOrder(a: string, b: string): number {
  const left = a.match(/\d+|\D+/g) ?? [];
  const right = b.match(/\d+|\D+/g) ?? [];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    if (left[i] === right[i]) continue;
    const difference = Number(left[i]) - Number(right[i]);
    if (difference !== 0 && !Number.isNaN(difference)) return difference;
    return left[i]! < right[i]! ? -1 : 1;
  }
  return left.length - right.length;
}

function known<T>(value: T | undefined, id: string): T {
  if (value === undefined) throw new Error(`the schedule names "${id}", which the event does not have`);
  return value;
}
