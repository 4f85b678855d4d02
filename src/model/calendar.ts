/** Slots and sessions as bit masks. */
import type { Event, Interpreter, Participant, Room } from './event.js';
import { clearBit, setBit } from './problem.js';

/** Who may meet when, and which sessions lie where; shared by the building steps. O(people × slots). */
export class Calendar {
  readonly slotIndex: ReadonlyMap<string, number>;
  readonly words: number;
  private readonly sessionMasks = new Map<string, Int32Array>();

  constructor(private readonly event: Event) {
    this.slotIndex = new Map(event.slots.map((slot, index) => [slot.id, index]));
    this.words = Math.max(1, (event.slots.length + 31) >> 5);
    event.slots.forEach((slot, index) => {
      const mask = this.sessionMasks.get(slot.session) ?? new Int32Array(this.words);
      setBit(mask, 0, index);
      this.sessionMasks.set(slot.session, mask);
    });
  }

  session(label: string): Int32Array {
    return this.sessionMasks.get(label) ?? new Int32Array(this.words);
  }

  /** Writes the slots of a person, room or interpreter into `mask` at `offset`. */
  write(mask: Int32Array, offset: number, of: Participant | Room | Interpreter): void {
    const slots = this.event.slots;
    if (of.available === undefined) for (let t = 0; t < slots.length; t++) setBit(mask, offset, t);
    else for (const id of of.available) setBit(mask, offset, this.slotIndex.get(id)!);
    for (const id of of.unavailable) clearBit(mask, offset, this.slotIndex.get(id)!);
    const hours = 'workingHours' in of ? of.workingHours : undefined;
    if (!hours) return;
    slots.forEach((slot, t) => {
      if (slot.start && (minutes(slot.start) < hours.from || endMinutes(slot.end) > hours.to))
        clearBit(mask, offset, t);
    });
  }
}

function minutes(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}

/** A slot that ends at 00:00 ends with its day. */
function endMinutes(clock: string): number {
  return minutes(clock) || 1440;
}
