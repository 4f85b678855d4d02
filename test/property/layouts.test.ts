/** Whatever stands in a table of wishes, in whatever layout, reading it ends in an event or in listed faults. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputRejected } from '../../src/errors.js';
import { readEvent } from '../../src/read/folder.js';
import type { PrefsLayout } from '../../src/read/prefs-layout.js';
import { runs } from '../helpers/runs.js';
import { folderOf } from '../read/tables.js';

const HEADERS = [
  ['from', 'to', 'rank', 'kind', 'status', 'session', 'as', 'note'],
  ['de', 'cible', 'note'],
  ['Host', 'Guest', 'Interest', 'Status'],
  ['from', 'choice 1', 'choice 2', '第3希望'],
  ['Name', 'Prof1', 'Prof2', 'Prof3'],
  ['from', 'A', 'B', 'Acme', 'Ada Arno'],
  ['', 'A', 'B', 'C'],
  ['from', 'choices'],
  ['Timestamp', 'Name', 'Whom?', 'Whom?'],
  ['Timestamp', 'Email Address', 'Whom to meet? [A]', 'Whom to meet? [B]'],
  ['ID', 'Start time', 'Completion time', 'Email', 'Name', 'Rank them'],
  ['', '', ''],
];
const CELLS =
  '|A|B|C|D|a|Ada Arno|arno ada|Acme|acme ltd|b@x.org|anonymous|A;B|A, B, Acme, Inc.|A|1|2|0|-1|1.5|1,5|1e9|９|★★|4/5|9/5|x|-|yes|いいえ|△|' +
  'Must meet|no thanks|never|must|Accepted|annulé|am|seat|pair|;|；|"|\u0000|\u202e|😀|=1+1|constructor|__proto__|2021-05-18';

const arbCell = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...CELLS.split('|')) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
);
const arbHeader = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HEADERS) },
  {
    weight: 1,
    arbitrary: fc.array(fc.oneof(arbCell, fc.constantFrom(...HEADERS.flat())), { minLength: 1, maxLength: 7 }),
  },
);
const arbTable = arbHeader.chain(header =>
  fc
    .array(fc.array(arbCell, { minLength: header.length, maxLength: header.length }), { maxLength: 6 })
    .map(rows => [header, ...rows].map(row => row.map(quoted).join(',')).join('\n')),
);
const arbLayout = fc.constantFrom<PrefsLayout | undefined>(undefined, undefined, 'long', 'ranked', 'matrix', 'list');

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

const PEOPLE = [
  'id,name,organisation,email,country',
  'A,Ada Arno,Acme,a@x.org,FR',
  'B,Ben Boll,"Acme, Inc.",b@x.org,日本',
  'C,Ada Arno,Acme,c@x.org,Atlantis',
  'D,,Bolt Ltd,,',
  'am,,,,',
];

/** The event that ends the reading, or the number of its faults; anything else is thrown. */
async function outcome(table: string, layout: PrefsLayout | undefined, participants: string | undefined) {
  try {
    const stdin = () => new TextEncoder().encode(table);
    const { event } = await readEvent({ prefs: '-', participants, slots: '4', discover: false, layout, stdin });
    return event;
  } catch (error) {
    if (error instanceof InputRejected) return error.errors;
    throw error;
  }
}

describe('random cells', () => {
  it.each([true, false])('end in an event or in faults (with participants: %s)', async withPeople => {
    const participants = withPeople ? `${folderOf({ 'participants.csv': PEOPLE })}/participants.csv` : undefined;
    const ends = { events: 0, faults: 0 };
    await fc.assert(
      fc.asyncProperty(arbTable, arbLayout, async (table, layout) => {
        const end = await outcome(table, layout, participants);
        if ('wishes' in end) {
          ends.events++;
          const ids = new Set(end.participants.map(person => person.id));
          for (const wish of end.wishes) {
            expect(ids).toContain(wish.from);
            for (const id of wish.anyOf ?? [wish.to]) {
              expect(ids).toContain(id);
              expect(id).not.toBe(wish.from);
            }
          }
        } else {
          ends.faults++;
          expect(end.length).toBeGreaterThan(0);
          for (const { cause, action } of end) expect([cause, action].join('')).not.toMatch(/undefined|NaN|\[object/);
        }
      }),
      runs(Number(process.env.EJRC_FUZZ ?? 400)),
    );
    // Both happen, or nothing is tried here.
    expect(Math.min(ends.events, ends.faults)).toBeGreaterThan(20);
  });
});
