import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { wishRow } from '../../src/model/cited-rows.js';
import type { Event, Lock } from '../../src/model/event.js';
import type { ConflictRow, SolveOutcome } from '../../src/model/outcome.js';
import { neededRows } from '../../src/solve/needed-rows.js';
import { solveEvent } from '../../src/solve/solve.js';
import { arbEvent } from '../helpers/arbitrary.js';
import { bruteForce } from '../helpers/brute-force.js';
import { withEvent } from '../helpers/checked.js';
import { type EventSpec, makeEvent } from '../helpers/event.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { arbDemanding } from './groups/demanding.js';
import { canBeKept } from './groups/every-kept.js';
import { namedAlone, withPoll } from './named-rows.js';

const solve = (event: Event): Promise<SolveOutcome> => solveEvent(event, { seed: 1, effort: 'quick' });
const linesOf = (outcome: SolveOutcome): string[] =>
  outcome.kind === 'impossible' ? outcome.conflict.map(({ table, line }) => `${table} ${line}`) : [outcome.kind];
const blamed = async (spec: EventSpec): Promise<string[]> => linesOf(await solve(makeEvent(spec)));
const must = ['A', 'B', 'must'] as const;

describe('neededRows', () => {
  it('names the room that is reserved, closed or too small, and none of the people', async () => {
    const rows = ['prefs 2', 'rooms 2'];
    expect(await blamed({ wishes: [must], rooms: [{ only: ['C'] }], participants: [...'ABC'] })).toEqual(rows);
    expect(await blamed({ wishes: [must], rooms: [{ available: [] }], participants: [...'AB'] })).toEqual(rows);
    expect(await blamed({ wishes: [must], rooms: [{ seats: 1 }], participants: [...'AB'] })).toEqual(rows);
    const both = [{ only: ['C'] }, { available: [] }];
    expect(await blamed({ wishes: [must], rooms: both, participants: [...'ABC'] })).toEqual([...rows, 'rooms 3']);
    const many = Array.from({ length: 120 }, () => ({ available: [] }));
    expect(await blamed({ wishes: [must], rooms: many, participants: [...'AB'] })).toHaveLength(121);
  });

  it('names the one of the two who is away, or both', async () => {
    const away = { id: 'B', available: ['1'] };
    const locks = [['A', 'B', '2']] as const;
    expect(await blamed({ wishes: [['A', 'B']], participants: ['A', away], locks, slots: 2 })).toEqual([
      'locks 2',
      'participants 3',
    ]);
    expect(await blamed({ wishes: [must], participants: [{ id: 'A', available: ['2'] }, away], slots: 2 })).toEqual([
      'prefs 2',
      'participants 2',
      'participants 3',
    ]);
  });

  it('says which columns of a row are to blame', async () => {
    const textsOf = async (spec: EventSpec): Promise<string[]> => {
      const outcome = await solve(makeEvent(spec));
      return outcome.kind === 'impossible' ? outcome.conflict.map(({ text }) => text) : [outcome.kind];
    };
    const wishes = [must, ['B', 'C', 'must']] as const;
    const one = { id: 'B', maxMeetings: 1, maxBreaks: 1, languages: ['ja'], room: 'R1' };
    expect(await textsOf({ wishes, participants: ['A', one, 'C'], rooms: [{}, {}] })).toEqual([
      'A and B must meet',
      'B and C must meet',
      'what B allows: max_meetings',
    ]);
    const away = { id: 'B', available: [], languages: ['ja'] };
    expect(await textsOf({ wishes: [must], participants: ['A', away] })).toEqual([
      'A and B must meet',
      'what B allows: available',
    ]);
    const rooms = [{ only: ['C'], seats: 3, available: ['1'] }];
    expect(await textsOf({ wishes: [must], participants: [...'ABC'], rooms })).toEqual([
      'A and B must meet',
      'what room R1 allows: only',
    ]);
    // Two columns together.
    const split = { id: 'B', available: ['1', '2'], unavailable: ['1', '2'], maxMeetings: 5 };
    expect(await textsOf({ wishes: [must], participants: ['A', split], slots: 3 })).toEqual([
      'A and B must meet',
      'what B allows: available, unavailable',
    ]);
  });

  it('names slots that take no meetings, sessions that are asked for, and interpreters who are away', async () => {
    const slots = [{ session: 'noon', meetings: 0 }, { session: 'late' }];
    const asked = { from: 'B', to: 'A', session: 'noon' };
    expect(await blamed({ wishes: [must, asked], participants: [...'AB'], slots })).toEqual([
      'prefs 2',
      'prefs 3',
      'slots 2',
    ]);
    const participants = [
      { id: 'A', languages: ['en'] },
      { id: 'B', languages: ['ja'] },
    ];
    const interpreters = [{ id: 'I', languages: ['en', 'ja'], available: [] }];
    expect(await blamed({ wishes: [must], participants, interpreters })).toEqual([
      'prefs 2',
      'participants 2',
      'participants 3',
      'interpreters 2',
    ]);
  });

  it('names for a seat the room that is too small for the smallest session, and the host that asks for it', async () => {
    const host = { id: 'B', role: 'host' as const, group: { min: 3, max: 4, sessions: 1 } };
    const must = { from: 'A', to: 'B', kind: 'must', as: 'seat' } as const;
    const event = { participants: ['A', host, 'C', 'D'], rooms: [{ seats: 3 }] };
    const others = ['C', 'D'].map(from => ({ from, to: 'B', as: 'seat' }) as const);
    expect(await blamed({ ...event, wishes: [must, ...others] })).toEqual(['prefs 2', 'participants 3', 'rooms 2']);
    // A larger room would not do.
    expect(await blamed({ ...event, wishes: [must] })).toEqual(['prefs 2', 'participants 3']);
  });

  it('names one guest of a lock who is away, and not the others who are', async () => {
    const host = { id: 'H', role: 'host' as const, group: { min: 1, max: 4, sessions: 1 } };
    const away = ['A', 'B'].map(id => ({ id, available: ['2'] }));
    const event = makeEvent({ participants: [host, ...away, 'C'], slots: 2 });
    const lock = { participants: ['H', 'A', 'B', 'C'], slot: '1', room: undefined, line: 2 };
    expect(linesOf(await solve({ ...event, locks: [lock] }))).toEqual(['locks 2', 'participants 3']);
  });

  it('tells limits of the rules from those of a row, like the rule or not', async () => {
    const wishes = ['B', 'C', 'D'].map(to => ['A', to, 'must'] as const);
    const blamedFor = (maxMeetings: number | undefined, more = {}) =>
      blamed({ wishes, slots: 4, rules: { maxMeetings: 2 }, participants: [{ id: 'A', maxMeetings, ...more }] });
    const demands = ['prefs 2', 'prefs 3', 'prefs 4'];
    expect(await blamedFor(2)).toEqual([...demands, 'event 0']);
    expect(await blamedFor(2, { ownLimits: ['maxMeetings'] })).toEqual([...demands, 'participants 2']);
    // Without its own limit, A falls under the rule.
    expect(await blamedFor(1)).toEqual([...demands.slice(0, 2), 'participants 2']);
    const rest = { slots: 3, rules: { maxConsecutive: 2 }, participants: [{ id: 'A', maxConsecutive: 1 }] };
    // Either would do: that of the row is stricter.
    expect(await blamed({ wishes, ...rest })).toEqual([...demands, 'participants 2']);
    const others = ['B', 'C', 'D'].map(id => ({ id, maxConsecutive: 3 }));
    const participants = [...rest.participants, ...others];
    expect(await blamed({ wishes, ...rest, participants })).toEqual([...demands, 'participants 2']);
  });

  it('names rests of interpreters, and locks that keep elsewhere what could fill a break', async () => {
    const host = { id: 'H', role: 'host' as const, languages: ['en'], group: { min: 1, max: 1, sessions: undefined } };
    const guests = ['A', 'B'].map(id => ({ id, languages: ['ja'] }));
    const seats = guests.map(({ id }) => ({ from: id, to: 'H', kind: 'must', as: 'seat' }) as const);
    const interpreters = [{ id: 'I', languages: ['en', 'ja'], maxConsecutive: 1 }];
    const people = ['participants 2', 'participants 3', 'participants 4'];
    expect(await blamed({ participants: [host, ...guests], wishes: seats, slots: 2, interpreters })).toEqual([
      'prefs 2',
      'prefs 3',
      ...people,
      'interpreters 2',
    ]);
    const participants = ['A', { id: 'B', available: ['1'] }, { id: 'C', available: ['3'] }, 'D'];
    const wishes = [
      ['A', 'B', 'must'],
      ['A', 'C', 'must'],
      ['A', 'D'],
    ] as const;
    const locks = [['A', 'D', '4']] as const;
    const event = makeEvent({ participants, wishes, slots: 4, rules: { maxBreaks: 0 }, locks });
    // One of four slots and the last are enough, whatever fills one of the two between.
    expect(linesOf(await solve(event))).toEqual(['prefs 2', 'locks 2', 'event 0', 'participants 3']);
    const demands = [0, 1].map(index => wishRow(event, index, 'must meet'));
    const contradiction = { demands, others: [], explanation: '' };
    const judge = {
      isPossible: async (changed: Event) => (await solve(changed)).kind !== 'impossible',
      innocentLocks: async () => [],
    };
    const { conflict } = await neededRows(event, contradiction, judge, { breathe: async () => true });
    // Of the two meetings that are demanded: in the first slot and the third one, and what could lie between is locked elsewhere.
    expect(linesOf({ kind: 'impossible', conflict, explanation: '' })).toEqual([
      'prefs 2',
      'prefs 3',
      'event 0',
      'participants 3',
      'locks 2',
    ]);
  });

  it.each([
    ['the others are innocent', (locks: readonly Lock[]) => locks.slice(1), 8],
    ['all are, which is not so', (locks: readonly Lock[]) => locks, 20],
    ['none is', () => [], 20],
  ])('names the one of many locks that is needed, where a solver says that %s', async (_, innocentOf, mostLooks) => {
    const others = Array.from({ length: 8 }, (_, i) => [`X${i}`, `Y${i}`] as const);
    const locks = [['A', 'D', '1'], ...others.map(pair => [...pair, '1'] as const)] as const;
    const wishes = [['A', 'B', 'must'], ['A', 'D'], ...others] as const;
    const event = makeEvent({ participants: [{ id: 'B', available: ['1'] }], wishes, slots: 3, rooms: 9, locks });
    const contradiction = { demands: [wishRow(event, 0, 'must meet')], others: [], explanation: '' };
    // As if what is locked for D stood against it.
    const isPossible = vi.fn(async ({ locks }: Event) => !locks.some(({ participants }) => participants.includes('D')));
    const innocentLocks = async (loose: Event, asked: readonly Lock[]) => {
      expect([loose.locks.length, asked.length]).toEqual([0, 9]);
      return innocentOf(asked);
    };
    const judge = { isPossible, innocentLocks };
    const { conflict } = await neededRows(event, contradiction, judge, { breathe: async () => true });
    expect(linesOf({ kind: 'impossible', conflict, explanation: '' })).toEqual(['prefs 2', 'locks 2']);
    expect(isPossible.mock.calls.length).toBeLessThan(mostLooks);
  });

  it('tells the meetings that one row demands apart', async () => {
    const away = (id: string, slot: string) => ({ id, available: [slot] });
    const wishes = ['B', 'C'].map(to => ({ from: 'A', to, line: 2 }));
    const made = makeEvent({ participants: [away('A', '1'), away('B', '2'), away('C', '2')], slots: 2, wishes });
    const event = { ...made, wishes: [...made.wishes].map(wish => ({ ...wish, line: 2 })) };
    const outcome = await solve({ ...event, rules: { ...event.rules, allWishes: true } });
    expect(linesOf(outcome)).toEqual(['prefs 2', 'participants 2', 'participants 3']);
  });

  it('finds the one room to blame among hundreds, and names all that are left where it is stopped', async () => {
    const rooms = Array.from({ length: 300 }, (_, r) => ({ seats: 2, unavailable: r === 200 ? ['1'] : [] }));
    const event = makeEvent({ wishes: [['A', 'B']], participants: [...'AB'], rooms, locks: [['A', 'B', '1', 'R201']] });
    expect(linesOf(await solve(event))).toEqual(['locks 2', 'rooms 202']);
    const stopped = await solveEvent(event, { seed: 1, effort: 'quick', signal: AbortSignal.abort() });
    expect(linesOf(stopped)).toHaveLength(1 + 300);
    expect(stopped).toMatchObject({ explanation: expect.stringContaining('may not be needed') });
  });

  it('blames no host for the room of somebody else', async () => {
    const host = { id: 'H', role: 'host' as const, room: 'R1', group: { min: 1, max: 4, sessions: undefined } };
    const participants = [host, { id: 'G', room: 'R1' }, { id: 'B', available: ['2'] }];
    const wishes = [{ from: 'B', to: 'H', kind: 'must', as: 'seat' } as const];
    const slots = [{}, { meetings: 0 }];
    const rooms = [{ id: 'R1' }, { id: 'R2' }];
    expect(await blamed({ participants, wishes, slots, rooms })).toEqual(['prefs 2', 'participants 4', 'slots 3']);
  });

  const sizes = { people: 5, wishes: 7, slots: 3, rooms: 2 };
  const isPossible = (event: Event): boolean => bruteForce(event) !== undefined;

  it.each<[string, fc.Arbitrary<Event>, (event: Event) => boolean]>([
    ['of one meeting', fc.nat(1e6).map(seed => narrow(new Dice(seed))), isPossible],
    ['of musts', arbEvent(sizes, { wild: true, musts: 6, sides: 1, rooms: 1 }).map(withPoll), isPossible],
    ['of locks', arbEvent(sizes, { wild: true, musts: 4, locks: 2, availability: 60 }).map(withPoll), isPossible],
    ['of order', arbEvent(sizes, { wild: true, allWishes: true, wishes: 5, orders: 4, sides: 1 }), isPossible],
    ['of limits', arbEvent(sizes, { wild: true, allWishes: true, wishes: 6, maxBreaks: 0, maxima: 60 }), isPossible],
    ['with groups', arbDemanding.map(withPoll), canBeKept],
  ])(
    'names a smallest set: its rows contradict, and those without any one of them do not: %s',
    async (name, events, possible) => {
      const tally = { impossible: 0, restricted: 0 };
      await fc.assert(
        fc.asyncProperty(events, async event => {
          const outcome = await solve(event);
          if (outcome.kind !== 'impossible') return;
          const { conflict, explanation } = outcome;
          const shown = (row?: ConflictRow) => withEvent(row ? [`without ${row.text}`] : [], event, outcome);
          // Rooms of guests, hosts among them, are not all looked at.
          const hasOwnRooms = event.participants.some(({ room }) => room !== undefined);
          const isKnown = !/may not be needed|may take part/.test(explanation);
          if (!hasOwnRooms) expect(isKnown, shown()).toBe(true);
          if (isKnown) expect(possible(namedAlone(event, conflict)), shown()).toBe(false);
          tally.impossible++;
          if (conflict.some(({ table }) => !['prefs', 'locks', 'order'].includes(table))) tally.restricted++;
          if (!isKnown || explanation.includes('fewer of them')) return;
          for (const row of conflict) {
            const fewer = conflict.filter(other => other !== row);
            expect(possible(namedAlone(event, fewer)), shown(row)).toBe(true);
          }
        }),
        runs(name === 'of one meeting' ? 200 : 60),
      );
      expect(Math.min(tally.impossible, tally.restricted), JSON.stringify(tally)).toBeGreaterThan(4);
    },
  );
});

/** Two people who must meet where hardly anybody is there and hardly any room is open. */
function narrow(dice: Dice): Event {
  const some = (percent: number) => ['1', '2', '3'].filter(() => dice.chance(percent));
  return makeEvent({
    participants: ['A', 'B', 'C'].map(id => ({ id, available: some(70), side: id === 'C' ? 'far' : 'near' })),
    slots: ['noon', 'noon', 'late'].map(session => ({ session, meetings: dice.chance(30) ? 0 : 2 })),
    rooms: [0, 1].map(() => ({ available: some(60), only: dice.chance(40) ? ['far'] : [] })),
    wishes: [must, { from: 'B', to: 'A', session: dice.chance(50) ? 'noon' : undefined }],
  });
}
