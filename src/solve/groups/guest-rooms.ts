/**
 * Rooms that guests open, or sit in all day: which of them a session may use depends on who is there. People who open the same rooms
 * and have the same one are of one class; those of class 0 change nothing.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import type { Problem } from '../../model/problem.js';
import { isOpenToGroup } from '../../model/room-kinds.js';
import type { RoomSet } from '../../model/room-limits.js';

/** What the people of a session say together. */
export interface Company {
  /** Rooms that some of them open, in order. */
  readonly opened: readonly number[];
  /** Rooms in which some of them sit all day, in order: -1 for one that there is not. */
  readonly own: readonly number[];
  /** The same with one of a class more. */
  readonly joined: Map<number, Company>;
  /** Limits by kind, those that were asked for. */
  readonly limits: Map<number, Int32Array | undefined>;
}

/** So many are kept; where nearly everyone opens other rooms there are as many as tries to seat somebody. */
const MOST_KEPT = 4000;

export class GuestRooms {
  /** Nobody, who opens nothing. */
  readonly nobody: Company = { opened: [], own: [], joined: new Map(), limits: new Map() };
  private readonly openToAll: ReadonlySet<number>;
  /** Class of each participant; by class, the rooms that it opens, and its own: -1 for one that there is not. */
  private readonly classOf: Int32Array;
  private readonly opened: readonly ReadonlySet<number>[];
  private readonly own: readonly (number | undefined)[];
  private readonly limitSets: readonly ReadonlySet<number>[];
  /** Those that are kept, by what they say. */
  private readonly companies = new Map<string, Company>([[' ', this.nobody]]);
  private readonly lists = new Map<string, Int32Array>();

  /** O(rooms · names in them + participants · rooms they open). */
  private constructor(
    private readonly pairs: Problem,
    private readonly mostKept: number,
  ) {
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
  static of({ pairs, byHosts }: GroupProblem, mostKept = MOST_KEPT): GuestRooms | undefined {
    return byHosts === undefined ? undefined : new GuestRooms(pairs, mostKept);
  }

  /** Companies that are kept. */
  get kept(): number {
    return this.companies.size;
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

  /** Of these people. O(people), as `join`. */
  companyOf(people: ArrayLike<number>): Company {
    let company = this.nobody;
    for (let k = 0; k < people.length; k++) company = this.join(company, people[k]);
    return company;
  }

  /** The company with p. O(1) where that is kept, else O(rooms log rooms). */
  join(company: Company, p: number): Company {
    const one = this.classOf[p];
    if (one === 0) return company;
    const known = company.joined.get(one);
    if (known !== undefined) return known;
    const opened = inOrder([...company.opened, ...this.opened[one]]);
    const own = inOrder([...company.own, ...[this.own[one] ?? []].flat()]);
    const key = `${opened.join()} ${own.join()}`;
    const kept = this.companies.get(key);
    const whole = kept ?? { opened, own, joined: new Map(), limits: new Map() };
    if (kept === undefined && this.kept >= this.mostKept) return whole;
    this.companies.set(key, whole);
    company.joined.set(one, whole);
    return whole;
  }

  /**
   * Rooms for a session of a kind and a company; `undefined`: any that is needed. O(rooms · rooms that are opened).
   * @param kind whose rooms somebody could open for it
   */
  roomsOf(kind: number, { opened, own }: Company): RoomSet | undefined {
    const { kindRooms, roomsAsNeeded, rooms } = this.pairs;
    // Where a kind has no rooms, any that is needed will do.
    const isAny = roomsAsNeeded && kindRooms[kind].length === 0;
    if (isAny && own.length === 0) return undefined;
    const some = isAny ? [...rooms.keys()] : kindRooms[kind];
    const isOpen = (room: number): boolean => this.openToAll.has(room) || opened.includes(room);
    return some.filter(room => own.every(one => one === room) && isOpen(room));
  }

  /** Limits in which such a session counts, the same list for the same limits; `undefined`: there is no room for it. O(1), the first time as `roomsOf`. */
  limitsOf(kind: number, company: Company): Int32Array | undefined {
    const { limits } = company;
    if (!limits.has(kind)) limits.set(kind, this.limitsFor(kind, this.roomsOf(kind, company)));
    return limits.get(kind);
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

function inOrder(rooms: readonly number[]): number[] {
  return [...new Set(rooms)].sort((x, y) => x - y);
}
