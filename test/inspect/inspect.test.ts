import { describe, expect, it } from 'vitest';
import { inspect } from '../../src/inspect/inspect.js';
import type { Inspection } from '../../src/inspect/report.js';
import { type EventSpec, makeEvent } from '../helpers/event.js';

const told = (spec: EventSpec): Inspection => inspect(makeEvent(spec));
const obstacles = (spec: EventSpec) => told(spec).unmet.impossible.map(({ line, obstacle }) => `${line} ${obstacle}`);
const host = (id: string, min: number, max: number, sessions?: number) => {
  return { id, role: 'host' as const, group: { min, max, sessions } };
};

describe('counts', () => {
  it('people by role, side and country, the most frequent first', () => {
    const { people } = told({
      participants: [
        { id: 'A', country: 'Japan', side: 'Japan' },
        { id: 'B', country: 'France', side: 'EU' },
        { id: 'C', country: 'France', side: 'EU', role: 'host' },
      ],
    });
    expect(people).toEqual({
      total: 3,
      byRole: [
        { label: 'participant', count: 2 },
        { label: 'host', count: 1 },
      ],
      bySide: [
        { label: 'EU', count: 2 },
        { label: 'Japan', count: 1 },
      ],
      byCountry: [
        { label: 'France', count: 2 },
        { label: 'Japan', count: 1 },
      ],
    });
  });

  it('wishes by kind and form, pairs, spreads and points', () => {
    const { wishes } = told({
      participants: [{ id: 'A', weight: 2 }, 'B', 'C', host('H', 1, 3)],
      wishes: [
        { from: 'A', to: 'B', rank: 1 },
        { from: 'B', to: 'A', rank: 3, kind: 'must' },
        { from: 'C', to: 'H', as: 'seat', session: '' },
        { from: 'C', to: 'Org', anyOf: ['A', 'B'] },
        { from: 'A', to: 'C', kind: 'never' },
      ],
    });
    expect(wishes).toEqual({
      total: 4,
      byKind: { wish: 3, must: 1, never: 1 },
      byForm: { pair: 3, seat: 1, either: 0 },
      forOrganisations: 1,
      withSession: 1,
      pairs: 2,
      mutual: 1,
      made: { min: 0, median: 1, max: 2 },
      received: { min: 0, median: 1, max: 1 },
      values: 'ranks',
      valueRange: [1, 3],
      points: 3 * 2 + 1 + 1 + 1,
    });
  });

  it('the same person twice, by its e-mail address in any case', () => {
    const { duplicates } = told({
      participants: [
        { id: 'A', name: 'Anna', email: 'anna@alba.example' },
        { id: 'B', email: '' },
        { id: 'C', email: '' },
        { id: 'D', name: 'A. Rossi', email: ' Anna@Alba.example' },
      ],
    });
    expect(duplicates).toEqual([
      {
        email: 'anna@alba.example',
        people: [
          { id: 'A', name: 'Anna', line: 2 },
          { id: 'D', name: 'A. Rossi', line: 5 },
        ],
      },
    ]);
  });
});

describe('wishes that can never be met', () => {
  it('never, whichever way round; sides; organisations', () => {
    const wishes = [['A', 'B'], ['B', 'A', 'never'], ['A', 'C'], { from: 'A', to: 'D', kind: 'must' }] as const;
    const participants = [
      { id: 'A', side: 'EU', organisation: 'Acme' },
      { id: 'B', side: 'Japan' },
      { id: 'C', side: 'Japan', organisation: 'ＡCME' },
      { id: 'D', side: 'EU' },
    ];
    const rules = { acrossSides: true, acrossOrganisations: true };
    expect(told({ participants, wishes, rules }).unmet).toMatchObject({
      atLeast: 3,
      impossible: [
        { line: 2, from: 'A', to: 'B', obstacle: 'never', must: false },
        { line: 4, from: 'A', to: 'C', obstacle: 'same-organisation', must: false },
        { line: 5, from: 'A', to: 'D', obstacle: 'same-side', must: true },
      ],
      byObstacle: { never: 1, 'same-side': 1, 'same-organisation': 1 },
    });
  });

  it('no slot in common, or none in the session', () => {
    const participants = [{ id: 'A', available: ['1'] }, { id: 'B', unavailable: ['1'] }, 'C'];
    const slots = [{ session: 'am' }, { session: 'pm' }];
    const wishes = [['A', 'B'], { from: 'A', to: 'C', session: 'pm' }, { from: 'B', to: 'C', session: 'pm' }] as const;
    expect(obstacles({ participants, slots, wishes })).toEqual(['2 no-common-slot', '3 no-common-slot']);
  });

  it('no room: reserved, too small, closed, or two different own rooms', () => {
    const participants = [{ id: 'A', room: 'R1' }, { id: 'B', room: 'R2' }, 'C', { id: 'D', side: 'EU' }];
    const wishes = [
      ['A', 'B'],
      ['A', 'C'],
      ['C', 'D'],
      ['B', 'C'],
    ] as const;
    const rooms = [{ seats: 1 }, { unavailable: ['1', '2', '3', '4'] }, { only: ['group'] }];
    expect(obstacles({ participants, wishes, rooms })).toEqual([2, 3, 4, 5].map(line => `${line} no-room`));
    const open = [...rooms, { only: ['EU'] }];
    expect(obstacles({ participants, wishes, rooms: open })).toEqual([2, 3, 5].map(line => `${line} no-room`));
  });

  it('one of the two may have no meeting; a slot that takes none is none', () => {
    const wishes = [['A', 'B']] as const;
    expect(obstacles({ participants: [{ id: 'A', maxMeetings: 0 }], wishes })).toEqual(['2 no-meeting-allowed']);
    expect(obstacles({ wishes, slots: [{ meetings: 0 }] })).toEqual(['2 no-room']);
  });

  it('a seat needs a host, and enough guests in one slot; a topic has seats only', () => {
    const wishes = [
      { from: 'A', to: 'B', as: 'seat' },
      { from: 'A', to: 'H', as: 'seat' },
      { from: 'B', to: 'H', as: 'seat' },
      { from: 'C', to: 'K', as: 'seat' },
      { from: 'A', to: 'T', as: 'pair' },
      { from: 'A', to: 'T', as: 'either' },
    ] as const;
    const people = [host('H', 2, 5), host('K', 2, 5), { ...host('T', 1, 5), role: 'topic' as const }];
    const apart = [{ id: 'A', available: ['1'] }, { id: 'B', available: ['2'] }, ...people];
    const both = ['2 no-group', '5 no-group', '6 topic'];
    expect(obstacles({ participants: ['A', 'B', 'C', ...people], wishes })).toEqual(both);
    expect(obstacles({ participants: apart, wishes })).toEqual([
      '2 no-group',
      '3 no-group',
      '4 no-group',
      '5 no-group',
      '6 topic',
    ]);
  });

  it('no interpreter between them', () => {
    const participants = [
      { id: 'A', languages: ['ja'] },
      { id: 'B', languages: ['fr'] },
      { id: 'C', languages: ['de'] },
      'D',
    ];
    const wishes = [
      ['A', 'B'],
      ['A', 'C'],
      ['A', 'D'],
    ] as const;
    const interpreters = [
      ...[{ id: 'I', name: 'I', languages: ['ja', 'fr'], available: undefined, unavailable: [], line: 2 }],
    ].map(one => ({ ...one, maxConsecutive: undefined }));
    const event = makeEvent({ participants, wishes });
    expect(inspect(event).unmet.impossible).toEqual([]);
    const lines = inspect({ ...event, interpreters }).unmet.impossible;
    expect(lines.map(({ line, obstacle }) => `${line} ${obstacle}`)).toEqual(['3 no-interpreter']);
  });

  it('for an organisation: only if nobody of it is left, told by who came nearest', () => {
    const participants = [{ id: 'A', available: ['1'] }, { id: 'B', unavailable: ['1'] }, 'C'];
    const ask = (anyOf: string[]) => [{ from: 'A', to: 'Org', anyOf }, ['A', 'C', 'never'] as const] as const;
    expect(obstacles({ participants, wishes: ask(['B', 'C']) }).slice(0, 1)).toEqual(['2 no-common-slot']);
    expect(obstacles({ participants: [...participants, 'D'], wishes: ask(['B', 'D']) })).toEqual([]);
  });
});

describe('people', () => {
  it('in demand: wishes beyond the slots in which they can be', () => {
    const wishes = ['B', 'C', 'D', 'E'].map(from => [from, 'A'] as const);
    const { popular, unmet } = told({ wishes: [...wishes, ['A', 'B']], slots: 2, participants: ['A'] });
    const load = { id: 'A', name: 'A', received: 4, made: 1, needed: 4, places: 2, seats: 0, unmet: 2 };
    expect(popular[0]).toEqual(load);
    expect(unmet).toMatchObject({ atLeast: 2, forPlaces: 2, forTables: 2 });
  });

  it('a host seats many in one place', () => {
    const wishes = ['B', 'C', 'D', 'E', 'F'].map(from => ({ from, to: 'H', as: 'seat' }) as const);
    const { popular, capacity } = told({ wishes, slots: 2, participants: [host('H', 1, 2, 2)] });
    expect(popular[0]).toMatchObject({ received: 5, needed: 3, places: 2, seats: 4, unmet: 1 });
    expect(capacity.seats).toEqual({ hosts: 1, offered: 4, wished: 5 });
  });

  it('rests take places', () => {
    const wishes = ['B', 'C', 'D', 'E'].map(from => [from, 'A'] as const);
    const { popular } = told({ wishes, participants: [{ id: 'A', maxConsecutive: 1 }] });
    expect(popular[0]).toMatchObject({ places: 2, unmet: 2 });
  });

  it('so does a maximum of breaks where slots are away', () => {
    const wishes = ['B', 'C', 'D'].map(from => [from, 'A'] as const);
    const { popular } = told({ wishes, participants: [{ id: 'A', maxBreaks: 0, unavailable: ['2'] }] });
    expect(popular[0]).toMatchObject({ places: 2, unmet: 1 });
  });

  it('isolated: nobody wishes them, or nothing of it is possible; and promises beyond what is possible', () => {
    const { isolated, brokenPromises } = told({
      participants: ['A', { id: 'B', minMeetings: 3 }, { id: 'C', available: [] }, 'D'],
      wishes: [
        ['A', 'B'],
        ['C', 'B'],
      ],
    });
    expect(isolated.map(({ id, why }) => `${id} ${why}`)).toEqual(['C impossible', 'D unwished']);
    expect(brokenPromises).toEqual([
      { id: 'B', name: 'B', promised: 3, possible: 1, partners: 1, places: 4 },
      { id: 'C', name: 'C', promised: 1, possible: 0, partners: 0, places: 0 },
      { id: 'D', name: 'D', promised: 1, possible: 0, partners: 0, places: 0 },
    ]);
  });

  it('a lock is a meeting, wished or not', () => {
    const { isolated, brokenPromises } = told({ participants: ['A', 'B'], locks: [['A', 'B', '1']] });
    expect([...isolated, ...brokenPromises]).toEqual([]);
  });
});

describe('capacity', () => {
  it('tables, places and wishes bound the meetings of a slot', () => {
    const { capacity, unmet } = told({
      participants: [{ id: 'A', available: ['1'] }, 'B', 'C', 'D', 'E', 'F'],
      slots: [{ meetings: 2 }, {}, {}],
      rooms: [{}, { tables: 2, unavailable: ['2', '3'] }],
      wishes: [
        ['A', 'B'],
        ['C', 'D'],
        ['E', 'F'],
        ['B', 'C'],
        ['D', 'E'],
        ['F', 'B'],
      ],
    });
    expect(capacity).toEqual({
      slots: 3,
      rooms: 2,
      tables: 4,
      personSlots: 16,
      bySlot: [
        { slot: '1', tables: 2, places: 6, meetings: 2 },
        { slot: '2', tables: 1, places: 5, meetings: 1 },
        { slot: '3', tables: 1, places: 5, meetings: 1 },
      ],
      mostMeetings: 4,
      meetingsWished: 6,
      needed: { slots: 3, slotsWithTables: 3, busiest: 'B', tables: 2 },
      seats: { hosts: 0, offered: 0, wished: 0 },
    });
    expect(unmet).toMatchObject({ atLeast: 2, forTables: 2, forPlaces: 0 });
  });

  it('without rooms nothing but people bounds them, and mutual meetings are the last to go', () => {
    const wishes = [
      ['A', 'B'],
      ['B', 'A'],
      ['A', 'C'],
      ['C', 'A'],
    ] as const;
    const { capacity, unmet } = told({ wishes, slots: 1 });
    expect(capacity).toMatchObject({ rooms: null, tables: null, mostMeetings: 1, meetingsWished: 2 });
    expect(unmet.atLeast).toBe(2);
  });

  it('an event in which nobody wishes anything', () => {
    const { capacity, unmet, wishes } = told({ participants: ['A'], slots: 2 });
    expect(capacity).toMatchObject({ mostMeetings: 0, needed: { slots: 0, busiest: null, tables: 0 } });
    expect([unmet.atLeast, wishes.total]).toEqual([0, 0]);
  });
});
