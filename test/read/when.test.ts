import { describe, expect, it } from 'vitest';
import { isOnDay, parseWhen } from '../../src/read/when.js';

const whole = { from: undefined, to: undefined };

describe('parseWhen', () => {
  it.each([
    ['2021-05-18', { day: '2021-05-18', ...whole }],
    ['2021/5/18', { day: '2021-05-18', ...whole }],
    ['Monday', { day: '0', ...whole }],
    ['SUN.', { day: '6', ...whole }],
    ['(土)', { day: '5', ...whole }],
    ['Fri-Mon', { day: '0456', ...whole }],
    ['lun–mer', { day: '012', ...whole }],
    ['09:00-12:00', { day: '', from: 540, to: 720 }],
    ['09:00', { day: '', from: 540, to: undefined }],
    ['2021-05-18 09:00', { day: '2021-05-18', from: 540, to: undefined }],
    ['2021-05-18T9:00-10:00', { day: '2021-05-18', from: 540, to: 600 }],
    ['Tue, 9:00-10:00', { day: '1', from: 540, to: 600 }],
    ['Ｍｏｎ ９：００', { day: '0', from: 540, to: undefined }],
    ['月曜日 9時〜12時', { day: '0', from: 540, to: 720 }],
    ['午前9時', { day: '', from: 540, to: undefined }],
    ['lundi 9h-12h30', { day: '0', from: 540, to: 750 }],
    ['18/05/2021 9:00 AM', { day: '2021-05-18', from: 540, to: undefined }],
    ['Tue 18.05.2021', { day: '2021-05-18', ...whole }],
    ['月曜9:00', { day: '0', from: 540, to: undefined }],
  ])('%j', (text, when) => expect(parseWhen(text)).toEqual(when));

  it.each(['', 'morning', 'Mon-Tue-Wed', 'Mon-', 'Mon 25:00', 'Mon 10:00-09:00', '2021-02-30', '9', 'Mond 09:00'])(
    '%j says nothing of days and times',
    text => expect(parseWhen(text)).toBeUndefined(),
  );

  it('knows the days of a week in four languages', () => {
    const weeks = [
      'Monday Tuesday Wednesday Thursday Friday Saturday Sunday',
      'Mon Tue Wed Thu Fri Sat Sun',
      'lundi mardi mercredi jeudi vendredi samedi dimanche',
      'Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag',
      'Mo Di Mi Do Fr Sa So',
      '月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日',
    ];
    for (const week of weeks)
      expect(
        week
          .split(' ')
          .map(word => parseWhen(word)?.day)
          .join(''),
      ).toBe('0123456');
  });
});

it('a day includes its dates', () => {
  // 2021-05-17 was a Monday.
  expect(isOnDay('', '2021-05-17')).toBe(true);
  expect(isOnDay('', '')).toBe(true);
  expect(isOnDay('0', '2021-05-17')).toBe(true);
  expect(isOnDay('0', '2021-05-18')).toBe(false);
  expect(isOnDay('0', '')).toBe(false);
  expect(isOnDay('2021-05-17', '2021-05-17')).toBe(true);
  expect(isOnDay('2021-05-17', '2021-05-18')).toBe(false);
  expect(isOnDay('2021-05-17', '')).toBe(false);
});
