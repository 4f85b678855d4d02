import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/model/problem.js';
import { Annealer, isBetter } from '../../src/solve/anneal.js';
import { Budget } from '../../src/solve/budget.js';
import { zeroDuals } from '../../src/solve/duals.js';
import { PriceSearch } from '../../src/solve/prices.js';
import { promiseTerms } from '../../src/solve/promises.js';
import { Random } from '../../src/solve/random.js';
import { State } from '../../src/solve/state.js';
import { bruteForce } from '../helpers/brute-force.js';
import { generate } from '../helpers/generate.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { conflictsOf, randomSlots, recount } from './schedules.js';
import { arbSmall, arbTiny, checkSlots, freshBudget, problemOf, termsWith } from './tiny.js';

const PLAN = { moves: 4000, tightness: 0.5, first: 0.9, last: 0.1 };
/** Locks, then musts, then the others. */
function mustsFirst({ must, lockedSlot }: Problem): Int32Array {
  const rank = (e: number): number => (lockedSlot[e] >= 0 ? 2 : must[e]);
  return Int32Array.from(must.keys()).sort((x, y) => rank(y) - rank(x) || x - y);
}

const never = (): boolean => false;

/** Counts meetings put in and taken out. */
class CountingState extends State {
  steps = 0;

  override place(e: number, t: number): void {
    this.steps++;
    super.place(e, t);
  }

  override remove(e: number): number {
    this.steps++;
    return super.remove(e);
  }
}

describe('isBetter', () => {
  it('looks at musts, then promises, then points', () => {
    const standing = { musts: 1, promises: 1, points: 1 };
    expect(isBetter(standing, standing)).toBe(false);
    expect(isBetter({ musts: 2, promises: 0, points: 0 }, standing)).toBe(true);
    expect(isBetter({ musts: 1, promises: 2, points: 0 }, standing)).toBe(true);
    expect(isBetter({ musts: 1, promises: 1, points: 2 }, standing)).toBe(true);
    expect(isBetter({ musts: 1, promises: 0, points: 9 }, standing)).toBe(false);
  });
});

describe('Annealer', () => {
  it('reaches the best promises and points of tiny events', async () => {
    const tally = { reached: 0, all: 0 };
    await fc.assert(
      fc.asyncProperty(arbTiny({ maxBreaks: undefined, minMeetings: 1 }), fc.boolean(), async (event, priced) => {
        const problem = problemOf(event);
        const annealer = new Annealer(new State(problem), new Random(1), never);
        const prices = new PriceSearch(problem, termsWith(problem));
        prices.run(240);
        await annealer.fill(
          { order: mustsFirst(problem), selected: problem.meetings },
          3,
          new Budget({ effort: 'quick' }),
        );
        await annealer.run(PLAN, priced ? prices.best : undefined, freshBudget());
        const { promises, points } = bruteForce(event)!;
        const { standing } = annealer;
        tally.all++;
        const units = (points * problem.pointScale) / problem.pointStep;
        const { violations } = await checkSlots(problem, annealer.best);
        expect(violations.filter(({ rule }) => rule !== 'must' && rule !== 'lock')).toEqual([]);
        const kept = violations.length === 0;
        if (kept && standing.promises === promises && standing.points >= units - 1e-6) tally.reached++;
      }),
      runs(60),
    );
    expect(tally.reached).toBeGreaterThanOrEqual(tally.all * 0.95);
  });

  it('never gets worse, never loses a must, is never in conflict and counts right', async () => {
    await fc.assert(
      fc.asyncProperty(arbSmall({ musts: 5, locks: 2, rooms: 2, slots: 4 }), fc.nat(), async (event, seed) => {
        const problem = problemOf(event);
        const annealer = new Annealer(new State(problem), new Random(seed), never);
        annealer.take(randomSlots(problem, new Dice(seed)));
        for (const first of [3, 1, 0.3]) {
          const { best, standing } = { best: annealer.best.slice(), standing: annealer.standing };
          await annealer.run({ ...PLAN, moves: 1000, first }, undefined, freshBudget());
          expect(annealer.standing.musts).toBeGreaterThanOrEqual(standing.musts);
          expect(isBetter(standing, annealer.standing)).toBe(false);
          if (!isBetter(annealer.standing, standing)) expect(annealer.best).toEqual(best);
          expect(conflictsOf(problem, annealer.best)).toEqual([]);
          const { musts, promises, points } = recount(problem, annealer.best);
          expect(annealer.standing).toEqual({ musts, promises, points });
        }
      }),
      runs(30),
    );
  });

  it('keeps promises one by one, at the cost of no more others and of no must', async () => {
    const tally = { before: 0, after: 0 };
    await fc.assert(
      fc.asyncProperty(arbSmall({ musts: 3, locks: 2, rooms: 3, slots: 5, minMeetings: 2 }), async event => {
        const problem = problemOf(event);
        const state = new State(problem);
        const annealer = new Annealer(state, new Random(1), never);
        await annealer.fill({ order: mustsFirst(problem), selected: problem.meetings }, 0, freshBudget());
        const { standing } = annealer;
        await annealer.keepPromises(promiseTerms(problem), freshBudget());
        const now = recount(problem, state.slotOf);
        expect(now.musts).toBeGreaterThanOrEqual(standing.musts);
        if (now.musts === standing.musts) expect(now.promises).toBeGreaterThanOrEqual(standing.promises);
        expect(conflictsOf(problem, annealer.best)).toEqual([]);
        const { musts, promises, points } = recount(problem, annealer.best);
        expect(annealer.standing).toEqual({ musts, promises, points });
        problem.lockedSlot.forEach((t, e) => {
          if (t >= 0 && annealer.best[e] >= 0) expect(annealer.best[e]).toBe(t);
        });
        tally.before += standing.promises;
        tally.after += promises;
      }),
      runs(40),
    );
    expect(tally.after).toBeGreaterThan(tally.before);
  });

  it('keeps all promises where the dearest meetings have left people without any', async () => {
    for (const seed of [1, 2, 3]) {
      const event = generate({
        seed,
        people: 120,
        wishes: 900,
        slots: 6,
        rooms: 25,
        minMeetings: 1,
        values: 'scores',
        skew: 2,
      });
      const problem = problemOf(event);
      const annealer = new Annealer(new State(problem), new Random(1), never);
      const order = Int32Array.from(problem.points.keys()).sort((x, y) => problem.points[y] - problem.points[x]);
      await annealer.fill({ order, selected: problem.meetings }, 1, freshBudget());
      const terms = promiseTerms(problem);
      expect(annealer.standing.promises).toBeLessThan(terms.total - 3);
      await annealer.keepPromises(terms, freshBudget());
      expect(annealer.standing.promises).toBe(terms.total);
      expect(conflictsOf(problem, annealer.best)).toEqual([]);
    }
  });

  it('takes no longer than a few moves a meeting for promises that cannot be kept', async () => {
    const size = { seed: 2, people: 60, wishes: 900, slots: 12, rooms: 6, minMeetings: 10 };
    const state = new CountingState(problemOf(generate(size)));
    const annealer = new Annealer(state, new Random(1), never);
    await annealer.fill({ order: mustsFirst(state.problem), selected: 0 }, 1, freshBudget());
    state.steps = 0;
    await annealer.keepPromises(promiseTerms(state.problem), freshBudget());
    expect(state.steps).toBeGreaterThan(state.problem.meetings);
    expect(state.steps).toBeLessThan(20 * state.problem.meetings);
  });

  it('leaves locked meetings where they are', async () => {
    await fc.assert(
      fc.asyncProperty(arbSmall({ locks: 4 }), fc.nat(), async (event, seed) => {
        const problem = problemOf(event);
        const annealer = new Annealer(new State(problem), new Random(seed), never);
        annealer.take(randomSlots(problem, new Dice(seed)));
        await annealer.run({ ...PLAN, moves: 1000 }, undefined, freshBudget());
        problem.lockedSlot.forEach((t, e) => {
          if (t >= 0) expect(annealer.best[e]).toBe(t);
        });
      }),
      runs(20),
    );
  });

  it('ends early when nothing better can exist, and when it is stopped', async () => {
    const problem = problemOf(fc.sample(arbSmall({ wishes: 25 }), { seed: 4, numRuns: 1 })[0]);
    const roundsOf = async (enough: () => boolean, budget: Budget): Promise<number> => {
      let rounds = 0;
      const annealer = new Annealer(new State(problem), new Random(1), enough);
      await annealer.run({ ...PLAN, moves: 2000 }, undefined, budget, () => rounds++);
      expect(annealer.done).toBe(enough());
      expect(conflictsOf(problem, annealer.best)).toEqual([]);
      return rounds;
    };
    expect(await roundsOf(never, freshBudget())).toBe(200);
    expect(await roundsOf(() => true, freshBudget())).toBe(1);
    const stopped = new Budget({ effort: 'standard', signal: AbortSignal.abort() });
    expect(await roundsOf(never, stopped)).toBe(1);
    expect(stopped.stop).toBe('interrupted');
  });

  it('makes no more than a dozen steps a move, however long its chains, whatever the wishes are worth', async () => {
    const stepsAMove = async (values: 'scores' | 'none'): Promise<number> => {
      const event = generate({ seed: 5, people: 40, wishes: 500, slots: 10, rooms: 12, minMeetings: 0, values });
      const state = new CountingState(problemOf(event));
      const annealer = new Annealer(state, new Random(1), never);
      const order = { order: mustsFirst(state.problem), selected: 0 };
      await annealer.fill(order, 1, freshBudget());
      state.steps = 0;
      await annealer.run({ ...PLAN, moves: 20_000 }, undefined, freshBudget());
      return state.steps / 20_000;
    };
    expect(await stepsAMove('none')).toBeLessThan(13);
    expect(await stepsAMove('scores')).toBeLessThan(13);
  });

  it('finds the one meeting of thousands that is worth an empty room', async () => {
    const event = generate({ seed: 3, people: 100, wishes: 3000, slots: 2, rooms: 3, minMeetings: 0, values: 'none' });
    const problem = problemOf(event);
    for (let seed = 0; seed < 5; seed++) {
      const dearest = new Dice(seed).below(problem.meetings);
      const points = new Float64Array(problem.meetings).fill(1).with(dearest, 10);
      const duals = { ...zeroDuals(problem, 1), rho: new Float64Array(problem.limits * problem.slots).fill(5) };
      const annealer = new Annealer(new State({ ...problem, points }), new Random(seed), never);
      await annealer.run({ moves: 200, tightness: 0.0025, first: 0.1, last: 0.1 }, duals, freshBudget());
      expect(annealer.standing.points).toBe(10);
      expect(annealer.best[dearest]).toBeGreaterThanOrEqual(0);
    }
  });

  it('restarts from a schedule even if it is worse', async () => {
    const problem = problemOf(fc.sample(arbSmall(), { seed: 2, numRuns: 1 })[0]);
    const annealer = new Annealer(new State(problem), new Random(1), never);
    await annealer.fill(
      { order: Int32Array.from(problem.points.keys()), selected: 0 },
      2,
      new Budget({ effort: 'quick' }),
    );
    const nothing = new Int32Array(problem.meetings).fill(-1);
    annealer.take(nothing);
    expect(annealer.standing.points).toBeGreaterThan(0);
    annealer.restartFrom(nothing);
    expect(annealer.standing).toEqual({ musts: 0, promises: 0, points: 0 });
    expect(annealer.best).toEqual(nothing);
  });
});
