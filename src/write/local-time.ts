/** Slots on a participant's own clock. */
import type { Event, Participant, Slot } from '../model/event.js';

/** A slot as one participant's clock shows it; all empty without times, `timezone` empty without an event zone. */
export interface LocalSlot {
  /** Day on which the slot starts there, `YYYY-MM-DD`. */
  readonly date: string;
  readonly start: string;
  readonly end: string;
  /** IANA zone in which these times are. */
  readonly timezone: string;
}

export type LocalClock = (participant: Participant, slot: Slot) => LocalSlot;

/**
 * A clock for all participants. Loads the time zone library only if somebody's zone differs from the event's.
 * Without an event zone nothing can be converted: everyone gets the event's times. Answers are cached by zone and slot.
 */
export async function localClock(event: Event): Promise<LocalClock> {
  const home = event.timezone;
  const asIs = (slot: Slot): LocalSlot => ({ date: slot.date, start: slot.start, end: slot.end, timezone: home ?? '' });
  const abroad = event.participants.some(person => person.timezone !== undefined && person.timezone !== home);
  if (home === undefined || !abroad) return (_person, slot) => asIs(slot);
  const { Temporal } = await import('temporal-polyfill');

  /** End of day may be written 24:00, and a slot may run past midnight: both mean the next day. */
  const instant = (slot: Slot, time: string, next: boolean) => {
    const day = Temporal.PlainDate.from(slot.date).add({ days: next ? 1 : 0 });
    return day.toZonedDateTime({ timeZone: home, plainTime: time === '24:00' ? '00:00' : time });
  };
  const convert = (slot: Slot, timezone: string): LocalSlot => {
    const start = instant(slot, slot.start, false).withTimeZone(timezone);
    const end = instant(slot, slot.end, slot.end <= slot.start || slot.end === '24:00').withTimeZone(timezone);
    const clock = (at: typeof start) => at.toPlainTime().toString({ smallestUnit: 'minute' });
    return { date: start.toPlainDate().toString(), start: clock(start), end: clock(end), timezone };
  };
  const cache = new Map<string, LocalSlot>();
  return (person, slot) => {
    const zone = person.timezone ?? home;
    if (zone === home || slot.date === '' || slot.start === '' || slot.end === '') return asIs(slot);
    const key = `${zone}\n${slot.id}`;
    const shown = cache.get(key) ?? convert(slot, zone);
    cache.set(key, shown);
    return shown;
  };
}

/** Minutes from midnight of `HH:MM`. */
function minutes(time: string): number {
  const [hours, rest] = time.split(':').map(Number) as [number, number];
  return hours * 60 + rest;
}

/** Whether a participant can meet in a slot: its lists of slots, and its working hours on its own clock. */
export function isAvailable(person: Participant, slot: Slot, local: LocalSlot): boolean {
  if (person.unavailable.includes(slot.id)) return false;
  if (person.available && !person.available.includes(slot.id)) return false;
  if (!person.workingHours || local.start === '' || local.end === '') return true;
  const start = minutes(local.start);
  const end = minutes(local.end);
  return start >= person.workingHours.from && (end <= start ? end + 1440 : end) <= person.workingHours.to;
}
