/** How many slots one agenda can be busy in, by trying every set of them. */
import type { Slot } from '../../src/model/event.js';

type Labels = Pick<Slot, 'date' | 'session'>;

/**
 * For few slots: O(2^slots · slots).
 * @param breaks most breaks; `undefined`: no bound
 * @param longest most neighbouring busy slots of one session; `undefined`: no bound
 */
export function mostBusyByTrying(
  slots: readonly Labels[],
  isOpen: readonly boolean[],
  breaks = Number.POSITIVE_INFINITY,
  longest = Number.POSITIVE_INFINITY,
): number {
  let most = 0;
  for (let set = 0; set < 2 ** slots.length; set++) {
    const busy = slots.map((_, t) => ((set >> t) & 1) === 1);
    if (busy.some((one, t) => one && !isOpen[t])) continue;
    const found = read(slots, busy);
    if (found.breaks <= breaks && found.longest <= longest) most = Math.max(most, busy.filter(Boolean).length);
  }
  return most;
}

/** Breaks, and the longest run of one session, read off a text. */
function read(slots: readonly Labels[], busy: readonly boolean[]): { breaks: number; longest: number } {
  const text = (label: (slot: Labels) => string): string =>
    busy.map((one, t) => (t > 0 && label(slots[t]) !== label(slots[t - 1]) ? '|' : '') + (one ? 'x' : '.')).join('');
  const runsIn = (part: string): string[] => part.match(/x+/g) ?? [];
  const days = text(({ date }) => date).split('|');
  return {
    breaks: days.reduce((sum, day) => sum + Math.max(0, runsIn(day).length - 1), 0),
    longest: Math.max(0, ...runsIn(text(({ session }) => session)).map(run => run.length)),
  };
}
