import type { Lock } from '../model/event.js';
import { PairTable } from '../model/pairs.js';
import { yesNoCell } from './cells.js';
import type { Context, Source } from './context.js';
import { LOCKS, SCHEDULE } from './headers.js';
import { type OpenTable, openTable } from './open-table.js';
import type { People } from './people.js';
import type { RoomFinder } from './room-finder.js';
import { bare, peopleOf } from './schedule.js';
import type { SlotTable } from './slots.js';
import { bindTable, type Row } from './table.js';
import { headerKey, quote } from './text.js';
import { refuseGroupLock } from './unsupported.js';

/** What locks refer to; `undefined` slots: they could not be read, any is taken. */
export interface LockSurroundings {
  readonly people: People;
  readonly slots: SlotTable | undefined;
  readonly rooms: RoomFinder;
}

/** Reads locks.csv (`a,b,slot,room`) or the locked rows of a schedule.csv. Codes: E113, E114, E204, E307, E311, E405, E501, E502, E908. */
export function readLocks(source: Source, context: Context, around: LockSurroundings): Lock[] {
  const open = openTable(source, context);
  if (open === undefined) return [];
  const keys = open.header.map(headerKey);
  const isSchedule = keys.includes('participants') && !(keys.includes('a') && keys.includes('b'));
  return isSchedule ? fromSchedule(open, context, around) : fromLocks(open, context, around);
}

function fromLocks(open: OpenTable, context: Context, around: LockSurroundings): Lock[] {
  const table = bindTable<keyof typeof LOCKS>(open, LOCKS, ['a', 'b', 'slot'], context);
  const book = new LockBook(around);
  table?.forEachRow(row => {
    const [a, b] = (['a', 'b'] as const).map(column => around.people.named(row, column, row.text(column)));
    book.add(row, 'b', [a!, b!]);
  });
  return book.locks;
}

function fromSchedule(open: OpenTable, context: Context, around: LockSurroundings): Lock[] {
  const table = bindTable<keyof typeof SCHEDULE>(open, SCHEDULE, ['participants', 'slot', 'locked'], context);
  const book = new LockBook(around);
  table?.forEachRow(row => {
    if (!yesNoCell(row, 'locked')) return;
    const ids = peopleOf(row.text('participants'));
    if (ids.length > 2) refuseGroupLock(row, 'participants', ids.length);
    else
      book.add(
        row,
        'participants',
        ids.map(id => around.people.named(row, 'participants', id)),
      );
  });
  return book.locks;
}

class LockBook {
  readonly locks: Lock[] = [];
  private readonly seen = new PairTable();

  constructor(private readonly around: LockSurroundings) {}

  /** Adds a lock of two participants (indexes, -1 for unknown ones); a faulty one is told and left out. */
  add<C extends string>(row: Row<C | 'slot' | 'room'>, column: C, people: readonly number[]): void {
    const slot = this.slot(row);
    const room = this.room(row);
    const [a = -1, b = -1] = people;
    if (people.includes(-1)) return;
    const ids = people.map(index => this.around.people.ids[index]!);
    if (people.length < 2 || a === b) {
      row.fault(column, 'E501', `expected two participants, got ${ids.map(quote).join(' and ') || 'none'}`);
      return;
    }
    const before = this.seen.add(Math.min(a, b), Math.max(a, b));
    if (before >= 0) {
      const line = this.lines[before];
      row.fault(column, 'E502', `${ids.map(quote).join(' and ')} are locked in line ${line} already`);
      return;
    }
    this.lines.push(row.line);
    if (slot !== undefined) this.locks.push({ participants: ids, slot, room, line: row.line });
  }

  private readonly lines: number[] = [];

  private slot(row: Row<'slot'>): string | undefined {
    const { slots } = this.around;
    const text = bare(row.text('slot'));
    if (slots === undefined) return text;
    const index = slots.register.find(text);
    if (index >= 0) return slots.register.ids[index];
    const action = row.table.context.suggester.action(text, slots.register.ids, 'use a slot of the event');
    row.fault('slot', 'E307', `no slot ${quote(text)}`, action);
    return undefined;
  }

  private room(row: Row<'room'>): string | undefined {
    const text = bare(row.text('room'));
    return text === '' ? undefined : this.around.rooms.find(text, row.line, row.table);
  }
}
