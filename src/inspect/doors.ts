/** In which slots people find a room that is theirs to use, and how many tables a slot has. */
import type { Event, Room } from '../model/event.js';
import { setBit } from '../model/problem.js';
import { roomsOf } from '../model/room-kinds.js';
import { join, meet } from './masks.js';
import type { People } from './people.js';

/** A room with its open slots. */
interface Door {
  readonly room: Room;
  readonly open: Int32Array;
}

/** Answers in O(words) for people without a room of their own, after O((people + rooms) × slots). */
export class Doors {
  private readonly doors: readonly Door[];
  private readonly byId: ReadonlyMap<string, Door>;
  /** Slots in which any meeting may take place at all. */
  private readonly running: Int32Array;
  /** Slots in which each person opens a room to its one-to-ones: people × words. */
  private readonly forPairs: Int32Array;
  private readonly forGroups = new Map<number, Int32Array>();

  constructor(
    private readonly event: Event,
    private readonly people: People,
  ) {
    this.running = new Int32Array(people.words);
    event.slots.forEach(({ meetings }, slot) => {
      if (meetings !== 0) setBit(this.running, 0, slot);
    });
    this.doors = roomsOf(event).map(room => this.doorOf(room));
    this.byId = new Map(this.doors.map(door => [door.room.id, door]));
    this.forPairs = this.opened();
  }

  /** Takes from `mask` the slots in which a one-to-one of the two finds no room; whether any is left. O(words) or O(rooms' labels). */
  openToPair(mask: Int32Array, x: number, y: number): boolean {
    const { participants } = this.event;
    const own = participants[x].room ?? participants[y].room;
    if (own !== undefined) return this.openToOwn(mask, own, x, y);
    const open = this.forPairs;
    let left = 0;
    for (let k = 0; k < mask.length; k++) {
      mask[k] &= open[x * mask.length + k] | open[y * mask.length + k];
      left |= mask[k];
    }
    return left !== 0;
  }

  /** Takes away the slots in which the host finds no room for a session of that many seated people. */
  openToGroup(mask: Int32Array, host: number, seated: number): boolean {
    const own = this.event.participants[host].room;
    if (own === undefined) return meet(mask, this.groupSlots(seated), 0);
    const door = this.byId.get(own);
    return door !== undefined && fitsGroup(door.room, seated) ? meet(mask, door.open, 0) : clear(mask);
  }

  /** Most people seated in one session of the host, in any room: `undefined` where some room has no limit. O(rooms). */
  mostSeated(host: number): number | undefined {
    const own = this.event.participants[host].room;
    if (this.event.rooms === undefined) return undefined;
    let most = 0;
    for (const { room } of own === undefined ? this.doors : [this.byId.get(own)].filter(door => door !== undefined)) {
      if (!fitsGroup(room, 1)) continue;
      if (room.seats === undefined) return undefined;
      most = Math.max(most, room.seats);
    }
    return most;
  }

  /** Most meetings of each slot by tables and the slot's limit; infinite where nothing bounds them. O(rooms × slots). */
  tables(): Float64Array {
    const { slots, rooms } = this.event;
    return Float64Array.from(slots, ({ meetings = Number.POSITIVE_INFINITY }, slot) => {
      if (rooms === undefined) return meetings;
      let tables = 0;
      for (const { room, open } of this.doors) if ((open[slot >> 5] >>> (slot & 31)) & 1) tables += room.tables;
      return Math.min(tables, meetings);
    });
  }

  private doorOf(room: Room): Door {
    const open = new Int32Array(this.people.words);
    this.people.calendar.write(open, 0, room);
    meet(open, this.running, 0);
    return { room, open: room.tables > 0 ? open : new Int32Array(open.length) };
  }

  /** The slots that each person opens: with rooms for all, and those reserved for it or its side. */
  private opened(): Int32Array {
    const { participants, rooms } = this.event;
    const forAll = rooms === undefined ? this.running.slice() : new Int32Array(this.people.words);
    const reserved = new Map<string, Int32Array>();
    for (const { room, open } of this.doors) {
      if (!fits(room, 2)) continue;
      if (isForPairs(room)) join(forAll, 0, open);
      else for (const label of room.only) join(entry(reserved, label, open.length), 0, open);
    }
    const slots = new Int32Array(participants.length * this.people.words);
    participants.forEach(({ id, side }, person) => {
      join(slots, person, forAll);
      for (const label of reserved.size > 0 ? [id, side] : []) {
        const own = label === '' ? undefined : reserved.get(label);
        if (own) join(slots, person, own);
      }
    });
    return slots;
  }

  private openToOwn(mask: Int32Array, own: string, x: number, y: number): boolean {
    const [a, b] = [this.event.participants[x], this.event.participants[y]];
    const door = this.byId.get(own);
    const other = a.room !== undefined && b.room !== undefined && a.room !== b.room;
    if (door === undefined || other || !fits(door.room, 2)) return clear(mask);
    const labels = [a.id, b.id, a.side, b.side].filter(label => label !== '');
    const admitted = isForPairs(door.room) || labels.some(label => door.room.only.includes(label));
    return admitted ? meet(mask, door.open, 0) : clear(mask);
  }

  private groupSlots(seated: number): Int32Array {
    const known = this.forGroups.get(seated);
    if (known !== undefined) return known;
    const slots = this.event.rooms === undefined ? this.running.slice() : new Int32Array(this.people.words);
    for (const { room, open } of this.doors) if (fitsGroup(room, seated)) join(slots, 0, open);
    this.forGroups.set(seated, slots);
    return slots;
  }
}

function entry(map: Map<string, Int32Array>, label: string, words: number): Int32Array {
  const mask = map.get(label) ?? new Int32Array(words);
  map.set(label, mask);
  return mask;
}

function clear(mask: Int32Array): false {
  mask.fill(0);
  return false;
}

function fits({ seats }: Room, seated: number): boolean {
  return seats === undefined || seats >= seated;
}

function isForPairs({ only }: Room): boolean {
  return only.length === 0 || only.includes('pair');
}

/** A room for people or sides admits a group with one of them in it: only one for pairs alone admits none. */
function fitsGroup(room: Room, seated: number): boolean {
  return fits(room, seated) && (room.only.length === 0 || room.only.some(label => label !== 'pair'));
}
