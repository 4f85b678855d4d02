import { describe, expect, it } from 'vitest';
import type { Meeting } from '../../src/model/schedule.js';
import { solveEvent } from '../../src/solve/solve.js';
import { expectClean, expectSolved } from '../helpers/checked.js';
import { type EventSpec, makeEvent } from '../helpers/event.js';

async function meetingsOf(spec: EventSpec): Promise<readonly Meeting[]> {
  const event = makeEvent(spec);
  const outcome = await solveEvent(event, { seed: 1, effort: 'quick' });
  expectClean(event, outcome);
  return expectSolved(event, outcome).schedule.meetings;
}

/** `count` pairs of people who meet nobody else. */
const couples = (count: number) => Array.from({ length: count }, (_, i) => [`A${i}`, `B${i}`] as const);

describe('the schedule', () => {
  it('is sorted by slot, then room, with ids in that order', async () => {
    const meetings = await meetingsOf({ wishes: couples(7), rooms: [{ id: 'Z' }, { id: 'A' }, { id: 'M' }], slots: 3 });
    const order = meetings.map(({ slot, room }) => 10 * Number(slot) + ['Z', 'A', 'M'].indexOf(room));
    expect(order).toEqual(order.toSorted((x, y) => x - y));
    expect(meetings.map(({ id }) => id)).toEqual(['M001', 'M002', 'M003', 'M004', 'M005', 'M006', 'M007']);
  });

  it('names people in the order of their table, and marks locks', async () => {
    const locks = [['B', 'A', '2', 'R2']] as const;
    const [meeting] = await meetingsOf({ participants: ['A', 'B'], wishes: [['B', 'A']], locks, rooms: 2 });
    expect(meeting).toEqual({
      id: 'M001',
      participants: ['A', 'B'],
      slot: '2',
      room: 'R2',
      kind: 'pair',
      locked: true,
      interpreter: '',
      line: 0,
    });
    expect((await meetingsOf({ wishes: [['A', 'B']] }))[0].locked).toBe(false);
  });

  it('numbers rooms made as needed, all to one width', async () => {
    const rooms = async (count: number) => (await meetingsOf({ wishes: couples(count), slots: 1 })).map(m => m.room);
    expect(await rooms(2)).toEqual(['Room 1', 'Room 2']);
    expect((await rooms(10)).filter((_, i) => i % 9 === 0)).toEqual(['Room 01', 'Room 10']);
  });

  it('numbers around rooms that are named already', async () => {
    const participants = [{ id: 'A0', room: 'Room 1' }];
    const meetings = await meetingsOf({ participants, wishes: couples(3), slots: 1 });
    expect(meetings.map(({ room }) => room)).toEqual(['Room 1', 'Room 2', 'Room 3']);
    expect(meetings[0].participants).toContain('A0');
  });

  it('widens its ids with the meetings', async () => {
    const meetings = await meetingsOf({ wishes: couples(1000), slots: 60 });
    expect([meetings[0].id, meetings[999].id]).toEqual(['M0001', 'M1000']);
  });
});

describe('the figures', () => {
  it('are in the organiser’s units, with their bounds', async () => {
    const score = (from: string, to: string, value: number) => ({ from, to, score: value });
    const wishes = [score('A', 'B', 0.25), score('B', 'A', 1.5), score('A', 'C', 7)];
    const event = makeEvent({ wishes, mutualBonus: 0.125 });
    const outcome = await solveEvent(event, { seed: 1, effort: 'quick' });
    expectClean(event, outcome);
    const { objective, status, stopped } = expectSolved(event, outcome);
    expect(objective.points).toEqual({ value: 8.875, bound: 8.875, proved: true });
    expect(objective.promises).toEqual({ value: 3, bound: 3, proved: true });
    expect([status, stopped]).toEqual(['optimal', 'finished']);
  });
});
