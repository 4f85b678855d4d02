import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/model/problem.js';
import { activitiesOfPairs, forEachNeighbours } from '../../../src/solve/activities.js';
import { AgendaState } from '../../../src/solve/breaks/agenda-state.js';
import { sharedFacts } from '../../../src/solve/breaks/bound.js';
import { leastMoves } from '../../../src/solve/breaks/least-moves.js';
import { solveEvent } from '../../../src/solve/solve.js';
import { expectClean, expectSolved, withEvent } from '../../helpers/checked.js';
import { type EventSpec, makeEvent } from '../../helpers/event.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { randomSlots } from '../schedules.js';
import { arbSmall, arbTiny, everySchedule, problemOf, termsWith } from '../tiny.js';
import { drawWorth, MOST_DRAWS } from './worths.js';

/** Fewest moves with any rooms, each for one meeting at a time: every choice is tried. */
function fewestMoves(problem: Problem, slotOf: Int32Array): number {
  const held = Int32Array.from(slotOf.keys()).filter(e => slotOf[e] >= 0);
  const activities = activitiesOfPairs(
    problem,
    held,
    held.map(e => slotOf[e]),
  );
  const links: [number, number][] = [];
  forEachNeighbours(problem, activities, (before, after) => links.push([before, after]));
  const roomOf: number[] = [];
  let least = links.length;
  const seat = (i: number, rooms: number, moves: number): void => {
    if (moves >= least) return;
    if (i === held.length) {
      least = moves;
      return;
    }
    for (let room = 0; room <= rooms; room++) {
      if (roomOf.some((other, k) => k < i && other === room && activities.slotOf[k] === activities.slotOf[i])) continue;
      roomOf[i] = room;
      const added = links.filter(([x, y]) => Math.max(x, y) === i && roomOf[x] !== roomOf[y]).length;
      seat(i + 1, Math.max(rooms, room + 1), moves + added);
    }
  };
  seat(0, 0, 0);
  return least;
}

/** Everyone with everyone. */
const round = (names: string) =>
  [...names].flatMap((one, i) => [...names.slice(i + 1)].map(other => [one, other] as const));

describe('leastMoves', () => {
  it.each([
    ['of four people', arbTiny({ people: 4, sides: 1, wishes: 8, slots: 3, rooms: 2, parallel: 0 })],
    ['of four people on two days', arbTiny({ people: 4, sides: 1, wishes: 8, slots: 4, days: 2 })],
    ['of four people in rooms made as needed', arbTiny({ people: 4, sides: 1, wishes: 8, rooms: undefined })],
  ])('is never above the moves of a schedule of equal worth and breaks: %s', (_, events) => {
    let positive = 0;
    fc.assert(
      fc.property(events, fc.nat({ max: MOST_DRAWS - 1 }), fc.nat(), (event, draw, seed) => {
        const { target, equals } = drawWorth(problemOf(event), everySchedule(event), draw, new Dice(seed));
        for (const breaks of new Set(equals.map(one => one.breaks))) {
          const bound = leastMoves(target.worth, breaks);
          if (bound === 0) continue;
          positive++;
          for (const { slotOf } of equals.filter(one => one.breaks <= breaks)) {
            const moves = fewestMoves(target.worth.problem, slotOf);
            if (moves < bound) throw new Error(withEvent([`${moves} moves, bound ${bound}`], event, [...slotOf]));
          }
        }
      }),
      runs(150),
    );
    expect(positive).toBeGreaterThan(0);
  });

  it.each([
    ['one day', { slots: 5, days: 1, parallel: 0 }],
    ['two days', { slots: 6, days: 2, parallel: 0 }],
    ['some delegations', { slots: 5, days: 1, parallel: 20 }],
  ])('is never above the moves of a schedule that holds what is held: %s', (_, options) => {
    let positive = 0;
    let met = 0;
    const fixed = { people: 5, sides: 1 as const, wishes: 14, rooms: undefined, availability: 100, maxima: 0 };
    fc.assert(
      fc.property(arbSmall({ ...fixed, ...options }), fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const slotOf = randomSlots(problem, new Dice(seed));
        const terms = termsWith(problem, 0);
        const facts = {
          usable: problem.domain,
          held: Uint8Array.from(slotOf, t => (t >= 0 ? 1 : 0)),
          busy: new Int32Array(problem.available.length),
          meetings: 0,
          inLimit: new Int32Array(problem.capacity.length),
        };
        const { breaks } = new AgendaState(problem, slotOf);
        const bound = leastMoves({ problem, terms, duals: undefined, points: 0, facts }, breaks);
        if (bound === 0) return;
        positive++;
        const moves = fewestMoves(problem, slotOf);
        if (moves === bound) met++;
        if (moves < bound) throw new Error(withEvent([`${moves} moves, bound ${bound}`], event, [...slotOf]));
      }),
      runs(150),
    );
    expect(positive).toBeGreaterThan(0);
    expect(met).toBeGreaterThan(0);
  });

  const boundOf = (spec: EventSpec, breaks: number): number => {
    const problem = problemOf(makeEvent({ ...spec, rules: { allWishes: true } }));
    const terms = termsWith(problem);
    const facts = sharedFacts(problem, terms, undefined, 0);
    return leastMoves({ problem, terms, duals: undefined, points: 0, facts }, breaks);
  };

  it('lets at most half of a full event keep their rooms', () => {
    expect(boundOf({ wishes: round('ABCD'), slots: 3, rooms: 2 }, 0)).toBe(4);
    expect(boundOf({ wishes: round('ABCD'), slots: 4, rooms: 2 }, 0)).toBe(4);
    expect(boundOf({ wishes: round('ABCD'), slots: 4, rooms: 2 }, 1)).toBe(3);
  });

  it('says nothing of rooms with several tables, and leaves delegations out', () => {
    expect(boundOf({ wishes: round('ABCD'), slots: 3, rooms: [{ tables: 2 }] }, 0)).toBe(0);
    expect(boundOf({ wishes: round('ABCD'), slots: 3, rooms: 2, participants: [{ id: 'A', parallel: 2 }] }, 0)).toBe(1);
  });

  it('counts what people have at least and what rooms hold, where no meeting is sure by itself', () => {
    const problem = problemOf(makeEvent({ wishes: round('ABCD'), slots: 3, rooms: 2, rules: { minMeetings: 0 } }));
    const none = sharedFacts(problem, termsWith(problem, 0), undefined, 0);
    const movesWith = (facts: Partial<typeof none>): number =>
      leastMoves(
        { problem, terms: termsWith(problem, 0), duals: undefined, points: 0, facts: { ...none, ...facts } },
        0,
      );
    expect(movesWith({})).toBe(0);
    // Everyone is busy in every slot: six meetings, whichever they are. Or two rooms are never left empty.
    const busy = none.busy.map(() => 0b111);
    expect(movesWith({ busy })).toBe(4);
    expect(movesWith({ meetings: 6 })).toBe(4);
    // The greatest of the three counts.
    const held = Uint8Array.from(none.held, (_, e) => (e < 5 ? 1 : 0));
    expect(movesWith({ held, meetings: 4 })).toBe(movesWith({ held }));
    expect(movesWith({ held, meetings: 6 })).toBe(4);
    expect(movesWith({ held })).toBeLessThan(4);
  });

  it('proves the moves of a round of four', async () => {
    const event = makeEvent({ wishes: round('ABCD'), slots: 3, rooms: 2 });
    const outcome = await solveEvent(event, { seed: 1, effort: 'quick' });
    expectClean(event, outcome);
    expect(expectSolved(event, outcome).objective.moves).toEqual({ value: 4, bound: 4, proved: true });
  });
});
