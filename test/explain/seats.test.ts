import { describe, expect, it } from 'vitest';
import { explainWishes } from '../../src/explain/reasons.js';
import type { Interpreter } from '../../src/model/event.js';
import type { WishOutcome } from '../../src/model/outcome.js';
import type { Meeting } from '../../src/model/schedule.js';
import { type EventSpec, makeEvent } from '../helpers/event.js';

type Row = readonly [people: string, slot: number, room?: string, interpreter?: string];

/** Sessions where the first is H, one-to-ones else. */
function meetings(rows: readonly Row[]): Meeting[] {
  return rows.map(([people, slot, room = 'R1', interpreter = ''], index) => ({
    id: `M00${index + 1}`,
    participants: people.split(';'),
    slot: String(slot),
    room,
    kind: people.startsWith('H') ? 'group' : 'pair',
    locked: false,
    interpreter,
    line: index + 2,
  }));
}

interface Spec extends Omit<EventSpec, 'interpreters'> {
  readonly interpreters?: readonly Partial<Interpreter>[];
}

function outcomes({ interpreters = [], ...spec }: Spec, rows: readonly Row[]): WishOutcome[] {
  const blank = { name: '', languages: [], available: undefined, unavailable: [], maxConsecutive: undefined, line: 0 };
  const people = interpreters.map((one, index) => ({ ...blank, id: `I${index + 1}`, ...one }));
  const made = makeEvent(spec);
  const participants = made.participants.filter(({ id }) => id !== 'Org');
  return [...explainWishes({ ...made, participants, interpreters: people }, { meetings: meetings(rows) })];
}

/** Reason and detail of the first wish. */
function told(spec: Spec, ...rows: readonly Row[]): string {
  const [{ reason, detail }] = outcomes(spec, rows);
  return `${reason}: ${detail}`;
}

const host = (group: { min?: number; max?: number; sessions?: number } = {}) => ({
  id: 'H',
  role: 'host' as const,
  group: { min: 1, max: 2, sessions: undefined, ...group },
});
const seat = [{ from: 'A', to: 'H', as: 'seat' }] as const;
const others = ['A', 'B', 'C', 'D', 'E', 'F'];
const day = (group = {}, spec: Spec = {}): Spec => ({
  wishes: seat,
  participants: [host(group), ...others],
  slots: 2,
  ...spec,
});

describe('what meets a wish', () => {
  const as = (word: 'seat' | 'pair' | 'either') => [{ from: 'A', to: 'H', as: word }] as const;
  const met = (word: 'seat' | 'pair' | 'either', row: Row) => outcomes(day({}, { wishes: as(word) }), [row])[0].met;

  it('is a seat, a one-to-one or either, as it says', () => {
    expect([met('seat', ['H;B;A', 1]), met('pair', ['H;B;A', 1]), met('either', ['H;B;A', 1])]).toEqual([
      true,
      false,
      true,
    ]);
    expect([met('seat', ['A;H', 1]), met('pair', ['A;H', 1]), met('either', ['A;H', 1])]).toEqual([false, true, true]);
  });

  it('is a session of the host also where the host wishes; never one of a third', () => {
    const own = { wishes: [{ from: 'H', to: 'A', as: 'seat' }] } as const;
    expect(outcomes(day({}, own), [['H;A', 1]])[0]).toMatchObject({ met: true, meeting: 'M001' });
    const guests = { wishes: [{ from: 'A', to: 'B', as: 'pair' }] } as const;
    expect(outcomes(day({}, guests), [['H;A;B', 1]])[0].met).toBe(false);
  });

  it('is any one of the people of an organisation, the first of several', () => {
    const wishes = [{ from: 'A', to: 'Org', anyOf: ['B', 'C'] }];
    const [outcome] = outcomes({ wishes, participants: others }, [
      ['C;A', 1],
      ['B;D', 1],
    ]);
    expect(outcome).toMatchObject({ met: true, meeting: 'M001' });
  });

  it('is one in the session asked for, where there is a choice', () => {
    const wishes = [{ from: 'A', to: 'Org', anyOf: ['B', 'C'], session: 'pm' }];
    const slots = [{ session: 'am' }, { session: 'pm' }];
    const rows: Row[] = [
      ['A;B', 1],
      ['A;C', 2],
    ];
    expect(outcomes({ wishes, participants: others, slots }, rows)[0].meeting).toBe('M002');
    expect(told({ wishes, participants: others, slots }, rows[0])).toBe(
      'outbid: B: They meet in M001, in another session than the one asked for. Else: C outbid.',
    );
  });
});

describe('a row of kind never', () => {
  it('is broken by two guests of one session, and by anybody of an organisation', () => {
    const wishes = [{ from: 'A', to: 'B', kind: 'never' }] as const;
    expect(outcomes(day({}, { wishes }), [['H;A;B', 1]])[0]).toMatchObject({ meeting: 'M001', reason: 'never' });
    const all = [{ from: 'A', to: 'Org', anyOf: ['B', 'C'], kind: 'never' }] as const;
    expect(outcomes(day({}, { wishes: all }), [['A;C', 1]])[0]).toMatchObject({ meeting: 'M001', reason: 'never' });
  });
});

describe('an unmet wish for a seat', () => {
  it('with one of the same organisation is never', () => {
    const participants = [
      { ...host(), organisation: 'Acme' },
      { id: 'A', organisation: 'ACME ' },
    ];
    expect(told({ wishes: seat, participants, rules: { acrossOrganisations: true } })).toBe(
      'never: Both are of "ACME ", and people of one organisation do not meet.',
    );
    expect(told({ wishes: seat, participants })).toMatch(/^outbid/);
  });

  it('is to-full where all sessions are full and the host holds no more', () => {
    const rows: Row[] = [
      ['H;B;C', 1],
      ['H;D;E', 2],
    ];
    const detail = 'The group sessions M001 and M002 of H are full (2 guests each) — no other slot suits both.';
    expect(told(day(), ...rows)).toBe(`to-full: ${detail}`);
    expect(told(day({}, { wishes: [{ from: 'H', to: 'A', as: 'seat' }] }), ...rows)).toBe(`from-full: ${detail}`);
    expect(told(day({ sessions: 1 }), ['H;B;C', 1])).toBe(
      'to-full: The group session M001 of H is full (2 guests); H holds no more than 1 group session (M001) — no other slot suits both.',
    );
    expect(told(day(), ['H;B;C', 1], ['B;H', 2])).toBe(
      'to-full: The group session M001 of H is full (2 guests); H is in M002 in slot 2 — no other slot suits both.',
    );
  });

  it('is from-full where the guest is busy, or has all its meetings', () => {
    expect(told(day(), ['A;B', 1], ['A;C', 2])).toBe(
      'from-full: A is in M001 and M002 in slots 1 and 2 — no other slot suits both.',
    );
    const capped = day({}, { participants: [host(), { id: 'A', maxMeetings: 1 }, 'B'] });
    expect(told(capped, ['A;B', 1])).toBe('from-full: A has all the meetings allowed (1): M001.');
  });

  it('is never where the only free places are beside somebody whom the guest must not meet', () => {
    const wishes = [...seat, { from: 'B', to: 'A', kind: 'never' as const }];
    expect(told(day({ sessions: 1 }, { wishes }), ['H;B', 1])).toBe(
      'never: The only free places: M001, where B sits: line 3 of the wishes says that they must not meet.',
    );
  });

  it('is rooms-full where the room seats no more, or none of the size is free', () => {
    const small = day({ sessions: 1 }, { rooms: [{ seats: 2 }] });
    expect(told(small, ['H;B', 1])).toBe(
      'rooms-full: M001 has a place, but its room R1 seats no more and no larger one is free in slot 1.',
    );
    expect(told(day({ sessions: 1 }, { rooms: [{ seats: 2 }, { seats: 3 }] }), ['H;B', 1])).toMatch(/^outbid/);
    const crowded = day({ min: 2 }, { rooms: [{ seats: 4 }, { seats: 2 }], slots: 1 });
    expect(told(crowded, ['B;C', 1])).toBe(
      'rooms-full: Both are free in slot 1, but no room for a group of 3 is (M001).',
    );
    expect(told(day({ min: 2 }, { rooms: [{ seats: 2 }] }))).toBe(
      'no-common-slot: No room for a group of 3 that they may use is open when both are available in slots 1 and 2.',
    );
    const topic = { ...host(), role: 'topic' as const };
    expect(told({ wishes: seat, participants: [topic, 'A'], rooms: [{ seats: 1 }] })).toMatch(/^outbid/);
  });

  it('is order where that forbids every slot that is left', () => {
    const order = [
      [
        ['A', 'H'],
        ['B', 'C'],
      ],
    ] as const;
    expect(told(day({}, { order, slots: 1 }), ['B;C', 1])).toBe(
      'order: They may meet only before M001 (line 2 of the order), but a place and a room are free in slot 1 only.',
    );
  });

  it('is outbid where too few guests could come, and says how many', () => {
    const wishes = [...seat, { from: 'B', to: 'H', as: 'seat' as const }, { from: 'C', to: 'H', as: 'seat' as const }];
    expect(told(day({ min: 3, max: 4 }, { wishes }), ['B;D', 1], ['B;E', 2])).toBe(
      'outbid: Only 2 of at least 3 guests of H could come in any of slots 1 and 2.',
    );
    expect(told(day({ min: 3, max: 4 }, { wishes }), ['B;D', 1])).toBe(
      'outbid: Only 2 of at least 3 guests of H could come in slot 1; a place and a room are free in slot 2, but the schedule does not use it.',
    );
  });

  it('is outbid where those who could come must not meet, or not with the host or the guest', () => {
    const wished = (...guests: string[]) => guests.map(from => ({ from, to: 'H', as: 'seat' as const }));
    const never = (from: string, to: string) => ({ from, to, kind: 'never' as const });
    const few = 'outbid: Only 1 of at least 2 guests of H could come in any of slots 1 and 2.';
    expect(told(day({ min: 2, max: 4 }, { wishes: [...seat, ...wished('B'), never('B', 'A')] }))).toBe(few);
    expect(told(day({ min: 2, max: 4 }, { wishes: [...seat, ...wished('B'), never('B', 'H')] }))).toBe(few);
    const three = [...seat, ...wished('B', 'C', 'D'), never('B', 'C'), never('C', 'D')];
    expect(told(day({ min: 3, max: 4 }, { wishes: three }))).toMatch(/^outbid: A place and a room are free/);
    expect(told(day({ min: 3, max: 4 }, { wishes: [...three, never('D', 'B')] }))).toBe(
      'outbid: Only 2 of at least 3 guests of H could come in any of slots 1 and 2.',
    );
  });

  it('lost in each slot in another way is outbid', () => {
    const spec = day({}, { slots: 5, rooms: [{ seats: 3 }], wishes: [...seat, { from: 'A', to: 'F', kind: 'never' }] });
    const rows: Row[] = [
      ['A;B', 1],
      ['H;C;D', 2],
      ['H;F', 3],
      ['B;C', 4],
    ];
    expect(told(spec, ...rows)).toBe(
      'outbid: A is in M001 in slot 1; the group session M002 of H is full (2 guests); a free place in M003, where F sits: line 3 of the wishes says that they must not meet; both are free in slot 4, but no room is (M004); a place and a room are free in slot 5, but the schedule does not use it.',
    );
  });

  it('with somebody who holds no sessions has no common slot', () => {
    expect(told({ wishes: [{ from: 'A', to: 'B', as: 'seat' }] })).toBe(
      'no-common-slot: Neither A nor B holds group sessions that the other could sit in.',
    );
  });
});

describe('interpreters', () => {
  const participants = [
    { id: 'A', languages: ['ja'] },
    { id: 'B', languages: ['fr'] },
    { id: 'C', languages: ['ja'] },
    { id: 'D', languages: ['fr'] },
  ];
  const wishes = [{ from: 'A', to: 'B' }];
  const one = [{ languages: ['fr', 'ja'] }];
  const spec = { wishes, participants, slots: 1, interpreters: one };

  it('are the reason where all are busy, away, resting or speak something else', () => {
    expect(told(spec, ['C;D', 1, 'R1', 'I1'])).toBe(
      'interpreters-full: Both and a room are free in slot 1, but no interpreter for fr and ja is (M001).',
    );
    expect(told({ ...spec, interpreters: [{ languages: ['de', 'ja'] }] })).toBe(
      'interpreters-full: A speaks ja, B speaks fr; no interpreter knows a language of each.',
    );
    expect(told({ ...spec, slots: 2, interpreters: [{ languages: ['fr', 'ja'], available: [] }] })).toBe(
      'interpreters-full: A speaks ja, B speaks fr; no interpreter for fr and ja is available in slots 1 and 2, when they could meet.',
    );
    const tired = [{ name: 'Ito', languages: ['fr', 'ja'], maxConsecutive: 1 }];
    expect(told({ ...spec, slots: 2, interpreters: tired }, ['C;D', 1, 'R1', 'I1'])).toBe(
      'interpreters-full: Both and a room are free in slots 1 and 2, but no interpreter for fr and ja is (M001), Ito has to rest.',
    );
  });

  it('are not missed by those who share a language, nor without a table of them', () => {
    expect(told({ ...spec, interpreters: [] })).toMatch(/^outbid/);
    expect(told({ ...spec, wishes: [{ from: 'A', to: 'C' }] })).toMatch(/^outbid/);
    const free = [{ id: 'A' }, ...participants.slice(1)];
    expect(told({ ...spec, participants: free }, ['C;D', 1, 'R1', 'I1'])).toMatch(/^outbid/);
  });

  it('of a session have to know a language of all its people', () => {
    const people = [
      { ...host(), languages: ['en'] },
      { id: 'A', languages: ['ja'] },
      { id: 'B', languages: ['fr'] },
    ];
    const group = { wishes: seat, participants: people, slots: 1, interpreters: [{ languages: ['en', 'fr'] }] };
    expect(told(group, ['H;B', 1, 'R1', 'I1'])).toBe(
      'interpreters-full: A speaks ja, H speaks en; no interpreter knows a language of each.',
    );
    const both = [...group.interpreters, { languages: ['en', 'ja'] }];
    expect(told({ ...group, interpreters: both }, ['H;B', 1, 'R1', 'I1'])).toBe(
      'interpreters-full: Nobody could interpret for all of M001 with A in it.',
    );
    const all = [{ languages: ['en', 'fr', 'ja'] }];
    expect(told({ ...group, interpreters: all }, ['H;B', 1, 'R1', 'I1'])).toMatch(/^outbid/);
  });

  it('have nothing to say for a topic, whatever languages its row has', () => {
    const people = (holder: 'host' | 'topic') => [
      { ...host(), role: holder, languages: ['en'] },
      { id: 'A', languages: ['ja'] },
      { id: 'B', languages: ['fr'] },
    ];
    const spec = { wishes: seat, slots: 1, interpreters: [{ languages: ['fr', 'ja'] }] };
    expect(told({ ...spec, participants: people('host') })).toMatch(/^interpreters-full/);
    expect(told({ ...spec, participants: people('topic') })).toMatch(/^outbid/);
    // Guests of a topic are interpreted for among themselves.
    expect(told({ ...spec, participants: people('topic') }, ['H;B', 1, 'R1', 'I1'])).toMatch(/^outbid/);
    const none = [{ languages: ['en', 'ja'] }];
    expect(told({ ...spec, participants: people('topic'), interpreters: none }, ['H;B', 1])).toBe(
      'interpreters-full: Nobody could interpret for all of M001 with A in it.',
    );
  });
});

describe('an unmet wish for an organisation', () => {
  it('has the reason of the nearest of its people, and names the others', () => {
    const wishes = [
      { from: 'A', to: 'Org', anyOf: ['B', 'C', 'D'] },
      { from: 'D', to: 'A', kind: 'never' as const },
    ];
    const participants = ['A', 'B', { id: 'C', name: 'Cleo' }, 'D', 'E', 'F'];
    expect(told({ wishes, participants, slots: 1 }, ['B;E', 1], ['C;F', 1])).toBe(
      'to-full: B: B is in M001 in slot 1 — no other slot suits both. Else: Cleo (C) to-full and D never.',
    );
    expect(told({ wishes: wishes.slice(0, 1), participants, slots: 1 }, ['B;E', 1], ['C;F', 1])).toMatch(
      /^outbid: D: .* Else: B to-full and Cleo \(C\) to-full\.$/,
    );
    expect(told({ wishes: [{ from: 'A', to: 'Org', anyOf: [] }], participants })).toBe(
      'no-common-slot: Nobody of Org takes part.',
    );
  });
});

describe('a wish that a seat or a one-to-one would meet', () => {
  it('has the reason of the nearer, and tells both', () => {
    const wishes = [{ from: 'A', to: 'H', as: 'either' }] as const;
    expect(told(day({ sessions: 1, max: 1 }, { wishes, rooms: 1 }), ['H;B', 1], ['C;D', 2])).toBe(
      'rooms-full: A one-to-one: Both are free in slot 2, but no room is (M002). A seat: The group session M001 of H is full (1 guest); H holds no more than 1 group session (M001) — no other slot suits both.',
    );
  });
});
