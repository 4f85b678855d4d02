import { describe, expect, it } from 'vitest';
import {
  formatClock,
  isTimeZone,
  looksLikeSpan,
  parseClock,
  parseDate,
  parseMoment,
  parseSpan,
} from '../../src/read/time.js';

describe('clock times', () => {
  it.each([
    ['9:00', 540],
    ['09:00:00', 540],
    ['24:00', 1440],
  ])('%s', (text, minutes) => expect(parseClock(text)).toBe(minutes));
  it.each(['24:01', '9:60', '9', '09:00:30', '9h00', ''])('%j', text => expect(parseClock(text)).toBeUndefined());
  it('written again', () => expect(formatClock(545)).toBe('09:05'));
});

describe('dates', () => {
  it.each(['2021-05-18', '2021/5/18'])('%s', text => expect(parseDate(text)).toBe('2021-05-18'));
  it.each(['2021-02-29', '2021-13-01', '18.05.2021', '2021-05/18', '21-05-18'])('%s', text =>
    expect(parseDate(text)).toBeUndefined(),
  );
  it('a leap day', () => expect(parseDate('2024-02-29')).toBe('2024-02-29'));
});

describe('moments', () => {
  it.each(['2021-05-18T09:00', '2021-05-18 09:00', '2021/05/18  9:00'])('%s', text =>
    expect(parseMoment(text)).toEqual({ date: '2021-05-18', minutes: 540 }),
  );
  it('without a date', () => expect(parseMoment('09:00')).toEqual({ date: '', minutes: 540 }));
  it.each(['2021-02-30T09:00', 'soon', '2021-05-18'])('%s', text => expect(parseMoment(text)).toBeUndefined());
});

describe('spans', () => {
  it('with and without a date, any dash', () => {
    expect(parseSpan('09:00-12:00')).toEqual({ date: '', from: 540, to: 720 });
    expect(parseSpan('2021-05-18 9:00 – 12:00')).toEqual({ date: '2021-05-18', from: 540, to: 720 });
    expect(parseSpan('０９：００〜１２：００')).toEqual({ date: '', from: 540, to: 720 });
  });
  it.each(['12:00-09:00', '09:00-09:00', '09:00', '1-8', '2021-05-18', '2021-02-30 09:00-10:00'])('%s', text =>
    expect(parseSpan(text)).toBeUndefined(),
  );
  it('what means to be one', () => {
    expect(looksLikeSpan('9:00-8')).toBe(true);
    expect(looksLikeSpan('1-8')).toBe(false);
  });
});

it('time zones', () => {
  expect(['Europe/Brussels', 'Asia/Tokyo', 'UTC'].map(isTimeZone)).toEqual([true, true, true]);
  expect(['Tokyo', '+09:00', ''].map(isTimeZone)).toEqual([false, false, false]);
});
