import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { busySlots } from '../../src/check/certificate/busy-slots.js';
import { mostBusySlots } from '../../src/model/busy-slots.js';
import { mostBusyByTrying } from '../helpers/busy.js';
import { makeEvent } from '../helpers/event.js';
import { runs } from '../helpers/runs.js';
import { problemOf } from '../solve/tiny.js';

const calendars = fc
  .array(
    fc.record({
      nextDay: fc.constantFrom(false, false, false, true),
      nextSession: fc.constantFrom(false, false, true),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map(steps => {
    let [day, session] = [0, 0];
    return steps.map(({ nextDay, nextSession }) => {
      if (nextDay) day++;
      if (nextDay || nextSession) session++;
      return { date: `2021-05-${10 + day}`, session: `s${session}` };
    });
  });

const bound = fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined });

describe('mostBusySlots, and busySlots of the checker', () => {
  it('are the most slots of all agendas that keep both bounds', () => {
    const tally = { broken: 0, rested: 0, all: 0 };
    fc.assert(
      fc.property(calendars, fc.integer({ min: 0 }), bound, bound, (slots, dice, breaks, rest) => {
        const longest = rest === 0 ? undefined : rest;
        const isOpen = slots.map((_, t) => ((dice >> t) & 3) > 0);
        const most = mostBusyByTrying(slots, isOpen, breaks, longest);
        const event = makeEvent({ slots });
        const ours = mostBusySlots(problemOf(event), {
          isAvailable: t => isOpen[t],
          longest: longest ?? 99,
          breaks: breaks ?? 99,
        });
        expect(ours).toBe(most);
        expect(busySlots(event.slots, Uint8Array.from(isOpen, Number), longest, breaks)).toBe(most);
        tally.all++;
        if (breaks !== undefined && most < isOpen.filter(Boolean).length) tally.broken++;
        if (longest !== undefined && most < isOpen.filter(Boolean).length) tally.rested++;
      }),
      runs(400),
    );
    expect(tally.broken).toBeGreaterThan(tally.all / 10);
    expect(tally.rested).toBeGreaterThan(tally.all / 10);
  });
});
