/** `agendas.csv` for mail merges, and `agendas/`: one file a participant with `index.csv` to find it. */
import type { Event } from '../model/event.js';
import { AGENDA_COLUMNS, fullAgenda, meetingRow } from './agenda-rows.js';
import { toCsv } from './csv.js';
import { fileNames } from './names.js';
import type { OutFile, Writer } from './writers.js';

/** Folder of the participants' own files. */
export const AGENDA_FOLDER = 'agendas';
/** Maps participants to files; also tells a later run which files are of ours. */
export const AGENDA_INDEX = `${AGENDA_FOLDER}/index.csv`;

/** One row for each participant and meeting; who has no meeting has no row. */
export const agendasCsv: Writer = {
  format: 'csv',
  paths: () => ['agendas.csv'],
  build: view => {
    const rows = view.event.participants.flatMap(person =>
      view.meetingsOf(person.id).map(entry => meetingRow(view, person, entry)),
    );
    return [{ path: 'agendas.csv', text: toCsv(AGENDA_COLUMNS, rows) }];
  },
};

/** A file for everyone, also for those without a meeting. */
export const agendaFiles: Writer = {
  format: 'csv',
  paths: event => [AGENDA_INDEX, ...agendaNames(event).map(name => `${AGENDA_FOLDER}/${name}`)],
  build: view => {
    const names = agendaNames(view.event);
    const people = view.event.participants;
    const index = toCsv(
      ['participant', 'file'],
      people.map((person, at) => [person.id, names[at]!]),
    );
    const files = people.map(
      (person, at): OutFile => ({
        path: `${AGENDA_FOLDER}/${names[at]}`,
        text: toCsv(AGENDA_COLUMNS, fullAgenda(view, person)),
      }),
    );
    return [{ path: AGENDA_INDEX, text: index }, ...files];
  },
};

function agendaNames(event: Event): string[] {
  const ids = event.participants.map(person => person.id);
  return fileNames(ids, ['index']).map(name => `${name}.csv`);
}
