/** The schedule as seen by one who asks for one more meeting: who is free when, and where there is room. */
import type { Event, Participant, Room, Wish } from '../model/event.js';
import { Apart } from '../model/impossible.js';
import type { Meeting, Schedule } from '../model/schedule.js';
import { waysOf } from '../model/ways-to-meet.js';
import { WorkingHours } from '../model/working-hours.js';
import { Agendas } from './agendas.js';
import { Contacts, targets, type Way } from './contacts.js';
import { add, and, has, type Mask, SlotMasks } from './masks.js';
import { RoomDoors, type Vacancy } from './rooms.js';
import { type Ordered, orderedMeetings, tiredSlots } from './sequence.js';
import { Sessions } from './sessions.js';
import { Speech } from './speech.js';
import { WishBook } from './wish-book.js';

/** The two ways in which people meet. */
export type Form = 'pair' | 'group';

/** Rooms as one form of meetings finds them. */
interface Rooms {
  /** As the event has them. */
  readonly usable: RoomDoors;
  /** Tables that the schedule leaves. */
  readonly vacant: RoomDoors;
}

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
  /** A slot: its meetings with an interpreter. */
  readonly interpreted: readonly (readonly Meeting[])[];
  /** A participant: slots in which it can meet, whatever the schedule. */
  readonly open: readonly Mask[];
  /** A participant: slots in which it holds as many meetings as it can. */
  readonly full: readonly Mask[];
  /** A participant: slots, not full, in which one more meeting would keep it busy in too many slots in a row. */
  readonly tired: readonly Mask[];
  /** A pair key: held meetings that its own would have to be before or after. */
  readonly ordered: ReadonlyMap<number, readonly Ordered[]>;
  readonly rooms: Readonly<Record<Form, Rooms>>;
  readonly roomById: ReadonlyMap<string, Room>;
  /** Slots that take a meeting at all; slots that take one more. */
  readonly inUse: Mask;
  readonly uncrowded: Mask;
  readonly sessions: Sessions;
  readonly speech: Speech;
  readonly contacts: Contacts;
  /** The rules on sides and organisations. */
  readonly apart: Apart;
  /** What the wishes say of pairs, and which are met. */
  readonly wishes: WishBook;
  /** A slot: number of its day and its place in it; slots without a date are one day. */
  readonly places: readonly { readonly day: number; readonly position: number }[];
  private readonly sessionMasks = new Map<string, Mask>();
  private readonly hours: WorkingHours;

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
    this.interpreted = this.slotMeetings.map(list => list.filter(({ interpreter }) => interpreter !== ''));
    this.open = event.participants.map(person => this.openSlots(person));
    this.full = event.participants.map(({ parallel }, person) => this.fullSlots(this.agendas.of(person), parallel));
    const [exists, isVacant] = [this.exists(), this.isVacant(bySlot)];
    const roomsOf = (form: Form): Rooms => ({
      usable: new RoomDoors(event, this.masks, exists, form),
      vacant: new RoomDoors(event, this.masks, isVacant, form),
    });
    this.rooms = { pair: roomsOf('pair'), group: roomsOf('group') };
    this.roomById = new Map(event.rooms?.map(room => [room.id, room]));
    this.inUse = this.masks.where(({ meetings }) => meetings !== 0);
    this.uncrowded = this.masks.where(
      ({ meetings }, slot) => meetings === undefined || this.slotMeetings[slot].length < meetings,
    );
    this.sessions = new Sessions(this.meetings, bySlot, this.slotOf, this.people);
    this.speech = new Speech(event, this.masks, this.meetings, bySlot, this.slotOf);
    this.tired = event.participants.map(({ maxConsecutive }, person) => {
      const slots = this.agendas.of(person).map(meeting => this.slotOf[meeting]);
      return tiredSlots(event, this.masks, slots, maxConsecutive);
    });
    this.apart = new Apart(event);
    this.contacts = new Contacts(this.meetings, this.people);
    this.wishes = new WishBook(this);
    this.ordered = orderedMeetings(event, this.contacts, this.slotOf, (a, b) => this.keyOf(a, b));
    this.places = placesOf(event);
  }

  /** One number for an unordered pair of ids, -1 if one is unknown. O(1). */
  keyOf(a: string, b: string): number {
    const [first, second] = [this.people.get(a) ?? -1, this.people.get(b) ?? -1];
    return first < 0 || second < 0 ? -1 : this.keyOfIndexes(first, second);
  }

  /** One number for an unordered pair of indexes. O(1). */
  keyOfIndexes(a: number, b: number): number {
    return Math.min(a, b) * this.people.size + Math.max(a, b);
  }

  /** The meeting that meets a wish (index). O(1). */
  meetingOf(wish: number): Meeting | undefined {
    return this.meetings[this.contacts.meetingOf(this.wishes.metBy[wish])];
  }

  /** The first meeting in which two sit together who must not meet, be they two guests of a third. O(meetings of one). */
  brokenBy(never: Wish): Meeting | undefined {
    const from = this.people.get(never.from);
    if (from === undefined) return undefined;
    const others = new Set(targets(never));
    const together = this.agendas
      .of(from)
      .filter(meeting => this.meetings[meeting].participants.some(id => id !== never.from && others.has(id)));
    return this.meetings[Math.min(...together)];
  }

  /** Every way to meet a wish. O(people asked for). */
  waysOf(wish: Wish): Way[] {
    return waysOf(this.event, this.people, wish).map(way => ({
      from: way.asker,
      to: way.asked,
      host: way.kind === 'seat' ? way.host : undefined,
    }));
  }

  /** The slots of a session by its label. O(1), O(slots) the first time. */
  sessionSlots(label: string): Mask {
    const known = this.sessionMasks.get(label) ?? this.masks.where(slot => slot.session === label);
    this.sessionMasks.set(label, known);
    return known;
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
    return (room, slot) => exists(room, slot) && (!room || (taken.get(room.id)?.[slot] ?? 0) < room.tables);
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
