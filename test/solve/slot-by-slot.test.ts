import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Annealer, isBetter } from '../../src/solve/anneal.js';
import { MipSolver } from '../../src/solve/mip.js';
import { PriceSearch } from '../../src/solve/prices.js';
import { Random } from '../../src/solve/random.js';
import { SlotBySlot } from '../../src/solve/slot-by-slot.js';
import { State } from '../../src/solve/state.js';
import { generate } from '../helpers/generate.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { conflictsOf, orderedMeetings, recount, sparseSlots } from './schedules.js';
import { arbSmall, freshBudget, problemOf, termsWith } from './tiny.js';

const never = (): boolean => false;
const quiet = (): void => undefined;

describe('SlotBySlot', () => {
  it('never makes a schedule worse, leaves no conflict, counts right, and keeps what orders are about', async () => {
    const mips = new MipSolver();
    const tally = { better: 0, ordered: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          arbSmall({ musts: 3, orders: 3, minMeetings: 1 }),
          arbSmall({ musts: 1, locks: 1, orders: 0, maxima: 20 }),
          arbSmall({ orders: 0, minMeetings: 1, maxConsecutive: 2 }),
        ),
        fc.nat(),
        async (event, seed) => {
          const problem = problemOf(event);
          const annealer = new Annealer(new State(problem), new Random(seed), never);
          annealer.take(sparseSlots(problem, new Dice(seed)));
          const [before, slots] = [annealer.standing, annealer.best.slice()];
          const terms = termsWith(problem);
          const prices = new PriceSearch(problem, terms);
          prices.run(240);
          const bySlots = new SlotBySlot(problem, terms, prices.best, mips, new Random(seed), freshBudget());
          await bySlots.improve(annealer, quiet);
          expect(isBetter(before, annealer.standing)).toBe(false);
          expect(conflictsOf(problem, annealer.best)).toEqual([]);
          expect(recount(problem, annealer.best)).toMatchObject(annealer.standing);
          if (isBetter(annealer.standing, before)) tally.better++;
          const ordered = orderedMeetings(problem);
          tally.ordered += ordered.length;
          for (const e of ordered) expect(annealer.best[e]).toBe(slots[e]);
        },
      ),
      runs(60),
    );
    await mips.end();
    expect(tally.better).toBeGreaterThan(8);
    expect(tally.ordered).toBeGreaterThan(0);
  });

  it('comes within a thousandth of the bound from nothing where few rooms and narrow windows leave little choice', async () => {
    const mips = new MipSolver();
    const event = generate({ people: 40, wishes: 500, slots: 10, rooms: 16, windows: 100, seed: 7 });
    const problem = problemOf(event);
    const annealer = new Annealer(new State(problem), new Random(1), never);
    const terms = termsWith(problem);
    const prices = new PriceSearch(problem, terms);
    prices.run(960);
    const bySlots = new SlotBySlot(problem, terms, prices.best, mips, new Random(1), freshBudget());
    await bySlots.improve(annealer, quiet);
    await mips.end();
    expect(conflictsOf(problem, annealer.best)).toEqual([]);
    expect(annealer.standing.points).toBeGreaterThan(0.999 * prices.bound);
  });
});
