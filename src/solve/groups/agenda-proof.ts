/**
 * The last breaks of a small event with groups: clauses of all schedules as good (`agenda-formula.ts`) refute "no more than k", or
 * show a schedule that has no more. They go on alone when annealing is over, in slices of work: to exchange several items for
 * others of the same points is beyond its moves.
 */
import type { AgendaBounds, LeastOfEach } from '../breaks/bound.js';
import { AgendaProof, isProvable } from '../breaks/proof.js';
import type { Budget } from '../budget.js';
import type { AgendaAnnealer } from './agenda-anneal.js';
import { GroupAgendaFormula, type GroupWorth } from './agenda-formula.js';

/** Work of prover and finder each, and in one slice of them. */
const WORK = { breaks: 8e10, idle: 1e10 };
const SLICE = 2.5e9;
/** How close to the bound a schedule has to be; the closer, the longer. */
const CLOSE = { breaks: 20, idle: 3 };
/** Slices in a row that say nothing, of many literals and of others, after which they are worth their time within so few of the bound alone. */
const IN_VAIN = { literals: 6e5, ofMany: 2, ofOthers: 8, close: 2 };
/** How many times as much work the efforts do, and how many times as far from the bound. */
const THOROUGH = { work: 3, close: 2 };
const STANDARD = { work: 1, close: 1 };

/** Whether clauses are anything for it: not where no prices say what schedules as good share. */
export function hasClauses({ shared: { priced, facts } }: GroupWorth): boolean {
  return priced !== undefined && isProvable(facts);
}

/**
 * @param least of each participant in schedules of the worth
 * @param known bounds of these schedules
 * @param annealer with a schedule of the worth that keeps every rule; adopts better ones
 * @param say told after each slice what is proved by then
 * @returns what is proved; the same for the same arguments, unless a time limit ends the budget
 */
export async function proveGroupAgendas(
  worth: GroupWorth,
  least: LeastOfEach,
  known: AgendaBounds,
  annealer: AgendaAnnealer,
  budget: Budget,
  say: (proved: AgendaBounds) => void,
): Promise<AgendaBounds> {
  const { work, close } = budget.isThorough ? THOROUGH : STANDARD;
  const left = { breaks: WORK.breaks * work, idle: WORK.idle * work };
  let proof: AgendaProof | undefined;
  let proved = known;
  let inVain = 0;
  try {
    while (!budget.stopped && !proof?.done) {
      const { standing } = annealer;
      const tier = proved.breaks < standing.breaks ? 'breaks' : 'idle';
      const gap = standing[tier] - proved[tier];
      const near = (CLOSE[tier] * close * left[tier]) / (WORK[tier] * work);
      if (gap <= 0 || left[tier] <= 0 || gap > near) break;
      proof ??= begin(worth, least, known, annealer, budget);
      const most = proof.literals > IN_VAIN.literals ? IN_VAIN.ofMany : IN_VAIN.ofOthers;
      if (inVain >= most * work && gap > IN_VAIN.close) break;
      left[tier] -= SLICE;
      const found = await proof.slice(SLICE, 'anywhere');
      if (found) annealer.adopt(found);
      proof.hear(annealer.best, annealer.standing);
      const now = betterOf(known, proof.bounds);
      const isNews = annealer.standing[tier] < standing[tier] || now[tier] > proved[tier];
      inVain = isNews ? 0 : inVain + 1;
      proved = now;
      say(proved);
    }
    return proved;
  } finally {
    await proof?.close();
  }
}

function begin(
  worth: GroupWorth,
  least: LeastOfEach,
  known: AgendaBounds,
  { best, standing }: AgendaAnnealer,
  budget: Budget,
): AgendaProof {
  const topic = { least, formula: () => new GroupAgendaFormula(worth) };
  const proof = new AgendaProof(topic, best, standing, budget);
  proof.raise(known.breaks);
  proof.hear(best, standing);
  return proof;
}

/** Each break has an idle slot. */
function betterOf(one: AgendaBounds, other: AgendaBounds): AgendaBounds {
  const breaks = Math.max(one.breaks, other.breaks);
  return { breaks, idle: Math.max(one.idle, other.idle, breaks) };
}
