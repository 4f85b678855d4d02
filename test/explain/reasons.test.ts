import { describe, expect, it } from 'vitest';
import { explainWishes } from '../../src/explain/reasons.js';
import type { WishOutcome } from '../../src/model/outcome.js';
import { type EventSpec, makeEvent, makeSchedule } from '../helpers/event.js';

/** The outcome of the first wish. */
function first(spec: EventSpec, ...rows: Parameters<typeof makeSchedule>[0]): WishOutcome {
  return explainWishes(makeEvent(spec), makeSchedule(rows)).at(0)!;
}

/** Reason and detail of the first wish. */
function told(spec: EventSpec, ...rows: Parameters<typeof makeSchedule>[0]): string {
  const { reason, detail } = first(spec, ...rows);
  return `${reason}: ${detail}`;
}

describe('a wish that is met', () => {
  it('names its meeting, whoever comes first in it', () => {
    const met = { wish: 0, points: 1, met: true, meeting: 'M001', reason: undefined, detail: '' };
    expect(first({ wishes: [['A', 'B']] }, ['B;A', 2])).toEqual(met);
  });

  it('has the points of the wish alone, with the weight and without the bonus', () => {
    const participants = [{ id: 'A', weight: 0.3 }];
    const wishes = [
      ['A', 'B', 1],
      ['B', 'A', 2],
      ['A', 'C'],
      ['A', 'D', 'never'],
    ] as const;
    const outcomes = [...explainWishes(makeEvent({ participants, wishes, mutualBonus: 5 }), { meetings: [] })];
    expect(outcomes.map(({ points }) => points)).toEqual([0.6, 1, 0.3, 0]);
    const scored = makeEvent({ participants, wishes: [{ from: 'A', to: 'B', score: 0.7 }] });
    expect(explainWishes(scored, { meetings: [] }).at(0)!.points).toBe(0.21);
  });
});

describe('a row of kind never', () => {
  const wishes = [
    ['A', 'B', 'never'],
    ['B', 'A'],
  ] as const;

  it('has no reason where it is kept', () => {
    expect(first({ wishes })).toEqual({ wish: 0, points: 0, met: false, meeting: '', reason: undefined, detail: '' });
  });

  it('names the meeting that breaks it', () => {
    expect(first({ wishes }, ['A;B', 1])).toMatchObject({ met: false, meeting: 'M001', reason: 'never' });
  });

  it('is the reason of a wish between the two', () => {
    expect(explainWishes(makeEvent({ wishes }), { meetings: [] }).at(1)!).toMatchObject({
      reason: 'never',
      detail: 'Line 2 of the wishes says that they must not meet.',
    });
  });
});

describe('an unmet wish', () => {
  const wishes = [['A', 'B']] as const;

  it('within a side is same-side', () => {
    const rules = { acrossSides: true };
    const participants = [
      { id: 'A', side: 'EU' },
      { id: 'B', side: 'EU' },
    ];
    expect(told({ wishes, rules, participants })).toBe(
      'same-side: Both are of side "EU", and meetings are across sides only.',
    );
    expect(told({ wishes, rules, participants: [{ id: 'B', side: 'EU' }] })).toBe(
      'same-side: A has no side, and meetings are across sides only.',
    );
  });

  it('of people who are never there together has no common slot', () => {
    const participants = [
      { id: 'A', name: 'Ann', available: ['1', '2'] },
      { id: 'B', unavailable: ['1', '2'] },
    ];
    expect(told({ wishes, participants })).toBe('no-common-slot: Ann (A) and B are never available in the same slot.');
    const late = [
      { id: 'A', workingHours: { from: 0, to: 600 } },
      { id: 'B', workingHours: { from: 600, to: 1200 } },
    ];
    const slots = [{ date: '2021-05-18', start: '09:50', end: '10:10' }];
    expect(told({ wishes, participants: late, slots })).toMatch(/^no-common-slot/);
  });

  it('for another session has no common slot', () => {
    const participants = [{ id: 'A', available: ['3'] }];
    const slots = ['am', 'am', 'pm'].map(session => ({ session }));
    const spec = { wishes: [{ from: 'A', to: 'B', session: 'am' }], participants, slots };
    expect(told(spec)).toBe('no-common-slot: Not in the session asked for: both are available in slot 3 only.');
    const both = {
      wishes: [
        { from: 'A', to: 'B', session: 'am' },
        { from: 'B', to: 'A', session: 'pm' },
      ],
      slots,
    };
    expect(told(both)).toMatch(/^no-common-slot/);
  });

  it('without a room that the two may use has no common slot', () => {
    const closed = 'no-common-slot: No room that they may use is open when both are available in slots 1, 2, 3 and 4.';
    expect(told({ wishes, rooms: [{ only: ['C', 'group'] }, { seats: 1 }, { available: [] }] })).toBe(closed);
    const participants = [
      { id: 'A', room: 'R1' },
      { id: 'B', room: 'R2' },
    ];
    const apart = 'no-common-slot: A meets in room R1 only, B in room R2 only.';
    expect(told({ wishes, participants, rooms: 2 })).toBe(apart);
    expect(told({ wishes, participants })).toBe(apart);
    expect(told({ wishes, participants: [{ id: 'A', room: 'R1' }], rooms: [{ only: ['C'] }, {}] })).toBe(closed);
  });

  it('of one who has all the meetings allowed is from-full or to-full', () => {
    const participants = [{ id: 'A', maxMeetings: 1 }];
    expect(told({ wishes, participants }, ['A;C', 3])).toBe('from-full: A has all the meetings allowed (1): M001.');
    const spec = { wishes: [['B', 'A']] as const, participants };
    expect(told(spec, ['A;C', 3])).toBe('to-full: A has all the meetings allowed (1): M001.');
    expect(told({ wishes, participants: [{ id: 'A', maxMeetings: 0 }] })).toBe('from-full: A may have no meeting.');
  });

  it('of one who is busy whenever both are there is from-full or to-full', () => {
    const participants = [{ id: 'A' }, { id: 'B', available: ['1', '3'] }, 'C', 'D', 'E'];
    const busy = 'is in M001 and M003 in slots 1 and 3 — no other slot suits both.';
    const rows = (id: string) =>
      [
        [`${id};C`, 1],
        [`${id};D`, 2],
        [`${id};E`, 3],
      ] as const;
    expect(told({ wishes, participants }, ...rows('A'))).toBe(`from-full: A ${busy}`);
    expect(told({ wishes: [['B', 'A']], participants }, ...rows('A'))).toBe(`to-full: A ${busy}`);
  });

  it('of a delegation is full only when all its people are busy', () => {
    const participants = [{ id: 'A', parallel: 2 }, 'B', 'C', 'D'];
    expect(told({ wishes, participants, slots: 1 }, ['A;C', 1])).toMatch(/^outbid/);
    expect(told({ wishes, participants, slots: 1 }, ['A;C', 1], ['A;D', 1])).toMatch(
      /^from-full: A is in M001 and M002/,
    );
  });

  it('without a free room whenever both are free is rooms-full', () => {
    const participants = ['A', 'B', 'C', 'D', 'E'];
    const rows = [
      ['C;D', 1, 'R1'],
      ['C;E', 2, 'R1'],
    ] as const;
    expect(told({ wishes, participants, slots: 2, rooms: 1 }, ...rows)).toBe(
      'rooms-full: Both are free in slots 1 and 2, but no room is (M001 and M002).',
    );
    const slots = [{ meetings: 1 }, { meetings: 1 }];
    expect(told({ wishes, participants, slots }, ...rows)).toMatch(/^rooms-full/);
    expect(told({ wishes, participants, slots: 2, rooms: [{ tables: 2 }] }, ...rows)).toMatch(/^outbid/);
    expect(told({ wishes, participants, slots: 2 }, ...rows)).toMatch(/^outbid/);
  });

  it('whose own room is taken is rooms-full, with the meetings in that room', () => {
    const participants = [{ id: 'A', room: 'R1' }, 'B', 'C', 'D', 'E', 'F'];
    const rows = [
      ['C;D', 1, 'R1'],
      ['E;F', 1, 'R2'],
    ] as const;
    for (const rooms of [2, undefined]) {
      expect(told({ wishes, participants, slots: 1, rooms }, ...rows)).toBe(
        'rooms-full: Both are free in slot 1, but no room is (M001).',
      );
    }
  });

  it('lost in each slot in another way is outbid', () => {
    const participants = ['A', 'B', 'C', 'D'];
    const rows = [
      ['A;C', 1, 'R1'],
      ['B;C', 2, 'R1'],
      ['C;D', 3, 'R1'],
    ] as const;
    const busy = 'A is in M001 in slot 1; B is in M002 in slot 2';
    const free = 'both are free in slot 3, but no room is (M003)';
    const open = 'both and a room are free in slot 4, but the schedule does not use it';
    expect(told({ wishes, participants, slots: 2, rooms: 1 }, ...rows)).toBe(`outbid: ${busy}.`);
    expect(told({ wishes, participants, slots: 3, rooms: 1 }, ...rows)).toMatch(/^rooms-full/);
    expect(told({ wishes, participants, slots: 4, rooms: 1 }, ...rows)).toBe(`outbid: ${busy}; ${free}; ${open}.`);
  });

  it('that would make too many breaks is outbid, and says so', () => {
    const participants = [{ id: 'A', maxBreaks: 0, available: ['1', '3'] }, 'B', 'C'];
    expect(told({ wishes, participants, slots: 4 }, ['A;C', 1])).toBe(
      'outbid: A is in M001 in slot 1; meeting in slot 3 would give A 1 break, at most 0 allowed.',
    );
  });

  it('begins its sentence with a capital', () => {
    const participants = [{ id: 'A', maxBreaks: 0 }, { id: 'B', available: ['3'] }, 'C'];
    expect(told({ wishes, participants, slots: 4 }, ['A;C', 1])).toBe(
      'outbid: Meeting in slot 3 would give A 1 break, at most 0 allowed.',
    );
  });

  it('of one who has to rest whenever both are there is from-full or to-full, and says so', () => {
    const participants = [{ id: 'A', maxConsecutive: 2, unavailable: ['4'] }, 'B', 'C', 'D'];
    const rows = [
      ['A;C', 1],
      ['A;D', 2],
    ] as const;
    const rest = 'A has to rest in slot 3 (at most 2 in a row) — no other slot suits both.';
    const busy = 'A is in M001 and M002 in slots 1 and 2';
    expect(told({ wishes, participants }, ...rows)).toBe(`from-full: ${busy}; ${rest}`);
    expect(told({ wishes: [['B', 'A']], participants }, ...rows)).toBe(`to-full: ${busy}; ${rest}`);
    const late = [participants[0], { id: 'B', available: ['3'] }, 'C', 'D'];
    expect(told({ wishes, participants: late }, ...rows)).toBe(`from-full: ${rest}`);
    const slots = ['am', 'am', 'pm', 'pm'].map(session => ({ session }));
    expect(told({ wishes, participants: late, slots }, ...rows)).toMatch(/^outbid/);
  });

  it('that has to rest in some slots only is outbid', () => {
    const participants = [{ id: 'A', maxConsecutive: 1 }, { id: 'B', available: ['1', '2'] }, 'C'];
    expect(told({ wishes, participants }, ['A;C', 3], ['B;C', 1])).toBe(
      'outbid: B is in M002 in slot 1; A has to rest in slot 2 (at most 1 in a row).',
    );
    const both = [{ id: 'A', maxConsecutive: 1 }, { id: 'B', available: ['2', '5'], maxConsecutive: 1 }, 'C', 'D'];
    expect(told({ wishes, participants: both, slots: 6 }, ['A;C', 3], ['B;D', 6])).toBe(
      'outbid: A has to rest in slot 2 (at most 1 in a row); B has to rest in slot 5 (at most 1 in a row).',
    );
  });

  it('against the order of meetings in every slot left is order', () => {
    const participants = ['A', { id: 'B', available: ['1', '2', '3'] }, 'C'];
    const order = [
      [
        ['B', 'A'],
        ['C', 'A'],
      ],
    ] as const;
    expect(told({ wishes, participants, order }, ['A;C', 1])).toBe(
      'order: They may meet only before M001 (line 2 of the order), but both and a room are free in slots 2 and 3 only.',
    );
    expect(told({ wishes, participants, order: [[order[0][1], order[0][0]]] }, ['A;C', 4])).toMatch(
      /^order: They may meet only after M001 \(line 2 of the order\), .* in slots 1, 2 and 3 only/,
    );
    expect(told({ wishes, participants, order }, ['A;C', 2])).toBe(
      'outbid: A is in M001 in slot 2; both and a room are free in slot 1, but the schedule does not use it.',
    );
    expect(told({ wishes, participants, order }, ['B;C', 1])).toMatch(/^outbid/);
    const capped = ['A', { id: 'B', available: ['1', '3', '4'], maxBreaks: 0 }, 'C', 'D'];
    expect(told({ wishes, participants: capped, order }, ['A;C', 4], ['B;D', 3])).toBe(
      'outbid: A is in M001 in slot 4; B is in M002 in slot 3; meeting in slot 1 would give B 1 break, at most 0 allowed.',
    );
    expect(told({ wishes, participants: capped, order }, ['A;C', 3], ['B;D', 3])).toBe(
      'outbid: A is in M001 in slot 3; meeting in slot 1 would give B 1 break, at most 0 allowed; meeting in slot 4 would not be before M001 (line 2 of the order).',
    );
  });

  it('that a slot was open for is outbid, and says which', () => {
    expect(told({ wishes, participants: ['A', 'B', 'C'], slots: 2 }, ['A;C', 1])).toBe(
      'outbid: A is in M001 in slot 1; both and a room are free in slot 2, but the schedule does not use it.',
    );
  });

  it('names a dozen meetings and counts the rest', () => {
    const others = Array.from({ length: 40 }, (_, index) => `X${index}`);
    const rows = others.flatMap((id, index) => (index % 2 ? [[`${others[index - 1]};${id}`, 1] as const] : []));
    const slots = [{ meetings: 20 }];
    expect(told({ wishes, participants: others, slots }, ...rows)).toMatch(/M012 and 8 more\)\.$/);
  });

  it('is first explained by what no schedule can change', () => {
    const participants = [
      { id: 'A', side: 'EU', maxMeetings: 0 },
      { id: 'B', side: 'EU' },
    ];
    const rules = { acrossSides: true };
    const all = {
      wishes: [
        ['A', 'B'],
        ['B', 'A', 'never'],
      ] as const,
      participants,
      rules,
    };
    expect(first(all).reason).toBe('never');
    expect(first({ ...all, wishes }).reason).toBe('same-side');
  });
});

describe('slots beyond 32', () => {
  it('are told apart', () => {
    const participants = [{ id: 'A', available: ['1', '33', '64'] }, { id: 'B', available: ['33', '65'] }, 'C'];
    const spec = { wishes: [['A', 'B']] as const, participants, slots: 70 };
    expect(told(spec, ['A;C', 33])).toBe('from-full: A is in M001 in slot 33 — no other slot suits both.');
    expect(told(spec, ['A;C', 1])).toMatch(/^outbid: Both and a room are free in slot 33,/);
  });
});
