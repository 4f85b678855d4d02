import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbEvent } from './arbitrary.js';
import { bruteForce } from './brute-force.js';
import { makeEvent } from './event.js';
import { mipOptimum } from './mip.js';
import { runs } from './runs.js';

const TINY = { people: 6, wishes: 7, slots: 4, rooms: 2 };

describe('the oracles', () => {
  it('agree on promises and points, and on what is impossible', async () => {
    let impossible = 0;
    await fc.assert(
      fc.asyncProperty(arbEvent(TINY, { maxBreaks: undefined, wild: true }), async event => {
        const brute = bruteForce(event);
        if (!brute) impossible++;
        const both = brute && { promises: brute.promises, points: brute.points };
        expect(await mipOptimum(event)).toEqual(both);
      }),
      runs(100),
    );
    expect(impossible).toBeGreaterThan(3);
  });

  it('count breaks and idle slots of the best schedule', () => {
    const event = makeEvent({
      participants: [
        { id: 'B', available: ['1'] },
        { id: 'C', available: ['4'] },
      ],
      wishes: [
        ['A', 'B'],
        ['A', 'C'],
      ],
      rooms: 1,
    });
    expect(bruteForce(event)).toEqual({ promises: 3, points: 2, breaks: 1, idle: 2 });
  });

  it('hold max_breaks', () => {
    const event = makeEvent({
      participants: [
        { id: 'B', available: ['1'] },
        { id: 'C', available: ['4'] },
      ],
      wishes: [
        ['A', 'B'],
        ['A', 'C', 2],
      ],
      rules: { maxBreaks: 0 },
    });
    expect(bruteForce(event)).toEqual({ promises: 2, points: 1, breaks: 0, idle: 0 });
  });
});
