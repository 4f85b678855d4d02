/** Which rooms a meeting may use; meetings that may use the same rooms are of one kind. */
import type { Event, Participant, Room } from './event.js';
import { hasBit, setBit } from './problem.js';
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

/** By what names rooms are reserved for some of these: ids and sides. O(people). */
export function namesOf(people: Iterable<Participant>): Set<string> {
  const names = new Set<string>();
  for (const { id, side } of people) for (const name of [id, side]) if (name !== '') names.add(name);
  return names;
}

/** Whether sessions may use the room, or those may in which someone has one of these names. O(only). */
export function isOpenToGroup({ only }: Room, names: ReadonlySet<string>): boolean {
  return only.length === 0 || only.includes('group') || only.some(name => names.has(name));
}

/** Assigns kinds to meetings. O(1) a meeting, or O(rooms / 32) where rooms differ, and O(rooms) for each kind and person. */
export class RoomKinds {
  /** Rooms of each kind; kind 0 is every room, or any that is needed: then its set is empty. */
  readonly sets: RoomSet[] = [];
  private readonly byKey = new Map<string, number>();
  private readonly indexOf: ReadonlyMap<string, number>;
  private readonly plain: boolean;
  /** Rooms that somebody opens to its meetings, as masks: those reserved for it or its side. */
  private readonly opened = new Map<Participant, Int32Array>();
  /** Rooms that any one-to-one may use, and those that seat as many people as the index says, as masks. */
  private readonly openToAll: Int32Array;
  private readonly seating: readonly Int32Array[];

  constructor(
    private readonly event: Event,
    private readonly rooms: readonly Room[],
  ) {
    this.plain = event.rooms === undefined || rooms.every(room => room.only.length === 0 && (room.seats ?? 2) >= 2);
    this.indexOf = new Map(rooms.map(({ id }, index) => [id, index]));
    this.openToAll = this.maskOf(({ only }) => only.length === 0 || only.includes('pair'));
    this.seating = [0, 1, 2].map(people => this.maskOf(({ seats }) => seats === undefined || seats >= people));
    this.sets.push(event.rooms === undefined ? [] : [...rooms.keys()]);
    if (event.rooms !== undefined) this.byKey.set(this.maskOf(() => true).join(','), 0);
  }

  /** The kind, or -1 where no room will do. */
  of(people: readonly [Participant, Participant], lockedRoom: string | undefined): number {
    const anywhere = lockedRoom === undefined && people[0].room === undefined && people[1].room === undefined;
    if (this.plain && anywhere) return this.event.rooms?.length === 0 ? -1 : 0;
    const seated = people.filter(person => person.role !== 'topic').length; // a topic is a table, not a person
    const [first, second] = [this.openedBy(people[0]), this.openedBy(people[1])];
    const allowed = this.openToAll.map((word, k) => (word | first[k] | second[k]) & this.seating[seated][k]);
    if (!anywhere) {
      const fixed = [lockedRoom, people[0].room, people[1].room].filter(room => room !== undefined);
      const room = fixed.every(id => id === fixed[0]) ? this.indexOf.get(fixed[0]) : undefined;
      const isAllowed = room !== undefined && hasBit(allowed, 0, room);
      allowed.fill(0);
      if (isAllowed) setBit(allowed, 0, room);
    }
    return this.kindOf(allowed);
  }

  /**
   * The kind of a session with that many guests, or -1 where no room will do. O(rooms).
   * @param names see `isOpenToGroup`
   */
  ofGroup(host: Participant, guests: number, names: ReadonlySet<string>, lockedRoom: string | undefined): number {
    const fixed = [lockedRoom, host.room].filter(room => room !== undefined);
    // A topic is a table, not a person.
    const people = guests + (host.role === 'topic' ? 0 : 1);
    if (this.event.rooms === undefined && fixed.length === 0) return 0;
    const allowed = this.maskOf(
      room => fixed.every(id => id === room.id) && (room.seats ?? people) >= people && isOpenToGroup(room, names),
    );
    return this.kindOf(allowed);
  }

  private maskOf(isIn: (room: Room) => boolean): Int32Array {
    const mask = new Int32Array((this.rooms.length + 31) >> 5);
    this.rooms.forEach((room, index) => {
      if (isIn(room)) setBit(mask, 0, index);
    });
    return mask;
  }

  private openedBy(person: Participant): Int32Array {
    let mask = this.opened.get(person);
    if (!mask) {
      mask = this.maskOf(({ only }) => only.includes(person.id) || (person.side !== '' && only.includes(person.side)));
      this.opened.set(person, mask);
    }
    return mask;
  }

  /** The kind of meetings that may use these rooms, or -1 where there is none. */
  private kindOf(mask: Int32Array): number {
    if (mask.every(word => word === 0)) return -1;
    const key = mask.join(',');
    let kind = this.byKey.get(key);
    if (kind === undefined) {
      kind = this.sets.length;
      this.byKey.set(key, kind);
      this.sets.push([...this.rooms.keys()].filter(room => hasBit(mask, 0, room)));
    }
    return kind;
  }
}
