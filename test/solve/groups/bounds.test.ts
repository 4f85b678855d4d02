import { describe, expect, it } from 'vitest';
import type { ItemSlots } from '../../../src/model/group-problem.js';
import { BoundKeeper } from '../../../src/solve/groups/bounds.js';
import { itemsOf } from '../../../src/solve/groups/items.js';
import type { BoundLimits } from '../../../src/solve/groups/work.js';
import { Dice } from '../../helpers/random.js';
import { bestOfAll } from './rules.js';
import { SHAPES, shapedGroups } from './shapes.js';
import { tinyGroups } from './tiny-groups.js';

const forever = { stopped: false };
const ignored = (): void => undefined;
/** With many different points, so that prices tell what a better schedule cannot hold. */
const MANY_PAIRS = { people: 40, hosts: 1, slots: 10, rooms: 5, sessions: 1, wishes: 9, pairs: 120 };

describe('BoundKeeper', () => {
  it.each([
    ['the same prices prove another', {}],
    ['so do those of a program that is nearly solved', { mostExact: 0 }],
    ['in an event too large for them that of all schedules holds', { mostPlaces: 0 }],
  ])('keeps a bound where fewer promises are asked for, never too small: %s', async (_, limits: BoundLimits) => {
    const tally = { lowered: 0, finite: 0 };
    for (let seed = 1; seed <= 40; seed++) {
      const problem = tinyGroups(new Dice(seed), { people: 6, items: 6, slots: 3 });
      const best = bestOfAll(problem);
      const bounds = new BoundKeeper(problem, itemsOf(problem), limits);
      (await bounds.boundPoints(forever, ignored))();
      (await bounds.boundPromises(forever))();
      expect(bounds.promises, `seed ${seed}`).toBeGreaterThanOrEqual(best.promises);
      if (limits.mostPlaces === 0) expect(bounds.prices).toBe(undefined);
      const { target } = bounds.terms;
      for (let promises = Math.min(target, best.promises); promises >= 0; promises--) {
        bounds.retarget(promises);
        // The best of all keeps the most promises.
        expect(bounds.points, `seed ${seed}`).toBeGreaterThanOrEqual(best.points);
        if (promises === target) continue;
        tally.lowered++;
        if (Number.isFinite(bounds.points)) tally.finite++;
      }
      await bounds.end();
    }
    expect(tally.lowered).toBeGreaterThan(20);
    expect(tally.finite).toBeGreaterThan(tally.lowered / 2);
  });

  it('proves nothing of schedules worth no more than the points from which a narrow proof began', async () => {
    let lower = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const problem = tinyGroups(new Dice(seed), { people: 6, items: 6, slots: 3 });
      const best = bestOfAll(problem);
      const bounds = new BoundKeeper(problem, itemsOf(problem));
      if (bounds.terms.target > best.promises) bounds.retarget(best.promises);
      await bounds.provePoints().run(1, Number.NEGATIVE_INFINITY, forever, () => undefined);
      bounds.update(best.promises, best.points);
      // As if a schedule of fewer promises and more points had been at hand before.
      await bounds.narrow(best.points + 1);
      const proof = bounds.provePoints();
      await proof.run(1000, Number.NEGATIVE_INFINITY, forever, () => undefined);
      if (proof.bound < best.points) lower++;
      bounds.update(best.promises, best.points - 1);
      expect(bounds.points, `seed ${seed}`).toBeGreaterThanOrEqual(best.points);
      await bounds.end();
    }
    expect(lower).toBeGreaterThan(3);
  });

  it('claims nothing false where a proof may take few iterations, and is done with it', async () => {
    const tally = { weaker: 0, same: 0 };
    for (let seed = 1; seed <= 20; seed++) {
      const problem = tinyGroups(new Dice(seed), { people: 6, items: 6, slots: 3 });
      const best = bestOfAll(problem);
      const proved: number[] = [];
      for (const iterations of [seed % 12, undefined]) {
        const bounds = new BoundKeeper(problem, itemsOf(problem), iterations === undefined ? {} : { iterations });
        if (bounds.terms.target > best.promises) bounds.retarget(best.promises);
        const proof = bounds.provePoints();
        await proof.run(1000, Number.NEGATIVE_INFINITY, forever, () => undefined);
        bounds.update(best.promises, best.points);
        expect(proof.isExhausted, `seed ${seed}`).toBe(true);
        expect(bounds.points, `seed ${seed}`).toBeGreaterThanOrEqual(best.points);
        proved.push(bounds.points);
        await bounds.end();
      }
      tally[proved[0] > proved[1] ? 'weaker' : 'same']++;
    }
    expect(tally.weaker).toBeGreaterThan(3);
    expect(tally.same).toBeGreaterThan(3);
  });

  it('begins a narrow proof only where prices leave much less than the proof at hand goes through', async () => {
    const begun = { narrow: 0, same: 0 };
    for (let seed = 1; seed <= 3; seed++) {
      const problem = shapedGroups(MANY_PAIRS, seed);
      const bounds = new BoundKeeper(problem, itemsOf(problem));
      const whole = bounds.provePoints();
      await whole.run(1, Number.NEGATIVE_INFINITY, forever, () => undefined);
      bounds.update(bounds.promises, 0);
      // A gap as wide as all points leaves everything.
      await bounds.narrow(0);
      if (bounds.provePoints() === whole) begun.same++;
      await bounds.narrow(bounds.points - 1);
      if (bounds.provePoints() !== whole) begun.narrow++;
      await bounds.end();
    }
    expect(begun).toEqual({ narrow: 3, same: 3 });
  });

  it('hears of a bound only when asked to', async () => {
    const problem = shapedGroups(SHAPES['S s3 hard'], 1);
    const bounds = new BoundKeeper(problem, itemsOf(problem));
    const hear = await bounds.boundPoints(forever, ignored);
    expect(bounds.points).toBe(Number.POSITIVE_INFINITY);
    hear();
    expect(Number.isInteger(bounds.points)).toBe(true);
    await bounds.end();
  });

  it('sharpens the bound of a large event, and hears of it and of what its fractions look like only when asked to', async () => {
    const sharper: number[] = [];
    for (const shape of ['S s3 hard', 'S s8 tight', 'S crunch', 'M s3 hard']) {
      const problem = shapedGroups(SHAPES[shape], 1);
      const bounds = new BoundKeeper(problem, itemsOf(problem), { mostExact: 0 });
      const looks: ItemSlots[] = [];
      const hear = await bounds.boundPoints(forever, slots => looks.push(slots));
      expect([bounds.points, looks.length]).toEqual([Number.POSITIVE_INFINITY, 0]);
      hear();
      expect(looks.map(slots => slots.length)).toEqual([itemsOf(problem).count]);
      const first = bounds.points;
      const hearMore = await bounds.sharpen(forever);
      expect(bounds.points).toBe(first);
      hearMore();
      expect(bounds.points).toBeLessThanOrEqual(first);
      expect(bounds.prices?.bound).toBe(bounds.points);
      if (bounds.points < first) sharper.push(first - bounds.points);
      await bounds.end();
    }
    expect(sharper.length).toBeGreaterThan(0);
  });

  it('hears nothing of bounds for more promises than are asked for now', async () => {
    const problem = shapedGroups(SHAPES['S crunch'], 1);
    const bounds = new BoundKeeper(problem, itemsOf(problem), { mostExact: 0 });
    (await bounds.boundPoints(forever, ignored))();
    const hear = [await bounds.boundPoints(forever, ignored), await bounds.sharpen(forever)];
    bounds.retarget(bounds.terms.target - 1);
    const { points, prices } = bounds;
    for (const one of hear) one();
    expect([bounds.points, bounds.prices]).toEqual([points, prices]);
    await bounds.end();
  });
});
