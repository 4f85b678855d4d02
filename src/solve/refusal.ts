/** Why there is no schedule, and what is told of it. */
import type { Event, Lock } from '../model/event.js';
import type { SolveOutcome } from '../model/outcome.js';
import type { BuildOutcome, Contradiction } from '../model/problem.js';
import type { Budget } from './budget.js';

/** A contradiction as it was found, or what is said where nothing was found. */
export type Refusal =
  | ({
      readonly kind: 'impossible';
      /** Others that were found with it. */
      readonly beside?: readonly Contradiction[];
    } & Contradiction)
  | { readonly kind: 'not-found'; readonly explanation: string };

/** What is said where neither a schedule was found nor a contradiction, and not every schedule was looked at. */
export const NOT_ALL_SEEN =
  'no schedule was found that keeps every must, lock and max_breaks; some whose sessions use a room ' +
  'of a guest, or one that is reserved for it, were not looked at';
/** What is said where neither a schedule was found nor a contradiction. */
export const NOT_KEPT =
  'no schedule was found that keeps every must, lock and max_breaks, nor a proof that there is none; try --effort thorough';

/** Of an event that could not be put into integers. */
export function refusalOf(built: Exclude<BuildOutcome, { readonly kind: 'built' }>): Refusal {
  const [first, ...beside] = built.contradictions;
  return { kind: 'impossible', ...first, beside };
}

/** What is asked of events in which less is demanded. */
export interface Judge {
  /** Whether the event has a schedule that keeps what is demanded; `undefined` where that is not seen before long. */
  isPossible(event: Event): Promise<boolean | undefined>;
  /** Of these locks, those without which the event `loose`, if it had them, would contradict too; not all of them may be told. */
  innocentLocks(loose: Event, locks: readonly Lock[]): Promise<readonly Lock[]>;
  /** Whether counting what is demanded of each participant shows that it has none. */
  isOverfull(event: Event): boolean;
  /** A contradiction of the event, if one is found. */
  refuse(event: Event): Promise<Refusal | undefined>;
}

/** The refusal with all rows that take part in it, or one of fewer rows that is found beside it. */
export async function outcomeOf(event: Event, refusal: Refusal, judge: Judge, budget: Budget): Promise<SolveOutcome> {
  if (refusal.kind === 'not-found') return refusal;
  const { fewestRows } = await import('./fewest-rows.js');
  const { conflict, caveat, explanation } = await fewestRows(event, refusal, judge, budget);
  return { kind: 'impossible', conflict, explanation: explanation + (caveat === undefined ? '' : `; ${caveat}`) };
}
