import { describe, expect, it } from 'vitest';
import { BoundKeeper } from '../../../src/solve/groups/bounds.js';
import { itemsOf } from '../../../src/solve/groups/items.js';
import { Dice } from '../../helpers/random.js';
import { bestOfAll } from './rules.js';
import { SHAPES, shapedGroups } from './shapes.js';
import { tinyGroups } from './tiny-groups.js';

const forever = { stopped: false };
/** With many different points, so that prices tell what a better schedule cannot hold. */
const MANY_PAIRS = { people: 40, hosts: 1, slots: 10, rooms: 5, sessions: 1, wishes: 9, pairs: 120 };

describe('BoundKeeper', () => {
  it.each([
    ['the same prices prove another', Number.POSITIVE_INFINITY],
    ['in an event too large for them that of all schedules holds', 0],
  ])('keeps a bound where fewer promises are asked for, never too small: %s', async (_, mostPlaces) => {
    const tally = { lowered: 0, finite: 0 };
    for (let seed = 1; seed <= 40; seed++) {
      const problem = tinyGroups(new Dice(seed), { people: 6, items: 6, slots: 3 });
      const best = bestOfAll(problem);
      const bounds = new BoundKeeper(problem, itemsOf(problem), mostPlaces);
      (await bounds.boundPoints(forever))();
      (await bounds.boundPromises(forever))();
      expect(bounds.promises, `seed ${seed}`).toBeGreaterThanOrEqual(best.promises);
      if (mostPlaces === 0) expect(bounds.prices).toBe(undefined);
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
        const bounds = new BoundKeeper(problem, itemsOf(problem), Number.POSITIVE_INFINITY, iterations);
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
    const hear = await bounds.boundPoints(forever);
    expect(bounds.points).toBe(Number.POSITIVE_INFINITY);
    hear();
    expect(Number.isInteger(bounds.points)).toBe(true);
    await bounds.end();
  });
});
