/**
 * What fewer breaks cost in points where there are groups: schedules that keep all promises and less and less of the points,
 * each the best found from the one before on, as for one-to-ones (`../breaks/price-list.ts`).
 */
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import type { PriceList } from '../../model/outcome.js';
import { pointsFrom } from '../breaks/aim.js';
import { PRICE_COOLING, type PricedFigures, priceSteps, sayPrice, toPriceList } from '../breaks/price-list.js';
import type { Budget } from '../budget.js';
import type { Random } from '../random.js';
import type { Reporter } from '../reporter.js';
import { AgendaAnnealer } from './agenda-anneal.js';
import { boundsOfEqual, type GroupAgendas, movesOf, type Proved } from './agendas.js';
import { GroupState } from './state.js';

/** A share of the best points, and the schedule with the fewest breaks found that holds it. */
export interface GroupPriceLine extends PricedFigures {
  readonly agendas: Omit<GroupAgendas, 'bounds'>;
}

/**
 * @param best a schedule that keeps the rules: the first line
 * @param keep the share of its points that the last line holds at least
 * @returns lines of falling shares and breaks; fewer where the budget ended
 */
export async function searchGroupPrices(
  problem: GroupProblem,
  best: GroupAgendas,
  keep: number,
  budget: Budget,
  random: Random,
  reporter: Reporter,
): Promise<GroupPriceLine[]> {
  const { points } = best;
  const state = new GroupState(problem);
  state.adopt(best.slots, best.serves);
  const lines: GroupPriceLine[] = [{ keep: 1, standing: best, agendas: best }];
  const moves = movesOf(state, budget);
  for (const { share, floor } of priceSteps(points, keep)) {
    if (budget.stopped) break;
    const annealer = new AgendaAnnealer(state, random, pointsFrom(floor, worthOf(state)));
    annealer.enough = standing => standing.breaks === 0 && standing.points >= points;
    await annealer.run({ ...PRICE_COOLING, moves }, budget);
    annealer.restore();
    const { standing } = annealer;
    const agendas = { ...standing, slots: annealer.best, serves: annealer.bestServes, keepsRules: true };
    lines.push({ keep: share, standing, agendas });
    sayPrice(reporter, standing);
  }
  return lines;
}

function worthOf({ items }: GroupState): { meetings: number; points: Float64Array } {
  return { meetings: items.count, points: items.points };
}

/**
 * The schedule of the last line, what it and those before cost, and the slots of them all.
 * @param proved what was proved of schedules that keep the promises of the best
 */
export async function payGroupPoints(
  problem: GroupProblem,
  best: GroupAgendas,
  keep: number,
  proved: Proved,
  budget: Budget,
  random: Random,
  reporter: Reporter,
): Promise<{ agendas: GroupAgendas; priceList: PriceList; told: readonly ItemSlots[] }> {
  const lines = await searchGroupPrices(problem, best, keep, budget, random, reporter);
  const { agendas } = lines[lines.length - 1];
  // What was proved of the first schedule holds for all that are no worse in promises, points and breaks.
  const isNoWorse = agendas.points >= best.points && agendas.breaks <= best.breaks;
  const bounds = isNoWorse ? best.bounds : await boundsOfEqual(problem, agendas, proved, budget);
  return {
    agendas: { ...agendas, bounds },
    priceList: toPriceList(problem.pairs, keep, lines),
    told: lines.map(line => line.agendas.slots),
  };
}
