import type { Room } from '../model/event.js';
import { type AvailabilityReader, type PendingCell, pendingCell } from './availability.js';
import { wholeCell } from './cells.js';
import type { Context, Source } from './context.js';
import { ROOMS } from './headers.js';
import { IdRegister } from './ids.js';
import { openTable } from './open-table.js';
import type { ParticipantTable } from './participants.js';
import { bindTable, type Table } from './table.js';
import { idKey, quote, splitList } from './text.js';

type Column = keyof typeof ROOMS;

/** A room whose slots and users are still text. */
interface RoomDraft extends Omit<Room, 'available' | 'unavailable'> {
  readonly availableText: PendingCell;
  readonly unavailableText: PendingCell;
}

export interface RoomTable {
  /** `undefined` for numbered rooms. */
  readonly table: Table<Column> | undefined;
  readonly drafts: readonly RoomDraft[];
  readonly register: IdRegister;
}

/** Reads rooms.csv; `undefined` if its rows could not be read at all. Codes: E11x, E401, E005. */
export function readRooms(source: Source, context: Context): RoomTable | undefined {
  const open = openTable(source, context);
  const table = open && bindTable<Column>(open, ROOMS, ['room'], context);
  if (table === undefined) return undefined;
  const register = new IdRegister();
  const drafts: RoomDraft[] = [];
  table.forEachRow(row => {
    const id = row.text('room');
    const fault = register.define(id, row.line);
    if (fault) row.fault('room', fault.code, fault.cause);
    drafts.push({
      id,
      name: row.text('name') || id,
      seats: wholeCell(row, 'seats', 1),
      tables: wholeCell(row, 'tables', 1) ?? 1,
      availableText: pendingCell(row, 'available'),
      unavailableText: pendingCell(row, 'unavailable'),
      url: row.text('url'),
      only: splitList(row.text('only')),
      line: row.line,
    });
  });
  if (drafts.length === 0) {
    context.noRows(source, 'there is no room');
    return undefined;
  }
  return { table, drafts, register };
}

/** `Room 1` to `Room 9`, `Room 01` to `Room 19`: as wide as the count. */
export function numberedRooms(count: number): RoomTable {
  const register = new IdRegister();
  const all: PendingCell = { text: '', line: 0 };
  const drafts = Array.from({ length: count }, (_, i) => {
    const id = `Room ${String(i + 1).padStart(String(count).length, '0')}`;
    register.define(id, 0);
    return {
      id,
      name: id,
      seats: undefined,
      tables: 1,
      availableText: all,
      unavailableText: all,
      url: '',
      only: [],
      line: 0,
    };
  });
  return { table: undefined, drafts, register };
}

const KINDS = ['pair', 'group'];

/** Fills in slots and users. Codes: E305, E306, E312. O(rooms · listed users). */
export function finishRooms(
  rooms: RoomTable,
  availability: AvailabilityReader | undefined,
  people: ParticipantTable | undefined,
): Room[] {
  // One list for all of them, as a suggester keeps the forms of its words.
  const users = people ? [...people.register.ids, ...people.sides.all, ...KINDS] : [];
  return rooms.drafts.map(draft => {
    const { availableText, unavailableText, ...rest } = draft;
    const slots =
      rooms.table === undefined || availability === undefined
        ? { available: undefined, unavailable: [] }
        : availability.pair(availableText, unavailableText, rooms.table);
    return {
      ...rest,
      ...slots,
      only: people ? draft.only.flatMap(token => user(token, draft, rooms, people, users)) : draft.only,
    };
  });
}

/** A kind, participant or side in its own spelling. */
function user(
  token: string,
  draft: RoomDraft,
  rooms: RoomTable,
  people: ParticipantTable,
  users: readonly string[],
): string[] {
  const kind = KINDS.find(word => word === idKey(token).toLowerCase());
  const participant = people.register.ids[people.register.find(token)];
  const known = kind ?? participant ?? people.sides.find(token);
  if (known !== undefined) return [known];
  const action = rooms.table?.context.suggester.action(token, users, 'use participants, sides, pair or group');
  rooms.table?.fault(draft.line, 'only', 'E312', `no participant, side or kind ${quote(token)}`, action);
  return [];
}
