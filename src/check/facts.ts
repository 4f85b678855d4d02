/** Event and schedule joined once, ids as indexes, for all rules and figures to read. */
import type { Event, Room } from '../model/event.js';
import type { Schedule } from '../model/schedule.js';
import { agendasOf, bySlot, type Day, daysOf } from './agendas.js';
import { lockedContacts, type PairList } from './pairs.js';
import { Resolved, type Row } from './rows.js';
import { surveyWishes, type WishSurvey } from './wishes.js';

/** What the rules and figures read. A "row index" points into `schedule.meetings`. */
export interface Facts {
  readonly event: Event;
  readonly peopleIndex: ReadonlyMap<string, number>;
  /** `undefined` where the event names no rooms. */
  readonly rooms: ReadonlyMap<string, Room> | undefined;
  /** Rows of the schedule, in order. */
  readonly rows: number;
  /** Slot index of each row, -1 if the event has none of that name. */
  readonly slotOf: Int32Array;
  /** One-to-ones and seats, by number. */
  readonly contacts: PairList;
  /** A contact (number): 1 if one of its rows has a slot. */
  readonly held: Uint8Array;
  readonly wishes: WishSurvey;
  /** Numbers of the contacts that locks.csv names. */
  readonly lockedContacts: ReadonlySet<number>;
  /** A participant: indexes of its rows that have a slot, by slot, then row. */
  readonly agendas: readonly (readonly number[])[];
  /** A slot: indexes of its rows, in the order of the schedule. */
  readonly slotRows: readonly (readonly number[])[];
  /** A slot: its day and its place in it. */
  readonly days: readonly Day[];
  /** Made anew each time: there may be hundreds of thousands. O(people in the row). */
  row(index: number): Row;
  /** Name of a row's room. O(1). */
  roomOf(row: number): string;
  /** Indexes of a contact's rows, in the order of the schedule. */
  rowsOf(contact: number): readonly number[];
}

/** O(participants + slots + rooms + (people in meetings + wishes) log meetings). */
export function gather(event: Event, schedule: Schedule): Facts {
  const peopleIndex = indexOf(event.participants);
  const resolved = new Resolved(schedule.meetings, peopleIndex, indexOf(event.slots));
  const { contacts, slotOf } = resolved;
  const locked = lockedContacts(event, peopleIndex, contacts);
  const slotRows = bySlot(slotOf, event.slots.length);
  return {
    event,
    peopleIndex,
    rooms: event.rooms && new Map(event.rooms.map(room => [room.id, room])),
    rows: schedule.meetings.length,
    slotOf,
    contacts,
    held: resolved.held,
    wishes: surveyWishes(event, peopleIndex, resolved, locked),
    lockedContacts: locked,
    agendas: agendasOf(resolved, slotRows, event.participants.length),
    slotRows,
    days: daysOf(event.slots),
    row: index => resolved.row(index),
    roomOf: row => schedule.meetings[row].room,
    rowsOf: contact => resolved.rowsOf(contact),
  };
}

function indexOf(items: readonly { readonly id: string }[]): Map<string, number> {
  return new Map(items.map(({ id }, index) => [id, index]));
}
