import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assumeSlots } from '../../src/read/assume.js';
import { Context } from '../../src/read/context.js';
import { readParticipants } from '../../src/read/participants.js';
import { People } from '../../src/read/people.js';
import { readPrefs } from '../../src/read/prefs.js';
import { WishBook } from '../../src/read/wishes.js';
import { folderOf, read } from './tables.js';

/** A star: one person wishes `partners` others, who wish back. */
const star = (partners: number) => [
  'from,to,kind',
  ...Array.from({ length: partners }, (_, i) => [`Hub,P${i},`, `P${i},Hub,must`]).flat(),
  'Hub,Foe,never',
];

describe('slots where none are given', () => {
  it.each([
    [1, 4],
    [4, 4],
    [7, 7],
    [16, 16],
    [30, 16],
  ])('the busiest has %i partners: %i slots', async (partners, slots) => {
    const { event, notices } = await read({ 'prefs.csv': star(partners) });
    expect(event.slots.map(s => s.id)).toEqual(Array.from({ length: slots }, (_, i) => String(i + 1)));
    expect(notices[0]).toMatch(new RegExp(`^no slots given: ${slots} slots .* ${partners} different partner`));
  });
});

it('a wish for any of an organisation is one partner of who wishes', async () => {
  const rows = ['id,organisation', 'Hub,', ...[1, 2, 3, 4, 5, 6].flatMap(i => [`A${i},Org ${i}`, `B${i},Org ${i}`])];
  const folder = folderOf({
    'prefs.csv': ['from,to,kind', ...[1, 2, 3, 4, 5].map(i => `Hub,Org ${i},`), 'Hub,Org 6,never', 'A1,B1,'],
    'participants.csv': rows,
  });
  const context = new Context();
  const known = readParticipants({ table: 'participants', path: join(folder, 'participants.csv') }, context);
  const book = new WishBook(new People(known, false), undefined);
  readPrefs({ table: 'prefs', path: join(folder, 'prefs.csv') }, context, undefined, book);
  expect(assumeSlots(book, context).slots).toHaveLength(5);
});
