import { describe, expect, it } from 'vitest';
import type { GroupProblem } from '../../../src/model/group-problem.js';
import { UNBOUNDED } from '../../../src/model/problem.js';
import { Budget } from '../../../src/solve/budget.js';
import { smoothGroupAgendas } from '../../../src/solve/groups/agendas.js';
import { GroupAnnealer } from '../../../src/solve/groups/anneal.js';
import type { GroupBounds } from '../../../src/solve/groups/bounds.js';
import { GroupChooser } from '../../../src/solve/groups/chooser.js';
import { GroupState } from '../../../src/solve/groups/state.js';
import { Random } from '../../../src/solve/random.js';
import { Reporter } from '../../../src/solve/reporter.js';
import { Dice } from '../../helpers/random.js';
import { faultsOf, worthOf } from './rules.js';
import { SHAPES, shapedGroups } from './shapes.js';
import { agendasOf, demandsIn, everyGroupSchedule, someSchedule, tinyAgendas } from './tiny-agendas.js';

const quick = () => new Budget({ effort: 'quick' });

/** Smooths, and holds what comes out against a recount. */
async function smoothed(problem: GroupProblem, start: GroupState, seed = 1, proved?: GroupBounds) {
  const slots = start.slotOf.slice();
  const serves = start.interpreters?.serves.slice();
  const reporter = new Reporter(problem.pairs, undefined);
  const known = { ...(serves ? { serves } : {}), ...(proved ? { proved } : {}) };
  const result = await smoothGroupAgendas(problem, slots, quick(), new Random(seed), reporter, known);
  expect(faultsOf(problem, result.slots)).toEqual([]);
  const { promises, points, short } = worthOf(problem, result.slots);
  expect({ promises, points, short }).toEqual({ promises: result.promises, points: result.points, short: 0 });
  const { breaks, idle, overCap } = agendasOf(problem, result.slots);
  expect({ breaks, idle }).toEqual({ breaks: result.breaks, idle: result.idle });
  expect(demandsIn(problem, result.slots)).toBeGreaterThanOrEqual(demandsIn(problem, slots));
  if (result.keepsRules) expect(overCap).toBe(0);
  return { ...result, overCap };
}

/** The best in promises and points that a short search finds. */
async function goodSchedule(problem: GroupProblem, seed: number): Promise<GroupState> {
  const annealer = new GroupAnnealer(problem, new Random(seed), () => false);
  await annealer.run({ moves: 20_000, first: 1, last: 0.1 }, quick());
  annealer.state.adopt(annealer.best, annealer.state.interpreters && annealer.bestServes);
  return annealer.state;
}

const isAsGood = (one: { promises: number; points: number }, other: { promises: number; points: number }) =>
  (one.promises - other.promises || one.points - other.points) >= 0;

describe('smoothGroupAgendas', () => {
  it('finds between bound and optimum on tiny events, and nearly always the optimum', async () => {
    const tally = { events: 0, optimal: 0, improvable: 0, gained: 0 };
    for (let seed = 1; seed <= 40; seed++) {
      const dice = new Dice(seed);
      const problem = tinyAgendas(dice, { people: 6, items: 6, slots: 4, musts: seed % 3 === 0 });
      const all = everyGroupSchedule(problem);
      const start = await goodSchedule(problem, seed);
      const before = { ...worthOf(problem, start.slotOf), demands: demandsIn(problem, start.slotOf) };
      const breaksBefore = agendasOf(problem, start.slotOf).breaks;
      const result = await smoothed(problem, start);
      expect(isAsGood(result, before)).toBe(true);
      const equals = all.filter(one => one.demands >= before.demands && isAsGood(one, result));
      const least = Math.min(...equals.map(({ breaks }) => breaks));
      expect(result.breaks).toBeGreaterThanOrEqual(least);
      if (
        before.demands ===
        problem.someStart.length -
          1 +
          problem.pairs.must.filter(one => one === 1).length +
          problem.seatMust.filter(one => one === 1).length
      )
        expect(result.bounds.breaks).toBeLessThanOrEqual(least);
      tally.events++;
      if (result.breaks === least) tally.optimal++;
      if (least < breaksBefore) tally.improvable++;
      if (result.breaks < breaksBefore) tally.gained++;
    }
    expect(tally.optimal).toBeGreaterThan(0.9 * tally.events);
    expect(tally.improvable).toBeGreaterThan(0);
    expect(tally.gained).toBeGreaterThan(0.7 * tally.improvable);
  });

  it.each(['S s3 hard', 'S mixed', 'S crunch'])('loses no promise and no point and some breaks: %s', async name => {
    const problem = shapedGroups(SHAPES[name], 2);
    const start = await goodSchedule(problem, 2);
    const before = { ...worthOf(problem, start.slotOf), ...agendasOf(problem, start.slotOf) };
    const result = await smoothed(problem, start);
    expect(isAsGood(result, before)).toBe(true);
    expect(result.keepsRules).toBe(true);
    expect(result.breaks).toBeLessThan(0.9 * before.breaks);
    expect(result.bounds.breaks).toBeLessThanOrEqual(result.breaks);
    expect(result.bounds.idle).toBeLessThanOrEqual(result.idle);
    const again = await smoothed(problem, await goodSchedule(problem, 2));
    expect([...again.slots]).toEqual([...result.slots]);
  });

  it('knows a bound from what was proved of the points, and stays above it', async () => {
    const problem = shapedGroups(SHAPES['S s3 hard'], 1);
    const chooser = new GroupChooser(problem, quick(), new Random(1), new Reporter(problem.pairs, undefined));
    const start = new GroupState(problem);
    start.adopt(await chooser.choose());
    const proved = chooser.boundsFor(start.promises);
    const before = worthOf(problem, start.slotOf);
    const plain = await smoothed(problem, start);
    const result = await smoothed(problem, start, 1, proved);
    expect(isAsGood(result, before)).toBe(true);
    expect(result.bounds.breaks).toBeGreaterThanOrEqual(plain.bounds.breaks);
    expect(result.bounds.breaks).toBeGreaterThan(0);
    expect(Math.min(plain.breaks, result.breaks)).toBeGreaterThanOrEqual(result.bounds.breaks);
  });

  it('keeps caps at the least price where they can be kept only at one', async () => {
    const { pairs, ...groups } = shapedGroups(SHAPES['S mixed'], 4);
    const maxBreaks = Int32Array.from({ length: pairs.participants }, (_, p) => (p % 3 === 0 ? 0 : UNBOUNDED));
    const problem = { ...groups, pairs: { ...pairs, maxBreaks } };
    const start = await goodSchedule(problem, 4);
    expect(agendasOf(problem, start.slotOf).overCap).toBeGreaterThan(0);
    const { points } = worthOf(problem, start.slotOf);
    const result = await smoothed(problem, start);
    expect(result.keepsRules).toBe(true);
    expect(result.points).toBeGreaterThan(0.9 * points);
  });

  it.each([
    ['S s3 easy', 0.85],
    ['S mixed', 0.7],
    ['M s8 hard', 0.48],
  ] as const)('keeps every promise and most points where nobody may have a break: %s', async (shape, share) => {
    const { pairs, ...groups } = shapedGroups(SHAPES[shape], 1);
    const problem = { ...groups, pairs: { ...pairs, maxBreaks: pairs.maxBreaks.map(() => 0) } };
    const start = await goodSchedule(problem, 1);
    const { promises, points } = worthOf(problem, start.slotOf);
    const result = await smoothed(problem, start);
    expect(result.overCap).toBe(0);
    expect(result.promises).toBe(promises);
    expect(result.points).toBeGreaterThan(share * points);
  });

  it('keeps all rules with caps on tiny events, by giving up if need be', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const dice = new Dice(seed);
      const problem = tinyAgendas(dice, { people: 8, items: 12, slots: 5, caps: true, tiredInterpreters: true });
      const result = await smoothed(problem, someSchedule(problem, dice));
      expect(result.keepsRules).toBe(true);
      expect(result.overCap).toBe(0);
    }
  });

  it('keeps caps even when it is stopped at once', async () => {
    let over = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const dice = new Dice(seed);
      const problem = tinyAgendas(dice, { people: 8, items: 14, slots: 5, caps: true });
      const start = someSchedule(problem, dice);
      if (agendasOf(problem, start.slotOf).overCap > 0) over++;
      const stopped = new Budget({ effort: 'standard', timeLimitSeconds: 0 });
      const reporter = new Reporter(problem.pairs, undefined);
      const { slots, keepsRules } = await smoothGroupAgendas(problem, start.slotOf, stopped, new Random(1), reporter);
      expect(keepsRules).toBe(true);
      expect(agendasOf(problem, slots).overCap).toBe(0);
    }
    expect(over).toBeGreaterThan(5);
  });
});
