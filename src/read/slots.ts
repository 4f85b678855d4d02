import type { ErrorCode } from '../errors.js';
import type { Slot } from '../model/event.js';
import { wholeCell } from './cells.js';
import type { Context, Source } from './context.js';
import { SLOTS } from './headers.js';
import { IdRegister } from './ids.js';
import { openTable } from './open-table.js';
import { bindTable, type Row, type Table } from './table.js';
import { Labels, quote } from './text.js';
import { endAfter, formatClock, parseDate, parseMoment } from './time.js';

/** The slots of the event and how they are named elsewhere. */
export interface SlotTable {
  /** Ordered by start; in row order without dates and times. */
  readonly slots: readonly Slot[];
  /** In row order. */
  readonly register: IdRegister;
  readonly sessions: Labels;
  /** Whether every slot has a start and an end, or would have one without faults that were told. */
  readonly timed: boolean;
  /** Tells a fault of one of its slots where that stands. */
  fault(slot: Slot, column: 'start' | 'end', code: ErrorCode, cause: string, action?: string): void;
}

type Column = keyof typeof SLOTS;
type Moment = NonNullable<ReturnType<typeof parseMoment>>;

/** Reads slots.csv; `undefined` if its rows could not be read at all. Codes: E11x, E301 to E304, E401, E005. */
export function readSlots(source: Source, context: Context): SlotTable | undefined {
  const open = openTable(source, context);
  const table = open && bindTable<Column>(open, SLOTS, ['slot'], context);
  if (table === undefined) return undefined;
  const register = new IdRegister();
  const sessions = new Labels();
  const slots: Slot[] = [];
  const faulty = new Set<Slot>();
  table.forEachRow(row => {
    const before = context.faults.count;
    const id = row.text('slot');
    const fault = register.define(id, row.line);
    if (fault) row.fault('slot', fault.code, fault.cause);
    const slot = readSlot(row, id, sessions);
    slots.push(slot);
    if (context.faults.count > before) faulty.add(slot);
  });
  if (slots.length === 0) {
    context.noRows(source, 'there is no slot');
    return undefined;
  }
  const whole = checkWhole(slots, table);
  slots.sort(byStart);
  if (whole) checkOverlaps(slots, table);
  const timed = slots.every(slot => slot.start !== '' || faulty.has(slot));
  const fault: SlotTable['fault'] = (slot, column, ...told) => table.fault(slot.line, column, ...told);
  return { slots, register, sessions, timed, fault };
}

/** Slots `1` to `count` without dates, times and sessions. */
export function numberedSlots(count: number): SlotTable {
  const register = new IdRegister();
  const slots = Array.from({ length: count }, (_, i) => {
    const id = String(i + 1);
    register.define(id, 0);
    return { id, date: '', start: '', end: '', session: '', meetings: undefined, line: 0 };
  });
  // Without times nothing can be wrong with one.
  return { slots, register, sessions: new Labels(), timed: false, fault: () => {} };
}

function readSlot(row: Row<Column>, id: string, sessions: Labels): Slot {
  const when = readWhen(row);
  const label = row.text('session') || when.date;
  const session = label === '' ? '' : sessions.learn(label);
  return { id, ...when, session, meetings: wholeCell(row, 'meetings', 0), line: row.line };
}

/** Date, start and end, normalised; empty where there is none or it is faulty. */
function readWhen(row: Row<Column>): { date: string; start: string; end: string } {
  const nothing = { date: '', start: '', end: '' };
  const date = readDate(row);
  const start = readMoment(row, 'start');
  const ends = readMoment(row, 'end');
  if (date === undefined || start === undefined || ends === undefined) return nothing;
  const end = ends && start ? endAtMidnight(ends, start, date || start.date) : ends;
  if ((start === null) !== (end === null)) {
    const [there, missing] = start === null ? (['end', 'start'] as const) : (['start', 'end'] as const);
    row.fault(missing, 'E301', `expected a time, got an empty cell beside "${there}" ${quote(row.text(there))}`);
    return nothing;
  }
  if (start === null || end === null) return { ...nothing, date };
  const days = [...new Set([date, start.date, end.date].filter(day => day !== ''))];
  if (days.length > 1) {
    row.fault(
      'start',
      'E304',
      `expected one date, got ${days.map(quote).join(' and ')}`,
      'let a slot begin and end on one day; 24:00 is midnight',
    );
    return nothing;
  }
  if (start.minutes >= end.minutes) {
    row.fault('end', 'E302', `expected an end after ${formatClock(start.minutes)}, got ${quote(row.text('end'))}`);
    return nothing;
  }
  return { date: days[0] ?? '', start: formatClock(start.minutes), end: formatClock(end.minutes) };
}

/** An end at 00:00 of the next day, or of no day that is named, is 24:00. */
function endAtMidnight(end: Moment, start: Moment, day: string): Moment {
  const minutes = endAfter(start.minutes, end.minutes);
  if (minutes === end.minutes) return end;
  return end.date === '' || (day !== '' && end.date === dayAfter(day)) ? { date: day, minutes } : end;
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function readDate(row: Row<Column>): string | undefined {
  const text = row.text('date');
  const date = text === '' ? '' : parseDate(text, row.table.dateOrder(text));
  if (date === undefined) row.fault('date', 'E304', `expected a date, got ${quote(text)}`);
  return date;
}

/** `null` for an empty cell, `undefined` for a faulty one. */
function readMoment(row: Row<Column>, column: 'start' | 'end'): Moment | null | undefined {
  const text = row.text(column);
  if (text === '') return null;
  const moment = parseMoment(text, row.table.dateOrder(text));
  if (moment === undefined || (column === 'start' && moment.minutes === 1440)) {
    row.fault(column, 'E304', `expected a time, got ${quote(text)}`);
    return undefined;
  }
  return moment;
}

/** Dates and times are given for all slots or for none (E301, at the first row that differs). */
function checkWhole(slots: readonly Slot[], table: Table<Column>): boolean {
  const faulty = table.context.faults.count;
  for (const [column, key] of [
    ['date', 'date'],
    ['start', 'start'],
  ] as const) {
    const given = slots.filter(slot => slot[key] !== '').length;
    if (given === 0 || given === slots.length || faulty > 0) continue;
    const odd = slots.find(slot => (slot[key] === '') === given * 2 >= slots.length) ?? slots[0]!;
    const cause = `${given} of ${slots.length} slots have a ${column === 'date' ? 'date' : 'time'}, this one ${odd[key] === '' ? 'has none' : 'has'}`;
    table.fault(odd.line, table.has(column) ? column : 'start', 'E301', cause);
    return false;
  }
  return true;
}

function byStart(a: Slot, b: Slot): number {
  return compare(a.date, b.date) || compare(a.start, b.start) || a.line - b.line;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function checkOverlaps(slots: readonly Slot[], table: Table<Column>): void {
  let last: Slot | undefined;
  for (const slot of slots) {
    if (slot.start === '') continue;
    if (last !== undefined && last.date === slot.date && slot.start < last.end) {
      const other = `${quote(last.id)} (${last.start}-${last.end}, line ${last.line})`;
      table.fault(slot.line, 'start', 'E303', `${quote(slot.id)} (${slot.start}-${slot.end}) overlaps ${other}`);
    }
    if (last === undefined || last.date !== slot.date || last.end < slot.end) last = slot;
  }
}
