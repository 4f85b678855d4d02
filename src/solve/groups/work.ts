/** How much of each step the choice of meetings and groups takes, by the size of the event and the effort. */
import type { GroupProblem } from '../../model/group-problem.js';
import type { Budget } from '../budget.js';
import { type Items, placesOf } from './items.js';
import { standAlone } from './pairs-beside.js';

/** Tries of a round: so many a place (an item in a slot), within limits; of the first look at most so many. */
const FIRST_MOVES = 40_000;
const MOVES_A_PLACE_AT_FIRST = 40;
const MOVES_A_PLACE = 80;
const MOVES_A_PLACE_OF_FEW = 400;
const MOVES_OF_FEW = 150_000;
const MOST_MOVES = 600_000;
/** Up to so many places the larger program is solved at once. */
const SMALL = 1500;
/** From so many places on, branches and windows take long and gain little: they are for thorough runs. */
export const LARGE = 10_000;
/** Up to so many a large event has a bound with slots of its own; beyond, those that one-to-ones beside sessions prove. */
export const MOST_PLACES = 600_000;
/** Rounds on what is left of the gap, by places up to which there are so many. */
const ROUNDS = [
  [SMALL, 8],
  [Number.POSITIVE_INFINITY, 4],
] as const;
/** Places up to which branches have prices by slot of seats. */
const MOST_PRICED = 60_000;
/**
 * Of a quick run: the same, with so many iterations of simplex for each proof; places up to which there are prices by slot at
 * all; and the part of the moves, less where the one-to-ones are chosen anew beside the sessions.
 */
const QUICK = { mostPriced: 3500, iterations: 1000, mostPlaces: LARGE, part: 4, partBesidePairs: 8 } as const;
/** Steps of a proof in a round: fewer where each takes longer. */
const MOST_STEPS = 60;
const PLACES_A_ROUND = 16_000;
/** Of a thorough run: times as many rounds, and steps of a proof after them. */
const THOROUGH_ROUNDS = 3;
const THOROUGH_STEPS = 1500;
const THOROUGH_PLACES = 5_000_000;
/** Windows of a round. */
const WINDOWS = 12;
/** Of a round in which seats alone are sought, those of a round of all items: they take far less. */
const SEAT_MOVES = 2;

/**
 * What an item in a slot may cost to take part in a round, in mean points of an item: rounds on very little find soonest what
 * little holds, those on more what it does not. What no better schedule can hold takes part in none.
 */
export const TIGHTNESS = [1 / 6, Number.POSITIVE_INFINITY, 2 / 3];
/** Temperatures in mean points: from nothing, and from the best so far. */
export const HOT = { first: 0.7, last: 0.05 };
export const WARM = { first: 0.25, last: 0.04 };
/** From one-to-ones that were chosen beside the sessions alone: near enough for these to be worth a change. */
export const COOL = { first: 0.05, last: 0.02 };

/** See `BoundKeeper`, which has limits of its own where one is left out. */
export interface BoundLimits {
  readonly mostPlaces?: number;
  readonly mostExact?: number;
  readonly iterations?: number;
}

export class GroupWork {
  /** Prices by slot of seats are known as soon as the first schedule. */
  readonly isSmall: boolean;
  /** Whether one-to-ones are chosen anew beside the sessions. */
  readonly hasPairsBeside: boolean;
  /** Whether branches and windows are left out. */
  readonly isLarge: boolean;
  /** Whether branches are priced at all, and beside the rounds. */
  readonly canPrice: boolean;
  readonly takesSteps: boolean;
  /** Whether a large event has a bound with slots beside that of the prices of its one-to-ones. */
  readonly hasTimeBound: boolean;
  /** Whether the fractions of the larger program are worth following. */
  readonly usesPrograms: boolean;
  /** Of the first round, and of others. */
  readonly firstMoves: number;
  readonly moves: number;
  readonly rounds: number;
  /** Steps of a proof in a round, and turns of so many after all rounds of a thorough run. */
  readonly steps: number;
  readonly lastTurns: number;
  readonly windows: number;
  /** Of a round of seats beside one-to-ones, where these are chosen alone. */
  readonly seatMoves: number;
  readonly limits: BoundLimits;

  /** O(items · words). */
  constructor(problem: GroupProblem, items: Items, budget: Budget) {
    const { isQuick, isThorough } = budget;
    const places = placesOf(items);
    this.isSmall = places <= SMALL;
    this.hasPairsBeside = places > LARGE && standAlone(problem);
    this.isLarge = places > LARGE && !isThorough;
    this.canPrice = places <= (isQuick ? QUICK.mostPriced : MOST_PRICED);
    this.takesSteps = this.canPrice && !this.isLarge;
    this.usesPrograms = !this.isLarge && !isQuick;
    const ofFew = Math.min(MOVES_OF_FEW, places * MOVES_A_PLACE_OF_FEW);
    const wanted = Math.max(ofFew, Math.min(MOST_MOVES, places * MOVES_A_PLACE));
    const part = this.hasPairsBeside ? QUICK.partBesidePairs : QUICK.part;
    this.moves = isThorough ? 2 * wanted : isQuick ? Math.ceil(wanted / part) : wanted;
    // Where prices are waited for, quick runs and large events do meanwhile what others do in a round after that.
    this.firstMoves =
      isQuick || this.isLarge ? this.moves : budget.amount(Math.min(FIRST_MOVES, MOVES_A_PLACE_AT_FIRST * places));
    const rounds = ROUNDS.find(([most]) => places <= most)![1];
    this.hasTimeBound = !isQuick && places <= MOST_PLACES;
    this.rounds = isThorough ? THOROUGH_ROUNDS * rounds : isQuick ? 1 : rounds;
    const steps = Math.max(1, Math.min(MOST_STEPS, Math.floor(PLACES_A_ROUND / places)));
    this.steps = isThorough ? 4 * steps : steps;
    this.lastTurns = Math.ceil(Math.min(THOROUGH_STEPS, Math.ceil(THOROUGH_PLACES / places)) / this.steps);
    this.windows = budget.amount(WINDOWS);
    this.seatMoves = Math.ceil((SEAT_MOVES * wanted) / (isQuick ? part : 1));
    this.limits = isQuick ? { mostPlaces: QUICK.mostPlaces, iterations: QUICK.iterations } : {};
  }
}
