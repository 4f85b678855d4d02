import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CalendarBlock, calendarSlots, parseBreak } from '../../src/read/calendar.js';
import { MOST_COUNTED } from '../../src/read/limits.js';
import { runs } from '../helpers/runs.js';
import { faults, messages, read } from './tables.js';

const PREFS = 'from,to\nA,B\n';
const slotsOf = async (yaml: string) =>
  (await read({ 'prefs.csv': PREFS, 'event.yaml': `slots: ${yaml}\n` })).event.slots;
const brief = async (yaml: string) =>
  (await slotsOf(yaml)).map(({ id, date, start, end, session }) => [id, date, `${start}-${end}`, session].join(' '));
const faultsOf = (yaml: string) => faults({ 'prefs.csv': PREFS, 'event.yaml': `slots: ${yaml}\n` });

describe('a calendar of slots', () => {
  it('as in the contract', async () => {
    const yaml = '{date: 2021-05-18, from: "09:00", to: "12:00", length: 20, gap: 5, breaks: ["10:15-10:30"]}';
    expect(await brief(yaml)).toEqual([
      '1 2021-05-18 09:00-09:20 2021-05-18',
      '2 2021-05-18 09:25-09:45 2021-05-18',
      '3 2021-05-18 09:50-10:10 2021-05-18',
      '4 2021-05-18 10:30-10:50 2021-05-18',
      '5 2021-05-18 10:55-11:15 2021-05-18',
      '6 2021-05-18 11:20-11:40 2021-05-18',
    ]);
  });
  it('of several days and sessions, in the order of time', async () => {
    const yaml = `
  - {date: 2021-05-19, from: "14:00", to: "15:00", length: 30, session: afternoon}
  - {date: [2021-05-19, 2021/5/18], from: 9:00, to: "10:00", length: 30, session: Morning}`;
    expect(await brief(yaml)).toEqual([
      '1 2021-05-18 09:00-09:30 Morning',
      '2 2021-05-18 09:30-10:00 Morning',
      '3 2021-05-19 09:00-09:30 Morning',
      '4 2021-05-19 09:30-10:00 Morning',
      '5 2021-05-19 14:00-14:30 afternoon',
      '6 2021-05-19 14:30-15:00 afternoon',
    ]);
  });
  it('without dates, up to midnight, with breaks that have names', async () => {
    const yaml = '{from: "22:00", to: "24:00", length: 30, breaks: [Coffee 22:30-22:40, "23:10-23:30 (walk)"]}';
    expect(await brief(yaml)).toEqual(['1  22:00-22:30 ', '2  22:40-23:10 ', '3  23:30-24:00 ']);
    expect(await brief('{from: "23:00", to: "00:00", length: 30}')).toEqual(['1  23:00-23:30 ', '2  23:30-24:00 ']);
  });
  it('says that dates which leave room for doubt have the day first', async () => {
    const notices = async (date: string) =>
      (
        await read({
          'prefs.csv': PREFS,
          'event.yaml': `slots: {date: ${date}, from: "09:00", to: "10:00", length: 30}\n`,
        })
      ).notices.filter(notice => notice.includes('day first'));
    expect(await notices('03/04/2021')).toEqual([
      expect.stringMatching(/event\.yaml: dates such as 03\/04\/2021 are read with the day first/),
    ]);
    expect(await notices('[03/04/2021, 18/05/2021]')).toEqual([]);
    expect(await notices('2021-04-03')).toEqual([]);
  });
  it('gives its sessions and slots to other tables', async () => {
    const files = {
      'prefs.csv': 'from,to,session\nA,B,late\n',
      'participants.csv': 'id,available\nA,late\nB,2-3\n',
      'event.yaml':
        'slots:\n  - {from: "09:00", to: "10:00", length: 30}\n  - {from: "11:00", to: "12:00", length: 30, session: Late}\n',
    };
    const { event } = await read(files);
    expect(event.wishes.at(0)!.session).toBe('Late');
    expect(event.participants.map(person => person.available)).toEqual([
      ['3', '4'],
      ['2', '3'],
    ]);
  });
  it('gives way to --slots, and beats a table that was only found', async () => {
    const files = {
      'prefs.csv': PREFS,
      'event.yaml': 'slots: {from: "09:00", to: "10:00", length: 30}\n',
      'slots.csv': 'slot\nx\n',
    };
    expect((await read(files)).event.slots.map(slot => slot.id)).toEqual(['1', '2']);
    expect((await read(files, { slots: '5' })).event.slots).toHaveLength(5);
    expect((await read(files)).notices.join()).not.toContain('slots.csv');
  });
});

describe('faults of a calendar', () => {
  it.each([
    ['{from: "12:00", to: "09:00", length: 20}', 'event.yaml:1:24 E302'],
    ['{from: "09:00", to: "09:10", length: 20}', 'event.yaml:1:37 E603'],
    ['{from: "09:00", to: "10:00", length: 20, breaks: ["08:00-10:00"]}', 'event.yaml:1:37 E603,event.yaml:1:49 E603'],
    ['{from: "09:00", to: "10:00", length: 20, breaks: ["lunch"]}', 'event.yaml:1:58 E603'],
    ['{from: "09:00", to: "10:00", length: 20, breaks: ["10:00-09:30"]}', 'event.yaml:1:58 E603'],
    ['{date: 2021-02-30, from: "09:00", to: "10:00", length: 20}', 'event.yaml:1:9 E603'],
    ['{from: "09:00", to: "10:00", length: 0}', 'event.yaml:1:37 E603'],
    ['{from: "09:00", to: "10:00", length: 20, gap: -1}', 'event.yaml:1:49 E603'],
    [
      '[{date: 2021-05-18, from: "09:00", to: "10:00", length: 20}, {from: "09:00", to: "10:00", length: 20}]',
      'event.yaml:1:70 E301',
    ],
    ['[{from: "09:00", to: "10:00", length: 20}, {from: "09:30", to: "10:30", length: 20}]', 'event.yaml:1:52 E303'],
  ])('%s', async (yaml, fault) => expect((await faultsOf(yaml)).join()).toBe(fault));
  it('in words', async () => {
    const yaml = 'slots:\n  - {from: "09:00", to: "10:00", length: 20}\n  - {from: "09:30", to: "10:30", length: 20}\n';
    expect(await messages({ 'prefs.csv': PREFS, 'event.yaml': yaml })).toEqual([
      'a slot 09:30-09:50 overlaps one of 09:20-09:40; let one block of slots end before the next begins',
    ]);
  });
  it('a slot too many', () => {
    const told: string[] = [];
    const dates = Array.from({ length: 70 }, (_, i) => new Date(Date.UTC(2021, 0, 1 + i)).toISOString().slice(0, 10));
    const block: CalendarBlock = { dates, from: 0, to: 1440, length: 1, gap: 0, breaks: [], session: '' };
    const { slots } = calendarSlots([block], (at, key, code, cause) => void told.push(`${at} ${key} ${code} ${cause}`));
    expect(told).toEqual([`0 length E603 expected at most 100,000 slots, got ${(70 * 1440).toLocaleString('en')}`]);
    expect(slots.length).toBeLessThanOrEqual(MOST_COUNTED);
  });
});

describe('parseBreak', () => {
  it.each([
    ['10:15-10:30', { from: 615, to: 630 }],
    ['Lunch: 12:00 – 13:00', { from: 720, to: 780 }],
    ['Pause 12h-13h30', { from: 720, to: 810 }],
    ['昼食 12時〜13時', { from: 720, to: 780 }],
    ['12:00-13:00 昼食', { from: 720, to: 780 }],
    ['10:15 to 10:30', { from: 615, to: 630 }],
    ['Tea 1:00-1:30 pm', { from: 780, to: 810 }],
    ['Tea (1:00 - 1:30 p.m.)', { from: 780, to: 810 }],
    ['12:00〜13:00昼食', { from: 720, to: 780 }],
    ['昼食12時から13時まで', { from: 720, to: 780 }],
    ['Programm 9:00-10:00 Amphi', { from: 540, to: 600 }],
    ['Break 1, 9:00-10:00', { from: 540, to: 600 }],
    ['1-3 pm', { from: 780, to: 900 }],
    ['9h-10h 11h-12h', undefined],
    ['18/05/2021 10:15-10:30', undefined],
    ['10:15:30-16:00', undefined],
    ['', undefined],
    ['10:15', undefined],
    ['10:30-10:15', undefined],
    ['10:15-10:30-10:45 11:00', undefined],
    ['2021-05-18 10:15-10:30', undefined],
    ['1-2 pm, 3-4 pm', undefined],
    ['Coffee 1pm-2pm 3pm-4pm', undefined],
    ['1-2 pm and 3:00-4:00 pm', undefined],
    ['18 May 2021 10:15-10:30', undefined],
  ])('%j', (text, span) => expect(parseBreak(text)).toEqual(span));
});

it('slots lie within, do not overlap, keep the gap and leave the breaks free, and no more would fit', () => {
  const span = fc.tuple(fc.integer({ min: 0, max: 1430 }), fc.integer({ min: 1, max: 120 }));
  fc.assert(
    fc.property(
      span,
      fc.integer({ min: 1, max: 90 }),
      fc.integer({ min: 0, max: 30 }),
      fc.array(span, { maxLength: 4 }),
      ([from, width], length, gap, pauses) => {
        const to = Math.min(1440, from + width * 6);
        const breaks = pauses
          .map(([start, long]) => ({ from: start, to: Math.min(1440, start + long) }))
          .filter(pause => pause.from >= from && pause.to <= to);
        const block: CalendarBlock = { dates: ['2021-05-18'], from, to, length, gap, breaks, session: '' };
        const { slots } = calendarSlots([block], () => {});
        const times = slots.map(({ start, end }) =>
          [start, end].map(clock => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))),
        );
        let before = from - gap;
        for (const [start, end] of times) {
          expect(end! - start!).toBe(length);
          expect(start! >= before + gap || breaks.some(pause => pause.to === start)).toBe(true);
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeLessThanOrEqual(to);
          expect(breaks.every(pause => pause.to <= start! || end! <= pause.from)).toBe(true);
          before = end!;
        }
      },
    ),
    runs(100),
  );
});
