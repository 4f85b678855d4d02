/** The instance of `fixtures/groups` in code, its answer, and what `answer.md` derives. */
import type { Event, Lock } from '../../src/model/event.js';
import type { Figures } from '../../src/model/objective.js';
import type { Meeting, Schedule } from '../../src/model/schedule.js';
import { makeEvent, makeSchedule } from './event.js';

export const GROUPS_FIGURES: Figures = { promises: 7, points: 15, breaks: 4, idle: 6, moves: 6 };

const SEAT_OF_ANNA: Lock = { participants: ['hana', 'anna'], slot: '1', room: 'Hall', kind: 'group', line: 2 };

/** Made anew. */
export function makeGroups(): { event: Event; answer: Schedule } {
  const event = makeEvent({
    participants: [
      {
        ...{ id: 'hana', name: 'Hana Ito', organisation: 'Osaka Bio', side: 'Japan', role: 'host', languages: ['ja'] },
        group: { min: 2, max: 3, sessions: 1 },
      },
      {
        id: 'green',
        name: 'Green hydrogen',
        role: 'topic',
        available: ['2'],
        group: { min: 2, max: 4, sessions: undefined },
      },
      { id: 'anna', name: 'Anna Rossi', organisation: 'Alba Robotics', side: 'EU', languages: ['en', 'it'] },
      { id: 'ben', name: 'Ben Maes', organisation: 'Brabant', side: 'EU', languages: ['en', 'fr'] },
      { id: 'chloe', name: 'Chloe Petit', organisation: 'BRABANT', side: 'EU', languages: ['fr'], unavailable: ['2'] },
      { id: 'dai', name: 'Dai Mori', organisation: 'Mori Seiki Lab', side: 'Japan', languages: ['ja', 'en'] },
      { id: 'emi', name: 'Emi Sato', organisation: 'Ｏsaka Bio', side: 'Japan', languages: ['ja'], maxConsecutive: 2 },
    ],
    wishes: [
      { from: 'anna', to: 'hana', rank: 1, as: 'seat' },
      { from: 'ben', to: 'hana', rank: 1, as: 'seat' },
      { from: 'chloe', to: 'hana', rank: 2, as: 'seat', kind: 'must' },
      { from: 'dai', to: 'green', rank: 1, as: 'seat' },
      { from: 'emi', to: 'green', rank: 2, as: 'seat' },
      { from: 'chloe', to: 'green', rank: 2, as: 'seat' },
      { from: 'emi', to: 'chloe', rank: 1, session: 'talks' },
      { from: 'dai', to: 'Brabant', rank: 2, anyOf: ['ben', 'chloe'] },
      { from: 'ben', to: 'dai', rank: 2 },
      { from: 'hana', to: 'anna', rank: 1 },
      { from: 'hana', to: 'chloe', rank: 2, as: 'either' },
      { from: 'anna', to: 'emi', kind: 'never' },
    ],
    slots: [
      { date: '2021-05-18', start: '09:00', end: '09:30', session: 'groups' },
      { date: '2021-05-18', start: '09:30', end: '10:00', session: 'groups' },
      { date: '2021-05-18', start: '10:30', end: '10:50', session: 'talks' },
      { date: '2021-05-18', start: '10:50', end: '11:10', session: 'talks' },
    ],
    rooms: [
      { id: 'Hall', seats: 4, only: ['group'] },
      { id: 'Foyer', seats: 2, available: ['3', '4'] },
      { id: 'Salon', seats: 2, available: ['3'] },
    ],
    interpreters: [
      { id: 'louis', languages: ['ja', 'en', 'fr'], unavailable: ['3'], maxConsecutive: 2 },
      { id: 'yuki', languages: ['ja', 'fr'] },
    ],
    order: [
      [
        ['ben', 'hana'],
        ['ben', 'dai'],
      ],
    ],
    rules: { acrossSides: true, acrossOrganisations: true },
  });
  return { event: { ...event, locks: [SEAT_OF_ANNA] }, answer: makeAnswer() };
}

function makeAnswer(): Schedule {
  const group = { kind: 'group' } as const;
  const rows: readonly (readonly [people: string, slot: number, room: string, change: Partial<Meeting>])[] = [
    ['hana;anna;ben;chloe', 1, 'Hall', { ...group, interpreter: 'louis', locked: true }],
    ['green;dai;emi', 2, 'Hall', group],
    ['ben;dai', 3, 'Foyer', {}],
    ['chloe;emi', 3, 'Salon', { interpreter: 'yuki' }],
    ['anna;hana', 4, 'Foyer', { interpreter: 'louis' }],
  ];
  const { meetings } = makeSchedule(rows.map(([people, slot, room]) => [people, slot, room]));
  return { meetings: meetings.map((meeting, index) => ({ ...meeting, ...rows[index][3] })) };
}
