/** Working hours on everyone's own clock, worked out from the raw tables and nothing that the readers converted. */
import type { Event, Participant, Slot } from '../../model/event.js';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Which slots lie within someone's working hours. */
export class Clocks {
  private readonly formats = new Map<string, Intl.DateTimeFormat>();
  private readonly known = new Map<string, Uint8Array>();

  constructor(private readonly event: Event) {}

  /** By slot: 1 where the participant works. O(slots) for new hours or a new zone, else O(1). */
  worksIn({ workingHours, timezone }: Participant): Uint8Array {
    const { slots } = this.event;
    const key = workingHours ? `${workingHours.from}-${workingHours.to} ${timezone ?? ''}` : '';
    let works = this.known.get(key);
    if (!works) {
      works = new Uint8Array(slots.length).fill(1);
      // From 00:00 to 24:00 is around the clock: a slot over midnight lies inside too.
      if (workingHours && workingHours.to - workingHours.from < 1440) {
        for (const [t, slot] of slots.entries()) {
          const [first, last] = this.shown(slot, timezone);
          if (first < workingHours.from || last > workingHours.to) works[t] = 0;
        }
      }
      this.known.set(key, works);
    }
    return works;
  }

  /** Earliest and latest minute that the clock of a zone shows during a slot, counted from midnight before its start. */
  private shown(slot: Slot, zone: string | undefined): [first: number, last: number] {
    if (!slot.start || !slot.end) return [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const start = minutesOf(slot.start);
    const end = minutesOf(slot.end) <= start ? minutesOf(slot.end) + 1440 : minutesOf(slot.end);
    const home = this.event.timezone;
    if (!zone || !home || zone === home || !slot.date) return [start, end];
    const midnight = Date.parse(`${slot.date}T00:00:00Z`);
    const local = [start, end].map(minute => this.wallAt(this.instant(midnight + minute * MINUTE, home), zone));
    const day = Math.floor(local[0] / DAY) * DAY;
    const minutes = local.map(wall => (wall - day) / MINUTE);
    return [Math.min(...minutes), Math.max(...minutes)];
  }

  /** The moment at which a zone's clock shows `wall` (as if it were UTC), in milliseconds; the earlier one of two. */
  private instant(wall: number, zone: string): number {
    // One of the two offsets around a change of the clock is the right one: a change is at most one a day.
    const moments = [wall - DAY, wall + DAY].map(near => wall - (this.wallAt(near, zone) - near));
    return moments.find(moment => this.wallAt(moment, zone) === wall) ?? moments[0];
  }

  /** What a zone's clock shows at a moment, as if it were UTC. */
  private wallAt(moment: number, zone: string): number {
    let format = this.formats.get(zone);
    if (!format) {
      const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
      format = new Intl.DateTimeFormat('en', { timeZone: zone, hourCycle: 'h23', ...digits });
      this.formats.set(zone, format);
    }
    const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute);
  }
}

function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(':');
  return Number(hours) * 60 + Number(minutes);
}
