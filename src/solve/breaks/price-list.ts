/**
 * What fewer breaks cost in points: schedules that keep all promises and less and less of the points, each the best found
 * from the one before on. The search is that of `kempe.ts` with a floor under the points instead of "no point is lost".
 */
import type { Problem } from '../../model/problem.js';
import type { Budget } from '../budget.js';
import type { Random } from '../random.js';
import type { Reporter } from '../reporter.js';
import { AgendaState } from './agenda-state.js';
import { type Agendas, movesOf } from './agendas.js';
import { type BreakStanding, pointsFrom } from './aim.js';
import { sumOf } from './bound.js';
import { KempeAnnealer } from './kempe.js';
import type { AgendaTarget } from './proof.js';

/** A share of the best points, and the schedule with the fewest breaks found that holds it. */
export interface PriceLine {
  /** At most 1. */
  readonly keep: number;
  readonly slotOf: Int32Array;
  readonly standing: Pick<BreakStanding, 'promises' | 'points' | 'breaks' | 'idle'>;
}

/** Lines below the first. */
const STEPS = 4;
/** Part of the moves of a whole smoothing that a line gets, and its temperatures in breaks. */
const COOLING = { share: Number(process.env.SHARE ?? 0.5), first: Number(process.env.FIRST ?? 0.5), last: 0.15, pays: false };
/** Rounding of a share times points; a point is a whole number here. */
const TINY = 1e-9;

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
  const moves = movesOf(problem, best.slotOf, budget).moves * COOLING.share;
  for (let step = 1; step <= STEPS && keep < 1 && !budget.stopped; step++) {
    const share = 1 - ((1 - keep) * step) / STEPS;
    const floor = points - Math.floor((1 - share) * points + TINY);
    const annealer = new KempeAnnealer(state, random, pointsFrom(floor, problem));
    annealer.enough = standing => standing.breaks === 0 && standing.points >= points;
    await annealer.run({ ...COOLING, moves }, budget);
    annealer.restore();
    const { standing } = annealer;
    lines.push({ keep: share, slotOf: annealer.best, standing });
    reporter.say('paying points for fewer breaks', {
      points: [standing.points, Number.POSITIVE_INFINITY],
      breaks: [standing.breaks, 0],
      idle: [standing.idle, 0],
    });
  }
  return lines;
}

/** The last line as what is decided. Bounds of the first schedule hold for all that are no worse in promises and points. */
export function agendasOf(lines: readonly PriceLine[], best: Agendas, target: AgendaTarget): Agendas {
  const { slotOf, standing } = lines[lines.length - 1];
  const { breaks, idle, points } = standing;
  const bounds = points < lines[0].standing.points ? sumOf(target.least) : best.bounds;
  return { slotOf, breaks, idle, keepsRules: true, bounds };
}
