/** How much memory V8 takes, and what is given back between the steps of a large job. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Event } from '../model/event.js';
import type { Progress } from '../model/outcome.js';

/** What a process of `ejrc` asks of V8, before anything else. */
export function tuneV8(): void {
  // V8 lets the heap grow to a multiple before it collects: with a million wishes to 676 MB where 501 did, in the same time.
  setFlagsFromString('--heap-growing-percent=25');
  // By default most of a solver in WebAssembly is compiled anew in its first tenths of a second, at more cost than its programs have.
  setFlagsFromString('--wasm-tiering-budget=300000000');
}

/** From so many wishes what a step leaves behind is tens of megabytes. */
const MANY_WISHES = 200_000;

/**
 * Gives back what the last step left behind before the next one asks for more: V8 would let both stand side by side. Takes a
 * tenth of a second with a million wishes, and nothing in smaller events. O(memory in use).
 */
export function clearAway({ wishes }: Event): void {
  if (wishes.length < MANY_WISHES) return;
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('typeof gc === "function" ? gc : undefined');
  if (typeof collect === 'function') collect();
}

/** A listener that does so whenever the solver goes on to another step, and after each turn of the one that takes most. */
export function clearingSteps(event: Event): (progress: Progress) => void {
  let last = '';
  return ({ phase }) => {
    if (phase !== last || phase === 'proving bounds') clearAway(event);
    last = phase;
  };
}
