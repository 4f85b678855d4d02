/** Working hours on everyone's own clock: the checker's arithmetic against the readers' and the solver's. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Clocks } from '../../src/check/rules/clocks.js';
import type { Participant, Slot } from '../../src/model/event.js';
import { WorkingHours } from '../../src/model/working-hours.js';
import { localTimesOf } from '../../src/read/zones.js';
import { makeEvent } from '../helpers/event.js';
import { runs } from '../helpers/runs.js';

const HOURS = { from: 8 * 60, to: 19 * 60 };

/** Slots (`HH:MM` starts of 20 minutes) in which one person of `zone` works. */
function working(
  zone: string | undefined,
  date: string,
  starts: readonly string[],
  hours = HOURS,
  timezone = 'Europe/Brussels',
) {
  const slots = starts.map(start => ({ id: start, date, start, end: later(start, 20) }));
  const event = makeEvent({ slots, timezone, participants: [{ id: 'A', timezone: zone, workingHours: hours }] });
  const works = new Clocks(event).worksIn(event.participants[0]!);
  return starts.filter((_, t) => works[t] === 1);
}

function later(clock: string, minutes: number): string {
  const all = Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)) + minutes;
  return `${String(Math.floor(all / 60)).padStart(2, '0')}:${String(all % 60).padStart(2, '0')}`;
}

describe('working hours in the checker', () => {
  const day = ['08:00', '11:40', '12:00', '12:20', '18:40', '19:00'];
  it('are on the own clock', () => {
    expect(working(undefined, '2021-05-18', day)).toEqual(['08:00', '11:40', '12:00', '12:20', '18:40']);
    expect(working('Europe/Brussels', '2021-05-18', day)).toEqual(['08:00', '11:40', '12:00', '12:20', '18:40']);
    // Seven hours later in summer, eight in winter.
    expect(working('Asia/Tokyo', '2021-05-18', day)).toEqual(['08:00', '11:40']);
    expect(working('Asia/Tokyo', '2021-12-18', ['08:00', '10:40', '11:00'])).toEqual(['08:00', '10:40']);
    expect(working('America/New_York', '2021-05-18', ['13:40', '14:00', '19:00'])).toEqual(['14:00', '19:00']);
  });
  it('change with the clocks of the event', () => {
    expect(working('Asia/Tokyo', '2026-03-28', ['10:40', '11:00', '11:40', '12:00'])).toEqual(['10:40']);
    expect(working('Asia/Tokyo', '2026-03-29', ['10:40', '11:00', '11:40', '12:00'])).toEqual([
      '10:40',
      '11:00',
      '11:40',
    ]);
    expect(working('Asia/Tokyo', '2026-10-24', ['10:40', '11:00', '11:40', '12:00'])).toEqual([
      '10:40',
      '11:00',
      '11:40',
    ]);
    expect(working('Asia/Tokyo', '2026-10-25', ['10:40', '11:00', '11:40', '12:00'])).toEqual(['10:40']);
  });
  it('do not run over midnight, there or here', () => {
    const late = { from: 60, to: 1440 };
    const around = { from: 0, to: 1440 };
    const starts = ['16:30', '16:40', '16:50', '17:00'];
    expect(working('Asia/Tokyo', '2021-05-18', starts, late)).toEqual(['16:30', '16:40']);
    expect(working(undefined, '2021-05-18', ['23:40'], late)).toEqual(['23:40']);
    expect(working('Asia/Tokyo', '2021-05-18', starts, around)).toEqual(starts);
  });
  it('are event time where nothing can be converted', () => {
    expect(working('Asia/Tokyo', '', ['08:00', '18:40', '19:00'])).toEqual(['08:00', '18:40']);
  });
});

const zone = fc.constantFrom(
  'Europe/Brussels',
  'Asia/Tokyo',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'UTC',
);
const date = fc.oneof(
  fc.constantFrom(
    '2026-03-28',
    '2026-03-29',
    '2026-10-24',
    '2026-10-25',
    '2026-03-08',
    '2026-11-01',
    '2026-04-05',
    '2026-10-04',
  ),
  fc.integer({ min: 0, max: 3000 }).map(n => new Date(Date.UTC(2022, 0, 1 + n)).toISOString().slice(0, 10)),
);

describe('the checker and the others', () => {
  it('agree on who works when, whatever the zones and dates', async () => {
    const some = fc
      .tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 440 }))
      .map(([from, length]) => ({ from, to: from + length }));
    const hours = fc.oneof(
      { weight: 9, arbitrary: some },
      { weight: 1, arbitrary: fc.constant({ from: 0, to: 1440 }) },
    );
    const slot = fc.tuple(date, fc.integer({ min: 0, max: 1380 }), fc.integer({ min: 1, max: 60 }));
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(
        zone,
        zone,
        hours,
        fc.array(slot, { minLength: 1, maxLength: 8 }),
        async (home, abroad, span, list) => {
          const slots: Partial<Slot>[] = list.map(([day, from, length]) => ({
            date: day,
            start: later('00:00', from),
            end: later('00:00', from + length),
          }));
          const person: Partial<Participant> & { id: string } = { id: 'A', timezone: abroad, workingHours: span };
          const made = makeEvent({ slots, timezone: home, participants: [person] });
          const localTimes = await localTimesOf(made).catch((error: unknown) => {
            // The readers refuse times that do not exist or come twice.
            if (error instanceof RangeError) return undefined;
            throw error;
          });
          if (!localTimes) return;
          compared++;
          const event = { ...made, localTimes };
          const [one] = event.participants;
          const solver = new WorkingHours(event).of(one!) ?? new Uint8Array(slots.length).fill(1);
          expect([...new Clocks(event).worksIn(one!)]).toEqual([...solver]);
        },
      ),
      runs(400),
    );
    expect(compared).toBeGreaterThan(300);
  });
});
