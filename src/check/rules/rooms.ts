/** Rules on slots and rooms. */
import type { Room } from '../../model/event.js';
import type { Facts } from '../facts.js';
import type { Row } from '../rows.js';
import type { RuleCheck } from '../rules.js';
import { counted, finding, opening, rowByRow, what, when, who } from '../words.js';
import { openSlots } from './slots.js';

/** A slot holds at most `meetings` meetings: a finding for each row too many. O(rows). */
export const slotCapacity: RuleCheck = facts =>
  facts.event.slots.flatMap((slot, index) => {
    if (slot.meetings === undefined) return [];
    const rows = facts.slotRows[index].map(place => facts.row(place));
    const message = `${opening(when(slot))} has ${counted(rows.length, 'meeting')}, at most ${slot.meetings} allowed`;
    return rows.slice(slot.meetings).map(row => finding([row], `${message}; ${what(row)} is too many`));
  });

/** A room holds at most `tables` meetings in a slot (1 without a table of rooms): a finding for each row too many. O(rows). */
export const roomTables: RuleCheck = facts =>
  facts.event.slots.flatMap((slot, index) =>
    [...byRoom(facts, index)].flatMap(([room, rows]) => {
      const tables = facts.rooms ? facts.rooms.get(room)?.tables : 1;
      if (tables === undefined || !room) return [];
      const message = `Room ${room} has ${counted(rows.length, 'meeting')} in ${when(slot)}, at most ${tables} fit`;
      return rows.slice(tables).map(row => finding([rows[0], row], `${message}; ${what(row)} is too many`));
    }),
  );

function byRoom(facts: Facts, slot: number): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const place of facts.slotRows[slot]) {
    const row = facts.row(place);
    const group = groups.get(row.meeting.room);
    if (group) group.push(row);
    else groups.set(row.meeting.room, [row]);
  }
  return groups;
}

/** The people of a meeting fit the seats of its room; a topic is nobody and needs no seat. O(people in meetings). */
export const roomSeats: RuleCheck = facts =>
  rowByRow(facts, row => {
    const seats = facts.rooms?.get(row.meeting.room)?.seats;
    if (seats === undefined) return undefined;
    const topics = row.people.filter(person => facts.event.participants[person].role === 'topic').length;
    const people = new Set(row.meeting.participants).size - topics;
    return people > seats
      ? `${opening(what(row))} has ${people} people, but room ${row.meeting.room} seats ${seats}`
      : undefined;
  });

/** A room is used only when it is available. O(rows + availability). */
export const roomAvailability: RuleCheck = facts => {
  const { rooms = [], slots } = facts.event;
  const open = openSlots(rooms, slots);
  const roomIndex = new Map(rooms.map(({ id }, index) => [id, index]));
  return rowByRow(facts, row => {
    const room = roomIndex.get(row.meeting.room);
    if (room === undefined || row.slot < 0 || open[room * slots.length + row.slot] === 1) return undefined;
    return `Room ${row.meeting.room} is not available in ${when(slots[row.slot])} (${what(row)})`;
  });
};

/** A reserved room is used only by those it is reserved for. O(people in meetings + reservations). */
export const roomOnly: RuleCheck = facts => {
  const reserved = new Map<Room, ReadonlySet<string>>();
  for (const room of facts.event.rooms ?? []) if (room.only.length > 0) reserved.set(room, new Set(room.only));
  return rowByRow(facts, row => {
    const room = facts.rooms?.get(row.meeting.room);
    const only = room && reserved.get(room);
    if (!only || only.has(row.meeting.kind)) return undefined;
    const people = row.people.map(person => facts.event.participants[person]);
    if (people.some(({ id, side }) => only.has(id) || (side !== '' && only.has(side)))) return undefined;
    return `${opening(what(row))} is in room ${room.id}, which is only for ${room.only.slice(0, 6).join(', ')}`;
  });
};

/** A participant with a room of its own meets there: one finding a person and row. O(people in meetings). */
export const ownRoom: RuleCheck = facts =>
  rowByRow(facts, row =>
    row.people
      .map(person => facts.event.participants[person])
      .filter(({ room }) => room !== undefined && room !== row.meeting.room)
      .map(
        person => `${who(person)} meets in room ${person.room} only, but ${what(row)} is in room ${row.meeting.room}`,
      ),
  );
