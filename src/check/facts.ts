/** Event and schedule joined once, ids as indexes, for all rules and figures to read. */
import type { Event, Room } from '../model/event.js';
import type { Meeting, Schedule } from '../model/schedule.js';
import { agendasOf, bySlot, type Day, daysOf } from './agendas.js';
import { lockedPairs, type Pair, pairKey, pairsOf } from './pairs.js';
import { surveyWishes, type WishSurvey } from './wishes.js';

/** One meeting of the schedule, resolved against the event. */
export interface Row {
  readonly meeting: Meeting;
  /** Indexes of the known, different people, in the order of the row. */
  readonly people: readonly number[];
  /** Index of the slot, -1 if the event has none of that name. */
  readonly slot: number;
  /** Keys of the pairs that meet: one for a one-to-one, host with each attendee for a group. */
  readonly pairs: readonly number[];
}

/** What the rules and figures read. Rows are `schedule.meetings` in order; a "row index" points into them. */
export interface Facts {
  readonly event: Event;
  readonly rows: readonly Row[];
  readonly peopleIndex: ReadonlyMap<string, number>;
  /** `undefined` where the event names no rooms. */
  readonly rooms: ReadonlyMap<string, Room> | undefined;
  /** The pairs that meet, by key. */
  readonly pairs: ReadonlyMap<number, Pair>;
  readonly wishes: WishSurvey;
  /** Keys of the pairs that locks.csv names. */
  readonly lockedPairs: ReadonlySet<number>;
  /** A participant: indexes of its rows that have a slot, by slot, then row. */
  readonly agendas: readonly (readonly number[])[];
  /** A slot: indexes of its rows, in the order of the schedule. */
  readonly slotRows: readonly (readonly number[])[];
  /** A slot: its day and its place in it. */
  readonly days: readonly Day[];
}

/** O(participants + wishes + slots + rooms + people in meetings). */
export function gather(event: Event, schedule: Schedule): Facts {
  const peopleIndex = indexOf(event.participants);
  const slotIndex = indexOf(event.slots);
  const rows = schedule.meetings.map(meeting => resolve(meeting, peopleIndex, slotIndex));
  const pairs = pairsOf(rows);
  const slotRows = bySlot(rows, event.slots.length);
  return {
    event,
    rows,
    peopleIndex,
    rooms: event.rooms && new Map(event.rooms.map(room => [room.id, room])),
    pairs,
    wishes: surveyWishes(event, peopleIndex, pairs),
    lockedPairs: lockedPairs(event, peopleIndex),
    agendas: agendasOf(rows, slotRows, event.participants.length),
    slotRows,
    days: daysOf(event.slots),
  };
}

function indexOf(items: readonly { readonly id: string }[]): Map<string, number> {
  return new Map(items.map(({ id }, index) => [id, index]));
}

function resolve(
  meeting: Meeting,
  peopleIndex: ReadonlyMap<string, number>,
  slotIndex: ReadonlyMap<string, number>,
): Row {
  const known = meeting.participants.map(id => peopleIndex.get(id)).filter(person => person !== undefined);
  const people = [...new Set(known)];
  return {
    meeting,
    people,
    slot: slotIndex.get(meeting.slot) ?? -1,
    pairs: people.slice(1).map(other => pairKey(people[0], other, peopleIndex.size)),
  };
}
