import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Budget } from '../../src/solve/budget.js';
import { zeroDuals } from '../../src/solve/duals.js';
import { decideKernel, type KernelTask, solveKernel } from '../../src/solve/kernel.js';
import { type MipAnswer, type MipModel, MipSolver } from '../../src/solve/mip.js';
import { PriceSearch } from '../../src/solve/prices.js';
import type { Patience } from '../../src/solve/worker.js';
import { withEvent } from '../helpers/checked.js';
import { type EventSpec, makeEvent } from '../helpers/event.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { randomDuals, spoilt } from './prices-by-dice.js';
import { recount } from './schedules.js';
import { arbTiny, checkSlots, everySchedule, freshBudget, mostPoints, problemOf, termsWith } from './tiny.js';

const events = arbTiny({
  maxBreaks: undefined,
  parallel: 30,
  maxima: 40,
  slotLimits: 40,
  oddRooms: 40,
  minMeetings: 2,
});
const NODES = 5000;

/** An event whose promises are demanded in part, at prices that went some way. */
function priced(event: Parameters<typeof problemOf>[0], seed: number) {
  const problem = problemOf(event);
  const dice = new Dice(seed);
  const terms = termsWith(problem, dice.below(termsWith(problem).total + 1));
  const prices = new PriceSearch(problem, terms);
  prices.run(240);
  return { problem, dice, terms, prices };
}

describe('decideKernel', () => {
  const mips = new MipSolver();
  afterAll(() => mips.end());

  it('finds a schedule worth more than so much, or proves that there is none', async () => {
    const tally = { found: 0, none: 0 };
    await fc.assert(
      fc.asyncProperty(events, fc.nat(), async (event, seed) => {
        const { problem, dice, terms, prices } = priced(event, seed);
        const duals = [dice.pick([prices.best, randomDuals(problem, dice), zeroDuals(problem, 1)])];
        const best = mostPoints(everySchedule(event), terms.target);
        const value = Math.max(0, best - dice.pick([0, 1, 5]));
        mips.allow(Number.POSITIVE_INFINITY);
        const task = { problem, terms, promiseValue: 0, duals, value, nodes: NODES };
        const { slotOf, proved } = (await decideKernel(task, mips, freshBudget()))!;
        expect(slotOf !== undefined, withEvent([`value ${value}, optimum ${best}`], event)).toBe(best > value);
        if (!slotOf) {
          expect(proved).toBe(true);
          tally.none++;
          return;
        }
        const { points, promises } = recount(problem, slotOf);
        expect(points, withEvent([`value ${value}`], event)).toBeGreaterThan(value);
        // It is called the best only where it is.
        if (proved) expect(points).toBe(best);
        expect(promises).toBeGreaterThanOrEqual(terms.target);
        expect((await checkSlots(problem, slotOf)).violations).toEqual([]);
        tally.found++;
      }),
      runs(40),
    );
    expect(Math.min(tally.found, tally.none)).toBeGreaterThan(5);
  });
});

describe('solveKernel', () => {
  const mips = new MipSolver();
  afterAll(() => mips.end());

  it('finds the best schedule worth more than the one at hand, or proves that there is none', async () => {
    const tally = { found: 0, none: 0 };
    await fc.assert(
      fc.asyncProperty(events, fc.nat(), async (event, seed) => {
        const { problem, dice, terms, prices } = priced(event, seed);
        const some = () =>
          dice.pick([
            prices.best,
            prices.fine,
            spoilt(problem, prices.best, dice),
            randomDuals(problem, dice),
            zeroDuals(problem, 1),
          ]);
        const duals = dice.below(2) === 0 ? [some()] : [some(), some()];
        const best = mostPoints(everySchedule(event), terms.target);
        const value = Math.max(0, best - dice.pick([0, 1, 5, 1000]));
        const outcome = (await solveKernel(
          { problem, terms, promiseValue: 0, duals, value, nodes: NODES },
          mips,
          freshBudget(),
        ))!;
        expect(outcome.proved, withEvent([`value ${value}, optimum ${best}`], event)).toBe(true);
        if (best <= value) {
          expect(outcome.slotOf).toBeUndefined();
          tally.none++;
          return;
        }
        const { points, promises } = recount(problem, outcome.slotOf!);
        expect(points, withEvent([`value ${value}`], event)).toBe(best);
        expect(promises).toBeGreaterThanOrEqual(terms.target);
        expect((await checkSlots(problem, outcome.slotOf!)).violations).toEqual([]);
        tally.found++;
      }),
      runs(50),
    );
    expect(Math.min(tally.found, tally.none)).toBeGreaterThan(5);
  });

  it.each(['infeasible', 'optimal'] as const)('is not taken in by a solver that says "%s" too soon', async status => {
    /** Denies every better schedule, or calls any one the best. */
    class Liar extends MipSolver {
      override async solve(model: MipModel, patience: Patience): Promise<MipAnswer | undefined> {
        const any = { ...model, cost: new Float64Array(model.cost.length) };
        const answer = status === 'optimal' ? await super.solve(any, patience) : undefined;
        return { status: answer?.values ? 'optimal' : 'infeasible', values: answer?.values, iterations: 0 };
      }
    }
    const liar = new Liar();
    const tally = { lies: 0, truths: 0 };
    try {
      await fc.assert(
        fc.asyncProperty(events, fc.nat(), async (event, seed) => {
          const problem = problemOf(event);
          const dice = new Dice(seed);
          const terms = termsWith(problem, dice.below(termsWith(problem).total + 1));
          const duals = [dice.pick([zeroDuals(problem, 1), randomDuals(problem, dice)])];
          const best = mostPoints(everySchedule(event), terms.target);
          const value = Math.max(0, best - dice.pick([0, 1, 2, 1000]));
          const task = { problem, terms, promiseValue: 0, duals, value, nodes: NODES };
          const { slotOf, proved } = (await solveKernel(task, liar, freshBudget()))!;
          const found = slotOf ? recount(problem, slotOf).points : value;
          if (found < best) expect(proved, withEvent([`value ${value}, optimum ${best}`], event)).toBe(false);
          else if (best <= value) expect(proved).toBe(true);
          if (status === 'infeasible' && best > value) expect(found).toBeGreaterThan(value);
          if (best > value) tally.lies++;
          else tally.truths++;
        }),
        runs(60),
      );
    } finally {
      await liar.end();
    }
    expect(Math.min(tally.lies, tally.truths)).toBeGreaterThan(5);
  });

  it('calls nothing the best that was not refuted', async () => {
    class Silent extends MipSolver {
      override async refute() {
        return { refuted: false, iterations: 0 };
      }
    }
    const silent = new Silent();
    const wishes = [
      ['A', 'B', 1],
      ['A', 'C', 2],
    ] as const;
    const problem = problemOf(makeEvent({ wishes, slots: 1 }));
    const duals = [zeroDuals(problem, 1)];
    const task = { problem, terms: termsWith(problem, 0), promiseValue: 0, duals, value: 0, nodes: NODES };
    const { slotOf, proved } = (await solveKernel(task, silent, freshBudget()))!;
    await silent.end();
    expect([slotOf && recount(problem, slotOf).points, proved]).toEqual([2, false]);
  });

  it('counts promises when these are all that counts', async () => {
    await fc.assert(
      fc.asyncProperty(arbTiny({ maxBreaks: undefined, minMeetings: 3, maxima: 40 }), async event => {
        const built = problemOf(event);
        const problem = { ...built, points: new Float64Array(built.meetings) };
        const terms = termsWith(built, 0);
        const most = Math.max(...everySchedule(event).map(({ promises }) => promises));
        const prices = new PriceSearch(problem, terms, 1);
        prices.run(120);
        for (const value of [most - 1, most]) {
          const task: KernelTask = { problem, terms, promiseValue: 1, duals: [prices.best], value, nodes: NODES };
          const { slotOf, proved } = (await solveKernel(task, mips, freshBudget()))!;
          expect(proved).toBe(true);
          expect(slotOf && recount(built, slotOf).promises).toBe(value === most ? undefined : most);
        }
      }),
      runs(10),
    );
  });

  const pair = problemOf(makeEvent({ wishes: [['A', 'B']] }));
  const terms = termsWith(pair, 0);
  const task: KernelTask = {
    problem: pair,
    terms,
    promiseValue: 0,
    duals: [zeroDuals(pair, 1)],
    value: 0,
    nodes: NODES,
  };

  it.each<readonly [string, EventSpec, number, number]>([
    [
      'a place',
      {
        wishes: [
          ['A', 'B', 1],
          ['A', 'C', 2],
        ],
        slots: 1,
      },
      0,
      2,
    ],
    [
      'a maximum',
      {
        wishes: [
          ['A', 'B', 1],
          ['A', 'C', 2],
        ],
        participants: [{ id: 'A', maxMeetings: 1 }],
      },
      0,
      2,
    ],
    [
      'a limit',
      {
        wishes: [
          ['A', 'B', 1],
          ['C', 'D', 2],
        ],
        slots: 1,
        rooms: 1,
      },
      0,
      2,
    ],
    [
      'promises asked for',
      {
        wishes: [
          ['A', 'B', 1],
          ['A', 'C', 7],
          ['B', 'D', 7],
        ],
        slots: 1,
        rooms: 2,
      },
      4,
      2,
    ],
    [
      'the order of meetings',
      {
        wishes: [
          ['A', 'B', 1],
          ['C', 'D', 2],
        ],
        slots: 2,
        participants: [
          { id: 'A', available: ['2'] },
          { id: 'C', available: ['1', '2'] },
        ],
        order: [
          [
            ['A', 'B'],
            ['C', 'D'],
          ],
        ],
      },
      0,
      2,
    ],
    [
      'rests',
      {
        wishes: [
          ['A', 'B', 1],
          ['A', 'C', 2],
          ['A', 'D', 3],
        ],
        slots: 3,
        participants: [{ id: 'A', maxConsecutive: 2 }],
      },
      0,
      5,
    ],
    [
      'rests of a delegation',
      {
        wishes: [
          ['A', 'B', 1],
          ['A', 'C', 2],
          ['A', 'D', 3],
          ['A', 'E', 4],
        ],
        slots: 3,
        participants: [
          { id: 'A', maxConsecutive: 1, parallel: 2 },
          ...['B', 'C', 'D'].map(id => ({ id, available: ['2'] })),
        ],
      },
      0,
      7,
    ],
    ['a must', { wishes: [['A', 'B', 1], { from: 'A', to: 'C', rank: 2, kind: 'must' }], slots: 1 }, 0, 1],
  ])('keeps %s without the help of prices', async (_, spec, target, best) => {
    const problem = problemOf(makeEvent(spec));
    const task = {
      problem,
      terms: termsWith(problem, target),
      promiseValue: 0,
      duals: [zeroDuals(problem, 1)],
      nodes: NODES,
    };
    const { slotOf, proved } = (await solveKernel({ ...task, value: 0 }, mips, freshBudget()))!;
    expect([slotOf && recount(problem, slotOf).points, proved]).toEqual([best, true]);
    expect(await solveKernel({ ...task, value: best }, mips, freshBudget())).toEqual({
      slotOf: undefined,
      proved: true,
    });
  });

  it('leaves out no pair whose loss is just the gap', async () => {
    const score = (to: string, value: number) => ({ from: 'A', to, score: value });
    const spec = { wishes: [score('B', 5), score('C', 4)], slots: 2, participants: [{ id: 'C', available: ['1'] }] };
    const problem = problemOf(makeEvent(spec));
    const duals = zeroDuals(problem, 1);
    const [a, b] = [problem.a[0], problem.b[0]];
    duals.pi[2 * (problem.event.participants[a].id === 'A' ? a : b) + 1] = 4;
    const task = { problem, terms: termsWith(problem, 0), promiseValue: 0, duals: [duals], value: 8, nodes: NODES };
    const { slotOf, proved } = (await solveKernel(task, mips, freshBudget()))!;
    expect([slotOf && recount(problem, slotOf).points, proved]).toEqual([9, true]);
  });

  it('demands no meeting whose worth is just the gap', async () => {
    // One of 3 and one of 2 points, of which a slot holds one: without prices the bound is 5, and 3 is worth 2 less.
    const score = (to: string, value: number) => ({ from: 'A', to, score: value });
    const problem = problemOf(makeEvent({ wishes: [score('B', 3), score('C', 2)], slots: 1 }));
    const duals = [zeroDuals(problem, 1)];
    const task = { problem, terms: termsWith(problem, 0), promiseValue: 0, duals, value: 2, nodes: NODES };
    const { slotOf, proved } = (await solveKernel(task, mips, freshBudget()))!;
    expect([slotOf && recount(problem, slotOf).points, proved]).toEqual([3, true]);
  });

  it('gives a large program up where iterations end before its first solution, not where there is none', async () => {
    // Each of 80 is promised a meeting with a host who has 70 slots.
    const wishes = Array.from({ length: 80 }, (_, i) => [`G${i}`, 'Host', 1] as const);
    const problem = problemOf(makeEvent({ wishes, slots: 70, rules: { minMeetings: 1 } }));
    const terms = termsWith(problem);
    const task = { problem, promiseValue: 0, duals: [zeroDuals(problem, 1)], value: 0, nodes: NODES };
    const all = await solveKernel({ ...task, terms, iterations: 20_000 }, mips, freshBudget());
    expect(all).toEqual({ slotOf: undefined, proved: true });
    const fewer = { ...task, terms: { ...terms, target: 71 } };
    expect(await solveKernel({ ...fewer, iterations: 5 }, mips, freshBudget())).toBeUndefined();
    const kept = (await solveKernel({ ...fewer, iterations: 20_000 }, mips, freshBudget()))!;
    expect(kept.slotOf && recount(problem, kept.slotOf).promises).toBe(71);
  });

  it('needs no program where the prices prove all', async () => {
    const stopped = new Budget({ effort: 'standard', signal: AbortSignal.abort() });
    expect(await solveKernel({ ...task, value: 1 }, mips, stopped)).toEqual({ slotOf: undefined, proved: true });
  });

  it('says nothing where the prices are no proof, the kernel is too large, or the budget ended', async () => {
    const huge = zeroDuals(pair, 1);
    huge.pi.fill(2 ** 52);
    expect(await solveKernel({ ...task, duals: [huge] }, mips, freshBudget())).toBeUndefined();
    const wishes = Array.from({ length: 400 }, (_, i) => [`P${i % 40}`, `Q${Math.floor(i / 10)}`] as const);
    const large = problemOf(makeEvent({ wishes, slots: 60 }));
    const big = { ...task, problem: large, terms: termsWith(large, 0), duals: [zeroDuals(large, 1)] };
    expect(await solveKernel(big, mips, freshBudget())).toBeUndefined();
    expect(await solveKernel({ ...task, mostPairs: 0 }, mips, freshBudget())).toBeUndefined();
    const stopped = new Budget({ effort: 'standard', signal: AbortSignal.abort() });
    expect(await solveKernel(task, mips, stopped)).toBeUndefined();
    expect(await solveKernel(task, mips, freshBudget())).toMatchObject({ proved: true });
  });
});
