import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildProblem } from '../../src/model/build.js';
import type { Event } from '../../src/model/event.js';
import type { ConflictRow } from '../../src/model/outcome.js';
import type { Problem } from '../../src/model/problem.js';
import { Budget } from '../../src/solve/budget.js';
import { innocentLocks, keepMusts } from '../../src/solve/contradictions.js';
import { arbEvent } from '../helpers/arbitrary.js';
import { bruteForce } from '../helpers/brute-force.js';
import { withEvent } from '../helpers/checked.js';
import { citedBy, placesCitedBy } from '../helpers/cited.js';
import { type EventSpec, makeEvent } from '../helpers/event.js';
import { runs } from '../helpers/runs.js';
import { checkSlots, freshBudget, problemOf } from './tiny.js';

/** No schedule is known. */
const nothing = ({ meetings }: Problem): Int32Array => new Int32Array(meetings).fill(-1);

/** `table line` of the rows of a contradiction, or `kept`, or `not-found`. */
async function judge(spec: EventSpec): Promise<string[] | string> {
  const problem = problemOf(makeEvent(spec));
  const answer = await keepMusts(problem, nothing(problem), freshBudget());
  if (answer.kind === 'kept') {
    expect((await checkSlots(problem, answer.slotOf)).violations).toEqual([]);
    return 'kept';
  }
  const { refusal: outcome } = answer;
  return outcome.kind === 'impossible' ? placesCitedBy(outcome) : outcome.kind;
}

const together = (people: readonly string[]): string => [...people].sort().join(';');

/** The pair that a row of a contradiction demands, or `order` and its line. */
function demandOf({ locks, wishes }: Event, { table, line }: ConflictRow): string {
  if (table === 'order') return `order ${line}`;
  if (table === 'locks') return together(locks.find(lock => lock.line === line)!.participants);
  const { from, to } = [...wishes].find(wish => wish.line === line)!;
  return together([from, to]);
}

/** The event with these demands alone. */
function demanding(event: Event, demands: readonly string[]): Event {
  const demanded = (people: readonly string[]): boolean => demands.includes(together(people));
  const { locks, wishes, rules } = event;
  return {
    ...event,
    rules: { ...rules, allWishes: false },
    order: event.order.filter(({ line }) => demands.includes(`order ${line}`)),
    locks: locks.filter(({ participants }) => demanded(participants)),
    wishes: [...wishes].map(wish => {
      const hard = wish.kind === 'must' || (rules.allWishes && wish.kind === 'wish');
      if (!hard) return wish;
      return { ...wish, kind: demanded([wish.from, wish.to]) ? 'must' : 'wish' };
    }),
  };
}

describe('keepMusts', () => {
  const sizes = { people: 5, wishes: 7, slots: 3, rooms: 2 };

  it.each([
    ['musts', arbEvent(sizes, { wild: true, musts: 6, sides: 1, rooms: 1, slots: 3 })],
    ['musts, locks and caps', arbEvent(sizes, { wild: true, musts: 4, locks: 2, maxBreaks: 0, availability: 85 })],
    ['ordered', arbEvent(sizes, { wild: true, allWishes: true, wishes: 5, orders: 4, sides: 1, rooms: undefined })],
    ['rests', arbEvent(sizes, { wild: true, allWishes: true, wishes: 5, maxConsecutive: 1, sides: 1, slots: 4 })],
    ['all wishes', arbEvent(sizes, { wild: true, allWishes: true, wishes: 6, sides: 1, maxBreaks: 1, slots: 3 })],
  ])('keeps every rule, or names meetings of which none is to spare: %s', async (name, events) => {
    const tally = { kept: 0, refused: 0, ordered: 0 };
    await fc.assert(
      fc.asyncProperty(events, async event => {
        const built = buildProblem(event);
        fc.pre(built.kind === 'built' && built.problem.must.includes(1));
        const answer = await keepMusts(built.problem, nothing(built.problem), freshBudget());
        if (answer.kind === 'kept') {
          expect((await checkSlots(built.problem, answer.slotOf)).violations).toEqual([]);
          tally.kept++;
          return;
        }
        const { refusal: outcome } = answer;
        if (outcome.kind !== 'impossible') throw new Error(withEvent([`got ${outcome.kind}`], event));
        // A meeting that several rows demand is named by each of them.
        const demands = [...new Set(citedBy(outcome).map(row => demandOf(event, row)))];
        if (demands.some(demand => demand.startsWith('order'))) tally.ordered++;
        expect(bruteForce(demanding(event, demands)), withEvent(demands, event)).toBeUndefined();
        for (const demand of demands) {
          const fewer = demanding(
            event,
            demands.filter(other => other !== demand),
          );
          expect(bruteForce(fewer), withEvent([`without ${demand} of ${demands}`], event)).toBeDefined();
        }
        tally.refused++;
      }),
      runs(20),
    );
    expect(Math.min(tally.kept, tally.refused)).toBeGreaterThan(0);
    if (name === 'ordered') expect(tally.ordered).toBeGreaterThan(0);
  });

  const three = [
    ['A', 'B', 'must'],
    ['X', 'Y', 'must'],
    ['A', 'C', 'must'],
    ['D', 'A', 'must'],
  ] as const;

  it('names more meetings than a participant has slots', async () => {
    expect(await judge({ wishes: three, slots: 2 })).toEqual(['prefs 2', 'prefs 4', 'prefs 5']);
    expect(await judge({ wishes: three, slots: 3 })).toBe('kept');
    expect(await judge({ wishes: three, slots: 2, participants: [{ id: 'A', parallel: 2 }] })).toBe('kept');
  });

  it('names more meetings than a maximum allows, or than there are rooms', async () => {
    const participants = [{ id: 'A', maxMeetings: 2 }];
    expect(await judge({ wishes: three, participants })).toEqual(['prefs 2', 'prefs 4', 'prefs 5']);
    const apart = ['AB', 'CD', 'EF'].map(pair => [pair[0], pair[1], 'must'] as const);
    expect(await judge({ wishes: apart, slots: 1, rooms: 2 })).toHaveLength(3);
    expect(await judge({ wishes: apart, slots: [{ meetings: 1 }, { meetings: 1 }] })).toHaveLength(3);
  });

  it('names meetings that no schedule holds without a break for someone who may have none', async () => {
    // Four in a ring, in one room: whoever comes first comes last as well, or another does.
    const ring = ['AB', 'CD', 'AC', 'BD'].map(([from, to]) => [from, to, 'must'] as const);
    const event = { wishes: ring, slots: 4, rooms: 1 };
    expect(await judge({ ...event, rules: { maxBreaks: 0 } })).toHaveLength(4);
    expect(await judge({ ...event, rules: { maxBreaks: 1 } })).toBe('kept');
    expect(await judge({ ...event, rooms: 2, rules: { maxBreaks: 0 } })).toBe('kept');
    // A delegation can be in two meetings at once, and is not counted as one person of a slot.
    const participants = [{ id: 'A', parallel: 2 }];
    expect(await judge({ ...event, participants, rules: { maxBreaks: 0 } })).toHaveLength(4);
    expect(await judge({ ...event, participants, rooms: [{ tables: 2 }], rules: { maxBreaks: 0 } })).toBe('kept');
  });

  it('says of whom, or of which rooms, too much is demanded', async () => {
    const explanationOf = async (spec: EventSpec): Promise<string> => {
      const problem = problemOf(makeEvent(spec));
      const answer = await keepMusts(problem, nothing(problem), freshBudget());
      return answer.kind === 'refused' && answer.refusal.kind === 'impossible' ? answer.refusal.explanation : '';
    };
    const none = 'leaving out any one of them ends this contradiction';
    expect(await explanationOf({ wishes: three, slots: 2 })).toBe(`A can have 2 of these 3 meetings at most; ${none}`);
    const two = [...three, ['X', 'Z', 'must'], ['X', 'D', 'must']] as const;
    expect(await explanationOf({ wishes: two, slots: 2 })).toBe(
      `A can have 2 of these 3 meetings at most; ${none}; too many meetings are demanded of 1 more participant`,
    );
    const none0 = [{ id: 'A', maxMeetings: 0 }];
    expect(await explanationOf({ wishes: three.slice(0, 1), participants: none0 })).toBe(
      'A cannot have this meeting under the rules; leaving it out ends this contradiction',
    );
    const apart = ['AB', 'CD', 'EF'].map(pair => [pair[0], pair[1], 'must'] as const);
    expect(await explanationOf({ wishes: apart, slots: 1, rooms: 2 })).toBe(
      `the rooms they may use can take 2 of these 3 meetings at most; ${none}`,
    );
    const triangle = ['AB', 'BC', 'CA'].map(pair => [pair[0], pair[1], 'must'] as const);
    expect(await explanationOf({ wishes: triangle, slots: 2 })).toBe(
      `these meetings cannot all be kept under the rules; ${none}`,
    );
  });

  it('names what else narrows a meeting, and says of how much of it one can do without', async () => {
    const outcomeOf = async (spec: EventSpec) => {
      const problem = problemOf(makeEvent(spec));
      const answer = await keepMusts(problem, nothing(problem), freshBudget());
      if (answer.kind !== 'refused' || answer.refusal.kind !== 'impossible')
        throw new Error('expected a contradiction');
      return answer.refusal;
    };
    const slots = [{ session: 'noon' }, { session: 'late' }];
    const narrowed = await outcomeOf({
      wishes: [
        ['A', 'B', 'must'],
        { from: 'B', to: 'A', session: 'noon' },
        { from: 'C', to: 'A', kind: 'must', session: 'noon' },
        { from: 'C', to: 'D', session: 'noon' },
      ],
      slots,
    });
    expect(citedBy(narrowed).map(({ text }) => text)).toEqual([
      'A and B must meet',
      'A and C must meet in session noon',
      'A and B are wished to meet in session noon',
    ]);
    expect(narrowed.explanation).toBe(
      'A can have 1 of these 2 meetings at most; leaving out any one of them, with all rows that ask for it, ends this contradiction',
    );
    // Two neighbouring slots are one too many for somebody who needs a rest: fewer musts may contradict each other.
    const tongues = (maxConsecutive?: number) =>
      outcomeOf({
        participants: ['A', 'B', 'C'].map((id, k) => ({ id, languages: [['en', 'fr', 'ja'][k]] })),
        wishes: ['AB', 'BC', 'CA'].map(([from, to]) => [from, to, 'must'] as const),
        slots: 2,
        interpreters: [{ id: 'I', languages: ['en', 'fr', 'ja'], ...(maxConsecutive && { maxConsecutive }) }],
      });
    expect((await tongues(1)).explanation).toContain('(fewer of them may contradict too)');
    expect((await tongues()).explanation).toContain('; leaving out any one of them ends this contradiction');
  });

  it('names too many of hundreds for one agenda, whatever else is demanded, at once', async () => {
    // Thousands who all meet their neighbours, and one who meets thirty in twenty slots: too many to count in fractions.
    const many = 3100;
    const ring = Array.from({ length: many }, (_, i) => [`P${i}`, `P${(i + 1) % many}`, 'must'] as const);
    const wishes = [...ring, ...Array.from({ length: 30 }, (_, i) => ['Q', `P${i}`, 'must'] as const)];
    const problem = problemOf(makeEvent({ wishes, slots: 20, rules: { maxBreaks: 0 } }));
    const answer = await keepMusts(problem, nothing(problem), freshBudget());
    if (answer.kind !== 'refused' || answer.refusal.kind !== 'impossible') throw new Error('expected a contradiction');
    expect(answer.refusal.demands.every(({ text }) => text.includes('Q'))).toBe(true);
    expect(citedBy(answer.refusal)).toHaveLength(21);
  });

  it('names locks as locks', async () => {
    const locks = [
      ['A', 'B', '1'],
      ['A', 'C', '1'],
    ] as const;
    expect(await judge({ locks })).toEqual(['locks 2', 'locks 3']);
  });

  const [ab, cd, ef] = ['AB', 'CD', 'EF'].map(pair => [pair[0], pair[1]] as const);
  const all = [ab, cd, ef].map(([from, to]) => [from, to, 'must'] as const);

  it('names rows of the order, and only those that it takes', async () => {
    const order = [
      [ab, cd],
      [cd, ef],
      [ef, ab],
    ] as const;
    expect(await judge({ wishes: all, order: order.slice(0, 2) })).toBe('kept');
    expect(await judge({ wishes: all, order })).toEqual([
      ...['prefs 2', 'prefs 3', 'prefs 4', 'order 2', 'order 3', 'order 4'],
    ]);
    expect(await judge({ wishes: all, order: order.slice(0, 2), slots: 2 })).toEqual([
      ...['prefs 2', 'prefs 3', 'prefs 4', 'order 2', 'order 3'],
    ]);
    const locks = [
      ['A', 'B', '2'],
      ['C', 'D', '2'],
    ] as const;
    expect(await judge({ locks, order: [order[2], order[0]] })).toEqual(['locks 2', 'locks 3', 'order 3']);
    expect(await judge({ wishes: [all[0], cd], order: [order[0], [cd, ab]] })).toBe('kept');
  });

  it('names meetings that leave somebody no rest', async () => {
    const wishes = ['AB', 'AC', 'AD'].map(pair => [pair[0], pair[1], 'must'] as const);
    const participants = [{ id: 'A', maxConsecutive: 1 }];
    expect(await judge({ wishes, participants, slots: 5 })).toBe('kept');
    expect(await judge({ wishes, participants, slots: 4 })).toEqual(['prefs 2', 'prefs 3', 'prefs 4']);
    const sessions = ['am', 'pm', 'eve'].map(session => ({ session }));
    expect(await judge({ wishes, participants, slots: sessions })).toBe('kept');
    const delegation = [{ id: 'A', maxConsecutive: 1, parallel: 2 }];
    expect(await judge({ wishes, participants: delegation, slots: 2 })).toEqual(['prefs 2', 'prefs 3', 'prefs 4']);
    expect(await judge({ wishes, participants: delegation, slots: 3 })).toBe('kept');
  });

  it('names what counting in fractions cannot refute', async () => {
    const triangle = ['AB', 'BC', 'CA'].map(pair => [pair[0], pair[1], 'must'] as const);
    expect(await judge({ wishes: triangle, slots: 2 })).toHaveLength(3);
  });

  it('keeps caps on breaks, with the help of other wishes where it takes them', async () => {
    const far = {
      participants: [
        { id: 'B', available: ['1'] },
        { id: 'C', available: ['3'] },
      ],
      rules: { maxBreaks: 0 },
    };
    const musts = [
      ['A', 'B', 'must'],
      ['A', 'C', 'must'],
    ] as const;
    expect(await judge({ ...far, wishes: musts })).toEqual(['prefs 2', 'prefs 3']);
    expect(await judge({ ...far, wishes: [...musts, ['A', 'D']] })).toBe('kept');
    expect(await judge({ ...far, wishes: musts, rules: { maxBreaks: 1 } })).toBe('kept');
    const full = { ...far, participants: [...far.participants, { id: 'A', maxMeetings: 2 }] };
    expect(await judge({ ...full, wishes: [...musts, ['A', 'D']] })).toEqual(['prefs 2', 'prefs 3']);
    const slots = ['2021-05-18', '2021-05-18', '2021-05-19'].map(date => ({ date }));
    expect(await judge({ ...far, wishes: musts, slots })).toBe('kept');
  });

  it('names as many of many meetings as have too few rooms, the ones that are known to fit rather than others', async () => {
    // Everyone of seven meets everyone of seven: 49 meetings, in seven slots of six rooms.
    const wishes = [...'ABCDEFG'].flatMap(a => [...'hijklmn'].map(b => [a, b, 'must'] as const));
    const problem = problemOf(makeEvent({ wishes, slots: 7, rooms: 6 }));
    const idOf = (p: number): string => problem.event.participants[p].id;
    const known = problem.a.map((p, e) => {
      const [upper, lower] = [idOf(p), idOf(problem.b[e])].sort();
      return upper === 'A' ? -1 : ('BCDEFG'.indexOf(upper) + 'hijklmn'.indexOf(lower)) % 7;
    });
    for (const start of [known, nothing(problem)]) {
      const answer = await keepMusts(problem, start, freshBudget());
      if (answer.kind !== 'refused' || answer.refusal.kind !== 'impossible')
        throw new Error('expected a contradiction');
      expect(citedBy(answer.refusal)).toHaveLength(43);
      expect(answer.refusal.explanation).toContain('leaving out any one of them ends this contradiction');
      // Those of A come first, but are not known to fit.
      const ofA = answer.refusal.demands.filter(row => /\bA\b/.test(row.text));
      if (start === known) expect(ofA).toHaveLength(1);
    }
  });

  it('names a whole contradiction of many meetings, where there is another one beside it', async () => {
    // Of each host 42 guests, each there in two slots that follow each other: 41 slots in all, and any 41 of them fit.
    const most = 41;
    const guests = [...'AB'].flatMap(host =>
      Array.from({ length: most + 1 }, (_, i) => ({ host, i, id: `${host}${i}` })),
    );
    const problem = problemOf(
      makeEvent({
        participants: guests.map(({ id, i }) => ({
          id,
          available: [i, i + 1].filter(t => t >= 1 && t <= most).map(String),
        })),
        wishes: guests.map(({ host, id }) => [`Host${host}`, id, 'must'] as const),
        slots: most,
        rules: { minMeetings: 0 },
      }),
    );
    const answer = await keepMusts(problem, nothing(problem), freshBudget());
    if (answer.kind !== 'refused' || answer.refusal.kind !== 'impossible') throw new Error('expected a contradiction');
    const { demands, explanation } = answer.refusal;
    const hosts = new Set(demands.map(row => /Host[AB]/.exec(row.text)?.[0]));
    expect([demands.length, hosts.size]).toEqual([most + 1, 1]);
    expect(explanation).toContain('leaving out any one of them ends this contradiction');
  });

  it('is not sure once its budget ends', async () => {
    // Of three slots, or two, for three who all meet each other, either would be said at once if there were time.
    const triangle = ['AB', 'BC', 'CA'].map(pair => [pair[0], pair[1], 'must'] as const);
    const apart = ['AB', 'CD', 'EF'].map(pair => [pair[0], pair[1], 'must'] as const);
    for (const spec of [
      { wishes: triangle, slots: 3 },
      { wishes: triangle, slots: 2 },
      { wishes: apart, slots: 1, rooms: 3 },
    ]) {
      const problem = problemOf(makeEvent(spec));
      const stopped = new Budget({ effort: 'standard', timeLimitSeconds: 0 });
      const answer = await keepMusts(problem, nothing(problem), stopped);
      expect(answer).toMatchObject({ kind: 'refused', refusal: { kind: 'not-found' } });
    }
  });
});

describe('innocentLocks', () => {
  const sizes = { people: 6, wishes: 8, slots: 4, rooms: 2 };
  const demanding = { wild: true, allWishes: true, locks: 4, sides: 1, maxBreaks: 0, availability: 85 } as const;

  it('tells locks without which an event with all of them contradicts too, and none where it does not', async () => {
    const tally = { told: 0, kept: 0 };
    await fc.assert(
      fc.asyncProperty(arbEvent(sizes, demanding), async event => {
        const built = buildProblem({ ...event, locks: [] });
        fc.pre(built.kind === 'built' && event.locks.length > 0);
        const innocent = await innocentLocks(built.problem, event.locks, freshBudget());
        const others = { ...event, locks: event.locks.filter(lock => !innocent.includes(lock)) };
        const isPossible = bruteForce(event) !== undefined;
        if (isPossible) expect(innocent, withEvent([], event)).toEqual([]);
        else if (innocent.length > 0)
          expect(bruteForce(others), withEvent([`without ${innocent.length}`], event)).toBeUndefined();
        if (isPossible) tally.kept++;
        else if (innocent.length > 0) tally.told++;
      }),
      runs(40),
    );
    expect(Math.min(tally.kept, tally.told)).toBeGreaterThan(0);
  });

  it('keeps to locks of meetings that are there without them, of two people', async () => {
    const wishes = [
      ['A', 'B', 'must'],
      ['A', 'C'],
      ['A', 'D'],
    ] as const;
    const participants = [{ id: 'B', available: ['1'] }];
    const event = makeEvent({
      wishes,
      participants,
      slots: 2,
      locks: [
        ['C', 'A', '1'],
        ['A', 'D', '2'],
        ['X', 'Y', '1'],
      ],
    });
    const linesOf = async (spec: Event) => {
      const innocent = await innocentLocks(problemOf({ ...spec, locks: [] }), event.locks, freshBudget());
      return innocent.map(({ line }) => line);
    };
    expect(await linesOf(event)).toEqual([3]);
    expect(
      await linesOf({ ...event, participants: event.participants.map(one => ({ ...one, available: undefined })) }),
    ).toEqual([]);
  });
});
