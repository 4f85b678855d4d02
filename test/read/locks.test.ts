import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faults, folderOf, messages, read } from './tables.js';

const EVENT = {
  'prefs.csv': 'from,to\nAda,Ben\nBen,Cyd\nCyd,Ada\n',
  'slots.csv': 'slot\n1\n2\n',
  'rooms.csv': 'room\nRed\nBlue\n',
};
const locksOf = async (locks: readonly string[], files: Record<string, string> = EVENT) =>
  (await read({ ...files, 'locks.csv': locks })).event.locks;
const faultsOf = (locks: readonly string[], files: Record<string, string> = EVENT) =>
  faults({ ...files, 'locks.csv': locks });

describe('locks', () => {
  it('with and without a room, in the spelling of their tables', async () => {
    expect(await locksOf(['a,b,slot,room', 'Ａda,Ben,1,Ｒed', 'Cyd,Ben,2,'])).toEqual([
      { participants: ['Ada', 'Ben'], slot: '1', room: 'Red', line: 2 },
      { participants: ['Cyd', 'Ben'], slot: '2', room: undefined, line: 3 },
    ]);
    expect(await locksOf(['slot,b,a', '2,Ben,Ada'])).toHaveLength(1);
  });
  it('the locked rows of a schedule', async () => {
    const folder = folderOf({
      'old.csv': [
        'meeting,slot,room,participants,locked',
        'M1,1,Red,Ada;Ben,yes',
        'M2,1,Blue,Nobody;Else,no',
        'M3,2,Blue,Ada|Cyd,x',
      ],
    });
    const { event } = await read(EVENT, { locks: join(folder, 'old.csv') });
    expect(event.locks).toEqual([
      { participants: ['Ada', 'Ben'], slot: '1', room: 'Red', line: 2 },
      { participants: ['Ada', 'Cyd'], slot: '2', room: 'Blue', line: 4 },
    ]);
    expect(event.inputs.at(-1)).toMatchObject({ table: 'locks', name: 'old.csv', rows: 3 });
  });
  it('cells that were defused for spreadsheets', async () => {
    const files = { 'prefs.csv': 'from,to\n=Ada,-Ben\n', 'slots.csv': 'slot\n+1\n', 'rooms.csv': 'room\n@Red\n' };
    expect(await locksOf(['slot,room,participants,locked', "'+1,'@Red,'=Ada;-Ben,yes"], files)).toEqual([
      { participants: ['=Ada', '-Ben'], slot: '+1', room: '@Red', line: 2 },
    ]);
  });
  it('any room where no rooms are given, in its first spelling', async () => {
    const { 'rooms.csv': _, ...files } = EVENT;
    const locks = ['a,b,slot,room', 'Ada,Ben,1,Room 01', 'Ben,Cyd,1,Ｒed', 'Cyd,Ada,2,red'];
    expect((await locksOf(locks, files)).map(lock => lock.room)).toEqual(['Room 01', 'Ｒed', 'Ｒed']);
    expect(await locksOf(['slot,participants,room,locked', "1,Ada;Ben,''=Red,yes"], files)).toMatchObject([
      { room: "'=Red" },
    ]);
  });
  it('rooms of an earlier schedule where there are others now', async () => {
    const { 'rooms.csv': _, ...files } = EVENT;
    const locks = { ...files, 'locks.csv': ['slot,participants,room,locked', '1,Ada;Ben,Room 01,yes'] };
    expect((await read(locks, { rooms: '12' })).event.locks).toMatchObject([{ room: 'Room 01' }]);
    expect(await faults(locks, { rooms: '2' })).toEqual(['locks.csv:2:3 E311']);
  });
  it('a room that is no good name', async () => {
    const { 'rooms.csv': _, ...files } = EVENT;
    const locks = ['a,b,slot,room', 'Ada,Ben,1,Red;Blue', `Ben,Cyd,1,${'x'.repeat(201)}`];
    expect(await faultsOf(locks, files)).toEqual(['locks.csv:2:4 E113', 'locks.csv:3:4 E114']);
  });
});

describe('faults of locks', () => {
  it('every one is told', async () => {
    expect(
      await faultsOf(['a,b,slot,room', 'Ada,Bob,3,Green', 'Ada,Ada,1,', 'Ada,Ben,1,', 'Ben,Ada,2,', ',Ben,,']),
    ).toEqual([
      'locks.csv:2:2 E204',
      'locks.csv:2:3 E307',
      'locks.csv:2:4 E311',
      'locks.csv:3:2 E501',
      'locks.csv:5:2 E502',
      'locks.csv:6:1 E110',
      'locks.csv:6:3 E307',
    ]);
  });
  it('of a schedule', async () => {
    expect(
      await faultsOf([
        'slot,participants,locked',
        '1,Ada;Ben;Cyd,yes',
        '1,Ada,yes',
        '1,,yes',
        '1,Ada;Ben,perhaps',
        '1,Ada;Bem,yes',
      ]),
    ).toEqual([
      'locks.csv:2:2 E504',
      'locks.csv:3:2 E501',
      'locks.csv:4:2 E501',
      'locks.csv:5:3 E405',
      'locks.csv:6:2 E204',
    ]);
    expect(await faultsOf(['slot,participants', '1,Ada;Ben'])).toEqual(['locks.csv:1:0 E101']);
  });
  it('suggests', async () => {
    expect(await messages({ ...EVENT, 'locks.csv': 'a,b,slot,room\nAda,Ben,1,red\n' })).toEqual([
      'no room "red"; did you mean "Red"?',
    ]);
  });
});

describe('locks of group sessions', () => {
  const HOSTED = {
    'participants.csv': 'id,role\nAda,\nBen,\nCyd,\nHal,host\nKim,host\nGreen,topic\n',
    'prefs.csv': 'from,to,as\nAda,Hal,\nHal,Ben,seat\nCyd,Hal,pair\nKim,Hal,either\n',
    'slots.csv': 'slot\n1\n2\n',
  };
  const kindsOf = async (locks: readonly string[]) =>
    (await locksOf(locks, HOSTED)).map(({ participants, kind }) => `${kind ?? 'pair'} ${participants.join(' ')}`);

  it('put the host first, whatever its place', async () => {
    const rows = ['slot,participants,locked', '1,Hal;Ada;Ben,yes', '2,Ada;Green;Ben,yes', '2,Kim;Hal;Cyd,yes'];
    expect(await kindsOf(rows)).toEqual(['group Hal Ada Ben', 'group Green Ada Ben', 'group Kim Hal Cyd']);
  });

  it('are of the host whom the other wished, and of the topic, whatever their order', async () => {
    const files = {
      ...EVENT,
      'participants.csv': 'id,role\nAda,host\nBen,host\nCyd,host\nTea,topic\n',
      'prefs.csv': 'from,to\nAda,Ben\nCyd,Ada\nAda,Cyd\nBen,Tea\n',
    };
    const locks = await locksOf(['a,b,slot', 'Ada,Ben,1', 'Ada,Cyd,2', 'Ben,Tea,2'], files);
    expect(locks.map(({ participants }) => participants.join(';'))).toEqual(['Ben;Ada', 'Ada;Cyd', 'Tea;Ben']);
  });
  it('are those of two people where one wished a seat, or one is a topic, unless the row says otherwise', async () => {
    const rows = [
      'a,b,slot,kind',
      'Ada,Hal,1,',
      'Ben,Hal,1,',
      'Cyd,Hal,1,',
      'Kim,Hal,2,',
      'Ada,Green,2,',
      'Ada,Kim,1,Group',
    ];
    expect(await kindsOf(rows)).toEqual([
      'group Hal Ada',
      'group Hal Ben',
      'pair Cyd Hal',
      'pair Kim Hal',
      'group Green Ada',
      'group Kim Ada',
    ]);
    expect(await kindsOf(['a,b,slot,kind', 'Ada,Hal,1,pair', 'Hal,Ada,2,group'])).toEqual([
      'pair Ada Hal',
      'group Hal Ada',
    ]);
    const rowsOfWishForAny = { ...HOSTED, 'prefs.csv': 'from,to\nAda,Org\n' };
    const people = 'id,role,organisation\nAda,,\nHal,host,Org\nKim,host,Org\n';
    const locks = { ...rowsOfWishForAny, 'participants.csv': people };
    expect(await locksOf(['a,b,slot', 'Ada,Hal,1'], locks)).toMatchObject([
      { kind: 'group', participants: ['Hal', 'Ada'] },
    ]);
  });

  it('have faults of their own', async () => {
    const rows = [
      'slot,participants,locked,kind',
      '1,Ada;Ben;Cyd,yes,',
      '1,Ada;Hal;Kim,yes,',
      '1,Hal;Ada;Green,yes,',
      '1,Hal;Ada;Ben,yes,pair',
      '1,Green;Ada,yes,pair',
      '1,Hal,yes,group',
      '1,Hal;Ada;Ada,yes,',
      '1,Hal;Ada,yes,crowd',
      '2,Hal;Ada,yes,group',
    ];
    expect(await faultsOf(rows, HOSTED)).toEqual([
      'locks.csv:2:2 E504',
      'locks.csv:3:2 E504',
      'locks.csv:4:2 E217',
      'locks.csv:5:2 E501',
      'locks.csv:6:2 E216',
      'locks.csv:7:2 E501',
      'locks.csv:8:2 E501',
      'locks.csv:9:4 E208',
      'locks.csv:10:2 E502',
    ]);
  });
});
