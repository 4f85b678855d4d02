/** In which slots people and rooms are open. */
import type { Slot } from '../../model/event.js';

interface Calendar {
  readonly available: readonly string[] | undefined;
  readonly unavailable: readonly string[];
}

/** Calendars × slots: 1 where a calendar (by index) is open in a slot. O(calendars × slots + length of the lists). */
export function openSlots(calendars: readonly Calendar[], slots: readonly Slot[]): Uint8Array {
  const slotIndex = new Map(slots.map(({ id }, index) => [id, index]));
  const open = new Uint8Array(calendars.length * slots.length);
  calendars.forEach(({ available, unavailable }, calendar) => {
    const start = calendar * slots.length;
    const mark = (ids: readonly string[], value: number): void => {
      for (const id of ids) {
        const slot = slotIndex.get(id);
        if (slot !== undefined) open[start + slot] = value;
      }
    };
    if (available) mark(available, 1);
    else open.fill(1, start, start + slots.length);
    mark(unavailable, 0);
  });
  return open;
}
