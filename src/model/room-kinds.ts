/** Which rooms a meeting may use; meetings that may use the same rooms are of one kind. */
import type { Event, Participant, Room } from './event.js';
import type { RoomSet } from './room-limits.js';

/** The rooms of the event; where they are made as needed, those that someone named in a lock or as its own. */
export function roomsOf(event: Event): readonly Room[] {
  if (event.rooms) return event.rooms;
  const named = new Set<string>();
  for (const { room } of [...event.participants, ...event.locks]) if (room !== undefined) named.add(room);
  return [...named].map(id => ({
    id,
    name: id,
    seats: undefined,
    tables: 1,
    available: undefined,
    unavailable: [],
    url: '',
    only: [],
    line: 0,
  }));
}

/** Whether a session of that many people under this host may use the room; who its guests are opens no room. O(only). */
function mayHold(room: Room, host: Participant, people: number): boolean {
  if (room.seats !== undefined && room.seats < people) return false;
  if (room.only.length === 0 || room.only.includes('group') || room.only.includes(host.id)) return true;
  return host.side !== '' && room.only.includes(host.side);
}

function mayUse(room: Room, people: readonly Participant[]): boolean {
  const seated = people.filter(person => person.role !== 'topic').length; // a topic is a table, not a person
  if (room.seats !== undefined && room.seats < seated) return false;
  if (room.only.length === 0 || room.only.includes('pair')) return true;
  return people.some(
    person => room.only.includes(person.id) || (person.side !== '' && room.only.includes(person.side)),
  );
}

/** Assigns kinds to meetings. O(1) a meeting, or O(rooms) where rooms differ. */
export class RoomKinds {
  /** Rooms of each kind; kind 0 is every room, or any that is needed: then its set is empty. */
  readonly sets: RoomSet[] = [];
  private readonly byKey = new Map<string, number>();
  private readonly plain: boolean;

  constructor(
    private readonly event: Event,
    private readonly rooms: readonly Room[],
  ) {
    this.plain = event.rooms === undefined || rooms.every(room => room.only.length === 0 && (room.seats ?? 2) >= 2);
    this.kindOf(event.rooms === undefined ? [] : rooms.map((_, index) => index));
  }

  /** The kind, or -1 where no room will do. */
  of(people: readonly [Participant, Participant], lockedRoom: string | undefined): number {
    const anywhere = lockedRoom === undefined && people[0].room === undefined && people[1].room === undefined;
    if (this.plain && anywhere) return this.event.rooms?.length === 0 ? -1 : 0;
    const fixed = [lockedRoom, people[0].room, people[1].room].filter(room => room !== undefined);
    const allowed: number[] = [];
    this.rooms.forEach((room, index) => {
      if (fixed.every(id => id === room.id) && mayUse(room, people)) allowed.push(index);
    });
    return allowed.length === 0 ? -1 : this.kindOf(allowed);
  }

  /** The kind of a session with that many guests, or -1 where no room will do. O(rooms). */
  ofGroup(host: Participant, guests: number, lockedRoom: string | undefined): number {
    const fixed = [lockedRoom, host.room].filter(room => room !== undefined);
    // A topic is a table, not a person.
    const people = guests + (host.role === 'topic' ? 0 : 1);
    if (this.event.rooms === undefined && fixed.length === 0) return 0;
    const allowed = this.rooms.flatMap((room, index) =>
      fixed.every(id => id === room.id) && mayHold(room, host, people) ? [index] : [],
    );
    return allowed.length === 0 ? -1 : this.kindOf(allowed);
  }

  private kindOf(set: RoomSet): number {
    const key = set.join(',');
    let kind = this.byKey.get(key);
    if (kind === undefined) {
      kind = this.sets.length;
      this.byKey.set(key, kind);
      this.sets.push(set);
    }
    return kind;
  }
}
