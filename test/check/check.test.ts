import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { makeEvent, makeSchedule } from '../helpers/event.js';

const rulesOf = (...args: Parameters<typeof check>) => check(...args).violations.map(({ rule }) => rule);

describe('check', () => {
  it('accepts an empty schedule, and says who has none', () => {
    const event = makeEvent({
      participants: ['Z'],
      wishes: [
        ['A', 'B'],
        ['C', 'D', 'never'],
      ],
    });
    expect(check(event, { meetings: [] })).toEqual({
      violations: [],
      figures: { promises: 0, points: 0, breaks: 0, idle: 0, moves: 0 },
      counts: {
        participants: 5,
        wishes: 1,
        meetings: 0,
        met: 0,
        mutual: 0,
        unserved: event.participants.map(({ id }) => id),
      },
    });
  });

  it('names two who must not meet once for a meeting, whoever said so', () => {
    const wishes = [
      ['B', 'A', 'never'],
      ['A', 'B', 'never'],
      ['A', 'C', 'never'],
    ] as const;
    const event = makeEvent({ wishes, slots: 2 });
    const found = check(
      event,
      makeSchedule([
        ['A;B', 1],
        ['A;B', 2],
      ]),
    ).violations.filter(({ rule }) => rule === 'never');
    expect(found.map(({ line }) => line)).toEqual([2, 3]);
    for (const { message } of found) expect(message).toContain('line 2 of the wishes');
  });

  it('reports every violation of a row and of all rows', () => {
    const event = makeEvent({
      participants: [{ id: 'A', unavailable: ['1'] }, 'B', { id: 'C', maxMeetings: 1 }],
      wishes: [
        ['A', 'B', 'never'],
        ['A', 'C'],
      ],
      rooms: 1,
    });
    const schedule = makeSchedule([
      ['A;B', 1, 'R1'],
      ['A;C', 1, 'R1'],
      ['C;B', 9, 'R7'],
      ['C;X', 2, 'R1'],
    ]);
    expect(check(event, schedule).violations.map(({ rule, line }) => `${rule} ${line}`)).toEqual([
      'known-participants 5',
      'known-slot 4',
      'known-room 4',
      'wished 2',
      'wished 4',
      'single-booking 3',
      'availability 2',
      'availability 3',
      'room-tables 3',
      'never 2',
      'max-meetings 5',
    ]);
  });

  it('lets a delegation hold as many meetings as it has people', () => {
    const spec = {
      participants: [{ id: 'A', parallel: 2 }],
      wishes: [
        ['A', 'B'],
        ['A', 'C'],
        ['A', 'D'],
      ],
    } as const;
    expect(
      rulesOf(
        makeEvent(spec),
        makeSchedule([
          ['A;B', 1],
          ['A;C', 1],
        ]),
      ),
    ).toEqual([]);
    expect(
      rulesOf(
        makeEvent(spec),
        makeSchedule([
          ['A;B', 1],
          ['A;C', 1],
          ['A;D', 1],
        ]),
      ),
    ).toEqual(['single-booking']);
  });

  it('lets those use a reserved room of whom one, a side, or the kind is listed', () => {
    const rulesWith = (...only: string[]) => {
      const participants = [
        { id: 'A', side: 'EU' },
        { id: 'B', side: 'JP' },
      ];
      const event = makeEvent({ participants, wishes: [['A', 'B']], rooms: [{ id: 'R1', only }] });
      return rulesOf(event, makeSchedule([['A;B', 1, 'R1']]));
    };
    for (const label of ['A', 'B', 'EU', 'JP', 'pair']) expect(rulesWith('X', label)).toEqual([]);
    expect(rulesWith('X', 'group')).toEqual(['room-only']);
  });

  it('takes a locked meeting that nobody wished, and needs any room name only once a slot', () => {
    const event = makeEvent({ locks: [['A', 'B', '1', 'Hall']], wishes: [['C', 'D']] });
    expect(
      rulesOf(
        event,
        makeSchedule([
          ['B;A', 1, 'Hall'],
          ['C;D', 1, 'Any'],
        ]),
      ),
    ).toEqual([]);
    expect(
      rulesOf(
        event,
        makeSchedule([
          ['B;A', 1, 'Hall'],
          ['C;D', 1, 'Hall'],
        ]),
      ),
    ).toEqual(['room-tables']);
    expect(
      rulesOf(
        event,
        makeSchedule([
          ['B;A', 1, 'Hall'],
          ['C;D', 1],
        ]),
      ),
    ).toEqual([]);
  });

  it('judges order only where both meetings take place', () => {
    const event = makeEvent({
      wishes: [
        ['A', 'B'],
        ['A', 'C'],
      ],
      order: [
        [
          ['A', 'B'],
          ['A', 'C'],
        ],
      ],
    });
    expect(rulesOf(event, makeSchedule([['A;C', 1]]))).toEqual([]);
    expect(
      rulesOf(
        event,
        makeSchedule([
          ['A;C', 2],
          ['B;A', 1],
        ]),
      ),
    ).toEqual([]);
    expect(
      rulesOf(
        event,
        makeSchedule([
          ['A;C', 1],
          ['B;A', 1],
        ]),
      ),
    ).toEqual(['single-booking', 'order']);
  });

  it('wants both directions of a must, and all sessions', () => {
    const wishes = [
      { from: 'A', to: 'B', session: 'am' },
      { from: 'B', to: 'A', session: 'pm' },
    ];
    const slots = ['am', 'pm'].map(session => ({ session }));
    const event = makeEvent({ wishes, slots });
    expect(rulesOf(event, makeSchedule([['A;B', 1]]))).toEqual(['session']);
    expect(
      rulesOf(
        makeEvent({
          wishes: [
            ['A', 'B', 'must'],
            ['B', 'A', 'must'],
          ],
        }),
        { meetings: [] },
      ),
    ).toHaveLength(2);
  });

  it('judges working hours in event time, to the minute, over midnight too', () => {
    const rulesAt = (start: string, end: string) => {
      const participants = [{ id: 'A', workingHours: { from: 540, to: 600 } }];
      const event = makeEvent({ participants, wishes: [['A', 'B']], slots: [{ date: '2021-05-18', start, end }] });
      return rulesOf(event, makeSchedule([['A;B', 1]]));
    };
    expect(rulesAt('09:00', '10:00')).toEqual([]);
    expect(rulesAt('08:59', '09:30')).toEqual(['availability']);
    expect(rulesAt('09:30', '10:01')).toEqual(['availability']);
    expect(rulesAt('09:30', '00:00')).toEqual(['availability']);
  });
});

describe('group sessions', () => {
  const event = makeEvent({
    participants: [
      { id: 'H', role: 'host', group: { min: 2, max: 3, sessions: undefined } },
      'A',
      'B',
      'C',
      { id: 'T', role: 'topic', group: { min: 1, max: 6, sessions: undefined } },
    ],
    wishes: [
      ...['A', 'B', 'C'].map(from => ({ from, to: 'H', as: 'seat' as const })),
      ['A', 'B', 'never'],
      { from: 'C', to: 'T', as: 'pair' },
    ],
    rooms: [{ id: 'R1', seats: 3 }],
  });
  const group = (people: string) => check(event, makeSchedule([[people, 1, 'R1']], { kind: 'group' }));
  const found = (people: string) => group(people).violations.map(({ rule }) => rule);

  it('meet the wish of each attendee for a seat', () => {
    expect(found('H;A;C')).toEqual([]);
    expect(group('H;A;C').figures).toMatchObject({ promises: 3, points: 2 });
  });

  it('are as large as the host allows and the room seats', () => {
    expect(found('H;A')).toEqual(['group-size']);
    expect(found('H;A;C;B')).toEqual(['room-seats', 'never']);
  });

  it('are held by hosts and topics only, and not in answer to a wish for a one-to-one', () => {
    expect(found('A;H;C')).toEqual(['group-host', 'wished', 'wished']);
    expect(found('T;C')).toEqual(['wished']);
  });
});
