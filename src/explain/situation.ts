/** The schedule as seen by one who asks for one more meeting: who is free when, and where there is room. */
import type { Event, MinuteSpan, Participant, Room, Slot } from '../model/event.js';
import type { Meeting, Schedule } from '../model/schedule.js';
import { add, and, has, type Mask, SlotMasks } from './masks.js';
import { RoomDoors, type Vacancy } from './rooms.js';

/** A meeting with the index of its slot (-1: unknown). */
export interface Held {
  readonly meeting: Meeting;
  readonly slot: number;
}

/** Built once in O(participants × slots + rooms × slots + wishes + people in meetings). */
export class Situation {
  readonly masks: SlotMasks;
  readonly people: ReadonlyMap<string, number>;
  /** A participant: its meetings by slot. */
  readonly agendas: readonly (readonly Held[])[];
  /** A slot: its meetings. */
  readonly slotMeetings: readonly (readonly Meeting[])[];
  /** A participant: slots in which it can meet, whatever the schedule. */
  readonly open: readonly Mask[];
  /** A participant: slots in which it holds as many meetings as it can. */
  readonly full: readonly Mask[];
  /** Rooms as the event has them. */
  readonly usable: RoomDoors;
  /** Tables that the schedule leaves. */
  readonly vacant: RoomDoors;
  /** A pair key: the first meeting that joins the two. */
  readonly meetings: ReadonlyMap<number, Meeting>;
  /** A pair key: the line of a `never` row. */
  readonly nevers = new Map<number, number>();
  /** A slot: number of its day and its place in it; slots without a date are one day. */
  readonly places: readonly { readonly day: number; readonly position: number }[];
  private readonly sessions = new Map<number, Mask>();

  constructor(
    readonly event: Event,
    schedule: Schedule,
  ) {
    this.masks = new SlotMasks(event.slots);
    this.people = new Map(event.participants.map(({ id }, person) => [id, person]));
    const held = schedule.meetings.map(meeting => ({ meeting, slot: this.masks.slotOf(meeting.slot) }));
    const bySlot = held.filter(({ slot }) => slot >= 0).sort((x, y) => x.slot - y.slot);
    this.agendas = this.agendasOf(bySlot);
    this.slotMeetings = this.meetingsOfSlots(bySlot);
    this.open = event.participants.map(person => this.openSlots(person));
    this.full = event.participants.map(({ parallel }, person) => this.fullSlots(this.agendas[person], parallel));
    this.usable = new RoomDoors(event, this.masks, this.exists());
    this.vacant = new RoomDoors(event, this.masks, this.isVacant(bySlot));
    this.meetings = this.meetingsOfPairs(held);
    this.readWishes();
    this.places = placesOf(event);
  }

  /** One number for an unordered pair of ids, -1 if one is unknown. O(1). */
  keyOf(a: string, b: string): number {
    const [first, second] = [this.people.get(a) ?? -1, this.people.get(b) ?? -1];
    if (first < 0 || second < 0) return -1;
    return Math.min(first, second) * this.people.size + Math.max(first, second);
  }

  /** Slots that all sessions asked for by the pair's wishes allow; `undefined`: every slot. O(1). */
  sessionOf(key: number): Mask | undefined {
    return this.sessions.get(key);
  }

  private agendasOf(held: readonly Held[]): Held[][] {
    const agendas: Held[][] = this.event.participants.map(() => []);
    for (const one of held) {
      for (const id of new Set(one.meeting.participants)) agendas[this.people.get(id) ?? -1]?.push(one);
    }
    return agendas;
  }

  private meetingsOfSlots(held: readonly Held[]): Meeting[][] {
    const lists: Meeting[][] = this.event.slots.map(() => []);
    for (const { meeting, slot } of held) lists[slot].push(meeting);
    return lists;
  }

  private openSlots(person: Participant): Mask {
    const open = this.masks.open(person);
    const hours = person.workingHours;
    if (!hours || (person.timezone && person.timezone !== this.event.timezone)) return open;
    return and(
      open,
      this.masks.where(slot => isWithin(slot, hours)),
    );
  }

  private fullSlots(agenda: readonly Held[], parallel: number): Mask {
    const full = this.masks.none();
    agenda.forEach(({ slot }, place) => {
      if (agenda[place - parallel + 1]?.slot === slot) add(full, slot);
    });
    return full;
  }

  private exists(): Vacancy {
    const calendars = new Map<Room, Mask>();
    return (room, slot) => {
      if (this.event.slots[slot].meetings === 0) return false;
      if (!room) return true;
      const open = calendars.get(room) ?? this.masks.open(room);
      calendars.set(room, open);
      return has(open, slot);
    };
  }

  private isVacant(held: readonly Held[]): Vacancy {
    const taken = new Map<string, number>();
    for (const { meeting, slot } of held) {
      const table = `${slot} ${meeting.room}`;
      taken.set(table, (taken.get(table) ?? 0) + 1);
    }
    const exists = this.exists();
    return (room, slot) => {
      const most = this.event.slots[slot].meetings;
      if (!exists(room, slot) || (most !== undefined && this.slotMeetings[slot].length >= most)) return false;
      return !room || (taken.get(`${slot} ${room.id}`) ?? 0) < room.tables;
    };
  }

  private meetingsOfPairs(held: readonly Held[]): Map<number, Meeting> {
    const found = new Map<number, Meeting>();
    for (const { meeting } of held) {
      const [first, ...others] = meeting.participants;
      for (const other of others) {
        const key = this.keyOf(first, other);
        if (key >= 0 && !found.has(key)) found.set(key, meeting);
      }
    }
    return found;
  }

  /** One walk over all wishes, for what they say of pairs. */
  private readWishes(): void {
    const masks = new Map<string, Mask>();
    for (const { from, to, kind, session, line } of this.event.wishes) {
      if (kind === 'never') this.nevers.set(this.keyOf(from, to), line);
      else if (session !== undefined) {
        const mask = masks.get(session) ?? this.masks.where(slot => slot.session === session);
        masks.set(session, mask);
        const key = this.keyOf(from, to);
        this.sessions.set(key, and(this.sessions.get(key) ?? mask, mask));
      }
    }
  }
}

function placesOf({ slots }: Event): { day: number; position: number }[] {
  const days = new Map<string, number>();
  const lengths: number[] = [];
  return slots.map(({ date }) => {
    const day = days.get(date) ?? days.size;
    days.set(date, day);
    lengths[day] = (lengths[day] ?? 0) + 1;
    return { day, position: lengths[day] - 1 };
  });
}

function isWithin({ start, end }: Slot, hours: MinuteSpan): boolean {
  if (!start || !end) return true;
  const [first, last] = [minutes(start), minutes(end)];
  return first >= hours.from && (last <= first ? last + 1440 : last) <= hours.to;
}

function minutes(time: string): number {
  const [hours, rest] = time.split(':').map(Number);
  return hours * 60 + rest;
}
