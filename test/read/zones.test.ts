import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Suggester } from '../../src/read/suggest.js';
import { localTimesOf, zoneAction, zoneNamed } from '../../src/read/zones.js';
import { makeEvent } from '../helpers/event.js';
import { runs } from '../helpers/runs.js';
import { faults, messages, read } from './tables.js';

const PREFS = 'from,to\nAda,Ben\n';

/** The slots of one day in Brussels on the clock of another zone, as `date start-end (end date)`. */
async function shown(zone: string, date: string, ...times: readonly (readonly [string, string])[]) {
  const slots = times.map(([start, end]) => ({ date, start, end }));
  const event = makeEvent({ slots, participants: [{ id: 'A', timezone: zone }], timezone: 'Europe/Brussels' });
  const local = (await localTimesOf(event)).get(zone)!;
  return local.map(({ date, start, end, endDate }) => `${date} ${start}-${end}${endDate === date ? '' : ' +1'}`);
}

describe('local times', () => {
  it('of a summer day in Tokyo, New York and Kolkata', async () => {
    const day = ['2021-05-18', ['09:00', '09:20'], ['16:50', '17:10'], ['23:40', '24:00']] as const;
    expect(await shown('Asia/Tokyo', ...day)).toEqual([
      '2021-05-18 16:00-16:20',
      '2021-05-18 23:50-00:10 +1',
      '2021-05-19 06:40-07:00',
    ]);
    expect(await shown('America/New_York', ...day)).toEqual([
      '2021-05-18 03:00-03:20',
      '2021-05-18 10:50-11:10',
      '2021-05-18 17:40-18:00',
    ]);
    expect(await shown('Asia/Kolkata', ...day)).toEqual([
      '2021-05-18 12:30-12:50',
      '2021-05-18 20:20-20:40',
      '2021-05-19 03:10-03:30',
    ]);
  });
  it('of the day on which Europe puts its clocks forward', async () => {
    expect(await shown('Asia/Tokyo', '2026-03-29', ['01:30', '01:50'], ['03:00', '03:20'], ['01:40', '03:20'])).toEqual(
      ['2026-03-29 09:30-09:50', '2026-03-29 10:00-10:20', '2026-03-29 09:40-10:20'],
    );
  });
  it('of the day on which Europe puts its clocks back', async () => {
    expect(await shown('Asia/Tokyo', '2026-10-25', ['01:30', '01:50'], ['03:00', '03:20'])).toEqual([
      '2026-10-25 08:30-08:50',
      '2026-10-25 11:00-11:20',
    ]);
  });
  it('of weeks in which only one of the two has changed its clocks', async () => {
    expect(await shown('America/New_York', '2026-03-27', ['15:00', '15:20'])).toEqual(['2026-03-27 10:00-10:20']);
    expect(await shown('America/New_York', '2026-03-30', ['15:00', '15:20'])).toEqual(['2026-03-30 09:00-09:20']);
  });
  it('when the clock of the participant changes within a slot', async () => {
    // New York puts its clocks back at 06:00 UTC, Brussels has winter time by then.
    expect(await shown('America/New_York', '2026-11-01', ['06:50', '07:10'])).toEqual(['2026-11-01 01:50-01:10']);
  });
  it('are none without a zone, dates, times or another zone', async () => {
    const one = { date: '2021-05-18', start: '09:00', end: '09:20' };
    const abroad = { participants: [{ id: 'A', timezone: 'Asia/Tokyo' }] };
    const timezone = 'Europe/Brussels';
    expect((await localTimesOf(makeEvent({ ...abroad, slots: [one] }))).size).toBe(0);
    expect((await localTimesOf(makeEvent({ ...abroad, timezone, slots: [{ ...one, date: '' }] }))).size).toBe(0);
    expect((await localTimesOf(makeEvent({ ...abroad, timezone, slots: 3 }))).size).toBe(0);
    expect(
      (await localTimesOf(makeEvent({ participants: [{ id: 'A', timezone }], timezone, slots: [one] }))).size,
    ).toBe(0);
    expect((await localTimesOf(makeEvent({ ...abroad, timezone, slots: [one] }))).size).toBe(1);
  });
  it('are what the built-in formatter shows at that moment', async () => {
    const zone = fc.constantFrom(
      'Asia/Tokyo',
      'America/New_York',
      'Asia/Kathmandu',
      'Pacific/Chatham',
      'Africa/Casablanca',
      'Europe/London',
    );
    const day = fc
      .integer({ min: 0, max: 4000 })
      .map(n => new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 10));
    const minute = fc.integer({ min: 0, max: 1438 });
    await fc.assert(
      fc.asyncProperty(zone, day, minute, async (timezone, date, from) => {
        const clock = (n: number) =>
          `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`;
        const slots = [{ date, start: clock(from), end: clock(from + 1) }];
        const event = makeEvent({ slots, participants: [{ id: 'A', timezone }], timezone: 'UTC' });
        const [local] = (await localTimesOf(event)).get(timezone)!;
        const options = { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' } as const;
        const told = new Intl.DateTimeFormat('sv', options).format(new Date(`${date}T${clock(from)}Z`));
        expect(`${local!.date} ${local!.start}`).toBe(told);
      }),
      runs(200),
    );
  });
});

describe('names of zones', () => {
  it('that are short are known to the library of time zones too, or to nobody', async () => {
    const { Temporal } = await import('temporal-polyfill');
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const known = letters.flatMap(a => letters.flatMap(b => letters.map(c => a + b + c))).filter(zoneNamed);
    expect(known).toContain('CET');
    for (const zone of known) expect(() => Temporal.Now.zonedDateTimeISO(zone), zone).not.toThrow();
  });
  it.each([
    ['europe/brussels', 'Europe/Brussels'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['UTC', 'UTC'],
    ['est', 'est'],
    ['PRC', 'PRC'],
    ['JST', undefined],
    ['ist', undefined],
    ['Tokyo', undefined],
    ['+09:00', undefined],
    ['', undefined],
  ])('%j', (text, name) => expect(zoneNamed(text)).toBe(name));
  it.each([
    ['Tokyo', 'did you mean "Asia/Tokyo"?'],
    ['new york', 'did you mean "America/New_York"?'],
    ['JST', 'did you mean "Asia/Tokyo"?'],
    ['Europe/Brusels', 'did you mean "Europe/Brussels"?'],
    ['Ruritania', 'write an IANA name such as Europe/Brussels or Asia/Tokyo'],
  ])('%j: %s', (text, action) => expect(zoneAction(text, new Suggester())).toBe(action));
});

describe('the event zone', () => {
  const table = (zone: string, ...rows: readonly string[]) => ({
    'prefs.csv': PREFS,
    'event.yaml': `timezone: ${zone}\n`,
    'slots.csv': ['slot,date,start,end', ...rows],
  });
  it('a time that is skipped or comes twice is a fault', async () => {
    const spring = [
      '1,2026-03-29,01:30,01:59',
      '2,2026-03-29,02:00,02:20',
      '3,2026-03-29,02:59,03:00',
      '4,2026-03-29,03:01,04:00',
    ];
    expect(await faults(table('Europe/Brussels', ...spring))).toEqual([
      'slots.csv:3:3 E309',
      'slots.csv:3:4 E309',
      'slots.csv:4:3 E309',
    ]);
    const autumn = [
      '1,2026-10-25,01:40,02:00',
      '2,2026-10-25,02:59,03:00',
      '3,2026-10-25,03:00,03:20',
      '4,2026-10-26,02:30,02:50',
    ];
    expect(await faults(table('Europe/Brussels', ...autumn))).toEqual(['slots.csv:2:4 E309', 'slots.csv:3:3 E309']);
    expect(await messages(table('Europe/Brussels', spring[1]!, spring[3]!))).toContain(
      'slot "2", 2026-03-29 02:00 in Europe/Brussels: there is no such time: clocks are put forward that day; move the slot, or write all times of the event in UTC (timezone: UTC)',
    );
    expect(await messages(table('Europe/Brussels', autumn[1]!))).toEqual([
      'slot "2", 2026-10-25 02:59 in Europe/Brussels: it comes twice: clocks are put back that day; move the slot, or write all times of the event in UTC (timezone: UTC)',
    ]);
    for (const zone of ['UTC', 'Asia/Tokyo', 'America/New_York']) {
      expect(await faults(table(zone, ...spring)), zone).toEqual([]);
    }
  });
  it('a slot without times among others on such a day is told as what it is', async () => {
    const rows = ['1,2026-03-29,09:00,09:20', '2,2026-03-29,,'];
    expect(await faults(table('Europe/Brussels', ...rows))).toEqual(['slots.csv:3:3 E301']);
    expect(await faults(table('Europe/Brussels', rows[0]!, rows[1]!, '3,2026-03-29,02:10,02:30'))).toEqual([
      'slots.csv:3:3 E301',
      'slots.csv:4:3 E309',
      'slots.csv:4:4 E309',
    ]);
  });
  it('of a calendar in the event file, at its key', async () => {
    const yaml =
      'timezone: Europe/Brussels\nslots:\n  date: 2026-03-29\n  from: "02:00"\n  to: "04:00"\n  length: 60\n';
    expect(await faults({ 'prefs.csv': PREFS, 'event.yaml': yaml })).toEqual(['event.yaml:4:3 E309']);
  });
});

describe('working hours of another zone', () => {
  const files = (people: string, yaml: string, slots: string) => ({
    'prefs.csv': PREFS,
    'participants.csv': `id,working_hours,timezone\nAda,${people}\nBen,,\n`,
    ...(yaml === '' ? {} : { 'event.yaml': yaml }),
    'slots.csv': slots,
  });
  const DATED = 'slot,date,start,end\n1,2021-05-18,09:00,09:20\n';
  const BARE = 'slot,start,end\n1,09:00,09:20\n';
  const ZONE = 'timezone: Europe/Brussels\n';
  it('need the zone of the event and dates', async () => {
    expect(await messages(files('08:00-19:00,Asia/Tokyo', '', DATED))).toEqual([
      'these hours are in the zone "Asia/Tokyo", and the event has no time zone; write one into event.yaml, such as timezone: Europe/Brussels',
    ]);
    expect(await messages(files('08:00-19:00,Asia/Tokyo', ZONE, BARE))).toEqual([
      'these hours are in the zone "Asia/Tokyo", and the slots have no dates; give every slot a date',
    ]);
    expect(await faults(files('08:00-19:00,Asia/Tokyo', ZONE, DATED))).toEqual([]);
    expect(await faults(files('08:00-19:00,Europe/Brussels', ZONE, BARE))).toEqual([]);
  });
  it('a zone without working hours is no fault, but said', async () => {
    const told = async (yaml: string, slots: string) => (await read(files(',Asia/Tokyo', yaml, slots))).notices.join();
    expect(await told('', DATED)).toContain(
      '1 participant has a time zone of its own, and the event has no time zone: agendas show event time only',
    );
    expect(await told(ZONE, BARE)).toContain('and the slots have no dates: agendas show event time only');
    expect(await told(ZONE, DATED)).not.toContain('event time only');
    expect(await told('', 'slot\n1\n')).not.toContain('event time only');
  });
  it('an event has local times of every zone but its own', async () => {
    const { event } = await read(files('08:00-19:00,asia/tokyo', ZONE, DATED));
    expect([...event.localTimes.keys()]).toEqual(['Asia/Tokyo']);
    expect(event.localTimes.get('Asia/Tokyo')).toEqual([
      { date: '2021-05-18', start: '16:00', end: '16:20', endDate: '2021-05-18' },
    ]);
  });
});
