import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Room } from '../../../src/model/event.js';
import { hasBit, type Problem, popCount } from '../../../src/model/problem.js';
import { SMOOTH } from '../../../src/solve/breaks/agenda-figures.js';
import { AgendaState } from '../../../src/solve/breaks/agenda-state.js';
import { KempeAnnealer, ROUNDS } from '../../../src/solve/breaks/kempe.js';
import {
  fitsParts,
  openSome,
  partOf,
  partsFor,
  type SlotPart,
  withPart,
} from '../../../src/solve/breaks/slot-parts.js';
import { WordAnnealer } from '../../../src/solve/breaks/word-annealer.js';
import { WordLanes } from '../../../src/solve/breaks/word-lanes.js';
import { WordState } from '../../../src/solve/breaks/word-state.js';
import { Random } from '../../../src/solve/random.js';
import { makeEvent } from '../../helpers/event.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { conflictsOf, randomSlots, recount, slotsOf } from '../schedules.js';
import { arbSmall, checkSlots, freshBudget, problemOf } from '../tiny.js';
import { uncounted } from '../uncounted.js';
import { WORDS } from '../words.js';

const MANY_SLOTS = { ...WORDS, slots: 45, locks: 0, availability: 90 } as const;

const wordsOf = ({ problem, slotOf, around }: SlotPart): WordState =>
  new (around.lanes ? WordLanes : WordState)(problem, slotOf, SMOOTH, around);

function openOf(problem: Problem, slots: readonly number[]): Uint8Array {
  return Uint8Array.from({ length: problem.slots }, (_, t) => (slots.includes(t) ? 1 : 0));
}

describe('openSome', () => {
  it('opens as many slots as a part may have, each as likely as another', () => {
    const opened = new Int32Array(45);
    fc.assert(
      fc.property(arbSmall({ ...MANY_SLOTS, days: 1 }), fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const random = new Random(seed);
        for (let k = 0; k < 20; k++) {
          const isOpen = openSome(problem, random);
          const { problem: part } = partOf(problem, new Int32Array(problem.meetings).fill(-1), isOpen, random);
          expect(part.slots).toBe(Math.min(32, problem.slots));
          isOpen.forEach((open, t) => {
            opened[t] += open;
          });
        }
      }),
      runs(50),
    );
    const most = Math.max(...opened);
    for (const count of opened) expect(count).toBeGreaterThan(most / 3);
  });
});

describe('partOf', () => {
  it.each([
    [1, 0],
    [2, 40],
    [4, 0],
  ])('is the event in these slots; %i days, %i percent have several meetings at a time', (days, parallel) => {
    fc.assert(
      fc.property(arbSmall({ ...MANY_SLOTS, days, parallel }), fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const { words: W, slots: T, limits, a, b } = problem;
        const start = randomSlots(problem, new Dice(seed));
        const isOpen = openSome(problem, new Random(seed));
        const made = partOf(problem, start, isOpen, new Random(seed));
        const { problem: part, meetings, slotOf, slots, around } = made;
        const open = [...slots.keys()].filter(bit => ((around.open >>> bit) & 1) === 1);
        expect(open.map(bit => slots[bit])).toEqual([...isOpen.keys()].filter(t => isOpen[t] === 1));
        expect(part.slots).toBeLessThanOrEqual(32);
        const held = [...start.keys()].filter(e => start[e] >= 0 && isOpen[start[e]] === 1);
        expect([...meetings].filter(e => start[e] >= 0)).toEqual(held);
        meetings.forEach((e, i) => {
          const people = [part.a[i], part.b[i]].map(lane => around.lanes?.participant[lane] ?? lane);
          expect(people).toEqual([a[e], b[e]]);
          expect([part.points[i], part.must[i]]).toEqual([problem.points[e], problem.must[e]]);
          expect(slotOf[i] < 0 ? -1 : slots[slotOf[i]]).toBe(start[e]);
          for (const [bit, t] of slots.entries())
            expect(((part.domain[i] >>> bit) & 1) === 1).toBe(t >= 0 && hasBit(problem.domain, e * W, t));
        });
        for (let cell = 0; cell < limits * part.slots; cell++) {
          const t = slots[cell % part.slots];
          const most = t < 0 ? 0 : problem.capacity[Math.floor(cell / part.slots) * T + t];
          expect(part.capacity[cell]).toBe(most);
        }
        expect(withPart(made, slotOf, start)).toEqual(start);
      }),
      runs(25),
    );
  });

  it.each([
    ['one day', { days: 1 }],
    ['three days, full rooms, equal points', { days: 3, rooms: 1, wishes: 60, values: 'none' }],
    ['maxima, minima and musts', { days: 1, maxima: 60, musts: 3, minMeetings: 2, wishes: 60 }],
    ['rooms that differ', { days: 1, oddRooms: 60, ownRooms: 20, wishes: 60, rooms: 3 }],
    ['delegations and rooms that differ', { days: 2, parallel: 40, oddRooms: 60, wishes: 60, rooms: 3 }],
    ['delegations', { days: 2, parallel: 40, maxima: 30, minMeetings: 2, wishes: 60 }],
  ] as const)('whatever a search makes of it keeps the rules, and breaks count as in the event: %s', (_, features) => {
    let moved = 0;
    fc.assert(
      fc.property(arbSmall({ ...MANY_SLOTS, ...features }), fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const random = new Random(seed);
        let slotOf = randomSlots(problem, new Dice(seed));
        for (const temperature of [40, 16, 4]) {
          const part = partOf(problem, slotOf, openSome(problem, random), random);
          const words = wordsOf(part);
          const unlike = new AgendaState(problem, slotOf).breaks - words.breaks;
          const annealer = new WordAnnealer(words, random);
          annealer.round(100, temperature);
          annealer.settle(100, temperature);
          expect(annealer.isWhole).toBe(true);
          const before = recount(problem, slotOf);
          const best = new AgendaState(problem, withPart(part, annealer.best, slotOf));
          expect(best.breaks - annealer.standing.breaks).toBe(unlike);
          const next = withPart(part, words.slotOf, slotOf);
          expect(new AgendaState(problem, next).breaks - words.breaks).toBe(unlike);
          expect(conflictsOf(problem, next)).toEqual([]);
          const now = recount(problem, next);
          expect([now.points, now.musts]).toEqual([before.points, before.musts]);
          expect(now.promises).toBeGreaterThanOrEqual(before.promises);
          moved += next.filter((t, e) => t !== slotOf[e]).length;
          slotOf = next;
        }
      }),
      runs(25),
    );
    expect(moved).toBeGreaterThan(100);
  });

  it('counts idle slots over slots that are not open', () => {
    const people = ['A', 'B', 'C', 'D'];
    const event = makeEvent({ participants: people, wishes: people.slice(1).map(id => ['A', id]), slots: 40 });
    const problem = problemOf(event);
    const start = slotsOf(problem, [
      ['A', 'B', '3'],
      ['A', 'C', '20'],
      ['A', 'D', '38'],
    ]);
    const open = openOf(problem, [0, 1, 2, 3, 4, 5, 33, 34, 35, 36, 37, 38, 39]);
    const part = partOf(problem, start, open, new Random(1));
    // Slots 7 to 33 of the event are three here.
    expect([part.problem.slots, popCount(part.around.open)]).toEqual([16, 13]);
    const words = wordsOf(part);
    const [meeting] = [...part.meetings.keys()].filter(i => part.meetings[i] === start.indexOf(2));
    const [from, to] = [2, 4].map(t => part.slots.indexOf(t));
    expect(words.swapDelta(0, from, to)).toBe(SMOOTH.idle * -2);
    const far = part.slots.indexOf(39);
    const state = new AgendaState(problem, start);
    state.move(part.meetings[meeting], 39);
    state.refresh(0);
    const costs = state.agendas - new AgendaState(problem, start).agendas;
    expect(words.swapDelta(0, from, far)).toBe(costs + SMOOTH.idle * (19 - part.around.time[7]));
  });
});

describe('fitsParts', () => {
  const large = { ...problemOf(makeEvent({ wishes: [['A', 'B']], slots: 40 })), meetings: 4000 };

  it.each<[string, Partial<Problem>, boolean]>([
    ['events of many slots', {}, true],
    ['small ones', { meetings: 299 }, false],
    ['large ones of more than 64', { meetings: 5000, words: 3 }, true],
    ['others of more than 64', { words: 3 }, false],
    ['huge ones', { meetings: 500_001 }, false],
    ['those that fit words', { words: 1 }, false],
    ['events of one word with delegations', { words: 1, parallel: Int32Array.of(1, 2), meetings: 9 }, true],
    ['small ones of more slots with delegations', { parallel: Int32Array.of(1, 2), meetings: 299 }, false],
    ['caps on breaks', { maxBreaks: Int32Array.of(1, 2) }, false],
    ['rests', { maxConsecutive: Int32Array.of(1, 2) }, false],
    ['orders', { order: { ...large.order, row: Int32Array.of(0) } }, false],
  ])('%s', (_, change, fits) => {
    expect(fitsParts({ ...large, ...change })).toBe(fits);
  });

  it('gives each part more visits than there are meetings, and does without where there are few', () => {
    expect([1e6, 100_000, 99_999].map(visits => partsFor(large, visits))).toEqual([200, 20, 0]);
    const short = { ...large, words: 1 };
    expect([100_000, 10_000, 9999].map(visits => partsFor(short, visits))).toEqual([20, 2, 0]);
  });
});

describe('KempeAnnealer', () => {
  it('anneals an event of many slots part by part: fewer breaks, the same again, no rule broken', async () => {
    const problem = problemOfManySlots();
    expect(fitsParts(problem)).toBe(true);
    const start = randomSlots(problem, new Dice(1));
    const anneal = async (moves: number) => {
      const state = new AgendaState(problem, start);
      const annealer = new KempeAnnealer(state, new Random(1));
      let last = annealer.standing;
      /** Rounds in parts whose best schedule came in the middle of a part, and was left behind. */
      let passed = 0;
      await annealer.run({ moves, first: 0.6, last: 0.15 }, freshBudget(), async round => {
        if (round < 0.9 * ROUNDS && annealer.standing !== last && state.breaks > annealer.standing.breaks) passed++;
        last = annealer.standing;
      });
      return { best: annealer.best, standing: annealer.standing, passed };
    };
    // From 20 parts on: half as many moves are made without.
    const moves = 21 * (problem.meetings + 1000);
    const [{ best, standing, passed }, again, few] = [
      await anneal(2 * moves),
      await anneal(2 * moves),
      await anneal(moves / 2),
    ];
    expect(passed).toBeGreaterThan(10);
    const before = new AgendaState(problem, start);
    const { figures, violations } = await checkSlots(problem, best);
    expect(violations).toEqual([]);
    expect([figures.breaks, figures.idle]).toEqual([standing.breaks, standing.idle]);
    expect(standing.points).toBeGreaterThanOrEqual(before.points);
    expect(standing.breaks).toBeLessThan(before.breaks / 2);
    expect(again.best).toEqual(best);
    expect(standing.breaks).toBeLessThan(few.standing.breaks);
  });

  it('leaves each meeting a place, in parts too, where no limit on rooms is counted', async () => {
    const rooms = ['N', 'S', ''].flatMap(side => Array.from({ length: 8 }, () => (side ? { only: [side] } : {})));
    const problem = problemOfManySlots(rooms, p => ({ side: 'NSE'[p % 3], ...(p % 10 === 0 && { parallel: 2 }) }));
    const seen = uncounted(problem, true);
    const start = randomSlots(problem, new Dice(1));
    const annealer = new KempeAnnealer(new AgendaState(seen, start), new Random(1));
    const before = annealer.standing;
    await annealer.run({ moves: 30 * (problem.meetings + 1000), first: 0.6, last: 0.15 }, freshBudget());
    expect((await checkSlots(problem, annealer.best)).violations).toEqual([]);
    expect(conflictsOf(problem, annealer.best)).toEqual([]);
    expect(annealer.standing.breaks).toBeLessThan(0.7 * before.breaks);
  });
});

/** 200 people, some 1,200 meetings, 40 slots. */
function problemOfManySlots(rooms: number | Partial<Room>[] = 25, more: (p: number) => object = () => ({})): Problem {
  const dice = new Dice(1);
  const ids = Array.from({ length: 200 }, (_, p) => `P${p}`);
  const wishes = ids.flatMap((id, p) =>
    Array.from({ length: 6 }, (_, k) => [id, ids[(p + 1 + 20 * k + dice.below(20)) % 200], 1 + k] as const),
  );
  return problemOf(makeEvent({ participants: ids.map((id, p) => ({ id, ...more(p) })), wishes, slots: 40, rooms }));
}
