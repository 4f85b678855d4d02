/** `agendas.csv` for mail merges, and `agendas/`: one file a participant with `index.csv` to find it. */
import type { Event } from '../model/event.js';
import { AGENDA_COLUMNS, agendaLines, meetingLines } from './agenda-rows.js';
import { csvText, csvUnder, line } from './csv.js';
import { fileNames } from './names.js';
import type { OutFile } from './out-file.js';
import type { View } from './view.js';
import type { Writer } from './writers.js';

/** Folder of the participants' own files. */
export const AGENDA_FOLDER = 'agendas';
/** Maps participants to files; also tells a later run which files are of ours. */
export const AGENDA_INDEX = `${AGENDA_FOLDER}/index.csv`;

/** One row for each participant and meeting; who has no meeting has no row. */
export const agendasCsv: Writer = {
  format: 'csv',
  paths: () => ['agendas.csv'],
  build: view => [{ path: 'agendas.csv', text: () => csvText(AGENDA_COLUMNS, everyMeeting(view)) }],
};

function* everyMeeting(view: View): Generator<string> {
  for (const person of view.people) yield* meetingLines(view, person);
}

/** A file for everyone, also for those without a meeting. */
export const agendaFiles: Writer = {
  format: 'csv',
  paths: event => [AGENDA_INDEX, ...agendaNames(event).map(name => `${AGENDA_FOLDER}/${name}`)],
  build: view => {
    const names = agendaNames(view.event);
    const { people } = view;
    const header = line(AGENDA_COLUMNS);
    const lines = () => people.map((person, at) => line([person.participant.id, names[at]!]));
    const index: OutFile = { path: AGENDA_INDEX, text: () => csvText(['participant', 'file'], lines()) };
    const files = people.map(
      (person, at): OutFile => ({
        path: `${AGENDA_FOLDER}/${names[at]}`,
        text: () => csvUnder(header, agendaLines(view, person)),
      }),
    );
    return [index, ...files];
  },
};

function agendaNames(event: Event): string[] {
  const ids = event.participants.map(person => person.id);
  return fileNames(ids, ['index']).map(name => `${name}.csv`);
}
