/** One event a rule in which the rule stops a wish, and a schedule that breaks nothing but the rule. */
import type { Event } from '../../src/model/event.js';
import type { UnmetReason } from '../../src/model/outcome.js';
import type { RuleId } from '../../src/model/rules.js';
import type { Meeting } from '../../src/model/schedule.js';
import { type EventSpec, makeEvent } from './event.js';

/** A meeting: its people, slot and room, and what else it takes. */
export type Row = readonly [people: string, slot: number, room: string, other?: Partial<Meeting>];

export interface RuleCase {
  readonly rule: RuleId;
  /** A schedule of the event that breaks the rule alone, and would be allowed without it. */
  readonly breaks: readonly Row[];
  /** What cannot but be broken with it. */
  readonly also?: RuleId;
  /** Index of the wish that the rule stops, and the reason that is to be told; absent: it stops none. */
  readonly stops?: { readonly wish: number; readonly reason: UnmetReason };
  readonly event: EventSpec;
}

const host = (id: string, min = 1, max = 3, sessions = 1) => ({
  id,
  role: 'host' as const,
  group: { min, max, sessions },
});
const seat = (from: string, to: string, other: object = {}) => ({ from, to, as: 'seat' as const, ...other });
const group = { kind: 'group' } as const;
const CROSSED = [
  ['A', 'B'],
  ['B', 'A'],
] as const;

export const RULE_CASES: readonly RuleCase[] = [
  { rule: 'known-participants', event: { wishes: [...CROSSED], slots: 1, rooms: 1 }, breaks: [['A;X', 1, 'R1']] },
  { rule: 'known-slot', event: { wishes: [...CROSSED], slots: 1, rooms: 1 }, breaks: [['A;B', 2, 'R1']] },
  { rule: 'known-room', event: { wishes: [...CROSSED], slots: 1, rooms: 1 }, breaks: [['A;B', 1, 'R2']] },
  {
    rule: 'two-people',
    event: { participants: ['A', { ...host('T'), role: 'topic' }], wishes: [['A', 'T']], slots: 1 },
    breaks: [['A;T', 1, 'R1']],
    stops: { wish: 0, reason: 'no-common-slot' },
  },
  {
    rule: 'group-host',
    event: { wishes: [seat('A', 'B')], slots: 1 },
    breaks: [['B;A', 1, 'R1', group]],
    also: 'wished',
    stops: { wish: 0, reason: 'no-common-slot' },
  },
  {
    rule: 'group-size',
    event: { participants: [host('H', 2)], wishes: [seat('A', 'H')], slots: 1 },
    breaks: [['H;A', 1, 'R1', group]],
    stops: { wish: 0, reason: 'outbid' },
  },
  {
    rule: 'sessions',
    event: {
      participants: [host('H', 1, 1)],
      wishes: [seat('A', 'H', { rank: 1 }), seat('B', 'H', { rank: 2 })],
      slots: 2,
    },
    breaks: [
      ['H;A', 1, 'R1', group],
      ['H;B', 2, 'R1', group],
    ],
    stops: { wish: 1, reason: 'to-full' },
  },
  {
    rule: 'once',
    event: { wishes: [...CROSSED], slots: 2 },
    breaks: [
      ['A;B', 1, 'R1'],
      ['A;B', 2, 'R1'],
    ],
  },
  {
    rule: 'once',
    event: { wishes: [{ from: 'A', to: 'Osaka Bio', anyOf: ['B', 'C'] }], slots: 2 },
    breaks: [
      ['A;B', 1, 'R1'],
      ['A;C', 2, 'R1'],
    ],
  },
  {
    rule: 'guest-once',
    event: { participants: [host('H', 1, 3, 2)], wishes: [seat('A', 'H')], slots: 2 },
    breaks: [
      ['H;A', 1, 'R1', group],
      ['H;A', 2, 'R1', group],
    ],
  },
  {
    rule: 'wished',
    event: { participants: ['C', 'D'], wishes: [['A', 'B']], slots: 1 },
    breaks: [
      ['A;B', 1, 'R1'],
      ['C;D', 1, 'R2'],
    ],
  },
  {
    rule: 'single-booking',
    event: {
      wishes: [
        ['A', 'B', 1],
        ['A', 'C', 2],
      ],
      slots: 1,
    },
    breaks: [
      ['A;B', 1, 'R1'],
      ['A;C', 1, 'R2'],
    ],
    stops: { wish: 1, reason: 'from-full' },
  },
  {
    rule: 'availability',
    event: { participants: [{ id: 'B', unavailable: ['1'] }], wishes: [['A', 'B']], slots: 1 },
    breaks: [['A;B', 1, 'R1']],
    stops: { wish: 0, reason: 'no-common-slot' },
  },
  {
    rule: 'session',
    event: {
      participants: [{ id: 'B', available: ['2'] }],
      wishes: [{ from: 'A', to: 'B', session: 'morning' }],
      slots: [{ session: 'morning' }, { session: 'afternoon' }],
    },
    breaks: [['A;B', 2, 'R1']],
    stops: { wish: 0, reason: 'no-common-slot' },
  },
  {
    rule: 'slot-capacity',
    event: {
      wishes: [
        ['A', 'B', 1],
        ['C', 'D', 2],
      ],
      slots: [{ meetings: 1 }],
    },
    breaks: [
      ['A;B', 1, 'R1'],
      ['C;D', 1, 'R2'],
    ],
    stops: { wish: 1, reason: 'rooms-full' },
  },
  {
    rule: 'room-tables',
    event: {
      wishes: [
        ['A', 'B', 1],
        ['C', 'D', 2],
      ],
      slots: 1,
      rooms: 1,
    },
    breaks: [
      ['A;B', 1, 'R1'],
      ['C;D', 1, 'R1'],
    ],
    stops: { wish: 1, reason: 'rooms-full' },
  },
  {
    rule: 'room-seats',
    event: { wishes: [['A', 'B']], slots: 1, rooms: [{ seats: 1 }] },
    breaks: [['A;B', 1, 'R1']],
    stops: { wish: 0, reason: 'no-common-slot' },
  },
  {
    rule: 'room-availability',
    event: { wishes: [['A', 'B']], slots: 1, rooms: [{ unavailable: ['1'] }] },
    breaks: [['A;B', 1, 'R1']],
    stops: { wish: 0, reason: 'no-common-slot' },
  },
  {
    rule: 'room-only',
    event: { participants: ['C'], wishes: [['A', 'B']], slots: 1, rooms: [{ only: ['C'] }] },
    breaks: [['A;B', 1, 'R1']],
    stops: { wish: 0, reason: 'no-common-slot' },
  },
  {
    rule: 'own-room',
    event: {
      participants: [{ id: 'A', room: 'R1' }],
      wishes: [['A', 'B']],
      slots: 1,
      rooms: [{ unavailable: ['1'] }, {}],
    },
    breaks: [['A;B', 1, 'R2']],
    stops: { wish: 0, reason: 'no-common-slot' },
  },
  {
    rule: 'never',
    event: {
      wishes: [
        ['A', 'B'],
        ['B', 'A', 'never'],
      ],
      slots: 1,
    },
    breaks: [['A;B', 1, 'R1']],
    stops: { wish: 0, reason: 'never' },
  },
  {
    rule: 'must',
    event: { wishes: [['A', 'B', 1], { from: 'A', to: 'C', rank: 9, kind: 'must' }], slots: 1 },
    breaks: [['A;B', 1, 'R1']],
    stops: { wish: 0, reason: 'from-full' },
  },
  {
    rule: 'across-sides',
    event: {
      participants: ['A', 'B'].map(id => ({ id, side: 'EU' })),
      wishes: [['A', 'B']],
      slots: 1,
      rules: { acrossSides: true },
    },
    breaks: [['A;B', 1, 'R1']],
    stops: { wish: 0, reason: 'same-side' },
  },
  {
    rule: 'across-organisations',
    event: {
      participants: ['A', 'B'].map(id => ({ id, organisation: 'Osaka Bio' })),
      wishes: [['A', 'B']],
      slots: 1,
      rules: { acrossOrganisations: true },
    },
    breaks: [['A;B', 1, 'R1']],
    stops: { wish: 0, reason: 'never' },
  },
  {
    rule: 'interpreter',
    event: {
      participants: [
        { id: 'A', languages: ['fr'] },
        { id: 'B', languages: ['ja'] },
      ],
      wishes: [['A', 'B']],
      slots: 1,
      interpreters: [{ id: 'I', languages: ['fr', 'ja'], unavailable: ['1'] }],
    },
    breaks: [['A;B', 1, 'R1']],
    stops: { wish: 0, reason: 'interpreters-full' },
  },
  {
    rule: 'max-meetings',
    event: {
      participants: [{ id: 'A', maxMeetings: 1 }],
      wishes: [
        ['A', 'B', 1],
        ['A', 'C', 2],
      ],
      slots: 2,
    },
    breaks: [
      ['A;B', 1, 'R1'],
      ['A;C', 2, 'R1'],
    ],
    stops: { wish: 1, reason: 'from-full' },
  },
  {
    rule: 'max-breaks',
    event: {
      participants: [
        { id: 'A', unavailable: ['2'], maxBreaks: 0 },
        { id: 'B', available: ['1'] },
        { id: 'C', available: ['3'] },
      ],
      wishes: [
        ['A', 'B', 1],
        ['A', 'C', 2],
      ],
      slots: 3,
    },
    breaks: [
      ['A;B', 1, 'R1'],
      ['A;C', 3, 'R1'],
    ],
    stops: { wish: 1, reason: 'outbid' },
  },
  {
    rule: 'max-consecutive',
    event: {
      participants: [{ id: 'A', maxConsecutive: 1 }],
      wishes: [
        ['A', 'B', 1],
        ['A', 'C', 2],
      ],
      slots: 2,
    },
    breaks: [
      ['A;B', 1, 'R1'],
      ['A;C', 2, 'R1'],
    ],
    stops: { wish: 1, reason: 'from-full' },
  },
  {
    rule: 'lock',
    event: {
      wishes: [
        ['A', 'B', 1],
        ['A', 'C', 9],
      ],
      slots: 1,
      locks: [['A', 'C', '1']],
    },
    breaks: [['A;B', 1, 'R1']],
    stops: { wish: 0, reason: 'from-full' },
  },
  {
    rule: 'order',
    event: {
      participants: [
        { id: 'B', available: ['2'] },
        { id: 'C', available: ['1'] },
      ],
      wishes: [
        ['A', 'B', 1],
        ['A', 'C', 2],
      ],
      slots: 2,
      order: [
        [
          ['A', 'B'],
          ['A', 'C'],
        ],
      ],
    },
    breaks: [
      ['A;C', 1, 'R1'],
      ['A;B', 2, 'R1'],
    ],
    stops: { wish: 1, reason: 'order' },
  },
];

/** The events of a case: as it is, and with a host who is never there, so that the engine of groups takes it. */
export function eventsOf({ event: spec }: RuleCase): readonly Event[] {
  const absent = { ...host('absent host'), available: [] };
  const more = {
    participants: [...makeEvent(spec).participants, absent],
    wishes: [...(spec.wishes ?? []), seat('absent host', 'somebody')],
  };
  return [makeEvent(spec), makeEvent({ ...spec, ...more })];
}
