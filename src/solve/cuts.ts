/** Odd sets bring the bound down where the relaxation is not tight; two-sided events have none to add. */
import type { Budget } from './budget.js';
import type { PriceSearch } from './prices.js';

/** Iterations of prices after odd sets, so many times at most, and so many sets each time. */
const CUTS = { iterations: 240, turns: 16, sets: 60 } as const;
/** Turns in a row that may gain nothing, and what counts as nothing, in points. */
const PATIENCE = 3;
const NOTHING = 0.005;

/**
 * Adds sets and runs the prices in turns until these gain nothing, that is enough, or the budget ends.
 * @param onTurn called after each
 */
export async function cutInTurns(
  prices: PriceSearch,
  budget: Budget,
  isEnough: () => boolean,
  onTurn: () => void,
): Promise<void> {
  let idle = 0;
  for (let turn = 0; turn < CUTS.turns && idle < PATIENCE && !isEnough(); turn++) {
    const before = prices.exactBound;
    const added = prices.addOddSets(CUTS.sets);
    if (added === 0 && turn === 0) return;
    const goesOn = await prices.runWithin(CUTS.iterations, budget);
    onTurn();
    if (!goesOn) return;
    idle = added === 0 && before - prices.exactBound < NOTHING ? idle + 1 : 0;
  }
}
