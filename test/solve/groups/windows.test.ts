import { describe, expect, it } from 'vitest';
import { BranchAndBound } from '../../../src/solve/groups/branch.js';
import { itemsOf } from '../../../src/solve/groups/items.js';
import { groupPromiseTerms } from '../../../src/solve/groups/promise-terms.js';
import { GroupWindows } from '../../../src/solve/groups/windows.js';
import { MipSolver } from '../../../src/solve/mip.js';
import { Random } from '../../../src/solve/random.js';
import { Dice } from '../../helpers/random.js';
import { randomItemSlots } from './random-slots.js';
import { bestOfAll, faultsOf, worthOf } from './rules.js';
import { tinyGroups } from './tiny-groups.js';

const forever = { stopped: false };
const TINY = { people: 6, items: 6, slots: 3 };
const SMALL = { people: 12, items: 30, slots: 5 };

/** What windows make of a schedule by dice, of which all promises are demanded. */
async function improved(mips: MipSolver, seed: number, size: typeof TINY, musts: boolean) {
  const dice = new Dice(seed);
  const problem = tinyGroups(dice, { ...size, musts });
  const items = itemsOf(problem);
  const slots = randomItemSlots(problem, dice);
  const before = worthOf(problem, slots);
  const terms = { ...groupPromiseTerms(problem, items), target: before.promises };
  const branches = new BranchAndBound(problem, items, terms, 'points');
  await branches.run(1, Number.NEGATIVE_INFINITY, forever, () => undefined);
  await branches.end();
  const steps = [{ slots, worth: before, said: before }];
  const { root, program } = branches;
  if (root && Number.isFinite(root.bound) && before.musts === items.musts)
    await new GroupWindows(problem, items, mips, new Random(seed)).improve(
      { program, model: program.made, ...root },
      slots,
      10,
      forever,
      ({ best, standing }) => {
        const found = best.slice();
        steps.push({ slots: found, worth: worthOf(problem, found), said: { ...standing, short: 0 } });
      },
    );
  return { problem, steps };
}

describe('GroupWindows', () => {
  it('make each schedule better than the last, lose no must and no promise, break no rule and count right', async () => {
    const mips = new MipSolver();
    let better = 0;
    for (let seed = 1; seed <= 80; seed++) {
      const { problem, steps } = await improved(mips, seed, SMALL, seed % 2 === 0);
      steps.forEach(({ slots, worth, said }, k) => {
        expect(faultsOf(problem, slots), `seed ${seed}`).toEqual([]);
        expect(said).toEqual(worth);
        if (k === 0) return;
        better++;
        expect(worth.musts).toBeGreaterThanOrEqual(steps[k - 1].worth.musts);
        expect(worth.promises).toBeGreaterThanOrEqual(steps[k - 1].worth.promises);
        expect(worth.points).toBeGreaterThan(steps[k - 1].worth.points);
      });
    }
    await mips.end();
    expect(better).toBeGreaterThan(20);
  });

  it('often find the best of tiny events, and never claim more', async () => {
    const mips = new MipSolver();
    const tally = { all: 0, best: 0 };
    for (let seed = 201; seed <= 240; seed++) {
      const { problem, steps } = await improved(mips, seed, TINY, false);
      const best = bestOfAll(problem);
      const { worth } = steps[steps.length - 1];
      if (worth.promises < best.promises) continue;
      tally.all++;
      expect(worth.points).toBeLessThanOrEqual(best.points);
      if (worth.points === best.points) tally.best++;
    }
    await mips.end();
    expect(tally.all).toBeGreaterThan(15);
    expect(tally.best).toBeGreaterThan(0.7 * tally.all);
  });
});
