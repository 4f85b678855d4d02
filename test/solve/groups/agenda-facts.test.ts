import { describe, expect, it } from 'vitest';
import type { GroupProblem } from '../../../src/model/group-problem.js';
import { hasBit } from '../../../src/model/problem.js';
import { sumOf } from '../../../src/solve/breaks/bound.js';
import { Budget } from '../../../src/solve/budget.js';
import { leastOfGroups } from '../../../src/solve/groups/agenda-bounds.js';
import { sharedByGroups } from '../../../src/solve/groups/agenda-facts.js';
import type { GroupBounds } from '../../../src/solve/groups/bounds.js';
import { GroupChooser } from '../../../src/solve/groups/chooser.js';
import { itemsOf } from '../../../src/solve/groups/items.js';
import { groupPromiseTerms } from '../../../src/solve/groups/promise-terms.js';
import { Random } from '../../../src/solve/random.js';
import { Reporter } from '../../../src/solve/reporter.js';
import { Dice } from '../../helpers/random.js';
import { randomPrices } from './prices-by-dice.js';
import { meetingsIn } from './rules.js';
import { demandsIn, everyGroupSchedule, type FoundSchedule, tinyAgendas } from './tiny-agendas.js';

type Proved = Pick<GroupBounds, 'terms' | 'prices'>;

/** The facts, and the bounds that come from them, hold for every schedule at least as good; returns how much they say. */
function expectTrue(
  problem: GroupProblem,
  all: readonly FoundSchedule[],
  reached: FoundSchedule,
  proved: Proved,
): number {
  const { event, facts } = sharedByGroups(problem, proved, reached);
  const { words: W, slots: T, participants: P } = problem.pairs;
  const bounds = sumOf(leastOfGroups(problem, facts, reached));
  const domain = itemsOf(event).domain;
  for (const { slotOf, promises, points, breaks, idle } of all) {
    if (promises < reached.promises || points < reached.points) continue;
    slotOf.forEach((t, i) => {
      if (t < 0) expect(facts.held[i]).toBe(0);
      else expect(hasBit(facts.usable, i * W, t) && hasBit(domain, i * W, t)).toBe(true);
    });
    const meetings = meetingsIn(problem, slotOf);
    for (let cell = 0; cell < P * T; cell++) {
      const [p, t] = [Math.floor(cell / T), cell % T];
      if (!hasBit(facts.busy, p * W, t)) continue;
      expect(meetings.some(({ slot, people }) => slot === t && people.includes(p))).toBe(true);
    }
    expect(breaks).toBeGreaterThanOrEqual(bounds.breaks);
    expect(idle).toBeGreaterThanOrEqual(bounds.idle);
  }
  const open = (mask: Int32Array) => [...mask.keys()].filter(k => mask[k] !== itemsOf(problem).domain[k]).length;
  return open(domain) + facts.held.filter((one, i) => one > itemsOf(problem).must[i]).length;
}

const isBetter = (x: FoundSchedule, y: FoundSchedule) => (x.promises - y.promises || x.points - y.points) > 0;

describe('sharedByGroups', () => {
  it('says what is true of every schedule as good, whatever the prices', async () => {
    let said = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const dice = new Dice(seed);
      const problem = tinyAgendas(dice, { people: 6, items: 6, slots: 3, musts: seed % 3 === 0 });
      const demands = demandsIn(problem, new Int32Array(problem.pairs.meetings + problem.seats));
      const all = everyGroupSchedule(problem).filter(one => one.demands === demands);
      if (all.length === 0) continue;
      const best = all.reduce((x, y) => (isBetter(y, x) ? y : x));
      const items = itemsOf(problem);
      for (const reached of [best, dice.pick(all)]) {
        const terms = groupPromiseTerms(problem, items);
        const target = Math.min(terms.target, reached.promises);
        const prices = { prices: randomPrices(problem, dice), bound: 0 };
        said += expectTrue(problem, all, reached, { terms: { ...terms, target }, prices });
      }
    }
    expect(said).toBeGreaterThan(0);
  });

  it('says much with the prices of a proof', async () => {
    let said = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const problem = tinyAgendas(new Dice(seed), { people: 6, items: 7, slots: 3 });
      const budget = new Budget({ effort: 'quick' });
      const chooser = new GroupChooser(problem, budget, new Random(seed), new Reporter(problem.pairs, undefined));
      await chooser.choose();
      const all = everyGroupSchedule(problem);
      const best = all.reduce((x, y) => (isBetter(y, x) ? y : x));
      said += expectTrue(problem, all, best, chooser.boundsFor(best.promises));
    }
    expect(said).toBeGreaterThan(20);
  });
});
