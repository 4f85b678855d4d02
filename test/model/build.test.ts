import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildProblem } from '../../src/model/build.js';
import { withUnions } from '../../src/model/limits.js';
import { hasBit, inOrganisersPoints, UNBOUNDED } from '../../src/model/problem.js';
import { arbEvent } from '../helpers/arbitrary.js';
import { isOpen } from '../helpers/bed.js';
import { candidatesOf, UNITS } from '../helpers/candidates.js';
import { placesCitedBy } from '../helpers/cited.js';
import { type EventSpec, makeEvent } from '../helpers/event.js';
import { runs } from '../helpers/runs.js';
import { problemOf } from '../solve/tiny.js';

const built = (spec: EventSpec) => problemOf(makeEvent(spec));
const domains = (spec: EventSpec) => {
  const { meetings, slots, words, domain } = built(spec);
  return [...Array(meetings).keys()].map(e => [...Array(slots).keys()].filter(t => hasBit(domain, e * words, t)));
};

describe('buildProblem', () => {
  it('has one meeting for both wishes of a pair, with the bonus, in the units of the event', () => {
    const problem = built({
      wishes: [
        ['A', 'B', 1],
        ['B', 'A', 3],
        ['B', 'C', 3],
      ],
      mutualBonus: 2,
    });
    expect(problem.meetings).toBe(2);
    expect([...problem.points].map(points => inOrganisersPoints(problem, points))).toEqual([6, 1]);
  });

  it('counts no more tables than there may be meetings, however many rooms of a million there are', () => {
    const rooms = Array.from({ length: 2200 }, () => ({ tables: 1e6 }));
    const { capacity } = built({ wishes: [['A', 'B']], rooms, slots: 2 });
    expect([...capacity]).toEqual([UNBOUNDED, UNBOUNDED]);
  });

  it('divides points by their greatest common divisor', () => {
    const score = (to: string, value: number) => ({ from: 'A', to, score: value });
    const problem = built({ wishes: [score('B', 1.5), score('C', 4.5), score('D', 0)] });
    expect([...problem.points]).toEqual([1, 3, 0]);
    expect([problem.pointStep, problem.pointScale]).toEqual([15, 10]);
    expect(built({ wishes: [score('B', 0)] }).pointStep).toBe(1);
  });

  it('meets where both may, in every session asked for, in the locked slot, and where a room is open', () => {
    const slots = ['am', 'am', 'pm', 'pm'].map(session => ({ session }));
    const participants = [{ id: 'A', unavailable: ['1'] }];
    const wish = (session: string) => ({ from: 'A', to: 'B', session });
    expect(domains({ participants, slots, wishes: [['A', 'B']] })).toEqual([[1, 2, 3]]);
    expect(domains({ participants, slots, wishes: [wish('am')] })).toEqual([[1]]);
    expect(domains({ participants, slots, wishes: [['A', 'B']], locks: [['A', 'B', '3']] })).toEqual([[2]]);
    expect(domains({ participants, slots, wishes: [['A', 'B']], rooms: [{ available: ['1', '4'] }] })).toEqual([[3]]);
    const closed = [{ meetings: 0 }, { meetings: 0 }, { meetings: 0 }, {}];
    expect(domains({ slots: closed, wishes: [['A', 'B']] })).toEqual([[3]]);
    const am = { from: 'A', to: 'B', session: 'am' };
    expect(domains({ slots, wishes: [am, { from: 'B', to: 'A', session: 'pm' }] })).toEqual([]);
  });

  it('leaves out wishes that nothing could meet', () => {
    const participants = [
      { id: 'A', side: 'x' },
      { id: 'B', side: 'x' },
      { id: 'C', side: 'y' },
      { id: 'D', side: '' },
    ];
    const wishes = [
      ['A', 'B'],
      ['A', 'C'],
      ['A', 'D'],
      ['B', 'C'],
      ['C', 'B', 'never'],
    ] as const;
    const problem = built({ participants, wishes, rules: { acrossSides: true } });
    expect([problem.meetings, problem.a[0], problem.b[0]]).toEqual([1, 0, 2]);
  });

  it('marks musts and locks with their rows', () => {
    const problem = built({
      wishes: [
        ['A', 'B', 'must'],
        ['A', 'C'],
        ['B', 'C'],
      ],
      locks: [['C', 'B', '2']],
    });
    expect([...problem.must]).toEqual([1, 0, 1]);
    expect([...problem.lock]).toEqual([-1, -1, 0]);
    expect([...problem.lockedSlot]).toEqual([-1, -1, 1]);
  });

  it('makes every wish a must where all are, and holds a locked meeting that nobody wished', () => {
    const problem = built({ wishes: [['A', 'B']], locks: [['C', 'D', '1']], rules: { allWishes: true } });
    expect([...problem.must]).toEqual([1, 1]);
    expect(problem.points[1]).toBe(0);
  });

  it('numbers days, and people’s own bounds', () => {
    const dates = ['2021-05-18', '2021-05-18', '2021-05-20', '2021-05-21'];
    const problem = built({
      slots: dates.map(date => ({ date })),
      participants: [{ id: 'A', maxMeetings: 3, parallel: 2, minMeetings: 2 }],
      wishes: [['A', 'B']],
      rules: { maxBreaks: 1 },
    });
    expect([...problem.day]).toEqual([0, 0, 1, 2]);
    expect(problem.days).toBe(3);
    expect([...problem.maxMeetings]).toEqual([3, UNBOUNDED]);
    expect([...problem.maxBreaks]).toEqual([1, 1]);
    expect([...problem.parallel, ...problem.minMeetings]).toEqual([2, 1, 2, 1]);
  });

  it('numbers the stretches of slots of one session, and knows maxima that they can exceed', () => {
    const slots = ['early', 'early', 'late', 'late', 'late', 'early'].map(session => ({ session }));
    const participants = [{ id: 'A', maxConsecutive: 2 }, { id: 'B', maxConsecutive: 3 }, 'C'];
    const problem = built({ slots, participants });
    expect([...problem.stretch]).toEqual([0, 0, 1, 1, 1, 2]);
    expect([...problem.maxConsecutive]).toEqual([2, UNBOUNDED, UNBOUNDED]);
  });

  it('takes the places that rests leave for a maximum of meetings', () => {
    const slots = ['early', 'early', 'late', 'late', 'late', 'late'].map(session => ({ session }));
    const most = (person: object): number => built({ slots, participants: [{ id: 'A', ...person }] }).maxMeetings[0];
    expect(most({ maxConsecutive: 1 })).toBe(3);
    expect(most({ maxConsecutive: 2 })).toBe(5);
    expect(most({ maxConsecutive: 2, parallel: 2 })).toBe(10);
    expect(most({ maxConsecutive: 2, maxMeetings: 4 })).toBe(4);
    expect(most({ maxConsecutive: 1, unavailable: ['4'] })).toBe(3);
    expect(most({ maxConsecutive: 1, unavailable: ['2', '3', '4'] })).toBe(2);
    expect(most({ maxConsecutive: 4 })).toBe(UNBOUNDED);
  });

  it('takes the places that a maximum of breaks leaves for one of meetings', () => {
    const most = (person: object): number => built({ slots: 7, participants: [{ id: 'A', ...person }] }).maxMeetings[0];
    expect(most({ maxBreaks: 0 })).toBe(UNBOUNDED);
    expect(most({ maxBreaks: 0, unavailable: ['2', '6'] })).toBe(3);
    expect(most({ maxBreaks: 1, unavailable: ['2', '6'] })).toBe(4);
    expect(most({ maxBreaks: 1, unavailable: ['2', '6'], parallel: 3 })).toBe(12);
    expect(most({ maxBreaks: 2, unavailable: ['2', '6'] })).toBe(UNBOUNDED);
    expect(most({ maxBreaks: 1, maxConsecutive: 2 })).toBe(4);
    expect(most({ maxBreaks: 1, maxConsecutive: 2, maxMeetings: 3 })).toBe(3);
  });

  it('counts tables of the open rooms in each slot, and a slot’s own bound', () => {
    const problem = built({
      slots: [{}, { meetings: 1 }, {}],
      rooms: [{ tables: 2, unavailable: ['3'] }, { only: ['A'] }],
      wishes: [
        ['A', 'B'],
        ['C', 'D'],
      ],
    });
    const limitsOf = (e: number) =>
      [...problem.kindLimits[problem.kind[e]]].map(limit => [...problem.capacity.subarray(limit * 3, limit * 3 + 3)]);
    expect(limitsOf(0)).toEqual([
      [3, 3, 1],
      [UNBOUNDED, 1, UNBOUNDED],
    ]);
    expect(limitsOf(1)).toEqual([
      [3, 3, 1],
      [2, 2, 0],
      [UNBOUNDED, 1, UNBOUNDED],
    ]);
  });

  it('has exactly the meetings, slots and points of a plain reading of the tables', () => {
    fc.assert(
      fc.property(arbEvent({ people: 8, wishes: 15, slots: 5, rooms: 3 }), event => {
        const problem = problemOf(event);
        const found = [...Array(problem.meetings).keys()].map(e => ({
          people: [problem.a[e], problem.b[e]].map(p => event.participants[p].id).sort(),
          slots: [...Array(problem.slots).keys()].filter(t => hasBit(problem.unorderedDomain, e * problem.words, t)),
          units: Math.round(inOrganisersPoints(problem, problem.points[e]) * UNITS),
          must: problem.must[e] === 1,
        }));
        const plain = candidatesOf(event).map(({ people, slots, rooms, units, compulsory }) => ({
          people: people.map(({ id }) => id).sort(),
          slots: slots.filter(
            t =>
              event.slots[t].meetings !== 0 &&
              (!event.rooms || event.rooms.some(room => rooms!.includes(room.id) && isOpen(room, event.slots[t]))),
          ),
          units,
          must: compulsory,
        }));
        const byPeople = (list: typeof found) => list.toSorted((x, y) => (`${x.people}` < `${y.people}` ? -1 : 1));
        expect(byPeople(found)).toEqual(byPeople(plain.filter(({ slots }) => slots.length > 0)));
      }),
      runs(100),
    );
  });

  it('lists the meetings of each participant', () => {
    fc.assert(
      fc.property(arbEvent({ people: 8, wishes: 20, slots: 3, rooms: 3 }), event => {
        const { participants, incident, incidentStart, a, b } = problemOf(event);
        for (let p = 0; p < participants; p++) {
          const own = [...a.keys()].filter(e => a[e] === p || b[e] === p);
          expect([...incident.subarray(incidentStart[p], incidentStart[p + 1])]).toEqual(own);
        }
      }),
      runs(50),
    );
  });
});

describe('contradictions that need no search', () => {
  /** `table line` of each row. */
  const rows = (spec: EventSpec) => {
    const outcome = buildProblem(makeEvent(spec));
    return outcome.kind === 'impossible' ? outcome.contradictions.map(placesCitedBy) : outcome.kind;
  };
  const must = ['A', 'B', 'must'] as const;

  it('name a must and the never row against it', () => {
    expect(rows({ wishes: [must, ['B', 'A', 'never']] })).toEqual([['prefs 2', 'prefs 3']]);
  });

  it('name a lock and the never row against it', () => {
    expect(rows({ wishes: [['A', 'B', 'never']], locks: [['A', 'B', '1']] })).toEqual([['locks 2', 'prefs 2']]);
  });

  it('name a must and the rule of sides', () => {
    const participants = [
      { id: 'A', side: 'x' },
      { id: 'B', side: 'x' },
    ];
    expect(rows({ participants, wishes: [must], rules: { acrossSides: true } })).toEqual([['prefs 2', 'event 0']]);
  });

  it('name a must of people who have no slot in common', () => {
    const participants = [
      { id: 'A', available: ['1'] },
      { id: 'B', available: ['2'] },
    ];
    expect(rows({ participants, wishes: [must] })).toEqual([['prefs 2']]);
  });

  it('name wishes that keep the meeting in a session', () => {
    const participants = [{ id: 'A', available: ['1'] }];
    const slots = [{ session: 'noon' }, { session: 'late' }];
    const wishes = [must, { from: 'B', to: 'A', session: 'late' }, { from: 'C', to: 'A', session: 'late' }] as const;
    expect(rows({ participants, slots, wishes })).toEqual([['prefs 2', 'prefs 3']]);
    const late = [{ from: 'A', to: 'B', kind: 'must', session: 'late' } as const];
    expect(rows({ participants, slots, wishes: late })).toEqual([['prefs 2']]);
  });

  it('name a lock whose room is not open', () => {
    const rooms = [{ unavailable: ['1'] }];
    expect(rows({ wishes: [['A', 'B']], rooms, locks: [['A', 'B', '1', 'R1']] })).toEqual([['locks 2']]);
    expect(rows({ wishes: [must], rooms: 0 })).toEqual([['prefs 2']]);
  });

  it('are all told', () => {
    const wishes = [must, ['B', 'A', 'never'], ['C', 'D', 'must'], ['C', 'D', 'never']] as const;
    expect(rows({ wishes })).toHaveLength(2);
  });

  it('are none of rooms that are reserved in more ways than are counted', () => {
    const people = Array.from({ length: 41 }, (_, index) => `P${index}`);
    const rooms = Array.from({ length: 41 }, (_, index) => ({ only: [`P${index}`] }));
    const wishes = people.slice(1).map((to, index) => [`P${index}`, to] as const);
    const outcome = buildProblem(makeEvent({ wishes, rooms }));
    if (outcome.kind !== 'built') throw new Error(outcome.kind);
    expect(outcome.problem).toMatchObject({ hasAllLimits: false, limits: 1 });
    // A room that is known to be short.
    const unions = { rooms: [[3, 4]], interpreters: [] };
    expect(withUnions(outcome.problem, unions)).toMatchObject({ hasAllLimits: false, limits: 2 });
  });
});
