/** `schedule.csv`: one meeting a row, by slot and room. */
import { toCsv, yesNo } from './csv.js';
import type { View } from './view.js';
import type { Writer } from './writers.js';

const COLUMNS = 'meeting,slot,date,start,end,room,kind,participants,names,points,mutual,locked,interpreter,url'.split(
  ',',
);

export const scheduleCsv: Writer = {
  format: 'csv',
  paths: () => ['schedule.csv'],
  build: view => [{ path: 'schedule.csv', text: toCsv(COLUMNS, rows(view)) }],
};

function rows(view: View) {
  return view.meetings.map(({ meeting, slot, people, room, points, mutual }) => [
    meeting.id,
    slot.id,
    slot.date,
    slot.start,
    slot.end,
    meeting.room,
    meeting.kind,
    meeting.participants.join(';'),
    people.map(person => person.name).join(';'),
    points,
    yesNo(mutual),
    yesNo(meeting.locked),
    meeting.interpreter,
    room?.url ?? '',
  ]);
}
