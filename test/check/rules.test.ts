import { beforeAll, describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import type { Event } from '../../src/model/event.js';
import { RULES } from '../../src/model/rules.js';
import type { Schedule } from '../../src/model/schedule.js';
import { changed, type Defect, person, room, wish } from '../helpers/defects.js';
import { makeGroups } from '../helpers/groups.js';
import { readSmall } from '../helpers/small.js';
import { GROUP_DEFECTS } from './group-defects.js';

const twoTables = room('Foyer', { tables: 2 });

const DEFECTS: readonly Defect[] = [
  {
    rule: 'known-participants',
    name: 'a name that is no participant',
    row: { id: 'M003', participants: ['anne', 'dai'] },
    line: 4,
    meetings: ['M003'],
    says: ['"anne"', 'M003'],
  },
  {
    rule: 'known-slot',
    name: 'a slot that the event does not have',
    row: { id: 'M003', slot: '9' },
    line: 4,
    meetings: ['M003'],
    says: ['"9"', 'anna', 'dai'],
  },
  {
    rule: 'known-room',
    name: 'a room that the event does not have',
    row: { id: 'M003', room: 'Cellar' },
    line: 4,
    meetings: ['M003'],
    says: ['"Cellar"', 'anna', 'dai'],
  },
  {
    rule: 'known-room',
    name: 'no room',
    row: { id: 'M003', room: '' },
    line: 4,
    meetings: ['M003'],
    says: ['M003', 'no room'],
  },
  {
    rule: 'two-people',
    name: 'one person',
    row: { id: 'M003', participants: ['anna'] },
    line: 4,
    meetings: ['M003'],
    says: ['M003', 'one person instead of two'],
  },
  {
    rule: 'two-people',
    name: 'one person twice',
    row: { id: 'M003', participants: ['anna', 'anna'] },
    line: 4,
    meetings: ['M003'],
    says: ['M003', 'twice'],
  },
  {
    rule: 'once',
    name: 'the same pair again',
    row: { id: 'M005', participants: ['dai', 'anna'], slot: '1', room: 'Foyer', line: 6 },
    event: twoTables,
    line: 6,
    meetings: ['M003', 'M005'],
    says: ['Anna Rossi (anna)', 'Dai Mori (dai)', 'slots 3 and 1'],
  },
  {
    rule: 'wished',
    name: 'a meeting nobody wished',
    event: event => ({ ...event, wishes: [...event.wishes].filter(({ from, to }) => from !== 'ben' || to !== 'dai') }),
    line: 3,
    meetings: ['M002'],
    says: ['Ben Maes', 'Dai Mori', 'slot 2'],
  },
  {
    rule: 'single-booking',
    name: 'two meetings at once',
    row: { id: 'M003', slot: '2' },
    event: twoTables,
    line: 4,
    meetings: ['M002', 'M003'],
    says: ['Dai Mori', 'slot 2 (2021-05-18 09:25)'],
  },
  {
    rule: 'availability',
    name: 'a slot in which a person is away',
    row: { id: 'M004', slot: '3' },
    line: 5,
    meetings: ['M004'],
    says: ['Emi Sato', 'slot 3', 'M004'],
  },
  {
    rule: 'availability',
    name: 'a slot outside working hours',
    event: person('anna', { workingHours: { from: 9 * 60, to: 10 * 60 } }),
    line: 4,
    meetings: ['M003'],
    says: ['Anna Rossi', 'Slot 3', 'working hours'],
  },
  {
    rule: 'session',
    name: 'another session than the wish asks for',
    event: wish('anna', 'dai', { session: 'early' }),
    line: 4,
    meetings: ['M003'],
    says: ['M003', 'slot 3', '"early"', 'line 2'],
  },
  {
    rule: 'slot-capacity',
    name: 'more meetings than the slot allows',
    row: { id: 'M003', slot: '1' },
    event: event => twoTables({ ...event, slots: event.slots.map(slot => ({ ...slot, meetings: 1 })) }),
    line: 4,
    meetings: ['M003'],
    says: ['2 meetings', 'at most 1', 'Slot 1', 'M003'],
  },
  {
    rule: 'room-tables',
    name: 'more meetings than tables',
    row: { id: 'M003', slot: '1' },
    line: 4,
    meetings: ['M001', 'M003'],
    says: ['Foyer', 'slot 1', '2 meetings', 'at most 1'],
  },
  {
    rule: 'room-tables',
    name: 'one room twice, where the event names no rooms',
    row: { id: 'M003', slot: '1' },
    event: event => ({ ...event, rooms: undefined }),
    line: 4,
    meetings: ['M001', 'M003'],
    says: ['Foyer', 'slot 1'],
  },
  {
    rule: 'room-seats',
    name: 'more people than seats',
    event: room('Salon', { seats: 1 }),
    line: 5,
    meetings: ['M004'],
    says: ['Salon', '2 people', 'seats 1'],
  },
  {
    rule: 'room-availability',
    name: 'a closed room',
    row: { id: 'M002', room: 'Salon' },
    line: 3,
    meetings: ['M002'],
    says: ['Salon', 'slot 2', 'M002'],
  },
  {
    rule: 'room-only',
    name: 'a room reserved for others',
    event: room('Salon', { only: ['anna', 'ben', 'group'] }),
    line: 5,
    meetings: ['M004'],
    says: ['M004', 'Salon', 'anna, ben, group'],
  },
  {
    rule: 'own-room',
    name: 'not in the own room',
    event: person('anna', { room: 'Salon' }),
    line: 4,
    meetings: ['M003'],
    says: ['Anna Rossi', 'Salon', 'Foyer'],
  },
  {
    rule: 'never',
    name: 'a pair that must not meet',
    row: { id: 'M005', participants: ['carla', 'dai'], slot: '1', room: 'Foyer', line: 6 },
    event: twoTables,
    line: 6,
    meetings: ['M005'],
    says: ['carla', 'dai', 'line 7'],
  },
  {
    rule: 'must',
    name: 'a pair that must meet and does not',
    event: wish('anna', 'emi', { kind: 'must' }),
    line: 0,
    meetings: [],
    says: ['anna', 'emi', 'line 3'],
  },
  {
    rule: 'must',
    name: 'a wish that is a must because all are',
    event: event => ({
      ...event,
      rules: { ...event.rules, allWishes: true },
      wishes: [...event.wishes].filter(
        ({ kind, from, to }) => kind !== 'never' && to !== 'carla' && `${from} ${to}` !== 'emi dai',
      ),
    }),
    line: 0,
    meetings: [],
    says: ['anna', 'emi', 'every wish'],
  },
  {
    rule: 'across-sides',
    name: 'both of one side',
    row: { id: 'M001', participants: ['emi', 'dai'] },
    line: 2,
    meetings: ['M001'],
    says: ['Emi Sato', 'Dai Mori', '"Japan"', 'slot 1'],
  },
  {
    rule: 'across-sides',
    name: 'one without a side',
    event: person('carla', { side: '' }),
    line: 5,
    meetings: ['M004'],
    says: ['Carla Weiss', 'no side'],
  },
  {
    rule: 'max-meetings',
    name: 'more meetings than the maximum',
    event: person('emi', { maxMeetings: 1 }),
    line: 5,
    meetings: ['M001', 'M004'],
    says: ['Emi Sato', '2 meetings', 'at most 1'],
  },
  {
    rule: 'max-breaks',
    name: 'more breaks than the maximum',
    event: person('emi', { maxBreaks: 0 }),
    line: 5,
    meetings: ['M004'],
    says: ['Emi Sato', '1 break, at most 0', 'slot 4'],
  },
  {
    rule: 'max-consecutive',
    name: 'busy in too many slots of a session in a row',
    row: { id: 'M005', participants: ['carla', 'dai'], slot: '1', room: 'Salon', line: 6 },
    event: event => ({
      ...person('dai', { maxConsecutive: 2 })(room('Salon', { available: undefined })(event)),
      wishes: [...event.wishes, { ...event.wishes.at(0)!, from: 'dai', to: 'carla' }].filter(
        ({ kind }) => kind !== 'never',
      ),
      slots: event.slots.map(slot => ({ ...slot, session: 'all day' })),
    }),
    line: 4,
    meetings: ['M005', 'M002', 'M003'],
    says: ['Dai Mori (dai)', '3 slots in a row, 1 to 3', 'at most 2'],
  },
  {
    rule: 'lock',
    name: 'a locked meeting in another slot',
    event: event => ({ ...event, locks: [{ participants: ['dai', 'anna'], slot: '2', room: undefined, line: 2 }] }),
    line: 4,
    meetings: ['M003'],
    says: ['Dai Mori (dai) and Anna Rossi (anna)', 'slot 2', 'slot 3', 'line 2'],
  },
  {
    rule: 'lock',
    name: 'a locked meeting in another room',
    event: event => ({ ...event, locks: [{ participants: ['dai', 'anna'], slot: '3', room: 'Salon', line: 2 }] }),
    line: 4,
    meetings: ['M003'],
    says: ['Anna Rossi', 'Salon', 'Foyer'],
  },
  {
    rule: 'lock',
    name: 'a locked meeting that does not take place',
    event: event => ({ ...event, locks: [{ participants: ['anna', 'emi'], slot: '1', room: undefined, line: 3 }] }),
    line: 0,
    meetings: [],
    says: ['Anna Rossi (anna) and Emi Sato (emi)', 'do not meet', 'line 3'],
  },
  {
    rule: 'order',
    name: 'the second before the first',
    event: event => ({ ...event, order: [{ before: ['anna', 'dai'], after: ['dai', 'ben'], line: 2 }] }),
    line: 3,
    meetings: ['M003', 'M002'],
    says: ['Anna Rossi (anna) and Dai Mori (dai)', 'Ben Maes', 'slots 3 and 2'],
  },
];

describe('one defect in a good schedule', () => {
  let small: { event: Event; answer: Schedule };
  beforeAll(async () => {
    small = await readSmall();
  });

  it.each(DEFECTS)('$rule: $name', defect => {
    expectOnly(defect, defect.event?.(small.event) ?? small.event, small.answer);
  });

  it.each(GROUP_DEFECTS)('$rule, with groups: $name', defect => {
    const { event, answer } = makeGroups();
    expectOnly(defect, defect.event?.(event) ?? event, answer);
  });

  it.each(RULES.map(({ id }) => id))('%s has a case above', id => {
    expect([...DEFECTS, ...GROUP_DEFECTS].map(({ rule }) => rule)).toContain(id);
  });
});

/** The defect is found, said in a sentence, and nothing else is. */
function expectOnly(defect: Defect, event: Event, { meetings }: Schedule): void {
  const { violations } = check(event, { meetings: changed(meetings, defect.row) });
  expect(violations).toEqual([
    { rule: defect.rule, line: defect.line, meetings: defect.meetings, message: expect.any(String) },
  ]);
  for (const part of defect.says) expect(violations[0].message).toContain(part);
  expect(violations[0].message).toMatch(/^[A-Z].*\.$/);
}
