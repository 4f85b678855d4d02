/** `room-sheet.csv`: rooms down, slots across, the names of who meets in the cells. For the door and the wall. */
import type { Slot } from '../model/event.js';
import { toCsv } from './csv.js';
import type { View } from './view.js';
import type { Writer } from './writers.js';

/** Between the people of one meeting; ASCII, so that it survives a program that misreads UTF-8. */
const BETWEEN_PEOPLE = ' / ';
/** Between the meetings at several tables of one room. */
const BETWEEN_TABLES = ' | ';

export const roomSheet: Writer = {
  format: 'csv',
  paths: () => ['room-sheet.csv'],
  build: view => [{ path: 'room-sheet.csv', text: toCsv(['room', 'name', ...headers(view.event.slots)], rows(view)) }],
};

/** The slot's id with its day and start where it has them: `3 (2021-05-18 09:50)`. */
function headers(slots: readonly Slot[]): string[] {
  return slots.map(slot => {
    const when = [slot.date, slot.start].filter(part => part !== '').join(' ');
    return when === '' ? slot.id : `${slot.id} (${when})`;
  });
}

function rows(view: View) {
  const cells = new Map<string, string>();
  for (const { meeting, people } of view.meetings) {
    const key = `${meeting.room}\n${meeting.slot}`;
    const names = people.map(person => person.name).join(BETWEEN_PEOPLE);
    cells.set(key, cells.has(key) ? `${cells.get(key)}${BETWEEN_TABLES}${names}` : names);
  }
  const nameOf = new Map((view.event.rooms ?? []).map(room => [room.id, room.name]));
  return view.rooms.map(room => [
    room,
    nameOf.get(room) ?? room,
    ...view.event.slots.map(slot => cells.get(`${room}\n${slot.id}`) ?? ''),
  ]);
}
