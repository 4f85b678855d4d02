/** In which slots people work: their hours on their own clock. */
import type { Event, LocalTimes, MinuteSpan, Participant, Slot } from './event.js';

/**
 * The slots on a participant's own clock; the event's own where it has the event's zone, or nothing can be converted.
 * O(1). Throws for an event made by hand of which `localTimes` lacks the zone.
 */
export function slotsOnClock(event: Event, { timezone }: Participant): readonly (Slot | LocalTimes)[] {
  const { slots } = event;
  if (timezone === undefined || timezone === event.timezone) return slots;
  const own = event.localTimes.get(timezone);
  if (own) return own;
  if (event.timezone === undefined || !slots.some(slot => slot.date && slot.start)) return slots;
  throw new Error(`the event has no local times for the zone ${timezone}; make them with localTimesOf`);
}

/** Which slots lie within working hours. People of one zone with the same hours share one answer. */
export class WorkingHours {
  private readonly known = new Map<string, Uint8Array>();

  constructor(private readonly event: Event) {}

  /** By slot: 1 where the participant works; `undefined`: in all. O(slots) for new hours or a new zone, else O(1). */
  of(person: Participant): Uint8Array | undefined {
    const { workingHours, timezone } = person;
    if (workingHours === undefined || isWholeDay(workingHours)) return undefined;
    const key = `${workingHours.from} ${workingHours.to} ${timezone ?? ''}`;
    const known = this.known.get(key);
    if (known) return known;
    const made = Uint8Array.from(slotsOnClock(this.event, person), slot => {
      const span = shownSpan(slot);
      return !span || (span.from >= workingHours.from && span.to <= workingHours.to) ? 1 : 0;
    });
    this.known.set(key, made);
    return made;
  }
}

/**
 * What the clock shows during a slot, in minutes of the day it starts on; `undefined` without times. Where the clock is
 * put back within the slot, it may show an end before the start on one day.
 */
function shownSpan(slot: Slot | LocalTimes): MinuteSpan | undefined {
  if (!slot.start || !slot.end) return undefined;
  const [start, end] = [minutes(slot.start), minutes(slot.end)];
  if (!('endDate' in slot)) return { from: start, to: end <= start ? end + 1440 : end };
  if (slot.endDate !== slot.date) return { from: start, to: end + 1440 };
  return { from: Math.min(start, end), to: Math.max(start, end) };
}

/** Who works around the clock is there over midnight too. */
function isWholeDay({ from, to }: MinuteSpan): boolean {
  return from === 0 && to === 1440;
}

/** Minutes from midnight of `HH:MM`. */
function minutes(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}
