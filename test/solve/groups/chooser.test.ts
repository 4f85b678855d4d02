import { describe, expect, it } from 'vitest';
import type { GroupProblem } from '../../../src/model/group-problem.js';
import { Budget } from '../../../src/solve/budget.js';
import { GroupChooser } from '../../../src/solve/groups/chooser.js';
import { Random } from '../../../src/solve/random.js';
import { Reporter } from '../../../src/solve/reporter.js';
import { Dice } from '../../helpers/random.js';
import { bestOfAll, faultsOf, type Worth, worthOf } from './rules.js';
import { SHAPES, shapedGroups } from './shapes.js';
import { tinyGroups } from './tiny-groups.js';

async function chosen(problem: GroupProblem, seed = 1, budget = new Budget({ effort: 'quick' })) {
  const chooser = new GroupChooser(problem, budget, new Random(seed), new Reporter(problem.pairs, undefined));
  const slots = await chooser.choose();
  const worth: Worth = worthOf(problem, slots);
  return { chooser, slots, worth, bounds: chooser.boundsFor(worth.promises) };
}

const TINY = { people: 6, items: 6, slots: 3 };
/** More with `GROUP_RUNS=…` in the environment. */
const RUNS = Number(process.env.GROUP_RUNS ?? 30);

/** The same, with points that count once and, where musts may be there, two items of which one has to take place. */
function withSets(problem: GroupProblem, dice: Dice, demands: boolean): GroupProblem {
  const count = problem.pairs.meetings + problem.seats;
  if (count < 2 || dice.chance(50)) return problem;
  const two = () => dice.shuffled([...new Array(count).keys()]).slice(0, 2);
  const pointsOf = (i: number) =>
    i < problem.pairs.meetings ? problem.pairs.points[i] : problem.seatPoints[i - problem.pairs.meetings];
  const items = two();
  const repeats = [{ items, points: Math.min(...items.map(pointsOf)) }];
  if (!demands) return { ...problem, repeats };
  return {
    ...problem,
    repeats,
    someStart: Int32Array.of(0, 2),
    someItems: Int32Array.from(two()),
    someWish: new Int32Array(1),
  };
}

describe('GroupChooser', () => {
  it('keeps every rule, and finds and proves what trying everything finds, on tiny events with all rules', async () => {
    let proved = 0;
    for (let seed = 1; seed <= RUNS; seed++) {
      const dice = new Dice(seed);
      const problem = withSets(tinyGroups(dice, TINY), dice, false);
      const best = bestOfAll(problem);
      const { slots, worth, bounds } = await chosen(problem);
      expect(faultsOf(problem, slots), `seed ${seed}`).toEqual([]);
      expect({ seed, ...worth }).toEqual({ seed, ...best });
      expect(bounds.promises, `seed ${seed}`).toBeGreaterThanOrEqual(best.promises);
      expect(bounds.points, `seed ${seed}`).toBeGreaterThanOrEqual(best.points);
      if (bounds.promises === best.promises && bounds.points === best.points) proved++;
    }
    expect(proved).toBeGreaterThan(0.7 * RUNS);
  });

  it('keeps all musts where trying everything does, and never claims a bound that a schedule exceeds', async () => {
    for (let seed = 1001; seed <= 1000 + RUNS / 2; seed++) {
      const dice = new Dice(seed);
      const problem = withSets(tinyGroups(dice, { ...TINY, musts: true, tiredInterpreters: true }), dice, true);
      const best = bestOfAll(problem);
      const { chooser, slots, worth, bounds } = await chosen(problem);
      expect(faultsOf(problem, slots), `seed ${seed}`).toEqual([]);
      expect(worth.short).toBe(0);
      const all = [...problem.pairs.must, ...problem.seatMust].reduce((sum, must) => sum + must, 0);
      if (best.musts < all) expect(chooser.keepsMusts).toBe(false);
      if (!chooser.keepsMusts) continue;
      if (problem.someItems.length > 0) expect(problem.someItems.some(i => slots[i] >= 0)).toBe(true);
      // The best of all looks at musts first, and not at such sets.
      if (problem.someItems.length > 0) continue;
      expect(bounds.promises, `seed ${seed}`).toBeGreaterThanOrEqual(best.promises);
      if (best.promises >= bounds.terms.target)
        expect(bounds.points, `seed ${seed}`).toBeGreaterThanOrEqual(best.points);
    }
  });

  it.each(['S s3 hard', 'S s8 tight', 'S crunch'])('proves the best of %s', async name => {
    const problem = shapedGroups(SHAPES[name], 1);
    const { slots, worth, bounds } = await chosen(problem, 1, new Budget({ effort: 'standard' }));
    expect(faultsOf(problem, slots)).toEqual([]);
    expect(worth.short).toBe(0);
    expect([worth.promises, worth.points]).toEqual([bounds.promises, bounds.points]);
  });

  it('gives the same schedule for the same seed', async () => {
    const problem = shapedGroups(SHAPES['S mixed'], 3);
    const [one, two] = [await chosen(problem, 7), await chosen(problem, 7)];
    expect([...one.slots]).toEqual([...two.slots]);
    expect(one.bounds.points).toBe(two.bounds.points);
  });

  it('ends with a schedule that keeps every rule where the budget ends at once', async () => {
    const problem = shapedGroups(SHAPES['S crunch'], 2);
    const { slots, bounds, worth } = await chosen(problem, 1, new Budget({ effort: 'standard', timeLimitSeconds: 0 }));
    expect(faultsOf(problem, slots)).toEqual([]);
    expect(worth.short).toBe(0);
    expect(bounds.points).toBeGreaterThanOrEqual(worth.points);
  });
});
