import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '../../../src/check/check.js';
import type { Event } from '../../../src/model/event.js';
import { solveEvent } from '../../../src/solve/solve.js';
import { expectClean, expectSolved, withEvent } from '../../helpers/checked.js';
import { makeEvent, type WishSpec } from '../../helpers/event.js';
import { plantMixed } from '../../helpers/plant-mixed.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { arbTinyEvent } from '../../inspect/events.js';
import { bestOf, faultsBeside, isNarrower } from './every-kept.js';

const solve = (event: Event) => solveEvent(event, { seed: 1, effort: 'quick' });

describe('events with groups, organisations and interpreters', () => {
  it('know no other engine', async () => {
    const event = makeEvent({ wishes: [{ from: 'A', to: 'Org', anyOf: ['B', 'C'] }], participants: ['A', 'B', 'C'] });
    const base = { seed: 1, effort: 'quick' } as const;
    await expect(solveEvent(event, { ...base, engine: 'mip' })).rejects.toThrow(RangeError);
    expectClean(event, await solveEvent(event, { ...base, engine: 'auto' }));
  });

  it('are scheduled without a broken rule: larger ones', async () => {
    const tally = { groups: 0, pairs: 0, interpreted: 0 };
    await fc.assert(
      fc.asyncProperty(fc.nat(), async seed => {
        const { event } = plantMixed(new Dice(seed));
        const outcome = await solve(event);
        expectClean(event, outcome);
        for (const { kind, interpreter } of expectSolved(event, outcome).schedule.meetings) {
          if (kind === 'group') tally.groups++;
          else tally.pairs++;
          if (interpreter !== '') tally.interpreted++;
        }
      }),
      runs(15),
    );
    for (const count of Object.values(tally)) expect(count).toBeGreaterThan(0);
  });

  it('use rooms that a guest opens, and only where one is there', async () => {
    const host = { id: 'H', role: 'host', side: 'EU', group: { min: 1, max: 3, sessions: undefined } } as const;
    const guests = ['A', 'B', 'C'].map(id => ({ id, side: 'Japan' }));
    const other = { id: 'D', side: 'EU' };
    const seats = (...ids: string[]) => ids.map(from => ({ from, to: 'H', as: 'seat' as const }));
    const figures = async (event: Event) => {
      const outcome = await solve(event);
      expectClean(event, outcome);
      const { promises, points } = expectSolved(event, outcome).objective;
      return [promises.value, promises.bound, points.value, points.bound];
    };
    const base = { slots: 2, rooms: [{ only: ['Japan'] }] };
    const japanese = makeEvent({ ...base, participants: [host, ...guests], wishes: seats('A', 'B', 'C') });
    expect(await figures(japanese)).toEqual([4, 4, 3, 3]);
    // D finds a seat beside A, and no place where A is away.
    const two = { ...base, wishes: seats('A', 'D') };
    expect(await figures(makeEvent({ ...two, participants: [host, guests[0], other] }))).toEqual([3, 3, 2, 2]);
    const apart = makeEvent({
      ...two,
      participants: [host, { ...guests[0], available: ['1'] }, { ...other, available: ['2'] }],
    });
    expect(await figures(apart)).toEqual([2, 2, 1, 1]);
    const paid = await solveEvent(japanese, { seed: 1, effort: 'quick', keepPoints: 0.9 });
    expect(paid.kind).toBe('solved');
  });

  it.each([
    ['that there are', [{}, {}, {}]],
    ['made as needed', undefined],
  ] as const)('hold sessions in the rooms of guests who have their own: rooms %s', async (_, rooms) => {
    const participants = [
      { id: 'H', role: 'host', group: { min: 1, max: 3, sessions: undefined } } as const,
      { id: 'A', room: 'R2' },
      { id: 'B', room: 'R3' },
      'C',
    ];
    const wishes = ['A', 'B', 'C'].map(from => ({ from, to: 'H', as: 'seat' as const }));
    for (const [slots, points] of [
      [1, 2],
      [2, 3],
    ]) {
      const event = makeEvent({ slots, participants, wishes, rooms });
      const outcome = await solve(event);
      expectClean(event, outcome);
      const { objective } = expectSolved(event, outcome);
      expect([objective.points.value, objective.points.bound, objective.promises.bound]).toEqual([points, 3, 4]);
    }
  });

  it('bring who opens the room of a locked session', async () => {
    const participants = [
      { id: 'H', role: 'host', minMeetings: 0, group: { min: 1, max: 3, sessions: undefined } } as const,
      { id: 'B', minMeetings: 0 },
      { id: 'D', minMeetings: 0 },
    ];
    const wishes = [{ from: 'D', to: 'H', as: 'seat' }] as const;
    const locks = [{ participants: ['H', 'B'], kind: 'group' as const, slot: '4', room: undefined, line: 2 }];
    const event = { ...makeEvent({ slots: 4, participants, wishes, rooms: [{ only: ['D'] }] }), locks };
    for (const seed of [1, 2, 3]) {
      const outcome = await solveEvent(event, { seed, effort: 'quick' });
      expectClean(event, outcome);
      const { schedule } = expectSolved(event, outcome);
      expect(schedule.meetings.map(one => [one.slot, one.participants.toSorted().join('')])).toEqual([['4', 'BDH']]);
    }
  });

  it('keep the room of a session that is demanded, where another opens none', async () => {
    const participants = [
      { id: 'H', role: 'host', group: { min: 1, max: 2, sessions: undefined } } as const,
      { id: 'K', role: 'host', group: { min: 1, max: 2, sessions: undefined } } as const,
    ];
    const wishes = [
      { from: 'A', to: 'H', as: 'seat', kind: 'must', score: 1 },
      { from: 'A', to: 'K', as: 'seat', score: 1 },
      { from: 'B', to: 'K', as: 'seat', score: 9 },
      { from: 'B', to: 'H', as: 'seat', score: 1 },
    ] as const;
    const event = makeEvent({ slots: 1, participants, wishes, rooms: [{ only: ['A'], tables: 2 }] });
    const outcome = await solve(event);
    expectClean(event, outcome);
    const { schedule, objective } = expectSolved(event, outcome);
    expect(schedule.meetings.map(({ participants: people }) => people.toSorted().join())).toEqual(['A,B,H']);
    expect([objective.points.value, objective.points.proved]).toEqual([2, true]);
  });

  it.each(['quick', 'standard'] as const)('hold no meeting that nobody would miss: %s', async effort => {
    const teams = ['ABC', 'DEF', 'UVW', 'XYZ'].map(team => [...team]);
    const wish = (mine: readonly string[], yours: readonly string[]) =>
      mine.map((from, k) => ({ from, to: yours.join(''), anyOf: yours, score: 1 + k }));
    const wishes = teams
      .slice(0, 2)
      .flatMap(one => teams.slice(2).flatMap(two => [...wish(one, two), ...wish(two, one)]));
    const event = makeEvent({ wishes, slots: 8 });
    const outcome = await solveEvent(event, { seed: 1, effort });
    const { figures } = expectClean(event, outcome);
    const { meetings } = expectSolved(event, outcome).schedule;
    for (const one of meetings) {
      const less = check(event, { meetings: meetings.filter(other => other !== one) }).figures;
      const isAsGood = less.promises === figures.promises && less.points === figures.points;
      expect(isAsGood && less.breaks <= figures.breaks && less.idle <= figures.idle).toBe(false);
    }
  });

  it('are solved as well as any schedule of tiny ones, and never above what is possible', async () => {
    const tally = { all: 0, proved: 0, missed: 0 };
    await fc.assert(
      fc.asyncProperty(arbTinyEvent, async event => {
        const best = bestOf(event);
        const outcome = await solve(event);
        if (!best) {
          expect(outcome.kind).not.toBe('solved');
          return;
        }
        if (outcome.kind === 'not-found' && isNarrower(event)) {
          tally.missed++;
          return;
        }
        expectClean(event, outcome);
        const { objective } = expectSolved(event, outcome);
        const faults = faultsBeside(best, objective);
        if (faults.length > 0) throw new Error(withEvent([...faults, JSON.stringify(best)], event, outcome));
        tally.all++;
        if (objective.points.proved) tally.proved++;
      }),
      runs(50),
    );
    expect(tally.proved).toBeGreaterThan(tally.all * 0.6);
    expect(tally.missed).toBeLessThan(5);
  });

  it('may hold a meeting in another session than a wish with a choice asks for, if another wish asks for it too', async () => {
    const slots = [{ session: 'am' }, { session: 'pm' }];
    const participants = [{ id: 'X', available: ['2'] }];
    const morning = { from: 'A', to: 'O', anyOf: ['X', 'Y'], session: 'am' };
    const must = makeEvent({ participants, slots, wishes: [morning, ['X', 'A', 'must']] });
    const { objective } = expectSolved(must, await solve(must));
    expect([objective.promises.bound, objective.points.value, objective.points.bound]).toEqual([3, 2, 2]);
    const never = makeEvent({ participants, slots, wishes: [morning, ['X', 'A', 'must'], ['A', 'X', 'never']] });
    expect((await solve(never)).kind).toBe('impossible');

    const other = { from: 'X', to: 'OA', anyOf: ['A', 'B'] };
    const away = { id: 'B', available: [] };
    const bounds = async (wishes: readonly WishSpec[]) => {
      const event = makeEvent({ participants: [...participants, away], slots, wishes });
      const { promises, points } = expectSolved(event, await solve(event)).objective;
      return [promises.bound, points.bound];
    };
    expect(await bounds([morning, other])).toEqual([3, 2]);
    expect(await bounds([morning, { ...other, session: 'am' }])).toEqual([2, 1]);
    expect(await bounds([{ ...morning, session: undefined }, other])).toEqual([3, 2]);
  });
});
