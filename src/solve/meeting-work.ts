/** How much of each step the choice of meetings takes, by the size of the event and the effort. */
import { countBits, type Problem, UNBOUNDED } from '../model/problem.js';
import { type AlikeSlots, findAlike } from './alike-slots.js';
import type { AnnealPlan } from './anneal.js';
import type { Budget } from './budget.js';
import type { KernelTask } from './kernel.js';
import { HUGE } from './prices.js';
import { twoColour } from './selection/sides.js';
import type { WindowPlan } from './windows.js';

/** Turns of annealing; tightness and temperatures in mean points. With best prices tight pairs alone nearly always do. */
export const PLANS: readonly Omit<AnnealPlan, 'moves'>[] = [
  { tightness: 0.0025, first: 0.25, last: 0.01 },
  { tightness: 0.0025, first: 0.6, last: 0.02 },
  { tightness: 0.0025, first: 0.6, last: 0.02 },
  { tightness: 0.07, first: 0.6, last: 0.02 },
];
/** Instead of any of these where bound and schedule are far apart: of events up to some thousand meetings, and of larger ones. */
const FAR_PLAN = { tightness: 0.05, first: 0.6, last: 0.05, followsPaths: true };
const FAR_PLAN_OF_LARGE = { tightness: 0.02, first: 0.3, last: 0.02, followsPaths: true };
/** The only turn of a quick run of a large event: its prices are coarser, and leave more to try. */
const HURRIED_PLAN = { tightness: 0.05, first: 0.25, last: 0.01 };
/** The only turn of a huge event: hardly a move a meeting, or some, so that there is no time to cool down from more. */
const HUGE_PLAN = { tightness: 0.0025, first: 0.02, last: 0.002 };
/** Where promises were settled at the cost of points: twice. */
const REGAINING = { tightness: 0.1, first: 1, last: 0.02 };
/** Branches of a kernel, and iterations of simplex: some seconds; and of a quick one. */
const KERNEL = { nodes: 2000, iterations: 20_000, quickIterations: 1000 } as const;
/** Questions from the bound downwards; a kernel that is one has so many pairs and branches at most. */
const FROM_ABOVE = { pairs: 4000, nodes: 100 } as const;
/** The same where our own branches alone decide, four for each of these: iterations of all questions together. */
const DECIDING = { pairs: 2000, nodes: 2000, iterations: 60_000 } as const;

/** Parts of the points within which the flow's prices are as good a guide to a schedule as any, and within which they are one. */
export const GUIDES = { best: 0.001, some: 0.1 } as const;
/** A part of the points beyond which bound and schedule are far apart: mostly where people have few slots in common. */
export const FAR = 0.0035;

/**
 * Parts of the points that some annealing may gain, and a turn of it; turns of prices that gain no more than the last have next to
 * nothing left to gain.
 */
export const REACHES = { some: 0.02, turn: 0.005, negligible: 5e-6 } as const;
/** The last of these where time is short. */
const BRIEFLY_NEGLIGIBLE = 5e-5;

/** Up to so many meetings programs take less time than annealing. */
const SMALL = 200;
/** From this many meetings the first schedule is filled with shallow chains, and one long cooling has to do. */
const LARGE = 5000;
/** Up to so many meetings annealing, windows and programs gain as much as slots that are filled one after the other. */
const FEW_FOR_SLOTS = 1000;
/** The same of a quick run: from here on programs and windows take more than its second. */
const LARGE_IN_A_HURRY = 800;
/** From this many meetings prices leave a gap of so small a part of the points alone. */
const VERY_LARGE = 20_000;
/** Moves a meeting, and in all at most so many. */
const MOVES_PER_MEETING = 500;
/** Fewer meetings get as many moves. */
const FEW = 40;
/** Where windows do the rest sooner. */
const MOVES_BEFORE_WINDOWS = 150;
const MOST_MOVES = 3e6;
/** Windows: some seconds, in very large events some fifteen. */
const WINDOWS = {
  slotPairs: 4000,
  peoplePairs: 8000,
  widest: 4,
  aboutPairs: 20_000,
  rounds: 40,
  pairs: 400_000,
  iterations: 150_000,
} as const;
/** Of events that are not large, far from their bound: many small ones. */
const FAR_WINDOWS = { ...WINDOWS, slotPairs: 800, peoplePairs: 800, rounds: 100 } as const;
const WINDOWS_OF_VERY_LARGE = {
  slotPairs: 8000,
  peoplePairs: 16_000,
  widest: 2,
  aboutPairs: 30_000,
  rounds: 60,
  pairs: 900_000,
  iterations: 360_000,
} as const;
/** Of windows of slots and of people. */
const TIGHTNESS = 0.0025;
/** Iterations of one window. */
const MOST_ITERATIONS = { about: 20_000, others: 10_000 } as const;
/** Rests make each iteration take several times as long. */
const PART_WITH_RESTS = 1 / 2;
const ITERATIONS_WITH_RESTS = 1 / 3;
/** Of all windows of a quick run. */
const QUICK_WINDOW_ITERATIONS = 1500;
const QUICK_MOVES = 100_000;
const QUICK_MOVES_OF_LARGE = 30_000;
/** Without prices of each slot few moves gain anything. */
const MOST_BLIND_MOVES = 1e6;
/** Of huge events, where few meetings are not where prices want them: a few seconds, and in a thorough run some more. */
const MOST_HUGE_MOVES = { brief: 600_000, thorough: 2e6 } as const;
/** Turns of annealing: of so many moves together, in a quick run of fewer, where the event is not large. */
const TURN_MOVES = 1.5e6;
const MOST_TURNS = 12;
const PRICE_ITERATIONS = 240;
/** Iterations of a quick run's only turn, times meetings: a tenth of a second or two. */
const HURRIED_STEPS = 2e6;
const MOST_PRICE_TURNS = 16;
const MOST_HUGE_TURNS = 4;
/**
 * Parts of the points: as little is not worth the time in very large events, which take seconds for it, and in huge ones, but for a
 * thorough run. Events of 10,000 people are mostly proved so.
 */
const CLOSE = 5e-7;
const HUGE_CLOSE = 1e-4;
/** Pairs (meeting, slot), alike slots counted once, up to which prices are sought: beyond them the flow's have to do. */
const MOST_PRICED_PAIRS = 5e6;
/** Pairs (meeting, slot) up to which simplex finds prices sooner; in large events, up to which it closes what other prices leave. */
const MOST_SIMPLEX_PAIRS = { others: 20_000, large: 250_000 } as const;
/** Mean points of a meeting. */
const STEP = 0.1;

export class MeetingWork {
  readonly isSmall: boolean;
  /** Also where a quick run takes it for large. */
  readonly isLarge: boolean;
  readonly isLargeAnyway: boolean;
  readonly isVeryLarge: boolean;
  readonly isHuge: boolean;
  /** A huge event that time is short for: any but a thorough run leaves small gains alone. */
  readonly isBrief: boolean;
  /** Of a large event. */
  readonly alike: AlikeSlots | undefined;
  /**
   * Whether the people fall into two groups none of which meets itself: there odd sets exclude nothing. Very large events are
   * not looked at.
   */
  readonly isTwoSided: boolean;
  /** Whether prices of each slot are sought, and not coarse ones alone. */
  readonly isPriced: boolean;
  /** Part of the points between schedule and bound that is left where it is. */
  readonly closeEnough: number;
  /** Part of the points within which no finer prices are sought: in quick runs of large events the flow's are a guide as good. */
  readonly pricedEnough: number;
  /** Whether programs are sought for the last steps: they take more than the second that a quick run has. */
  readonly usesPrograms: boolean;
  readonly kernel: Pick<KernelTask, 'nodes' | 'iterations'>;
  /** Instead, where one is looked for from the bound downwards. */
  readonly fromAbove: Pick<KernelTask, 'nodes' | 'mostPairs'>;
  /** The same by our own branches alone; `iterations` of all questions together. */
  readonly deciding: Required<Pick<KernelTask, 'nodes' | 'mostPairs' | 'iterations'>>;
  readonly opensWindows: boolean;
  /** Whether slots are filled one after the other (slot-by-slot.ts) where bound and schedule are far apart. */
  readonly goesSlotBySlot: boolean;
  readonly windows: WindowPlan;
  /** Where bound and schedule are far apart. */
  readonly farWindows: WindowPlan;
  /** Whether simplex finds prices of the event before long. */
  readonly fitsSimplex: boolean;
  /** Whether prices are sought by simplex: not with orders and rests of delegations, which have no price. */
  readonly usesSimplex: boolean;
  /** Points between two questions from the bound downwards. */
  readonly step: number;
  /** Of one turn of annealing. */
  readonly moves: number;
  readonly turns: number;
  /** One for each turn, over and over. */
  readonly plans: readonly Omit<AnnealPlan, 'moves'>[];
  /** Where bound and schedule are far apart, in their stead. */
  readonly farPlan: Omit<AnnealPlan, 'moves'>;
  /** Runs of annealing in a large event, when promises were settled at the cost of points. */
  readonly regaining: readonly Omit<AnnealPlan, 'moves'>[];
  /** Turns of prices at most: none where a turn alone would take the time and memory of all the rest. */
  readonly priceTurns: number;
  /** Turns of prices in a row that may gain next to nothing, and what part of the points that is. */
  readonly patience: number;
  readonly negligible: number;
  /** Iterations of a turn of prices. */
  readonly iterations: number;
  /** Depth of chains where a schedule is made anew along prices: annealing gains what deeper ones would, in less time. */
  readonly refillDepth: number;

  /**
   * O(meetings · slots).
   * @param isHurried whether a quick run takes the event for a large one
   */
  constructor(problem: Problem, budget: Budget, isHurried = budget.isQuick && problem.meetings > LARGE_IN_A_HURRY) {
    const { meetings, points, order, maxConsecutive, parallel } = problem;
    this.isSmall = meetings <= SMALL;
    this.isLargeAnyway = meetings > LARGE;
    this.isLarge = this.isLargeAnyway || isHurried;
    this.isVeryLarge = meetings > VERY_LARGE;
    this.isHuge = meetings > HUGE;
    this.isBrief = this.isHuge && !budget.isThorough;
    this.usesPrograms = !isHurried;
    const iterations = budget.amount(KERNEL.iterations, KERNEL.quickIterations);
    this.kernel = { nodes: budget.amount(KERNEL.nodes), iterations };
    this.fromAbove = { nodes: budget.amount(FROM_ABOVE.nodes), mostPairs: FROM_ABOVE.pairs };
    this.deciding = {
      nodes: budget.amount(DECIDING.nodes),
      mostPairs: DECIDING.pairs,
      iterations: budget.amount(DECIDING.iterations, KERNEL.quickIterations),
    };
    this.opensWindows = !this.isSmall && !this.isHuge && !isHurried;
    this.goesSlotBySlot = meetings > FEW_FOR_SLOTS && !this.isVeryLarge && !budget.isQuick;
    const hasRests = maxConsecutive.some(most => most < UNBOUNDED);
    const [part, share] = hasRests ? [PART_WITH_RESTS, ITERATIONS_WITH_RESTS] : [1, 1];
    const planOf = (windows: Omit<WindowPlan, 'tightness' | 'mostIterations'>, tightness: number): WindowPlan => ({
      tightness,
      slotPairs: windows.slotPairs * part,
      peoplePairs: windows.peoplePairs * part,
      widest: windows.widest,
      aboutPairs: windows.aboutPairs * part,
      rounds: budget.amount(windows.rounds),
      pairs: budget.amount(windows.pairs),
      iterations: budget.amount(windows.iterations * share, QUICK_WINDOW_ITERATIONS),
      mostIterations: {
        about: Math.ceil(MOST_ITERATIONS.about * share),
        others: Math.ceil(MOST_ITERATIONS.others * share),
      },
    });
    this.farPlan = this.isLarge ? FAR_PLAN_OF_LARGE : FAR_PLAN;
    const ofAny = this.isVeryLarge ? WINDOWS_OF_VERY_LARGE : WINDOWS;
    this.windows = planOf(ofAny, TIGHTNESS);
    this.farWindows = planOf(this.isLarge ? ofAny : FAR_WINDOWS, this.farPlan.tightness);
    const each = this.isLarge && this.opensWindows ? MOVES_BEFORE_WINDOWS : MOVES_PER_MEETING;
    // Neighbouring slots are told apart where rests have prices; a huge event goes without them.
    this.alike = this.isLarge && (this.isHuge || !hasRests) ? findAlike(problem) : undefined;
    const { domain } = this.alike?.folded ?? problem;
    const pairs = countBits(domain);
    this.isTwoSided = !this.isVeryLarge && twoColour(problem) !== undefined;
    const isUnpriced = order.first.length > 0 || maxConsecutive.some((most, p) => most < UNBOUNDED && parallel[p] > 1);
    this.fitsSimplex = !this.isLarge && pairs <= MOST_SIMPLEX_PAIRS.others;
    const fitsLate = this.isLargeAnyway && !this.isVeryLarge && !budget.isQuick;
    const isPricedBySimplex = this.fitsSimplex || (fitsLate && countBits(problem.domain) <= MOST_SIMPLEX_PAIRS.large);
    this.usesSimplex = isPricedBySimplex && !isUnpriced;
    this.step = Math.max(1, Math.round((STEP * points.reduce((sum, w) => sum + w, 0)) / Math.max(1, meetings)));
    this.isPriced = pairs <= MOST_PRICED_PAIRS;
    const ofHuge = this.isBrief ? MOST_HUGE_MOVES.brief : MOST_HUGE_MOVES.thorough;
    const most = !this.isPriced ? MOST_BLIND_MOVES : this.isHuge ? ofHuge : MOST_MOVES;
    this.moves = budget.amount(
      Math.min(most, each * Math.max(FEW, meetings)),
      isHurried ? QUICK_MOVES_OF_LARGE : QUICK_MOVES,
    );
    const turnMoves = Math.min(TURN_MOVES, budget.amount(TURN_MOVES));
    this.turns = this.isLarge ? 1 : Math.min(MOST_TURNS, Math.ceil(turnMoves / this.moves));
    this.plans = isHurried ? [HURRIED_PLAN] : this.isHuge && this.isPriced ? [HUGE_PLAN] : PLANS;
    this.regaining = this.isLarge ? [REGAINING, REGAINING] : [];
    this.closeEnough = !this.isVeryLarge ? 0 : this.isBrief ? HUGE_CLOSE : CLOSE;
    this.pricedEnough = isHurried ? GUIDES.best : this.closeEnough;
    this.priceTurns = !this.isPriced ? 0 : isHurried ? 1 : this.isBrief ? MOST_HUGE_TURNS : MOST_PRICE_TURNS;
    // Small events have their gap closed by kernels; a turn in huge ones is half as long.
    this.patience = this.isLarge ? 2 : 1;
    this.negligible = this.isBrief ? BRIEFLY_NEGLIGIBLE : REACHES.negligible;
    const fraction = this.isHuge ? 4 : this.isLarge ? 2 : 1;
    const turn = PRICE_ITERATIONS / fraction;
    this.iterations = isHurried ? turn * Math.max(1, Math.floor(HURRIED_STEPS / (turn * meetings))) : turn;
    this.refillDepth = (this.isVeryLarge && this.isPriced) || isHurried ? 1 : 2;
  }
}
