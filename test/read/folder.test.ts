import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputRejected } from '../../src/errors.js';
import { readEvent } from '../../src/read/folder.js';
import { runs } from '../helpers/runs.js';
import { read } from './tables.js';

const B2BSP = new URL('../../../shared/instances/b2bsp', import.meta.url).pathname;

const present = existsSync(B2BSP);

describe(present ? 'the published instances' : 'the published instances (skipped: ../shared is not there)', () => {
  it.skipIf(!present).each([
    ['forum-13', 70, 154, 21, 14],
    ['forum-14', 78, 302, 22, 22],
    ['forumt-14', 60, 237, 10, 27],
    ['forumt-14crafe', 60, 236, 10, 24],
    ['tic-12', 42, 125, 8, 21],
    ['tic-13', 47, 180, 10, 21],
    ['tic-13crafc', 47, 180, 10, 19],
    ['ticf-13crafc', 70, 154, 21, 12],
  ])('%s', async (name, people, wishes, slots, rooms) => {
    const { event } = await readEvent({ prefs: join(B2BSP, name, 'prefs.csv'), discover: true });
    expect(event.participants).toHaveLength(people);
    expect(event.wishes).toHaveLength(wishes);
    expect(event.slots).toHaveLength(slots);
    expect(event.rooms).toHaveLength(rooms);
    expect(event.rules).toMatchObject({ minMeetings: 0, maxBreaks: 2, allWishes: true });
    expect(event.participants.every(p => p.minMeetings === 0 && p.maxBreaks === 2)).toBe(true);
  });
});

describe('whatever stands in the tables', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      'A',
      'B',
      'a',
      'Ａ',
      '',
      '1',
      '2',
      '1-2',
      '09:00-10:00',
      'Mon 09:00',
      '2026-03-29',
      'Asia/Tokyo',
      'yes',
      'must',
      '"',
      'x\ny',
      'from',
      'to',
      'slot',
    ),
    fc.string({ maxLength: 4, unit: 'grapheme' }),
  );
  const table = (headers: readonly string[]) =>
    fc
      .tuple(
        fc.shuffledSubarray([...headers], { minLength: 1 }),
        fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 4 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
      )
      .map(([header, rows, delimiter, end]) => [header, ...rows].map(row => row.join(delimiter)).join(end));
  const files = fc.record(
    {
      'prefs.csv': table(['from', 'to', 'rank', 'score', 'kind', 'session', 'choice 1', 'choice 2']),
      'participants.csv': table(['id', 'available', 'side', 'room', 'min_meetings', 'working_hours', 'timezone']),
      'slots.csv': table(['slot', 'start', 'end', 'date', 'session']),
      'rooms.csv': table(['room', 'only', 'tables', 'available']),
      'locks.csv': table(['a', 'b', 'slot', 'room', 'participants', 'locked']),
      'availability.csv': table(['participant', '1', '2', '09:00', 'Mon', '2026-03-29', 'x']),
      'event.yaml': fc.constantFrom(
        '',
        'rules: {across_sides: yes}',
        'rooms: 2',
        '{',
        'slots: [1]',
        '- 1',
        '"',
        'timezone: Europe/Brussels',
        'timezone: Europe/Brussels\nslots: {date: 2026-03-29, from: "01:00", to: "11:00", length: 30}',
        'slots: [{from: "09:00", to: "10:00", length: 20}, {date: 2026-03-29, from: "09:00", to: "10:00", length: 20}]',
        'files: {slots: slots.csv, rooms: nowhere.csv, availability: ""}',
        'output: {language: fr, formats: docx}',
        'slots: {from: 9, breaks: [1], date: {}}',
      ),
    },
    { requiredKeys: ['prefs.csv'] },
  );

  it('an event comes out, or faults that stand inside the files', async () => {
    await fc.assert(
      fc.asyncProperty(files, async tables => {
        try {
          const { event } = await read(tables);
          const ids = new Set(event.participants.map(p => p.id));
          expect(event.slots.length).toBeGreaterThan(0);
          expect([...event.wishes].every(w => ids.has(w.from) && ids.has(w.to) && w.from !== w.to)).toBe(true);
        } catch (error) {
          if (!(error instanceof InputRejected)) throw error;
          expect(error.errors.length).toBeGreaterThan(0);
          for (const { file, line, cause, action } of error.errors) {
            const text = tables[file.split('/').at(-1) as keyof typeof tables] ?? '';
            expect(line).toBeLessThanOrEqual(text.split('\n').length);
            expect(`${cause}${action}`).not.toMatch(/undefined|NaN|\[object/);
          }
        }
      }),
      runs(300),
    );
  });
});
