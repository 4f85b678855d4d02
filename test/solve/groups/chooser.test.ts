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
const RUNS = Number(process.env.GROUP_RUNS ?? 60);

describe('GroupChooser', () => {
  it('keeps every rule, and finds and proves what trying everything finds, on tiny events with all rules', async () => {
    let proved = 0;
    for (let seed = 1; seed <= RUNS; seed++) {
      const problem = tinyGroups(new Dice(seed), TINY);
      const best = bestOfAll(problem);
      const { slots, worth, bounds } = await chosen(problem);
      expect(faultsOf(problem, slots), `seed ${seed}`).toEqual([]);
      expect({ seed, ...worth }).toEqual({ seed, ...best });
      expect(bounds.promises, `seed ${seed}`).toBeGreaterThanOrEqual(best.promises);
      expect(bounds.points, `seed ${seed}`).toBeGreaterThanOrEqual(best.points);
      if (bounds.promises === best.promises && bounds.points === best.points) proved++;
    }
    expect(proved).toBeGreaterThan(0.8 * RUNS);
  });

  it('keeps all musts where trying everything does, and never claims a bound that a schedule exceeds', async () => {
    for (let seed = 1001; seed <= 1000 + RUNS / 2; seed++) {
      const problem = tinyGroups(new Dice(seed), { ...TINY, musts: true, tiredInterpreters: true });
      const best = bestOfAll(problem);
      const { chooser, slots, worth, bounds } = await chosen(problem);
      expect(faultsOf(problem, slots), `seed ${seed}`).toEqual([]);
      expect(worth.short).toBe(0);
      const all = [...problem.pairs.must, ...problem.seatMust].reduce((sum, must) => sum + must, 0);
      if (best.musts < all) expect(chooser.keepsMusts).toBe(false);
      if (!chooser.keepsMusts) continue;
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
