import { expect, it } from 'vitest';
import type { GroupProblem } from '../../../src/model/group-problem.js';
import { type AgendaBounds, sumOf } from '../../../src/solve/breaks/bound.js';
import { AgendaProof } from '../../../src/solve/breaks/proof.js';
import { Budget } from '../../../src/solve/budget.js';
import { leastOfGroups } from '../../../src/solve/groups/agenda-bounds.js';
import { sharedByGroups } from '../../../src/solve/groups/agenda-facts.js';
import { GroupAgendaFormula, type GroupWorth } from '../../../src/solve/groups/agenda-formula.js';
import { GroupChooser } from '../../../src/solve/groups/chooser.js';
import { itemsOf } from '../../../src/solve/groups/items.js';
import { groupPromiseTerms } from '../../../src/solve/groups/promise-terms.js';
import { Random } from '../../../src/solve/random.js';
import { Reporter } from '../../../src/solve/reporter.js';
import { askSat } from '../../../src/solve/sat.js';
import type { Dice } from '../../helpers/random.js';
import { randomPrices } from './prices-by-dice.js';
import { type FoundSchedule, isAsGood, isBetter, tinyEvent } from './tiny-agendas.js';

const patient = { stopped: false };
const bestOf = (kept: readonly FoundSchedule[]) => kept.reduce((x, y) => (isBetter(y, x) ? y : x));

/** Schedules of a tiny event that keep every rule, and what is asked of those as good as one of them. */
async function drawWorth(
  seed: number,
): Promise<
  | { problem: GroupProblem; dice: Dice; worth: GroupWorth; equals: readonly FoundSchedule[]; isProved: boolean }
  | undefined
> {
  const { problem, dice, kept } = tinyEvent(seed);
  const legal = kept.filter(({ overCap }) => overCap === 0);
  if (legal.length === 0) return undefined;
  const isProved = seed % 2 === 0;
  const reached = isProved || dice.chance(50) ? bestOf(legal) : dice.pick(legal);
  const equals = legal.filter(one => isAsGood(one, reached));
  const proved = isProved
    ? await provedFor(problem, seed, reached.promises)
    : pricedByDice(problem, reached.promises, dice);
  return { problem, dice, worth: { shared: sharedByGroups(problem, proved, reached), reached }, equals, isProved };
}

async function provedFor(problem: GroupProblem, seed: number, promises: number) {
  const budget = new Budget({ effort: 'quick' });
  const chooser = new GroupChooser(problem, budget, new Random(seed), new Reporter(problem.pairs, undefined));
  await chooser.choose();
  return chooser.boundsFor(promises);
}

function pricedByDice(problem: GroupProblem, promises: number, dice: Dice) {
  const terms = groupPromiseTerms(problem, itemsOf(problem));
  const prices = { prices: randomPrices(problem, dice), bound: 0 };
  return { terms: { ...terms, target: Math.min(terms.target, promises) }, prices };
}

it('every schedule as good is a model of the clauses, with no more breaks counted than it has', async () => {
  const tally = { schedules: 0, priced: 0 };
  for (let seed = 1; seed <= 45; seed++) {
    const drawn = await drawWorth(seed);
    if (!drawn) continue;
    const { dice, worth, equals } = drawn;
    for (const { slotOf, breaks } of dice.shuffled(equals).slice(0, 3)) {
      const formula = new GroupAgendaFormula(worth);
      const counted = formula.cnf.sort(formula.breaks.flat(), breaks + 1);
      if (counted.length > breaks) formula.cnf.add(-counted[breaks]);
      const clauses = formula.cnf.take();
      const assumptions = formula.phasesOf(slotOf);
      const answer = await askSat(
        { clauses, assumptions, mostConflicts: 10_000, shrinkConflicts: 0, refuted: false },
        patient,
      );
      expect(answer?.status, `seed ${seed}`).toBe('satisfiable');
      if (answer?.status !== 'satisfiable') continue;
      expect([...formula.read(answer.model)], `seed ${seed}`).toEqual([...slotOf]);
      expect(formula.cut(answer.model), `seed ${seed}`).toEqual([]);
      tally.schedules++;
      if (worth.shared.priced) tally.priced++;
    }
  }
  expect(tally.schedules).toBeGreaterThan(60);
  expect(tally.priced).toBeGreaterThan(0.8 * tally.schedules);
});

it('a proof comes to the fewest breaks and idle slots of all schedules as good, whatever the prices', async () => {
  const tally = { events: 0, breaks: 0, idle: 0, improved: 0, beyond: 0 };
  for (let seed = 1; seed <= 60; seed++) {
    const drawn = await drawWorth(seed);
    if (!drawn) continue;
    const { problem, worth, equals } = drawn;
    const fewest = Math.min(...equals.map(({ breaks }) => breaks));
    const idle = Math.min(...equals.filter(({ breaks }) => breaks === fewest).map(one => one.idle));
    let best: AgendaBounds & Pick<FoundSchedule, 'slotOf'> = equals.reduce((x, y) => (y.breaks > x.breaks ? y : x));
    const least = leastOfGroups(problem, worth.shared.facts, worth.reached);
    const proof = new AgendaProof({ least, formula: () => new GroupAgendaFormula(worth) }, best.slotOf, best, patient);
    for (let slice = 0; slice < 30 && !proof.done; slice++) {
      const found = await proof.slice(1e9, 'anywhere');
      const one = found && equals.find(({ slotOf }) => slotOf.join() === found.join());
      if (one && (one.breaks < best.breaks || (one.breaks === best.breaks && one.idle < best.idle))) {
        best = one;
        tally.improved++;
      }
      expect(proof.bounds.breaks, `seed ${seed}`).toBeLessThanOrEqual(fewest);
      if (proof.bounds.breaks === fewest) expect(proof.bounds.idle, `seed ${seed}`).toBeLessThanOrEqual(idle);
      proof.hear(best.slotOf, best);
    }
    await proof.close();
    tally.events++;
    if (proof.bounds.breaks === fewest && best.breaks === fewest) tally.breaks++;
    if (proof.bounds.idle === idle && best.idle === idle) tally.idle++;
    if (fewest > sumOf(least).breaks) tally.beyond++;
  }
  // Where prices say little, models of too few points may be too many to be shut out one after the other.
  expect(Math.min(tally.breaks, tally.idle)).toBeGreaterThan(0.95 * tally.events);
  expect(Math.min(tally.improved, tally.beyond)).toBeGreaterThan(3);
});
