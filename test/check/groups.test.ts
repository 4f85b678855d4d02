import { describe, expect, it } from 'vitest';
import { checkCertificate } from '../../src/check/certificate.js';
import { check } from '../../src/check/check.js';
import type { Event, Participant, Wish } from '../../src/model/event.js';
import { readEvent } from '../../src/read/folder.js';
import { readSchedule } from '../../src/read/schedule.js';
import { both, changed, interpreter, moreWishes, noWish, person, room, wish } from '../helpers/defects.js';
import { makeEvent, makeSchedule } from '../helpers/event.js';
import { GROUPS_FIGURES, makeGroups } from '../helpers/groups.js';

const rulesOf = (...args: Parameters<typeof check>) => check(...args).violations.map(({ rule }) => rule);
const seat = (from: string, to: string, more: Partial<Wish> = {}) => ({ from, to, as: 'seat' as const, ...more });
const host = (id: string, more: Partial<Participant> = {}) => ({
  ...{ id, role: 'host' as const, group: { min: 1, max: 6, sessions: undefined } },
  ...more,
});
const topic = (id: string) => host(id, { role: 'topic' });
const sessionOf = (...people: string[]) => makeSchedule([[people.join(';'), 1]], { kind: 'group' });
const asPair = (people: string) => makeSchedule([[people, 1]]);

describe('fixtures/groups', () => {
  it('has an answer that breaks no rule and has the figures of answer.md', () => {
    const { event, answer } = makeGroups();
    expect(check(event, answer)).toEqual({
      violations: [],
      figures: GROUPS_FIGURES,
      counts: { participants: 7, wishes: 11, meetings: 5, met: 10, mutual: 2, unserved: [] },
    });
  });

  it('counts the bonus once a mutual meeting or seat', () => {
    const { event, answer } = makeGroups();
    expect(check({ ...event, mutualBonus: 0.5 }, answer).figures.points).toBe(16);
  });

  it('lets others join a locked session, and a needless interpreter who is free', () => {
    const { event, answer } = makeGroups();
    expect(rulesOf(event, { meetings: changed(answer.meetings, { id: 'M002', interpreter: 'yuki' }) })).toEqual([]);
    const anyone = { ...event, interpreters: [], locks: [{ ...event.locks[0], room: undefined }] };
    const silent = answer.meetings.map(meeting => ({ ...meeting, interpreter: '' }));
    expect(rulesOf(anyone, { meetings: silent })).toEqual([]);
  });
});

describe('a wish for a seat', () => {
  const participants = [host('H'), host('K'), topic('T'), 'A', 'B'];

  it.each<[string, Partial<Wish> & Pick<Wish, 'from' | 'to'>, string[], boolean]>([
    ['of a guest for a host', seat('A', 'H'), ['H', 'A'], true],
    ['of a host for a guest', seat('H', 'A'), ['H', 'A'], true],
    ['of a host for a host: in the session of the wished one', seat('H', 'K'), ['K', 'H'], true],
    ['of a host for a host: not in its own', seat('H', 'K'), ['H', 'K'], false],
    ['of a topic for a guest', seat('T', 'A'), ['T', 'A'], true],
    ['of a topic for a host: a topic sits nowhere', seat('T', 'H'), ['T', 'H'], true],
    ['of a host for a topic', seat('H', 'T'), ['T', 'H'], true],
    ['between two who hold no sessions', seat('A', 'B'), ['H', 'A'], false],
    ['as one of either kind', { from: 'A', to: 'H', as: 'either' }, ['H', 'A'], true],
    ['not where a one-to-one is asked for', { from: 'A', to: 'H', as: 'pair' }, ['H', 'A'], false],
  ])('%s', (_, wished, people, isMet) => {
    const report = check(makeEvent({ participants, wishes: [wished] }), sessionOf(...people));
    expect(report.counts.met).toBe(isMet ? 1 : 0);
    expect(report.violations.map(({ rule }) => rule)).toEqual(isMet ? [] : ['wished']);
  });

  it('is not met by a one-to-one, one for either is', () => {
    expect(rulesOf(makeEvent({ participants, wishes: [seat('A', 'H')] }), asPair('A;H'))).toEqual(['wished']);
    expect(rulesOf(makeEvent({ participants, wishes: [seat('A', 'H', { as: 'either' })] }), asPair('A;H'))).toEqual([]);
  });

  it('stands beside a wish for a one-to-one: both may be met, neither is mutual', () => {
    const event = makeEvent({ participants, wishes: [seat('A', 'H'), ['H', 'A']], mutualBonus: 10 });
    const rows = [...sessionOf('H', 'A').meetings, { ...asPair('A;H').meetings[0], id: 'M002', slot: '2' }];
    const report = check(event, { meetings: rows });
    expect(report.violations).toEqual([]);
    expect([report.figures.points, report.counts.mutual]).toEqual([2, 0]);
    const eithers = both(wish('A', 'H', { as: 'either' }), wish('H', 'A', { as: 'either' }))(event);
    // One meeting meets both of the two wishes, or each has its own.
    expect(rulesOf(eithers, { meetings: rows })).toEqual([]);
    expect(check(eithers, { meetings: rows.slice(0, 1) }).figures.points).toBe(12);
    expect(rulesOf(noWish('H', 'A')(eithers), { meetings: rows })).toEqual(['once']);
  });
});

describe('a wish for an organisation', () => {
  const event = makeEvent({
    wishes: [{ from: 'A', to: 'Org', anyOf: ['X', 'Y', 'Z'] }],
    mutualBonus: 10,
  });
  const met = (changes: Event, ...pairs: string[]) => {
    const report = check(changes, makeSchedule(pairs.map((pair, index) => [pair, index + 1])));
    return [report.violations.map(({ rule }) => rule), report.counts.met, report.figures.points, report.counts.mutual];
  };

  it('is met by any one of its people, once', () => {
    expect(met(event, 'A;Z')).toEqual([[], 1, 1, 0]);
    expect(met(event, 'A;X', 'A;Y')).toEqual([['once'], 1, 1, 0]);
    expect(met(event, 'A;X', 'A;Y', 'A;Z')).toEqual([['once', 'once'], 1, 1, 0]);
  });

  it('is the reason of one meeting, beside those that are asked for otherwise', () => {
    const more = moreWishes({ from: 'X', to: 'A', rank: undefined })(event);
    expect(met(more, 'A;X', 'A;Y')).toEqual([[], 2, 12, 1]);
    expect(met(more, 'A;Y', 'A;X')).toEqual([[], 2, 12, 1]);
    expect(met(more, 'A;X', 'A;Y', 'A;Z')).toEqual([['once'], 2, 12, 1]);
    expect(met(more, 'A;X')).toEqual([[], 2, 12, 1]);
    const two = moreWishes({ from: 'Y', to: 'A', rank: undefined })(more);
    expect(met(two, 'A;X', 'A;Y')).toEqual([[], 3, 23, 2]);
    const locked = { ...event, locks: [{ participants: ['A', 'X'], slot: '1', room: undefined, line: 2 }] };
    expect(met(locked, 'A;X', 'A;Y')).toEqual([[], 1, 1, 0]);
    expect(met(locked, 'A;X', 'A;Y', 'A;Z')).toEqual([['once'], 1, 1, 0]);
  });

  it('leaves a meeting to another wish that could be its reason, and each meeting needs one of its own', () => {
    const wishes = [
      { from: 'A', to: 'Org', anyOf: ['X', 'Y'] },
      { from: 'X', to: 'Us', anyOf: ['A', 'B'] },
      { from: 'Y', to: 'Us', anyOf: ['A', 'B'] },
    ];
    const all = makeEvent({ wishes });
    expect(met(all, 'A;X', 'A;Y')).toEqual([[], 3, 3, 2]);
    expect(met(all, 'A;X', 'A;Y', 'B;X')).toEqual([[], 3, 3, 2]);
    expect(met(all, 'A;X', 'A;Y', 'B;X', 'B;Y')).toEqual([['once'], 3, 3, 2]);
    expect(met(makeEvent({ wishes: wishes.slice(0, 2) }), 'A;X', 'A;Y', 'B;X')).toEqual([['once'], 2, 2, 1]);
  });

  it('concerns all its people', () => {
    expect(check(event, makeSchedule([['A;X', 1]])).counts.unserved).toEqual(['Y', 'Z']);
  });

  it('may be met by a seat with one of its hosts', () => {
    const hosted = both(person('X', host('X')), wish('A', 'Org', { as: 'seat' }))(event);
    expect(rulesOf(hosted, sessionOf('X', 'A'))).toEqual([]);
    expect(rulesOf(hosted, asPair('A;Y'))).toEqual(['wished']);
  });

  it('is told to be met by another meeting, which is not the one that is asked for otherwise', () => {
    const wishes = [{ from: 'A', to: 'Org', anyOf: ['X', 'Y', 'Z'] }, ['Y', 'A']] as const;
    const pairs = ['A;X', 'A;Y', 'A;Z'];
    for (const [first, second, third] of [pairs, [pairs[1], pairs[0], pairs[2]], [pairs[0], pairs[2], pairs[1]]]) {
      const rows = [[first, 1] as const, [second, 2] as const, [third, 3] as const];
      const { violations } = check(makeEvent({ wishes }), makeSchedule(rows));
      expect(violations.map(({ rule }) => rule)).toEqual(['once']);
      expect(violations[0].message).toMatch(/A and Z meet .*\(A, X\) already meets line 2 of the wishes/);
    }
  });

  it('of a session is not met outside it, where another wish speaks for the meeting', () => {
    const slots = [{ session: 'am' }, { session: 'pm' }];
    const wishes = [{ from: 'A', to: 'Org', anyOf: ['X', 'Y'], session: 'pm' }, ['X', 'A']] as const;
    const timed = makeEvent({ slots, wishes });
    expect(met(timed, 'A;X')).toEqual([[], 1, 1, 0]);
    expect(met(timed, 'A;X', 'A;Y')).toEqual([[], 2, 2, 0]);
    expect(met(noWish('X', 'A')(timed), 'A;X')).toEqual([['session'], 1, 1, 0]);
  });
});

describe('sides and organisations', () => {
  it('exempt topics, and guests among themselves', () => {
    const rules = { acrossSides: true, acrossOrganisations: true };
    const participants = [
      { ...topic('T'), organisation: 'One' },
      host('H', { side: 'EU', organisation: 'Two' }),
      ...['A', 'B'].map(id => ({ id, side: 'JP', organisation: 'One' })),
    ];
    const wishes = ['A', 'B'].flatMap(from => [seat(from, 'T'), seat(from, 'H')]);
    const event = makeEvent({ participants, wishes, rules });
    expect(rulesOf(event, sessionOf('T', 'A', 'B'))).toEqual([]);
    expect(rulesOf(event, sessionOf('H', 'A', 'B'))).toEqual([]);
  });

  it('do not match where they are empty, or the rule is off', () => {
    const spec = { wishes: [['A', 'B']] } as const;
    expect(rulesOf(makeEvent({ ...spec, rules: { acrossOrganisations: true } }), asPair('A;B'))).toEqual([]);
    const same = ['A', 'B'].map(id => ({ id, organisation: 'One' }));
    expect(rulesOf(makeEvent({ ...spec, participants: same }), asPair('A;B'))).toEqual([]);
  });
});

describe('interpreters', () => {
  const talking = (...languages: string[][]) =>
    makeEvent({
      participants: languages.map((list, index) => ({ id: 'ABC'[index], languages: list })),
      wishes: [['A', 'B']],
      interpreters: [{ id: 'I', languages: ['ja', 'fr', 'en'], unavailable: ['2'] }],
    });

  it.each<[string, string[][], boolean]>([
    ['people who share one', [['en', 'ja'], ['ja']], false],
    ['people who share none', [['en'], ['ja']], true],
    ['one who is not restricted', [[], ['ja']], false],
  ])('are needed by %s: %s', (_, languages, isNeeded) => {
    expect(rulesOf(talking(...languages), asPair('A;B'))).toEqual(isNeeded ? ['interpreter'] : []);
    expect(rulesOf(talking(...languages), makeSchedule([['A;B', 1]], { interpreter: 'I' }))).toEqual([]);
  });

  it('are not needed without a table of them, and unknown then', () => {
    const event = { ...talking(['en'], ['ja']), interpreters: [] };
    expect(rulesOf(event, asPair('A;B'))).toEqual([]);
    expect(rulesOf(event, makeSchedule([['A;B', 1]], { interpreter: 'I' }))).toEqual(['interpreter']);
  });

  it('rest between two sessions of slots', () => {
    const { event, answer } = makeGroups();
    const works = { meetings: changed(changed(answer.meetings, { id: 'M002', interpreter: 'yuki' }), { id: 'M001' }) };
    expect(rulesOf(interpreter('yuki', { maxConsecutive: 1 })(event), works)).toEqual([]);
  });
});

describe('a certificate', () => {
  const judge = (event: Event) => {
    const nothing = makeSchedule([]);
    return checkCertificate(event, nothing, check(event, nothing), { certificate: 1, bounds: [] });
  };
  const said = (event: Event) => judge(event).violations.map(({ message }) => message);

  it('proves nothing of events with groups or wishes for organisations, and says so', () => {
    expect(said(makeGroups().event)).toEqual([expect.stringContaining('this event has group sessions')]);
    const event = makeEvent({ wishes: [{ from: 'A', to: 'Org', anyOf: ['X', 'Y'] }] });
    expect(said(event)).toEqual([expect.stringContaining('this event has wishes for organisations')]);
    expect(judge(event).possiblePromises).toBe(3);
  });

  it('speaks of hosts who hold one-to-ones only', () => {
    expect(
      said(makeEvent({ participants: [host('H')], wishes: [['A', 'H'], seat('A', 'H', { kind: 'never' })] })),
    ).toEqual([]);
  });

  it('counts no meeting within an organisation, or that nobody interprets', () => {
    const possible = (spec: Parameters<typeof makeEvent>[0]) =>
      judge(makeEvent({ wishes: [['A', 'B']], ...spec })).possiblePromises;
    expect(possible({})).toBe(2);
    const one = ['A', 'B'].map(id => ({ id, organisation: 'One' }));
    expect(possible({ participants: one, rules: { acrossOrganisations: true } })).toBe(0);
    const apart = [
      { id: 'A', languages: ['en'] },
      { id: 'B', languages: ['ja'] },
    ];
    const interpreting = (languages: string[], available: string[]) =>
      possible({ participants: apart, interpreters: [{ id: 'I', languages, available }] });
    expect(interpreting(['en', 'ja'], ['3'])).toBe(2);
    expect(interpreting(['en', 'ja'], [])).toBe(0);
    expect(interpreting(['en', 'fr'], ['3'])).toBe(0);
  });
});

it('rooms with tables seat sessions side by side', () => {
  const event = makeEvent({
    participants: [host('H'), host('K')],
    wishes: [seat('A', 'H'), seat('B', 'K')],
    rooms: 1,
  });
  const schedule = makeSchedule(
    [
      ['H;A', 1, 'R1'],
      ['K;B', 1, 'R1'],
    ],
    { kind: 'group' },
  );
  expect(rulesOf(event, schedule)).toEqual(['room-tables']);
  expect(rulesOf(room('R1', { tables: 2 })(event), schedule)).toEqual([]);
});

describe('the tables of fixtures/groups', () => {
  it('are read as the event that the tests have in code', async () => {
    const { event, answer } = makeGroups();
    const read = await readEvent({ prefs: 'fixtures/groups/prefs.csv', discover: true });
    const bare = (one: Event) => ({
      ...one,
      ...{ name: '', inputs: [] },
      participants: one.participants.map(someone => ({ ...someone, country: '', organisation: foldedName(someone) })),
      wishes: [...one.wishes].map(wished => ({ anyOf: undefined, ...wished })),
    });
    expect(bare(read.event)).toEqual(bare(event));
    const rows = (await readSchedule('fixtures/groups/answer.csv')).meetings;
    expect(rows).toEqual(answer.meetings);
    expect(check(read.event, { meetings: rows }).violations).toEqual([]);
    expect(read.notices.filter(notice => notice.includes('people of one organisation'))).toEqual([]);
  });
});

function foldedName({ organisation }: Participant): string {
  return organisation.normalize('NFKC').toLowerCase();
}
