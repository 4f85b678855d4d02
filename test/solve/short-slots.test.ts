import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAlike } from '../../src/solve/alike-slots.js';
import { evaluateBound } from '../../src/solve/duals.js';
import { selectByFlow } from '../../src/solve/selection/flow.js';
import { ShortSlots, selectFitting } from '../../src/solve/short-slots.js';
import { makeEvent } from '../helpers/event.js';
import { runs } from '../helpers/runs.js';
import { arbTiny, everySchedule, freshBudget, mostPoints, problemOf, termsWith } from './tiny.js';

/** Three rooms and two slots; in the second one only A and those that it meets, or the ring of B, C and D, are there. */
const early = ['A', 'B', 'C', 'D'].map(id => ({ id, available: ['2'] }));
const late = ['E', 'F', 'G', 'H', 'I', 'J', 'K', 'L'].map(id => ({ id, available: ['1'] }));
const inTwos = late.flatMap(({ id }, i) => late.slice(i + 1).map(other => ({ from: id, to: other.id, score: 5 })));
const rules = { minMeetings: 0 };
const STAR = makeEvent({
  participants: [...early, ...late],
  wishes: [...['B', 'C', 'D'].map(to => ({ from: 'A', to, score: 5 })), ...inTwos],
  slots: 2,
  rooms: 3,
  rules,
});
const RING = makeEvent({
  participants: [...early, ...late],
  wishes: [...['BC', 'CD', 'DB'].map(([from, to]) => ({ from, to, score: 5 })), ...inTwos],
  slots: 2,
  rooms: 3,
  rules,
});

async function boundsOf(event: typeof STAR) {
  const problem = problemOf(event);
  const terms = termsWith(problem);
  const plain = await selectByFlow(problem, terms, freshBudget());
  const { duals, fraction } = await selectFitting(problem, terms, freshBudget(), true, findAlike(problem));
  const boundOf = (prices: typeof duals): number => evaluateBound(problem, prices, terms)! / prices.unit;
  return { plain: boundOf(plain.duals), bound: boundOf(duals), selected: fraction.reduce((sum, x) => sum + x, 0) };
}

describe('selectFitting', () => {
  it('knows that a slot in which everyone would meet one person takes one meeting', async () => {
    expect(await boundsOf(STAR)).toEqual({ plain: 5, bound: 4, selected: 4 });
  });

  it('counts a ring of three in halves', async () => {
    // Three rooms in the first slot, and one and a half meetings in the second one, are not known to the flow alone.
    expect(await boundsOf(RING)).toMatchObject({ plain: 5.5, bound: 4.5 });
  });

  it('is the flow where it is not to look', async () => {
    const problem = problemOf(STAR);
    const terms = termsWith(problem);
    const chosen = await selectFitting(problem, terms, freshBudget(), false, undefined);
    expect(chosen).toEqual(await selectByFlow(problem, terms, freshBudget()));
  });
});

describe('ShortSlots', () => {
  it('never proves less than before, nor a bound below the best schedule', async () => {
    let gains = 0;
    await fc.assert(
      fc.asyncProperty(arbTiny({ minMeetings: 1 }), fc.boolean(), fc.nat(40), async (event, folds, rent) => {
        const built = problemOf(event);
        // A room more than there is: slots are seldom short of people in so small an event.
        const problem = { ...built, capacity: built.capacity.map(rooms => rooms + 1) };
        const terms = termsWith(problem);
        const best = mostPoints(everySchedule(event), terms.target);
        if (best < 0) return;
        const short = await ShortSlots.of(problem, folds ? findAlike(problem) : undefined, freshBudget());
        const { duals } = await selectByFlow(problem, terms, freshBudget());
        const selected = await short.select(terms, freshBudget());
        for (const prices of [duals, { ...duals, rho: duals.rho.map(price => price + rent) }, selected.duals]) {
          const relieved = short.relieve(prices);
          const before = evaluateBound(problem, prices, terms)! / prices.unit;
          const after = evaluateBound(problem, relieved, terms)! / relieved.unit;
          expect(after).toBeLessThanOrEqual(before);
          expect(after).toBeGreaterThanOrEqual(best);
          if (after < before) gains++;
        }
      }),
      runs(300),
    );
    expect(gains).toBeGreaterThan(4);
  });
});
