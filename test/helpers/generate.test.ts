import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { arbOptions } from './arbitrary.js';
import { generate, generateWithSchedule } from './generate.js';
import { runs } from './runs.js';

const SIZES = { people: 9, wishes: 20, slots: 8, rooms: 4 };

describe('the generator', () => {
  it('makes the same event from the same options', () => {
    const options = { seed: 7, people: 30, wishes: 90, musts: 3, locks: 3, nevers: 2, oddRooms: 30 };
    expect(generate(options)).toEqual(generate(options));
    expect(generate(options)).not.toEqual(generate({ ...options, seed: 8 }));
  });

  it('plants a schedule of its musts and locks that keeps every rule', () => {
    fc.assert(
      fc.property(arbOptions(SIZES, { musts: 4, locks: 3 }), options => {
        const { event, planted } = generateWithSchedule(options);
        expect(check(event, planted).violations).toEqual([]);
      }),
      runs(300),
    );
  });

  it('keeps only wishes that can all be met where all are musts', () => {
    fc.assert(
      fc.property(arbOptions(SIZES, { allWishes: true, locks: 2 }), options => {
        const { event, planted } = generateWithSchedule(options);
        const report = check(event, planted);
        expect(report.violations).toEqual([]);
        expect(report.counts.met).toBe(report.counts.wishes);
      }),
      runs(200),
    );
  });
});
