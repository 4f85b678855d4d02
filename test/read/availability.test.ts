import { describe, expect, it } from 'vitest';
import { faults, messages, read } from './tables.js';

const SLOTS = [
  'slot,date,start,end,session',
  '1,2021-05-18,09:00,09:20,morning',
  '2,2021-05-18,09:25,09:45,morning',
  '3,2021-05-18,14:00,14:20,',
  '4,2021-05-19,09:00,09:20,morning',
  'A-1,2021-05-19,10:00,10:20,late',
];

async function slotsFor(column: 'available' | 'unavailable', cell: string, slots = SLOTS) {
  const people = [`id,${column}`, `Ada,"${cell}"`, 'Ben,'];
  const { event } = await read({ 'prefs.csv': 'from,to\nAda,Ben\n', 'slots.csv': slots, 'participants.csv': people });
  return event.participants[0]![column];
}

const told = (cell: string, slots = SLOTS) => ({
  'prefs.csv': 'from,to\nAda,Ben\n',
  'slots.csv': slots,
  'participants.csv': ['id,available', `Ada,"${cell}"`, 'Ben,'],
});

it('reads each table in its own order of day and month, and looks for that only where a cell holds such a date', async () => {
  const slots = [
    'slot,date,start,end',
    '1,2021-03-04,09:00,09:20',
    '2,2021-04-03,09:00,09:20',
    '3,2021-05-18,9:00,9:20',
  ];
  const files = {
    'prefs.csv': 'from,to\nAda,Ben\n',
    'slots.csv': slots,
    'participants.csv': ['id,available', 'Ada,03/04/2021', 'Ben,'],
    'rooms.csv': ['room,available', 'R1,03/04/2021', 'R2,05/18/2021'],
  };
  const { event } = await read(files);
  expect(event.participants[0]!.available).toEqual(['2']);
  expect(event.rooms!.map(room => room.available)).toEqual([['1'], ['3']]);
  const { notices } = await read({ ...files, 'participants.csv': ['id,available,born', 'Ada,1,05/18/1990', 'Ben,,'] });
  expect(notices.filter(notice => /participants\.csv: dates/.test(notice))).toEqual([]);
});

describe('available', () => {
  it.each([
    ['1', ['1']],
    ['4; 1|2\n1', ['1', '2', '4']],
    ['1-3', ['1', '2', '3']],
    ['2 – A-1', ['2', '3', '4', 'A-1']],
    ['A-1', ['A-1']],
    ['Morning', ['1', '2', '4']],
    ['2021-05-18', ['1', '2', '3']],
    ['2021/5/19', ['4', 'A-1']],
    ['09:00-10:00', ['1', '2', '4']],
    ['09:00-09:44', ['1', '4']],
    ['09:00-09:30;09:30-10:20', ['1', '2', '4', 'A-1']],
    ['2021-05-18 08:00-24:00', ['1', '2', '3']],
    ['3;2021-05-19 09:00-09:20', ['3', '4']],
    ['06:00-07:00', []],
    [' ; ', []],
    // 2021-05-18 was a Tuesday.
    ['Tuesday', ['1', '2', '3']],
    ['wed.', ['4', 'A-1']],
    ['mardi; mercredi 10:00-11:00', ['1', '2', '3', 'A-1']],
    ['Di 09:00-12:00', ['1', '2']],
    ['火曜日9:00-12:00', ['1', '2']],
    ['水', ['4', 'A-1']],
    ['Mon-Fri', ['1', '2', '3', '4', 'A-1']],
    ['Mon-Tue 14:00-15:00', ['3']],
    ['Sat–Tue', ['1', '2', '3']],
    ['2021-05-18; Wed 09:00-09:20', ['1', '2', '3', '4']],
  ])('%j', async (cell, slots) => expect(await slotsFor('available', cell)).toEqual(slots));
  it('an empty cell is all of them, undefined', async () => {
    expect(await slotsFor('available', '')).toBeUndefined();
    expect(await slotsFor('unavailable', '')).toEqual([]);
  });
});

describe('unavailable', () => {
  it('takes away every slot that a span overlaps, not those it touches', async () => {
    expect(await slotsFor('unavailable', '09:19-09:25')).toEqual(['1', '4']);
    expect(await slotsFor('unavailable', '2021-05-18 09:20-14:01')).toEqual(['2', '3']);
    expect(await slotsFor('unavailable', 'Wed')).toEqual(['4', 'A-1']);
    expect(await slotsFor('unavailable', 'Mon-Tue 09:10-09:20')).toEqual(['1']);
  });
});

it('people with the same text share one array', async () => {
  const people = ['id,available', ...Array.from({ length: 50 }, (_, i) => `P${i},1-3`)];
  const { event } = await read({ 'prefs.csv': 'from,to\nP1,P2\n', 'slots.csv': SLOTS, 'participants.csv': people });
  expect(new Set(event.participants.map(p => p.available)).size).toBe(1);
});

it('refers to assumed slots too', async () => {
  const people = ['id,available', 'Ada,1-4', 'Ben,5'];
  expect(await faults({ 'prefs.csv': 'from,to\nAda,Ben\n', 'participants.csv': people })).toEqual([
    'participants.csv:3:2 E305',
  ]);
});

describe('faults', () => {
  it.each([
    ['mornin', 'no slot or session "mornin"; did you mean "morning"?'],
    ['zzz', 'no slot or session "zzz"; use slot ids, 1-8, sessions, weekdays, dates or 09:00-12:00'],
    ['1-7', 'no slot "7" for the range "1-7"; use slots of the event'],
    ['3-1', 'the range "3-1" runs backwards; write the earlier slot first'],
    [
      '12:00-09:00',
      'expected a span such as 09:00-12:00, got "12:00-09:00"; write 09:00-12:00 or 2021-05-18 09:00-12:00',
    ],
    ['2021-05-20', 'no slot on 2021-05-20; use slot ids, 1-8, sessions, weekdays, dates or 09:00-12:00'],
    ['Friday', 'no slot on the weekday of "Friday"; use slot ids, 1-8, sessions, weekdays, dates or 09:00-12:00'],
    [
      'Tue 12:00-09:00',
      'expected a span such as 09:00-12:00, got "Tue 12:00-09:00"; write 09:00-12:00 or 2021-05-18 09:00-12:00',
    ],
    ['09:00', 'no slot or session "09:00"; use slot ids, 1-8, sessions, weekdays, dates or 09:00-12:00'],
    ['2021-05-20 09:00-10:00', 'no slot on 2021-05-20; use slot ids, 1-8, sessions, weekdays, dates or 09:00-12:00'],
  ])('%s', async (cell, message) => expect(await messages(told(cell))).toEqual([message]));
  it('every token, and every person with it', async () => {
    const people = ['id,available', 'Ada,x;1;y', 'Ben,x;1;y'];
    const tables = { 'prefs.csv': 'from,to\nAda,Ben\n', 'slots.csv': SLOTS, 'participants.csv': people };
    expect(await faults(tables)).toEqual(['2', '2', '3', '3'].map(line => `participants.csv:${line}:2 E305`));
  });
  it('times where the slots have none', async () => {
    expect(await faults(told('09:00-10:00', ['slot', '1', '2']))).toEqual(['participants.csv:2:2 E306']);
  });
  it('days where the slots have no dates, times where they have none', async () => {
    const untimed = ['slot,start,end', '1,09:00,09:20'];
    expect(await messages(told('Monday', untimed))).toEqual([
      '"Monday" is a day, and the slots have no dates; give every slot a date, or name slots instead',
    ]);
    expect(await faults(told('Monday 09:00-10:00', ['slot', '1']))).toEqual(['participants.csv:2:2 E306']);
  });
  it('slots that could not be read are no further faults', async () => {
    expect(await faults(told('nonsense', ['start,end', '09:00,10:00']))).toEqual(['slots.csv:1:0 E101']);
  });
});
