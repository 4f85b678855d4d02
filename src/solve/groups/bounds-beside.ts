/**
 * What all agendas of an event with groups have together, in threads beside the search: by prices on whole agendas
 * (`../breaks/agenda-prices.ts`), and in small events by a program in fractions and branches of it, which may say a little more.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { countBits } from '../../model/problem.js';
import { AgendaPrices } from '../breaks/agenda-prices.js';
import type { AgendaBounds } from '../breaks/bound.js';
import type { Budget } from '../budget.js';
import type { Reached } from './agenda-bounds.js';
import type { SharedOfGroups } from './agenda-facts.js';
import { AgendaFractions } from './agenda-fractions.js';
import { PricedItems } from './agenda-question.js';

/** Pairs (item, slot) up to which prices are sought, and work on breaks and on idle slots; see `AgendaPrices`. */
const STANDARD = { pairs: 6000, work: { breaks: 2e8, idle: 1e8 } };
const THOROUGH = { pairs: 30_000, work: { breaks: 2e9, idle: 1e9 } };

export class BoundsBeside {
  private constructor(
    private readonly prices: AgendaPrices,
    private readonly asked: Promise<void>,
    private readonly fractions: AgendaFractions | undefined,
  ) {
    // A failure is thrown where the answer is heard, not before.
    asked.catch(() => undefined);
  }

  /**
   * Begins to work, until it is ended; nothing where the event is too large for that, in quick runs, and where nobody has breaks.
   * @param reached of a schedule that meets every demand
   * @param upper breaks and idle slots of that schedule
   */
  static begin(
    problem: GroupProblem,
    shared: SharedOfGroups,
    reached: Reached,
    upper: AgendaBounds,
    budget: Budget,
  ): BoundsBeside | undefined {
    if (budget.isQuick || budget.stopped || upper.breaks === 0) return undefined;
    const { pairs, work } = budget.isThorough ? THOROUGH : STANDARD;
    const count = countBits(shared.facts.usable);
    if (count === 0 || count > pairs) return undefined;
    const prices = new AgendaPrices(new PricedItems(problem, shared, reached), budget);
    const seek = async (): Promise<void> => {
      await prices.seekBreaks(work.breaks, upper.breaks);
      await prices.seekIdle(work.idle, upper);
    };
    const fractions = AgendaFractions.begin(problem, shared, reached, upper.breaks, budget);
    return new BoundsBeside(prices, seek(), fractions);
  }

  /**
   * No schedule as good has fewer breaks, and none of as few as so many fewer idle slots.
   * @param least what is known already
   * @param found breaks and idle slots of a schedule that is as good as the one it began with
   */
  async bounds(least: AgendaBounds, found: AgendaBounds): Promise<AgendaBounds> {
    if (least.breaks >= found.breaks && least.idle >= found.idle) return least;
    await this.asked;
    const { prices, fractions } = this;
    const priced = Math.max(least.breaks, prices.breaks);
    const fewest = (await fractions?.least(priced, found.breaks)) ?? priced;
    // Each break has an idle slot.
    return { breaks: fewest, idle: Math.max(least.idle, fewest, this.idleAt(found.breaks)) };
  }

  /** No schedule as good of so many breaks, or fewer, has fewer idle slots, as far as is known by now. */
  idleAt(breaks: number): number {
    return this.prices.both - breaks;
  }

  /** Ends its threads. */
  async end(): Promise<void> {
    await Promise.all([this.prices.end(), this.fractions?.end()]);
  }
}
