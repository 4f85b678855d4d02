/** In which slots the people of a meeting find a room. */
import type { Event, Participant, Room } from '../model/event.js';
import { type Mask, or, type SlotMasks } from './masks.js';

/** Whether a room (`undefined`: one of those that are made as needed) takes a meeting in a slot (index). */
export type Vacancy = (room: Room | undefined, slot: number) => boolean;

/** The rooms of the event; without a table of rooms those that participants call their own. */
function roomsOf(event: Event): readonly Room[] {
  if (event.rooms) return event.rooms;
  const own = new Set(event.participants.flatMap(({ room }) => room ?? []));
  return [...own].map(id => ({
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

/** Seats that these people take: a topic is a table with a theme, and nobody. */
export function seatsOf(people: readonly Participant[]): number {
  let seats = 0;
  for (const { role } of people) if (role !== 'topic') seats++;
  return seats;
}

/** Whether these people may use a room that is large enough and open: reserved rooms, and rooms of their own. */
export function mayUse(room: Room, people: readonly Participant[], kind: 'pair' | 'group'): boolean {
  if (people.some(person => person.room !== undefined && person.room !== room.id)) return false;
  return isForAll(room, kind) || labelsOf(people).some(label => room.only.includes(label));
}

/** Answers "in which slots is there a vacant room for these people?" for meetings of one kind. */
export class RoomDoors {
  private readonly bySeats = new Map<number, SizedDoors>();

  constructor(
    private readonly event: Event,
    private readonly masks: SlotMasks,
    private readonly vacancy: Vacancy,
    private readonly kind: 'pair' | 'group',
  ) {}

  /** Slots in which a room that they may use is vacant. O(people · words) after O(rooms × slots) for each number of seats. */
  slotsFor(people: readonly Participant[], seats = seatsOf(people)): Mask {
    let doors = this.bySeats.get(seats);
    if (!doors) {
      doors = new SizedDoors(this.event, this.masks, this.vacancy, this.kind, seats);
      this.bySeats.set(seats, doors);
    }
    return doors.slotsFor(people);
  }
}

/** The rooms with so many seats. */
class SizedDoors {
  private everyone: Mask;
  private readonly reserved = new Map<string, Mask>();
  private readonly byRoom = new Map<string, { readonly room: Room; readonly vacant: Mask }>();

  constructor(
    event: Event,
    private readonly masks: SlotMasks,
    vacancy: Vacancy,
    private readonly kind: 'pair' | 'group',
    seats: number,
  ) {
    this.everyone = event.rooms ? masks.none() : masks.where((_, slot) => vacancy(undefined, slot));
    for (const room of roomsOf(event)) {
      if (room.seats !== undefined && room.seats < seats) continue;
      const vacant = masks.where((_, slot) => vacancy(room, slot));
      this.byRoom.set(room.id, { room, vacant });
      this.open(room, vacant);
    }
  }

  private open(room: Room, vacant: Mask): void {
    if (isForAll(room, this.kind)) this.everyone = or(this.everyone, vacant);
    else for (const label of room.only) this.reserved.set(label, or(this.reserved.get(label) ?? vacant, vacant));
  }

  slotsFor(people: readonly Participant[]): Mask {
    const owner = people.find(({ room }) => room !== undefined);
    if (owner) {
      const own = this.byRoom.get(owner.room!);
      return own && mayUse(own.room, people, this.kind) ? own.vacant : this.masks.none();
    }
    if (this.reserved.size === 0) return this.everyone;
    return labelsOf(people).reduce((sum, label) => {
      const mask = this.reserved.get(label);
      return mask ? or(sum, mask) : sum;
    }, this.everyone);
  }
}

function isForAll({ only }: Room, kind: 'pair' | 'group'): boolean {
  return only.length === 0 || only.includes(kind);
}

/** By what a reserved room may name one of them. */
function labelsOf(people: readonly Participant[]): string[] {
  return people.flatMap(({ id, side }) => (side ? [id, side] : [id]));
}
