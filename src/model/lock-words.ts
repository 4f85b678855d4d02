/** Locks in words. */
import type { Lock } from './event.js';
import type { ConflictRow } from './outcome.js';

/** Where it holds its meeting. */
export function placeOf({ slot, room }: Lock): string {
  return `slot ${slot}${room === undefined ? '' : ` and room ${room}`}`;
}

export function lockRow(lock: Lock): ConflictRow {
  const { participants, line } = lock;
  const people = [participants.slice(0, -1).join(', '), participants.at(-1)].join(' and ');
  return { table: 'locks', line, text: `${people} are locked in ${placeOf(lock)}` };
}
