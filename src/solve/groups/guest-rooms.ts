/**
 * Rooms that guests open, or sit in all day: which of them a session may use depends on who is there. People who open the same rooms
 * and have the same one are of one class; most are of class 0: they change nothing. Sets of classes have numbers, 0 the empty one.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import type { Problem } from '../../model/problem.js';
import { isOpenToGroup } from '../../model/room-kinds.js';
import type { RoomSet } from '../../model/room-limits.js';

export class GuestRooms {
  private readonly openToAll: ReadonlySet<number>;
  /** Class of each participant; by class, the rooms that it opens, and its own: -1 for one that there is not. */
  private readonly classOf: Int32Array;
  private readonly opened: readonly ReadonlySet<number>[];
  private readonly own: readonly (number | undefined)[];
  private readonly limitSets: readonly ReadonlySet<number>[];
  private readonly sets: (readonly number[])[] = [[]];
  private readonly setOf = new Map<string, number>([['', 0]]);
  /** Number of each set with one class more, at set · classes + class. */
  private readonly joined = new Map<number, number>();
  /** By kind, of each set. */
  private readonly known: Map<number, Int32Array | undefined>[] = [];
  private readonly lists = new Map<string, Int32Array>();

  /** O(rooms · names in them + participants · rooms they open). */
  private constructor(private readonly pairs: Problem) {
    const { event, rooms, limitSets } = pairs;
    this.openToAll = new Set([...rooms.keys()].filter(room => isOpenToGroup(rooms[room], new Set())));
    const byName = new Map<string, number[]>();
    rooms.forEach(({ only }, room) => {
      for (const name of only) byName.set(name, [...(byName.get(name) ?? []), room]);
    });
    const indexOf = new Map(rooms.map(({ id }, room) => [id, room]));
    const classes = new Map([['', 0]]);
    const opened: ReadonlySet<number>[] = [new Set()];
    const own: (number | undefined)[] = [undefined];
    this.classOf = Int32Array.from(event.participants, ({ id, side, room }) => {
      const rooms = new Set([id, side].flatMap(name => (name === '' ? [] : (byName.get(name) ?? []))));
      const its = room === undefined ? undefined : (indexOf.get(room) ?? -1);
      const key = its === undefined ? [...rooms].join() : `${[...rooms].join()} ${its}`;
      const known = classes.get(key) ?? classes.size;
      if (known === classes.size) {
        classes.set(key, known);
        opened.push(rooms);
        own.push(its);
      }
      return known;
    });
    this.opened = opened;
    this.own = own;
    this.limitSets = limitSets.rooms.map(set => new Set(set));
  }

  /** Where it is for guests to say; else nothing. */
  static of({ pairs, byHosts }: GroupProblem): GuestRooms | undefined {
    return byHosts === undefined ? undefined : new GuestRooms(pairs);
  }

  /** Number of rooms that p opens. */
  opens(p: number): number {
    return this.opened[this.classOf[p]].size;
  }

  /** Those of these rooms that are open to a session of p alone. O(rooms). */
  openIn(rooms: RoomSet, p: number): RoomSet {
    const opened = this.opened[this.classOf[p]];
    return rooms.filter(room => this.openToAll.has(room) || opened.has(room));
  }

  /** The set of classes of these people. O(people). */
  setFor(people: ArrayLike<number>): number {
    let set = 0;
    for (let k = 0; k < people.length; k++) set = this.join(set, people[k]);
    return set;
  }

  /** The set with the class of p. O(1), the first time O(classes in it). */
  join(set: number, p: number): number {
    const one = this.classOf[p];
    if (one === 0) return set;
    const at = set * this.opened.length + one;
    const known = this.joined.get(at);
    if (known !== undefined) return known;
    const classes = [...new Set([...this.sets[set], one])].sort((x, y) => x - y);
    const key = classes.join();
    const number = this.setOf.get(key) ?? this.sets.push(classes) - 1;
    this.setOf.set(key, number);
    this.joined.set(at, number);
    return number;
  }

  /**
   * Rooms for a session of a kind and a set; `undefined`: any that is needed. O(rooms · classes in the set).
   * @param kind whose rooms somebody could open for it
   */
  roomsOf(kind: number, set: number): RoomSet | undefined {
    const { kindRooms, roomsAsNeeded, rooms } = this.pairs;
    const classes = this.sets[set];
    const own = classes.flatMap(one => this.own[one] ?? []);
    // Where a kind has no rooms, any that is needed will do.
    const isAny = roomsAsNeeded && kindRooms[kind].length === 0;
    if (isAny && own.length === 0) return undefined;
    const some = isAny ? [...rooms.keys()] : kindRooms[kind];
    const isOpen = (room: number): boolean =>
      this.openToAll.has(room) || classes.some(one => this.opened[one].has(room));
    return some.filter(room => own.every(one => one === room) && isOpen(room));
  }

  /** Limits in which such a session counts, the same list for the same limits; `undefined`: there is no room for it. O(1), the first time as `roomsOf`. */
  limitsOf(kind: number, set: number): Int32Array | undefined {
    this.known[kind] ??= new Map();
    const known = this.known[kind];
    if (!known.has(set)) known.set(set, this.limitsFor(kind, this.roomsOf(kind, set)));
    return known.get(set);
  }

  private limitsFor(kind: number, rooms: RoomSet | undefined): Int32Array | undefined {
    const { limitSets, pairs, lists } = this;
    const whole = pairs.kindLimits[kind];
    if (rooms === undefined) return whole;
    if (rooms.length === 0) return undefined;
    const limits = Int32Array.from([
      ...[...limitSets.keys()].filter(limit => rooms.every(room => limitSets[limit].has(room))),
      // Slots have limits of their own.
      ...whole.filter(limit => limit >= limitSets.length),
    ]);
    const key = limits.join();
    const known = lists.get(key) ?? limits;
    lists.set(key, known);
    return known;
  }
}
