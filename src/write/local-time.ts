/** Slots on a participant's own clock. */
import type { Event, Participant } from '../model/event.js';
import { slotsOnClock, WorkingHours } from '../model/working-hours.js';

/** A slot as one participant's clock shows it; all empty without times, `timezone` empty without an event zone. */
export interface LocalSlot {
  /** Day on which the slot starts there, `YYYY-MM-DD`. */
  readonly date: string;
  readonly start: string;
  readonly end: string;
  /** IANA zone in which these times are. */
  readonly timezone: string;
}

/** Where everyone's slots lie on its own clock, and in which of them it can meet. Answers are shared by zone. */
export class LocalClock {
  private readonly hours: WorkingHours;

  constructor(private readonly event: Event) {
    this.hours = new WorkingHours(event);
  }

  /** All slots in order. Without an event zone, dates or times nothing can be converted: event times. O(slots). */
  slots(person: Participant): LocalSlot[] {
    const timezone = this.zone(person);
    return slotsOnClock(this.event, person).map(({ date, start, end }) => ({ date, start, end, timezone }));
  }

  /** The IANA zone of these times; empty without one. O(1). */
  zone(person: Participant): string {
    const isConverted = slotsOnClock(this.event, person) !== this.event.slots;
    return (isConverted ? person.timezone : this.event.timezone) ?? '';
  }

  /** Slots (by index) in which a participant can meet: its lists, and its working hours on its own clock. O(slots + lists). */
  open(person: Participant): Set<number> {
    const works = this.hours.of(person);
    const away = new Set(person.unavailable);
    const there = person.available && new Set(person.available);
    const open = new Set<number>();
    for (const [at, { id }] of this.event.slots.entries()) {
      if (!away.has(id) && (!there || there.has(id)) && works?.[at] !== 0) open.add(at);
    }
    return open;
  }
}
