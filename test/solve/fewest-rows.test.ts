import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { wishRow } from '../../src/model/cited-rows.js';
import type { Event } from '../../src/model/event.js';
import type { ConflictRow, SolveOutcome } from '../../src/model/outcome.js';
import { fewestRows } from '../../src/solve/fewest-rows.js';
import { solveEvent } from '../../src/solve/solve.js';
import { withEvent } from '../helpers/checked.js';
import { type EventSpec, makeEvent } from '../helpers/event.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';

const solve = (event: Event): Promise<SolveOutcome> => solveEvent(event, { seed: 1, effort: 'quick' });
const linesOf = (rows: readonly ConflictRow[]): string[] => rows.map(({ table, line }) => `${table} ${line}`);
async function blamed(spec: EventSpec): Promise<string[]> {
  const outcome = await solve(makeEvent(spec));
  return outcome.kind === 'impossible' ? linesOf(outcome.conflict) : [outcome.kind];
}
const only = (id: string, ...available: string[]) => ({ id, available });

it('tells of two locks of one person in one slot, not of a meeting for which three rows are to blame', async () => {
  const participants = [only('A', '1'), only('B', '2'), 'C', 'D', 'E'];
  const wishes = [['A', 'B', 'must']] as const;
  const locks = [
    ['C', 'D', '3'],
    ['C', 'E', '3'],
  ] as const;
  expect(await blamed({ participants, wishes })).toEqual(['prefs 2', 'participants 2', 'participants 3']);
  expect(await blamed({ participants, wishes, locks })).toEqual(['locks 2', 'locks 3']);
  // Of meetings that there cannot be, of that with the fewest rows.
  const closed = [only('A', '1'), only('B', '2'), 'C', only('D', '1', '2'), 'E'];
  expect(await blamed({ participants: closed, wishes, locks: [locks[0]] })).toEqual(['locks 2', 'participants 5']);
});

it('tells of two meetings of one participant in its only slot, whatever else may stand in their way', async () => {
  const wishes = [
    ['A', 'B', 'must'],
    ['C', 'D', 'must'],
    ['E', 'D', 'must'],
  ] as const;
  const participants = [only('A', '1'), only('B', '2'), 'C', only('D', '4'), 'E'];
  // As many rows: of these the first that was found.
  expect(await blamed({ participants, wishes })).toEqual(['prefs 2', 'participants 2', 'participants 3']);
  const four = [only('A', '1', '2'), only('B', '1', '2'), only('F', '1', '2'), only('D', '4'), 'C', 'E'];
  const ring = [...wishes, ['A', 'F', 'must'], ['B', 'F', 'must']] as const;
  for (const rules of [{}, { maxBreaks: 1 }])
    expect(await blamed({ participants: four, wishes: ring, rules })).toEqual(['prefs 3', 'prefs 4', 'participants 5']);
});

it('tells of too many locks for the rooms of a slot, though someone else has too much to do', async () => {
  const host = 'A';
  const guests = [...'BCDEF'];
  const wishes = guests.map(to => [host, to, 'must'] as const);
  const spec = { participants: [{ id: host, maxMeetings: 3 }, ...guests, ...'UVWX'], wishes, slots: 6, rooms: 1 };
  expect(await blamed(spec)).toHaveLength(5);
  const locks = [
    ['U', 'V', '6'],
    ['W', 'X', '6'],
  ] as const;
  expect(await blamed({ ...spec, locks })).toEqual(['locks 2', 'locks 3']);
});

it('tells of one who would have too many breaks, though another has too many meetings, among very many', async () => {
  const guests = [...'BCDEFG'];
  const busy = Array.from({ length: 31 }, (_, k) => `X${k}`);
  const others = busy.flatMap(id => [1, 2].map(k => [id, `Y${k}of${id}`, 'must'] as const));
  const wishes = [
    ...guests.map(to => ['A', to, 'must'] as const),
    ['M', 'N', 'must'],
    ['M', 'O', 'must'],
    ...others,
  ] as const;
  const torn = [{ id: 'M', maxBreaks: 0, unavailable: ['4'] }, only('N', '1'), only('O', '8')];
  const spec = { wishes, slots: 8 };
  const participants = [...busy, ...guests, { id: 'A', maxMeetings: 5 }];
  expect(await blamed({ ...spec, participants })).toHaveLength(7);
  const rows = ['prefs 8', 'prefs 9', 'participants 40', 'participants 41', 'participants 42'];
  expect(await blamed({ ...spec, participants: [...participants, ...torn] })).toEqual(rows);
});

it.each([
  ['once its time is over', { participants: [only('A', '1'), only('B', '2')] }, false],
  ['where two rows are known', { participants: [only('A', '1'), { id: 'B', available: [] }] }, true],
])('looks for no other contradiction %s', async (_, { participants }, hasTime) => {
  const locks = [
    ['C', 'D', '3'],
    ['C', 'E', '3'],
  ] as const;
  const event = makeEvent({ wishes: [['A', 'B', 'must']], participants, locks });
  const told = wishRow(event, 0, 'A and B must meet');
  const found = { kind: 'impossible' as const, demands: [told], others: [], explanation: 'so' };
  const [isOverfull, refuse] = [vi.fn(() => true), vi.fn(async () => found)];
  const isPossible = async (changed: Event) => (await solve(changed)).kind !== 'impossible';
  const innocentLocks = async () => [];
  const budget = { breathe: async () => hasTime };
  const judge = { isPossible, innocentLocks, isOverfull, refuse };
  const { conflict, explanation } = await fewestRows(event, found, judge, budget);
  expect([linesOf(conflict)[0], explanation]).toEqual(['prefs 2', 'so']);
  expect(conflict).toHaveLength(hasTime ? 2 : 3);
  expect([isOverfull, refuse].map(asked => asked.mock.calls.length)).toEqual([0, 0]);
});

it('tells the demands of one line apart', async () => {
  // Of one row of wishes in a wide table: a meeting that four rows forbid, and two where one may be.
  const wishes = ['B', 'C', 'D'].map(to => ({ from: 'A', to, kind: 'must' as const, line: 2 }));
  const participants = [{ ...only('A', '1', '2'), maxMeetings: 1 }, only('B', '2', '3'), 'C', 'D'];
  const rowsOf = async (count: number): Promise<string[]> => {
    const event = makeEvent({ participants, wishes: wishes.slice(0, count), rooms: [{ unavailable: ['2'] }] });
    const outcome = await solve({ ...event, wishes: [...event.wishes].map(wish => ({ ...wish, line: 2 })) });
    return outcome.kind === 'impossible' ? linesOf(outcome.conflict) : [outcome.kind];
  };
  expect(await rowsOf(1)).toEqual(['prefs 2', 'participants 2', 'participants 3', 'rooms 2']);
  expect(await rowsOf(3)).toEqual(['prefs 2', 'prefs 2', 'participants 2']);
});

/** Rows that demand, without all but these. */
function onlyDemanding(event: Event, demands: ReadonlySet<string>): Event {
  const wishes = Array.from(event.wishes, (wish, k) =>
    wish.kind === 'must' && !demands.has(`prefs ${k}`) ? { ...wish, kind: 'wish' as const } : wish,
  );
  return { ...event, wishes, locks: event.locks.filter((_, k) => demands.has(`locks ${k}`)) };
}

it('names no more rows than any one or two of the demands contradict by', async () => {
  const tally = { impossible: 0, withPairs: 0 };
  await fc.assert(
    fc.asyncProperty(fc.nat(), async seed => {
      const dice = new Dice(seed);
      const ids = [...'ABCDEFGH'].slice(0, 4 + dice.below(4));
      const slots = 3 + dice.below(3);
      const every = Array.from({ length: slots }, (_, t) => `${t + 1}`);
      const pairs = ids.flatMap((a, i) => ids.slice(i + 1).map(b => [a, b] as const));
      const wishes = pairs.filter(() => dice.chance(35)).map(([a, b]) => [a, b, 'must'] as const);
      const locks = wishes.filter(() => dice.chance(25)).map(([a, b]) => [a, b, dice.pick(every)] as const);
      const participants = ids.map(id => ({
        id,
        unavailable: every.filter(() => dice.chance(25)),
        maxMeetings: dice.chance(20) ? 1 + dice.below(3) : undefined,
      }));
      const event = makeEvent({ participants, wishes, locks, slots, rooms: 1 + dice.below(3) });
      const outcome = await solve(event);
      if (outcome.kind !== 'impossible') return;
      tally.impossible++;
      const named = outcome.conflict.length;
      if (named <= 2) return;
      const demands = [...wishes.map((_, k) => `prefs ${k}`), ...locks.map((_, k) => `locks ${k}`)];
      for (const [k, one] of demands.entries())
        for (const other of demands.slice(k)) {
          const alone = await solve(onlyDemanding(event, new Set([one, other])));
          if (alone.kind !== 'impossible') continue;
          tally.withPairs++;
          if (alone.conflict.length < named)
            throw new Error(
              withEvent([`${linesOf(outcome.conflict)}, but ${linesOf(alone.conflict)} are enough`], event),
            );
        }
    }),
    runs(60),
  );
  expect(tally.impossible).toBeGreaterThan(20);
  expect(tally.withPairs).toBeGreaterThan(20);
});
