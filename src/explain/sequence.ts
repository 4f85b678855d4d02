/** What one more meeting would do to the order of meetings, and to how long people are busy in a row. */
import type { Event } from '../model/event.js';
import type { Contacts } from './contacts.js';
import { add, has, type Mask, members, type SlotMasks } from './masks.js';
import type { Situation } from './situation.js';
import { slotsNamed, who } from './words.js';

/** A held meeting that has to be before or after those of a pair. */
export interface Ordered {
  /** Index of the meeting. */
  readonly meeting: number;
  /** It is the later of the two. */
  readonly isLater: boolean;
  /** Of the order. */
  readonly line: number;
}

/** By the key of a pair, what its meeting would have to be before or after. O(order). */
export function orderedMeetings(
  { order }: Event,
  contacts: Contacts,
  slotOf: Int32Array,
  keyOf: (a: string, b: string) => number,
): Map<number, Ordered[]> {
  const found = new Map<number, Ordered[]>();
  const note = (pair: readonly [string, string], other: readonly [string, string], isLater: boolean, line: number) => {
    const held = contacts.between(...other).filter(meeting => slotOf[meeting] >= 0);
    if (held.length === 0) return;
    const key = keyOf(...pair);
    found.set(key, [...(found.get(key) ?? []), ...held.map(meeting => ({ meeting, isLater, line }))]);
  };
  for (const { before, after, line } of order) {
    note(before, after, true, line);
    note(after, before, false, line);
  }
  return found;
}

/** The first row of the order that a meeting of the pair in this slot would break. O(rows of the pair). */
export function brokenOrder({ ordered, slotOf }: Situation, key: number, slot: number): Ordered | undefined {
  return ordered
    .get(key)
    ?.find(({ meeting, isLater }) => (isLater ? slotOf[meeting] <= slot : slotOf[meeting] >= slot));
}

/** `before M004 (line 3 of the order)` */
export function orderWords({ meetings }: Situation, { meeting, isLater, line }: Ordered): string {
  return `${isLater ? 'before' : 'after'} ${meetings[meeting].id} (line ${line} of the order)`;
}

/** Free slots in which a person with these busy slots (ascending) would be busy in too many in a row. O(slots). */
export function tiredSlots(
  { slots }: Event,
  masks: SlotMasks,
  agenda: readonly number[],
  most: number | undefined,
): Mask {
  const tired = masks.none();
  if (most === undefined) return tired;
  const busy = masks.none();
  for (const slot of agenda) add(busy, slot);
  slots.forEach((_, slot) => {
    if (!has(busy, slot) && rowThrough(slots, busy, slot) > most) add(tired, slot);
  });
  return tired;
}

/** Length of the run of busy slots of one session through this slot, as if it were busy. */
function rowThrough(slots: Event['slots'], busy: Mask, slot: number): number {
  const goesOn = (at: number): boolean => slots[at]?.session === slots[slot].session && has(busy, at);
  let [first, last] = [slot, slot];
  while (goesOn(first - 1)) first--;
  while (goesOn(last + 1)) last++;
  return last - first + 1;
}

/** `A has to rest in slot 3 (at most 2 slots in a row)` */
export function restWords({ event }: Situation, person: number, slots: Mask): string {
  const participant = event.participants[person];
  const named = slotsNamed(members(slots).map(slot => event.slots[slot].id));
  return `${who(participant)} has to rest in ${named} (at most ${participant.maxConsecutive} in a row)`;
}
