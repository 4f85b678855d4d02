import { afterEach, expect, it, vi } from 'vitest';
import type { Effort } from '../../src/model/outcome.js';
import type { Problem } from '../../src/model/problem.js';
import { Annealer } from '../../src/solve/anneal.js';
import { Budget } from '../../src/solve/budget.js';
import { MeetingWork } from '../../src/solve/meeting-work.js';
import { MipSolver } from '../../src/solve/mip.js';
import { PriceSearch } from '../../src/solve/prices.js';
import { PromiseSearch } from '../../src/solve/promise-search.js';
import { promiseTerms } from '../../src/solve/promises.js';
import { Random } from '../../src/solve/random.js';
import { State } from '../../src/solve/state.js';
import { makeEvent } from '../helpers/event.js';
import { generate } from '../helpers/generate.js';
import { watchWorkers } from '../helpers/workers.js';
import { conflictsOf, recount } from './schedules.js';
import { problemOf } from './tiny.js';

/** A search for promises, and an annealer that ends where it says so. */
function searching(problem: Problem, effort: Effort) {
  const [budget, random, mips] = [new Budget({ effort }), new Random(1), new MipSolver()];
  const [terms, work] = [promiseTerms(problem), new MeetingWork(problem, budget)];
  const search = new PromiseSearch(problem, work, terms, budget, random, mips, false, () => undefined);
  const annealer = new Annealer(new State(problem), random, standing => search.isBest(standing));
  return { terms, search, annealer, mips };
}

/** Those worth most first. */
function byPoints({ points }: Problem): Int32Array {
  return Int32Array.from(points.keys()).sort((x, y) => points[y] - points[x] || x - y);
}

afterEach(() => vi.restoreAllMocks());

it('brings schedule and bound of promises that rooms cannot all keep together, without a program', async () => {
  const workers = await watchWorkers();
  for (const seed of [1, 2, 3]) {
    const size = { people: 60, wishes: 350, slots: 8, rooms: 18, availability: 80, minMeetings: 6 };
    const problem = problemOf(generate({ ...size, seed, oddRooms: 0 }));
    const { terms, search, annealer, mips } = searching(problem, 'quick');
    await search.settle(annealer);
    const { promises } = recount(problem, annealer.best);
    expect(conflictsOf(problem, annealer.best)).toEqual([]);
    expect(promises).toBe(annealer.standing.promises);
    expect(search.bound).toBeLessThan(terms.total);
    expect([promises, search.priced?.bound]).toEqual([search.bound, search.bound]);
    await mips.end();
  }
  expect(workers.end()).toBe(0);
});

it('ends its prices where they gain nothing any more, and proves the rest by a program', async () => {
  // Of three who could all meet in one slot two do: prices, which halve meetings, never tell.
  const wishes = [
    ['P1', 'P2', 1],
    ['P2', 'P3', 1],
    ['P3', 'P1', 1],
  ] as const;
  const problem = problemOf(makeEvent({ wishes, slots: 1, rooms: 3 }));
  const { search, annealer, mips } = searching(problem, 'standard');
  const pricing = vi.spyOn(PriceSearch.prototype, 'runWithin');
  await search.settle(annealer);
  await mips.end();
  expect(pricing).toHaveBeenCalledTimes(4);
  expect(annealer.standing.promises).toBe(2);
  expect(search.bound).toBe(2);
  expect(search.priced?.bound).toBe(3);
});

it('knows before any prices that a place in a room keeps two promises', async () => {
  const size = { people: 40, wishes: 300, slots: 4, rooms: 3, availability: 100, minMeetings: 4 };
  const problem = problemOf(generate({ ...size, seed: 1, oddRooms: 0 }));
  const { terms, search, annealer } = searching(problem, 'quick');
  vi.spyOn(PriceSearch.prototype, 'runWithin').mockResolvedValue(false);
  await search.count(annealer);
  expect(terms.total).toBeGreaterThan(24);
  expect(search.bound).toBe(24);
  expect(search.priced?.bound).toBe(24);
});

it('walks to the last promises at fewer points than without looking at them, and no further', async () => {
  for (const seed of [1, 2, 3]) {
    const size = { people: 120, wishes: 900, slots: 12, rooms: 40, availability: 70, minMeetings: 5 };
    const problem = problemOf(generate({ ...size, seed, oddRooms: 0 }));
    const { terms, search, annealer, mips } = searching(problem, 'standard');
    await annealer.fill({ order: byPoints(problem), selected: 0 }, 1, new Budget({ effort: 'standard' }));
    const [start, before] = [annealer.best.slice(), annealer.standing];
    await search.count(annealer);
    expect(before.promises).toBeLessThan(search.bound);
    expect(search.bound).toBeLessThanOrEqual(terms.total);

    const moves = vi.spyOn(State.prototype, 'place');
    await search.walk(annealer);
    const walked = recount(problem, annealer.best);
    expect(conflictsOf(problem, annealer.best)).toEqual([]);
    expect(walked.promises).toBe(search.bound);
    moves.mockClear();
    await search.walk(annealer);
    expect(moves).not.toHaveBeenCalled();

    annealer.restartFrom(start);
    await search.settle(annealer);
    const settled = recount(problem, annealer.best);
    expect(settled.promises).toBe(search.bound);
    expect(walked.points).toBeGreaterThan(settled.points);
    await mips.end();
  }
});
