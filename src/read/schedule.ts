import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Event } from '../model/event.js';
import type { Meeting, Schedule } from '../model/schedule.js';
import { loadTables } from './bytes.js';
import { wordCell, yesNoCell } from './cells.js';
import { Context, type TableOptions } from './context.js';
import { SCHEDULE } from './headers.js';
import { openTable } from './open-table.js';
import { bindTable, type Row } from './table.js';
import { idKey, splitList } from './text.js';

type Column = keyof typeof SCHEDULE;

/**
 * Reads a schedule.csv, or the one in a folder, for `ejrc check`: ids as text, lines kept, nothing compared with the event.
 * Columns may be reordered and all but `slot` and `participants` missing; encoding and delimiter are sniffed, and an Excel workbook is read too.
 * Throws `InputRejected` with all faults of the file (E00x, E02x, E101, E102, E208, E405).
 */
export async function readSchedule(
  path: string,
  options: TableOptions = {},
  /** Told what the file was taken for, where it is not plain. */
  say: (sentence: string) => void = () => {},
): Promise<Schedule> {
  const context = new Context(options);
  const source = { table: 'locks', path: isFolder(path) ? join(path, 'schedule.csv') : path } as const;
  await loadTables([source], context);
  const open = openTable(source, context);
  const table = open && bindTable<Column>(open, SCHEDULE, ['slot', 'participants'], context);
  const meetings: Meeting[] = [];
  table?.forEachRow(row => void meetings.push(readMeeting(row)));
  for (const notice of context.notices) say(notice);
  context.faults.throwIfAny();
  return { meetings };
}

/** The same, each id that is one of the event's after Unicode NFKC spelled as there. O(ids of the event and of the schedule). */
export function inSpellingOf(event: Event, { meetings }: Schedule): Schedule {
  const speller = (known: readonly { readonly id: string }[]): ((id: string) => string) => {
    const spelling = new Map(known.map(({ id }) => [idKey(id), id]));
    return id => spelling.get(idKey(id)) ?? id;
  };
  const person = speller(event.participants);
  const slot = speller(event.slots);
  const room = speller(event.rooms ?? []);
  const interpreter = speller(event.interpreters);
  return {
    meetings: meetings.map(meeting => ({
      ...meeting,
      participants: meeting.participants.map(person),
      slot: slot(meeting.slot),
      room: room(meeting.room),
      interpreter: interpreter(meeting.interpreter),
    })),
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function readMeeting(row: Row<Column>): Meeting {
  const participants = peopleOf(row.text('participants'));
  const kind = wordCell(row, 'kind', ['pair', 'group'] as const, 'E208');
  return {
    id: bare(row.text('meeting')) || `line ${row.line}`,
    participants,
    slot: bare(row.text('slot')),
    room: bare(row.text('room')),
    kind: kind ?? (participants.length > 2 ? 'group' : 'pair'),
    locked: yesNoCell(row, 'locked'),
    interpreter: bare(row.text('interpreter')),
    line: row.line,
  };
}

/** The ids of a cell `participants`. */
export function peopleOf(cell: string): string[] {
  return splitList(bare(cell));
}

/** What spreadsheets would run as a formula, behind the `'` that the writers put before it. */
const DEFUSED = /^'+(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/u;

/** A cell as it was before the writers defused it. */
export function bare(cell: string): string {
  return DEFUSED.test(cell) ? cell.slice(1) : cell;
}
