/**
 * Rooms that are reserved in many ways have more unions than can be counted (`model/room-limits.ts`). Where the recipe knows
 * beforehand which of them run short, it is asked for a schedule at once. Else solves are made under few of their limits, quick
 * ones first, and those that a schedule breaks are added until none is: row generation (Dantzig, Fulkerson & Johnson 1954,
 * doi:10.1287/opre.2.4.393). Fewer limits allow more, so that every bound holds, and every contradiction.
 */
import type { Event, Lock } from '../model/event.js';
import { NO_UNIONS, type Unions } from '../model/limits.js';
import type { SolveOutcome } from '../model/outcome.js';
import type { BuildOutcome } from '../model/problem.js';
import { Budget } from './budget.js';
import { type Judge, outcomeOf, type Refusal, refusalOf } from './refusal.js';
import { countUnions, joinUnions } from './short-unions.js';
import type { SolveOptions } from './solve.js';

/** Quick schedules made under too few limits, as long as no more than so many are known: each takes longer than the one before. */
const MOST_TRIALS = 24;
const QUICK_TRIALS = 4;
const MOST_KNOWN = 64;
/** Schedules made as was asked for under too few limits. */
const MOST_ATTEMPTS = 4;

const NOTHING = { promises: null, points: null, breaks: null, idle: null, moves: null };

/** What is said where limits were missing to the end. */
const NOT_SEATED: SolveOutcome = {
  kind: 'not-found',
  explanation:
    'no schedule was found whose meetings all find the rooms and interpreters that they may use; ' +
    'reserve rooms (only, room) for fewer groups, or name fewer languages of each interpreter',
};

/** A schedule that keeps the limits looked at. */
export interface Attempt<Slots> {
  /** To go on from under more limits; `undefined`: not possible. */
  readonly slots: Slots | undefined;
  /** What its meetings are short of all the same. */
  readonly short: Unions;
  /** Whether a schedule as asked for was mended, so that making it anew would bring little. */
  readonly isMended: boolean;
  /** The rest of the recipe; `undefined` where they are short of something. */
  readonly finish: ((inTime: Budget) => Promise<SolveOutcome>) | undefined;
  /** The same of another schedule that is short of nothing, under the bounds of this one; `undefined` where none is found. */
  settle(options: SolveOptions, budget: Budget): Promise<SolveOutcome | undefined>;
}

/** How events of one sort are solved: in integers, then once for each choice of limits. */
export interface Recipe<Built, Slots> {
  build(
    event: Event,
  ): { readonly kind: 'built'; readonly problem: Built } | Exclude<BuildOutcome, { readonly kind: 'built' }>;
  hasAllLimits(problem: Built): boolean;
  withUnions(problem: Built, unions: Unions): Built;
  /** A schedule whose meetings find their places as they are chosen; `undefined` where none is found so. */
  direct?(problem: Built, options: SolveOptions, budget: Budget): Promise<SolveOutcome | undefined>;
  /** Whether all that is demanded can be kept; `undefined` where that is not seen before long. */
  canKeepMusts(problem: Built, budget: Budget): Promise<boolean | undefined>;
  /** Of locks that `problem` does without, those that its contradiction with all of them does not need, as far as is soon seen. */
  innocentLocks?(problem: Built, locks: readonly Lock[], budget: Budget): Promise<readonly Lock[]>;
  /** Whether counting shows that more is demanded of somebody than can be. */
  isOverfull(problem: Built): boolean;
  /** The same as `canKeepMusts`, with more work: how, or why not. */
  keepMusts(
    problem: Built,
    budget: Budget,
  ): Promise<{ readonly kind: 'kept' } | { readonly kind: 'refused'; readonly refusal: Refusal }>;
  /** @param earlier slots to go on from, as far as they keep the limits */
  attempt(
    problem: Built,
    options: SolveOptions,
    budget: Budget,
    earlier: Slots | undefined,
  ): Promise<Attempt<Slots> | { readonly refused: Refusal }>;
}

/** Follows the recipe, once where all limits can be counted. */
export async function underEnoughLimits<Built, Slots>(
  recipe: Recipe<Built, Slots>,
  event: Event,
  options: SolveOptions,
): Promise<SolveOutcome> {
  const budget = new Budget(options);
  const judge = judgeBy(recipe, budget);
  const refused = (refusal: Refusal): Promise<SolveOutcome> => outcomeOf(event, refusal, judge, budget);
  const built = recipe.build(event);
  if (built.kind !== 'built') return refused(refusalOf(built));
  let { problem } = built;
  let unions = NO_UNIONS;
  let [trials, attempts] = [budget.isQuick ? QUICK_TRIALS : MOST_TRIALS, MOST_ATTEMPTS];
  let isTrial = !recipe.hasAllLimits(problem);
  /** Trials have no price lists. */
  const isAll = options.keepPoints === undefined;
  let earlier: Slots | undefined;
  const sayTrial = (): void =>
    options.onProgress?.({ phase: 'finding rooms that run short', values: NOTHING, bounds: NOTHING });
  if (isTrial && recipe.direct) {
    sayTrial();
    const outcome = await recipe.direct(problem, options, budget);
    if (outcome?.kind === 'solved') return outcome;
  }
  for (;;) {
    if (isTrial) sayTrial();
    if (isTrial) trials--;
    else attempts--;
    const [how, time] = isTrial ? [quick(options), budget.quick()] : [options, budget];
    const attempt = await recipe.attempt(problem, how, time, earlier);
    if ('refused' in attempt) {
      if (!isTrial || attempt.refused.kind === 'impossible') return refused(attempt.refused);
      isTrial = false;
    } else if (attempt.finish) {
      if (!isTrial || (isAll && (attempt.isMended || budget.isQuick))) return attempt.finish(budget);
      isTrial = false;
    } else {
      unions = joinUnions(unions, attempt.short);
      const isAtEnd = isTrial ? trials === 0 || countUnions(unions) > MOST_KNOWN : attempts === 0;
      if (isAtEnd || budget.stopped) return (await attempt.settle(options, budget)) ?? NOT_SEATED;
      problem = recipe.withUnions(problem, unions);
      // The first schedule as asked for is made anew; those after it go on from the one before.
      if (!isTrial) earlier = attempt.slots;
      isTrial = trials > 0;
    }
  }
}

function judgeBy<Built, Slots>(recipe: Recipe<Built, Slots>, budget: Budget): Judge {
  return {
    async isPossible(changed) {
      const built = recipe.build(changed);
      return built.kind === 'built' ? recipe.canKeepMusts(built.problem, budget) : false;
    },
    async innocentLocks(loose, locks) {
      const built = recipe.build(loose);
      return built.kind === 'built' && recipe.innocentLocks ? recipe.innocentLocks(built.problem, locks, budget) : [];
    },
    isOverfull(changed) {
      const built = recipe.build(changed);
      return built.kind !== 'built' || recipe.isOverfull(built.problem);
    },
    async refuse(changed) {
      const built = recipe.build(changed);
      if (built.kind !== 'built') return refusalOf(built);
      const answer = await recipe.keepMusts(built.problem, budget);
      return answer.kind === 'refused' ? answer.refusal : undefined;
    },
  };
}

/** Options of what is done on the way: it tells nobody of itself. */
function quick(options: SolveOptions): SolveOptions {
  return { ...options, effort: 'quick', keepPoints: undefined, onProgress: undefined };
}
