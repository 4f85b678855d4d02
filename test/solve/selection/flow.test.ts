import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/model/problem.js';
import { Budget } from '../../../src/solve/budget.js';
import { boundInPoints, evaluateBound, type PromiseTerms } from '../../../src/solve/duals.js';
import { type FlowSelection, selectByFlow } from '../../../src/solve/selection/flow.js';
import { placesOf, selectSmall } from '../../../src/solve/selection/small.js';
import { withEvent } from '../../helpers/checked.js';
import { makeEvent } from '../../helpers/event.js';
import { generate } from '../../helpers/generate.js';
import { runs } from '../../helpers/runs.js';
import { arbSmall, arbTiny, everySchedule, freshBudget, mostPoints, problemOf, termsWith } from '../tiny.js';
import { degreesOf, withScores, worthOf } from './events.js';

/** Scores up to a million with three decimals. */
const MOST_SCORE = 1e9;
/** One total of rooms at most, for every meeting. */
const plainRooms = { oddRooms: 0, ownRooms: 0, slotLimits: 0, locks: 0, musts: 0 };

const select = (problem: Problem, terms: PromiseTerms) => selectByFlow(problem, terms, freshBudget());

const roomsOf = (problem: Problem): number =>
  problem.limits === 0 ? Number.POSITIVE_INFINITY : problem.capacity.reduce((sum, one) => sum + one, 0);

function expectPrices({ duals }: FlowSelection): void {
  for (const list of [duals.pi, duals.rho, duals.mu, duals.theta])
    expect(list.every(price => price >= 0 && price % 1 === 0)).toBe(true);
  expect(duals.theta.every(price => price <= duals.sigma)).toBe(true);
}

function expectFits(problem: Problem, fraction: Float64Array): void {
  expect(fraction.every(x => [0, 0.5, 1].includes(x))).toBe(true);
  degreesOf(problem, fraction).forEach((degree, p) => {
    expect(degree).toBeLessThanOrEqual(placesOf(problem, p));
  });
}

/** The promises the selection holds, and that its prices bound it by itself: both are optimal. */
function expectProved(problem: Problem, terms: PromiseTerms, flow: FlowSelection): number {
  const degrees = degreesOf(problem, flow.fraction);
  const kept = terms.possible.reduce((sum, most, p) => sum + Math.min(most, degrees[p]), 0);
  const bound = evaluateBound(problem, flow.duals, { ...terms, target: kept })!;
  expect(bound / flow.duals.unit).toBe(worthOf(problem, flow.fraction));
  return kept;
}

describe('selectByFlow', () => {
  it.each([1, 2] as const)('has prices that bound the best schedule: sides %i', async sides => {
    const tally = { met: 0, all: 0 };
    await fc.assert(
      fc.asyncProperty(arbTiny({ sides, minMeetings: 2, maxima: 40, parallel: 30 }), async event => {
        const problem = problemOf(event);
        const terms = termsWith(problem);
        const flow = await select(problem, terms);
        expectPrices(flow);
        const bound = boundInPoints(evaluateBound(problem, flow.duals, terms)!, flow.duals.unit);
        const best = mostPoints(everySchedule(event), terms.target);
        if (bound < best) throw new Error(withEvent([`bound ${bound}, optimum ${best}`], event));
        if (best < 0) return;
        tally.all++;
        if (bound === best) tally.met++;
      }),
      runs(120),
    );
    expect(tally.met).toBeGreaterThan(tally.all * 0.3);
  });

  it.each([0, 1, 2, 3])(
    'is worth what the linear program is worth, and proves it: %i promises each',
    async minMeetings => {
      const tally = { compared: 0, short: 0 };
      const options = { ...plainRooms, minMeetings, maxima: 50, parallel: 30 };
      await fc.assert(
        fc.asyncProperty(arbSmall(options), fc.boolean(), async (event, distinct) => {
          const plain = problemOf(event);
          const problem = distinct ? withScores(plain, event.wishes.length, MOST_SCORE) : plain;
          const terms = termsWith(problem);
          const flow = await select(problem, terms);
          expectPrices(flow);
          expectFits(problem, flow.fraction);
          const worth = worthOf(problem, flow.fraction);
          expect(flow.fraction.reduce((sum, x) => sum + x, 0)).toBeLessThanOrEqual(roomsOf(problem));
          const kept = expectProved(problem, terms, flow);
          const small = await selectSmall(problem, terms);
          if (!small) {
            tally.short++;
            expect(kept).toBeLessThan(terms.total);
            return;
          }
          tally.compared++;
          expect(kept).toBe(terms.total);
          const oracle = worthOf(problem, small);
          expect(Math.abs(worth - oracle)).toBeLessThanOrEqual(1e-6 * Math.max(1, oracle));
        }),
        runs(60),
      );
      expect(tally.compared).toBeGreaterThan(15);
      if (minMeetings > 1) expect(tally.short).toBeGreaterThan(0);
    },
  );

  it.each([1, 2] as const)('proves 20,000 distinct scores of 2,000 people: sides %i', async sides => {
    const event = generate({
      seed: 7,
      people: 2000,
      wishes: 20_000,
      slots: 12,
      rooms: 700,
      sides,
      maxima: 30,
      skew: 1,
    });
    const problem = withScores(problemOf(event), 3, MOST_SCORE);
    const terms = termsWith(problem);
    const flow = await select(problem, terms);
    expectPrices(flow);
    expectFits(problem, flow.fraction);
    expect(expectProved(problem, terms, flow)).toBe(terms.total);
    expect(evaluateBound(problem, flow.duals, terms)! / flow.duals.unit).toBe(worthOf(problem, flow.fraction));
    if (sides === 2) expect(flow.fraction.every(x => x === 0 || x === 1)).toBe(true);
  });

  it('keeps the most promises where not all can be kept, whatever they cost', async () => {
    const event = generate({ seed: 5, people: 60, wishes: 500, slots: 8, rooms: 5, minMeetings: 3 });
    const problem = withScores(problemOf(event), 1, MOST_SCORE);
    const terms = termsWith(problem);
    const flow = await select(problem, terms);
    const kept = expectProved(problem, terms, flow);
    expect(kept).toBe(2 * roomsOf(problem));
    expect(kept).toBeLessThan(terms.total);

    // Twelve in a row: six meetings of one point keep two promises more than the five between them, which are worth nine each.
    const row = Array.from({ length: 11 }, (_, i) => ({ from: `P${i}`, to: `P${i + 1}`, score: i % 2 === 0 ? 1 : 9 }));
    const fork = ['X', 'Y'].map(to => ({ from: 'Fork', to, score: 1 }));
    const dear = problemOf(makeEvent({ wishes: [...row, ...fork], slots: 1 }));
    const all = termsWith(dear);
    expect(expectProved(dear, all, await select(dear, all))).toBe(14);
    expect(all.total).toBe(15);
  });

  it('is exact where points are as large as numbers allow', async () => {
    const event = generate({ seed: 6, people: 40, wishes: 200, slots: 4, rooms: 12, sides: 1 });
    const plain = problemOf(event);
    const problem = { ...plain, points: withScores(plain, 2, 2 ** 31).points.map(points => points * 4096 + 1) };
    const terms = termsWith(problem);
    expectProved(problem, terms, await select(problem, terms));
  });

  it('has prices that bound, however early it is stopped', async () => {
    class Stops extends Budget {
      breaths = 0;
      constructor(private readonly most: number) {
        super({ effort: 'standard' });
      }
      override async breathe(): Promise<boolean> {
        return ++this.breaths < this.most;
      }
    }
    const event = generate({
      seed: 8,
      people: 2000,
      wishes: 20_000,
      slots: 10,
      rooms: undefined,
      sides: 1,
      maxima: 60,
    });
    const problem = withScores(problemOf(event), 4, MOST_SCORE);
    const terms = termsWith(problem);
    const best = worthOf(problem, (await select(problem, terms)).fraction);
    const bounds: number[] = [];
    for (const most of [1, 2, 4, 8]) {
      const budget = new Stops(most);
      const flow = await selectByFlow(problem, terms, budget);
      expect(budget.breaths).toBe(most);
      expectPrices(flow);
      bounds.push(evaluateBound(problem, flow.duals, terms)! / flow.duals.unit);
    }
    const stopped = await selectByFlow(problem, terms, new Budget({ effort: 'standard', timeLimitSeconds: 0 }));
    bounds.push(evaluateBound(problem, stopped.duals, terms)! / stopped.duals.unit);
    expect(Math.min(...bounds)).toBeGreaterThan(best);
    expect(bounds[3]).toBeLessThan(bounds[0]);
  });

  it('counts no rooms in a slot that nobody can use', async () => {
    const people = ['A', 'B', 'C', 'D'].map(id => ({ id, available: ['1'] }));
    const wishes = [
      { from: 'A', to: 'B', score: 2 },
      { from: 'C', to: 'D', score: 1 },
    ];
    const event = makeEvent({ participants: people, wishes, slots: 2, rooms: 1, rules: { minMeetings: 0 } });
    const problem = problemOf(event);
    const terms = termsWith(problem);
    const { fraction, duals } = await select(problem, terms);
    expect([...fraction]).toEqual([1, 0]);
    expect(boundInPoints(evaluateBound(problem, duals, terms)!, duals.unit)).toBe(2);
  });

  it('finds nothing in nothing', async () => {
    const problem = problemOf(generate({ people: 3, wishes: 0 }));
    const { fraction, duals } = await select(problem, termsWith(problem));
    expect([fraction.length, evaluateBound(problem, duals, termsWith(problem))]).toEqual([0, 0]);
  });
});
