/** What an interpreter earns at most, at a price a slot: a rest comes after `max_consecutive` neighbouring slots of one session. */
import type { Slot } from '../../model/event.js';

/**
 * The dearest slots without a longer run, by where the last run begins. O(slots · longest run).
 * @param priceOf of a slot (index), not below 0; 0 where the interpreter is away
 * @param longest most neighbouring slots; `undefined`: no bound
 */
export function dearestSlots(slots: readonly Slot[], priceOf: (t: number) => number, longest = slots.length): bigint {
  /** Of the slots before t. */
  const most = [0n];
  /** The same where a run may begin in t: the slot before is free, or of another session. */
  const rested = [0n];
  for (let t = 1; t <= slots.length; t++) {
    let best = most[t - 1];
    let run = 0n;
    for (let start = t - 1; start >= Math.max(0, t - longest); start--) {
      if (start < t - 1 && !areTogether(slots[start], slots[start + 1])) break;
      run += BigInt(priceOf(start));
      if (rested[start] + run > best) best = rested[start] + run;
    }
    most.push(best);
    rested.push(t < slots.length && areTogether(slots[t - 1], slots[t]) ? most[t - 1] : best);
  }
  return most[slots.length];
}

function areTogether(one: Slot, next: Slot): boolean {
  return one.session === next.session && one.date === next.date;
}
