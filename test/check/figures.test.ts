import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import type { Event } from '../../src/model/event.js';
import type { Schedule } from '../../src/model/schedule.js';
import { makeEvent, makeSchedule } from '../helpers/event.js';

const figuresOf = (event: Event, schedule: Schedule) => check(event, schedule).figures;

describe('promises', () => {
  it('count each person up to its own minimum', () => {
    const event = makeEvent({
      participants: [
        { id: 'A', minMeetings: 2 },
        { id: 'B', minMeetings: 0 },
      ],
      wishes: [
        ['A', 'B'],
        ['A', 'C'],
        ['A', 'D'],
      ],
    });
    const schedule = makeSchedule([
      ['A;B', 1],
      ['A;C', 2],
      ['A;D', 3],
    ]);
    expect(figuresOf(event, schedule).promises).toBe(2 + 0 + 1 + 1);
  });
});

describe('points', () => {
  const points = (spec: Parameters<typeof makeEvent>[0], ...pairs: string[]) =>
    figuresOf(makeEvent(spec), makeSchedule(pairs.map((pair, index) => [pair, index + 1]))).points;

  it('of ranks are counted from the largest rank of the file, whatever its row asks for; an empty cell is 1', () => {
    const wishes = [
      ['A', 'B', 1],
      ['A', 'C'],
      { from: 'C', to: 'B', rank: 4, kind: 'must' },
      { from: 'A', to: 'D', rank: 9, kind: 'never' },
    ] as const;
    expect(points({ wishes }, 'A;B')).toBe(9);
    expect(points({ wishes }, 'A;C')).toBe(1);
    expect(points({ wishes }, 'C;B')).toBe(6);
    expect(points({ wishes }, 'A;D')).toBe(0);
  });

  it('of scores are the scores, 0 included; an empty cell is 1', () => {
    const wishes = [{ from: 'A', to: 'B', score: 2.5 }, { from: 'A', to: 'C', score: 0 }, ['A', 'D']] as const;
    expect(points({ wishes }, 'A;B', 'A;C', 'A;D')).toBe(3.5);
  });

  it('are 1 where the file has neither', () => {
    expect(
      points(
        {
          wishes: [
            ['A', 'B'],
            ['B', 'A'],
          ],
        },
        'A;B',
      ),
    ).toBe(2);
  });

  it('are multiplied by the weight of who wishes', () => {
    const participants = [{ id: 'A', weight: 2.5 }];
    expect(
      points(
        {
          participants,
          wishes: [
            ['A', 'B'],
            ['B', 'A'],
          ],
        },
        'A;B',
      ),
    ).toBe(3.5);
  });

  it('have the bonus once where both wished, and no bonus otherwise', () => {
    const wishes = [
      ['A', 'B'],
      ['B', 'A'],
      ['A', 'C'],
    ] as const;
    expect(points({ wishes, mutualBonus: 0.125 }, 'A;B', 'A;C')).toBe(3.125);
  });

  it('are exact: many tenths make a whole', () => {
    const wishes = Array.from({ length: 10 }, (_, index) => ({ from: 'A', to: `B${index}`, score: 0.1 }));
    expect(points({ wishes, slots: 10 }, ...wishes.map(({ to }) => `A;${to}`))).toBe(1);
    const weighed = { participants: [{ id: 'A', weight: 0.1 }], wishes: wishes.slice(0, 3), slots: 10 };
    expect(points(weighed, 'A;B0', 'A;B1', 'A;B2')).toBe(0.03);
  });

  it('are the nearest number where they exceed 2^53 units', () => {
    const wishes = Array.from({ length: 40 }, (_, index) => ({ from: 'A', to: `B${index}`, score: 999_999.999 }));
    const participants = [{ id: 'A', weight: 9.9 }];
    const all = { participants, wishes, slots: 40, mutualBonus: 0.001 };
    expect(points(all, ...wishes.map(({ to }) => `A;${to}`))).toBe(395999999.604);
  });

  it('count a wish once, however often the two meet', () => {
    expect(points({ wishes: [['A', 'B']] }, 'A;B', 'B;A')).toBe(1);
  });

  it('are not given for a meeting without a slot', () => {
    const event = makeEvent({ wishes: [['A', 'B']] });
    expect(check(event, makeSchedule([['A;B', 'noon']])).figures).toMatchObject({ points: 0, promises: 0 });
  });
});

describe('breaks and idle slots', () => {
  const measured = (slots: Parameters<typeof makeEvent>[0], ...at: (string | number)[]) => {
    const rows = at.map((slot, index) => [`A;B${index}`, slot] as const);
    const { breaks, idle } = figuresOf(
      makeEvent({ wishes: rows.map(([pair]) => ['A', pair.slice(2)]), ...slots }),
      makeSchedule(rows),
    );
    return { breaks, idle };
  };

  it.each([
    { at: [1, 2, 3], breaks: 0, idle: 0 },
    { at: [2, 4], breaks: 1, idle: 1 },
    { at: [6, 1], breaks: 1, idle: 4 },
    { at: [1, 3, 6], breaks: 2, idle: 3 },
    { at: [6], breaks: 0, idle: 0 },
  ])('in slots $at are $breaks and $idle', ({ at, breaks, idle }) => {
    expect(measured({ slots: 6 }, ...at)).toEqual({ breaks, idle });
  });

  it('do not span days, even where the days are mixed in the table', () => {
    const slots = ['18', '19', '18', '19', '18'].map(day => ({ date: `2021-05-${day}` }));
    expect(measured({ slots }, 1, 3, 4)).toEqual({ breaks: 0, idle: 0 });
    expect(measured({ slots }, 1, 5, 2)).toEqual({ breaks: 1, idle: 1 });
  });

  it('count slots in which the person is away, and span sessions of a day', () => {
    const participants = [{ id: 'A', unavailable: ['2', '3'] }];
    const slots = ['am', 'am', 'pm', 'pm'].map(session => ({ session }));
    expect(measured({ participants, slots }, 1, 4)).toEqual({ breaks: 1, idle: 2 });
  });

  it('of a delegation are slots in which it has no meeting at all', () => {
    const participants = [{ id: 'A', parallel: 2 }];
    expect(measured({ participants }, 1, 1, 2, 4)).toEqual({ breaks: 1, idle: 1 });
  });
});

describe('moves', () => {
  const movesOf = (parallel: number, ...rooms: readonly (readonly [slot: number, room: string])[]) => {
    const rows = rooms.map(([slot, room], index) => [`A;B${index}`, slot, room] as const);
    const participants = [{ id: 'A', parallel }];
    const slots = ['18', '18', '18', '19'].map(day => ({ date: `2021-05-${day}` }));
    return figuresOf(makeEvent({ participants, slots, rooms: 2 }), makeSchedule(rows)).moves;
  };

  it('are changes of room between one meeting and the next, over breaks too', () => {
    expect(movesOf(1, [1, 'R1'], [2, 'R2'], [3, 'R1'])).toBe(2);
    expect(movesOf(1, [3, 'R2'], [1, 'R1'])).toBe(1);
    expect(movesOf(1, [1, 'R1'], [2, 'R1'])).toBe(0);
  });

  it('do not span days', () => {
    expect(movesOf(1, [1, 'R1'], [4, 'R2'])).toBe(0);
  });

  it('are not counted for delegations', () => {
    expect(movesOf(2, [1, 'R1'], [2, 'R2'])).toBe(0);
  });
});
