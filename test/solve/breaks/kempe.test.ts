import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../../src/model/event.js';
import { hasBit, type Problem } from '../../../src/model/problem.js';
import { AgendaState } from '../../../src/solve/breaks/agenda-state.js';
import { type BreakStanding, capsFirst, hasFewer, hasFewerFirst, NOTHING_LOST } from '../../../src/solve/breaks/aim.js';
import { fitsWords } from '../../../src/solve/breaks/fits-words.js';
import { KempeAnnealer, ROUNDS } from '../../../src/solve/breaks/kempe.js';
import { Random } from '../../../src/solve/random.js';
import { withEvent } from '../../helpers/checked.js';
import { makeEvent } from '../../helpers/event.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { conflictsOf, randomSlots, recount, sequenceFaultsOf, slotsOf } from '../schedules.js';
import { arbSmall, arbTiny, checkSlots, everySchedule, type Found, freshBudget, problemOf } from '../tiny.js';
import { uncounted } from '../uncounted.js';
import { CAP_PRICES } from './cap-prices.js';

const never = (): boolean => false;

const PLAN = { moves: 600, first: 0.8, last: 0.2 };

function annealerOf(problem: Problem, start: Int32Array, enough: (standing: BreakStanding) => boolean = never) {
  const state = new AgendaState(problem, start);
  const annealer = new KempeAnnealer(state, new Random(1));
  annealer.enough = enough;
  return { state, annealer };
}

describe('hasFewer', () => {
  it('looks at conflicts, caps, promises, points, breaks, idle slots in this order', () => {
    const names = ['conflicts', 'overCap', 'promises', 'points', 'breaks', 'idle'] as const;
    const standing = { conflicts: 2, overCap: 2, promises: 2, points: 2, breaks: 2, idle: 2 };
    expect(hasFewer(standing, standing)).toBe(false);
    names.forEach((name, at) => {
      const isGain = (other: string): boolean => other === 'promises' || other === 'points';
      const later = Object.fromEntries(names.slice(at + 1).map(other => [other, isGain(other) ? 0 : 9]));
      const better = { ...standing, ...later, [name]: isGain(name) ? 3 : 1 };
      expect(hasFewer(better, standing)).toBe(true);
      expect(hasFewer(standing, better)).toBe(false);
    });
  });
});

describe('hasFewerFirst', () => {
  it('looks at breaks and idle slots before points, and at conflicts, caps and promises before all of them', () => {
    const names = ['conflicts', 'overCap', 'promises', 'breaks', 'idle', 'points'] as const;
    const standing = { conflicts: 2, overCap: 2, promises: 2, points: 2, breaks: 2, idle: 2 };
    const isGain = (other: string): boolean => other === 'promises' || other === 'points';
    expect(hasFewerFirst(standing, standing)).toBe(false);
    names.forEach((name, at) => {
      const later = Object.fromEntries(names.slice(at + 1).map(other => [other, isGain(other) ? 0 : 9]));
      const better = { ...standing, ...later, [name]: isGain(name) ? 3 : 1 };
      expect(hasFewerFirst(better, standing)).toBe(true);
      expect(hasFewerFirst(standing, better)).toBe(false);
    });
  });
});

describe('KempeAnnealer', () => {
  it.each([
    ['plain', arbSmall({ rooms: 3, wishes: 25 })],
    ['delegations and odd rooms', arbSmall({ parallel: 40, oddRooms: 50, slotLimits: 40, locks: 2 })],
    ['order and rests', arbSmall({ orders: 8, maxConsecutive: 2, slots: 8, sides: 1, parallel: 20 })],
    ['caps and two days', arbSmall({ maxBreaks: 1, days: 2, slots: 8, rooms: undefined })],
  ])('from a schedule without conflict it never makes one, nor gets worse: %s', async (_, events) => {
    await fc.assert(
      fc.asyncProperty(events, fc.nat(), async (event, seed) => {
        const problem = problemOf(event);
        const start = randomSlots(problem, new Dice(seed));
        const { state, annealer } = annealerOf(problem, start);
        for (const [first, aim] of [
          [3, NOTHING_LOST],
          [0.8, capsFirst(problem, CAP_PRICES)],
          [0.3, NOTHING_LOST],
        ] as const) {
          const before = annealer.standing;
          annealer.restore();
          await annealer.run({ ...PLAN, first, aim }, freshBudget());
          expect(hasFewer(before, annealer.standing)).toBe(false);
          for (const slotOf of [state.slotOf, annealer.best]) expect(conflictsOf(problem, slotOf)).toEqual([]);
        }
        const { figures } = await checkSlots(problem, annealer.best);
        const { breaks, idle, conflicts, promises, points } = annealer.standing;
        const counted = { breaks: figures.breaks, idle: figures.idle, promises: figures.promises, conflicts: 0 };
        expect({ breaks, idle, promises, conflicts }).toEqual(counted);
        expect(points).toBe(recount(problem, annealer.best).points);
        start.forEach((t, e) => {
          if (t >= 0 && problem.must[e] === 1) expect(annealer.best[e]).toBeGreaterThanOrEqual(0);
        });
        annealer.restore();
        expect(state.slotOf).toEqual(annealer.best);
        expect([state.breaks, state.idle]).toEqual([breaks, idle]);
      }),
      runs(25),
    );
  });

  it('loses no promise and no point while none may be paid', async () => {
    await fc.assert(
      fc.asyncProperty(arbSmall({ maxBreaks: 0, slots: 8 }), fc.nat(), async (event, seed) => {
        const problem = problemOf(event);
        const start = randomSlots(problem, new Dice(seed));
        const { state, annealer } = annealerOf(problem, start);
        const { promises, points } = state;
        await annealer.run(PLAN, freshBudget());
        for (const slotOf of [state.slotOf, annealer.best]) {
          const now = recount(problem, slotOf);
          expect(now.promises).toBeGreaterThanOrEqual(promises);
          if (now.promises === promises) expect(now.points).toBeGreaterThanOrEqual(points);
        }
      }),
      runs(25),
    );
  });

  it('finds its way out of conflicts', async () => {
    const tally = { all: 0, solved: 0 };
    await fc.assert(
      fc.asyncProperty(arbSmall({ wishes: 15, allWishes: true, parallel: 0 }), fc.nat(), async (event, seed) => {
        const problem = problemOf(event);
        const dice = new Dice(seed);
        const start = randomSlots(problem, dice).map((t, e) => (t < 0 ? firstSlot(problem, e) : t));
        const { annealer } = annealerOf(problem, start);
        const before = annealer.standing;
        await annealer.run({ ...PLAN, moves: 20_000 }, freshBudget());
        expect(hasFewer(before, annealer.standing)).toBe(false);
        const { conflicts } = annealer.standing;
        const faults = conflictsOf(problem, annealer.best).filter(fault => !fault.startsWith('maximum'));
        expect(conflicts === 0).toBe(faults.length === 0);
        tally.all++;
        if (conflicts === 0) tally.solved++;
      }),
      runs(25),
    );
    expect(tally.solved).toBeGreaterThan(tally.all * 0.8);
  });

  it('finds its way out of broken orders and runs that are too long', async () => {
    const events = arbSmall({
      people: 8,
      wishes: 20,
      orders: 12,
      maxConsecutive: 1,
      slots: 8,
      sides: 1,
      availability: 100,
      windows: 0,
    });
    const tally = { broken: 0, solved: 0 };
    await fc.assert(
      fc.asyncProperty(events, fc.nat(), async (event, seed) => {
        const problem = problemOf(event);
        const dice = new Dice(seed);
        const anywhere = randomSlots(problem, dice).map((t, e) => (t < 0 ? t : anySlot(problem, e, dice)));
        const { annealer } = annealerOf(problem, anywhere);
        if (sequenceFaultsOf(problem, anywhere).length > 0) tally.broken++;
        await annealer.run({ ...PLAN, moves: 20_000 }, freshBudget());
        const faults = conflictsOf(problem, annealer.best).filter(fault => !fault.startsWith('maximum'));
        expect(annealer.standing.conflicts === 0).toBe(faults.length === 0);
        if (faults.length === 0) tally.solved++;
      }),
      runs(25),
    );
    expect(tally.broken).toBeGreaterThan(10);
    expect(tally.solved).toBeGreaterThan(15);
  });

  it('reaches the fewest breaks of all schedules of these promises and points, on tiny events', async () => {
    const tally = { all: 0, reached: 0 };
    await fc.assert(
      fc.asyncProperty(arbTiny({ slots: 4, maxBreaks: undefined }), fc.nat(), async (event, seed) => {
        const problem = problemOf(event);
        const all = everySchedule(event).sort(better);
        const [best] = all;
        const equals = all.filter(({ promises, points }) => promises === best.promises && points === best.points);
        const { annealer } = annealerOf(problem, new Dice(seed).pick(equals).slotOf);
        await annealer.run({ ...PLAN, moves: 4000 }, freshBudget());
        const { promises, points, breaks, idle } = annealer.standing;
        expect([promises, points]).toEqual([best.promises, best.points]);
        if (breaks < best.breaks) throw new Error(withEvent([`${breaks} breaks, optimum ${best.breaks}`], event));
        tally.all++;
        if (breaks === best.breaks && idle === best.idle) tally.reached++;
      }),
      runs(80),
    );
    expect(tally.reached).toBeGreaterThan(tally.all * 0.9);
  });

  it('makes most moves about people with breaks, where an event fits neither words nor parts', async () => {
    const events = arbSmall({ ...OPEN, slots: 40, people: 14, wishes: 40, parallel: 0 });
    const { before, after } = await annealEach(events, 4000);
    expect(after).toBeLessThan(before / 6);
  });

  it('exchanges slots, and held meetings for others of equal points where many are not held', async () => {
    // Caps that nobody reaches keep it from a search in parts.
    const few = { slots: 8, days: 1, rooms: 2, people: 12, wishes: 60, parallel: 30, maxBreaks: 5 };
    const { before, after } = await annealEach(arbSmall({ ...OPEN, ...few, values: 'none', minMeetings: 0 }), 20_000);
    expect(after).toBeLessThan(before / 20);
  });

  it('anneals an event that fits words in words, round by round, and goes on from what it is given', async () => {
    const problem = problemOfWords();
    const start = randomSlots(problem, new Dice(1));
    const { annealer } = annealerOf(problem, start);
    const seen: number[] = [];
    const note = async () => void seen.push(annealer.standing.breaks);
    const plan = { moves: 20_000, first: 0.6, last: 0.15 };
    await annealer.run(plan, freshBudget(), note);
    const [least, before] = [seen[ROUNDS - 1], new AgendaState(problem, start).breaks];
    // As good after half of the rounds as one half of the moves can make it.
    expect(seen[ROUNDS / 2]).toBeLessThan(before / 4);
    expect(least).toBeLessThan(before / 6);

    const { state, annealer: other } = annealerOf(problem, start);
    const found: number[] = [];
    await other.run(plan, freshBudget(), async round => {
      if (round < 5) found.push(state.breaks);
      if (round !== 2) return;
      const here = state.slotOf.slice();
      other.adopt(start);
      expect(state.slotOf).toEqual(here);
      other.adopt(annealer.best);
      expect(state.slotOf).toEqual(annealer.best);
    });
    expect(found[2]).toBeGreaterThan(least);
    expect(Math.max(found[3], found[4])).toBeLessThanOrEqual(least);
  });

  it('takes no schedule from elsewhere in which some find no room', () => {
    const event = makeEvent({
      participants: ['A', 'B', { id: 'C', available: ['2'] }, 'D', 'E'],
      wishes: [
        ['A', 'B'],
        ['A', 'E'],
        ['C', 'D'],
      ],
      slots: 3,
      rooms: 1,
    });
    const problem = problemOf(event);
    const crowded = slotsOf(problem, [
      ['A', 'B', '1'],
      ['A', 'E', '2'],
      ['C', 'D', '2'],
    ]);
    const start = slotsOf(problem, [
      ['A', 'B', '1'],
      ['A', 'E', '3'],
      ['C', 'D', '2'],
    ]);
    for (const isBare of [true, false]) {
      const annealer = new KempeAnnealer(new AgendaState(uncounted(problem, isBare), start), new Random(1));
      annealer.adopt(crowded);
      expect(annealer.best).toEqual(start);
    }
  });

  it('ends when it is enough', async () => {
    const problem = problemOfWords();
    const start = randomSlots(problem, new Dice(1));
    const { breaks } = new AgendaState(problem, start);
    const { annealer } = annealerOf(problem, start, standing => standing.breaks < breaks / 2);
    let rounds = 0;
    await annealer.run({ ...PLAN, moves: 20_000 }, freshBudget(), async () => {
      expect(annealer.done).toBe(annealer.standing.breaks < breaks / 2);
      rounds++;
    });
    expect(annealer.done).toBe(true);
    expect(rounds).toBeLessThan(ROUNDS / 2);
  });
});

/** Everyone can come at any time. */
const OPEN = {
  ...{ oddRooms: 0, ownRooms: 0, orders: 0, maxBreaks: undefined, maxConsecutive: undefined },
  ...{ windows: 0, availability: 100, sessions: 0, locks: 0, musts: 0 },
} as const;

/** Breaks of random schedules, and of what so many moves make of them; none is made in words or parts. */
async function annealEach(events: fc.Arbitrary<Event>, moves: number): Promise<{ before: number; after: number }> {
  const tally = { before: 0, after: 0 };
  await fc.assert(
    fc.asyncProperty(events, fc.nat(), async (event, seed) => {
      const { annealer } = annealerOf(problemOf(event), randomSlots(problemOf(event), new Dice(seed)));
      expect(annealer.isFast).toBe(false);
      tally.before += annealer.standing.breaks;
      await annealer.run({ moves, first: 0.6, last: 0.15 }, freshBudget());
      tally.after += annealer.standing.breaks;
    }),
    runs(20),
  );
  return tally;
}

/** 40 people, some 160 meetings, 16 slots, few rooms. */
function problemOfWords(): Problem {
  const dice = new Dice(1);
  const ids = Array.from({ length: 40 }, (_, p) => `P${p}`);
  const wishes = ids.flatMap((id, p) =>
    Array.from({ length: 4 }, (_, k) => [id, ids[(p + 1 + 7 * k + dice.below(7)) % 40], 1 + k] as const),
  );
  const problem = problemOf(makeEvent({ participants: ids, wishes, slots: 16, rooms: 12 }));
  expect(fitsWords(problem)).toBe(true);
  return problem;
}

function better(x: Found, y: Found): number {
  return y.promises - x.promises || y.points - x.points || x.breaks - y.breaks || x.idle - y.idle;
}

/** Any slot of a meeting's domain. */
function anySlot({ slots, words, domain }: Problem, e: number, dice: Dice): number {
  return dice.pick([...Array(slots).keys()].filter(t => hasBit(domain, e * words, t)));
}

function firstSlot({ words, domain }: Problem, e: number): number {
  return 31 - Math.clz32(domain[e * words] & -domain[e * words]);
}
