import { describe, expect, it } from 'vitest';
import type { GroupProblem } from '../../../src/model/group-problem.js';
import { GroupAnnealer } from '../../../src/solve/groups/anneal.js';
import { BranchAndBound } from '../../../src/solve/groups/branch.js';
import { type Items, itemsOf } from '../../../src/solve/groups/items.js';
import { priceSum } from '../../../src/solve/groups/price-bound.js';
import { pricesFrom } from '../../../src/solve/groups/prices.js';
import type { Goal } from '../../../src/solve/groups/promise-rows.js';
import { anySessions, groupPromiseTerms } from '../../../src/solve/groups/promise-terms.js';
import { Relaxation } from '../../../src/solve/groups/relaxation.js';
import { TimeProgram } from '../../../src/solve/groups/time-program.js';
import { Random } from '../../../src/solve/random.js';
import { Dice } from '../../helpers/random.js';
import { bestOfAll, faultsOf, type Worth } from './rules.js';
import { SHAPES, shapedGroups } from './shapes.js';
import { tinyGroups } from './tiny-groups.js';

const forever = { stopped: false };
const OPTIONS = { people: 6, items: 6, slots: 3, musts: true };

interface Tiny {
  readonly problem: GroupProblem;
  readonly items: Items;
  readonly best: Worth;
}

/** Tiny events whose musts can be kept. */
function* tinies(first: number, last: number): Iterable<Tiny & { readonly seed: number }> {
  for (let seed = first; seed <= last; seed++) {
    const problem = tinyGroups(new Dice(seed), OPTIONS);
    const items = itemsOf(problem);
    const best = bestOfAll(problem);
    if (best.musts === items.must.reduce((sum, must) => sum + must, 0)) yield { problem, items, best, seed };
  }
}

/** The items and terms by which a goal is bounded, and what the best schedule has of it. */
function taskOf(goal: Goal, { problem, items, best }: Tiny) {
  const all = groupPromiseTerms(problem, items);
  if (goal === 'points') return { items, terms: { ...all, target: best.promises }, value: best.points };
  const worthless = { ...items, points: new Float64Array(items.count) };
  return { items: worthless, terms: { ...all, target: 0 }, value: best.promises };
}

const GOALS = ['promises', 'points'] as const;

describe.each(GOALS)('BranchAndBound on %s', goal => {
  it('is never below what trying everything finds, after any number of branches, and just that in the end', async () => {
    const tally = { all: 0, tight: 0 };
    for (const { seed, ...tiny } of tinies(1, 25)) {
      const { items, terms, value } = taskOf(goal, tiny);
      const branches = new BranchAndBound(tiny.problem, items, terms, goal);
      // It may leave out what is no better than a value below the best.
      for (const steps of [1, 2, 40]) {
        await branches.run(steps, value - 1, forever, () => undefined);
        expect(branches.bound, `seed ${seed}`).toBeGreaterThanOrEqual(value);
      }
      await branches.end();
      tally.all++;
      if (branches.bound === value) tally.tight++;
    }
    expect(tally.tight).toBeGreaterThan(tally.all * 0.6);
  });

  it('proves by its prices what the program is worth in fractions: their signs are those of the solver', async () => {
    let solved = 0;
    for (const { seed, ...tiny } of tinies(101, 125)) {
      const { problem } = tiny;
      const { items, terms, value } = taskOf(goal, tiny);
      const program = new TimeProgram(problem, items, terms, goal);
      const relaxation = new Relaxation({ model: program.made, columns: new Int32Array(0) });
      const none = { lower: new Float64Array(0), upper: new Float64Array(0) };
      const answer = await relaxation.solve(none, forever);
      await relaxation.end();
      if (answer?.kind !== 'solved') continue;
      solved++;
      const prices = pricesFrom(problem, items, program, goal, answer.prices);
      const proved = priceSum(problem, items, terms, goal, prices, anySessions(problem)) / prices.unit;
      const fractional = answer.values.reduce((sum, x, column) => sum + x * program.made.cost[column], 0);
      expect(proved, `seed ${seed}`).toBeGreaterThanOrEqual(value);
      expect(proved, `seed ${seed}`).toBeLessThan(fractional + 1e-3);
    }
    expect(solved).toBeGreaterThan(10);
  });

  it('is not misled by any prices', () => {
    for (const { seed, ...tiny } of tinies(201, 230)) {
      const { problem } = tiny;
      const { items, terms, value } = taskOf(goal, tiny);
      const program = new TimeProgram(problem, items, terms, goal);
      const { rowLower } = program.made;
      const dice = new Dice(seed);
      for (let tries = 0; tries < 20; tries++) {
        const rows = rowLower.map(() => (dice.chance(40) ? dice.below(17) / 4 - 2 : 0));
        const prices = pricesFrom(problem, items, program, goal, rows);
        const proved = priceSum(problem, items, terms, goal, prices, anySessions(problem)) / prices.unit;
        expect(proved, `seed ${seed}`).toBeGreaterThanOrEqual(value);
      }
    }
  });
});

describe('BranchAndBound', () => {
  it('finds the best of most events by a dive, and proves nothing by it', async () => {
    let best = 0;
    const names = ['S s3 hard', 'S s8 tight', 'S crunch', 'S mixed'];
    for (const name of names) {
      const problem = shapedGroups(SHAPES[name], 2);
      const items = itemsOf(problem);
      const branches = new BranchAndBound(problem, items, groupPromiseTerms(problem, items), 'points');
      await branches.run(1, 0, forever, () => undefined);
      const before = branches.bound;
      let most = 0;
      await branches.dive(forever, slots => {
        const annealer = new GroupAnnealer(problem, new Random(1), () => true);
        annealer.take(slots);
        expect(faultsOf(problem, annealer.best)).toEqual([]);
        if (annealer.standing.promises === groupPromiseTerms(problem, items).total)
          most = Math.max(most, annealer.standing.points);
      });
      expect(branches.bound).toBe(before);
      expect(most).toBeLessThanOrEqual(before);
      if (most === before) best++;
      await branches.end();
    }
    expect(best).toBeGreaterThan(1);
  });

  it('dives another way after more branches, and not at all where neither rows nor branches are left', async () => {
    const dive = async (branches: BranchAndBound): Promise<string[]> => {
      const heard: string[] = [];
      await branches.dive(forever, slots => heard.push(slots.join()));
      return heard;
    };
    const problem = shapedGroups(SHAPES['S s8 tight'], 1);
    const items = itemsOf(problem);
    const open = new BranchAndBound(problem, items, groupPromiseTerms(problem, items), 'points');
    await open.run(1, 0, forever, () => undefined);
    const first = await dive(open);
    await open.run(3, 0, forever, () => undefined);
    const second = await dive(open);
    await open.end();
    expect([first.length, second.length]).not.toContain(0);
    expect(second).not.toEqual(first);

    const [tiny] = tinies(1, 25);
    const { items: own, terms } = taskOf('points', tiny);
    const done = new BranchAndBound(tiny.problem, own, terms, 'points');
    await done.run(1000, Number.NEGATIVE_INFINITY, forever, () => undefined);
    expect(done.isExhausted).toBe(true);
    expect(await dive(done)).not.toEqual([]);
    expect(await dive(done)).toEqual([]);
    await done.end();
  });
});
