/** In which slots a person or a room is open. */
import type { Slot } from '../../model/event.js';

interface Calendar {
  readonly available: readonly string[] | undefined;
  readonly unavailable: readonly string[];
}

/**
 * A function from a calendar to the ids of its open slots. A list that many people share is read once.
 * O(length of the lists) for each new pair of lists, O(1) after.
 */
export function openSlots(slots: readonly Slot[]): (calendar: Calendar) => ReadonlySet<string> {
  const everySlot = slots.map(({ id }) => id);
  const known = new Map<readonly string[], Map<readonly string[], ReadonlySet<string>>>();
  const none: readonly string[] = [];
  return ({ available = everySlot, unavailable }) => {
    const closed = unavailable.length === 0 ? none : unavailable;
    const cache = known.get(available) ?? new Map<readonly string[], ReadonlySet<string>>();
    known.set(available, cache);
    let open = cache.get(closed);
    if (!open) {
      const away = new Set(closed);
      open = new Set(available.filter(id => !away.has(id)));
      cache.set(closed, open);
    }
    return open;
  };
}
