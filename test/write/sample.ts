/** A small event and plan, made by hand, that touches every corner of the writers. */
import type { Event, Participant, Room, Slot, Wish } from '../../src/model/event.js';
import type { Plan, WishOutcome } from '../../src/model/outcome.js';
import type { Meeting } from '../../src/model/schedule.js';

export function participant(id: string, over: Partial<Participant> = {}): Participant {
  return {
    id,
    name: id,
    organisation: '',
    country: '',
    email: '',
    title: '',
    side: '',
    role: 'participant',
    available: undefined,
    unavailable: [],
    workingHours: undefined,
    timezone: undefined,
    languages: [],
    minMeetings: 1,
    maxMeetings: undefined,
    maxConsecutive: undefined,
    maxBreaks: undefined,
    weight: 1,
    parallel: 1,
    room: undefined,
    offers: [],
    seeks: [],
    sectors: [],
    group: undefined,
    line: 0,
    ...over,
  };
}

export function slot(id: string, start = '', end = '', date = start === '' ? '' : '2021-05-18'): Slot {
  return { id, date, start, end, session: date, meetings: undefined, line: 0 };
}

export function wish(from: string, to: string, over: Partial<Wish> = {}): Wish {
  return {
    from,
    to,
    kind: 'wish',
    as: 'pair',
    rank: undefined,
    score: undefined,
    session: undefined,
    note: '',
    line: 0,
    ...over,
  };
}

function room(id: string, over: Partial<Room> = {}): Room {
  return {
    id,
    name: id,
    seats: undefined,
    tables: 1,
    available: undefined,
    unavailable: [],
    url: '',
    only: [],
    line: 0,
    ...over,
  };
}

export function meeting(id: string, participants: string[], at: string, where: string): Meeting {
  return { id, participants, slot: at, room: where, kind: 'pair', locked: false, interpreter: '', line: 0 };
}

export function event(over: Partial<Event> = {}): Event {
  return {
    name: '',
    timezone: undefined,
    participants: [],
    wishes: [],
    slots: [],
    localTimes: new Map(),
    rooms: undefined,
    interpreters: [],
    locks: [],
    order: [],
    rules: {
      acrossSides: false,
      acrossOrganisations: false,
      minMeetings: 1,
      maxMeetings: undefined,
      maxConsecutive: undefined,
      maxBreaks: undefined,
      allWishes: false,
    },
    mutualBonus: 0,
    inputs: [],
    ...over,
  };
}

export function plan(meetings: Meeting[], wishes: WishOutcome[], over: Partial<Plan> = {}): Plan {
  const tier = (value: number) => ({ value, bound: value, proved: true });
  return {
    schedule: { meetings },
    objective: { promises: tier(0), points: tier(0), breaks: tier(0), idle: tier(0), moves: tier(0) },
    status: 'optimal',
    stopped: 'finished',
    report: {
      violations: [],
      figures: { promises: 0, points: 0, breaks: 0, idle: 0, moves: 0 },
      counts: { participants: 0, wishes: 0, meetings: 0, met: 0, mutual: 0, unserved: [] },
    },
    wishes,
    seed: 1,
    effort: 'standard',
    seconds: 0.1234567,
    version: '0.0.0',
    ...over,
  };
}

function met(index: number, points: number, id: string): WishOutcome {
  return { wish: index, points, met: true, meeting: id, reason: undefined, detail: '' };
}

/** Four slots, two zones; Aichi meets in slots 1 and 3 and has a break in 2. */
export const sample = (() => {
  const people = [
    participant('Aichi', {
      name: 'Aichi Prefecture',
      organisation: 'Aichi',
      country: 'Japan',
      email: 'a@example.org',
      timezone: 'Asia/Tokyo',
    }),
    participant('Vitagora', { organisation: 'Vitagora; Dijon', country: 'France', unavailable: ['2'] }),
    participant('=cmd|x', { name: '＝evil', country: 'France' }),
    participant('Košice', { country: 'Slovakia', workingHours: { from: 540, to: 600 } }),
  ];
  const slots = [
    slot('1', '09:00', '09:20'),
    slot('2', '09:25', '09:45'),
    slot('3', '09:50', '10:10'),
    slot('4', '23:40', '24:00'),
  ];
  const wishes = [
    wish('Aichi', 'Vitagora', { rank: 1, line: 2 }),
    wish('Vitagora', 'Aichi', { rank: 2, line: 3 }),
    wish('=cmd|x', 'Aichi', { rank: 1, line: 4 }),
    wish('Košice', 'Aichi', { rank: 3, line: 5 }),
    wish('Košice', 'Vitagora', { kind: 'never', line: 6 }),
  ];
  const made = plan(
    [meeting('M002', ['Aichi', '=cmd|x'], '3', 'Green'), meeting('M001', ['Aichi', 'Vitagora'], '1', 'Blue')],
    [
      met(0, 0.1, 'M001'),
      met(1, 0.2, 'M001'),
      met(2, 3, 'M002'),
      { wish: 3, points: 1, met: false, meeting: '', reason: 'to-full', detail: 'M001 and M002 stood in the way' },
      { wish: 4, points: 0, met: false, meeting: '', reason: undefined, detail: '' },
    ],
    {
      report: {
        violations: [],
        figures: { promises: 3, points: 3.3, breaks: 1, idle: 1, moves: 1 },
        counts: { participants: 4, wishes: 4, meetings: 2, met: 3, mutual: 1, unserved: ['Košice'] },
      },
    },
  );
  const whole = event({
    timezone: 'Europe/Brussels',
    participants: people,
    slots,
    localTimes: new Map([
      [
        'Asia/Tokyo',
        [
          ['16:00', '16:20'],
          ['16:25', '16:45'],
          ['16:50', '17:10'],
        ]
          .map(([start, end]) => ({ date: '2021-05-18', start, end, endDate: '2021-05-18' }))
          .concat({ date: '2021-05-19', start: '06:40', end: '07:00', endDate: '2021-05-19' }),
      ],
    ]),
    wishes,
    rooms: [room('Blue', { name: 'Blue room', url: 'https://meet.example/blue', tables: 2 }), room('Green')],
    inputs: [
      { table: 'prefs', name: 'prefs.csv', sha256: 'ab'.repeat(32), encoding: 'utf-8', delimiter: ',', rows: 5 },
    ],
  });
  return { event: whole, plan: made };
})();
