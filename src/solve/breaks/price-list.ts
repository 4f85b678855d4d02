/**
 * What fewer breaks cost in points: schedules that keep all promises and less and less of the points, each the best found
 * from the one before on. The search is that of `kempe.ts` with a floor under the points instead of "no point is lost".
 */
import type { PriceList } from '../../model/outcome.js';
import { inOrganisersPoints, type Problem } from '../../model/problem.js';
import type { Budget } from '../budget.js';
import type { Random } from '../random.js';
import type { Reporter } from '../reporter.js';
import { AgendaState } from './agenda-state.js';
import { type Agendas, movesOf } from './agendas.js';
import { type BreakStanding, pointsFrom } from './aim.js';
import { sumOf } from './bound.js';
import { KempeAnnealer } from './kempe.js';
import type { AgendaTarget } from './proof.js';

/** A share of the best points, and the figures of the schedule with the fewest breaks found that holds it. */
export interface PricedFigures {
  /** At most 1. */
  readonly keep: number;
  readonly standing: Pick<BreakStanding, 'promises' | 'points' | 'breaks' | 'idle'>;
}

/** The same with the schedule. */
export interface PriceLine extends PricedFigures {
  readonly slotOf: Int32Array;
}

/** Lines below the first. */
const STEPS = 4;
/** Temperatures in breaks: low enough to stay near the line before. Each line gets the moves of a whole smoothing. */
export const PRICE_COOLING = { first: 0.4, last: 0.15 };
/** Rounding of a share times points; a point is a whole number here. */
const TINY = 1e-9;

/**
 * The lines below the first, none if all points are to be kept: the share of each, and the fewest points that it allows.
 * @param points the best ones
 * @param keep the share that the last line holds at least
 */
export function priceSteps(points: number, keep: number): { readonly share: number; readonly floor: number }[] {
  if (keep >= 1) return [];
  return Array.from({ length: STEPS }, (_, step) => {
    const share = 1 - ((1 - keep) * (step + 1)) / STEPS;
    return { share, floor: points - Math.floor((1 - share) * points + TINY) };
  });
}

/** In the organiser's points. */
export function toPriceList(problem: Problem, keepPoints: number, lines: readonly PricedFigures[]): PriceList {
  const prices = lines.map(({ keep, standing: { points, breaks, idle } }) => {
    return { keep, points: inOrganisersPoints(problem, points), breaks, idle };
  });
  return { keepPoints, prices };
}

/** Says how far the search for one line has come. */
export function sayPrice(reporter: Reporter, { points, breaks, idle }: PricedFigures['standing']): void {
  reporter.say('paying points for fewer breaks', {
    points: [points, Number.POSITIVE_INFINITY],
    breaks: [breaks, 0],
    idle: [idle, 0],
  });
}

/**
 * @param best a schedule that keeps the rules: the first line
 * @param keep the share of its points that the last line holds at least
 * @returns lines of falling shares and breaks; fewer where the budget ended
 */
export async function searchPriceList(
  problem: Problem,
  best: Agendas,
  keep: number,
  budget: Budget,
  random: Random,
  reporter: Reporter,
): Promise<PriceLine[]> {
  const state = new AgendaState(problem, best.slotOf);
  const { promises, points, breaks, idle } = state;
  const lines: PriceLine[] = [{ keep: 1, slotOf: best.slotOf, standing: { promises, points, breaks, idle } }];
  const { moves } = movesOf(problem, best.slotOf, budget);
  for (const { share, floor } of priceSteps(points, keep)) {
    if (budget.stopped) break;
    const annealer = new KempeAnnealer(state, random, pointsFrom(floor, problem));
    annealer.enough = standing => standing.breaks === 0 && standing.points >= points;
    await annealer.run({ ...PRICE_COOLING, moves }, budget);
    annealer.restore();
    const { standing } = annealer;
    lines.push({ keep: share, slotOf: annealer.best, standing });
    sayPrice(reporter, standing);
  }
  return lines;
}

/**
 * The schedule of the last line, and what it and those before cost.
 * @param targetOf what schedules as good as the given one in promises and points have in common
 */
export async function payPoints(
  problem: Problem,
  best: Agendas,
  keep: number,
  targetOf: (slotOf: Int32Array) => Promise<AgendaTarget>,
  budget: Budget,
  random: Random,
  reporter: Reporter,
): Promise<{ agendas: Agendas; priceList: PriceList; told: readonly Int32Array[] }> {
  const lines = await searchPriceList(problem, best, keep, budget, random, reporter);
  const { slotOf, standing } = lines[lines.length - 1];
  const { breaks, idle, points } = standing;
  // What was proved of the first schedule holds for all that are no worse in promises and points.
  const bounds = points < lines[0].standing.points ? sumOf((await targetOf(slotOf)).least) : best.bounds;
  return {
    agendas: { slotOf, breaks, idle, keepsRules: true, bounds },
    priceList: toPriceList(problem, keep, lines),
    told: lines.map(line => line.slotOf),
  };
}
