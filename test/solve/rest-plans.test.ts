import { describe, expect, it } from 'vitest';
import { hasBit, inOrganisersPoints, type Problem } from '../../src/model/problem.js';
import { interpreterSlots } from '../../src/model/speech.js';
import { leastOfEach, sharedFacts, sumOf } from '../../src/solve/breaks/bound.js';
import { Budget } from '../../src/solve/budget.js';
import { RestPlanner, restedSlots } from '../../src/solve/rest-plans.js';
import { bruteForce } from '../helpers/brute-force.js';
import { makeEvent } from '../helpers/event.js';
import { Dice } from '../helpers/random.js';
import { conflictsOf, recount } from './schedules.js';
import { problemOf } from './tiny.js';

/** Rests of each interpreter: slots in which it is there, and may not work. */
function restsIn(problem: Problem, open: Int32Array): number[][] {
  const there = interpreterSlots(problem.event);
  return problem.event.interpreters.map((_, one) =>
    problem.event.slots.flatMap((__, t) => {
      const at = one * problem.words;
      expect(hasBit(open, at, t) && !hasBit(there, at, t)).toBe(false);
      return hasBit(there, at, t) && !hasBit(open, at, t) ? [t] : [];
    }),
  );
}

/** Nobody works longer than it may, whatever it does in the slots that are left. */
function expectRested(problem: Problem, open: Int32Array): void {
  const { event, slots: T, stretch, words: W } = problem;
  event.interpreters.forEach(({ maxConsecutive = T }, one) => {
    let run = 0;
    for (let t = 0; t < T; t++) {
      if (t > 0 && stretch[t] !== stretch[t - 1]) run = 0;
      run = hasBit(open, one * W, t) ? run + 1 : 0;
      expect(run).toBeLessThanOrEqual(maxConsecutive);
    }
  });
}

/** People of four languages, and some interpreters of two or three of them; all are away now and then. */
function spoken(dice: Dice, people: number, slots: number, interpreters: number) {
  const tongues = ['en', 'fr', 'ja', 'sk'];
  const ids = Array.from({ length: people }, (_, i) => `P${i}`);
  const away = () => Array.from({ length: slots }, (_, t) => String(t + 1)).filter(() => dice.chance(20));
  const pairs = ids.flatMap((p, k) => ids.slice(k + 1).map(q => [p, q] as const));
  return makeEvent({
    participants: ids.map((id, i) => ({
      ...{ id, languages: [tongues[i % 4]], minMeetings: dice.below(2) },
      unavailable: away(),
    })),
    wishes: dice
      .shuffled(pairs)
      .slice(0, 3 * people)
      .map(([from, to]) => ({ from, to, score: 1 + dice.below(9) })),
    slots,
    interpreters: Array.from({ length: interpreters }, (_, i) => ({
      id: `I${i}`,
      languages: dice.shuffled(tongues).slice(0, 2 + dice.below(2)),
      maxConsecutive: dice.pick([undefined, 1, 2, 3]),
      unavailable: away(),
    })),
  });
}

describe('restedSlots', () => {
  it('counts the slots in which one is away as rests', () => {
    const event = makeEvent({
      participants: [
        { id: 'A', languages: ['fr'] },
        { id: 'B', languages: ['ja'] },
      ],
      wishes: [['A', 'B']],
      slots: 8,
      interpreters: [
        { id: 'I', languages: ['fr', 'ja'], maxConsecutive: 2, unavailable: ['3', '6'] },
        { id: 'J', languages: ['fr', 'ja'], maxConsecutive: 3, unavailable: ['1'] },
      ],
    });
    const problem = problemOf(event);
    // The second needs one rest in slots 2 to 8; where the first is away as well, it is missed more.
    const [first, second] = restsIn(problem, restedSlots(problem));
    expect(first).toEqual([]);
    expect(second).toEqual([4]);
  });

  it('leaves everyone its rests, and no two of them next to each other where one is enough', () => {
    let rests = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const dice = new Dice(seed);
      const problem = problemOf(spoken(dice, 4, 4 + dice.below(12), 1 + dice.below(4)));
      const open = restedSlots(problem);
      expectRested(problem, open);
      for (const own of restsIn(problem, open)) {
        rests += own.length;
        expect(own.some((t, i) => own[i + 1] === t + 1 && own[i + 2] === t + 2)).toBe(false);
      }
    }
    expect(rests).toBeGreaterThan(200);
  });
});

describe('RestPlanner', () => {
  it('leaves everyone its rests, and a schedule among them is what the bounds say', async () => {
    const count = { schedules: 0, plans: 0 };
    for (let seed = 1; seed <= 12; seed++) {
      const problem = problemOf(spoken(new Dice(seed), 16, 8, 4));
      const planner = new RestPlanner(problem, new Budget({ effort: 'quick' }));
      const { open, slotOf } = await planner.plan();
      expectRested(problem, open);
      count.plans++;
      if (!slotOf) continue;
      count.schedules++;
      expect(conflictsOf(problem, slotOf)).toEqual([]);
      const { promises, points } = recount(problem, slotOf);
      const bounds = (await planner.boundsFor(promises))!;
      expect(promises).toBe(bounds.promises);
      expect(points).toBe(bounds.points);
    }
    expect(count.plans).toBe(12);
    expect(count.schedules).toBeGreaterThan(8);
  });

  it('proves no less than a brute force finds, of breaks no more', async () => {
    const count = { tight: 0, broken: 0 };
    for (let seed = 1; seed <= 40; seed++) {
      const dice = new Dice(seed);
      const event = spoken(dice, 5, 4 + dice.below(2), 1 + dice.below(2));
      const few = { ...event, wishes: [...event.wishes].slice(0, 6) };
      const best = bruteForce(few);
      const problem = problemOf(few);
      const planner = new RestPlanner(problem, new Budget({ effort: 'quick' }));
      await planner.plan();
      const bounds = best && (await planner.boundsFor(best.promises));
      if (!bounds) continue;
      expect(bounds.promises).toBeGreaterThanOrEqual(best.promises);
      const points = inOrganisersPoints(problem, bounds.points);
      expect(points).toBeGreaterThanOrEqual(best.points);
      if (points !== best.points) continue;
      count.tight++;
      const facts = sharedFacts(problem, bounds.terms, bounds.duals, bounds.points);
      const { breaks, idle } = sumOf(leastOfEach(problem, facts));
      expect(breaks).toBeLessThanOrEqual(best.breaks);
      expect(idle).toBeLessThanOrEqual(best.idle);
      if (breaks > 0) count.broken++;
    }
    expect(count.tight).toBeGreaterThan(25);
    expect(count.broken).toBeGreaterThan(0);
  });
});
