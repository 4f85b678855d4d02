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
import { few, idKey, quote, splitList } from './text.js';
import { formatClock, parseDate, parseMoment } from './time.js';

type Column = keyof typeof SCHEDULE;

/** A schedule, and when its rows say that they are, beside their slots. */
export interface WrittenSchedule extends Schedule {
  readonly times: readonly StatedTime[];
}

interface StatedTime {
  readonly line: number;
  readonly slot: string;
  /** `YYYY-MM-DD` and `HH:MM`; empty where nothing is said that can be read. */
  readonly date: string;
  readonly start: string;
}

/** Rows named in one note. */
const MOST_NAMED = 3;

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
): Promise<WrittenSchedule> {
  const context = new Context(options);
  const source = { table: 'locks', path: scheduleFile(path) } as const;
  await loadTables([source], context);
  const open = openTable(source, context);
  const table = open && bindTable<Column>(open, SCHEDULE, ['slot', 'participants'], context);
  const meetings: Meeting[] = [];
  const times: StatedTime[] = [];
  table?.forEachRow(row => {
    meetings.push(readMeeting(row));
    times.push(statedTime(row));
  });
  for (const notice of context.notices) say(notice);
  context.faults.throwIfAny();
  return { meetings, times };
}

/** The table that `readSchedule` reads: the path itself, or what a run wrote into that folder. */
export function scheduleFile(path: string): string {
  return isFolder(path) ? join(path, 'schedule.csv') : path;
}

/**
 * A sentence where rows name another date or start than their slot has, as they do where a meeting was moved by hand in one of
 * the two only: the slot is what counts. O(rows + slots).
 */
export function misdated(event: Event, path: string, times: readonly StatedTime[]): string[] {
  const slots = new Map(event.slots.map(slot => [idKey(slot.id), slot]));
  const differs = (said: string, is: string | undefined) => said !== '' && is !== undefined && is !== '' && said !== is;
  const wrong = times.flatMap(({ line, slot, date, start }) => {
    const is = slots.get(idKey(slot));
    if (!differs(date, is?.date) && !differs(start, is?.start)) return [];
    return [
      `line ${line}: ${[date, start].join(' ').trim()}, slot ${quote(slot)} is ${[is?.date, is?.start].join(' ').trim()}`,
    ];
  });
  if (wrong.length === 0) return [];
  return [
    `${path}: the slot is judged, not the date and time beside it, which differ: ${few(wrong, MOST_NAMED, '; ')}; correct one of the two`,
  ];
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

function statedTime(row: Row<Column>): StatedTime {
  const [date, start] = [row.text('date'), row.text('start')];
  const moment = parseMoment(start, row.table.dateOrder(start));
  const day = parseDate(date, row.table.dateOrder(date)) ?? moment?.date ?? '';
  return { line: row.line, slot: bare(row.text('slot')), date: day, start: moment ? formatClock(moment.minutes) : '' };
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

/** The ids of a cell `participants`. An id may hold a `|`, at which other lists are split, but no `;`, at which this one is. */
export function peopleOf(cell: string): string[] {
  if (!/[;；]/.test(cell)) return splitList(bare(cell));
  return cell
    .split(/[;；]/)
    .map(id => bare(id).trim())
    .filter(id => id !== '');
}

/** What spreadsheets would run as a formula, behind the `'` that the writers put before it. */
const DEFUSED = /^'+(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/u;

/** A cell as it was before the writers defused it. */
export function bare(cell: string): string {
  return DEFUSED.test(cell) ? cell.slice(1) : cell;
}
