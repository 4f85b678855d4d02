/**
 * Which meetings would take place if slots did not matter, exactly, at every size: a circulation of greatest value (see
 * `circulation.ts`). Two sides: it is integral. Otherwise both sides are all participants (the bipartite double cover) and half
 * of it is a half-integral selection (Balinski 1965). Cost scaling (Gabow 1985, "Scaling algorithms for network problems",
 * doi:10.1016/0022-0000(85)90039-X): optimal prices for rounded points are nearly so for points with three bits more; what gains
 * or loses at them is flipped and the excess led home along shortest ways. Arcs far from changing are left aside until they do
 * (arc fixing; Goldberg 1997, doi:10.1006/jagm.1995.0805), which ends when a look at all arcs finds none to flip.
 */
import type { Problem } from '../../model/problem.js';
import type { Budget } from '../budget.js';
import type { Duals, PromiseTerms } from '../duals.js';
import { Augmenter } from './augment.js';
import { CARRIED, Circulation } from './circulation.js';
import { Pace } from './pace.js';
import { endsOf, toDuals } from './potentials.js';
import { Residual } from './residual.js';
import { type TwoSides, twoSides } from './sides.js';

export interface FlowSelection {
  /** 0, 1/2 or 1 for each meeting; stopped early, more may be selected than there are places. */
  readonly fraction: Float64Array;
  readonly duals: Duals;
}

/** Bits of the points in the first round, and how many each further round adds. */
const FIRST_BITS = 6;
const MORE_BITS = 3;
/** Arcs that gain or lose more than this, in the units of the round, are left aside. */
const WINDOW = 16;
/** Sums of promises and points stay far below 2^53. */
const MOST_BONUS = 2 ** 50;

/**
 * O(bits of the largest points · searches · arcs): measured, some ten searches for three bits where rooms are scarce, a hundred
 * where most participants are full; a million wishes of ranks take a second, of distinct scores three, one to two minutes where
 * nearly everyone is full.
 * @returns selection and prices of equal value; where the budget ran out, prices that are still a bound
 */
export async function selectByFlow(problem: Problem, terms: PromiseTerms, budget: Budget): Promise<FlowSelection> {
  const pace = new Pace(budget);
  const graph = await twoSides(problem, pace);
  const largest = problem.points.reduce((most, points) => Math.max(most, points), 1);
  const circulation = new Circulation(graph, endsOf(problem, terms, graph));
  // A ring that trades a promise for points passes each participant once: it cannot gain as much as this.
  const bonus = Math.min(problem.participants * largest + 1, MOST_BONUS);
  let shift = 0;
  while (largest >= 2 ** (FIRST_BITS + shift)) shift += MORE_BITS;
  const residual = new Residual(circulation);
  const augmenter = new Augmenter(circulation, residual);
  let window = WINDOW;
  circulation.rent(levelOf(graph, shift, circulation.ends.most));
  for (let going = !budget.stopped; going; ) {
    circulation.bonus = Math.round(bonus / 2 ** shift);
    if (pace.spend(graph.head.length)) going = await pace.rest();
    if (circulation.flip(shift, window) > 0) {
      await residual.build(shift, pace);
      while (going && augmenter.step()) if (pace.spend(augmenter.work)) going = await pace.rest();
      augmenter.writeBack();
      // Arcs left aside may have come to gain or lose: another look, a wider one.
      window *= 2;
    } else if (shift > 0) {
      shift -= MORE_BITS;
      circulation.refine(2 ** MORE_BITS);
      window = WINDOW;
    } else break;
  }
  return {
    fraction: fractionOf(problem, graph, circulation.flags),
    duals: toDuals(problem, terms, circulation, 2 ** shift),
  };
}

/** The points, divided by 2^shift, that so many arcs at most exceed: where rooms are scarce, a first guess of their rent. */
function levelOf(graph: TwoSides, shift: number, most: number): number {
  const count = new Int32Array(2 ** FIRST_BITS + 1);
  for (const points of graph.value) count[Math.round(points / 2 ** shift)]++;
  let level = count.length - 1;
  for (let above = count[level]; level > 0 && above <= most; above += count[level]) level--;
  return level;
}

function fractionOf(problem: Problem, graph: TwoSides, flags: Uint8Array): Float64Array {
  const fraction = new Float64Array(problem.meetings);
  for (let arc = 0; arc < flags.length; arc++) {
    if ((flags[arc] & CARRIED) !== 0) fraction[graph.meeting[arc]] += graph.doubled ? 0.5 : 1;
  }
  return fraction;
}
