/** `room-sheet.csv`: rooms down, slots across, the names of who meets in the cells, of a group the host and how many come. For the door and the wall. */
import type { Slot } from '../model/event.js';
import { csvText, line } from './csv.js';
import type { MeetingView, View } from './view.js';
import type { Writer } from './writers.js';

/** Between the people of one meeting; ASCII, so that it survives a program that misreads UTF-8. */
const BETWEEN_PEOPLE = ' / ';
/** Between the meetings at several tables of one room. */
const BETWEEN_TABLES = ' | ';

export const roomSheet: Writer = {
  format: 'csv',
  paths: () => ['room-sheet.csv'],
  build: view => {
    const columns = ['room', 'name', ...headers(view.event.slots)];
    return [{ path: 'room-sheet.csv', text: () => csvText(columns, lines(view)) }];
  },
};

/** The slot's id with its day and start where it has them: `3 (2021-05-18 09:50)`. */
function headers(slots: readonly Slot[]): string[] {
  return slots.map(slot => {
    const when = [slot.date, slot.start].filter(part => part !== '').join(' ');
    return when === '' ? slot.id : `${slot.id} (${when})`;
  });
}

function* lines(view: View): Generator<string> {
  const columns = view.event.slots.length;
  const rowOf = new Map(view.rooms.map((room, index) => [room, index]));
  const cells = new Array<string>(view.rooms.length * columns).fill('');
  const interpreters = new Map(view.event.interpreters.map(({ id, name }) => [id, name || id]));
  for (const entry of view.meetings()) {
    const { meeting, at } = entry;
    const cell = rowOf.get(meeting.room)! * columns + at;
    const interpreter = interpreters.get(meeting.interpreter);
    const names = `${whoMeets(entry)}${interpreter === undefined ? '' : ` (interpreter: ${interpreter})`}`;
    cells[cell] = cells[cell] === '' ? names : `${cells[cell]}${BETWEEN_TABLES}${names}`;
  }
  const nameOf = new Map((view.event.rooms ?? []).map(room => [room.id, room.name]));
  for (const [row, room] of view.rooms.entries()) {
    yield line([room, nameOf.get(room) ?? room, ...cells.slice(row * columns, (row + 1) * columns)]);
  }
}

/** `A / B`, or `Host + 5 guests`. */
function whoMeets({ meeting, people }: MeetingView): string {
  const [first, ...others] = people.map(({ participant }) => participant.name);
  if (meeting.kind === 'pair') return [first, ...others].join(BETWEEN_PEOPLE);
  return `${first} + ${others.length} ${others.length === 1 ? 'guest' : 'guests'}`;
}
