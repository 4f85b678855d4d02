import { describe, expect, it } from 'vitest';
import { Calendar } from '../../src/model/calendar.js';
import type { Participant } from '../../src/model/event.js';
import { hasBit } from '../../src/model/problem.js';
import { type EventSpec, makeEvent } from '../helpers/event.js';

const TIMES = [
  { start: '08:00', end: '08:20' },
  { start: '08:20', end: '08:40' },
  { start: '08:40', end: '09:00' },
];

/** Indexes of the slots that participant A has. */
function slotsOf(person: Partial<Participant>, slots: NonNullable<EventSpec['slots']> = 4): number[] {
  const event = makeEvent({ participants: [{ id: 'A', ...person }], slots });
  const calendar = new Calendar(event);
  const mask = new Int32Array(2 * calendar.words);
  calendar.write(mask, calendar.words, event.participants[0]);
  expect([...mask.subarray(0, calendar.words)].every(word => word === 0)).toBe(true);
  return [...event.slots.keys()].filter(t => hasBit(mask, calendar.words, t));
}

describe('Calendar', () => {
  it('has all slots unless told, in as many words as it takes', () => {
    expect(slotsOf({})).toEqual([0, 1, 2, 3]);
    expect(slotsOf({}, 70)).toHaveLength(70);
    expect([1, 32, 33, 70].map(slots => new Calendar(makeEvent({ slots })).words)).toEqual([1, 1, 2, 3]);
  });

  it('has what is available less what is not', () => {
    expect(slotsOf({ available: ['1', '3', '4'], unavailable: ['3', '2'] })).toEqual([0, 3]);
    expect(slotsOf({ available: [] })).toEqual([]);
    expect(slotsOf({ available: ['34'] }, 40)).toEqual([33]);
  });

  it('has only slots within working hours, both ends included', () => {
    expect(slotsOf({ workingHours: { from: 500, to: 540 } }, TIMES)).toEqual([1, 2]);
    expect(slotsOf({ workingHours: { from: 480, to: 539 } }, TIMES)).toEqual([0, 1]);
    expect(slotsOf({ workingHours: { from: 0, to: 1 } }, 2)).toEqual([0, 1]);
  });

  it('knows the slots of a session, and none of an unknown one', () => {
    const session = (label: string) => ({ session: label });
    const calendar = new Calendar(makeEvent({ slots: [session('am'), session('pm'), session('am')] }));
    expect([calendar.session('am')[0], calendar.session('pm')[0], calendar.session('x')[0]]).toEqual([5, 2, 0]);
  });
});
