/**
 * Where a search for fewer breaks has something to gain. Under prices that are as good as can be (`agenda-prices.ts`), the breaks
 * that a schedule has beyond the bound are what its agendas cost beyond the cheapest ones, beside rooms and points that are paid for
 * and not used (complementary slackness). Most breaks cannot be avoided: who has them is less of a clue.
 */
import type { Problem } from '../../model/problem.js';
import type { WordState } from './word-state.js';

/** Breaks beyond the cheapest agenda from which on one is worth a look. */
const LEAST_WASTE = 0.1;

/** Prices in breaks. */
export interface GuidePrices {
  /** Pair of meeting e in slot t, -1 if it has no price: at e * slots + t. */
  readonly pairAt: Int32Array;
  /** What the first and the second participant of each pair pay. */
  readonly first: Float64Array;
  readonly second: Float64Array;
  /** Cost of each participant's cheapest agenda. */
  readonly cheapest: Float64Array;
}

export class AgendaGuide {
  constructor(
    private readonly problem: Problem,
    private readonly prices: GuidePrices,
  ) {}

  /** Lists whose agendas cost more than they need to; returns how many. O(people + meetings held). */
  wasteful(state: WordState, list: Int32Array): number {
    const { participants: P, slots: T, a } = this.problem;
    const { pairAt, first, second, cheapest } = this.prices;
    let count = 0;
    for (let p = 0; p < P; p++) {
      let waste = state.breaksOf[p] - cheapest[p];
      for (let rest = state.busy[p]; rest !== 0; rest &= rest - 1) {
        const t = 31 - Math.clz32(rest & -rest);
        const e = state.at[p * 32 + t];
        const pair = pairAt[e * T + t];
        if (pair >= 0) waste += (a[e] === p ? first : second)[pair];
      }
      if (waste > LEAST_WASTE) list[count++] = p;
    }
    return count;
  }
}
