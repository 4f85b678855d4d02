import { describe, expect, it } from 'vitest';
import { dateReading, holdsOpenDate } from '../../src/read/date-order.js';

describe('dateReading', () => {
  it.each([
    ['no dates at all, 1/2 of it', 'dmy', undefined],
    ['2021-05-18 and 18.05.2021', 'dmy', undefined],
    ['18/05/2021\n03/04/2021', 'dmy', undefined],
    ['05/05/2021', 'dmy', undefined],
    ['05/18/2021\n03/04/2021', 'mdy', 'dates are read with the month first, because of 05/18/2021'],
    ['05-18-2021', 'mdy', 'dates are read with the month first, because of 05-18-2021'],
    ['18/05/2021\n05/18/2021', 'dmy', undefined],
    ['０５／１８／２０２１', 'mdy', 'dates are read with the month first, because of 05/18/2021'],
    [
      '03/04/2021 09:00',
      'dmy',
      'dates such as 03/04/2021 are read with the day first; write them as 2021-05-18 if the month is meant',
    ],
  ])('%j', (text, order, note) => expect(dateReading(text)).toEqual({ order, note }));
  it('a text that asks for it', () => {
    expect(['03/04/2021', '03-04-2021 9:00', '０３／０４／２０２１', 'Mon 3/4/2021'].map(holdsOpenDate)).toEqual(
      Array(4).fill(true),
    );
    expect(['2021-05-18', '18.05.2021', '1-8', ''].map(holdsOpenDate)).toEqual(Array(4).fill(false));
  });
});
