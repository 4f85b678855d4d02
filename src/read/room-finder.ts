import { checkId } from './ids.js';
import type { RoomTable } from './rooms.js';
import type { Table } from './table.js';
import { Labels, quote } from './text.js';

/** Finds the rooms that participants and locks name; without a table of rooms, they may name any. */
export class RoomFinder {
  private readonly named = new Labels();

  /** @param rooms `unread`: there is a table that could not be read, and unknown rooms are no fault. */
  constructor(private readonly rooms: RoomTable | 'unread' | undefined) {}

  /** The room in its own or its first spelling. Codes: E113, E114 where any is taken, else E311. */
  find(text: string, line: number, table: Table<'room'>): string {
    if (this.rooms === 'unread') return text;
    if (this.rooms === undefined) {
      const fault = checkId(text);
      if (fault) table.fault(line, 'room', fault.code, fault.cause);
      return this.named.learn(text);
    }
    const { register } = this.rooms;
    const index = register.find(text);
    if (index >= 0) return register.ids[index]!;
    const action = table.context.suggester.action(text, register.ids, 'use a room of the event');
    table.fault(line, 'room', 'E311', `no room ${quote(text)}`, action);
    return text;
  }
}
