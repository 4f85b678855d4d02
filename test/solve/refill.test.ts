import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Annealer, isBetter } from '../../src/solve/anneal.js';
import { zeroDuals } from '../../src/solve/duals.js';
import { PriceSearch } from '../../src/solve/prices.js';
import { Random } from '../../src/solve/random.js';
import { refill } from '../../src/solve/refill.js';
import { State } from '../../src/solve/state.js';
import { type EventSpec, makeEvent } from '../helpers/event.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { conflictsOf, randomSlots, recount } from './schedules.js';
import { arbSmall, freshBudget, problemOf, termsWith } from './tiny.js';

it('is never in conflict, keeps locks, and never makes the best schedule worse', async () => {
  await fc.assert(
    fc.asyncProperty(arbSmall({ parallel: 50, slotLimits: 50, oddRooms: 50 }), fc.nat(), async (event, seed) => {
      const problem = problemOf(event);
      const annealer = new Annealer(new State(problem), new Random(1), () => false);
      annealer.take(randomSlots(problem, new Dice(seed)));
      const before = annealer.standing;
      const prices = new PriceSearch(problem, termsWith(problem));
      prices.run(120);
      const held = seed % 2 === 0 ? prices.rest() : undefined;
      await refill(problem, annealer, prices.best, held, 2, freshBudget());
      expect(isBetter(before, annealer.standing)).toBe(false);
      expect(conflictsOf(problem, annealer.best)).toEqual([]);
      const { promises, points, musts } = recount(problem, annealer.best);
      expect(annealer.standing).toEqual({ musts, promises, points });
    }),
    runs(60),
  );
});

it('puts locked meetings and musts in before dearer ones', async () => {
  // In the only slot A can meet one of them.
  const wishes = [
    ['A', 'B', 9],
    ['A', 'C', 1],
  ] as const;
  const specs: readonly EventSpec[] = [
    { wishes: [{ from: 'A', to: 'B', rank: 9, kind: 'must' }, wishes[1]] },
    { wishes, locks: [['A', 'B', '1']] },
  ];
  for (const spec of specs) {
    const problem = problemOf(makeEvent({ ...spec, slots: 1 }));
    const kept = problem.must.indexOf(1);
    expect(problem.points[kept]).toBeLessThan(Math.max(...problem.points));
    const annealer = new Annealer(new State(problem), new Random(1), () => false);
    await refill(problem, annealer, zeroDuals(problem, 1), undefined, 2, freshBudget());
    expect(annealer.best[kept]).toBe(0);
    const others = Float32Array.from(problem.must, (_, e) => (e === kept ? 0 : 1));
    const again = new Annealer(new State(problem), new Random(1), () => false);
    await refill(problem, again, zeroDuals(problem, 1), others, 2, freshBudget());
    expect(again.best[kept]).toBe(0);
  }
});

it('puts a lock in before a must, for one place', async () => {
  const wishes = [
    ['A', 'B', 9],
    ['A', 'C', 1],
  ] as const;
  const built = problemOf(makeEvent({ wishes, locks: [['A', 'B', '1']], slots: 1 }));
  const locked = built.lockedSlot.findIndex(t => t >= 0);
  const problem = { ...built, must: built.must.map(() => 1) };
  for (const held of [undefined, new Float32Array(2).fill(1)]) {
    const annealer = new Annealer(new State(problem), new Random(1), () => false);
    await refill(problem, annealer, zeroDuals(problem, 1), held, 2, freshBudget());
    expect(annealer.best[locked]).toBe(0);
  }
});

it('finds places for what the prices hold along deeper chains', async () => {
  // Where A meets C in the first slot, and C meets D in the second, B waits for both of them to move on.
  const event = makeEvent({
    participants: [
      { id: 'A', available: ['1', '2'] },
      { id: 'B', available: ['1'] },
      { id: 'D', available: ['2', '3'] },
    ],
    wishes: [
      { from: 'A', to: 'C', score: 3 },
      { from: 'C', to: 'D', score: 2 },
      { from: 'A', to: 'B', score: 1 },
    ],
    slots: 3,
    rules: { minMeetings: 0 },
  });
  const problem = problemOf(event);
  const missing = { held: 0, others: 0 };
  for (let seed = 0; seed < 20; seed++)
    for (const name of ['held', 'others'] as const) {
      const annealer = new Annealer(new State(problem), new Random(seed), () => false);
      const held = name === 'held' ? new Float32Array(3).fill(1) : undefined;
      await refill(problem, annealer, zeroDuals(problem, 1), held, 1, freshBudget());
      missing[name] += annealer.best.filter(t => t < 0).length;
    }
  expect(missing.held).toBe(0);
  expect(missing.others).toBeGreaterThan(0);
});

it('leaves scarce slots to those that need them', async () => {
  // By points alone the dearest meeting, which either slot suits, would come first and perhaps take the only slot of another.
  const event = makeEvent({
    participants: [
      { id: 'B', available: ['1'] },
      { id: 'F', available: ['1'] },
    ],
    wishes: [
      { from: 'C', to: 'D', score: 3 },
      { from: 'A', to: 'B', score: 2 },
      { from: 'E', to: 'F', score: 1 },
    ],
    slots: 2,
    rooms: 1,
    rules: { minMeetings: 0 },
  });
  const problem = problemOf(event);
  const prices = new PriceSearch(problem, termsWith(problem));
  prices.run(480);
  for (let seed = 0; seed < 10; seed++) {
    const annealer = new Annealer(new State(problem), new Random(seed), () => false);
    await refill(problem, annealer, prices.best, undefined, 0, freshBudget());
    expect(annealer.standing.points).toBe(5);
  }
});

it('puts what the best selection holds in before dearer ones', async () => {
  const problem = problemOf(
    makeEvent({
      wishes: [
        { from: 'A', to: 'B', score: 3 },
        { from: 'A', to: 'C', score: 2 },
        { from: 'B', to: 'D', score: 2 },
      ],
      slots: 1,
    }),
  );
  const duals = zeroDuals(problem, 1);
  const pointsWith = async (held: Float32Array | undefined): Promise<number> => {
    const annealer = new Annealer(new State(problem), new Random(1), () => false);
    await refill(problem, annealer, duals, held, 0, freshBudget());
    return annealer.standing.points;
  };
  expect(await pointsWith(undefined)).toBe(3);
  expect(await pointsWith(Float32Array.from(problem.points, w => (w === 2 ? 0.9 : 0.1)))).toBe(4);
});

it('puts in what it can beside a meeting that has no slot', async () => {
  const wishes = [
    { from: 'A', to: 'B', score: 3 },
    { from: 'A', to: 'C', score: 2 },
    { from: 'B', to: 'D', score: 1 },
  ];
  const made = problemOf(makeEvent({ wishes, slots: 1 }));
  const shut = made.points.indexOf(Math.max(...made.points));
  const problem = { ...made, domain: made.domain.map((word, e) => (e === shut ? 0 : word)) };
  for (const held of [undefined, Float32Array.from(made.points, (_, e) => (e === shut ? 0 : 1))]) {
    const annealer = new Annealer(new State(problem), new Random(1), () => false);
    await refill(problem, annealer, zeroDuals(problem, 1), held, 0, freshBudget());
    expect(Array.from(annealer.best, (t, e) => t >= 0 === (e !== shut))).toEqual([true, true, true]);
  }
});
