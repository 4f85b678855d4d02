import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { withEvent } from '../helpers/checked.js';
import { MUTATIONS } from '../helpers/mutations.js';
import { plantMixed } from '../helpers/plant-mixed.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';

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
        expect(figures.points).toBe(event.wishes.length + event.mutualBonus * counts.mutual);
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
