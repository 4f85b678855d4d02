import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCertificate } from '../../src/check/certificate.js';
import { check } from '../../src/check/check.js';
import type { BoundCertificate, Certificate } from '../../src/model/certificate.js';
import type { Event } from '../../src/model/event.js';
import { withEvent } from '../helpers/checked.js';
import { type EventSpec, makeEvent, makeSchedule } from '../helpers/event.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { arbTiny, everySchedule, mostPoints, problemOf } from '../solve/tiny.js';
import { priceTag, randomBound } from './prices-by-dice.js';

const NOTHING = makeSchedule([]);

const judge = (event: Event, ...bounds: BoundCertificate[]) => judgeWith(event, NOTHING, ...bounds);

function judgeWith(event: Event, schedule: typeof NOTHING, ...bounds: BoundCertificate[]) {
  const certificate: Certificate = { certificate: 1, bounds };
  return checkCertificate(event, schedule, check(event, schedule), certificate);
}

/** Three people want to meet in one slot with one table: 5 points at most, 9 without the prices of places. */
const event = makeEvent({
  participants: [{ id: 'A', maxMeetings: 1, minMeetings: 1 }, 'B', { id: 'C', minMeetings: 0, maxConsecutive: 1 }],
  wishes: [
    { from: 'A', to: 'B', score: 5 },
    { from: 'A', to: 'C', score: 4 },
  ],
  slots: [{ meetings: 1 }],
  rooms: 2,
});
const held = makeSchedule([['A;B', 1, 'R1']]);

const five = [{ from: 'A', to: 'B', score: 5 }];
const bothWays = [...five, { from: 'B', to: 'A', score: 1 }];
const heavy = { id: 'A', weight: 0.8 };
const halves = { unit: { points: 1, parts: 2 } };
const maximumOf = (participant: string) => ({ participant, maximum: 1 });
const priceOfA = (price: number) => ({ participants: [{ participant: 'A', slots: [['1', price] as const] }] });
const priceOfRooms = (price: number) => ({ rooms: [{ rooms: ['R1', 'R2'], slots: [['1', price] as const] }] });

describe('what prices prove', () => {
  it.each<[string, Partial<BoundCertificate>, number]>([
    ['none: all points', {}, 9],
    ['a place', { participants: [{ participant: 'A', slots: [['1', 4]] }] }, 5],
    ['a maximum', { participants: [{ participant: 'A', maximum: 4 }] }, 5],
    ['the limit of a slot', { meetings: [['1', 4]] }, 5],
    ['the tables of two rooms', { rooms: [{ rooms: ['R1', 'R2'], slots: [['1', 4]] }] }, 9],
    ['one room, to which nobody is confined', { rooms: [{ rooms: ['R1'], slots: [['1', 4]] }] }, 13],
    ['all promises demanded, at a price', { promises: 2, promise: 2, participants: [{ participant: 'C' }] }, 9],
    ['more promises than can be kept', { promises: 3, promise: 4 }, 5],
    ['halves: no schedule has half a point', { unit: { points: 1, parts: 2 }, meetings: [['1', 7]] }, 5],
    ['prices in tenths of a hundred', { unit: { points: 100, parts: 1000 }, meetings: [['1', 41]] }, 5],
  ])('%s', (_, prices, proved) => {
    const report = judge(event, priceTag({ claimed: 99, ...prices }));
    expect(report.violations).toEqual([]);
    expect(report.verdicts.map(verdict => verdict.proved)).toEqual([proved]);
  });

  it.each<[string, EventSpec, Partial<BoundCertificate>, number]>([
    ['weights and the bonus of a mutual wish', { wishes: bothWays, mutualBonus: 0.5, participants: [heavy] }, {}, 5.5],
    ['no bonus for the wish of one', { wishes: five, mutualBonus: 0.5 }, {}, 5],
    ['a wish that may be left out', { wishes: five }, priceOfA(10), 10],
    ['a must is held, whatever it costs', { wishes: [{ ...five[0], kind: 'must' }] }, priceOfA(10), 5],
    ['so is every wish under all_wishes', { wishes: five, rules: { allWishes: true } }, priceOfA(10), 5],
    ['so is a lock', { wishes: five, locks: [['A', 'B', '1']] }, priceOfA(10), 5],
    [
      'maxima of both',
      { wishes: [...five, { from: 'C', to: 'D', score: 1 }], rules: { maxMeetings: 1 } },
      { participants: [maximumOf('A'), maximumOf('B')] },
      6,
    ],
    ['only rooms that are open', { wishes: five, rooms: [{}, { unavailable: ['1'] }] }, priceOfRooms(5), 5],
    ['points are multiples of five', { wishes: [...five, { from: 'A', to: 'C', score: 5 }] }, priceOfA(4), 5],
    ['below zero the floor is below too', { wishes: five, rooms: 1 }, { ...halves, promises: 3, promise: 21 }, -10],
  ])('%s', (_, spec, prices, proved) => {
    const made = makeEvent({ slots: 1, ...spec });
    const report = judge(made, priceTag({ claimed: 99, ...prices }));
    expect(report.violations).toEqual([]);
    expect(report.verdicts[0].proved).toBe(proved);
  });

  it('a rest: in three neighbouring slots one is free, of delegations one place of each person', () => {
    const wishes = ['B', 'C', 'D'].map((to, i) => ({ from: 'A', to, score: i + 3, session: 'all' }));
    const slots = ['all', 'all', 'all', 'other'].map(session => ({ session }));
    const proved = (parallel: number, price: number): number => {
      const made = makeEvent({ wishes, slots, participants: [{ id: 'A', maxConsecutive: 2, parallel }] });
      const participants = [{ participant: 'A', rests: [['1', price] as const] }];
      const { verdicts, violations } = judge(made, priceTag({ claimed: 99, participants }));
      expect(violations).toEqual([]);
      return verdicts[0].proved;
    };
    expect([0, 3, 4].map(price => proved(1, price))).toEqual([12, 9, 9]);
    expect(proved(2, 3)).toBe(15);
  });

  it('a rest of interpreters: in three neighbouring slots of a session each works in two', () => {
    const wishes = ['B', 'C', 'D', 'E'].map((to, i) => ({ from: `${to}0`, to, score: i + 3 }));
    const participants = wishes.flatMap(({ from, to }) => [
      { id: from, languages: ['fr'] },
      { id: to, languages: ['ja'] },
    ]);
    const proved = (sessions: readonly string[], rests: readonly (number | undefined)[], price: number): number => {
      const interpreters = rests.map((maxConsecutive, i) => ({
        ...{ id: `I${i}`, languages: ['fr', 'ja'], maxConsecutive },
        ...(i === 2 ? { unavailable: ['2'] } : {}),
      }));
      const made = makeEvent({ participants, wishes, slots: sessions.map(session => ({ session })), interpreters });
      const prices = sessions.map((_, t) => [String(t + 1), price] as const);
      const priced = { interpreters: interpreters.map(({ id }) => id), slots: prices };
      const { verdicts, violations } = judge(made, priceTag({ claimed: 99, interpreters: [priced] }));
      expect(violations).toEqual([]);
      return verdicts[0].proved;
    };
    const one = ['all', 'all', 'all'];
    // 18 points in all: at a price of 4 three meetings are worth 3 more, and each slot worked in 4.
    expect([0, 1, 4].map(price => proved(one, [2], price))).toEqual([18, 16, 11]);
    expect(proved(one, [undefined], 4)).toBe(15);
    expect(proved(one, [1], 4)).toBe(11);
    expect(proved(['all', 'all', 'other'], [2], 4)).toBe(15);
    expect(proved(one, [2, 1], 1)).toBe(18);
    // The third is away in the second slot.
    expect(proved(one, [2, undefined, 2], 1)).toBe(21);
  });

  it('promises: of each alone, and fewer with prices', () => {
    const wishes = ['B', 'C'].map(to => ({ from: 'A', to }));
    const both = makeEvent({ wishes, slots: 1, rooms: 1 });
    const rewards = ['B', 'C'].map(participant => ({ participant, promise: 1 }));
    const participants = [{ participant: 'A', promise: 1, slots: [['1', 2] as const] }, ...rewards];
    const schedule = makeSchedule([['A;B', 1, 'R1']]);
    const report = judgeWith(both, schedule, priceTag({ tier: 'promises', claimed: 2, participants }));
    expect(report).toMatchObject({ possiblePromises: 3, violations: [] });
    expect(report.verdicts[0]).toMatchObject({ proved: 2, value: 2 });
  });

  it.each([
    ['any prices', 3],
    ['as many rooms as needed', undefined],
  ] as const)('never less than the best: %s', (_, rooms) => {
    const tally = { met: 0, fewer: 0, promises: 0 };
    const tight = {
      parallel: 30,
      maxima: 50,
      slotLimits: 40,
      oddRooms: 60,
      ownRooms: 30,
      sessions: 30,
      minMeetings: 2,
    };
    const events = arbTiny({ ...tight, locks: 1, ...(rooms ? {} : { rooms }) });
    fc.assert(
      fc.property(events, fc.nat(), (tiny, seed) => {
        const dice = new Dice(seed);
        const all = everySchedule(tiny);
        const { pointStep, pointScale } = problemOf(tiny);
        for (let draw = 0; draw < 8; draw++) {
          const bound = randomBound(tiny, dice);
          const { verdicts, violations } = judge(tiny, bound);
          if (violations.length > 0)
            throw new Error(
              withEvent(
                violations.map(({ message }) => message),
                tiny,
                bound,
              ),
            );
          const most = Math.max(...all.map(one => one.promises));
          const points = (mostPoints(all, bound.promises) * pointStep) / pointScale;
          const best = bound.tier === 'points' ? points : most;
          const [{ proved }] = verdicts;
          if (proved < best) throw new Error(withEvent([`proved ${proved}, optimum ${best}`], tiny, bound));
          if (proved === best) tally.met++;
          if (bound.promises > 0 && Number.isFinite(best)) tally.fewer++;
          if (bound.tier === 'promises') tally.promises++;
        }
      }),
      runs(150),
    );
    expect(tally.met).toBeGreaterThan(80);
    expect(tally.fewer).toBeGreaterThan(100);
    expect(tally.promises).toBeGreaterThan(100);
  });
});

describe('meetings that no table allows count for nothing', () => {
  const spec = { participants: ['A', 'B'], wishes: [['A', 'B']], slots: 1, rooms: 1 } as const;
  const morning = { start: '09:00', end: '09:20' };
  const afternoon = { id: 'A', workingHours: { from: 780, to: 1080 } };
  const rooms = [{ id: 'R1' }, { id: 'R2' }];

  it.each<[string, EventSpec]>([
    ['never', { wishes: [...spec.wishes, ['B', 'A', 'never']] }],
    ['one side', { rules: { acrossSides: true }, participants: ['A', 'B'].map(id => ({ id, side: 'EU' })) }],
    ['no side', { rules: { acrossSides: true }, participants: [{ id: 'A', side: 'EU' }, 'B'] }],
    ['not available', { participants: [{ id: 'A', available: [] }, 'B'] }],
    ['outside the working hours', { participants: [afternoon, 'B'], slots: [morning] }],
    ['in another session', { wishes: [{ from: 'A', to: 'B', session: 'PM' }] }],
    ['no room', { rooms: [] }],
    ['no seat', { rooms: [{ seats: 1 }] }],
    ['a room for others', { rooms: [{ only: ['C', 'EU', 'group'] }] }],
    ['a closed room', { rooms: [{ unavailable: ['1'] }] }],
    ['two rooms of their own', { participants: ['R1', 'R2'].map((room, p) => ({ id: 'AB'[p], room })), rooms }],
    [
      'the same without a table',
      { participants: ['X', 'Y'].map((room, p) => ({ id: 'AB'[p], room })), rooms: undefined },
    ],
    ['a slot for none', { slots: [{ meetings: 0 }] }],
    ['a lock elsewhere', { locks: [['A', 'B', '2']] }],
  ])('%s', (_, changes) => {
    const proved = (made: Event) => judge(made, priceTag()).verdicts[0].proved;
    expect(proved(makeEvent(spec))).toBe(1);
    expect(proved(makeEvent({ ...spec, ...changes }))).toBe(0);
  });

  it('a room that is only named has one table', () => {
    const people = ['A', 'C'].map(id => ({ id, room: 'X' }));
    const named = makeEvent({
      participants: people,
      wishes: [
        ['A', 'B'],
        ['C', 'D'],
      ],
      slots: 1,
    });
    const bound = priceTag({ claimed: 1, rooms: [{ rooms: ['X'], slots: [['1', 1]] }] });
    expect(judge(named, bound)).toMatchObject({ violations: [], verdicts: [{ proved: 1 }] });
  });
});

describe('what is refused', () => {
  const priced = (participant: string, slot: string, price: number) => ({
    participants: [{ participant, slots: [[slot, price] as const] }],
  });

  const resting = (participant: string, slot: string, price: number) => ({
    participants: [{ participant, rests: [[slot, price] as const] }],
  });

  it.each<[string, Partial<BoundCertificate>]>([
    ['the price of a place of A in slot "1" is -1, expected a whole number from 0', priced('A', '1', -1)],
    ['the price of a place of A in slot "1" is 0.5, expected a whole number', priced('A', '1', 0.5)],
    ['there are prices for "D", who is no participant', priced('D', '1', 1)],
    ['a place of A has a price in slot "2", which is unknown', priced('A', '2', 1)],
    [
      'a place of A in slot "1" is given twice',
      { participants: [...priced('A', '1', 1).participants, ...priced('A', '1', 1).participants] },
    ],
    ['there are prices for room "R3", which is unknown', { rooms: [{ rooms: ['R3'], slots: [] }] }],
    ['max_meetings of B has a price, but B has no such limit', { participants: [{ participant: 'B', maximum: 1 }] }],
    [
      'the reward of a promise to A is 2, above the price of any promise (1)',
      { promise: 1, participants: [{ participant: 'A', promise: 2 }] },
    ],
    [
      'the reward of a promise to A is 2, above',
      { tier: 'promises', participants: [{ participant: 'A', promise: 2 }] },
    ],
    ['a bound on promises demands none', { tier: 'promises', promises: 1 }],
    ['a unit is 0, expected', { unit: { points: 1, parts: 0 } }],
    ['the price of a promise is -1', { promise: -1 }],
    ['the promises demanded are -1', { promises: -1 }],
    ['a rest of B from slot "1" on has a price, but B has no max_consecutive', resting('B', '1', 1)],
    ['a rest of C from slot "1" on has a price, but 2 neighbouring slots of its session do not', resting('C', '1', 1)],
    ['a rest of C from slot "2" on has a price, but the slot is unknown', resting('C', '2', 1)],
    ['the price of a rest of C from slot "1" on is -1, expected a whole number from 0', resting('C', '1', -1)],
    ['the prices are too large', { meetings: [['1', 2 ** 53 - 1]], participants: [{ participant: 'A', maximum: 1 }] }],
  ])('%s', (words, prices) => {
    const { verdicts, violations } = judge(event, priceTag(prices));
    expect(verdicts).toEqual([]);
    expect(violations.map(({ message }) => message).join()).toContain(words);
    expect(violations[0].rule).toBe('certificate');
  });

  it('the price of a limit that a slot does not have', () => {
    const { violations } = judge(makeEvent({ wishes: [['A', 'B']] }), priceTag({ meetings: [['1', 1]] }));
    expect(violations[0].message).toContain('meetings in slot "1" have a price, but the slot has no such limit');
  });

  it('tells ten faults of a bound and counts the rest', () => {
    const participants = Array.from({ length: 12 }, (_, p) => ({ participant: `X${p}` }));
    const { violations } = judge(event, priceTag({ participants }));
    expect(violations).toHaveLength(11);
    expect(violations[10].message).toBe('The bound on points: and 2 more faults in its prices.');
  });
});

describe('what is claimed', () => {
  const prices: Partial<BoundCertificate> = { unit: { points: 1, parts: 2 }, meetings: [['1', 9]] };

  it('as the prices prove it, or less', () => {
    for (const claimed of [5, 6]) {
      const { verdicts, violations } = judgeWith(event, held, priceTag({ ...prices, claimed }));
      expect(violations).toEqual([]);
      expect(verdicts).toEqual([{ tier: 'points', promises: 0, claimed, provedBy: 'prices', proved: 5, value: 5 }]);
    }
  });

  it('more than the prices prove is a violation, unless it says that others proved it', () => {
    const claimed = 5;
    const loose = priceTag({ claimed });
    expect(judgeWith(event, held, loose).violations[0].message).toBe(
      'The bound on points: it claims at most 5 by its prices, but they prove no less than 9.',
    );
    const { verdicts, violations } = judgeWith(event, held, { ...loose, provedBy: 'branch and bound' });
    expect(violations).toEqual([]);
    expect(verdicts[0]).toMatchObject({ claimed: 5, proved: 9, value: 5 });
  });

  it('less than the schedule has is a violation, whoever proved it', () => {
    const { violations } = judgeWith(event, held, priceTag({ claimed: 4, provedBy: 'branch and bound' }));
    expect(violations[0].message).toContain('has 5 points, above the bound 4');
  });

  it('nothing of a schedule that breaks a rule, keeps fewer promises or holds groups', () => {
    const twice = makeSchedule([
      ['A;B', 1, 'R1'],
      ['A;C', 1, 'R2'],
    ]);
    const groups = makeSchedule([['A;B', 1, 'R1']], { kind: 'group' });
    for (const [schedule, promises] of [
      [twice, 0],
      [held, 3],
      [groups, 0],
    ] as const) {
      const { verdicts, violations } = judgeWith(event, schedule, priceTag({ ...prices, claimed: 5, promises }));
      expect(violations).toEqual([]);
      expect(verdicts[0].value).toBeUndefined();
    }
  });
});
