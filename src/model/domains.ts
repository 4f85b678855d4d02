/** In which slots each pair may meet. */
import type { Calendar } from './calendar.js';
import type { Event } from './event.js';
import type { WishedPairs } from './wished-pairs.js';

/** Tells the slots of pairs. */
export class Domains {
  private readonly words: number;
  /** The slot of each lock. */
  private readonly lockedSlots: Int32Array;

  /** O(locks). `available`: participants × words; `open`: slots in which meetings of each kind find a room. */
  constructor(
    event: Event,
    calendar: Calendar,
    private readonly pairs: WishedPairs,
    private readonly available: Int32Array,
    private readonly open: readonly Int32Array[],
  ) {
    this.words = calendar.words;
    this.lockedSlots = Int32Array.from(event.locks, lock => calendar.slotIndex.get(lock.slot)!);
  }

  /** Slot of the pair's lock, else -1. O(1). */
  lockedSlot(pair: number): number {
    return this.lockedSlots[this.pairs.lock[pair]] ?? -1;
  }

  /** Writes the slots of a pair of that kind to `domain` at `offset`; whether there are any. O(words). */
  write(domain: Int32Array, offset: number, pair: number, kind: number): boolean {
    const { pairs, words, available } = this;
    const open = this.open[kind];
    const sessions = pairs.sessionMasks[pairs.sessions[pair]];
    const only = this.lockedSlot(pair);
    let any = 0;
    for (let k = 0; k < words; k++) {
      let word = available[pairs.a[pair] * words + k] & available[pairs.b[pair] * words + k] & open[k];
      if (sessions) word &= sessions[k];
      if (only >= 0) word &= only >> 5 === k ? 1 << (only & 31) : 0;
      domain[offset + k] = word;
      any |= word;
    }
    return any !== 0;
  }
}
