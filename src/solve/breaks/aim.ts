/** What a search for fewer breaks may give up, and which of two schedules it takes for the better one. */
import { type AgendaWeights, BREAK, SMOOTH } from './agenda-figures.js';

export interface BreakStanding {
  /** Conflicts and meetings too many for the rooms. */
  readonly conflicts: number;
  /** Breaks over someone's `max_breaks`. */
  readonly overCap: number;
  readonly promises: number;
  readonly points: number;
  readonly breaks: number;
  readonly idle: number;
}

/** What is paid for `max_breaks`. */
export interface CapPrices {
  /** An average meeting, in breaks; a promise four times as much. */
  readonly meeting: number;
  /** A break over someone's cap, and a busy slot that would have to be free for it to go, in average meetings. */
  readonly overCap: number;
  readonly stray: number;
  /** Other breaks and idle slots each, in twentieths of a break. */
  readonly others: number;
}

/** Candidate meetings and the points of each. */
interface Worth {
  readonly meetings: number;
  readonly points: Float64Array;
}

interface Judge {
  /** What agendas cost. */
  readonly weights: AgendaWeights;
  /** Cost of what a change lost, in twentieths of a break; infinite where it must not be lost. `now`: after the change. */
  cost(lostPromises: number, lostPoints: number, now: { readonly points: number }): number;
  isBetter(a: BreakStanding, b: BreakStanding): boolean;
}

/** Something may be given up. */
export interface PayingAim extends Judge {
  /** What the search reckons with, in twentieths of a break. A promise is infinitely dear where none may be lost. */
  readonly prices: { readonly point: number; readonly promise: number };
}

export type Aim = PayingAim | (Judge & { readonly prices?: undefined });

/**
 * What an average meeting is worth, in breaks, where points are paid for fewer of them: beside the floor, a reason to pay for
 * what is worth it alone.
 */
const BREAKS_A_MEETING_AT_FLOOR = 0.5;

/** As good in promises and points as before, or better. */
export const NOTHING_LOST: Aim = {
  weights: SMOOTH,
  cost: (lostPromises, lostPoints) =>
    lostPromises > 0 || (lostPromises === 0 && lostPoints > 0) ? Number.POSITIVE_INFINITY : 0,
  isBetter: hasFewer,
};

/** Promises and points are paid while someone is over its `max_breaks`. */
export function capsFirst(problem: Worth, { meeting, overCap, stray, others }: CapPrices): PayingAim {
  const prices = { point: costOfPoint(problem, meeting), promise: BREAK * 4 * meeting };
  const inMeetings = (count: number): number => Math.round(BREAK * meeting * count);
  return {
    weights: { break: others, overCap: inMeetings(overCap), stray: inMeetings(stray), idle: others },
    prices,
    cost: (lostPromises, lostPoints) => prices.point * lostPoints + prices.promise * lostPromises,
    isBetter: hasFewer,
  };
}

/** The same for no more than it is worth: of two schedules the better one is that with more points for its breaks over caps. */
export function capsAtPrice(problem: Worth, capPrices: CapPrices): PayingAim {
  const aim = capsFirst(problem, capPrices);
  const { weights, prices } = aim;
  const worth = ({ promises, points, overCap }: BreakStanding): number =>
    prices.promise * promises + prices.point * points - (weights.overCap + weights.stray) * overCap;
  const isBetter = (a: BreakStanding, b: BreakStanding): boolean => {
    const more = worth(a) - worth(b);
    return a.conflicts !== b.conflicts || Math.abs(more) < 1e-6 ? hasFewer(a, b) : more > 0;
  };
  return { ...aim, isBetter };
}

/** Points are paid for fewer breaks down to a floor; promises never. */
export function pointsFrom(floor: number, problem: Worth): PayingAim {
  const prices = { point: costOfPoint(problem, BREAKS_A_MEETING_AT_FLOOR), promise: Number.POSITIVE_INFINITY };
  return {
    weights: SMOOTH,
    prices,
    cost: (lostPromises, lostPoints, { points }) =>
      lostPromises > 0 || points < floor ? Number.POSITIVE_INFINITY : prices.point * lostPoints,
    isBetter: hasFewerFirst,
  };
}

/** Cost of a point where an average meeting is worth so many breaks. */
function costOfPoint({ points, meetings }: Worth, breaksAMeeting: number): number {
  const total = points.reduce((sum, value) => sum + value, 0);
  return total > 0 ? (BREAK * breaksAMeeting * meetings) / total : 0;
}

export function hasFewer(a: BreakStanding, b: BreakStanding): boolean {
  if (a.conflicts !== b.conflicts) return a.conflicts < b.conflicts;
  if (a.overCap !== b.overCap) return a.overCap < b.overCap;
  if (a.promises !== b.promises) return a.promises > b.promises;
  if (a.points !== b.points) return a.points > b.points;
  if (a.breaks !== b.breaks) return a.breaks < b.breaks;
  return a.idle < b.idle;
}

/** Breaks and idle slots before points. */
export function hasFewerFirst(a: BreakStanding, b: BreakStanding): boolean {
  if (a.conflicts !== b.conflicts) return a.conflicts < b.conflicts;
  if (a.overCap !== b.overCap) return a.overCap < b.overCap;
  if (a.promises !== b.promises) return a.promises > b.promises;
  if (a.breaks !== b.breaks) return a.breaks < b.breaks;
  if (a.idle !== b.idle) return a.idle < b.idle;
  return a.points > b.points;
}
