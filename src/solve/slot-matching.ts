/**
 * Rooms, or interpreters, of which some have too many limits to count: a matching in each slot that changes as meetings come and
 * go, along alternating paths (Kuhn 1955, doi:10.1002/nav.3800020109). Where no path ends in a free place, those that it came by
 * are the places that are short (Hall 1935), and whoever sits there could make room.
 */
import type { Problem } from '../model/problem.js';
import type { RoomSet } from '../model/room-limits.js';
import { seatDearest, seatIn } from './short-unions.js';

export class SlotMatching {
  /** Places of room r in slot t, and how many of them are taken: at r * slots + t, a cell. */
  private readonly places: Int32Array;
  private readonly taken: Int32Array;
  /** Meetings that sit in a cell, as a list: first[cell], next[e], previous[e]. */
  private readonly first: Int32Array;
  private readonly next: Int32Array;
  private readonly previous: Int32Array;
  /** Where each meeting sits, -1 for nowhere. */
  private readonly cellOf: Int32Array;
  /** Meetings of each slot that found no place: none, but while a schedule is on its way to another one. */
  private readonly standing: readonly number[][];
  /** A search: rooms it came to, each once, and which meeting would come there. */
  private readonly queue: Int32Array;
  private reached = 0;
  private readonly stamp: Int32Array;
  private now = 0;
  private readonly comes: Int32Array;
  /** While an exchange is only asked about, who sat where, to be taken back before anything else is. */
  private isAsked = false;
  private readonly movedMeeting: number[] = [];
  private readonly movedFrom: number[] = [];
  private s = -1;
  private t = -1;
  /** Of its meetings those that find no place in s and in t; the rooms that are short in t, for the last of these. */
  private shortInS = 0;
  private shortInT = 0;
  private readonly shortRoom: Uint8Array;

  /**
   * @param sets rooms of each kind; an empty set: it needs none of these
   * @param places of each room, by slot
   */
  constructor(
    private readonly problem: Problem,
    private readonly sets: readonly RoomSet[],
    places: readonly Int32Array[],
  ) {
    const cells = problem.slots * places.length;
    this.places = new Int32Array(cells);
    places.forEach((bySlot, room) => {
      this.places.set(bySlot, room * problem.slots);
    });
    this.taken = new Int32Array(cells);
    this.first = new Int32Array(cells).fill(-1);
    this.next = new Int32Array(problem.meetings);
    this.previous = new Int32Array(problem.meetings);
    this.cellOf = new Int32Array(problem.meetings).fill(-1);
    this.standing = Array.from({ length: problem.slots }, () => []);
    this.queue = new Int32Array(places.length);
    this.stamp = new Int32Array(places.length);
    this.comes = new Int32Array(places.length);
    this.shortRoom = new Uint8Array(places.length);
  }

  /** Of rooms and of interpreters, as far as their limits are not all counted. */
  static of(problem: Problem): SlotMatching[] {
    const { uncounted, kindRooms, kindInterpreters } = problem;
    const { rooms, interpreters } = uncounted ?? {};
    return [
      ...(rooms ? [new SlotMatching(problem, kindRooms, rooms)] : []),
      ...(interpreters ? [new SlotMatching(problem, kindInterpreters, interpreters)] : []),
    ];
  }

  /** One meeting more in slot t, or one less. O(rooms in sets of the slot's meetings). */
  count(e: number, t: number, more: 1 | -1): void {
    this.takeBack();
    if (this.roomsOf(e).length === 0) return;
    const standing = this.standing[t];
    if (more > 0) {
      if (!this.seat(e, t)) standing.push(e);
      return;
    }
    if (this.cellOf[e] < 0) {
      standing.splice(standing.indexOf(e), 1);
      return;
    }
    this.sit(e, -1);
    const sits = standing.findIndex(one => this.seat(one, t));
    if (sits >= 0) standing.splice(sits, 1);
  }

  /** Whether meeting e can come into slot t, if `gone` (-1: nobody) goes from there. As `count`. */
  has(e: number, t: number, gone: number): boolean {
    // Other slots know nothing of an exchange of two about which more may be asked.
    if (this.s < 0 || t === this.s || t === this.t) this.takeBack();
    return this.reaches(e, t, gone < 0 ? -1 : this.cellOf[gone]);
  }

  /**
   * Whether the meetings of a path, each in slot s or t, can exchange these. As `count` for each of them.
   * @param leaving a meeting that goes from one of the two elsewhere, -1 if none does
   */
  keeps(path: Int32Array, length: number, slotOf: Int32Array, s: number, t: number, leaving: number): boolean {
    this.ask(s, t);
    if (leaving >= 0) this.sit(leaving, -1);
    for (let k = 0; k < length; k++) this.sit(path[k], -1);
    for (let k = 0; k < length; k++) {
      const e = path[k];
      if (this.roomsOf(e).length === 0) continue;
      if (slotOf[e] === t) {
        if (!this.seat(e, s)) this.shortInS++;
      } else if (!this.seat(e, t)) this.noteShort();
    }
    return this.shortInS + this.shortInT === 0;
  }

  /** Whether slot t has places for all if some come and others go. As `count` for each of them. */
  takes(t: number, coming: readonly number[], going: readonly number[]): boolean {
    this.ask(-1, t);
    for (const e of going) this.sit(e, -1);
    for (const e of coming) if (this.roomsOf(e).length > 0 && !this.seat(e, t)) this.noteShort();
    return this.shortInT === 0;
  }

  /** Whether slot t has no place for meeting e, wherever others sit. As `count`. */
  lacks(e: number, t: number): boolean {
    if (this.has(e, t, -1)) return false;
    this.noteShort();
    return true;
  }

  /**
   * Which kinds of meetings slot t has no place for, wherever others sit. O(rooms in sets of kinds, and of the slot's
   * meetings as often as rooms are left that way).
   * @param closed set to 1 for kinds for which there is none
   */
  close(t: number, closed: Uint8Array): void {
    this.takeBack();
    const { sets, stamp, taken, places, first, next } = this;
    const T = this.problem.slots;
    const now = ++this.now;
    let isAnyOpen = false;
    for (let room = 0; room < stamp.length; room++) {
      if (taken[room * T + t] >= places[room * T + t]) continue;
      stamp[room] = now;
      isAnyOpen = true;
    }
    // Whoever sits in a room and could move to one that is open leaves its own open.
    for (let goesOn = isAnyOpen; goesOn; ) {
      goesOn = false;
      for (let room = 0; room < stamp.length; room++) {
        if (stamp[room] === now) continue;
        for (let guest = first[room * T + t]; guest >= 0 && stamp[room] !== now; guest = next[guest]) {
          if (!this.isAnyOf(this.roomsOf(guest), now)) continue;
          stamp[room] = now;
          goesOn = true;
        }
      }
    }
    for (let kind = 0; kind < sets.length; kind++)
      if (sets[kind].length > 0 && !this.isAnyOf(sets[kind], now)) closed[kind] = 1;
  }

  private isAnyOf(rooms: RoomSet, now: number): boolean {
    for (let k = 0; k < rooms.length; k++) if (this.stamp[rooms[k]] === now) return true;
    return false;
  }

  /** Whether meeting e has a place of those that were short for the last one that found none in t. */
  sitsWhereShort(e: number): boolean {
    return this.cellOf[e] >= 0 && this.shortRoom[this.roomAt(this.cellOf[e])] === 1;
  }

  /** Whether the exchange that was asked about last can be if meeting e, which is not on its path, goes from t elsewhere. O(1). */
  leaves(e: number): boolean {
    if (this.shortInS > 0 || this.shortInT > 1) return false;
    return this.shortInT === 0 || this.sitsWhereShort(e);
  }

  /** Whether after that exchange slot s takes meeting e as well. As `has`. */
  enters(e: number): boolean {
    return this.shortInS === 0 && this.reaches(e, this.s, -1);
  }

  /** Notes that slot t has no place for the meeting that was looked at last. */
  private noteShort(): void {
    this.shortInT++;
    this.shortRoom.fill(0);
    for (let i = 0; i < this.reached; i++) this.shortRoom[this.queue[i]] = 1;
  }

  private roomsOf(e: number): RoomSet {
    return this.sets[this.problem.kind[e]];
  }

  private roomAt(cell: number): number {
    return Math.floor(cell / this.problem.slots);
  }

  /** Begins a question about slot t, and slot s unless that is -1. */
  private ask(s: number, t: number): void {
    this.takeBack();
    this.isAsked = true;
    this.s = s;
    this.t = t;
    this.shortInS = 0;
    this.shortInT = 0;
  }

  private takeBack(): void {
    if (!this.isAsked) return;
    this.isAsked = false;
    const { movedMeeting, movedFrom } = this;
    while (movedMeeting.length > 0) this.sit(movedMeeting.pop()!, movedFrom.pop()!);
  }

  /** Finds meeting e a place in slot t, if others have to move for it or not. */
  private seat(e: number, t: number): boolean {
    const { comes, cellOf } = this;
    let room = this.search(e, t, -1);
    if (room < 0) return false;
    for (;;) {
      const guest = comes[room];
      const left = cellOf[guest];
      this.sit(guest, room * this.problem.slots + t);
      if (guest === e) return true;
      room = this.roomAt(left);
    }
  }

  private reaches(e: number, t: number, goal: number): boolean {
    return this.roomsOf(e).length === 0 || this.search(e, t, goal) >= 0;
  }

  /**
   * The room at the end of a shortest path along which meeting e would find a place in slot t, -1 if there is none.
   * @param goal a cell that counts as free, -1 for none
   */
  private search(e: number, t: number, goal: number): number {
    const { queue, stamp, comes, first, next, taken, places } = this;
    const T = this.problem.slots;
    const now = ++this.now;
    let size = 0;
    const look = (guest: number): number => {
      const rooms = this.roomsOf(guest);
      for (let k = 0; k < rooms.length; k++) {
        const room = rooms[k];
        if (stamp[room] === now) continue;
        stamp[room] = now;
        comes[room] = guest;
        const cell = room * T + t;
        if (taken[cell] < places[cell] || cell === goal) return room;
        queue[size++] = room;
      }
      return -1;
    };
    let end = look(e);
    for (let i = 0; i < size && end < 0; i++)
      for (let guest = first[queue[i] * T + t]; guest >= 0 && end < 0; guest = next[guest]) end = look(guest);
    this.reached = size;
    return end;
  }

  /** Meeting e changes to a cell, -1 for none. O(1). */
  private sit(e: number, cell: number): void {
    const { cellOf, first, next, previous, taken } = this;
    const from = cellOf[e];
    if (this.isAsked) {
      this.movedMeeting.push(e);
      this.movedFrom.push(from);
    }
    if (from >= 0) {
      taken[from]--;
      if (previous[e] >= 0) next[previous[e]] = next[e];
      else first[from] = next[e];
      if (next[e] >= 0) previous[next[e]] = previous[e];
    }
    cellOf[e] = cell;
    if (cell < 0) return;
    taken[cell]++;
    previous[e] = -1;
    next[e] = first[cell];
    if (first[cell] >= 0) previous[first[cell]] = e;
    first[cell] = e;
  }
}

/** 1 for each limit that whatever finds its places keeps. O(limits · rooms · slots), or nothing where all limits are counted. */
export function impliedLimits(problem: Problem): Uint8Array {
  const { limits, limitSets, slots: T, capacity, uncounted } = problem;
  const isImplied = new Uint8Array(limits);
  const look = (sets: readonly RoomSet[], first: number, places: readonly Int32Array[] | undefined): void => {
    if (!places) return;
    sets.forEach((set, k) => {
      const takes = (t: number): number => set.reduce((sum, one) => sum + places[one][t], 0);
      const bySlot = capacity.subarray((first + k) * T, (first + k + 1) * T);
      if (bySlot.every((most, t) => most >= takes(t))) isImplied[first + k] = 1;
    });
  };
  look(limitSets.rooms, 0, uncounted?.rooms);
  look(limitSets.interpreters, limits - limitSets.interpreters.length, uncounted?.interpreters);
  return isImplied;
}

/** Whether all meetings of a schedule find rooms and interpreters of those whose limits are not all counted. O(meetings · rooms in sets of a slot). */
export function haveAllPlaces(
  { slots, kind, kindRooms, kindInterpreters, uncounted }: Problem,
  slotOf: Int32Array,
): boolean {
  const { rooms, interpreters } = uncounted ?? {};
  const all = (sets: readonly RoomSet[], places: readonly Int32Array[] = []): boolean => {
    if (places.length === 0) return true;
    const inSlot: RoomSet[][] = Array.from({ length: slots }, () => []);
    slotOf.forEach((t, e) => {
      if (t >= 0) inSlot[t].push(sets[kind[e]]);
    });
    return inSlot.every((own, t) => seatIn(own, one => places[one][t]).short.length === 0);
  };
  return all(kindRooms, rooms) && all(kindInterpreters, interpreters);
}

/** The schedule without what finds no place, of each slot the cheapest that are no musts if it can be. As `haveAllPlaces`. */
export function placedPart(problem: Problem, slotOf: Int32Array): Int32Array {
  const { slots, kindRooms, kindInterpreters, uncounted } = problem;
  const part = slotOf.slice();
  const drop = (sets: readonly RoomSet[], places: readonly Int32Array[] | undefined): void => {
    for (let t = 0; places && t < slots; t++) {
      const { held, roomOf } = seatDearest(problem, part, sets, places, t);
      for (const [i, e] of held.entries()) if (roomOf[i] < 0) part[e] = -1;
    }
  };
  drop(kindRooms, uncounted?.rooms);
  drop(kindInterpreters, uncounted?.interpreters);
  return part;
}
