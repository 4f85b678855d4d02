import { describe, expect, it } from 'vitest';
import { zeroDuals } from '../../src/solve/duals.js';
import { activePairs, openSpace, PLAIN, pricePlaces, type Task, type Workspace } from '../../src/solve/price-space.js';
import { dualStep, primalStep } from '../../src/solve/price-steps.js';
import { promiseTerms } from '../../src/solve/promises.js';
import { Rests } from '../../src/solve/rests.js';
import { generate } from '../helpers/generate.js';
import { problemOf } from './tiny.js';

/** What is to be priced in an event with more wishes than there is room for. */
function taskOf(seed: number): Task {
  const event = generate({ people: 60, wishes: 500, slots: 10, rooms: 10, windows: seed % 2 === 0 ? 60 : 0, seed });
  const made = problemOf(event);
  // Every second person rests after each meeting, in two of the events.
  const longest = made.maxConsecutive.map((most, p) => (seed <= 2 && p % 2 === 0 ? 1 : most));
  const problem = { ...made, maxConsecutive: longest };
  const terms = promiseTerms(problem);
  const scale = problem.points.reduce((sum, points) => sum + points, 0) / problem.meetings;
  const forced = terms.target === terms.total;
  const width = Float64Array.from({ length: problem.slots }, (_, t) => (seed > 2 ? 1 + (t % 2) : 1));
  return { problem, rests: Rests.of(problem), width, terms, forced, promiseValue: undefined, scale };
}

function spaceOf(seed: number): Workspace {
  const task = taskOf(seed);
  return openSpace(task, activePairs(task, undefined, 0), [], undefined);
}

function idleIn({ idle, active }: Workspace): number {
  return active.reduce((count, _, m) => (Number.isFinite(idle.best[m]) ? count + 1 : count), 0);
}

describe('primalStep', () => {
  it.each([1, 2, 3, 4])('passes over no meeting that would move (event %d)', seed => {
    const [space, thorough] = [spaceOf(seed), spaceOf(seed)];
    let idle = 0;
    for (let iteration = 0; iteration < 400; iteration++) {
      thorough.idle.best.fill(Number.POSITIVE_INFINITY);
      const part = 1 - 1 / (2 + (iteration % 50));
      const blend = iteration % 50 === 49 ? PLAIN : { next: 2 * part, before: -part, first: 1 - part };
      for (const one of [space, thorough]) {
        one.blend = blend;
        Object.assign(one.moved, { values: 0, prices: 0 });
        primalStep(one);
        dualStep(one);
      }
      expect(space.now).toEqual(thorough.now);
      // After a step no row is gathered: what is left are costs.
      const costs = space.places.slice();
      pricePlaces(space);
      // Sums that slide along the slots differ from these by their rounding alone.
      expect(costs.every((price, at) => Math.abs(price - space.places[at]) < 1e-9)).toBe(true);
      thorough.places.set(space.places);
      idle = Math.max(idle, idleIn(space));
    }
    expect(space.moved).toEqual(thorough.moved);
    expect(idle).toBeGreaterThan(space.active.length / 4);
    if (seed <= 2) expect(space.now.rest.some(price => price > 0)).toBe(true);
  });
});

describe('openSpace', () => {
  it('begins with a schedule and prices, where it has them', () => {
    const task = taskOf(3);
    const { problem, width, scale } = task;
    const duals = { ...zeroDuals(problem, 4), mu: new Float64Array(problem.participants).fill(8) };
    // The first slot of every third meeting.
    const slotOf = Int32Array.from({ length: problem.meetings }, (_, e) =>
      e % 3 === 0 ? 31 - Math.clz32(problem.domain[e] & -problem.domain[e]) : -1,
    );
    const { active, pairStart, pairSlot, now } = openSpace(task, activePairs(task, undefined, 0), [], undefined, {
      duals,
      slotOf,
    });
    expect(now.mu.every(price => Math.abs(price - 2 / scale) < 1e-12)).toBe(true);
    active.forEach((e, m) => {
      for (let i = pairStart[m]; i < pairStart[m + 1]; i++)
        expect(now.x[i]).toBe(pairSlot[i] === slotOf[e] ? 1 / width[pairSlot[i]] : 0);
    });
    expect(now.x.filter(x => x > 0).length).toBe(Math.ceil(problem.meetings / 3));
  });
});
