/**
 * Points for breaks over someone's `max_breaks`, where no search kept all of these without a loss. A meeting is far dearer than
 * other breaks and idle slots, which those coolings look after that lose nothing.
 */
import type { Problem } from '../../model/problem.js';
import type { Budget } from '../budget.js';
import type { Random } from '../random.js';
import { AgendaState } from './agenda-state.js';
import { type CapPrices, capsAtPrice, capsFirst } from './aim.js';
import { keepCaps } from './caps.js';
import { type Cooling, KempeAnnealer } from './kempe.js';

/** Prices and temperatures of a cooling, the latter in average meetings too; its share of the moves. */
interface Stage extends CapPrices {
  readonly first: number;
  readonly last: number;
  readonly share: number;
}

/** What an average meeting is worth, in breaks. */
const MEETING = 32;
/** Where few breaks are over a cap, good schedules are near; where many are, they are sought from far and wide. */
const CHEAP: Stage = { meeting: MEETING, overCap: 0.75, stray: 0.375, others: 1, first: 0.06, last: 0.006, share: 0.5 };
const WIDE: Stage = { meeting: MEETING, overCap: 0.5, stray: 1, others: 4, first: 0.75, last: 0.06, share: 1 };
/** Breaks over caps that are few, as a share of the meetings held. */
const FEW = 0.05;
/**
 * How many times a thorough run pays where the event is not large, with other dice: which agendas are short at the end is
 * settled early in a cooling, and longer ones end no better. A standard run tries both ways, the nearer first.
 */
const TIMES_OF_THOROUGH = 8;
/** Within all caps, more points. */
const WITHIN: Stage = { meeting: MEETING, overCap: 1, stray: 2, others: 1, first: 0.12, last: 0.006, share: 0.3 };

/** What searches for fewer breaks on a schedule, and how one of its coolings is made. */
export interface Payer {
  readonly state: AgendaState;
  readonly annealer: KempeAnnealer;
  /** One cooling from the best schedule on. */
  anneal(annealer: KempeAnnealer, cooling: Cooling): Promise<void>;
}

/**
 * Brings the best schedule, which is without conflicts, within all caps, with as many points as it finds.
 * @param moves of a share of 1
 * @param meetings held
 */
export async function payForCaps(
  problem: Problem,
  payer: Payer,
  { moves, meetings, isLarge }: { moves: number; meetings: number; isLarge: boolean },
  budget: Budget,
  random: Random,
): Promise<void> {
  const { annealer, anneal } = payer;
  const { standing } = annealer;
  const before = annealer.best.slice();
  const stages = standing.overCap <= FEW * meetings ? [CHEAP, WIDE] : [WIDE];
  const times = isLarge ? 1 : budget.isThorough ? TIMES_OF_THOROUGH : budget.isQuick ? 1 : stages.length;
  // Beside it a solver may find a schedule that loses nothing.
  const isLossless = (): boolean =>
    annealer.standing.overCap === 0 &&
    annealer.standing.promises >= standing.promises &&
    annealer.standing.points >= standing.points;
  await payOnce(problem, payer, stages[0], moves, isLossless, budget, random);
  for (let k = 1; k < times && !isLossless() && !budget.stopped; k++) {
    const state = new AgendaState(problem, before);
    const other = new KempeAnnealer(state, random);
    const again = { state, annealer: other, anneal };
    await payOnce(problem, again, stages[k % stages.length], moves, isLossless, budget, random);
    annealer.adopt(other.best);
  }
}

async function payOnce(
  problem: Problem,
  { state, annealer, anneal }: Payer,
  stage: Stage,
  moves: number,
  enough: () => boolean,
  budget: Budget,
  random: Random,
): Promise<void> {
  annealer.restore();
  const payer = new KempeAnnealer(state, random, capsAtPrice(problem, stage));
  payer.enough = enough;
  await anneal(payer, coolingOf(stage, moves));
  annealer.adopt(payer.best);
  if (budget.stopped) return;
  if (annealer.standing.overCap > 0) annealer.adopt(keepCaps(problem, annealer.best).slotOf);
  await anneal(annealer, { ...coolingOf(WITHIN, moves), aim: capsFirst(problem, WITHIN) });
}

function coolingOf({ first, last, share }: Stage, moves: number): Cooling {
  return { first: first * MEETING, last: last * MEETING, moves: moves * share };
}
