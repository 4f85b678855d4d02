import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { promiseTerms } from '../../src/solve/promises.js';
import { makeEvent } from '../helpers/event.js';
import { runs } from '../helpers/runs.js';
import { arbTiny, everySchedule, problemOf } from './tiny.js';

describe('promiseTerms', () => {
  it('has what is promised, as far as wishes, slots and maximum allow', () => {
    const event = makeEvent({
      participants: [
        { id: 'A', minMeetings: 9 },
        { id: 'B', available: ['1'], minMeetings: 9 },
        { id: 'C', available: ['1'], minMeetings: 9, parallel: 2 },
        { id: 'D', maxMeetings: 1, minMeetings: 9 },
        { id: 'E', minMeetings: 1 },
        { id: 'F', minMeetings: 1 },
      ],
      wishes: ['B', 'C', 'D', 'E'].flatMap(to => [['A', to], ...(to === 'E' ? [] : [[to, 'E']])]) as [string, string][],
    });
    const { possible, total, target } = promiseTerms(problemOf(event));
    expect([...possible]).toEqual([4, 1, 2, 1, 1, 0]);
    expect([total, target]).toEqual([9, 9]);
  });

  it('is never below what a schedule keeps', () => {
    fc.assert(
      fc.property(arbTiny({ minMeetings: 2, maxima: 50, parallel: 50 }), event => {
        const { total } = promiseTerms(problemOf(event));
        expect(Math.max(...everySchedule(event).map(({ promises }) => promises))).toBeLessThanOrEqual(total);
      }),
      runs(50),
    );
  });
});
