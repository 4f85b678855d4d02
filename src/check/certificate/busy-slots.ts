/**
 * In how many open slots an agenda can be busy at most. A day of n breaks has n + 1 runs of busy slots, with a free slot
 * between any two; the best of each day by its breaks is found by looking at where its last run begins and ends.
 */
import type { Slot } from '../../model/event.js';

interface Day {
  readonly start: number;
  /** The slot after the last. */
  readonly end: number;
}

/**
 * O(slots · longest run), times the breaks where they are bounded.
 * @param isOpen 1 where the agenda may be busy
 * @param longest most neighbouring busy slots of one session; `undefined`: no bound
 * @param breaks most breaks; `undefined`: no bound
 */
export function busySlots(
  slots: readonly Slot[],
  isOpen: Uint8Array,
  longest = Number.POSITIVE_INFINITY,
  breaks = Number.POSITIVE_INFINITY,
): number {
  const counted = breaks < slots.length ? breaks : undefined;
  // Busy slots of the days so far, by breaks that they may have; one figure where these are not counted.
  let most = new Array<number>((counted ?? 0) + 1).fill(0);
  for (let start = 0; start < slots.length; ) {
    let end = start;
    while (end < slots.length && slots[end].date === slots[start].date) end++;
    const ofDay = mostOfDay(slots, isOpen, { start, end }, longest, counted);
    const before = most;
    most = most.map((_, n) => Math.max(...ofDay.slice(0, n + 1).map((busy, own) => busy + before[n - own])));
    start = end;
  }
  return most[most.length - 1];
}

function mostOfDay(
  slots: readonly Slot[],
  isOpen: Uint8Array,
  { start, end }: Day,
  longest: number,
  counted: number | undefined,
): number[] {
  // upTo[n][t]: busy slots of the day before slot t, in n + 1 runs at most, or in any number of them.
  const upTo = Array.from({ length: (counted ?? 0) + 1 }, () => new Array<number>(end + 1).fill(0));
  upTo.forEach((row, n) => {
    const earlier = counted === undefined ? row : upTo[n - 1];
    for (let t = start; t < end; t++) {
      row[t + 1] = Math.max(row[t + 1], row[t]);
      const before = t > start && earlier !== undefined ? earlier[t - 1] : 0;
      let inSession = 0;
      for (let last = t; last < end && isOpen[last] === 1; last++) {
        inSession = last > t && slots[last].session === slots[last - 1].session ? inSession + 1 : 1;
        if (inSession > longest) break;
        row[last + 1] = Math.max(row[last + 1], before + last - t + 1);
      }
    }
  });
  return upTo.map(row => row[end]);
}
