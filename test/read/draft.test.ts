import { describe, expect, it } from 'vitest';
import { InputRejected } from '../../src/errors.js';
import { draftEvent } from '../../src/read/draft.js';
import { folderOf } from './tables.js';

const draft = async (files: Parameters<typeof folderOf>[0], options = {}) => {
  const folder = folderOf(files);
  return { ...(await draftEvent({ prefs: `${folder}/prefs.csv`, ...options })), made: folder };
};

describe('a draft of an event', () => {
  it('from wishes alone', async () => {
    const { made, tables, people, ...rest } = await draft({ 'prefs.csv': 'from,to\nA,B\nA,C\nA,D\nA,E\nA,F\nB,A\n' });
    expect(people.map(person => person.id)).toEqual(['A', 'B', 'C', 'D', 'E', 'F']);
    expect(rest).toEqual({
      folder: made,
      slots: 5,
      why: 'the busiest person has 5 different partners; at least 4, at most 16',
      sessions: [],
      eventFile: undefined,
      notices: [],
    });
    expect(tables.map(({ table, name, bytes }) => [table, name, bytes().length])).toEqual([['prefs', 'prefs.csv', 32]]);
  });
  it('sessions in the spelling of the first, each with the need of its busiest person', async () => {
    const rows = ['from,to,session', 'A,B,am', 'A,C,AM', 'B,A,ＡＭ', 'C,D,pm', 'A,D,'];
    expect((await draft({ 'prefs.csv': rows })).sessions).toEqual([
      { label: 'am', slots: 2 },
      { label: 'pm', slots: 1 },
    ]);
    await expect(draft({ 'prefs.csv': [...rows, 'B,C,am', 'C,B,pm'] })).rejects.toThrow('E211');
  });
  it('knows of an event file beside the wishes', async () => {
    const { made, eventFile } = await draft({ 'prefs.csv': 'from,to\nA,B\n', 'event.yaml': 'rooms: 3\n' });
    expect(eventFile).toBe(`${made}/event.yaml`);
  });
  it('what participants.csv says', async () => {
    const files = {
      'prefs.csv': 'from,to\nA,B\n',
      'participants.csv': 'id,name,side\nA,Ada,EU\nB,Ben,Japan\nC,Cyd,EU\n',
    };
    expect((await draft(files)).people.map(({ name, side }) => `${name} ${side}`)).toEqual([
      'Ada EU',
      'Ben Japan',
      'Cyd EU',
    ]);
    await expect(draft({ ...files, 'prefs.csv': 'from,to\nA,X\nB,B\n' })).rejects.toThrow(InputRejected);
    expect((await draft({ ...files, 'participants.csv': 'id\n' })).people.map(({ id }) => id)).toEqual(['A', 'B']);
  });
});
