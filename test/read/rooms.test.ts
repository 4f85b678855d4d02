import { describe, expect, it } from 'vitest';
import { faults, messages, read } from './tables.js';

const PREFS = 'from,to\nAda,Ben\n';
const SLOTS = 'slot,start,end\n1,09:00,09:20\n2,10:00,10:20\n';

describe('rooms', () => {
  it('with every column; users in their own spelling', async () => {
    const { event } = await read({
      'prefs.csv': PREFS,
      'slots.csv': SLOTS,
      'participants.csv': 'id,side\nAda,EU\nBen,Japan\n',
      'rooms.csv': [
        'Room,name,seats,tables,available,unavailable,url,only',
        'R1,Red Room,4,2,09:00-09:30,2,https://example.org/r1,PAIR;eu|Ben',
        'R2,,,,,,,',
      ],
    });
    expect(event.rooms).toEqual([
      {
        id: 'R1',
        name: 'Red Room',
        seats: 4,
        tables: 2,
        available: ['1'],
        unavailable: ['2'],
        url: 'https://example.org/r1',
        only: ['pair', 'EU', 'Ben'],
        line: 2,
      },
      {
        id: 'R2',
        name: 'R2',
        seats: undefined,
        tables: 1,
        available: undefined,
        unavailable: [],
        url: '',
        only: [],
        line: 3,
      },
    ]);
  });
  it('by number, as wide as the number', async () => {
    const nine = (await read({ 'prefs.csv': PREFS }, { rooms: '9' })).event.rooms!;
    const nineteen = (await read({ 'prefs.csv': PREFS }, { rooms: '19' })).event.rooms!;
    expect([nine[0]!.id, nine.length, nineteen[0]!.id, nineteen[18]!.id]).toEqual(['Room 1', 9, 'Room 01', 'Room 19']);
    expect(nineteen[0]).toMatchObject({ name: 'Room 01', tables: 1, seats: undefined, only: [], line: 0 });
  });
  it('none given: said, and undefined', async () => {
    const { event, notices } = await read({ 'prefs.csv': PREFS });
    expect(event.rooms).toBeUndefined();
    expect(notices).toContain('no rooms given: there are as many as needed');
  });
});

describe('faults of rooms', () => {
  it('every one is told', async () => {
    const rooms = ['room,seats,tables,available,only', 'R1,0,0,3,Zoe', 'r1,x,,,', ',,,,pair'];
    expect(await faults({ 'prefs.csv': PREFS, 'slots.csv': SLOTS, 'rooms.csv': rooms })).toEqual([
      'rooms.csv:2:2 E401',
      'rooms.csv:2:3 E401',
      'rooms.csv:2:4 E305',
      'rooms.csv:2:5 E312',
      'rooms.csv:3:1 E112',
      'rooms.csv:3:2 E401',
      'rooms.csv:4:1 E110',
    ]);
  });
  it('a user that is nearly known', async () => {
    expect(await messages({ 'prefs.csv': PREFS, 'rooms.csv': 'room,only\nR1,pairs\n' })).toEqual([
      'no participant, side or kind "pairs"; did you mean "pair"?',
    ]);
  });
  it('users are no fault where the wishes could not be read', async () => {
    expect(await faults({ 'prefs.csv': 'from\n', 'rooms.csv': 'room,only\nR1,Ada\n' })).toEqual(['prefs.csv:1:0 E101']);
  });
});
