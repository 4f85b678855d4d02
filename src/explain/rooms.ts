/** In which slots a pair finds a room. */
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

/** Answers "in which slots is there a vacant room for these two?" in O(words) after O(rooms × slots). */
export class RoomDoors {
  private everyone: Mask;
  private withTopic: RoomDoors | undefined;
  private readonly reserved = new Map<string, Mask>();
  private readonly byRoom = new Map<string, { readonly room: Room; readonly vacant: Mask }>();

  constructor(
    private readonly event: Event,
    private readonly masks: SlotMasks,
    private readonly vacancy: Vacancy,
    /** Seats that a meeting of two takes; 1 where one of them is a topic, which is nobody. */
    private readonly seated = 2,
  ) {
    this.everyone = event.rooms ? masks.none() : masks.where((_, slot) => vacancy(undefined, slot));
    for (const room of roomsOf(event)) {
      if (room.seats !== undefined && room.seats < seated) continue;
      const vacant = masks.where((_, slot) => vacancy(room, slot));
      this.byRoom.set(room.id, { room, vacant });
      this.open(room, vacant);
    }
  }

  private open(room: Room, vacant: Mask): void {
    if (isForAll(room)) this.everyone = or(this.everyone, vacant);
    else for (const label of room.only) this.reserved.set(label, or(this.reserved.get(label) ?? vacant, vacant));
  }

  /** Slots in which a room that the two may use is vacant. O(words). */
  slotsFor(a: Participant, b: Participant): Mask {
    if (this.seated === 2 && (a.role === 'topic' || b.role === 'topic')) {
      this.withTopic ??= new RoomDoors(this.event, this.masks, this.vacancy, 1);
      return this.withTopic.slotsFor(a, b);
    }
    if (a.room !== undefined) return this.own(a.room, a, b, b.room);
    if (b.room !== undefined) return this.own(b.room, a, b, undefined);
    if (this.reserved.size === 0) return this.everyone;
    return labelsOf(a, b).reduce((sum, label) => {
      const mask = this.reserved.get(label);
      return mask ? or(sum, mask) : sum;
    }, this.everyone);
  }

  private own(id: string, a: Participant, b: Participant, other: string | undefined): Mask {
    const found = this.byRoom.get(id);
    if (!found || (other !== undefined && other !== id)) return this.masks.none();
    const labels = new Set(labelsOf(a, b));
    const admitted = isForAll(found.room) || found.room.only.some(label => labels.has(label));
    return admitted ? found.vacant : this.masks.none();
  }
}

function isForAll({ only }: Room): boolean {
  return only.length === 0 || only.includes('pair');
}

/** By what a reserved room may name one of the two. */
function labelsOf(a: Participant, b: Participant): string[] {
  return [a.id, b.id, a.side, b.side].filter(Boolean);
}
