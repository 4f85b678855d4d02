/** Sets of slots as bits, 30 slots a word: such words are small integers, which plain arrays hold without boxes. */
import type { Slot } from '../model/event.js';

/** Slot t is bit t mod 30 of word t div 30. All masks of one event have the same length. */
export type Mask = number[];

const BITS = 30;

interface Calendar {
  readonly available: readonly string[] | undefined;
  readonly unavailable: readonly string[];
}

/** Makes masks for the slots of one event. */
export class SlotMasks {
  readonly words: number;
  private readonly index: ReadonlyMap<string, number>;

  constructor(private readonly slots: readonly Slot[]) {
    this.words = Math.max(1, Math.ceil(slots.length / BITS));
    this.index = new Map(slots.map(({ id }, slot) => [id, slot]));
  }

  /** Index of a slot, -1 if there is none of that name. O(1). */
  slotOf(id: string): number {
    return this.index.get(id) ?? -1;
  }

  none(): Mask {
    return new Array<number>(this.words).fill(0);
  }

  /** The slots of which `test` is true. O(slots). */
  where(test: (slot: Slot, index: number) => boolean): Mask {
    const mask = this.none();
    this.slots.forEach((slot, index) => {
      if (test(slot, index)) add(mask, index);
    });
    return mask;
  }

  /** The open slots of a calendar. O(slots + length of its lists). */
  open({ available, unavailable }: Calendar): Mask {
    const away = new Set(unavailable);
    const there = available && new Set(available);
    return this.where(({ id }) => (!there || there.has(id)) && !away.has(id));
  }
}

/** Puts a slot in. O(1). */
export function add(mask: Mask, slot: number): void {
  mask[Math.floor(slot / BITS)] |= 1 << (slot % BITS);
}

/** O(words). */
export function isEmpty(mask: Mask): boolean {
  for (const word of mask) if (word !== 0) return false;
  return true;
}

/** Slots in both. O(words). */
export function and(a: Mask, b: Mask): Mask {
  const both: Mask = [];
  for (let k = 0; k < a.length; k++) both.push(a[k] & b[k]);
  return both;
}

/** Slots in the first and not in the second. O(words). */
export function minus(a: Mask, b: Mask): Mask {
  const left: Mask = [];
  for (let k = 0; k < a.length; k++) left.push(a[k] & ~b[k]);
  return left;
}

/** Slots in either. O(words). */
export function or(a: Mask, b: Mask): Mask {
  return a.map((word, index) => word | b[index]);
}

/** O(1). */
export function has(mask: Mask, slot: number): boolean {
  return ((mask[Math.floor(slot / BITS)] >> (slot % BITS)) & 1) === 1;
}

/** Indexes of the slots, ascending. O(words + members). */
export function members(mask: Mask): number[] {
  const found: number[] = [];
  for (let k = 0; k < mask.length; k++) {
    for (let word = mask[k]; word !== 0; word &= word - 1) found.push(k * BITS + 31 - Math.clz32(word & -word));
  }
  return found;
}
