import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { withEvent } from '../helpers/checked.js';
import { MUTATIONS } from '../helpers/mutations.js';
import { type Planted, plantMixed } from '../helpers/plant-mixed.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { naiveAgenda } from '../solve/tiny.js';

describe('schedules with groups, organisations and interpreters', () => {
  it('are clean as they are planted, with every wish met', () => {
    const seen = { groups: 0, interpreted: 0, organisations: 0, mutual: 0 };
    fc.assert(
      fc.property(fc.nat(), seed => {
        const { event, schedule } = plantMixed(new Dice(seed));
        const { violations, counts, figures } = check(event, schedule);
        if (violations.length > 0)
          throw new Error(
            withEvent(
              violations.map(({ rule, message }) => `${rule}: ${message}`),
              event,
              schedule,
            ),
          );
        expect(counts.met).toBe(event.wishes.length);
        const points = event.wishes.length + event.mutualBonus * counts.mutual;
        expect(figures).toEqual({ points, ...recounted(event, schedule) });
        seen.groups += schedule.meetings.filter(({ kind }) => kind === 'group').length;
        seen.interpreted += schedule.meetings.filter(({ interpreter }) => interpreter).length;
        seen.organisations += [...event.wishes].filter(({ anyOf }) => anyOf).length;
        seen.mutual += counts.mutual;
      }),
      runs(150),
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
  });

  it.each(MUTATIONS)('$rule is broken by: $name', ({ rule, apply }) => {
    let tried = 0;
    fc.assert(
      fc.property(fc.nat(), seed => {
        const dice = new Dice(seed);
        const planted = plantMixed(dice);
        const broken = apply(planted, dice);
        if (!broken) return;
        tried++;
        const found = check(broken.event, broken.schedule).violations.map(violation => violation.rule);
        if (!found.includes(rule))
          throw new Error(withEvent([`expected ${rule}, found ${found.join(', ')}`], broken.event, broken.schedule));
      }),
      runs(60),
    );
    expect(tried).toBeGreaterThan(15);
  });
});

/** Promises, breaks, idle slots and moves, each agenda read off the rows: a session is one meeting of everyone in it. */
function recounted(event: Planted['event'], { meetings }: Planted['schedule']) {
  let [promises, breaks, idle, moves] = [0, 0, 0, 0];
  for (const { id, minMeetings } of event.participants) {
    const rooms = event.slots.map(
      slot => meetings.find(row => row.slot === slot.id && row.participants.includes(id))?.room ?? '',
    );
    const held = rooms.filter(Boolean);
    promises += Math.min(minMeetings, held.length);
    moves += held.filter((room, index) => index > 0 && room !== held[index - 1]).length;
    const agenda = naiveAgenda(
      event.slots.map(({ date }) => date),
      rooms.map(Boolean),
    );
    breaks += agenda.breaks;
    idle += agenda.idle;
  }
  return { promises, breaks, idle, moves };
}
