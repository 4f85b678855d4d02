import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEvent } from '../../src/read/folder.js';
import { faults, folderOf, messages, read } from './tables.js';

const PREFS = 'from,to\nAda,Ben\n';
const peopleOf = async (rows: readonly string[], files = {}, options = {}) =>
  (await read({ 'prefs.csv': PREFS, 'participants.csv': rows, ...files }, options)).event.participants;
const faultsOf = (rows: readonly string[], files = {}) =>
  faults({ 'prefs.csv': PREFS, 'participants.csv': rows, ...files });

describe('participants', () => {
  it('named in prefs.csv only, in the order of first appearance, with the defaults', async () => {
    const { event } = await read({ 'prefs.csv': 'from,to\nCyd,Ada\nBen,Cyd\n' });
    expect(event.participants.map(p => p.id)).toEqual(['Cyd', 'Ada', 'Ben']);
    expect(event.participants[1]).toEqual({
      id: 'Ada',
      name: 'Ada',
      organisation: '',
      country: '',
      email: '',
      title: '',
      side: '',
      role: 'participant',
      available: undefined,
      unavailable: [],
      workingHours: undefined,
      timezone: undefined,
      languages: [],
      minMeetings: 1,
      maxMeetings: undefined,
      maxConsecutive: undefined,
      maxBreaks: undefined,
      weight: 1,
      parallel: 1,
      room: undefined,
      offers: [],
      seeks: [],
      sectors: [],
      group: undefined,
      line: 0,
    });
  });
  it('with every column', async () => {
    const header =
      'ID,Name,Organization,Country,E-Mail,Title,Side,Role,Working hours,Timezone,Languages,Min meetings,Max meetings,' +
      'Max breaks,Max consecutive,Weight,Parallel,Room,Offers,Seeks,Sectors,Group min,Group max,Sessions';
    const row =
      'Ada,Ada Arno,Vitagora,FR,ada@example.org,Director,EU,,,Asia/Tokyo,EN;fr,2,8,3,4,1.5,2,red,a;b,c,d|e,2,5,3';
    const [ada, ben, cyd] = await peopleOf([header, row, `Ben${','.repeat(23)}`, `Cyd,,,,,,,topic${','.repeat(16)}`], {
      'rooms.csv': 'room\nｒｅｄ\n',
    });
    expect(ada).toEqual({
      id: 'Ada',
      name: 'Ada Arno',
      organisation: 'Vitagora',
      country: 'FR',
      email: 'ada@example.org',
      title: 'Director',
      side: 'EU',
      role: 'participant',
      available: undefined,
      unavailable: [],
      workingHours: undefined,
      timezone: 'Asia/Tokyo',
      languages: ['en', 'fr'],
      minMeetings: 2,
      maxMeetings: 8,
      maxConsecutive: 4,
      maxBreaks: 3,
      weight: 1.5,
      parallel: 2,
      room: 'ｒｅｄ',
      offers: ['a', 'b'],
      seeks: ['c'],
      sectors: ['d', 'e'],
      group: undefined,
      line: 2,
    });
    expect(ben).toMatchObject({ name: 'Ben', weight: 1, line: 3 });
    expect(cyd).toMatchObject({ role: 'topic', group: { min: 1, max: 6, sessions: undefined } });
  });
  it('working hours in event time', async () => {
    const slots = { 'slots.csv': 'slot,start,end\n1,09:00,09:20\n' };
    const [ada] = await peopleOf(['id,working_hours', 'Ada,8:00-19:00', 'Ben,'], slots);
    expect(ada!.workingHours).toEqual({ from: 480, to: 1140 });
  });
  it('an e-mail address may be the id', async () => {
    const { event } = await read({
      'prefs.csv': 'from,to\na@x.org,b@x.org\n',
      'participants.csv': ['email,name', 'a@x.org,Ada', 'b@x.org,Ben'],
    });
    expect(event.participants.map(p => [p.id, p.email, p.name])).toEqual([
      ['a@x.org', 'a@x.org', 'Ada'],
      ['b@x.org', 'b@x.org', 'Ben'],
    ]);
  });
  it('any room where no rooms are given, in its first spelling and the same for locks', async () => {
    const { event } = await read({
      'prefs.csv': PREFS,
      'participants.csv': ['id,room', 'Ada,Room 01', 'Ben,ｒoom 01'],
      'locks.csv': ['a,b,slot,room', 'Ada,Ben,1,ROOM 01'],
    });
    expect(event.participants.map(p => p.room)).toEqual(['Room 01', 'Room 01']);
    expect(event.locks.map(lock => lock.room)).toEqual(['Room 01']);
  });
  it('sides that differ only by case or width are one', async () => {
    const people = await peopleOf(['id,side', 'Ada,EU', 'Ben,ｅｕ']);
    expect(people.map(p => p.side)).toEqual(['EU', 'EU']);
  });
});

describe('minima and maxima', () => {
  const yaml = { 'event.yaml': 'rules: {min_meetings: 3, max_meetings: 5, max_breaks: 2}\n' };
  it('come from the column, else the rules, else the default', async () => {
    const rows = ['id,min_meetings,max_meetings,max_breaks', 'Ada,0,9,0', 'Ben,,,'];
    expect(await peopleOf(rows, yaml)).toMatchObject([
      { minMeetings: 0, maxMeetings: 9, maxBreaks: 0 },
      { minMeetings: 3, maxMeetings: 5, maxBreaks: 2 },
    ]);
  });
  it("are known as the column's where they are the same as the rules'", async () => {
    const rows = ['id,max_meetings,max_breaks', 'Ada,5,1', 'Ben,,2', 'Cyd,,'];
    const [ada, ben, cyd] = await peopleOf(rows, yaml);
    expect([ada, ben, cyd].map(person => person!.ownLimits)).toEqual([['maxMeetings'], ['maxBreaks'], undefined]);
  });
  it('a promise that no column makes never exceeds the maximum', async () => {
    expect(await peopleOf(['id,max_meetings', 'Ada,0', 'Ben,2'], yaml)).toMatchObject([
      { minMeetings: 0, maxMeetings: 0 },
      { minMeetings: 2, maxMeetings: 2 },
    ]);
  });
  it('a promise above the rule is a fault', async () => {
    expect(await faultsOf(['id,min_meetings', 'Ada,6', 'Ben,'], yaml)).toEqual(['participants.csv:2:2 E402']);
  });
});

describe('faults of participants', () => {
  it('all of a row are told', async () => {
    const rows = [
      'id,role,weight,parallel,min_meetings,max_meetings,group_min,group_max,timezone,languages,working_hours,max_breaks',
      'Ada,boss,0.05,0,2,1,7,6,Nowhere,xx;en;yy,late,1.5',
      'Ben,,1.25,,,,,,,,,',
    ];
    expect(await faultsOf(rows)).toEqual(
      ['2 E404', '3 E403', '4 E401', '5 E402', '7 E402', '9 E406', '10 E409', '10 E409', '11 E407', '12 E401']
        .map(place => `participants.csv:2:${place}`)
        .concat('participants.csv:3:3 E403'),
    );
  });
  it('ids: empty, twice, alike', async () => {
    expect(await faultsOf(['id', 'Ada', 'Ben', 'Ada', 'BEN', 'ＡＤＡ', '""'])).toEqual([
      'participants.csv:4:1 E111',
      'participants.csv:5:1 E112',
      'participants.csv:6:1 E112',
    ]);
    expect(await faultsOf(['id,name', 'Ada,', 'Ben,', ',x'])).toEqual(['participants.csv:4:1 E110']);
  });
  it('a room that is not there, or no good name', async () => {
    const files = { 'prefs.csv': PREFS, 'participants.csv': ['id,room', 'Ada,Red;Blue', 'Ben,'] };
    expect(await messages(files)).toEqual([
      'expected an id without ";" and control characters, got "Red;Blue"; write the id without it',
    ]);
    expect(await messages({ ...files, 'rooms.csv': 'room\nHall\n' })).toEqual([
      'no room "Red;Blue"; use a room of the event',
    ]);
  });
  it('a table that cannot be read leaves the names of the others in peace', async () => {
    expect(await faultsOf(['name', 'Ada'], { 'locks.csv': 'a,b,slot\nZoe,Yan,1\n' })).toEqual([
      'participants.csv:1:0 E101',
    ]);
  });
  it('nobody', async () => {
    const empty = { 'prefs.csv': 'from,to\nAda,Ben\n', 'participants.csv': 'id\n' };
    const { event, notices } = await read(empty);
    expect(event.participants.map(person => person.id)).toEqual(['Ada', 'Ben']);
    expect(notices.join()).toContain('there is no participant yet, so it is passed over');
    const folder = folderOf(empty);
    const named = { prefs: join(folder, 'prefs.csv'), participants: join(folder, 'participants.csv'), discover: false };
    await expect(readEvent(named)).rejects.toThrow('participants.csv E005: there is no participant');
    expect(await faults({ 'prefs.csv': 'from,to\n' })).toEqual(['prefs.csv:0:0 E005']);
  });
});
