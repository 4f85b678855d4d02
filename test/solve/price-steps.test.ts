import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { MeetingSets, Problem } from '../../src/model/problem.js';
import { zeroDuals } from '../../src/solve/duals.js';
import { oddSet } from '../../src/solve/odd-sets.js';
import {
  activePairs,
  NAMES,
  openSpace,
  PLAIN,
  pricePlaces,
  type Task,
  type Workspace,
} from '../../src/solve/price-space.js';
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
  // In the fifth there are musts, and wishes that any of three meetings meets.
  const others = seed === 5 ? { must: made.must.map((_, e) => (e % 9 === 0 ? 1 : 0)), sets: setsOf(made) } : {};
  const problem = { ...made, maxConsecutive: longest, ...others };
  const terms = promiseTerms(problem);
  const scale = problem.points.reduce((sum, points) => sum + points, 0) / problem.meetings;
  const forced = terms.target === terms.total;
  const width = Float64Array.from({ length: problem.slots }, (_, t) => (seed > 2 ? 1 + (t % 2) : 1));
  return { problem, rests: Rests.of(problem), width, terms, forced, promiseValue: undefined, scale };
}

/** Of every third person three meetings, of which the second and third pay some points back, or must not be. */
function setsOf({ meetings: E, incident, incidentStart, participants: P }: Problem): MeetingSets {
  const people = Array.from({ length: Math.floor(P / 3) }, (_, k) => 3 * k).filter(
    p => incidentStart[p + 1] - incidentStart[p] >= 3,
  );
  const members = people.map(p => [...incident.slice(incidentStart[p], incidentStart[p] + 3)].sort((x, y) => x - y));
  const ofMeeting = Array.from({ length: E }, (_, e) => members.flatMap((own, s) => (own.includes(e) ? [s] : [])));
  return {
    start: Int32Array.from({ length: members.length + 1 }, (_, s) => 3 * s),
    meetings: Int32Array.from(members.flat()),
    setStart: Int32Array.from({ length: E + 1 }, (_, e) => ofMeeting.slice(0, e).flat().length),
    sets: Int32Array.from(ofMeeting.flat()),
    fine: Float64Array.from(members, (_, s) => (s % 2 === 0 ? 2 : Number.POSITIVE_INFINITY)),
  };
}

/** In the sixth event with an odd set of seven people in each slot. */
function spaceOf(seed: number): Workspace {
  const task = taskOf(seed);
  const { problem } = task;
  const sets =
    seed === 6 ? Array.from({ length: problem.slots }, (_, t) => oddSet(problem, t, [0, 1, 2, 3, 4, 5, 6])) : [];
  return openSpace(task, activePairs(task, undefined, 0), sets, undefined);
}

function idleIn({ idle, active }: Workspace): number {
  return active.reduce((count, _, m) => (Number.isFinite(idle.best[m]) ? count + 1 : count), 0);
}

describe('primalStep', () => {
  it.each([1, 2, 3, 4, 5, 6])('passes over no meeting that would move (event %d)', seed => {
    const [space, thorough] = [spaceOf(seed), spaceOf(seed)];
    // Of the sixth's odd sets none would ever have a price of its own.
    for (const one of [space, thorough]) one.now.kappa.fill(1);
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
      // `toEqual` alone would take nearly all of the test's time.
      if (!isDeepStrictEqual(space.now, thorough.now)) expect(space.now).toEqual(thorough.now);
      // After a step no row is gathered: what is left are costs.
      const costs = space.places.slice();
      pricePlaces(space);
      // Sums that slide along the slots differ from these by their rounding alone.
      expect(costs.every((price, at) => Math.abs(price - space.places[at]) < 1e-9)).toBe(true);
      thorough.places.set(space.places);
      // It begins anew.
      if (blend === PLAIN)
        for (const one of [space, thorough]) for (const name of NAMES) one.first[name].set(one.now[name]);
      idle = Math.max(idle, idleIn(space));
    }
    expect(space.moved).toEqual(thorough.moved);
    // Odd sets look at all of them.
    if (seed === 6) expect(idle).toBe(0);
    else expect(idle).toBeGreaterThan(space.active.length / 4);
    if (seed === 5) expect(space.now.set.some(price => price > 0)).toBe(true);
    if (seed <= 2) expect(space.now.rest.some(price => price > 0)).toBe(true);
  });
});

describe('openSpace', () => {
  it('lets prices come down where nothing that may be held asks for the place any more', () => {
    const task = taskOf(3);
    const { participants: P, slots: T, limits } = task.problem;
    const first = activePairs(task, undefined, 0);
    // One meeting alone.
    const pairs = { ...first, active: first.active.slice(0, 1), pairStart: first.pairStart.slice(0, 2) };
    const dear = { pi: new Float64Array(P * T).fill(8), rho: new Float64Array(limits * T).fill(8) };
    const space = openSpace(task, pairs, [], undefined, { duals: { ...zeroDuals(task.problem, 4), ...dear } });
    expect(space.now.pi.every(price => price > 0)).toBe(true);
    for (let iteration = 0; iteration < 200; iteration++) {
      primalStep(space);
      dualStep(space);
    }
    expect(space.now.pi.every(price => price === 0)).toBe(true);
    expect(space.now.rho.every(price => price === 0)).toBe(true);
  });

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
