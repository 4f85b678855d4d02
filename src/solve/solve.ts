/** What can be asked, and the two recipes: for one-to-ones alone, and with sessions. Each is a file on one screen. */
import type { Event } from '../model/event.js';
import { EFFORTS, type Engine, LEAST_KEPT, type Progress, type SolveOutcome } from '../model/outcome.js';
import { asksForGroups } from '../model/ways-to-meet.js';
import type { BudgetOptions } from './budget.js';
import { underEnoughLimits } from './row-generation.js';
import { PAIRS } from './solve-pairs.js';

/** What is asked of a solve. */
export interface SolveOptions extends BudgetOptions {
  /** Any integer, a RangeError otherwise; the same seed, effort and event give the same schedule on every machine. */
  readonly seed: number;
  /**
   * `auto` where none is given; events with groups or wishes for organisations know no other: a RangeError. `lp` is meant for up
   * to some thousand meetings: its tableau is dense.
   */
  readonly engine?: Engine | undefined;
  /**
   * Gives points up for fewer breaks: the share of the best points to keep, from 0.5 to 1; a RangeError beyond.
   * Promises are never given up. Not set: neither are points.
   */
  readonly keepPoints?: number | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * Schedules an event: promises → points → breaks → idle → moves, each with the best bound proved; then, if asked for, gives
 * points up for fewer breaks. Where `signal` aborts or the time limit passes, with the best found so far.
 * Contradictory musts and locks are an outcome, not an exception. Time grows with the wishes times the slots, and with the effort.
 * @throws RangeError for options out of range, and where all points together cannot be counted exactly
 */
export async function solveEvent(event: Event, options: SolveOptions): Promise<SolveOutcome> {
  const { seed, effort, keepPoints, engine = 'auto' } = options;
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed: expected a whole number, got ${seed}`);
  if (!EFFORTS.includes(effort)) throw new RangeError(`effort: expected one of ${EFFORTS.join(', ')}, got ${effort}`);
  if (keepPoints !== undefined && !(keepPoints >= LEAST_KEPT && keepPoints <= 1))
    throw new RangeError(`keepPoints: expected a share from ${LEAST_KEPT} to 1, got ${keepPoints}`);
  if (!asksForGroups(event)) return underEnoughLimits(PAIRS, event, options);
  if (engine !== 'auto')
    throw new RangeError('engine: for one-to-ones alone, and some wishes are for a seat or an organisation');
  return underEnoughLimits((await import('./groups/solve-groups.js')).GROUPS, event, options);
}
