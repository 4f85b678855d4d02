import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGroupProblem } from '../../../src/model/build-groups.js';
import type { Event, Lock, Wish } from '../../../src/model/event.js';
import type { GroupProblem } from '../../../src/model/group-problem.js';
import type { ConflictRow, SolveOutcome } from '../../../src/model/outcome.js';
import type { Contradiction } from '../../../src/model/problem.js';
import { Budget } from '../../../src/solve/budget.js';
import { keepGroupMusts } from '../../../src/solve/groups/contradictions.js';
import { solveEvent } from '../../../src/solve/solve.js';
import { expectClean, withEvent } from '../../helpers/checked.js';
import { citedBy, placesCitedBy } from '../../helpers/cited.js';
import { type EventSpec, makeEvent, type WishSpec } from '../../helpers/event.js';
import { runs } from '../../helpers/runs.js';
import { freshBudget } from '../tiny.js';
import { arbDemanding } from './demanding.js';
import { canBeKept, isNarrower } from './every-kept.js';
import { faultsOf, worthOf } from './rules.js';

const solve = (event: Event) => solveEvent(event, { seed: 1, effort: 'quick' });

function problemOf(event: Event): GroupProblem {
  const built = buildGroupProblem(event);
  if (built.kind !== 'built') throw new Error(withEvent([built.kind], event));
  return built.problem;
}

/** `table line` of the rows of a contradiction, or `kept`, or `not-found`. */
async function judge(event: Event): Promise<string[] | string> {
  const problem = problemOf(event);
  const answer = await keepGroupMusts(problem, freshBudget());
  if (answer.kind === 'kept') {
    expect(keptFaults(problem, answer.slots)).toEqual([]);
    return 'kept';
  }
  const { refusal: outcome } = answer;
  return outcome.kind === 'impossible' ? placesCitedBy(outcome) : outcome.kind;
}

function keptFaults(problem: GroupProblem, slots: Int32Array): string[] {
  const { musts, short } = worthOf(problem, slots);
  const demanded = [...problem.pairs.must, ...problem.seatMust].reduce((sum, one) => sum + one, 0);
  const { someStart, someItems } = problem;
  const unmet = [...problem.someWish].filter((_, k) =>
    someItems.subarray(someStart[k], someStart[k + 1]).every(i => slots[i] < 0),
  );
  return [
    ...faultsOf(problem, slots),
    ...(musts < demanded ? ['musts'] : []),
    ...(short > 0 ? ['group_min'] : []),
    ...unmet.map(wish => `wish ${wish}`),
  ];
}

/**
 * The event with the demands of these rows alone. What other rows ask for may be in any session, but for guests whom a session
 * may need: these are not named.
 */
function demanding(event: Event, rows: readonly ConflictRow[]): Event {
  const has = (table: string, line: number) => rows.some(row => row.table === table && row.line === line);
  return {
    ...event,
    locks: event.locks.filter(({ line }) => has('locks', line)),
    order: event.order.filter(({ line }) => has('order', line)),
    wishes: [...event.wishes].map((wish): Wish => {
      if (has('prefs', wish.line) || wish.kind === 'never') return wish;
      const hasChoice = wish.anyOf !== undefined || wish.as === 'either';
      const isNeeded = event.participants.some(
        ({ id, group }) => (group?.min ?? 1) > 1 && [wish.from, wish.to].includes(id),
      );
      return { ...wish, kind: 'wish', session: hasChoice || isNeeded ? wish.session : undefined };
    }),
  };
}

function faultsOfConflict(event: Event, refusal: Contradiction): string[] {
  const { explanation } = refusal;
  const conflict = citedBy(refusal);
  if (canBeKept(demanding(event, conflict))) return ['the rows named do not contradict'];
  if (!explanation.includes('leaving out any one')) return [];
  // Two wishes for one and the same meeting are told in the same words; sessions are of "all rows about it".
  const textOf = ({ text }: ConflictRow) => text.replace(/ in session .*/, '');
  const texts = [...new Set(conflict.map(textOf))].filter(text => !text.includes('are wished to meet'));
  return texts
    .filter(
      text =>
        !canBeKept(
          demanding(
            event,
            conflict.filter(row => textOf(row) !== text),
          ),
        ),
    )
    .map(text => `to spare: ${text}`);
}

describe('keepGroupMusts', () => {
  it('keeps every rule where a schedule exists, or names rows of which none is to spare', async () => {
    const tally = { kept: 0, refused: 0, locks: 0 };
    await fc.assert(
      fc.asyncProperty(arbDemanding, async event => {
        const built = buildGroupProblem(event);
        fc.pre(built.kind === 'built');
        const answer = await keepGroupMusts(built.problem, freshBudget());
        const faults: string[] = [];
        if (answer.kind === 'kept') {
          faults.push(...keptFaults(built.problem, answer.slots));
          // Where guests say in which rooms sessions are, not all of them need find one.
          if (!built.problem.byHosts && !canBeKept(event)) faults.push('kept where there is no schedule');
          tally.kept++;
        } else if (answer.refusal.kind === 'impossible') {
          faults.push(...faultsOfConflict(event, answer.refusal));
          tally.refused++;
          if (answer.refusal.demands.some(({ table }) => table === 'locks')) tally.locks++;
        } else faults.push('no answer');
        if (faults.length > 0) throw new Error(withEvent(faults, event, answer));
      }),
      runs(80),
    );
    for (const [what, count] of Object.entries(tally)) expect(count, what).toBeGreaterThan(0);
  });

  const host = (min: number, max: number, sessions?: number) => {
    return { id: 'H', role: 'host' as const, group: { min, max, sessions } };
  };
  const seat = (from: string, more: Partial<Wish> = {}) => ({ from, to: 'H', as: 'seat' as const, ...more });
  const mustSit = (guests: string) => [...guests].map(guest => seat(guest, { kind: 'must' }));
  const lock = (people: string, slot: string, line: number, room?: string): Lock => {
    return { participants: people.split(';'), slot, room, kind: 'group', line };
  };
  const judged = (spec: EventSpec, locks: readonly Lock[] = []) => judge({ ...makeEvent(spec), locks });

  it('names what forbids a must that another wish would have in a session, and each row once', async () => {
    const slots = [{ session: 'am' }, { session: 'pm' }];
    const morning: WishSpec = { from: 'A', to: 'O', anyOf: ['X', 'Y'], session: 'am' };
    const rowsOf = async (spec: EventSpec, locks: readonly Lock[] = []) => {
      const outcome = await solve({ ...makeEvent({ slots, ...spec }), locks });
      if (outcome.kind !== 'impossible') throw new Error(outcome.kind);
      return outcome.conflict.map(({ text }) => text);
    };
    const must: WishSpec = ['X', 'A', 'must'];
    expect(await rowsOf({ wishes: [morning, must, ['A', 'X', 'never']] })).toEqual([
      'X and A must meet',
      'A and X must never meet',
    ]);
    const away = [{ id: 'X', available: [], line: 7 }];
    expect(await rowsOf({ participants: away, wishes: [morning, must] })).toContain('what X allows: available');
    const sides = [
      { id: 'X', side: 'EU' },
      { id: 'A', side: 'EU' },
    ];
    expect(await rowsOf({ participants: sides, wishes: [morning, must], rules: { acrossSides: true } })).toHaveLength(
      2,
    );

    const late = { participants: ['A', 'X'], slot: '2', room: undefined, line: 2 };
    const demanded: WishSpec[] = [{ ...morning, kind: 'must' }, ['X', 'A'], ['A', 'Z', 'must']];
    const participants = [{ id: 'A', available: ['2'] }];
    const rows = await rowsOf({ participants, wishes: demanded }, [late]);
    expect(new Set(rows).size).toBe(rows.length);
  });

  it('keeps guests apart in every session in which a guest may sit', async () => {
    const slots = [{ session: 'am' }, { session: 'pm' }];
    const early = (from: string): WishSpec => ({
      from,
      to: 'O',
      anyOf: ['H'],
      as: 'seat',
      session: 'am',
      kind: 'must',
    });
    const wishes: WishSpec[] = [early('A'), early('B'), seat('A'), seat('B'), ['A', 'B', 'never']];
    expect(await judged({ participants: [host(1, 2)], slots, wishes })).toEqual(['prefs 2', 'prefs 3']);
  });

  it('names more guests than the sessions of a host seat', async () => {
    expect(await judged({ participants: [host(1, 2, 1)], wishes: mustSit('AB') })).toBe('kept');
    const rows = ['prefs 2', 'prefs 3', 'prefs 4'];
    expect(await judged({ participants: [host(1, 2, 1)], wishes: mustSit('ABC') })).toEqual(rows);
    expect(await judged({ participants: [host(1, 2)], wishes: mustSit('ABC'), slots: 1 })).toEqual(rows);
    expect(await judged({ participants: [host(1, 2)], wishes: mustSit('ABC'), slots: 2 })).toBe('kept');
    const rooms = [{ seats: 3 }];
    expect(await judged({ participants: [host(1, 6)], wishes: mustSit('ABC'), slots: 1, rooms })).toEqual(rows);
  });

  it('names what only counting refutes quickly', async () => {
    const guests = [...'ABCDEFGIJKLMNOPQRSTUVWXYZ'];
    const wishes = guests.map(guest => seat(guest, { kind: 'must' }));
    expect(await judged({ participants: [host(1, 6, 4)], wishes, slots: 8 })).toHaveLength(25);
    expect(await judged({ participants: [host(1, 6, 4)], wishes: wishes.slice(1), slots: 8 })).toBe('kept');
  });

  it('names a guest whose session nobody else can fill, and fills it with those who may', async () => {
    const far = { id: 'B', available: ['2'] };
    const wishes = [...mustSit('A'), seat('B')];
    expect(await judged({ participants: [host(2, 3), far], wishes })).toBe('kept');
    const here = { id: 'A', available: ['1'] };
    expect(await judged({ participants: [host(2, 3), far, here], wishes })).toEqual(['prefs 2']);
  });

  it('tells rooms that a session outgrows from those that do', async () => {
    const rooms = [{ seats: 3 }, { seats: 4 }];
    const participants = [host(1, 3), { ...host(1, 3), id: 'K' }];
    const others = [...'DEF'].map(guest => ({ ...seat(guest, { kind: 'must' as const }), to: 'K' }));
    const wishes = [...mustSit('ABC'), ...others];
    expect(await judged({ participants, wishes: wishes.slice(0, 5), slots: 1, rooms })).toBe('kept');
    expect(await judged({ participants, wishes, slots: 1, rooms })).toHaveLength(6);
  });

  it('names locks, with the rooms they ask for, as locks', async () => {
    const spec = { participants: [host(1, 2)], wishes: [...'ABC'].map(guest => seat(guest)), rooms: [{ seats: 3 }] };
    expect(await judged(spec, [lock('H;A;B', '1', 2)])).toBe('kept');
    const crowded = [lock('H;A;B', '1', 2), lock('H;C', '1', 3)];
    expect(await judged(spec, crowded)).toEqual(['locks 2', 'locks 3']);
    const rooms = [{ seats: 2 }, { seats: 3 }];
    expect(await judged({ ...spec, rooms }, [lock('H;A', '1', 2, 'R1')])).toBe('kept');
    const full = [lock('H;A', '1', 2, 'R1'), lock('H;B', '1', 3)];
    expect(await judged({ ...spec, rooms, slots: 1 }, full)).toEqual(['locks 2', 'locks 3']);
  });

  it('names a wish for an organisation that nobody of it can meet any more, and rows of the order', async () => {
    const people = ['X', 'Y'].map(id => ({ id, maxMeetings: 1 }));
    const org = (from: string): WishSpec => ({ from, to: 'Org', anyOf: ['X', 'Y'], kind: 'must' });
    expect(await judged({ participants: people, wishes: ['A', 'B'].map(org) })).toBe('kept');
    expect(await judged({ participants: people, wishes: ['A', 'B', 'C'].map(org) })).toHaveLength(3);
    const wishes = mustSit('AB');
    const order = [
      [
        ['A', 'H'],
        ['B', 'H'],
      ] as const,
      [
        ['B', 'H'],
        ['A', 'H'],
      ] as const,
    ];
    expect(await judged({ participants: [host(1, 2)], wishes, order: order.slice(0, 1) })).toBe('kept');
    expect(await judged({ participants: [host(1, 2)], wishes, order })).toEqual([
      ...['prefs 2', 'prefs 3', 'order 2', 'order 3'],
    ]);
  });

  it('names guests who may not sit together, and those whom nobody interprets', async () => {
    const never = { from: 'A', to: 'B', kind: 'never' as const };
    const wishes = [...mustSit('AB'), never];
    expect(await judged({ participants: [host(1, 2, 1)], wishes })).toEqual(['prefs 2', 'prefs 3']);
    expect(await judged({ participants: [host(1, 2, 2)], wishes })).toBe('kept');
    const speakers = [
      { ...host(1, 2, 1), languages: ['ja'] },
      { id: 'A', languages: ['fr'] },
      { id: 'B', languages: ['de'] },
    ];
    const interpreters = [
      { id: 'I', languages: ['ja', 'fr'] },
      { id: 'J', languages: ['ja', 'de'] },
    ];
    expect(await judged({ participants: speakers, wishes: mustSit('AB'), interpreters })).toEqual([
      'prefs 2',
      'prefs 3',
    ]);
    const able = [...interpreters, { id: 'L', languages: ['ja', 'de', 'fr'] }];
    expect(await judged({ participants: speakers, wishes: mustSit('AB'), interpreters: able })).toBe('kept');
  });

  it('keeps caps on breaks, with the help of other wishes where it takes them', async () => {
    const participants = [
      { id: 'A', maxBreaks: 0 },
      { id: 'B', available: ['1'] },
      { ...host(1, 2), available: ['3'] },
    ];
    const wishes: WishSpec[] = [['A', 'B', 'must'], seat('A', { kind: 'must' })];
    expect(await judged({ participants, wishes })).toEqual(['prefs 2', 'prefs 3']);
    expect(await judged({ participants, wishes: [...wishes, ['A', 'D']] })).toBe('kept');
  });

  it('is sure of what it names beside a lock of a one-to-one with a room, unless the meeting is demanded otherwise too', async () => {
    const wishes = [...mustSit('ABC'), seat('D')];
    const explanationOf = async (more: readonly WishSpec[]): Promise<string> => {
      const made = makeEvent({ participants: [host(1, 2, 1)], wishes: [...wishes, ...more], slots: 3, rooms: 4 });
      const event = { ...made, locks: [{ ...lock('F;G', '2', 2, 'R2'), kind: 'pair' as const }] };
      const answer = await keepGroupMusts(problemOf(event), freshBudget());
      return answer.kind === 'refused' && answer.refusal.kind === 'impossible' ? answer.refusal.explanation : '';
    };
    expect(await explanationOf([['F', 'G']])).toContain('leaving out any one of them ends this contradiction');
    expect(await explanationOf([['F', 'G', 'must']])).toContain('(fewer of them may contradict too)');
  });

  it('says that a meeting is asked for by several rows where a lock holds it too', async () => {
    const wishes = [['B', 'C', 'must'], ['B', 'G', 'must'], { from: 'G', to: 'Acme', anyOf: ['B', 'C'] }] as const;
    const event = { ...makeEvent({ wishes, slots: 1 }), locks: [{ ...lock('B;C', '1', 2), kind: 'pair' as const }] };
    const answer = await keepGroupMusts(problemOf(event), freshBudget());
    expect(answer).toMatchObject({
      refusal: { explanation: expect.stringContaining('with all rows that ask for it') },
    });
  });

  it('is not sure once its budget ends', async () => {
    const stopped = new Budget({ effort: 'standard', timeLimitSeconds: 0 });
    const triangle = ['AB', 'BC', 'CA'].map(([from, to]) => ({ from, to, kind: 'must' }) satisfies WishSpec);
    const event = makeEvent({ participants: [host(1, 2, 1)], wishes: [...triangle, seat('D')], slots: 2 });
    const answer = await keepGroupMusts(problemOf(event), stopped);
    expect(answer).toMatchObject({ kind: 'refused', refusal: { kind: 'not-found' } });
  });
});

describe('solveEvent with groups', () => {
  it('says that one session is locked in two rooms, or in one that is too small', async () => {
    const solved = (...rows: readonly (readonly [people: string, room: string])[]) => {
      const participants = [{ id: 'H', role: 'host' as const, group: { min: 1, max: 4, sessions: 1 } }, 'A', 'B'];
      const event = makeEvent({ participants, rooms: [{ id: 'R1', seats: 2 }, { id: 'R2' }] });
      const lockOf = ([people, room]: (typeof rows)[number], k: number): Lock => ({
        participants: people.split(';'),
        slot: '1',
        room,
        line: k + 2,
        kind: 'group',
      });
      return solve({ ...event, locks: rows.map(lockOf) });
    };
    const linesOf = (outcome: SolveOutcome) =>
      outcome.kind === 'impossible' ? outcome.conflict.map(({ table, line }) => `${table} ${line}`) : outcome.kind;
    expect(linesOf(await solved(['H;A', 'R2'], ['H;B', 'R2']))).toBe('solved');
    expect(linesOf(await solved(['H;A', 'R1'], ['H;B', 'R2']))).toEqual(['locks 2', 'locks 3']);
    expect(linesOf(await solved(['H;A;B', 'R1']))).toEqual(['locks 2', 'rooms 2']);
    expect(linesOf(await solved(['H;A;B', 'R1'], ['H;A', 'R1'], ['H;B', 'R1']))).toEqual(['locks 2', 'rooms 2']);
  });

  it('says that musts contradict, and which', async () => {
    const event = makeEvent({
      participants: [{ id: 'H', role: 'host', group: { min: 1, max: 2, sessions: 1 } }],
      wishes: [...'ABC'].map(from => ({ from, to: 'H', as: 'seat', kind: 'must' })),
    });
    expect(await solve(event)).toMatchObject({
      kind: 'impossible',
      conflict: [
        ...[2, 3, 4].map((line, k) => ({ table: 'prefs', line, text: `${'ABC'[k]} must sit with H` })),
        { table: 'participants', line: 2, text: 'what H allows: group_max, sessions' },
      ],
      explanation: 'H can seat 2 of these 3 guests at most; leaving out any one of them ends this contradiction',
    });
  });

  it('tells more guests than fit into sessions before it looks for meetings', async () => {
    const guests = Array.from({ length: 40 }, (_, k) => `G${k}`);
    const hosts = ['H', 'I'].map(id => ({ id, role: 'host' as const, group: { min: 1, max: 6, sessions: 3 } }));
    const wishes = guests.map(from => ({ from, to: 'H', as: 'seat', kind: 'must' }) satisfies WishSpec);
    const phases = new Set<string>();
    const event = makeEvent({ participants: hosts, wishes, slots: 12 });
    const outcome = await solveEvent(event, {
      seed: 1,
      effort: 'standard',
      onProgress: ({ phase }) => phases.add(phase),
    });
    expect(outcome).toMatchObject({
      kind: 'impossible',
      explanation: expect.stringMatching(/^H can seat 18 of these 19/),
    });
    expect([...phases]).toEqual([]);
  });

  it('says of whom too much is demanded: seats and one-to-ones together', async () => {
    const hosts = [...'HIJ'].map(id => ({ id, role: 'host' as const, group: { min: 1, max: 3, sessions: undefined } }));
    const wishes = (guests: string): WishSpec[] => [
      ...[...guests].flatMap(from => [...'HI'].map(to => ({ from, to, as: 'seat', kind: 'must' }) satisfies WishSpec)),
      { from: 'A', to: 'Z', kind: 'must' },
      { from: 'B', to: 'J', as: 'seat', kind: 'must' },
    ];
    const outcome = await solve(makeEvent({ participants: hosts, wishes: wishes('AB'), slots: 2 }));
    expect(outcome).toMatchObject({
      kind: 'impossible',
      conflict: [{ text: 'A must sit with H' }, { text: 'A must sit with I' }, { text: 'A and Z must meet' }],
      explanation:
        'A can have 2 of these 3 meetings at most; leaving out any one of them ends this contradiction; ' +
        'too many meetings are demanded of 1 more participant',
    });
    expect(await solve(makeEvent({ participants: hosts, wishes: wishes('AB'), slots: 3 }))).toMatchObject({
      kind: 'solved',
    });
  });

  it('schedules whatever can be kept, and is never sure of the contrary', async () => {
    const tally = { solved: 0, impossible: 0, 'not-found': 0, missed: 0 };
    await fc.assert(
      fc.asyncProperty(arbDemanding, async event => {
        const outcome = await solve(event);
        tally[outcome.kind]++;
        if (outcome.kind === 'solved') expectClean(event, outcome);
        else if (canBeKept(event)) {
          if (outcome.kind === 'impossible' || !isNarrower(event))
            throw new Error(withEvent([outcome.kind], event, outcome));
          tally.missed++;
        }
      }),
      runs(20),
    );
    expect(Math.min(tally.solved, tally.impossible)).toBeGreaterThan(0);
    expect(tally.missed).toBeLessThan(4);
  });
});
