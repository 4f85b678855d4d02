import { describe, expect, it } from 'vitest';
import { DiagramPrices } from '../../../src/solve/breaks/diagram-prices.js';
import { Budget } from '../../../src/solve/budget.js';
import { sharedByGroups } from '../../../src/solve/groups/agenda-facts.js';
import { PricedItems } from '../../../src/solve/groups/agenda-question.js';
import { BoundsBeside } from '../../../src/solve/groups/bounds-beside.js';
import { GroupChooser } from '../../../src/solve/groups/chooser.js';
import { Random } from '../../../src/solve/random.js';
import { Reporter } from '../../../src/solve/reporter.js';
import { type FoundSchedule, isAsGood, isBetter, tinyEvent } from './tiny-agendas.js';

const WORK = 1e5;
/** Arcs of diagrams in which every meeting is told apart, and of such that only count all of them. */
const SIZES = [undefined, { ofAll: 1, ofOne: 1, atLeast: 1 }];

const bestOf = (kept: readonly FoundSchedule[]) => kept.reduce((x, y) => (isBetter(y, x) ? y : x));

describe('PricedItems', () => {
  it('prices never leave more breaks and idle slots than there can be, and mostly as many', () => {
    const tally = { broken: 0, met: 0, both: 0, hosts: 0, parallel: 0, loose: 0 };
    for (let seed = 1; seed <= 150; seed++) {
      const { problem, dice, kept } = tinyEvent(seed);
      if (kept.length === 0) continue;
      const reached = dice.chance(60) ? bestOf(kept) : dice.pick(kept);
      const equals = kept.filter(one => isAsGood(one, reached));
      const breaks = Math.min(...equals.map(one => one.breaks));
      const both = Math.min(...equals.map(one => one.breaks + one.idle));
      const shared = sharedByGroups(problem, undefined, reached);
      SIZES.forEach((most, size) => {
        const question = new PricedItems(problem, shared, reached).question();
        const prices = new DiagramPrices(question, most);
        expect(prices.isPossible).toBe(true);
        for (const work of [1, WORK]) {
          prices.improve(work, breaks + 3);
          expect(prices.least).toBeLessThanOrEqual(breaks);
        }
        const { least } = prices;
        prices.charge(1, 1);
        prices.improve(WORK, both + 3);
        expect(prices.least).toBeLessThanOrEqual(both);
        if (breaks === 0) return;
        if (size > 0) {
          if (least < breaks) tally.loose++;
          return;
        }
        tally.broken++;
        if (least === breaks) tally.met++;
        if (prices.least === both) tally.both++;
        if (question.hosts.length > 0) tally.hosts++;
        if (problem.pairs.parallel.some(places => places > 1)) tally.parallel++;
      });
    }
    expect(tally.hosts).toBeGreaterThan(10);
    expect(tally.parallel).toBeGreaterThan(2);
    expect(Math.min(tally.met, tally.both)).toBeGreaterThan(0.5 * tally.broken);
    expect(tally.loose).toBeGreaterThan(0);
  });
});

describe('BoundsBeside', () => {
  const standard = new Budget({ effort: 'standard' });
  const nothing = { breaks: 0, idle: 0 };

  it('stays at or below the fewest of schedules as good, with prices of the points too', async () => {
    const tally = { broken: 0, met: 0, idle: 0 };
    for (let seed = 1; seed <= 40; seed++) {
      const { problem, kept } = tinyEvent(seed);
      if (kept.length === 0) continue;
      const best = bestOf(kept);
      const equals = kept.filter(one => isAsGood(one, best));
      const breaks = Math.min(...equals.map(one => one.breaks));
      const idle = Math.min(...equals.filter(one => one.breaks === breaks).map(one => one.idle));
      const chooser = new GroupChooser(problem, standard, new Random(1), new Reporter(problem.pairs, undefined));
      if (breaks > 0) await chooser.choose();
      const shared = sharedByGroups(problem, chooser.boundsFor(best.promises), best);
      // A schedule with more of both may be all that is known.
      const prices = BoundsBeside.begin(problem, shared, best, { breaks: breaks + 1, idle: idle + 2 }, standard);
      const bounds = (await prices?.bounds(nothing, { breaks, idle })) ?? nothing;
      await prices?.end();
      expect(bounds.breaks).toBeLessThanOrEqual(breaks);
      expect(bounds.idle).toBeLessThanOrEqual(idle);
      if (breaks === 0) continue;
      tally.broken++;
      if (bounds.breaks === breaks) tally.met++;
      if (bounds.idle === idle) tally.idle++;
    }
    expect(tally.broken).toBeGreaterThan(2);
    expect(Math.min(tally.met, tally.idle)).toBeGreaterThan(0.5 * tally.broken);
  });

  it('keeps what is known already where that is more', async () => {
    const { problem, kept } = tinyEvent(1);
    const best = bestOf(kept);
    const shared = sharedByGroups(problem, undefined, best);
    const prices = BoundsBeside.begin(problem, shared, best, { breaks: 3, idle: 9 }, standard)!;
    const found = { breaks: 60, idle: 90 };
    expect(await prices.bounds({ breaks: 50, idle: 20 }, found)).toEqual({ breaks: 50, idle: 50 });
    expect(await prices.bounds({ breaks: 60, idle: 90 }, found)).toEqual(found);
    await prices.end();
  });

  it('does not begin in a quick run, nor where nobody has breaks, nor where nothing may be held', () => {
    const { problem, kept } = tinyEvent(1);
    const shared = sharedByGroups(problem, undefined, kept[0]);
    const some = { breaks: 3, idle: 9 };
    expect(BoundsBeside.begin(problem, shared, kept[0], some, new Budget({ effort: 'quick' }))).toBeUndefined();
    expect(BoundsBeside.begin(problem, shared, kept[0], nothing, standard)).toBeUndefined();
    const none = { ...shared, facts: { ...shared.facts, usable: shared.facts.usable.map(() => 0) } };
    expect(BoundsBeside.begin(problem, none, kept[0], some, standard)).toBeUndefined();
  });
});
