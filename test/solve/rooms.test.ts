import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { check } from '../../src/check/check.js';
import type { Event } from '../../src/model/event.js';
import type { Problem } from '../../src/model/problem.js';
import { type Activities, activitiesOfPairs } from '../../src/solve/activities.js';
import { Budget } from '../../src/solve/budget.js';
import { Random } from '../../src/solve/random.js';
import { countMoves, RoomPlanner } from '../../src/solve/rooms.js';
import { withEvent } from '../helpers/checked.js';
import { type EventSpec, makeEvent } from '../helpers/event.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { randomSlots } from './schedules.js';
import { arbSmall, checkSlots, freshBudget, problemOf, scheduleOf } from './tiny.js';

/** Plans rooms for all meetings in the given slots. */
async function plan(spec: EventSpec, slots: readonly number[], budget = freshBudget()) {
  const problem = problemOf(makeEvent(spec));
  const held = Int32Array.from(problem.points.keys());
  const slotOf = Int32Array.from(slots);
  const activities = activitiesOfPairs(problem, held, slotOf);
  const { roomOf, rooms } = await new RoomPlanner(problem, activities, new Random(1)).plan(budget);
  return { roomOf: [...roomOf], rooms, moves: countMoves(problem, activities, roomOf) };
}

/** With so many rooms more, all closed, that not every slot is solved as an assignment. */
const withClosedRooms = (event: Event): Event => ({
  ...event,
  rooms: event.rooms && [
    ...event.rooms,
    ...makeEvent({ wishes: [], rooms: 300 }).rooms!.map((room, i) => ({ ...room, id: `Closed ${i}`, available: [] })),
  ],
});

/** Fewest changes of room in rooms that are alike, by trying every way. */
function leastMovesOf(problem: Problem, activities: Activities, rooms: number, tables: number): number {
  const { slotOf } = activities;
  const roomOf = new Int32Array(slotOf.length).fill(-1);
  const least = (i: number): number => {
    if (i === roomOf.length) return countMoves(problem, activities, roomOf);
    let best = Number.POSITIVE_INFINITY;
    for (let room = 0; room < rooms; room++) {
      const there = slotOf.subarray(0, i).filter((t, k) => t === slotOf[i] && roomOf[k] === room);
      if (there.length >= tables) continue;
      roomOf[i] = room;
      best = Math.min(best, least(i + 1));
    }
    return best;
  };
  return least(0);
}

describe('RoomPlanner', () => {
  it.each([
    ['rooms that differ', arbSmall({ oddRooms: 60, ownRooms: 20, locks: 2, parallel: 30 })],
    ['rooms made as needed', arbSmall({ rooms: undefined, locks: 2, parallel: 30 })],
    ['rooms of equal worth on two days', arbSmall({ rooms: 4, days: 2, slots: 8 })],
    ['many rooms', arbSmall({ rooms: 4, oddRooms: 60, ownRooms: 20, locks: 2 }).map(withClosedRooms)],
  ])('breaks no rule of rooms, and counts moves as the checker does: %s', async (_, events) => {
    await fc.assert(
      fc.asyncProperty(events, fc.nat(), async (event, seed) => {
        const problem = problemOf(event);
        const all = randomSlots(problem, new Dice(seed));
        const held = Int32Array.from(all.keys()).filter(e => all[e] >= 0);
        const slotOf = held.map(e => all[e]);
        const activities = activitiesOfPairs(problem, held, slotOf);
        const { roomOf } = await new RoomPlanner(problem, activities, new Random(seed)).plan(freshBudget());
        const { violations, figures } = check(event, scheduleOf(problem, held, slotOf, roomOf));
        const broken = violations.filter(({ rule }) => rule !== 'must' && rule !== 'max-breaks');
        if (broken.length > 0) throw new Error(withEvent([JSON.stringify(broken)], event, [...all]));
        expect(countMoves(problem, activities, roomOf)).toBe(figures.moves);
      }),
      runs(40),
    );
  });

  it.each([
    ['one table each', 3, 1],
    ['two tables each', 2, 2],
  ])('moves as few as any way to seat a small event: rooms with %s', async (_, rooms, tables) => {
    const tally = { some: 0, none: 0 };
    await fc.assert(
      fc.asyncProperty(
        arbSmall({ rooms, slots: 5, days: 1, oddRooms: 0, ownRooms: 0, locks: 0 }),
        fc.nat(),
        async (made, seed) => {
          const event = { ...made, rooms: made.rooms!.map(room => ({ ...room, tables })) };
          const problem = problemOf(event);
          const all = randomSlots(problem, new Dice(seed));
          const held = Int32Array.from(all.keys()).filter(e => all[e] >= 0);
          const activities = activitiesOfPairs(
            problem,
            held,
            held.map(e => all[e]),
          );
          const { roomOf } = await new RoomPlanner(problem, activities, new Random(seed)).plan(freshBudget());
          const least = leastMovesOf(problem, activities, rooms, tables);
          expect(countMoves(problem, activities, roomOf)).toBe(least);
          tally[least > 0 ? 'some' : 'none']++;
        },
      ),
      runs(60),
    );
    expect(tally.some).toBeGreaterThan(0);
    expect(tally.none).toBeGreaterThan(0);
  });

  it('keeps people in their rooms', async () => {
    const wishes = [
      ['A', 'B'],
      ['A', 'C'],
      ['A', 'D'],
      ['E', 'F'],
      ['E', 'G'],
      ['E', 'H'],
    ] as const;
    expect(await plan({ wishes, rooms: 2 }, [0, 1, 3, 0, 2, 3])).toMatchObject({ moves: 0 });
    expect(await plan({ wishes }, [0, 1, 3, 0, 2, 3])).toMatchObject({ moves: 0, rooms: 2 });
  });

  it('keeps hosts in their rooms, though their guests would move less if these went along', async () => {
    const problem = problemOf(makeEvent({ participants: [...'GHABCDE'], rooms: 2, slots: 2 }));
    const [G, H, A, B, C, D, E] = [...'GHABCDE'].map(id => problem.event.participants.findIndex(p => p.id === id));
    const sessions = [
      [H, A, B],
      [G, C, D, E],
      [H, C, D, E],
      [G, A, B],
    ];
    const activities = {
      slotOf: Int32Array.of(0, 0, 1, 1),
      kind: new Int32Array(4),
      start: Int32Array.of(0, 3, 7, 11, 14),
      people: Int32Array.from(sessions.flat()),
      isGroup: new Uint8Array(4).fill(1),
      isLocked: new Uint8Array(4),
    };
    const { roomOf } = await new RoomPlanner(problem, activities, new Random(1)).plan(freshBudget());
    expect([roomOf[2], roomOf[3]]).toEqual([roomOf[0], roomOf[1]]);
    expect(countMoves(problem, activities, roomOf)).toBe(5);
  });

  it('moves only as often as a closed room asks for, and not from day to day', async () => {
    const wishes = [
      ['A', 'B'],
      ['A', 'C'],
      ['A', 'D'],
    ] as const;
    const rooms = [{ unavailable: ['3'] }, { unavailable: ['1', '2'] }];
    expect(await plan({ wishes, rooms }, [0, 1, 2])).toEqual({ roomOf: [0, 0, 1], rooms: 2, moves: 1 });
    const slots = ['2021-05-18', '2021-05-18', '2021-05-19'].map(date => ({ date }));
    expect(await plan({ wishes, rooms, slots }, [0, 1, 2])).toMatchObject({ moves: 0 });
  });

  it('does not count moves of a delegation', async () => {
    const participants = [{ id: 'A', parallel: 2 }];
    const wishes = [
      ['A', 'B'],
      ['A', 'C'],
    ] as const;
    const rooms = [{ unavailable: ['2'] }, { unavailable: ['1'] }];
    expect(await plan({ participants, wishes, rooms }, [0, 1])).toMatchObject({ moves: 0 });
  });

  it('makes as many rooms as the fullest slot needs, and those that are named', async () => {
    const wishes = [
      ['A', 'B'],
      ['C', 'D'],
      ['E', 'F'],
    ] as const;
    expect((await plan({ wishes }, [0, 0, 1])).rooms).toBe(2);
    const own = await plan({ wishes, participants: [{ id: 'C', room: 'Own' }] }, [0, 0, 0]);
    expect(own.rooms).toBe(3);
    expect(own.roomOf.toSorted()).toEqual([0, 1, 2]);
  });

  it('solves assignments of many rooms only in slots in which somebody finds none', async () => {
    const participants = Array.from({ length: 640 }, (_, p) => ({ id: `P${p}`, side: `S${p % 2}` }));
    const wishes = Array.from({ length: 640 }, (_, i) => [`P${i}`, `P${(i + (i < 320 ? 320 : 322)) % 640}`] as const);
    const slots = wishes.map((_, i) => (i < 320 ? 0 : 1));
    const reserved = (side: string, rooms: number) => Array.from({ length: rooms }, () => ({ only: [side] }));
    const plain = Array.from({ length: 100 }, () => ({}));
    const assigning = vi.spyOn(RoomPlanner.prototype as unknown as { assignSlot(): void }, 'assignSlot');
    const rooms = [...plain, ...reserved('S0', 120), ...reserved('S1', 120)];
    const { roomOf } = await plan({ participants, wishes, rooms }, slots);
    expect(assigning).not.toHaveBeenCalled();
    expect(new Set(roomOf.slice(0, 320)).size).toBe(320);
    assigning.mockRestore();
  });

  it("gives up a neighbour's room where somebody else would find none", async () => {
    const participants = ['A', 'B', 'C', 'D', 'E', 'K', 'L', 'M', 'N'].map(id => ({
      id,
      side: id < 'F' ? 'S0' : 'S1',
    }));
    const wishes = [
      ['A', 'B'],
      ['C', 'D'],
      ['C', 'E'],
      ['K', 'L'],
      ['M', 'N'],
    ] as const;
    const closed = Array.from({ length: 300 }, () => ({ available: [] }));
    const rooms = [{}, { only: ['S0'] }, { only: ['S1'] }, ...closed];
    const { roomOf, moves } = await plan({ participants, wishes, rooms, slots: 2 }, [0, 0, 1, 1, 1]);
    expect(roomOf.slice(2).toSorted()).toEqual([0, 1, 2]);
    expect(roomOf[2]).toBe(1);
    expect(moves).toBe(0);
  });

  it('takes rooms of any number of tables for rooms without a limit', async () => {
    const wishes = [
      ['A', 'B'],
      ['A', 'C'],
      ['D', 'E'],
    ] as const;
    for (const tables of [2, 1e6]) {
      const rooms = Array.from({ length: 299 }, () => ({ tables }));
      expect(await plan({ wishes, rooms }, [0, 1, 0])).toMatchObject({ moves: 0, rooms: 299 });
    }
    // As many tables as meetings each are too many for an assignment.
    const assigning = vi.spyOn(RoomPlanner.prototype as unknown as { assignSlot(): void }, 'assignSlot');
    const rooms = Array.from({ length: 40 }, () => ({ tables: 1e6 }));
    const couples = Array.from({ length: 150 }, (_, i) => [`A${i}`, `B${i}`] as const);
    const { moves } = await plan(
      { wishes: couples, rooms },
      couples.map(() => 0),
    );
    expect([moves, assigning.mock.calls.length]).toEqual([0, 0]);
    assigning.mockRestore();
  });

  it('breaks no rule with more rooms than are solved as assignments', async () => {
    const wishes = Array.from({ length: 320 }, (_, i) => [`A${i}`, `B${i}`] as const);
    const slots = wishes.map(() => 0);
    for (const spec of [{ rooms: 320 }, { rooms: 330, participants: [{ id: 'A9', room: 'R7' }] }, {}]) {
      const { roomOf } = await plan({ ...spec, wishes }, slots);
      expect(new Set(roomOf).size).toBe(320);
      expect(Math.min(...roomOf)).toBe(0);
    }
  });

  it('keeps someone in a room of its own among many made as needed', async () => {
    const wishes = Array.from({ length: 320 }, (_, i) => [`A${i}`, `B${i}`] as const);
    const slots = wishes.map(() => 0);
    const own = makeEvent({ wishes, participants: [{ id: 'A9', room: 'Own' }] });
    expect((await checkSlots(problemOf(own), Int32Array.from(slots))).violations).toEqual([]);
  });

  it('gives every meeting a room even if it is stopped', async () => {
    const stopped = new Budget({ effort: 'standard', signal: AbortSignal.abort() });
    const wishes = ['AB', 'CD', 'EF', 'GH'].map(pair => [pair[0], pair[1]] as const);
    const { roomOf } = await plan({ wishes, rooms: 2 }, [0, 0, 2, 2], stopped);
    expect(roomOf.slice(0, 2).toSorted()).toEqual([0, 1]);
    expect(roomOf.slice(2).toSorted()).toEqual([0, 1]);
  });

  it('plans nothing for nothing', async () => {
    expect(await plan({ rooms: 2 }, [])).toEqual({ roomOf: [], rooms: 2, moves: 0 });
  });
});
