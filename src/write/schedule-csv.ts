/** `schedule.csv`: one meeting a row, by slot and room. */
import { csvText, line, yesNo } from './csv.js';
import type { MeetingView, View } from './view.js';
import type { Writer } from './writers.js';

const COLUMNS = 'meeting,slot,date,start,end,room,kind,participants,names,points,mutual,locked,interpreter,url'.split(
  ',',
);

export const scheduleCsv: Writer = {
  format: 'csv',
  paths: () => ['schedule.csv'],
  build: view => [{ path: 'schedule.csv', text: () => csvText(COLUMNS, lines(view)) }],
};

function* lines(view: View): Generator<string> {
  const slots = view.event.slots.map(({ id, date, start, end }) => line([id, date, start, end]));
  for (const entry of view.meetings()) yield `${line([entry.meeting.id])},${slots[entry.at]},${cellsOf(view, entry)}`;
}

/** The cells from `room` to `url`. */
function cellsOf({ pieces }: View, { meeting, people, room, points, mutual }: MeetingView): string {
  const place = `${pieces.cell(meeting.room)},${pieces.cell(meeting.kind)}`;
  const names = people.map(({ participant }) => participant.name);
  const worth = `${points},${yesNo(mutual)},${yesNo(meeting.locked)}`;
  const end = `${pieces.cell(meeting.interpreter)},${pieces.cell(room?.url ?? '')}`;
  return `${place},${line([meeting.participants, names])},${worth},${end}`;
}
