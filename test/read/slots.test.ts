import { describe, expect, it } from 'vitest';
import { faults, messages, read } from './tables.js';

const PREFS = 'from,to\nAda,Ben\n';
const slotsOf = async (...rows: string[]) => (await read({ 'prefs.csv': PREFS, 'slots.csv': rows })).event.slots;
const faultsOf = (...rows: string[]) => faults({ 'prefs.csv': PREFS, 'slots.csv': rows });

describe('slots', () => {
  it('with date and time in one cell, ordered by start, the date as session', async () => {
    expect(
      await slotsOf(
        'slot,start,end,meetings',
        'late,2021-05-18T10:00,2021-05-18T10:20,',
        'early,2021-05-18 9:00,09:20,12',
        'before,2021/5/17 23:30,24:00,',
      ),
    ).toEqual([
      {
        id: 'before',
        date: '2021-05-17',
        start: '23:30',
        end: '24:00',
        session: '2021-05-17',
        meetings: undefined,
        line: 4,
      },
      { id: 'early', date: '2021-05-18', start: '09:00', end: '09:20', session: '2021-05-18', meetings: 12, line: 3 },
      {
        id: 'late',
        date: '2021-05-18',
        start: '10:00',
        end: '10:20',
        session: '2021-05-18',
        meetings: undefined,
        line: 2,
      },
    ]);
  });
  it('with date, start and end apart; sessions that differ by case are one', async () => {
    const slots = await slotsOf(
      'time slot,date,begin,until,session',
      '1,2021-05-18,9:00,9:20,AM',
      '2,2021-05-18,9:20,9:40,am',
    );
    expect(slots.map(s => [s.start, s.end, s.session])).toEqual([
      ['09:00', '09:20', 'AM'],
      ['09:20', '09:40', 'AM'],
    ]);
  });
  it('without dates and times keep their rows', async () => {
    const slots = await slotsOf('slot', '10', '9', 'x');
    expect(slots.map(s => [s.id, s.date, s.start, s.session])).toEqual([
      ['10', '', '', ''],
      ['9', '', '', ''],
      ['x', '', '', ''],
    ]);
  });
  it('that end at midnight, however that is written', async () => {
    const ends = async (header: string, row: string) =>
      (await slotsOf(header, row)).map(({ date, end }) => `${date} ${end}`)[0];
    expect(await ends('slot,start,end', '1,2021-12-31T23:30,2022-01-01T00:00')).toBe('2021-12-31 24:00');
    expect(await ends('slot,date,start,end', '1,2021-05-18,23:30,00:00')).toBe('2021-05-18 24:00');
    expect(await ends('slot,start,end', '1,23:30,0:00')).toBe(' 24:00');
    const faulty = (row: string) => faultsOf('slot,start,end', row);
    expect(await faulty('1,2021-05-18T23:30,2021-05-20T00:00')).toEqual(['slots.csv:2:2 E304']);
    expect(await faulty('1,00:00,00:00')).toEqual(['slots.csv:2:3 E302']);
    expect(await faulty('1,23:30,00:15')).toEqual(['slots.csv:2:3 E302']);
  });
  it('with times only, ordered by them', async () => {
    const slots = await slotsOf('slot,start,end', 'b,10:00,10:20', 'a,09:00,09:20');
    expect(slots.map(s => s.id)).toEqual(['a', 'b']);
  });
  it('by number', async () => {
    const { event } = await read({ 'prefs.csv': PREFS, 'slots.csv': ['slot', 'x'] }, { slots: '12' });
    expect(event.slots.map(s => s.id)).toEqual(Array.from({ length: 12 }, (_, i) => String(i + 1)));
    expect(event.inputs.map(i => i.table)).toEqual(['prefs']);
  });
  it.each(['0', '100001'])('not by the number %s', async count => {
    await expect(read({ 'prefs.csv': PREFS }, { slots: count })).rejects.toThrow(
      '--slots: expected a file or a whole number',
    );
  });
});

describe('faults of slots', () => {
  it('every one is told', async () => {
    expect(
      await faultsOf(
        'slot,date,start,end,meetings',
        '1,2021-05-18,09:00,09:20,-1',
        '1,2021-05-18,09:30,,',
        '2,18.05.21,10:00,10:20,',
        '3,2021-05-18,24:00,24:00,',
        '4,2021-05-18,11:00,2021-05-19T11:20,',
        '5,2021-05-18,12:00,11:00,',
      ),
    ).toEqual([
      'slots.csv:2:5 E401',
      'slots.csv:3:1 E111',
      'slots.csv:3:4 E301',
      'slots.csv:4:2 E304',
      'slots.csv:5:3 E304',
      'slots.csv:6:3 E304',
      'slots.csv:7:4 E302',
    ]);
  });
  it('nothing else is said of times that were refused', async () => {
    const people = 'id,working_hours,available\nA,08:00-19:00,09:00-10:00\n';
    for (const rows of [['1,09:00,2021-05-19T00:30'], ['1,09:00,09:20', '2,23:45,00:15']]) {
      const tables = { 'prefs.csv': 'from,to\nA,B\n', 'participants.csv': `${people}B,,\n` };
      const told = await faults({ ...tables, 'slots.csv': ['slot,start,end', ...rows] });
      expect(told).toEqual([expect.stringMatching(/^slots.csv:\d:\d E30[24]$/)]);
    }
  });
  it('some with dates, some without', async () => {
    expect(
      await faultsOf('slot,date,start,end', '1,,09:00,09:20', '2,2021-05-18,10:00,10:20', '3,,11:00,11:20'),
    ).toEqual(['slots.csv:3:2 E301']);
  });
  it('overlaps are told once for each later slot, also within a longer one', async () => {
    const rows = ['slot,start,end', 'a,09:00,10:00', 'b,09:10,09:20', 'c,09:30,09:40', 'd,10:00,10:20'];
    expect(await faultsOf(...rows)).toEqual(['slots.csv:3:2 E303', 'slots.csv:4:2 E303']);
    expect((await messages({ 'prefs.csv': PREFS, 'slots.csv': rows }))[0]).toBe(
      '"b" (09:10-09:20) overlaps "a" (09:00-10:00, line 2); let a slot end before the next one starts',
    );
  });
  it('the same times on two days do not overlap', async () => {
    const rows = ['slot,date,start,end', 'a,2021-05-18,09:00,10:00', 'b,2021-05-19,09:00,10:00'];
    expect(await faultsOf(...rows)).toEqual([]);
  });
});
