/** The schedule as seen by one who asks for one more meeting: who is free when, and where there is room. */
import type { Event, Participant, Room } from '../model/event.js';
import type { Meeting, Schedule } from '../model/schedule.js';
import { WorkingHours } from '../model/working-hours.js';
import { Agendas, PairMeetings } from './agendas.js';
import { add, and, has, type Mask, SlotMasks } from './masks.js';
import { RoomDoors, type Vacancy } from './rooms.js';
import { type Ordered, orderedMeetings, tiredSlots } from './sequence.js';

/** Built once in O(participants × slots + rooms × slots + wishes + people in meetings). */
export class Situation {
  readonly masks: SlotMasks;
  readonly people: ReadonlyMap<string, number>;
  readonly meetings: readonly Meeting[];
  /** A meeting (index): index of its slot, -1 for an unknown one. */
  readonly slotOf: Int32Array;
  /** The meetings of each participant by slot. */
  readonly agendas: Agendas;
  /** A slot: its meetings. */
  readonly slotMeetings: readonly (readonly Meeting[])[];
  /** A participant: slots in which it can meet, whatever the schedule. */
  readonly open: readonly Mask[];
  /** A participant: slots in which it holds as many meetings as it can. */
  readonly full: readonly Mask[];
  /** A participant: slots, not full, in which one more meeting would keep it busy in too many slots in a row. */
  readonly tired: readonly Mask[];
  /** A pair key: held meetings that its own would have to be before or after. */
  readonly ordered: ReadonlyMap<number, readonly Ordered[]>;
  /** Rooms as the event has them. */
  readonly usable: RoomDoors;
  /** Tables that the schedule leaves. */
  readonly vacant: RoomDoors;
  /** A pair key: the line of a `never` row. */
  readonly nevers = new Map<number, number>();
  /** A slot: number of its day and its place in it; slots without a date are one day. */
  readonly places: readonly { readonly day: number; readonly position: number }[];
  private readonly hours: WorkingHours;
  private readonly sessions = new Map<number, Mask>();
  /** A wish: index of the first meeting that joins the two, else -1. */
  private readonly joinedBy: Int32Array;

  constructor(
    readonly event: Event,
    schedule: Schedule,
  ) {
    this.masks = new SlotMasks(event.slots);
    this.hours = new WorkingHours(event);
    this.people = new Map(event.participants.map(({ id }, person) => [id, person]));
    this.meetings = schedule.meetings;
    this.slotOf = Int32Array.from(this.meetings, ({ slot }) => this.masks.slotOf(slot));
    const held = Array.from(this.meetings.keys()).filter(meeting => this.slotOf[meeting] >= 0);
    const bySlot = held.sort((x, y) => this.slotOf[x] - this.slotOf[y]);
    this.agendas = new Agendas(this.meetings, bySlot, this.people);
    this.slotMeetings = this.meetingsOfSlots(bySlot);
    this.open = event.participants.map(person => this.openSlots(person));
    this.full = event.participants.map(({ parallel }, person) => this.fullSlots(this.agendas.of(person), parallel));
    this.usable = new RoomDoors(event, this.masks, this.exists());
    this.vacant = new RoomDoors(event, this.masks, this.isVacant(bySlot));
    this.tired = event.participants.map(({ maxConsecutive }, person) => {
      const slots = this.agendas.of(person).map(meeting => this.slotOf[meeting]);
      return tiredSlots(event, this.masks, slots, maxConsecutive);
    });
    const firstMeeting = new PairMeetings(this.meetings, this.people);
    this.joinedBy = this.readWishes(firstMeeting);
    this.ordered = orderedMeetings(event, firstMeeting, this.slotOf, (a, b) => this.keyOf(a, b));
    this.places = placesOf(event);
  }

  /** One number for an unordered pair of ids, -1 if one is unknown. O(1). */
  keyOf(a: string, b: string): number {
    const [first, second] = [this.people.get(a) ?? -1, this.people.get(b) ?? -1];
    if (first < 0 || second < 0) return -1;
    return Math.min(first, second) * this.people.size + Math.max(first, second);
  }

  /** The first meeting that joins the two of a wish (index). O(1). */
  meetingOf(wish: number): Meeting | undefined {
    return this.meetings[this.joinedBy[wish]];
  }

  /** Slots that all sessions asked for by the pair's wishes allow; `undefined`: every slot. O(1). */
  sessionOf(key: number): Mask | undefined {
    return this.sessions.get(key);
  }

  private meetingsOfSlots(held: readonly number[]): Meeting[][] {
    const lists: Meeting[][] = this.event.slots.map(() => []);
    for (const meeting of held) lists[this.slotOf[meeting]].push(this.meetings[meeting]);
    return lists;
  }

  private openSlots(person: Participant): Mask {
    const open = this.masks.open(person);
    const works = this.hours.of(person);
    return works
      ? and(
          open,
          this.masks.where((_, slot) => works[slot] === 1),
        )
      : open;
  }

  private fullSlots(agenda: readonly number[], parallel: number): Mask {
    const full = this.masks.none();
    agenda.forEach((meeting, place) => {
      const slot = this.slotOf[meeting];
      if (place >= parallel - 1 && this.slotOf[agenda[place - parallel + 1]] === slot) add(full, slot);
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

  private isVacant(held: readonly number[]): Vacancy {
    const taken = new Map<string, Int32Array>();
    for (const meeting of held) {
      const { room } = this.meetings[meeting];
      const bySlot = taken.get(room) ?? new Int32Array(this.event.slots.length);
      bySlot[this.slotOf[meeting]]++;
      taken.set(room, bySlot);
    }
    const exists = this.exists();
    return (room, slot) => {
      const most = this.event.slots[slot].meetings;
      if (!exists(room, slot) || (most !== undefined && this.slotMeetings[slot].length >= most)) return false;
      return !room || (taken.get(room.id)?.[slot] ?? 0) < room.tables;
    };
  }

  /** One walk over all wishes, for what they say of pairs and which meetings join these. */
  private readWishes(firstMeeting: PairMeetings): Int32Array {
    const masks = new Map<string, Mask>();
    const joinedBy = new Int32Array(this.event.wishes.length);
    this.event.wishes.forEach(({ from, to, kind, session, line }, index) => {
      joinedBy[index] = firstMeeting.of(from, to);
      if (kind === 'never') this.nevers.set(this.keyOf(from, to), line);
      else if (session !== undefined) {
        const mask = masks.get(session) ?? this.masks.where(slot => slot.session === session);
        masks.set(session, mask);
        const key = this.keyOf(from, to);
        this.sessions.set(key, and(this.sessions.get(key) ?? mask, mask));
      }
    });
    return joinedBy;
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
