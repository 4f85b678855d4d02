/** Rows that take part in a contradiction, in words. */
import type { Event, Lock } from './event.js';
import type { ConflictRow } from './outcome.js';

/** A row, and its place in the list of wishes, locks or order rows; -1 for a rule of the event. */
export interface CitedRow extends ConflictRow {
  readonly index: number;
}

/** Whether a row is this very one: of several that stand in one line, too. O(1). */
export function isSameRow({ table, index }: CitedRow): (other: CitedRow) => boolean {
  return other => other.table === table && other.index === index;
}

/** As it is told. */
export function plainRow({ table, line, text }: CitedRow): ConflictRow {
  return { table, line, text };
}

/** O(1). */
export function wishRow({ wishes }: Event, index: number, text: string): CitedRow {
  return { table: 'prefs', line: wishes.at(index)!.line, index, text };
}

export function lockRow(event: Event, index: number): CitedRow {
  const lock = event.locks[index];
  const { participants, line } = lock;
  const people = [participants.slice(0, -1).join(', '), participants.at(-1)].join(' and ');
  return { table: 'locks', line, index, text: `${people} are locked in ${placeOf(lock)}` };
}

export function orderRow({ order }: Event, index: number): CitedRow {
  const { before, after, line } = order[index];
  return { table: 'order', line, index, text: `${before.join(' and ')} meet before ${after.join(' and ')}` };
}

/** A rule of event.yaml. */
export function ruleRow(text: string): CitedRow {
  return { table: 'event', line: 0, index: -1, text: `rule ${text}` };
}

/** Where a lock holds its meeting. */
export function placeOf({ slot, room }: Lock): string {
  return `slot ${slot}${room === undefined ? '' : ` and room ${room}`}`;
}
