/** A schedule that grows meeting by meeting and never breaks a rule. Slow and plain, straight from FORMATS. */
import type { Event, Participant, Room, Slot } from '../../src/model/event.js';
import type { Meeting } from '../../src/model/schedule.js';
import type { Dice } from './random.js';
import { sequenceFaults } from './sequence.js';
import { areColleagues } from './speech.js';

export class Bed {
  readonly meetings: Meeting[] = [];

  constructor(private readonly event: Event) {}

  /** Puts a meeting into a random place that is left, if the pair may meet and there is one. O(slots × meetings). */
  tryMeeting(a: string, b: string, dice: Dice): boolean {
    if (!this.mayMeet(a, b)) return false;
    const places = this.event.slots.flatMap(slot => this.placesIn(slot, a, b));
    const fitting = dice.shuffled(places).find(place => this.keepsBreaks(place) && this.keepsSequence(place));
    if (fitting) this.meetings.push(fitting);
    return fitting !== undefined;
  }

  private person(id: string): Participant {
    return this.event.participants.find(participant => participant.id === id)!;
  }

  private mayMeet(a: string, b: string): boolean {
    const { rules, wishes } = this.event;
    const [first, second] = [this.person(a), this.person(b)];
    if (rules.acrossSides && (!first.side || !second.side || first.side === second.side)) return false;
    if (areColleagues(this.event, first, second)) return false;
    if (this.meetings.some(({ participants }) => participants.includes(a) && participants.includes(b))) return false;
    return ![...wishes].some(
      ({ kind, from, to }) => kind === 'never' && [from, to].includes(a) && [from, to].includes(b),
    );
  }

  private placesIn(slot: Slot, a: string, b: string): Meeting[] {
    const here = this.meetings.filter(meeting => meeting.slot === slot.id);
    if (slot.meetings !== undefined && here.length >= slot.meetings) return [];
    if (!isPairSlot(this.event, slot, a, b)) return [];
    if (![a, b].every(id => this.isFree(this.person(id), slot))) return [];
    return this.roomsIn(slot, here, [this.person(a), this.person(b)]).map(room => ({
      id: `M${String(this.meetings.length + 1).padStart(3, '0')}`,
      participants: [a, b],
      slot: slot.id,
      room,
      kind: 'pair',
      locked: false,
      interpreter: '',
      line: this.meetings.length + 2,
    }));
  }

  private isFree(person: Participant, slot: Slot): boolean {
    const own = this.meetings.filter(({ participants }) => participants.includes(person.id));
    if (person.maxMeetings !== undefined && own.length >= person.maxMeetings) return false;
    return isOpen(person, slot) && own.filter(meeting => meeting.slot === slot.id).length < person.parallel;
  }

  private roomsIn(slot: Slot, here: readonly Meeting[], people: readonly Participant[]): string[] {
    if (!this.event.rooms) return [`Room ${here.length + 1}`];
    return this.event.rooms
      .filter(room => isOpen(room, slot) && admits(room, people))
      .filter(({ id, tables }) => here.filter(meeting => meeting.room === id).length < tables)
      .map(({ id }) => id);
  }

  private keepsSequence(added: Meeting): boolean {
    const slotOf = new Map(this.event.slots.map(({ id }, slot) => [id, slot]));
    const held = [...this.meetings, added].map(({ participants, slot }) => ({
      people: participants,
      slot: slotOf.get(slot)!,
    }));
    return sequenceFaults(this.event, held).length === 0;
  }

  private keepsBreaks(added: Meeting): boolean {
    const meetings = [...this.meetings, added];
    return added.participants.every(id => {
      const { maxBreaks } = this.person(id);
      return maxBreaks === undefined || breaksOf(this.event, id, meetings) <= maxBreaks;
    });
  }
}

/** Whether a calendar has the slot. */
export function isOpen(of: Pick<Participant, 'available' | 'unavailable'>, { id }: Slot): boolean {
  return (of.available === undefined || of.available.includes(id)) && !of.unavailable.includes(id);
}

/** Whether the wishes of a pair allow the slot's session. */
export function isPairSlot({ wishes }: Event, slot: Slot, a: string, b: string): boolean {
  return [...wishes]
    .filter(({ kind, from, to }) => kind !== 'never' && [from, to].includes(a) && [from, to].includes(b))
    .every(({ session }) => session === undefined || session === slot.session);
}

/** Whether a one-to-one of these people may use the room, whenever it is open. */
export function admits({ id, only, seats }: Room, people: readonly Participant[]): boolean {
  if (seats !== undefined && seats < people.filter(({ role }) => role !== 'topic').length) return false;
  if (people.some(({ room }) => room !== undefined && room !== id)) return false;
  const labels = ['pair', ...people.flatMap(person => (person.side ? [person.id, person.side] : [person.id]))];
  return only.length === 0 || labels.some(label => only.includes(label));
}

/** Breaks of one participant over all days. */
function breaksOf({ slots }: Event, id: string, meetings: readonly Meeting[]): number {
  const own = new Set(meetings.filter(({ participants }) => participants.includes(id)).map(({ slot }) => slot));
  const days = new Map<string, boolean[]>();
  for (const slot of slots) days.set(slot.date, [...(days.get(slot.date) ?? []), own.has(slot.id)]);
  return [...days.values()].reduce((sum, day) => sum + breaksOfDay(day), 0);
}

/** Runs of `false` between two `true`. */
function breaksOfDay(day: readonly boolean[]): number {
  const text = day.map(busy => (busy ? 'x' : '.')).join('');
  return (text.match(/(?<=x)\.+(?=x)/g) ?? []).length;
}
