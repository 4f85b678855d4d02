/** Wishes for any one of the people of an organisation, as the readers give them. */
import { describe, expect, it } from 'vitest';
import { faults, read } from './tables.js';

const people = (...rows: string[]) => ({ 'participants.csv': rows });

describe('organisations', () => {
  const shared = people(
    'id,name,organisation',
    'A,,Acme',
    'B,,Vitagora GmbH',
    'C,,VITAGORA GmbH',
    'D,,Alpha',
    'E,E,acme',
  );
  const files = (...rows: readonly string[]) => ({ 'prefs.csv': ['from,to,kind,session', ...rows], ...shared });
  const wishesOf = async (...rows: readonly string[]) =>
    [...(await read(files(...rows))).event.wishes].map(({ from, to, kind, anyOf }) => ({ from, to, kind, anyOf }));

  it('any one of its people, in table order and without who wishes', async () => {
    expect(await wishesOf('A,Vitagora,,', 'B,acme,must,', 'C,Acme,never,')).toEqual([
      { from: 'A', to: 'Vitagora GmbH', kind: 'wish', anyOf: ['B', 'C'] },
      { from: 'B', to: 'Acme', kind: 'must', anyOf: ['A', 'E'] },
      { from: 'C', to: 'Acme', kind: 'never', anyOf: ['A', 'E'] },
    ]);
  });
  it('one other participant is meant itself; an id beats an organisation', async () => {
    expect(await wishesOf('A,Alpha,,', 'B,Vitagora GmbH,,', 'A,E,,')).toEqual([
      { from: 'A', to: 'D', kind: 'wish', anyOf: undefined },
      { from: 'B', to: 'C', kind: 'wish', anyOf: undefined },
      { from: 'A', to: 'E', kind: 'wish', anyOf: undefined },
    ]);
  });
  it('faults: its own alone, twice, two sessions, as the one who wishes', async () => {
    const slots = { 'slots.csv': 'slot,session\n1,am\n2,pm\n' };
    const rows = [
      'from,to,kind,session',
      'D,alpha,,',
      'D,Acme,,am',
      'D,ACME,,',
      'D,Acme,never,pm',
      'Vitagora GmbH,A,,',
    ];
    expect(await faults({ 'prefs.csv': rows, ...shared, ...slots })).toEqual([
      'prefs.csv:2:2 E205',
      'prefs.csv:4:2 E203',
      'prefs.csv:5:4 E211',
      'prefs.csv:6:1 E213',
    ]);
  });
  it('count as one partner of who wishes, where slots are assumed', async () => {
    const rows = ['id,organisation', 'Hub,', ...[1, 2, 3, 4, 5, 6].flatMap(i => [`A${i},Org ${i}`, `B${i},Org ${i}`])];
    const wishes = ['from,to,kind', ...[1, 2, 3, 4, 5].map(i => `Hub,Org ${i},`), 'Hub,Org 6,never', 'A1,B1,'];
    const { event } = await read({ 'prefs.csv': wishes, 'participants.csv': rows });
    expect(event.slots).toHaveLength(5);
  });
});
