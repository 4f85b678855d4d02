/** Which rooms a one-to-one may use, and when one of them is open. */
import type { Event, Participant, Room } from '../../model/event.js';
import { openSlots } from '../rules/slots.js';

/** The rooms that some meetings may use. */
export interface RoomChoice {
  /** Ids; `undefined`: as many as are needed, under any name. */
  readonly rooms: ReadonlySet<string> | undefined;
  /** A slot: 1 if one of them is open and the slot holds meetings at all. */
  readonly open: Uint8Array;
}

/** Tells the choice of each meeting; equal choices are one object. O(1) a meeting, O(rooms × slots) a new choice. */
export class RoomChoices {
  private readonly choices = new Map<string, RoomChoice>();
  /** Of two people who may use any room with seats for two. */
  private plain: RoomChoice | undefined;
  /** Ids and sides that stand in some `only`. */
  private readonly labels: ReadonlySet<string>;
  /** The rooms of the table; without one, those that people or locks name, with one table each. */
  readonly tables = new Map<string, number>();
  /** By room: 1 for each slot in which it is open. */
  private readonly openOf = new Map<string, Uint8Array>();

  constructor(private readonly event: Event) {
    const rooms = event.rooms ?? [];
    this.labels = new Set(rooms.flatMap(({ only }) => only));
    const slots = event.slots.length;
    const open = openSlots(rooms, event.slots);
    for (const [index, room] of rooms.entries()) {
      this.tables.set(room.id, room.tables);
      this.openOf.set(room.id, open.subarray(index * slots, (index + 1) * slots));
    }
    if (event.rooms) return;
    for (const { room } of [...event.participants, ...event.locks]) if (room !== undefined) this.tables.set(room, 1);
  }

  /** `lockedIn`: rooms that locks name for this pair. */
  of(people: readonly Participant[], lockedIn: readonly string[]): RoomChoice {
    const anywhere = lockedIn.length === 0 && this.labels.size === 0 && people.every(({ room }) => room === undefined);
    if (anywhere && people.every(({ role }) => role !== 'topic')) {
      this.plain ??= this.choose([], [], people.length);
      return this.plain;
    }
    const fixed = [...people.flatMap(({ room }) => (room === undefined ? [] : [room])), ...lockedIn];
    const marks = people.flatMap(({ id, side }) => [id, side]).filter(mark => mark !== '' && this.labels.has(mark));
    const seated = people.filter(({ role }) => role !== 'topic').length;
    const key = JSON.stringify([[...new Set(fixed)].sort(), marks.sort(), seated]);
    const known = this.choices.get(key) ?? this.choose(fixed, marks, seated);
    this.choices.set(key, known);
    return known;
  }

  private choose(fixed: readonly string[], marks: readonly string[], seated: number): RoomChoice {
    const { rooms, slots } = this.event;
    const isFixed = (id: string) => fixed.every(one => one === id);
    if (!rooms) {
      const none = new Set(fixed).size > 1;
      const open = Uint8Array.from(slots, ({ meetings }) => (none || meetings === 0 ? 0 : 1));
      return { rooms: fixed.length === 0 ? undefined : new Set(fixed.filter(isFixed)), open };
    }
    const chosen = rooms.filter(room => isFixed(room.id) && (room.seats ?? seated) >= seated && admits(room, marks));
    const open = new Uint8Array(slots.length);
    slots.forEach(({ meetings }, t) => {
      if (meetings !== 0 && chosen.some(({ id, tables }) => tables > 0 && this.isOpen(id, t))) open[t] = 1;
    });
    return { rooms: new Set(chosen.map(({ id }) => id)), open };
  }

  /** Whether a room is open in a slot (index). Rooms without a table always are. */
  isOpen(room: string, slot: number): boolean {
    return (this.openOf.get(room)?.[slot] ?? 1) === 1;
  }
}

/** `marks`: ids and sides of the people that stand in some `only`. */
function admits({ only }: Room, marks: readonly string[]): boolean {
  return only.length === 0 || only.includes('pair') || marks.some(mark => only.includes(mark));
}
