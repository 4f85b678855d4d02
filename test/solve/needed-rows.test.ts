import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGroupProblem } from '../../src/model/build-groups.js';
import type { Event } from '../../src/model/event.js';
import type { ConflictRow, SolveOutcome } from '../../src/model/outcome.js';
import { solveEvent } from '../../src/solve/solve.js';
import { withEvent } from '../helpers/checked.js';
import { type EventSpec, makeEvent } from '../helpers/event.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';

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
    const wishes = [{ from: 'A', to: 'B', kind: 'must', as: 'seat' } as const];
    expect(await blamed({ wishes, participants: ['A', host, 'C', 'D'], rooms: [{ seats: 3 }] })).toEqual([
      'prefs 2',
      'participants 3',
      'rooms 2',
    ]);
  });

  it('names one guest of a lock who is away, and not the others who are', async () => {
    const host = { id: 'H', role: 'host' as const, group: { min: 1, max: 4, sessions: 1 } };
    const away = ['A', 'B'].map(id => ({ id, available: ['2'] }));
    const event = makeEvent({ participants: [host, ...away, 'C'], slots: 2 });
    const lock = { participants: ['H', 'A', 'B', 'C'], slot: '1', room: undefined, line: 2 };
    expect(linesOf(await solve({ ...event, locks: [lock] }))).toEqual(['locks 2', 'participants 3']);
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
    expect(linesOf(stopped)).toHaveLength(1 + 2 + 300);
  });

  it('blames no host for the room of somebody else', async () => {
    const host = { id: 'H', role: 'host' as const, room: 'R1', group: { min: 1, max: 4, sessions: undefined } };
    const participants = [host, { id: 'G', room: 'R1' }, { id: 'B', available: ['2'] }];
    const wishes = [{ from: 'B', to: 'H', kind: 'must', as: 'seat' } as const];
    const slots = [{}, { meetings: 0 }];
    const rooms = [{ id: 'R1' }, { id: 'R2' }];
    expect(await blamed({ participants, wishes, slots, rooms })).toEqual(['prefs 2', 'participants 4', 'slots 3']);
  });

  it('names a smallest set: without any of its rows the contradiction ends, and it needs no other', async () => {
    const tally = { impossible: 0, rows: 0 };
    await fc.assert(
      fc.asyncProperty(fc.nat(1e6), async seed => {
        const event = narrow(new Dice(seed));
        const outcome = await solve(event);
        if (outcome.kind !== 'impossible') return;
        tally.impossible++;
        const [demand, ...others] = outcome.conflict;
        tally.rows += others.length;
        const isImpossible = (rows: readonly ConflictRow[]) =>
          buildGroupProblem(sayingOnly(event, rows)).kind !== 'built';
        expect(isImpossible(others), withEvent([demand.text], event, outcome)).toBe(true);
        for (const row of others)
          expect(isImpossible(others.filter(one => one !== row)), withEvent([row.text], event, outcome)).toBe(false);
      }),
      runs(200),
    );
    expect(tally.impossible).toBeGreaterThan(20);
    expect(tally.rows).toBeGreaterThan(2 * tally.impossible);
  });
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

/** The event in which no rows but these restrict anything, and the must demands the meeting. */
function sayingOnly(event: Event, rows: readonly ConflictRow[]): Event {
  const isSaid = (table: string, line: number) => rows.some(row => row.table === table && row.line === line);
  const anytime = { available: undefined, unavailable: [] };
  return {
    ...event,
    participants: event.participants.map(one => (isSaid('participants', one.line) ? one : { ...one, ...anytime })),
    slots: event.slots.map(one => (isSaid('slots', one.line) ? one : { ...one, meetings: undefined })),
    rooms: event.rooms!.map(one => (isSaid('rooms', one.line) ? one : { ...one, ...anytime, only: [] })),
    wishes: [...event.wishes].map(one => (isSaid('prefs', one.line) ? one : { ...one, session: undefined })),
  };
}
