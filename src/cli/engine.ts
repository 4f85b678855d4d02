/** Options that are not for every event. */
import { UsageError } from '../errors.js';
import type { Event } from '../model/event.js';
import type { Engine } from '../model/outcome.js';
import { asksForGroups } from '../model/ways-to-meet.js';

/** A dense tableau: 8,000 wishes of 1,000 people took 10 s and 1.1 GB. */
const MOST_LP_WISHES = 8000;
/** Columns of the whole program, at most one for each wish and slot; WebAssembly has 4 GB at most. */
const MOST_MIP_COLUMNS = 1_000_000;

/**
 * Group sessions and wishes for organisations have an engine of their own.
 * @throws UsageError before any work. O(wishes)
 */
export function refuseForGroups(event: Event, engine: Engine): void {
  if (engine === 'auto' || !asksForGroups(event)) return;
  throw new UsageError(
    `--engine ${engine} is for one-to-ones alone, and here some wishes are for a seat or for an organisation; leave it out`,
  );
}

/** @throws UsageError where the engine asked for would end without memory, before any work */
export function refuseEngine({ wishes, slots }: Event, engine: Engine): void {
  const columns = wishes.length * slots.length;
  const tooLarge = engine === 'lp' ? wishes.length > MOST_LP_WISHES : engine === 'mip' && columns > MOST_MIP_COLUMNS;
  if (!tooLarge) return;
  const most = engine === 'lp' ? MOST_LP_WISHES : Math.floor(MOST_MIP_COLUMNS / slots.length);
  throw new UsageError(
    `--engine ${engine}: expected at most ${most.toLocaleString('en')} wishes in so many slots, got ${wishes.length.toLocaleString('en')}; leave --engine out`,
  );
}
