import { describe, expect, it } from 'vitest';
import { formatClock, looksLikeSpan, parseClock, parseDate, parseMoment, parseSpan } from '../../src/read/time.js';

describe('clock times', () => {
  it.each([
    ['9:00', 540],
    ['09:00:00', 540],
    ['24:00', 1440],
    ['9h00', 540],
    ['9h', 540],
    ['９：３０', 570],
    ['9時', 540],
    ['9時30分', 570],
    ['9:30 Uhr', 570],
    ['9:00 AM', 540],
    ['12:05 am', 5],
    ['12:00 PM', 720],
    ['1:00 p.m.', 780],
    ['1:00 p.m', 780],
    ['9 am', 540],
    ['午前9時', 540],
    ['午後1:30', 810],
  ])('%s', (text, minutes) => expect(parseClock(text)).toBe(minutes));
  it.each(['24:01', '9:60', '9', '9:', '9:0', '09:00:30', '13:00 pm', '0:30 pm', '9.00', 'am', 'h', ''])('%j', text =>
    expect(parseClock(text)).toBeUndefined(),
  );
  it('written again', () => expect(formatClock(545)).toBe('09:05'));
});

describe('dates', () => {
  it.each([
    '2021-05-18',
    '2021/5/18',
    '2021.5.18',
    '2021年5月18日',
    '２０２１／５／１８',
    '18/05/2021',
    '18-5-2021',
    '18.05.2021',
    '18. 5. 2021',
    'Tue 18/05/2021',
    'mardi 18/05/2021',
    'Di., 18.05.2021',
    '2021/5/18(火)',
    '2021年5月18日（火）',
    '火曜日 2021/5/18',
  ])('%s', text => expect(parseDate(text)).toBe('2021-05-18'));
  it.each([
    '2021-02-29',
    '2021-13-01',
    '31/04/2021',
    '05/18/2021',
    '18.05.21',
    '2021-05/18',
    '21-05-18',
    '5/2021',
    '0/5/2021',
    'not 2021-05-18',
    'until 18/05/2021',
    '2021-05-18 (am)',
    '2021-05-18 (no)',
  ])('%s', text => expect(parseDate(text)).toBeUndefined());
  it('with the month first where the table has it so', () => {
    expect(parseDate('05/18/2021', 'mdy')).toBe('2021-05-18');
    expect(parseDate('3/4/2021', 'mdy')).toBe('2021-03-04');
    expect(parseDate('3/4/2021')).toBe('2021-04-03');
    expect(parseDate('3.4.2021', 'mdy')).toBe('2021-04-03');
    expect(parseDate('18/05/2021', 'mdy')).toBeUndefined();
  });
  it('a leap day', () => expect(parseDate('2024-02-29')).toBe('2024-02-29'));
});

describe('moments', () => {
  it.each([
    '2021-05-18T09:00',
    '2021-05-18 09:00',
    '2021/05/18  9:00',
    '18/05/2021 09:00:00',
    '18.05.2021, 9:00 Uhr',
    '2021年5月18日9時',
    '２０２１年５月１８日　９：００',
    '18/05/2021 9:00 AM',
    'Tue 18/05/2021 9h',
  ])('%s', text => expect(parseMoment(text)).toEqual({ date: '2021-05-18', minutes: 540 }));
  it('without a date', () => expect(parseMoment('09:00')).toEqual({ date: '', minutes: 540 }));
  it.each(['2021-02-30T09:00', 'soon', '2021-05-18'])('%s', text => expect(parseMoment(text)).toBeUndefined());
});

describe('spans', () => {
  it('with and without a date, any dash', () => {
    expect(parseSpan('09:00-12:00')).toEqual({ date: '', from: 540, to: 720 });
    expect(parseSpan('2021-05-18 9:00 – 12:00')).toEqual({ date: '2021-05-18', from: 540, to: 720 });
    expect(parseSpan('０９：００〜１２：００')).toEqual({ date: '', from: 540, to: 720 });
    expect(parseSpan('18/05/2021 9h-12h')).toEqual({ date: '2021-05-18', from: 540, to: 720 });
    expect(parseSpan('05/18/2021 9:00 AM - 1:00 PM', 'mdy')).toEqual({ date: '2021-05-18', from: 540, to: 780 });
    expect(parseSpan('2021年5月18日 9時～12時')).toEqual({ date: '2021-05-18', from: 540, to: 720 });
    expect(parseSpan('9時から12時まで')).toEqual({ date: '', from: 540, to: 720 });
    expect(parseSpan('9:00 to 12:00')).toEqual({ date: '', from: 540, to: 720 });
  });
  it.each([
    ['22:00-00:00', 1320, 1440],
    ['22:00-24:00', 1320, 1440],
    ['10:00 pm-12:00 am', 1320, 1440],
    ['1:00-3:00 pm', 780, 900],
    ['1-3 pm', 780, 900],
    ['10:30–11:30 p.m.', 1350, 1410],
    ['12:00-1:00 pm', 720, 780],
    ['9:00-1:00 pm', 540, 780],
    ['11:00-12:30 pm', 660, 750],
    ['9:00-11:00 am', 540, 660],
    ['12:15-1:00 am', 15, 60],
    ['9:00 am-3:00 pm', 540, 900],
    ['13:00-3:00 pm', 780, 900],
    ['1:00〜午後3:00', 780, 900],
    ['10:00〜午後3:00', 600, 900],
    ['午前9時〜午後3時', 540, 900],
    ['2021-05-18 1:00 - 3:00 pm', 780, 900],
  ])('%s: a start without its half of the day is in that of the end if it can be', (text, from, to) =>
    expect(parseSpan(text)).toMatchObject({ from, to }),
  );
  it.each([
    '12:00-09:00',
    '3:00-1:00 am',
    '9:00 pm-1:00 pm',
    'not 2021-05-18 09:00-10:00',
    '09:00-09:00',
    '00:00-00:00',
    '11:00-12:00 am',
    '09:00',
    '1-8',
    '2021-05-18',
    '2021-02-30 09:00-10:00',
    '9:00-10:00-11:00',
    '9:00-',
  ])('%s', text => expect(parseSpan(text)).toBeUndefined());
  it('what means to be one', () => {
    expect(looksLikeSpan('9:00-8')).toBe(true);
    expect(looksLikeSpan('1-8')).toBe(false);
  });
});
