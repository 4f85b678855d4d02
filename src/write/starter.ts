/** The files with which an event begins: a commented event.yaml, and tables to fill in. */
import type { Participant } from '../model/event.js';
import { defuse, toCsv } from './csv.js';
import type { OutFile } from './out-file.js';

/** Names of the files, beside each other in one folder. */
export const STARTER = {
  event: 'event.yaml',
  schema: 'event.schema.json',
  prefs: 'prefs.csv',
  participants: 'participants.csv',
  slots: 'slots.csv',
} as const;

/** `slots: 12`, with a word on why. */
export interface SlotCount {
  readonly count: number;
  readonly why: string;
}

/** The JSON Schema of event.yaml, as a file. */
export function schemaFile(schema: object): OutFile {
  return { path: STARTER.schema, text: `${JSON.stringify(schema, null, 2)}\n` };
}

/** A table with its header and nothing else. */
export function emptyTable(path: string, columns: readonly string[]): OutFile {
  return { path, text: toCsv(columns, []) };
}

/**
 * participants.csv with a row for each. `undefined` if an id would have to be changed, so that no spreadsheet runs it as
 * a formula: then it would be another id. O(people).
 */
export function peopleTable(columns: readonly string[], people: readonly Participant[]): OutFile | undefined {
  if (people.some(({ id }) => defuse(id) !== id)) return undefined;
  const rows = people.map(({ id, name, organisation, country, email, side }) => {
    const known: Readonly<Record<string, string>> = {
      id,
      name: name === id ? '' : name,
      organisation,
      country,
      email,
      side,
    };
    return columns.map(column => known[column] ?? '');
  });
  return { path: STARTER.participants, text: toCsv(columns, rows) };
}

/** slots.csv without times: so many of each session, and so many of none. Ids 1 to n. O(slots). */
export function sessionTable(
  sessions: readonly { readonly label: string; readonly slots: number }[],
  others: number,
): OutFile {
  const labels = sessions.flatMap(({ label, slots }) => Array.from({ length: slots }, () => label));
  labels.push(...Array.from({ length: others }, () => ''));
  const rows = labels.map((label, i) => [i + 1, '', '', '', label, '']);
  return { path: STARTER.slots, text: toCsv(['slot', 'date', 'start', 'end', 'session', 'meetings'], rows) };
}

/** event.yaml: every key with what it means; only what is known is not commented out. `prefs`: name of the wishes' file. */
export function eventFile(prefs: string, slots?: SlotCount): OutFile {
  const known = slots && `# ${slots.why}\nslots: ${slots.count}\n`;
  return { path: STARTER.event, text: eventText(prefs, known) };
}

function eventText(prefs: string, slots = ''): string {
  return `# yaml-language-server: $schema=./${STARTER.schema}
# The event file. Lines that begin with "#" are not read: take the "#" away where the default does not suit you.
# The line above lets editors complete and check the keys; it and ${STARTER.schema} may be removed.
# When the tables are filled in: ejrc schedule ${prefs}

name: My event

# Time zone of all times here and in the tables, by its IANA name. With it every agenda also has the local times of who
# lives in another one (column "timezone" of participants.csv), and working hours are taken in each one's own zone.
# timezone: Europe/Brussels

# Slots: a number, or the day from which they are made, or a table slots.csv (slot,date,start,end,session,meetings).
# Without any of them: as many as the busiest person has different partners, at least 4, at most 16.
${slots}# slots: 12
# slots: {date: 2027-05-18, from: "09:00", to: "12:00", length: 20, gap: 5, breaks: ["10:15-10:30"]}
# slots:
#   - {date: [2027-05-18, 2027-05-19], from: "09:00", to: "12:00", length: 20, session: morning}
#   - {date: 2027-05-18, from: "14:00", to: "17:00", length: 20, breaks: "Coffee 15:20-15:40", session: afternoon}

# Rooms: a number, or a table rooms.csv (room,name,seats,tables,available,unavailable,url,only). Without: as many as needed.
# rooms: 12

# Rules for everyone; columns of the same name in participants.csv beat them.
# rules:
#   across_sides: yes      # a meeting needs two different sides (column "side" of participants.csv); default no
#   across_organisations: no  # people of one organisation may meet; default yes where organisations are given
#   min_meetings: 1        # meetings promised to everyone; default 1
#   max_meetings: 8        # most meetings of everyone; default no bound
#   max_consecutive: 4     # most meetings in neighbouring slots; default no bound
#   max_breaks: 3          # most breaks in an agenda; default no bound
#   all_wishes: yes        # every wish must be met; default no

# values:
#   mutual_bonus: 1        # points added to a meeting that both wish; default 0

# output:
#   excel: yes             # CSV files open in Excel with all their letters; default no

# Tables elsewhere, or under other names; paths from the folder of this file.
# files: {participants: people.csv, slots: times.csv, rooms: tables.csv, availability: poll.csv}
`;
}
