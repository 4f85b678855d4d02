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
      'locks.csv:2:2 E908',
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
